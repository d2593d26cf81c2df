"""Messages owed: written down in the transaction that caused them, changed or left out while they wait.

How they leave is in storage/sending.py, under which numbers they have arrived in storage/sent_messages.py; what goes
to addresses that are no chats lies in the same table (storage/deliveries.py).

``worth`` says what goes first: the lower, the sooner; what the numbers mean belongs to the application, and so does
``payload``: storage does not look inside. Whatever asks for what is still owed does so by an index over that alone:
nothing that is settled is read again, however much of it is kept.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, func, select, text, update

from storage.dialects import is_one_of
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.messages import IS_OWED_TO_CHATS, OutboxMessage

QUEUED, SENDING, SENT, REFUSED, SUPERSEDED = "queued", "sending", "sent", "refused", "superseded"
SEND, EDIT, OTHER = "send", "edit", "other"
TOPIC = "outbox"
GOODBYE = "goodbye"
"""What the last messages to somebody who was erased are about: once their fate is known, nothing is kept of them."""

_outbox = table_of(OutboxMessage)
# Written out, not bound: SQLite uses a partial index only where it can see that the condition of the index holds.
IS_OWED = text(IS_OWED_TO_CHATS)
IS_QUEUED = text(f"{IS_OWED_TO_CHATS} AND state = 'queued'")
# For what is found by its subject or chat: of the longer condition PostgreSQL may find, while little is owed, that the
# index over all that is owed does as well, and keep to it when much is.
IS_QUEUED_ABOUT = text("settled_at IS NULL AND about IS NOT NULL AND state = 'queued'")
IS_QUEUED_IN_CHAT = text("state = 'queued'")

_ADD = InsertMany(
    OutboxMessage,
    *("chat_id", "kind", "about", "payload", "state"),
    *("due_at", "attempts", "created_at", "worth"),
)
_EDITS_THAT_WAIT = Statement(
    select(_outbox.c.id, _outbox.c.worth, _outbox.c.payload).where(
        _outbox.c.about == bindparam("subject"), _outbox.c.kind == EDIT, IS_QUEUED_ABOUT
    )
)
_REPLIES_THAT_WAIT = Statement(
    select(_outbox.c.chat_id, _outbox.c.created_at, _outbox.c.payload).where(
        is_one_of(_outbox.c.id, "numbers"), _outbox.c.kind == SEND, _outbox.c.about.is_(None), IS_QUEUED
    )
)
_LEAVE_OUT = Statement(
    update(_outbox)
    .where(is_one_of(_outbox.c.id, "numbers"), IS_QUEUED)
    .values(state=SUPERSEDED, settled_at=bindparam("now"))
)
_LEAVE_OUT_HELD = Statement(
    update(_outbox)
    .where(
        *(_outbox.c.chat_id == bindparam("chat"), _outbox.c.due_at == bindparam("until")),
        *(_outbox.c.kind == SEND, IS_QUEUED_IN_CHAT),
    )
    .values(state=SUPERSEDED, settled_at=bindparam("now"))
)
_QUEUED_ABOUT = Statement(
    select(_outbox.c.id, _outbox.c.payload).where(_outbox.c.about == bindparam("subject"), IS_QUEUED_ABOUT).limit(1)
)
_HELD_UNTIL = Statement(
    select(func.max(_outbox.c.due_at)).where(
        *(_outbox.c.about >= bindparam("first"), _outbox.c.about < bindparam("end")),
        *(_outbox.c.chat_id == bindparam("chat"), _outbox.c.due_at > bindparam("now")),
        IS_QUEUED_ABOUT,
    )
)
_AMEND = Statement(
    update(_outbox).where(_outbox.c.id == bindparam("number"), IS_QUEUED).values(payload=bindparam("new_payload"))
)
_OWED_BY_WORTH = Statement(
    select(_outbox.c.worth, func.count()).where(IS_OWED).group_by(_outbox.c.worth).order_by(_outbox.c.worth)
)


class Owed(Struct, frozen=True):
    """A message to write down. An edit ``about`` something replaces those that wait; ``due_at``: not before."""

    chat_id: int
    kind: str
    payload: str
    about: str | None = None
    worth: int = 50
    due_at: datetime | None = None


def owe(tx: Transaction, messages: Iterable[Owed], now: datetime) -> None:
    """Write down messages to be sent, in this order.

    An edit takes the place of those of the same subject that wait, and their worth if that is better.
    """
    wanted = [merged for message in messages if (merged := _merged(tx, message, now)) is not None]
    if not wanted:
        return
    tx.touch(TOPIC)
    tx.add_many(
        _ADD,
        [
            (each.chat_id, each.kind, each.about, each.payload, QUEUED, each.due_at or now, 0, now, each.worth)
            for each in wanted
        ],
    )


def _merged(tx: Transaction, message: Owed, now: datetime) -> Owed | None:
    """Return a message as it is to be written down beside those that wait; None where one of them says it already."""
    if message.kind != EDIT or message.about is None:
        return message
    waiting = tx.all(_EDITS_THAT_WAIT, subject=message.about)
    if any(payload == message.payload and worth <= message.worth for _, worth, payload in waiting):
        return None
    if not waiting:
        return message
    leave_out(tx, [number for number, _, _ in waiting], now=now)
    return replace(message, worth=min(message.worth, *(worth for _, worth, _ in waiting)))


def replies_that_wait(tx: Transaction, numbers: Sequence[int]) -> list[tuple[int, datetime, str]]:
    """Return chat, instant and payload of the messages of these numbers that wait and are filed under nothing."""
    return [
        (int(chat), at, str(payload)) for chat, at, payload in tx.all(_REPLIES_THAT_WAIT, numbers=json.dumps(numbers))
    ]


def leave_out(tx: Transaction, numbers: Sequence[int], *, now: datetime) -> int:
    """Record that messages need not be sent any more, and return how many still waited."""
    return tx.change(_LEAVE_OUT, numbers=json.dumps(numbers), now=now)


def leave_out_held(tx: Transaction, chat_id: int, *, until: datetime, now: datetime) -> bool:
    """Record that the message which a chat was to get at exactly that instant is not needed; False if it has left."""
    return tx.change(_LEAVE_OUT_HELD, chat=chat_id, until=until, now=now) > 0


def queued_about(tx: Transaction, about: str) -> tuple[int, str] | None:
    """Return number and payload of a message about a subject that has not left yet; None if there is none."""
    row = tx.first(_QUEUED_ABOUT, subject=about)
    return None if row is None else (int(row[0]), str(row[1]))


def held_until(tx: Transaction, chat_id: int, *, filed: str, now: datetime) -> datetime | None:
    """Return until when messages to a chat wait whose name begins so; None where none of them waits."""
    row = tx.first(_HELD_UNTIL, chat=chat_id, first=filed, end=f"{filed}\uffff", now=now)
    return row[0] if row else None


def amend(tx: Transaction, number: int, payload: str) -> bool:
    """Let a message say something else, if it has not left yet; return whether that is so."""
    return tx.change(_AMEND, number=number, new_payload=payload) == 1


def owed_by_worth(tx: Transaction) -> dict[int, int]:
    """Return how many messages are owed, by worth."""
    return dict(tx.all(_OWED_BY_WORTH))
