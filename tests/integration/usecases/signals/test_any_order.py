"""However deliveries are repeated, reordered, cut up and taken back by crashes: the standings are the same."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.state import State
from bot.foreign_events import ForeignEvent, Identification, Plain, Report, Reporter
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.setup import Setup
from bot.usecases.signals.record_reports import record_reports
from storage import keys, leads
from storage.sqlite.transaction import SqliteTransaction
from storage.statements import Transaction
from tests.builders import MONDAY, _new_database, shipped_house
from tests.standings import leads_of, strangers_of

SERVER = Reporter("shop", trusted=True, audience="b2b")
BROWSER = Reporter("page", trusted=False, audience=None)
NOW = MONDAY + timedelta(days=1)
NAMES = ("page", "demo.used", "content.downloaded", "webinar.attended", "Product Added", "Levelled Up")
PATHS = ("/", "/pricing", "/blog")
Reported = tuple[Reporter, Report]

tried = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def _house() -> Setup:
    return shipped_house()


@contextmanager
def _database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(_new_database())
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


@contextmanager
def _transaction(connection: sqlite3.Connection, *, crashes: bool = False) -> Iterator[Transaction]:
    connection.execute("BEGIN IMMEDIATE")
    yield SqliteTransaction(connection)
    connection.execute("ROLLBACK" if crashes else "COMMIT")


def _take(connection: sqlite3.Connection, batch: Sequence[Reported], *, crashes: bool = False) -> None:
    """Take in a batch: what a browser and what a server sends come each in a call of its own."""
    for reporter in (SERVER, BROWSER):
        reports = [report for by, report in batch if by is reporter]
        with _transaction(connection, crashes=crashes) as tx:
            record_reports(tx, reports, reporter, setup=_house(), now=NOW)


@st.composite
def _reports(draw: st.DrawFn) -> list[Reported]:
    """Draw what is told of three people, each with a customer's number, an address and two browsers."""
    count = draw(st.integers(1, 25))
    instants = draw(st.lists(st.integers(0, 20_000), min_size=count, max_size=count))
    return [draw(_reported(number, MONDAY - timedelta(minutes=ago))) for number, ago in enumerate(instants)]


@st.composite
def _reported(draw: st.DrawFn, number: int, at: datetime) -> Reported:
    person = draw(st.integers(1, 3))
    browser = f"visitor:{person}{draw(st.sampled_from('ab'))}"
    if draw(st.integers(0, 3)) == 0:
        return BROWSER, _event(draw, number, at, (browser,))
    names = [f"user:{person}", f"mail:p{person}@acme.com", browser]
    identities = tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)))
    if draw(st.booleans()):
        return SERVER, _event(draw, number, at, identities)
    traits: dict[str, Plain] = {"employees": draw(st.sampled_from([3, 200, 5000]))}
    if draw(st.booleans()):
        traits["email"] = f"P{person}@Acme.com"
    if draw(st.booleans()):
        traits["company"] = draw(st.sampled_from(["Acme", "Contoso"]))
    return SERVER, Identification(f"i{number}", at, identities, traits)


def _event(draw: st.DrawFn, number: int, at: datetime, identities: tuple[str, ...]) -> ForeignEvent:
    context = {"path": draw(st.sampled_from(PATHS)), "url": "https://northwind.example/"}
    return ForeignEvent(f"e{number}", at, draw(st.sampled_from(NAMES)), identities, {"value": 20}, context)


@tried
@given(reports=_reports(), data=st.data())
def test_any_repetition_order_and_splitting_gives_the_standings_of_one_clean_pass(
    reports: list[Reported], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(reports), max_size=8))
    shuffled = data.draw(st.permutations([*reports, *again]))
    with _database() as clean, _database() as other:
        _take(clean, sorted(reports, key=lambda each: each[1].at))
        place = 0
        while place < len(shuffled):
            size = data.draw(st.integers(1, 8))
            batch = shuffled[place : place + size]
            if data.draw(st.booleans()):
                _take(other, batch, crashes=True)
            _take(other, batch)
            place += size
        assert leads_of(other) == leads_of(clean)
        assert strangers_of(other) == strangers_of(clean)


def _lead_of(tx: Transaction, person: int) -> int | None:
    return keys.lead_of(tx, f"user:{person}")


def _is_sound(connection: sqlite3.Connection) -> None:
    """Assert what must hold of handoffs and names whatever has happened."""
    with _transaction(connection) as tx:
        for (number,) in connection.execute("SELECT id FROM leads").fetchall():
            chat = leads.by_id(tx, number)
            assert chat is not None
            still_open = connection.execute(
                "SELECT id FROM handoffs WHERE lead_id = ? AND closed_at IS NULL", (number,)
            ).fetchall()
            assert [(State.from_json(chat.state).handoff,)] == (still_open or [(None,)])
    both = "SELECT identity FROM visitors JOIN lead_keys ON lead_keys.key = visitors.identity"
    assert connection.execute(both).fetchall() == []


@tried
@given(reports=_reports(), data=st.data())
def test_leads_are_united_and_forgotten_in_any_order_with_handoffs_open_on_either_side(
    reports: list[Reported], data: st.DataObject
) -> None:
    """Who is forgotten is gone, and stays so; who is united has done what both have done."""
    steps = data.draw(st.permutations(["report", "report", "merge", "forget", "report"]))
    one, other = data.draw(st.permutations([1, 2]))
    gone: set[str] = set()
    with _database() as connection:
        hot = [
            (SERVER, ForeignEvent(f"h{p}{n}", MONDAY, "demo.used", (f"user:{p}",), {}, {}))
            for p in (1, 2)
            for n in range(9)
        ]
        known = [(SERVER, Identification(f"k{p}", MONDAY, (f"user:{p}",), {"email": f"p{p}@acme.com"})) for p in (1, 2)]
        _take(connection, [*known, *hot])
        for step in steps:
            with _transaction(connection) as tx:
                kept, lost = _lead_of(tx, one), _lead_of(tx, other)
                if step == "merge" and kept is not None and lost is not None:
                    merge_leads(tx, kept, lost, setup=_house(), now=NOW)
                elif step == "forget" and kept is not None:
                    gone.update(keys.of_lead(tx, kept))
                    forget_lead(tx, kept, setup=_house(), now=NOW)
            if step == "report":
                _take(connection, reports)
            _is_sound(connection)
        stored = "\n".join(connection.iterdump())
        assert not [name for name in gone if f"'{name}'" in stored]
