"""Trials: conversations that reps walk through as if they were prospects, each in a small database of its own.

What a trial writes never touches the tables that are listed, counted, exported or refolded: its database lies packed
in one row, is unpacked in memory for a turn, and is gone with the row.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from msgspec.structs import replace
from sqlalchemy import bindparam, create_engine, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel

from storage.migrations import HEAD
from storage.outbox import Owed
from storage.sqlite.transaction import SqliteTransaction
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import OutboxMessage
from storage.tables.sales import Trial

_trials, _outbox = table_of(Trial), table_of(OutboxMessage)

_COLUMNS = ("rep_id", "begun_at", "revision", "held")
_upsert = insert(_trials).values({name: bindparam(f"new_{name}") for name in _COLUMNS})
_KEEP = Statement(
    _upsert.on_conflict_do_update(
        index_elements=["rep_id"],
        set_={name: _upsert.excluded[name] for name in _COLUMNS[1:]},
    )
)
_BY_CHAT = Statement(
    select(_trials.c.begun_at, _trials.c.revision, _trials.c.held).where(_trials.c.rep_id == bindparam("rep"))
)
_END = Statement(delete(_trials).where(_trials.c.rep_id == bindparam("rep")))
_EXPIRE = Statement(delete(_trials).where(_trials.c.begun_at < bindparam("before")))
_SAID = Statement(select(*(_outbox.c[name] for name in Owed.__struct_fields__)).order_by(_outbox.c.id))
_FORGET_SAID = Statement(delete(_outbox))


@dataclass(frozen=True, slots=True)
class StoredTrial:
    """A trial under way: since when, and its packed database."""

    begun_at: datetime
    held: bytes


def under_way(tx: Transaction, rep_id: int) -> StoredTrial | None:
    """Return a rep's trial; None where there is none, or where an upgrade has changed the tables since."""
    row = tx.first(_BY_CHAT, rep=rep_id)
    return StoredTrial(row[0], row[2]) if row is not None and row[1] == HEAD else None


def begin(now: datetime) -> StoredTrial:
    """Return a trial in which nothing has happened."""
    return StoredTrial(now, _packed_empty())


def keep(tx: Transaction, rep_id: int, trial: StoredTrial) -> None:
    """Store a rep's trial as it is now."""
    tx.run(_KEEP, new_rep_id=rep_id, new_begun_at=trial.begun_at, new_revision=HEAD, new_held=trial.held)


def end(tx: Transaction, rep_id: int) -> bool:
    """Erase a rep's trial; False if there was none."""
    return tx.change(_END, rep=rep_id) == 1


def expire(tx: Transaction, before: datetime) -> int:
    """Erase trials that were begun before an instant, and return how many."""
    return tx.change(_EXPIRE, before=before)


@contextmanager
def unpacked(trial: StoredTrial) -> Iterator["Scratch"]:
    """Context manager: the database of a trial, in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(zlib.decompress(trial.held))
        connection.execute("PRAGMA foreign_keys = ON")
        yield Scratch(connection)


class Scratch(SqliteTransaction):
    """A transaction on the database of a trial."""

    def messages(self) -> list[Owed]:
        """Return the messages owed since they were last asked for, in order; none of them is about anything."""
        said = [replace(Owed(*row), about=None) for row in self.all(_SAID)]
        self.run(_FORGET_SAID)
        return said

    def packed(self) -> bytes:
        """Return the database as it is kept."""
        return zlib.compress(self._connection.serialize(), level=1)


@cache
def _packed_empty() -> bytes:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        SQLModel.metadata.create_all(engine)
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            return zlib.compress(raw.serialize(), level=1)
    finally:
        engine.dispose()
