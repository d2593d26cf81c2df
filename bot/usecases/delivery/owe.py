"""Writes messages into the outbox: how much waits for them, and what later edits refer to."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.json import Decoder
from msgspec.structs import replace

from bot.json_text import to_json
from bot.messages import (
    AnswerTap,
    CopyMedia,
    DeleteMessage,
    EditCaption,
    EditText,
    Outgoing,
    React,
    SendFile,
    SendMedia,
    SendText,
)
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import card_about
from storage import outbox
from storage.outbox import Owed
from storage.statements import Transaction


class RedrawCard(Struct, frozen=True, tag_field="kind"):
    """The card of a handoff, by its number, to be drawn when it is sent."""

    number: int


class Nudge(Struct, frozen=True, tag_field="kind"):
    """A nudge of a lead, by their number, to be put into words when it is sent."""

    lead: int


Debt = Outgoing | RedrawCard | Nudge
"""What the outbox holds: a message, or what is drawn only when it is sent."""

_DEBTS: Decoder[Debt] = Decoder(Debt)

NOTHING_TO_SEND = to_json(RedrawCard(0))
"""What a message says whose words were erased while it was being sent: tried again, it sends nothing."""


def debt_of(payload: str) -> Debt:
    """Return what a payload of the outbox says; raise ValueError if it is none of ours."""
    return _DEBTS.decode(payload)


def owed(chat_id: int, message: Outgoing, *, worth: Worth = Worth.REPLY, about: str | None = None) -> Owed:
    """Return a message as it is written down. An answer to a tap waits for nobody, whatever is said of its worth."""
    match message:
        case SendText() | CopyMedia():
            kind = outbox.SEND
        case EditText() | EditCaption():
            kind = outbox.EDIT
        case AnswerTap() | React():
            kind, worth = outbox.OTHER, Worth.TAP
        case _:
            kind = outbox.OTHER
    return Owed(chat_id, kind, to_json(message), about=about, worth=worth)


def card_to_redraw(number: int, sales_chat: int, *, worth: Worth = Worth.EDIT, due_at: datetime | None = None) -> Owed:
    """Return the debt of a card anew. It is drawn when it is sent: of many answers in a row sales sees the last."""
    payload, about = redraw_payload(number), card_about(number)
    return Owed(sales_chat, outbox.EDIT, payload, about=about, worth=worth, due_at=due_at)


def redraw_payload(number: int) -> str:
    """Return the payload in the place of a card that is drawn when it is sent."""
    return to_json(RedrawCard(number))


def nudge_to_send(chat_id: int, lead_id: int) -> Owed:
    """Return the debt of a nudge. It is put into words when it is sent, if nothing has come of the prospect since."""
    return Owed(chat_id, outbox.SEND, to_json(Nudge(lead_id)), worth=Worth.BULK)


def blanking(sent: Debt, html: str, message_id: int) -> Outgoing:
    """Return what takes the words out of a message that was sent. Media go altogether, while a bot may delete them."""
    return DeleteMessage(message_id, html) if isinstance(sent, CopyMedia) else EditText(html, message_id=message_id)


def replies_owed(chat_id: int, messages: Sequence[Outgoing]) -> list[Owed]:
    """Return the messages of one turn: the first reply is waited for, what only tidies up is not.

    An edit that takes the buttons from an answered question only tidies, where something new is said beside it.
    """
    says_something = any(isinstance(message, SendText | SendMedia) for message in messages)
    owing, first = [], True
    for message in messages:
        match message:
            case AnswerTap():
                worth = Worth.TAP
            case SendFile():
                worth = Worth.PROMISE
            case EditText(keyboard=()) if says_something:
                worth = Worth.TIDY
            case _:
                worth, first = (Worth.FIRST_REPLY if first else Worth.REPLY), False
        owing.append(owed(chat_id, message, worth=worth))
    return owing


def owe(
    tx: Transaction,
    chat_id: int,
    *messages: Outgoing,
    now: datetime,
    worth: Worth = Worth.REPLY,
    about: str | None = None,
    due_at: datetime | None = None,
) -> None:
    """Owe messages to one chat, in this order; not before ``due_at``, where that is given."""
    owing = (owed(chat_id, message, worth=worth, about=about) for message in messages)
    outbox.owe(tx, [replace(each, due_at=due_at) for each in owing] if due_at else list(owing), now)
