"""Updates that were handled, updates that could not be, and groups that moved."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from storage.dialects import is_among
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import DeadUpdate, MovedChat, SeenUpdate

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
# With the bound on each of them, some megabytes: nobody fills the disk with what cannot be handled.
MOST_BURIED = 1_000

MOVED = "moved chats"
"""What changes when a group becomes another one."""

_seen, _dead, _moved = table_of(SeenUpdate), table_of(DeadUpdate), table_of(MovedChat)

_SEE = Statement(insert(_seen).on_conflict_do_nothing(), column_keys=["id", "at"])
_LAST_SEEN = Statement(select(func.max(_seen.c.at)))
_PRUNE = Statement(
    delete(_seen).where(
        is_among(
            _seen.c.id,
            select(_seen.c.id).where(_seen.c.at < bindparam("before")).order_by(_seen.c.at).limit(bindparam("limit")),
        )
    )
)
_BURY = Statement(insert(_dead).on_conflict_do_nothing(), column_keys=["id", "chat_id", "at", "raw", "error"])
_oldest = select(_dead.c.id).order_by(_dead.c.at.desc(), _dead.c.id.desc()).offset(bindparam("most"))
_DROP_OLDEST = Statement(delete(_dead).where(_dead.c.id.in_(_oldest.scalar_subquery())))
_LAST_BURIED = Statement(select(func.max(_dead.c.at)).where(_dead.c.chat_id == bindparam("chat")))
_BURIED = Statement(select(_dead.c.raw).where(_dead.c.chat_id == bindparam("chat")).order_by(_dead.c.id))
_NOBODYS = Statement(select(_dead.c.id, _dead.c.raw, _dead.c.error).where(_dead.c.chat_id.is_(None)))
_UNBURY_ONE = Statement(delete(_dead).where(_dead.c.id == bindparam("number")))
_UNBURY = Statement(delete(_dead).where(_dead.c.chat_id == bindparam("chat")))
_move = insert(_moved).values(old_id=bindparam("old_id"), new_id=bindparam("new_id"))
_MOVE = Statement(_move.on_conflict_do_update(index_elements=["old_id"], set_={"new_id": _move.excluded.new_id}))
_MOVED = Statement(select(_moved.c.old_id, _moved.c.new_id))


def see(tx: Transaction, update_id: int, at: datetime) -> bool:
    """Mark an update as handled; False when it already was."""
    return tx.change(_SEE, id=update_id, at=at) == 1


def last_seen_at(tx: Transaction) -> datetime | None:
    """Return when the newest update was handled; None before the first."""
    row = tx.first(_LAST_SEEN)
    return row[0] if row else None


def prune_seen(tx: Transaction, before: datetime, *, limit: int) -> int:
    """Forget the numbers of so many old updates and return how many; Telegram keeps an update for 24 hours."""
    return tx.change(_PRUNE, before=before, limit=limit)


def bury(tx: Transaction, update_id: int, *, chat_id: int | None, raw: str, error: str, at: datetime) -> bool:
    """Keep an update that could not be handled, with its error; False when it was kept before.

    Of more than ``MOST_BURIED`` the oldest goes.
    """
    if tx.change(_BURY, id=update_id, chat_id=chat_id, raw=raw, error=error, at=at) == 0:
        return False
    tx.run(_DROP_OLDEST, most=MOST_BURIED)
    return True


def last_buried_at(tx: Transaction, chat_id: int) -> datetime | None:
    """Return when an update of a chat was last kept because it could not be handled."""
    row = tx.first(_LAST_BURIED, chat=chat_id)
    return row[0] if row else None


def buried(tx: Transaction, chat_id: int) -> list[str]:
    """Return the updates of a chat that could not be handled, as they came."""
    return [raw for (raw,) in tx.all(_BURIED, chat=chat_id)]


def drop_buried(tx: Transaction, chat_id: int) -> None:
    """Delete what was kept of a chat's updates."""
    tx.run(_UNBURY, chat=chat_id)


def drop_buried_telling(tx: Transaction, traces: Iterable[str]) -> None:
    """Delete updates from outside of private chats that could not be handled and in which one of these words is."""
    found = re.compile("|".join(rf"(?<!\w){re.escape(trace)}(?!\w)" for trace in traces), re.IGNORECASE)
    for number, raw, error in tx.all(_NOBODYS):
        if found.search(_unescaped(raw)) or found.search(_unescaped(error)):
            tx.run(_UNBURY_ONE, number=number)


def _unescaped(raw: str) -> str:
    r"""Return JSON with its letters as we keep them: an é may be \\u00e9 or e and ´, a 🦊 two of those."""
    letters = _ESCAPED.sub(lambda letter: chr(int(letter[1], 16)), raw)
    whole = letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", whole)


def move_chat(tx: Transaction, old_id: int, new_id: int) -> None:
    """Remember that a group has a new id."""
    tx.touch(MOVED)
    tx.run(_MOVE, old_id=old_id, new_id=new_id)


def moved_chats(tx: Transaction) -> dict[int, int]:
    """Return every group's new id by its old one."""
    return dict(tx.all(_MOVED))
