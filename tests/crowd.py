"""Leads by the thousand, with histories: put into a database file at one stroke, and folded by nobody yet."""

import json
import random
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from scoring.engine import pack, start
from scoring.history import Fact, Item, Signal
from scoring.instants import microseconds
from scoring.values import Value
from tests.builders import MONDAY

SEED = 7
_ROLES = ("director", "founder", "manager", "student")
_DEEDS: Sequence[tuple[str, Mapping[str, Value]]] = (
    ("demo.used", {}),
    ("email.opened", {}),
    ("page.viewed", {"path": "/pricing"}),
    ("newsletter.unsubscribed", {}),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A lead of another system: their name, and all that they said and did."""

    name: str
    history: Sequence[Item]
    audience: str = "b2b"


def crowd(number: int, *, deeds: int = 5) -> list[Known]:
    """Return so many leads for companies, each with so many signals in the ninety days before Monday."""
    chance = random.Random(SEED)
    return [Known(f"Lead {n}", [*_history(chance, n, deeds)]) for n in range(1, number + 1)]


def _history(chance: random.Random, number: int, deeds: int) -> Iterable[Item]:
    first = MONDAY - timedelta(days=90)
    yield Fact(f"f{number}", first, "role", chance.choice(_ROLES))
    for n in range(deeds):
        name, properties = chance.choice(_DEEDS)
        yield Signal(f"s{number}.{n}", first + timedelta(minutes=chance.randrange(90 * 1440)), name, properties)


def settle(path: Path, leads: Sequence[Known]) -> list[int]:
    """Store leads in a migrated database beside those who are there, and return their numbers."""
    with closing(sqlite3.connect(path)) as connection, connection:
        ((last,),) = connection.execute("SELECT coalesce(max(id), 0) FROM leads")
        numbers = [last + n for n in range(1, len(leads) + 1)]
        told = list(zip(numbers, leads, strict=True))
        connection.executemany(
            "INSERT INTO leads (id, audience, locale, name, username, source, created_at, last_seen_at, facts,"
            " standing, tier, model_version) VALUES (?, ?, 'en', ?, '', '', ?, ?, ?, ?, 'cold', '')",
            (_row(number, lead) for number, lead in told),
        )
        connection.executemany(
            'INSERT INTO conversations (lead_id, state) VALUES (?, \'{"locale":"en"}\')', ((n,) for n in numbers)
        )
        connection.executemany(
            "INSERT INTO facts (id, lead_id, at, field, value) VALUES (?, ?, ?, ?, ?)",
            (
                (f"{number}:{item.id}", number, microseconds(item.at), item.field, json.dumps(item.value))
                for number, lead in told
                for item in _facts(lead)
            ),
        )
        connection.executemany(
            "INSERT INTO signals (id, lead_id, at, name, properties) VALUES (?, ?, ?, ?, ?)",
            (
                (f"{number}:{item.id}", number, microseconds(item.at), item.name, json.dumps(dict(item.properties)))
                for number, lead in told
                for item in lead.history
                if isinstance(item, Signal)
            ),
        )
    return numbers


def _facts(lead: Known) -> list[Fact]:
    first = min((item.at for item in lead.history), default=MONDAY)
    audience = Fact("audience", first, "audience", lead.audience)
    return [audience, *(item for item in lead.history if isinstance(item, Fact))]


def _row(number: int, lead: Known) -> tuple[object, ...]:
    facts = json.dumps({fact.field: fact.value for fact in sorted(_facts(lead), key=lambda fact: fact.at)})
    at = [microseconds(item.at) for item in lead.history] or [microseconds(MONDAY)]
    return number, lead.audience, lead.name, min(at), max(at), facts, pack(start())
