"""Writes messages into the outbox: on which lane they wait, and what later edits refer to."""

import json
from datetime import datetime

from bot.messages import AnswerTap, EditText, Outgoing, SendText, outgoing_to_json
from bot.usecases.setup import card_about
from storage import outbox
from storage.outbox import Owed
from storage.statements import Transaction

REDRAW, NUDGE = "RedrawCard", "Nudge"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode

NOTHING_TO_SEND = _encode({"kind": REDRAW, "number": 0})
"""What a message says whose words were erased while it was being sent: tried again, it sends nothing."""


def owed(chat_id: int, message: Outgoing, *, about: str | None = None) -> Owed:
    """Return a message as it is written down. An answer to a tap waits for nobody."""
    match message:
        case SendText():
            kind = outbox.SEND
        case EditText():
            kind = outbox.EDIT
        case _:
            kind = outbox.OTHER
    lane = f"tap:{message.tap_id}" if isinstance(message, AnswerTap) else str(chat_id)
    return Owed(chat_id, kind, _encode(outgoing_to_json(message)), about=about, lane=lane)


def card_to_redraw(number: int, sales_chat: int) -> Owed:
    """Return the debt of a card anew. It is drawn when it is sent: of many answers in a row sales sees the last."""
    return Owed(sales_chat, outbox.EDIT, redraw_payload(number), about=card_about(number))


def redraw_payload(number: int) -> str:
    """Return what stands in the place of a card that is drawn when it is sent."""
    return _encode({"kind": REDRAW, "number": number})


def nudge_to_send(chat_id: int, lead_id: int) -> Owed:
    """Return the debt of a nudge. It is put into words when it is sent, if nothing has come of the prospect since."""
    return Owed(chat_id, outbox.SEND, _encode({"kind": NUDGE, "lead": lead_id}))


def owe(tx: Transaction, chat_id: int, *messages: Outgoing, now: datetime, about: str | None = None) -> None:
    """Owe messages to one chat, in this order."""
    outbox.owe(tx, [owed(chat_id, message, about=about) for message in messages], now)
