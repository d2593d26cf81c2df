"""Databases with very many leads, and files that tell of as many, made quickly: nothing of this is counted."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.conversation.state import State
from scoring.engine import pack, start
from scoring.instants import iso, microseconds
from scoring.values import Value
from storage.sqlite.migrating import migrate

DEEDS: tuple[tuple[str, dict[str, Value]], ...] = (
    ("chat.answered", {}),
    ("page.viewed", {"path": "/pricing"}),
    ("page.viewed", {"path": "/blog"}),
    ("content.opened", {"funnel": "bofu"}),
    ("email.opened", {}),
    ("email.clicked", {}),
    ("webinar.attended", {}),
    ("question.asked", {}),
    ("demo.used", {}),
    ("newsletter.subscribed", {}),
)
"""What leads do, each as often: all of it is in the shipped rules."""
PAST = timedelta(days=180)
_ROLES, _SIZES = ("director", "founder", "manager", "student"), (1, 10, 100, 500)
_LEAD = (
    "INSERT INTO leads (id, audience, locale, name, username, source, created_at, last_seen_at, facts, standing, tier,"
    " model_version, next_change_at) VALUES (?, 'b2b', 'en', ?, '', 'ad', ?, ?, ?, ?, 'cold', '', ?)"
)

Row = tuple[Any, ...]


@contextmanager
def _filling(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that does not wait for the disk."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")


def make_crowd(path: Path, *, leads: int, signals_each: int, now: datetime) -> None:
    """Make a database of leads with three facts and so many signals each, come in any order, and not scored yet."""
    migrate(path)
    chance, now_us = Random(7), microseconds(now)
    state = State(locale="en").to_json()
    with _filling(path) as connection:
        connection.executemany(_LEAD, _leads(1, leads, now_us=now_us, due_us=None))
        connection.executemany(
            "INSERT INTO conversations (lead_id, state) VALUES (?, ?)", ((i, state) for i in range(1, leads + 1))
        )
        connection.executemany(
            "INSERT INTO facts (id, lead_id, at, field, value) VALUES (?, ?, ?, ?, ?)", _facts(chance, leads, now_us)
        )
        connection.executemany(
            "INSERT INTO signals (id, lead_id, at, name, properties) VALUES (?, ?, ?, ?, ?)",
            _signals(chance, leads, leads * signals_each, now_us),
        )


def grow(path: Path, *, after: int, until: int, due: int, now: datetime) -> None:
    """Add leads up to a number, without history: so many are due to cool now, the others in the months to come."""
    migrate(path)
    now_us = microseconds(now)
    with _filling(path) as connection:
        connection.executemany(_LEAD, _leads(after + 1, until, now_us=now_us, due_us=now_us + 1))
        connection.execute("UPDATE leads SET next_change_at = ? WHERE id <= ?", (now_us - 1, due))


def write_history(path: Path, *, lines: int, lines_each: int, now: datetime) -> None:
    """Write a history file of so many lines: each lead has one fact, and signals in any order."""
    chance, now_us = Random(7), microseconds(now)
    leads = lines // lines_each
    with path.open("w", encoding="utf-8") as file:
        for number in range(leads):
            told = {"kind": "fact", "id": f"f{number}", "field": "audience", "value": "b2b"}
            file.write(json.dumps({"lead": f"crm:{number}", "at": iso(now - PAST), **told}) + "\n")
        for item_id, lead, at_us, name, properties in _signals(chance, leads, lines - leads, now_us):
            at = iso(now + timedelta(microseconds=at_us - now_us))
            told = {"kind": "signal", "id": item_id, "signal": name, "properties": json.loads(properties)}
            file.write(json.dumps({"lead": f"crm:{lead - 1}", "at": at, **told}) + "\n")


def _leads(first: int, last: int, *, now_us: int, due_us: int | None) -> Iterator[Row]:
    standing, facts = pack(start()), '{"audience":"b2b","role":"director"}'
    span_us = PAST // timedelta(microseconds=1)
    for number in range(first, last + 1):
        due = None if due_us is None else due_us + number * 7_919_000_003 % span_us
        yield number, f"Quentin {number}", now_us - span_us, now_us, facts, standing, due


def _facts(chance: Random, leads: int, now_us: int) -> Iterator[Row]:
    for number in range(1, leads + 1):
        at_us = _past_us(chance, now_us)
        told = {"audience": "b2b", "role": chance.choice(_ROLES), "company_size": chance.choice(_SIZES)}
        for field, value in told.items():
            yield f"f{number}.{field}", number, at_us, field, json.dumps(value)


def _signals(chance: Random, leads: int, signals: int, now_us: int) -> Iterator[Row]:
    deeds = [(name, json.dumps(properties, separators=(",", ":"))) for name, properties in DEEDS]
    whose = [number % leads + 1 for number in range(signals)]
    chance.shuffle(whose)
    for number, lead in enumerate(whose):
        yield f"s{number:09d}", lead, _past_us(chance, now_us), *chance.choice(deeds)


def _past_us(chance: Random, now_us: int) -> int:
    return now_us - int(chance.random() * PAST.total_seconds() * 1e6)
