"""A database that has grown: a few real leads, made by the use cases, multiplied by set-based SQL to any number.

Every row that belongs to a lead is copied with them, whatever table it is in; a million leads take a few minutes.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.figures.packing import packed, to_bytes
from bot.messages import Commanded, Sender
from scoring.instants import microseconds
from storage.sales_days import day_of
from storage.sqlite.database import Database
from storage.sqlite.migrating import migrate
from tests.builders import BO, Office

MADE_BEFORE = timedelta(days=4)
"""How long ago the first leads were made: the lukewarm among them are due to cool since."""
FIRST_CHAT = 600_000_000
OPEN_COPIES = 30
"""Of so many copies the handoffs stay open; nobody has thousands of open cards."""
LATER = timedelta(days=90)
SOLD_FOR = 1000
"""On so many days something was sold before."""
_BOUND_TO_CHATS = {"chats": "id", "outbox": "chat_id", "dead_updates": "chat_id", "inbox": "chat_id"}
_NOT_COPIED = (
    *("seen_updates", "models", "publications", "reviews", "reps", "moved_chats", "clock_marks"),
    *("template_files", "template_notices", "template_versions", "sales_days"),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many leads there are to be (about three signals each), settled messages, and numbers of handled updates."""

    leads: int
    settled: int
    updates: int = 0


SMALL = Size(leads=20_000, settled=20_000, updates=20_000)
"""Enough that a walk over a table shows in its plan, and made in seconds."""
WHOLE = Size(leads=1_000_000, settled=300_000, updates=1_000_000)


@dataclass(frozen=True, slots=True)
class Due:
    """How many leads are due to cool, to be nudged, and to be erased because their time is up."""

    cool: int = 0
    nudge: int = 0
    expire: int = 0


async def make_grown(path: Path, size: Size, *, now: datetime) -> None:
    """Make a database of this size; nothing is due in it."""
    migrate(path)
    database = await Database.open(path)
    try:
        await _first_leads(Office(database, now=now - MADE_BEFORE))
    finally:
        await database.close()
    with _filling(path) as connection:
        _multiply(connection, size, now)


async def _first_leads(office: Office) -> None:
    """Make twenty leads as people do: some lukewarm, some with sales, most who said little and fell silent."""
    cast = [Sender(FIRST_CHAT + number, f"Pia {number}", "Palm", "", "en") for number in range(20)]
    for who in cast[:4]:
        await office.start("b2c-summer", who)
        for field, option in (("use", "road"), ("style", "bold"), ("timing", "now")):
            await office.tap(field, option, who)
    for who in cast[4:6]:
        await office.start("b2b-spring", who)
        for field, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
            await office.tap(field, option, who)
    await office.at_desk("claim", "1", BO)
    for who in cast[6:]:
        await office.start("b2b-spring", who)
    for who in cast[6:12]:
        await office.tap("need", "leads", who)
        await office.tap("company_size", "small", who)
    for who in cast[12:16]:
        await office.tap("need", "other", who)
    await office.turn(Commanded("stop", "", 1), cast[19])


@contextmanager
def _filling(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that does not wait for the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("PRAGMA wal_autocheckpoint = 20000")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _multiply(connection: sqlite3.Connection, size: Size, now: datetime) -> None:
    (leads,) = connection.execute("SELECT count(*) FROM leads").fetchone()
    (handoffs,) = connection.execute("SELECT coalesce(max(id), 0) FROM handoffs").fetchone()
    (settled,) = connection.execute("SELECT count(*) FROM outbox WHERE settled_at IS NOT NULL").fetchone()
    copies = max(1, size.leads // leads)
    for table, columns in _tables(connection).items():
        if table in _NOT_COPIED:
            continue
        most = min(copies, size.settled // settled) if table == "outbox" else copies
        values = {column: _copied(table, column, leads=leads, handoffs=handoffs) for column in columns}
        kept = {column: value for column, value in values.items() if value}
        only = "WHERE settled_at IS NOT NULL" if table == "outbox" else ""
        connection.execute(f"CREATE TEMP TABLE first_{table} AS SELECT * FROM main.{table}")
        connection.execute(
            f"INSERT INTO main.{table} ({', '.join(kept)}) "
            f"WITH RECURSIVE copies(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM copies WHERE k < {most - 1}) "
            f"SELECT {', '.join(kept.values())} FROM copies CROSS JOIN first_{table} {only}"
        )
    _settle_down(connection, leads=leads, now=now)
    connection.execute(
        "INSERT INTO seen_updates (id, at) WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < ?) "
        "SELECT 400000000 + k, ? - k * 1000000 FROM n WHERE ?",
        (size.updates, microseconds(now), size.updates),
    )


def _tables(connection: sqlite3.Connection) -> Mapping[str, list[str]]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'alembic%'"
    ).fetchall()
    return {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for (name,) in names}


def _copied(table: str, column: str, *, leads: int, handoffs: int) -> str:
    """Return what a column of the k-th copy of a row holds; empty where the database gives it a number by itself."""
    if column == "lead_id" or (table, column) == ("leads", "id") or _BOUND_TO_CHATS.get(table) == column:
        shifted = f"{column} + k * {leads}"
        return f"CASE WHEN {column} >= {FIRST_CHAT} THEN {shifted} ELSE {column} END" if table == "outbox" else shifted
    match table, column:
        case ("handoffs", "id") | (_, "handoff_id"):
            return f"{column} + k * {handoffs}"
        case ("facts" | "signals", "id") | ("lead_keys", "key"):
            return f"{column} || ':' || k"
        case ("outbox", "about"):
            kind, number = "substr(about, 1, instr(about, ':'))", "substr(about, instr(about, ':') + 1)"
            return f"{kind} || ({number} + k * {handoffs})"
        case ("conversations", "state"):
            number = "json_extract(state, '$.handoff')"
            return f"CASE WHEN {number} THEN json_set(state, '$.handoff', {number} + k * {handoffs}) ELSE state END"
        case (_, "id"):
            return ""
        case _:
            return column


def _settle_down(connection: sqlite3.Connection, *, leads: int, now: datetime) -> None:
    """Let nothing be due, most handoffs be closed, and people have been seen at different times."""
    at, later = microseconds(now), microseconds(now + LATER)
    first_closed = OPEN_COPIES * leads
    connection.execute("UPDATE leads SET next_change_at = ? + id * 1000 WHERE next_change_at IS NOT NULL", (later,))
    connection.execute("UPDATE leads SET last_seen_at = ? - (id * 7919 % 2000000) * 1000000", (at,))
    connection.execute("UPDATE conversations SET nudge_at = NULL")
    connection.execute(
        "UPDATE handoffs SET closed_at = at + 3600000000, outcome = 'lost', outcome_at = at + 3600000000 "
        "WHERE closed_at IS NULL AND lead_id > ?",
        (first_closed,),
    )
    connection.execute(
        "UPDATE conversations SET state = json_remove(state, '$.handoff') "
        "WHERE lead_id > ? AND json_extract(state, '$.handoff') IS NOT NULL",
        (first_closed,),
    )
    nothing, today = to_bytes(packed([], [])), day_of(now)
    connection.executemany(
        "INSERT OR IGNORE INTO sales_days (day, changes, packed) VALUES (?, 1, ?)",
        ((day, nothing) for day in range(today - SOLD_FOR, today)),
    )


def let_fall_due(path: Path, due: Due, *, kept_for: timedelta, now: datetime) -> None:
    """Let so many leads be due: to cool (their tier falls indeed), to be nudged, to be erased. No lead is due twice."""
    at, gone = microseconds(now) - 1, microseconds(now - kept_for) - 1
    with _filling(path) as connection:
        connection.execute(
            "UPDATE leads SET next_change_at = ? WHERE id IN "
            "(SELECT id FROM leads WHERE tier IN ('hot', 'lukewarm') AND audience = 'b2c' ORDER BY id LIMIT ?)",
            (at, due.cool),
        )
        silent = "json_extract(state, '$.open') IS NOT NULL" + "".join(
            f" AND json_extract(state, '$.{name}') IS NULL" for name in ("stopped", "closed", "handoff")
        )
        connection.execute(
            f"UPDATE conversations SET nudge_at = ? WHERE lead_id IN (SELECT lead_id FROM conversations WHERE {silent} "
            "ORDER BY lead_id LIMIT ?)",
            (at, due.nudge),
        )
        connection.execute(
            "UPDATE leads SET last_seen_at = ? - id WHERE id IN (SELECT id FROM leads WHERE tier = 'cold' "
            "AND id NOT IN (SELECT lead_id FROM conversations WHERE nudge_at IS NOT NULL) ORDER BY id DESC LIMIT ?)",
            (gone, due.expire),
        )


def states_of(path: Path) -> list[dict[str, object]]:
    """Return the states of the first leads' conversations, to look at."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT state FROM conversations WHERE lead_id <= 10").fetchall()
    return [json.loads(state) for (state,) in rows]


def named(who: Sender, number: int) -> Sender:
    """Return somebody like ``who`` whom no grown database knows."""
    return replace(who, id=990_000_000 + number)
