"""What becomes of an answer, of a question passed over, and of words that were not understood."""

from msgspec.structs import replace

from bot.conversation.answering import questions_asked, with_line
from bot.conversation.asking import PERSON_ROW, ask, menu, with_person
from bot.conversation.languages import languages_line
from bot.conversation.reading_back import tells_of_edits
from bot.conversation.replies import Done, Effect, Heard, Missed, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE, Line, State
from bot.script import AnswerValue, Ask, Kind, Question, Topic

MOST_MISSES = 2


def accept(
    situation: Situation, answers: tuple[tuple[str, AnswerValue], ...], *, lines: tuple[Line, ...] = ()
) -> Heard:
    """Take answers: new ones and corrections become facts, those that say nothing new change nothing."""
    told = dict(answers)
    new = tuple([(field, value) for field, value in told.items() if situation.facts.get(field) != value])
    state = _after_answers(situation.state, frozenset(told))
    if lines and not state.told_edit and tells_of_edits(lines):
        state = replace(state, told_edit=True)
    if AUDIENCE in dict(new):
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
        skipped=tuple([field for field in state.skipped if field not in fields]),
        open=None if answered else state.open,
        misses=0 if answered else state.misses,
        own_words=state.own_words and not answered,
        unsure=None if state.unsure is not None and state.unsure.field in fields else state.unsure,
    )


def _signals(situation: Situation, new: tuple[tuple[str, AnswerValue], ...]) -> tuple[Done, ...]:
    answered = tuple(
        [
            Done("chat.answered", (("field", field),))
            for field, _ in new
            if field not in situation.facts and field != AUDIENCE
        ]
    )
    corrected = [field for field, _ in new if field in situation.facts]
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


def miss(
    situation: Situation,
    *,
    asks_us: bool = False,
    upset: bool = False,
    beyond: frozenset[str] = frozenset(),
    says_nothing: bool = False,
    unread: bool = False,
    is_sentence: bool = False,
) -> Heard:
    """Answer words that were not understood: kindly, at most twice, then move on; what asks us never costs a question.

    ``beyond`` are fields whose number lay outside of its limits: these are told. Who is ``upset`` reads that we are
    sorry. ``unread`` words are in a script that nobody here reads: then it is said, once, which languages there are.
    ``is_sentence`` says that they hold no address and no number: where one was offered to be left, that is a no.
    Where sales has the lead, the words go to them: a person can make sense of what we cannot, unless they are sounds
    that say nothing where we have asked something.
    """
    state = situation.state
    signals = questions_asked(()) if asks_us else ()
    # What is meant for a person who has the conversation is none of ours to understand; what is out of limits was.
    missed = None if state.rep or state.open in beyond else Missed(state.open, is_question=asks_us)
    is_for_us = state.open is not None and (says_nothing or state.open in beyond) and not state.rep
    if state.handoff is not None and not is_for_us:
        line, state = varied(state, "passed_on")
        effects = frozenset({Effect.PASS_ON})
        return Heard(state, signals=signals, replies=(Reply((line,)),), effects=effects, missed=missed)
    question = situation.question(state.open) if state.open else None
    if unread and not state.told_languages:
        return _miss_unread(situation, question, missed)
    if question is None:
        key = "not_understood.question" if asks_us else "not_understood.afterwards"
        line, state = varied(state, "not_understood.upset" if upset else key)
        reply = Reply((line,), options=menu(situation), rows=PERSON_ROW)
        return Heard(state, signals=signals, replies=(reply,), missed=missed)
    if asks_us or upset:
        line, state = varied(state, "not_understood.upset" if upset else "not_understood.question")
        reply = with_person(ask(question, state=state, facts=situation.facts, lines=(line,)))
        return Heard(state, signals=signals, replies=(reply,), missed=missed)
    is_offer = question.ask is Ask.AFTER and question.kind in (Kind.EMAIL, Kind.PHONE)
    if (is_offer and is_sentence) or (state.misses >= MOST_MISSES and not question.required):
        return replace(skip(situation, question.field, lines=(Line("moving_on"),)), missed=missed)
    line, state = _of_question(state, question, is_beyond=question.field in beyond)
    reply = ask(question, state=state, facts=situation.facts, lines=(line,))
    return Heard(state, replies=(reply,), missed=missed)


def besides(heard: Heard, topics: tuple[Topic, ...], words: str) -> Heard:
    """Return the answers to some questions, and below them that to another one, of these words, nobody has any.

    Where sales has the lead, it goes to them.
    """
    state = heard.state
    if state.rep:
        return heard
    is_handed_over = state.handoff is not None
    line, state = varied(state, "passed_on" if is_handed_over else "not_understood.question")
    return replace(
        heard,
        state=state,
        replies=with_line(heard.replies, topics, line),
        signals=(*heard.signals, *questions_asked(())),
        effects=heard.effects | {Effect.PASS_ON} if is_handed_over else heard.effects,
        missed=Missed(state.open, is_question=True, words=words),
    )


def _miss_unread(situation: Situation, question: Question | None, missed: Missed | None) -> Heard:
    line, state = languages_line(situation.locales), replace(situation.state, told_languages=True)
    if question is None:
        reply = Reply((line,), options=menu(situation), rows=PERSON_ROW)
    else:
        state = replace(state, misses=state.misses + 1, last_miss=line.key)
        reply = with_person(ask(question, state=state, facts=situation.facts, lines=(line,)))
    return Heard(state, replies=(reply,), missed=missed)


def miss_edit(situation: Situation, field: str) -> Heard:
    """Answer an edit of an earlier message that was not understood: the answer it had given for ``field`` stays."""
    value = situation.facts.get(field)
    if value is None or situation.question(field) is None:
        return miss(situation)
    line, state = varied(situation.state, "not_understood.edited", about=(field, value))
    return Heard(
        state,
        replies=(Reply((line,), rows=PERSON_ROW),),
        missed=None if state.rep else Missed(field, is_question=False),
    )


def _of_question(state: State, question: Question, *, is_beyond: bool) -> tuple[Line, State]:
    """Return what to say of an answer that was not understood, or is out of its limits, in the question's own terms."""
    kind = Kind.TEXT if state.own_words else Kind.CHOICE if question.has_options else question.kind
    counted = replace(state, misses=state.misses + 1)
    about = (question.field, "")
    key = "limits" if is_beyond else kind.value
    if is_beyond and not state.misses:
        # Another question has other limits: what was said of those is no repetition.
        counted = replace(counted, last_miss="")
    return varied(counted, f"not_understood.{key}", "not_understood.again", about=about)


def varied(
    state: State, key: str, other: str = "", *, about: tuple[str, AnswerValue] | None = None
) -> tuple[Line, State]:
    """Return a line in words that were not said last time, and the state that remembers them."""
    said = (other or f"{key}_again") if state.last_miss == key else key
    return Line(said, (about,) if about else ()), replace(state, last_miss=said)
