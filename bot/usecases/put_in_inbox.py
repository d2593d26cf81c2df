"""Lets an update wait in the inbox: stored by the transaction that acknowledges it, handled when it is its turn."""

from datetime import datetime

from msgspec.json import Decoder

from bot.json_text import to_json
from bot.messages import Incoming
from storage import inbox
from storage.statements import Transaction

_INCOMING = Decoder(Incoming)


def put_in_inbox(tx: Transaction, incoming: Incoming, *, now: datetime) -> None:
    """Let an update wait behind those of its chat that do."""
    inbox.put(tx, incoming.chat_id, to_json(incoming), at=now)


def incoming_of(payload: str) -> Incoming:
    """Return the update that waits as a payload; raise ValueError where it is none of ours."""
    return _INCOMING.decode(payload)
