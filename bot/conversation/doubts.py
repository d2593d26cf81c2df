"""What is asked back where typed words may mean either of two things: with both as buttons, once for each question."""

from msgspec.structs import replace

from bot.conversation.answers import accept
from bot.conversation.asking import settled
from bot.conversation.chat_commands import ask_anew, reopen
from bot.conversation.replies import Choice, Heard, Missed, Notice, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import Line, State, Unsure
from bot.messages import Act, Tap
from bot.script import AnswerValue, Kind, Question
from bot.understanding.interpretation import Doubt, Interpretation

MAX_WORDS_CHARS = 300
_BOTH = 2
"""Options of a question that are both its buttons already: there is nothing to narrow down."""

OPTION, PERIOD = "doubt.option", "doubt.period"
LINES = (OPTION, PERIOD)
"""The lines that ask back."""


def doubt_to_ask(situation: Situation, understood: Interpretation) -> Doubt | None:
    """Return what has to be asked back; None where nothing is in doubt, or it was asked before."""
    doubt, state = understood.doubt, situation.state
    if doubt is None or doubt.field in state.doubted or state.rep or situation.is_unmet:
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
    is_missed = question.kind is Kind.CHOICE and doubt.field not in dict(told.answers)
    missed = Missed(doubt.field) if is_missed else None
    return replace(told, state=state, lines=(), replies=(_which(question, state),), goes_on=False, missed=missed)


def _which(question: Question, state: State) -> Reply:
    unsure = state.unsure
    assert unsure is not None
    key = OPTION if question.kind is Kind.CHOICE else PERIOD
    consent = () if state.consented else (Line("consent"),)
    choices = _options(question, unsure.values) if key == OPTION else _periods(question, unsure.values)
    neither = Choice(key="buttons.neither", tap=Tap(Act.NEITHER, (question.field,)))
    return Reply((*state.preface, Line(key, ((question.field, ""),)), *consent), rows=(*choices, (neither,)))


def _options(question: Question, values: tuple[AnswerValue, ...]) -> tuple[tuple[Choice, ...], ...]:
    options = (option for value in values if (option := question.option_of(value)) is not None)
    return tuple(
        (Choice(key=f"questions.{question.field}.options.{option}", tap=Tap(Act.ANSWER, (question.field, option))),)
        for option in options
    )


def _periods(question: Question, values: tuple[AnswerValue, ...]) -> tuple[tuple[Choice, ...], ...]:
    field = question.field
    return tuple(
        (Choice(key=f"buttons.{key}", answer=(field, value), tap=Tap(Act.VALUE, (field, str(value)))),)
        for key, value in zip(("per_month", "per_year"), values, strict=True)
    )


def hear_value(situation: Situation, field: str, written: str, message_id: int | None) -> Heard:
    """Take the amount that a button carries."""
    question, value = situation.question(field), number_told(written)
    if question is None or question.kind not in (Kind.MONEY, Kind.NUMBER) or value is None or not question.takes(value):
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


def _shown(situation: Situation, question: Question, mark: Line, message_id: int | None) -> tuple[Reply, ...]:
    if message_id is None:
        return ()
    preface = situation.state.preface if situation.state.open == question.field else ()
    return (settled(question, (*preface, mark), replaces=message_id),)
