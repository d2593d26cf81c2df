"""What becomes of an answer, of a question passed over, and of words that were not understood."""

from msgspec.structs import replace

from bot.conversation.asking import PERSON_ROW, ask, menu
from bot.conversation.replies import Done, Effect, Heard, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE, Line, State
from bot.script import AnswerValue

MOST_MISSES = 2


def accept(
    situation: Situation, answers: tuple[tuple[str, AnswerValue], ...], *, lines: tuple[Line, ...] = ()
) -> Heard:
    """Take answers: new ones and corrections become facts, those that say nothing new change nothing."""
    told = dict(answers)
    new = tuple((field, value) for field, value in told.items() if situation.facts.get(field) != value)
    state = _after_answers(situation.state, frozenset(told))
    if any(field == AUDIENCE for field, _ in new):
        state = replace(state, open=None, closed=False)
    return Heard(
        state,
        answers=new,
        signals=_signals(situation, new),
        lines=lines,
        goes_on=True,
    )


def _after_answers(state: State, fields: frozenset[str]) -> State:
    answered = state.open in fields
    return replace(
        state,
        consented=True,
        stopped=False,
        skipped=tuple(field for field in state.skipped if field not in fields),
        open=None if answered else state.open,
        misses=0 if answered else state.misses,
        own_words=state.own_words and not answered,
    )


def _signals(situation: Situation, new: tuple[tuple[str, AnswerValue], ...]) -> tuple[Done, ...]:
    answered = tuple(
        Done("chat.answered", (("field", field),))
        for field, _ in new
        if field not in situation.facts and field != AUDIENCE
    )
    corrected = tuple(field for field, _ in new if field in situation.facts)
    return (*answered, Done("chat.corrected", (("field", corrected[0]),))) if corrected else answered


def skip(situation: Situation, field: str, *, lines: tuple[Line, ...] = ()) -> Heard:
    """Pass over a question; it is not asked again, but its answer is taken whenever it is said."""
    state = situation.state
    passed = replace(
        state,
        skipped=(*(name for name in state.skipped if name != field), field),
        open=None if state.open == field else state.open,
        misses=0,
        own_words=False,
    )
    return Heard(passed, signals=(Done("chat.skipped", (("field", field),)),), lines=lines, goes_on=True)


def miss(situation: Situation, *, asks_us: bool = False) -> Heard:
    """Answer words that were not understood: kindly, at most twice, then move on.

    Where sales has the lead, the words go to them: a person can make sense of what we cannot.
    """
    state = situation.state
    signals = (Done("question.asked", (("channel", "telegram"),)),) if asks_us else ()
    if state.handoff is not None and (asks_us or state.rep or state.open is None):
        line = Line("passed_on_to" if state.rep else "passed_on")
        return Heard(state, signals=signals, replies=(Reply((line,)),), effects=frozenset({Effect.PASS_ON}))
    question = situation.question(state.open) if state.open else None
    if question is None:
        reply = Reply((Line("not_understood.afterwards"),), options=menu(situation.script), rows=PERSON_ROW)
        return Heard(state, signals=signals, replies=(reply,))
    if state.misses >= MOST_MISSES and not question.required:
        passed = skip(situation, question.field, lines=(Line("moving_on"),))
        return replace(passed, signals=(*signals, *passed.signals))
    key = "afterwards" if asks_us else "again" if state.misses else question.kind.value
    missed = replace(state, misses=state.misses + 1)
    reply = ask(question, state=missed, lines=(Line(f"not_understood.{key}"),))
    return Heard(missed, signals=signals, replies=(reply,))
