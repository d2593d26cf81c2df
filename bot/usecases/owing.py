"""Writes messages into the outbox: on which lane they wait, and what later edits refer to."""

import json
from datetime import datetime

from bot.messages import AnswerTap, EditText, Outgoing, SendText, outgoing_to_json
from storage import outbox
from storage.outbox import Owed
from storage.statements import Transaction


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
    payload = json.dumps(outgoing_to_json(message), ensure_ascii=False, separators=(",", ":"))
    return Owed(chat_id, kind, payload, about=about, lane=lane)


def owe(tx: Transaction, chat_id: int, *messages: Outgoing, now: datetime, about: str | None = None) -> None:
    """Owe messages to one chat, in this order."""
    outbox.owe(tx, [owed(chat_id, message, about=about) for message in messages], now)
