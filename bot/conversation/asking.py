"""How a question is put: its text, its options as buttons, and the small buttons below them."""

from collections.abc import Mapping

from msgspec.structs import replace

from bot.at_hand import at_hand
from bot.conversation.replies import Choice, Reply
from bot.conversation.situation import Situation
from bot.conversation.state import AUDIENCE, Line, State
from bot.messages import Act, Tap
from bot.script import AnswerValue, Kind, Question

MISSES_TO_A_PERSON = 2
"""From so many answers on that were not understood, a person is one tap away."""
PERSON_ROW = ((Choice(key="buttons.human", tap=Tap(Act.HUMAN)),),)
_NEWSLETTER = Choice(key="buttons.newsletter", tap=Tap(Act.NEWSLETTER, ("ask",)))


def ask(
    question: Question,
    *,
    state: State,
    facts: Mapping[str, AnswerValue],
    lines: tuple[Line, ...] = (),
    replaces: int | None = None,
) -> Reply:
    """Return the message that asks a question below some lines; of several options those chosen have a tick."""
    is_phone = question.kind is Kind.PHONE
    text = Line("own_words" if state.own_words else f"questions.{question.field}.ask")
    consent = () if state.consented else (Line("consent"),)
    return Reply(
        lines=(*lines, text, *consent),
        options=() if state.own_words else _options(question, facts.get(question.field)),
        # A message that offers the phone by a contact button can have no others.
        rows=() if is_phone else _rows(question, state),
        replaces=replaces,
        wants_contact=is_phone,
        hides_contact=state.contact_shown and not is_phone,
    )


def _rows(question: Question, state: State) -> tuple[tuple[Choice, ...], ...]:
    """Return the rows below the options."""
    may_go_back = previous(state, question.field) is not None
    return (*_done(question), *_small_buttons(question, may_go_back), *_person(state))


def _person(state: State) -> tuple[tuple[Choice, ...], ...]:
    return PERSON_ROW if state.misses >= MISSES_TO_A_PERSON else ()


def with_person(reply: Reply) -> Reply:
    """Return a question's message with the button that calls a person, where it may have one."""
    has_it = reply.wants_contact or reply.rows[-1:] == PERSON_ROW
    return reply if has_it else replace(reply, rows=(*reply.rows, *PERSON_ROW))


def settled(question: Question, lines: tuple[Line, ...], *, replaces: int) -> Reply:
    """Return a question's message as it looks once answered: without buttons."""
    *above, mark = lines
    return Reply(lines=(*above, Line(f"questions.{question.field}.ask"), mark), replaces=replaces)


def _options(question: Question, value: AnswerValue | None) -> tuple[Choice, ...]:
    if not question.takes_several:
        return _single_options(question)
    field, chosen = question.field, question.chosen(value)
    return tuple(
        Choice(key=_label(field, option), tap=_tick(field, option, off=option in chosen), ticked=option in chosen)
        for option in question.options
    )


@at_hand
def _single_options(question: Question) -> tuple[Choice, ...]:
    field = question.field
    return tuple(Choice(key=_label(field, option), tap=Tap(Act.ANSWER, (field, option))) for option in question.options)


def _label(field: str, option: str) -> str:
    return f"questions.{field}.options.{option}"


def _tick(field: str, option: str, *, off: bool) -> Tap:
    """Return a tap that says what is to be, not that something is to change: Telegram may repeat it."""
    return Tap(Act.CHOOSE, (field, option, "off" if off else "on"))


@at_hand
def _done(question: Question) -> tuple[tuple[Choice, ...], ...]:
    if not question.takes_several:
        return ()
    return ((Choice(key="buttons.done", tap=Tap(Act.DONE, (question.field,)), style="primary"),),)


@at_hand
def _small_buttons(question: Question, may_go_back: bool) -> tuple[tuple[Choice, ...], ...]:
    field = question.field
    row = []
    if may_go_back:
        row.append(Choice(key="buttons.back", tap=Tap(Act.BACK, (field,))))
    if not question.required:
        row.append(Choice(key="buttons.skip", tap=Tap(Act.SKIP, (field,))))
    if field != AUDIENCE:
        row.append(Choice(key="buttons.why", tap=Tap(Act.WHY, (field,))))
    return (tuple(row),) if row else ()


def previous(state: State, field: str) -> str | None:
    """Return the field asked before this one, if any."""
    asked = state.asked
    index = asked.index(field) if field in asked else len(asked)
    return asked[index - 1] if index > 0 else None


def menu(situation: Situation) -> tuple[Choice, ...]:
    """Return a button for each content that is for them, and one for the newsletter where the script offers it."""
    contents = tuple(
        Choice(key=f"contents.{content.name}.button", tap=Tap(Act.CONTENT, (content.name,)))
        for content in situation.contents
    )
    is_offered = situation.newsletter and situation.script is not None and situation.script.newsletter is not None
    return (*contents, _NEWSLETTER) if is_offered and not situation.state.subscribed else contents
