"""What is asked back, once for each question.

Which of two things typed words mean, with both as buttons; and whether a number is theirs that stands in a question of
theirs (meanwhile the open question stays open), or beside words of something else: "4 vans".
"""

from msgspec.structs import replace

from bot.conversation.answers import accept
from bot.conversation.asking import ask, settled
from bot.conversation.chat_commands import ask_anew, reopen
from bot.conversation.planner import is_withdrawn
from bot.conversation.reading_back import reading_back
from bot.conversation.replies import Choice, Heard, Missed, Notice, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import Line, State, Unsure
from bot.messages import Act, Tap
from bot.script import AnswerValue, Kind, Question
from bot.understanding.interpretation import Doubt, Intent, Interpretation
from bot.understanding.numbers.number_answers import accepts_numbers
from bot.understanding.wishes import FINAL, FOR_A_PERSON

MAX_WORDS_CHARS = 300
_BOTH = 2
"""Options of a question that are both its buttons already: there is nothing to narrow down."""

OPTION, PERIOD, NUMBER, LEFT = "doubt.option", "doubt.period", "doubt.number", "doubt.left"
LINES = (OPTION, PERIOD, NUMBER)
"""The lines that ask back instead of the open question."""


def doubt_to_ask(situation: Situation, understood: Interpretation) -> Doubt | None:
    """Return what has to be asked back; None where nothing is in doubt, or it was asked before."""
    doubt, state = understood.doubt, situation.state
    if doubt is None or doubt.in_question or doubt.field in state.doubted or state.rep or situation.is_unmet:
        return None
    question = situation.question(doubt.field)
    if question is None:
        return None
    if question.kind is Kind.CHOICE and (state.open != doubt.field or len(question.options) <= _BOTH):
        return None
    return doubt


def ask_back(situation: Situation, doubt: Doubt, *, told: Heard, text: str) -> Heard:
    """Ask which of two they meant, after what they told beside it. Their words are kept until they have said."""
    question = situation.question(doubt.field)
    assert question is not None
    state = replace(
        told.state,
        open=doubt.field,
        asked=told.state.asked if doubt.field in told.state.asked else (*told.state.asked, doubt.field),
        own_words=False,
        preface=told.lines,
        unsure=Unsure(doubt.field, text[:MAX_WORDS_CHARS], doubt.values),
        doubted=(*told.state.doubted, doubt.field),
    )
    is_missed = len(doubt.values) > 1 and question.kind is Kind.CHOICE and doubt.field not in dict(told.answers)
    missed = Missed(doubt.field) if is_missed else None
    return replace(told, state=state, lines=(), replies=(_which(question, state),), goes_on=False, missed=missed)


def _which(question: Question, state: State) -> Reply:
    unsure = state.unsure
    assert unsure is not None
    line, none = _asking_back(question, unsure.values)
    consent = () if state.consented else (Line("consent"),)
    choices = _options(question, unsure.values) if line.key == OPTION else _amounts(question, unsure.values)
    neither = Choice(key=none, tap=Tap(Act.NEITHER, (question.field,)))
    return Reply((*state.preface, line, *consent), rows=(*choices, (neither,)))


def _asking_back(question: Question, values: tuple[AnswerValue, ...]) -> tuple[Line, str]:
    """Return the line that asks which of some values is meant, or whether the only one is, and the button for none."""
    if len(values) == 1:
        return Line(NUMBER, ((question.field, values[0]),)), "buttons.no"
    return Line(OPTION if question.kind is Kind.CHOICE else PERIOD, ((question.field, ""),)), "buttons.neither"


def _options(question: Question, values: tuple[AnswerValue, ...]) -> tuple[tuple[Choice, ...], ...]:
    options = (option for value in values if (option := question.option_of(value)) is not None)
    return tuple(
        (Choice(key=f"questions.{question.field}.options.{option}", tap=Tap(Act.ANSWER, (question.field, option))),)
        for option in options
    )


def _amounts(question: Question, values: tuple[AnswerValue, ...]) -> tuple[tuple[Choice, ...], ...]:
    """Return a button for each value, in a row of its own: by the month and by the year where there are two."""
    field = question.field
    keys = ("per_month", "per_year") if len(values) > 1 else ("yes",)
    return tuple(
        (Choice(key=f"buttons.{key}", answer=(field, value), tap=Tap(Act.VALUE, (field, str(value)))),)
        for key, value in zip(keys, values, strict=True)
    )


def with_number_asked(situation: Situation, heard: Heard, understood: Interpretation, *, text: str) -> Heard:
    """Return what was heard, with a number that stands in their question asked back, before the open question."""
    doubt, state = understood.doubt, heard.state
    question = situation.question(doubt.field) if doubt is not None and doubt.in_question else None
    if doubt is None or question is None or understood.intent in (*FINAL, *FOR_A_PERSON):
        return heard
    is_settled = doubt.field in situation.facts or doubt.field in state.doubted
    if is_settled or state.rep or situation.is_unmet or is_withdrawn(question, situation.scope):
        return heard
    unsure = Unsure(doubt.field, text[:MAX_WORDS_CHARS], doubt.values, in_question=True)
    state = replace(state, unsure=unsure, doubted=(*state.doubted, doubt.field))
    no = Choice(key="buttons.no", tap=Tap(Act.NEITHER, (doubt.field, LEFT)))
    line = Line(NUMBER, ((doubt.field, _as_typed(question, doubt.values)),))
    asked = Reply((line,), rows=(*_amounts(question, doubt.values), (no,)))
    *before, last = heard.replies or (None,)
    above, open_question = _parted(last, state)
    replies = (*before, *above, asked, *open_question)
    return replace(heard, state=state, replies=tuple(reply for reply in replies if reply is not None))


def _as_typed(question: Question, values: tuple[AnswerValue, ...]) -> AnswerValue:
    return values[0] if question.per == "month" else values[-1]


def _parted(reply: Reply | None, state: State) -> tuple[tuple[Reply | None, ...], tuple[Reply, ...]]:
    """Return what a reply says above the open question, and the open question; the latter empty where it asks none."""
    texts = (f"questions.{state.open}.ask", "own_words", *LINES)
    lines = reply.lines if reply is not None else ()
    at = next((place for place, line in enumerate(lines) if state.open and line.key in texts), None)
    if reply is None or at is None:
        return (reply,), ()
    return (Reply(lines[:at]) if at else None,), (replace(reply, lines=lines[at:]),)


def hear_yes_or_no(situation: Situation, understood: Interpretation) -> Heard | None:
    """Return the meaning of yes or no just after a number was asked back; None where that is not what was said."""
    unsure = situation.state.unsure
    is_one = unsure is not None and (unsure.in_question or len(unsure.values) == 1)
    if unsure is None or not is_one or understood.intent not in (Intent.YES, Intent.NO):
        return None
    state = replace(situation.state, unsure=None)
    situation = replace(situation, state=state)
    if understood.intent is Intent.NO:
        question = situation.question(state.open) if state.open else None
        line = Line(LEFT)
        reply = Reply((line,)) if question is None else ask(question, state=state, facts=situation.facts, lines=(line,))
        return Heard(state, replies=(reply,))
    question = situation.question(unsure.field)
    if len(unsure.values) > 1 and question is not None:
        amount = str(_as_typed(question, unsure.values))
        return ask_back(situation, Doubt(unsure.field, unsure.values), told=Heard(state), text=amount)
    told = {unsure.field: unsure.values[0], **{answer.field: answer.value for answer in understood.answers}}
    answers = tuple(told.items())
    return accept(situation, answers, lines=reading_back(state, answers))


def hear_value(situation: Situation, field: str, written: str, message_id: int | None) -> Heard:
    """Take the number that a button carries."""
    question, value = situation.question(field), number_told(written)
    if question is None or not accepts_numbers(question) or value is None or not question.takes(value):
        return ask_anew(situation)
    if situation.facts.get(field) == value and situation.state.open != field:
        return Heard(situation.state, notice=Notice())
    shown = _shown(situation, question, Line("chosen", ((field, value),)), message_id)
    return replace(accept(situation, ((field, value),)), replies=shown, notice=Notice())


def number_told(written: str) -> int | float | None:
    """Return the number that a button carries; None where it is none."""
    try:
        number = float(written) if written.isascii() else -1.0
    except ValueError:
        return None
    if not 0 <= number < float("inf"):
        return None
    return int(number) if number.is_integer() else number


def hear_neither(situation: Situation, field: str, message_id: int | None) -> Heard:
    """Leave it at their own words, where they are an answer; else put the question again, with all its options."""
    question, state = situation.question(field), situation.state
    if question is None or field not in situation.facts:
        return reopen(situation, field, message_id)
    if state.open != field:
        return Heard(state, notice=Notice())
    shown = _shown(situation, question, Line("chosen", ((field, situation.facts[field]),)), message_id)
    left = replace(state, open=None, unsure=None, misses=0)
    return Heard(left, replies=shown, notice=Notice(), goes_on=True)


def hear_not_theirs(situation: Situation, field: str, message_id: int | None) -> Heard:
    """Leave a number that stood in a question of theirs, and all that is open, as it is."""
    state = situation.state
    if state.unsure is not None and state.unsure.in_question and state.unsure.field == field:
        state = replace(state, unsure=None)
    shown = () if message_id is None else (Reply((Line(LEFT),), replaces=message_id),)
    return Heard(state, replies=shown, notice=Notice())


def _shown(situation: Situation, question: Question, mark: Line, message_id: int | None) -> tuple[Reply, ...]:
    if message_id is None:
        return ()
    preface = situation.state.preface if situation.state.open == question.field else ()
    return (settled(question, (*preface, mark), replaces=message_id),)
