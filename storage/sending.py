"""Messages on their way to chats: claimed by the courier, and settled when their fate is known.

What goes to other addresses is claimed in storage/deliveries.py.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, delete, func, select, update

from storage.dialects import is_one_of
from storage.erased import ERASED
from storage.outbox import (
    EDIT,
    GOODBYE,
    IS_OWED,
    IS_QUEUED,
    IS_QUEUED_IN_CHAT,
    OTHER,
    QUEUED,
    REFUSED,
    SEND,
    SENDING,
    SENT,
)
from storage.sent_messages import Shown, shown_about
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import OutboxMessage

_outbox = table_of(OutboxMessage)

_QUEUED_AFTER = Statement(
    select(
        *(_outbox.c.id, _outbox.c.chat_id, _outbox.c.worth, _outbox.c.kind, _outbox.c.about),
        *(_outbox.c.attempts, _outbox.c.created_at, _outbox.c.due_at),
    )
    .where(_outbox.c.worth == bindparam("worth"), _outbox.c.id > bindparam("number"), IS_QUEUED)
    .order_by(_outbox.c.id)
    .limit(bindparam("limit"))
)
# More than can be sent in a minute, and read once in the life of a process: no index is kept for it.
_LATELY = 2000
_ARRIVED_LATELY = Statement(
    select(_outbox.c.chat_id, _outbox.c.settled_at).where(
        _outbox.c.id > select(func.max(_outbox.c.id)).scalar_subquery() - _LATELY,
        *(_outbox.c.state == SENT, _outbox.c.kind != OTHER, _outbox.c.address.is_(None)),
        _outbox.c.settled_at > bindparam("since"),
    )
)
_CLAIM = Statement(
    update(_outbox)
    .where(is_one_of(_outbox.c.id, "numbers"), IS_QUEUED)
    .values(state=SENDING, attempts=_outbox.c.attempts + 1)
    .returning(
        *(_outbox.c.id, _outbox.c.chat_id, _outbox.c.worth, _outbox.c.kind, _outbox.c.about, _outbox.c.payload),
        *(_outbox.c.attempts, _outbox.c.created_at),
    )
)
_PAYLOAD = Statement(select(_outbox.c.payload).where(_outbox.c.id == bindparam("number")))
_SETTLE = Statement(
    update(_outbox)
    .where(_outbox.c.id == bindparam("number"))
    .values(
        state=bindparam("new_state"),
        settled_at=bindparam("now"),
        message_id=bindparam("sent_as"),
        error=bindparam("problem"),
    )
    .returning(_outbox.c.about)
)
_DROP = Statement(delete(_outbox).where(_outbox.c.id == bindparam("number")))
_RETRY = Statement(
    update(_outbox)
    .where(_outbox.c.id == bindparam("number"))
    .values(state=QUEUED, due_at=bindparam("at"), error=bindparam("problem"))
)
_RESUME = Statement(update(_outbox).where(IS_OWED, _outbox.c.state == SENDING).values(state=QUEUED))
_REFUSE_CHAT = Statement(
    update(_outbox)
    .where(_outbox.c.chat_id == bindparam("chat"), IS_QUEUED_IN_CHAT)
    .values(state=REFUSED, settled_at=bindparam("now"), error=bindparam("problem"))
)
_DROP_GOODBYES = Statement(
    delete(_outbox).where(_outbox.c.chat_id == bindparam("chat"), _outbox.c.about == GOODBYE, _outbox.c.state == QUEUED)
)
_FILE = Statement(
    _outbox.insert(),
    column_keys=[
        *("chat_id", "worth", "kind", "about", "payload", "state"),
        *("due_at", "attempts", "created_at", "settled_at", "message_id"),
    ],
)


class Queued(Struct, frozen=True):
    """What the place of a message that waits depends on."""

    id: int
    chat_id: int
    worth: int
    kind: str
    about: str | None
    attempts: int
    created_at: datetime
    due_at: datetime


class Claimed(Struct, frozen=True):
    """A message in the courier's hands. ``edits`` is the message that an edit by ``about`` means, if it was sent."""

    id: int
    chat_id: int
    worth: int
    kind: str
    about: str | None
    payload: str
    attempts: int
    created_at: datetime
    edits: Shown | None = None


def queued_after(tx: Transaction, numbers: Mapping[int, int], *, limit: int) -> list[Queued]:
    """Return the messages that wait, of each worth those behind the number given, at most ``limit`` of each."""
    found: list[Queued] = []
    for worth, number in numbers.items():
        found += (Queued(*row) for row in tx.all(_QUEUED_AFTER, worth=worth, number=number, limit=limit))
    return found


def arrived_lately(tx: Transaction, *, now: datetime, within: timedelta) -> list[tuple[int, timedelta]]:
    """Return chat and age of the newest messages and edits that arrived not long ago, as far as the clock tells."""
    arrived = ((chat_id, now - at) for chat_id, at in tx.all(_ARRIVED_LATELY, since=now - within))
    return [(chat_id, age) for chat_id, age in arrived if age >= timedelta()]


def claim(tx: Transaction, numbers: Sequence[int]) -> list[Claimed]:
    """Mark messages as being sent and return those that are still owed, in the order given."""
    claimed = {row[0]: Claimed(*row) for row in tx.all(_CLAIM, numbers=json.dumps(list(numbers)))}
    return [_with_target(tx, claimed[number]) for number in numbers if number in claimed]


def _with_target(tx: Transaction, message: Claimed) -> Claimed:
    if message.kind != EDIT or message.about is None:
        return message
    shown = shown_about(tx, message.about)
    return replace(message, chat_id=shown.chat_id, edits=shown) if shown else message


def redacted(tx: Transaction, claimed: Claimed) -> str | None:
    """Return the payload that took the place of a message's words after it was claimed; None if they still stand."""
    row = tx.first(_PAYLOAD, number=claimed.id)
    return None if row is None or row[0] == claimed.payload else str(row[0])


def settle(
    tx: Transaction, number: int, *, now: datetime, message_id: int | None = None, error: str | None = None
) -> None:
    """Record that a message was delivered (as ``message_id``), or refused for good because of ``error``."""
    state = SENT if error is None else REFUSED
    settled = tx.all(_SETTLE, number=number, new_state=state, now=now, sent_as=message_id, problem=error)
    if settled == [(GOODBYE,)]:
        tx.run(_DROP, number=number)
        tx.touch(ERASED)


def file_further(tx: Transaction, claimed: Claimed, message_ids: Iterable[int], now: datetime) -> None:
    """File the other messages as which an album has arrived beside its first."""
    for message_id in message_ids:
        tx.run(
            _FILE,
            **{"chat_id": claimed.chat_id, "worth": claimed.worth, "kind": SEND, "about": claimed.about},
            **{"payload": claimed.payload, "state": SENT, "due_at": now, "attempts": claimed.attempts},
            **{"created_at": now, "settled_at": now, "message_id": message_id},
        )


def retry(tx: Transaction, number: int, *, at: datetime, error: str) -> None:
    """Record that a message is to be tried again, at about an instant."""
    tx.run(_RETRY, number=number, at=at, problem=error)


def resume(tx: Transaction) -> int:
    """Queue again what was being sent when the process ended, and return how many: whether it arrived is unknown."""
    return tx.change(_RESUME)


def refuse_chat(tx: Transaction, chat_id: int, *, now: datetime, error: str) -> int:
    """Give up the messages that wait for a chat that takes none, and return their number."""
    if tx.change(_DROP_GOODBYES, chat=chat_id):
        tx.touch(ERASED)
    return tx.change(_REFUSE_CHAT, chat=chat_id, now=now, problem=error)
