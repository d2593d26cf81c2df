"""Updates that wait: to be interpreted, or behind one of their chat that does. Each was acknowledged; none is handled.

``payload`` belongs to the application: storage does not look inside.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Integer, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.columns import Instant
from storage.dialects import is_one_of
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import SeenUpdate, WaitingUpdate

TOPIC = "inbox"

_inbox, _seen = table_of(WaitingUpdate), table_of(SeenUpdate)

# One statement for both questions, which a turn whom nobody waits before answers by the row that it adds. To return a
# value from it would take SQLite twice as long.
_ARRIVE_IN_TURN = Statement(
    insert(_seen)
    .from_select(
        ["id", "at"],
        select(bindparam("id", type_=Integer), bindparam("at", type_=Instant)).where(
            ~exists(select(_inbox.c.id).where(_inbox.c.chat_id == bindparam("chat")))
        ),
    )
    .on_conflict_do_nothing()
)
_ARRIVE = Statement(insert(_seen).values(id=bindparam("id"), at=bindparam("at")).on_conflict_do_nothing())
_PUT = Statement(_inbox.insert(), column_keys=["chat_id", "at", "payload", "starts"])
_BEHIND = Statement(
    select(_inbox.c.id, _inbox.c.chat_id)
    .where(_inbox.c.id > bindparam("number"))
    .order_by(_inbox.c.id)
    .limit(bindparam("limit"))
)
_ONE = Statement(
    select(_inbox.c.id, _inbox.c.chat_id, _inbox.c.at, _inbox.c.payload, _inbox.c.starts).where(
        _inbox.c.id == bindparam("number")
    )
)
_DROP = Statement(delete(_inbox).where(_inbox.c.id == bindparam("number")))
_DROP_CHAT = Statement(delete(_inbox).where(_inbox.c.chat_id == bindparam("chat")))
_DROP_ALL = Statement(delete(_inbox))
_CHATS = Statement(select(_inbox.c.chat_id).distinct())
_STILL = Statement(select(_inbox.c.id).where(is_one_of(_inbox.c.id, "numbers")))
_NOTE_START = Statement(update(_inbox).where(is_one_of(_inbox.c.chat_id, "chats")).values(starts=_inbox.c.starts + 1))
_COUNT = Statement(select(func.count()).select_from(_inbox))
_OLDEST = Statement(select(_inbox.c.at).where(_inbox.c.id > 0).order_by(_inbox.c.id).limit(1))


class Arrival(Enum):
    """How an update finds its chat: it came before, it is its turn, or others of its chat wait."""

    AGAIN = auto()
    IN_TURN = auto()
    BEHIND_OTHERS = auto()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that waits, since when, and how many starts of the bot have found it so."""

    id: int
    chat_id: int
    at: datetime
    payload: str
    starts: int


def arrive(tx: Transaction, update_id: int, *, chat_id: int, at: datetime) -> Arrival:
    """Mark an update as seen, and return whether it is new and whether others of its chat wait before it."""
    if tx.change(_ARRIVE_IN_TURN, id=update_id, at=at, chat=chat_id):
        return Arrival.IN_TURN
    return Arrival.BEHIND_OTHERS if tx.change(_ARRIVE, id=update_id, at=at) else Arrival.AGAIN


def put(tx: Transaction, chat_id: int, payload: str, *, at: datetime) -> None:
    """Let an update wait, behind those of its chat that do."""
    tx.run(_PUT, chat_id=chat_id, at=at, payload=payload, starts=0)
    tx.touch(TOPIC)


def behind(tx: Transaction, number: int, *, limit: int) -> list[tuple[int, int]]:
    """Return number and chat of the updates that wait behind a number, the oldest first."""
    return tx.all(_BEHIND, number=number, limit=limit)


def waiting(tx: Transaction, number: int) -> Waiting | None:
    """Return the update that waits under a number, if it still does."""
    row = tx.first(_ONE, number=number)
    return None if row is None else Waiting(*row)


def drop(tx: Transaction, number: int) -> None:
    """Let an update wait no longer."""
    tx.run(_DROP, number=number)


def drop_chat(tx: Transaction, chat_id: int) -> None:
    """Delete the updates of a chat that wait."""
    tx.run(_DROP_CHAT, chat=chat_id)


def drop_all(tx: Transaction) -> None:
    """Delete all updates that wait."""
    tx.run(_DROP_ALL)


def chats(tx: Transaction) -> list[int]:
    """Return the chats whose updates wait."""
    return [chat_id for (chat_id,) in tx.all(_CHATS)]


def still_among(tx: Transaction, numbers: Iterable[int]) -> set[int]:
    """Return which of these updates still wait."""
    return {number for (number,) in tx.all(_STILL, numbers=json.dumps(list(numbers)))}


def note_start(tx: Transaction, chats: Iterable[int]) -> None:
    """Count one more start for all that wait in chats: what ends the process each time is known by that."""
    tx.run(_NOTE_START, chats=json.dumps(list(chats)))


def count(tx: Transaction) -> int:
    """Return how many updates wait."""
    row = tx.first(_COUNT)
    return int(row[0]) if row else 0


def oldest_at(tx: Transaction) -> datetime | None:
    """Return since when the oldest update waits; None if none does."""
    row = tx.first(_OLDEST)
    return row[0] if row else None
