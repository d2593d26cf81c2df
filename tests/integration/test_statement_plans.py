"""Every statement that runs while people wait is explained on a database that has grown: none may walk a table.

The statements are not listed here: what people and workers do is done, and whatever SQL ran is looked at.
"""

import asyncio
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest

from bot.in_force import InForce
from bot.messages import (
    Act,
    Blocked,
    ChatMoved,
    Commanded,
    Edited,
    Export,
    Said,
    SentOther,
    SharedContact,
    Tap,
    Tapped,
    Unblocked,
)
from bot.orders.orders import perform
from bot.processes.writer import MERGE
from bot.signal_mapping import EventRule, SignalMapping
from bot.usecases.bury_update import Poison, bury_update
from bot.usecases.delivery.claim_due_messages import claim_due_messages
from bot.usecases.delivery.worth import Worth
from bot.usecases.links.continue_in_chat import link_of_visitor
from bot.usecases.sales.redraw_cards import redraw_after_outage
from bot.usecases.setup import Setup
from bot.usecases.webhooks.add_webhook import remove_webhook
from bot.usecases.webhooks.replay_events import replay_events
from bot.web.health import Health
from bot.web.routes import create_web
from bot.workers.due_work import drop_strangers
from bot.workers.made_files import taken_out
from bot.workers.timekeeper import Timekeeper
from scoring.values import OneOf
from storage import bulk, inbox, keys, messages, outbox, sending
from storage.desk_lists import LISTS
from storage.moving import moved
from storage.place import Postgres
from storage.snapshots import snapshot
from storage.sqlite.database import Database
from storage.sqlite.readers import AT_ONCE
from storage.statements import Transaction
from tests.builders import (
    BO,
    CY,
    MONDAY,
    PIA,
    QUENTIN,
    SALES,
    Office,
    office_at,
    pack_days,
    quentin_is_lukewarm,
    shipped,
    timekeeper_of,
)
from tests.grown import FIRST_CHAT, SMALL, Due, let_fall_due, make_grown
from tests.integration.plans import Traced, TracedOnPostgres, TracedOnSqlite, is_walk
from tests.integration.usecases.signals.reporting import did, known_as, report, viewed
from tests.integration.webhooks.receiving import connected, receiving
from tests.integration.workers.interpreter_at_work import Phrasebook, interpreting, until, waiting
from tests.postgres import Server

KEPT_FOR = shipped().business.kept_for


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a grown database in which things are due, as Leadbot leaves it."""
    path = tmp_path_factory.mktemp("grown") / "leadbot.db"
    asyncio.run(make_grown(path, SMALL, now=MONDAY))
    let_fall_due(path, Due(cool=40, nudge=10, expire=30), kept_for=KEPT_FOR, now=MONDAY)
    return path


@pytest.fixture(scope="module")
def analysed(grown: Path) -> Path:
    """Return the same after an operator's ANALYZE."""
    path = grown.with_name("analysed.db")
    shutil.copyfile(grown, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ANALYZE")
    return path


@pytest.fixture(scope="module")
def grown_there(grown: Path, postgres: Server) -> Iterator[Postgres]:
    """Return the same on PostgreSQL."""
    place = postgres.empty()
    with moved(grown, place, on_progress=lambda *_: None):
        pass
    yield place
    postgres.drop(place)


@pytest.fixture(params=["grown", "analysed", "on_postgres"])
def own_copy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | Postgres]:
    """Give a grown database of the test's own: a file, or one on a server."""
    if request.param != "on_postgres":
        yield Path(shutil.copyfile(request.getfixturevalue(request.param), tmp_path / "leadbot.db"))
        return
    server: Server = request.getfixturevalue("postgres")
    place = server.copy_of(request.getfixturevalue("grown_there"))
    yield place
    server.drop(place)


@pytest.fixture
async def traced(own_copy: Path | Postgres) -> AsyncIterator[Traced]:
    async with _on_postgres(own_copy) if isinstance(own_copy, Postgres) else _on_sqlite(own_copy) as traced:
        yield traced


@asynccontextmanager
async def _on_postgres(place: Postgres) -> AsyncIterator[TracedOnPostgres]:
    async with office_at(place) as office:
        office.updates = 700_000_000
        traced = TracedOnPostgres(office)
        with traced.tracing():
            yield traced


@asynccontextmanager
async def _on_sqlite(path: Path) -> AsyncIterator[TracedOnSqlite]:
    database = await Database.open(path)
    traced = TracedOnSqlite(Office(database, updates=700_000_000))
    await database._writer.set_trace_callback(traced.note)
    await _trace_readers(database, traced)
    try:
        yield traced
    finally:
        await database.close()


async def _trace_readers(database: Database, traced: Traced) -> None:
    """Trace every reader: they meet, so that each is one of them."""
    together = threading.Barrier(AT_ONCE)

    def trace(tx: Transaction) -> None:
        together.wait(10)
        tx._connection.set_trace_callback(traced.note)

    await asyncio.gather(*(database.read(trace) for _ in range(AT_ONCE)))


@asynccontextmanager
async def _client(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    web = create_web(office.database, Health(ready=True))
    transport = httpx.ASGITransport(app=web, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


async def test_no_turn_of_a_conversation_walks_a_table(traced: Traced) -> None:
    office = traced.office
    await office.start("b2b-spring")
    for name, option in (("need", "sales"), ("company_size", "large")):
        await office.tap(name, option)
    await office.say("does it come with a trampoline?")
    await office.say("I'm the sales director at Acme, about 200 people")
    await office.turn(Edited("about 300 people", 10_000))
    for command in ("menu", "edit", "human", "privacy", "mydata", "language", "help", "stop", "start"):
        await office.turn(Commanded(command, "", 1))
    await office.say("can somebody call me?")
    office.setup = replace(office.setup, gathers_for=timedelta(seconds=1))
    await office.start("b2b", CY)
    for words in ("sales", "200 people"):
        await office.hear(Said(words, office.updates), CY)
    assert any("'superseded'" in sql for sql in traced.ran)
    await office.hear(Blocked())
    await office.hear(Unblocked())
    await office.signal("page.viewed", {"path": "/pricing"})
    await office.signal("page.viewed", {"path": "/pricing"}, at=MONDAY - timedelta(days=1))
    await office.start(await office.write(lambda tx: link_of_visitor(tx, "visitor:a-browser", "", now=MONDAY)), PIA)
    for name, option in (("use", "road"), ("style", "bold"), ("timing", "now")):
        await office.tap(name, option, PIA)
    poison = Poison(4, "{}", "ValueError", chat_id=QUENTIN.id, language="en")
    await office.write(lambda tx: bury_update(tx, poison, setup=office.setup, now=office.now))
    assert len(traced.ran) > 60
    traced.none_walks()


async def test_neither_waiting_in_the_inbox_nor_working_it_off_walks_a_table(traced: Traced) -> None:
    office = traced.office
    await office.start("b2b-spring")
    async with interpreting(office, Phrasebook()):
        await office.hear(Said("the phones ring off the hook", 10_001))
        await office.tap("company_size", "large")
        await until(lambda: not waiting(office))
    await office.write(lambda tx: inbox.drop_chat(tx, QUENTIN.id))
    await office.database.read(inbox.count)
    await office.database.read(inbox.oldest_at)
    assert any(sql.startswith("INSERT INTO inbox") for sql in traced.ran)
    assert any(sql.startswith("DELETE FROM inbox") for sql in traced.ran)
    traced.ran = {sql for sql in traced.ran if "starts=(inbox.starts + 1)" not in " ".join(sql.split())}
    traced.none_walks()


async def test_nothing_that_reps_do_walks_a_table(traced: Traced) -> None:
    office = traced.office
    await office.start("b2b-spring")
    for name, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
        await office.tap(name, option)
    number = str(office.rows("SELECT max(id) FROM handoffs")[0][0])
    for rep in (BO, CY):
        await office.at_desk("claim", number, rep)
    await office.at_desk("why", number)
    await office.say("we would like to sign")
    for outcome in ("reached", "meeting", "won"):
        await office.at_desk("outcome", f"{number} {outcome}")
    await office.hear(ChatMoved(SALES - 1), BO, chat_id=SALES)
    await office.write(lambda tx: redraw_after_outage(tx, setup=office.setup, now=office.now + timedelta(days=1)))
    assert len(traced.ran) > 40
    traced.none_walks()


async def test_nothing_that_goes_both_ways_walks_a_table(traced: Traced) -> None:
    office = traced.office
    await office.turn(Commanded("human", "", 1))
    (card,) = office.alerts()
    for what in (Said("Hi", 71, card.message_id), SentOther(72, "photo", "plan", card.message_id)):
        await office.turn(what, BO, chat_id=SALES)
    for number in (73, 74):
        await office.hear(SentOther(number, "photo", "", card.message_id, "a1"), BO, chat_id=SALES)
    await office.turn(Edited("new plan", 72, is_caption=True), BO, chat_id=SALES)
    for number in (31, 32):
        await office.turn(SentOther(number, "photo", "ours", None, "a2"))
    await office.turn(Edited("our", 31))
    office.now += timedelta(seconds=2)
    await office.deliver()
    lead = (await office.chat()).lead.id
    for page in (messages.page_after, messages.page_before):
        await office.database.read(partial(page, lead_id=lead, limit=10))
    await office.write(lambda tx: messages.prune(tx, office.now, limit=10))
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None))
    assert any("INSERT INTO messages" in sql for sql in traced.ran)
    traced.none_walks()


async def test_no_statistics_walk_a_table(traced: Traced) -> None:
    office = traced.office
    for words in ("", "source", "campaign 30", "tier 366"):
        await office.figures("stats", words)
    await pack_days(office.database, office.now)
    await office.figures("stats", "366")
    assert office.rows("SELECT count(*) FROM sales_days WHERE packed IS NOT NULL") != [(0,)]
    await office.at_desk("export", "")
    for what in ("handoffs", "outcomes"):
        await office.database.read(lambda tx, each=what: taken_out(tx, Export(each, 0)))  # type: ignore[misc]
    if isinstance(traced, TracedOnSqlite):
        assert sum("ix_handoffs_at" in step for step in traced.steps()) >= 5
    traced.none_walks()


async def test_nothing_walks_a_table_because_there_are_two_desks(traced: Traced) -> None:
    office = traced.office
    office.setup = replace(office.setup, several_chats=(SALES, SALES - 2))
    for name in LISTS:
        await office.at_desk("leads", name)
        for way in ("behind", "before"):
            page = Tap(Act.LIST, (name, way, "1772442000000000", "40", str(BO.id)))
            await office.turn(Tapped(page, f"{name}-{way}", None), BO, chat_id=SALES)
    for words in ("", "source"):
        await office.figures("stats", words)
    await office.at_desk("find", "pia palm")
    await office.at_desk("duty", "")
    assert any("desk_chat" in sql for sql in traced.ran)
    traced.none_walks()


async def test_nothing_that_reps_look_up_walks_a_table(traced: Traced) -> None:
    office = traced.office
    for name in LISTS:
        await office.at_desk("leads", name)
        for way in ("behind", "before"):
            page = Tap(Act.LIST, (name, way, "1772442000000000", "40", str(BO.id)))
            await office.turn(Tapped(page, f"{name}-{way}", None), BO, chat_id=SALES)
    for sought in ("pia", "pia palm", "nobody", "+46 70 123 45 67", "12", "#12"):
        await office.at_desk("find", sought)
    await office.at_desk("note", "12 decides in May")
    await office.at_desk("meet", "12 tomorrow at 10")
    await office.at_desk("meet", "12 cancel")
    await office.at_desk("lead", "12")
    for view in ("card", "history", "talk"):
        await office.turn(Tapped(Tap(Act.LOOK, ("12", view)), view, None), BO, chat_id=SALES)
        for way in ("before", "behind"):
            page = Tap(Act.LOOK, ("12", view, way, "1772442000000000", "4"))
            await office.turn(Tapped(page, f"{view}-{way}", None), BO, chat_id=SALES)
    await office.turn(Tapped(Tap(Act.NOTE, ("1",)), "drop", None), BO, chat_id=SALES)
    assert len(traced.ran) > 30
    traced.none_walks()


async def test_neither_taking_nor_settling_messages_walks_the_outbox(traced: Traced) -> None:
    office = traced.office
    await office.hear(Commanded("start", "b2b", 1))
    await office.hear(Commanded("start", "b2c", 1), PIA)
    await office.hear(Commanded("human", "", 1), PIA)
    queued = await office.write(lambda tx: sending.queued_after(tx, dict.fromkeys(Worth, 0), limit=100))
    numbers = [each.id for each in queued]
    ready = await office.write(lambda tx: claim_due_messages(tx, numbers, setup=office.setup, now=office.now))
    first, *others = [each.claimed.id for each in ready]
    await office.write(lambda tx: sending.retry(tx, first, at=office.now, error="lost"))
    for number in others:
        await office.write(lambda tx, n=number: sending.settle(tx, n, now=office.now, message_id=n))  # type: ignore[misc]
    await office.write(lambda tx: sending.refuse_chat(tx, PIA.id, now=office.now, error="blocked"))
    await office.write(sending.resume)
    await office.write(lambda tx: sending.arrived_lately(tx, now=office.now, within=timedelta(minutes=1)))
    await office.write(lambda tx: outbox.leave_out(tx, [first], now=office.now))
    await office.write(outbox.owed_by_worth)
    await office.deliver()
    traced.none_walks()


async def test_nothing_that_falls_due_walks_a_table(traced: Traced) -> None:
    office = traced.office
    await office.turn(Commanded("help", "", 1), replace(PIA, id=777))
    timekeeper = timekeeper_of(office)
    await timekeeper.tick()
    await office.deliver()
    await office.write(lambda tx: tx._connection.execute("UPDATE handoffs SET redraw_at = 1 WHERE closed_at IS NULL"))
    traced.ran = {sql for sql in traced.ran if "redraw_at = 1" not in sql}
    office.now += timedelta(days=9)
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM leads WHERE last_seen_at < ?", 0) == [(0,)]
    assert office.rows("SELECT count(*) FROM tier_changes WHERE because = 'cooling'") != [(0,)]
    assert len(traced.ran) > 40
    traced.none_walks()


async def test_nothing_that_other_systems_report_walks_a_table(traced: Traced) -> None:
    office = traced.office
    quentin, pia = (replace(who, id=FIRST_CHAT + chat) for who, chat in ((QUENTIN, 51), (PIA, 52)))
    lead_id = (await office.chat(quentin)).lead.id
    await office.write(lambda tx: keys.add(tx, [("user:1", lead_id)]))
    seen = [viewed(n, "user:1" if n % 2 else f"visitor:{n}", at=office.now) for n in range(40)]
    odd = [did(f"o{n}", "Levelled Up", "user:1" if n % 2 else "visitor:3") for n in range(4)]
    for reports in (
        seen,
        seen,
        odd,
        [known_as(1, "user:1", "visitor:2"), known_as(2, "visitor:4", email="b@acme.com")],
    ):
        await report(office, *reports)
    await report(office, known_as(3, "visitor:6", "user:6"), known_as(4, "visitor:8", "user:6"))
    await office.turn(SharedContact("+46701234567", own=True, message_id=9), pia)
    in_force = InForce(_knowing(office.setup, "Levelled Up"))
    timekeeper = Timekeeper(office.database, in_force, now=lambda: office.now, elapsed=lambda: 0.0)
    await timekeeper.tick()
    assert office.rows("SELECT count(*) FROM unknown_events") == [(0,)]
    await office.write(lambda tx: drop_strangers(tx, office.now, keep_anonymous=timedelta(0)))
    traced.none_walks()


def _knowing(setup: Setup, event: str) -> Setup:
    rule = EventRule(OneOf((event,)), "demo.used")
    return replace(setup, playbooks=replace(setup.playbooks, signals=SignalMapping(events=(rule,))))


async def test_forgetting_somebody_walks_no_table(traced: Traced) -> None:
    office = traced.office
    somebody = replace(QUENTIN, id=FIRST_CHAT + 44)
    await office.turn(Commanded("forget", "", 1), somebody)
    before = office.rows("SELECT count(*) FROM leads")[0][0]
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None), somebody)
    assert office.rows("SELECT count(*) FROM leads")[0][0] == before - 1
    if isinstance(traced, TracedOnSqlite):
        for reference in ("leads", "handoffs"):
            assert not [*_unindexed_references(office.file, reference)]
    traced.none_walks()


def _unindexed_references(path: Path, parent: str) -> Iterator[str]:
    """Give the columns that refer to a table without an index: to erase its row, SQLite would walk theirs."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            indexed = {
                connection.execute(f"PRAGMA index_info({index[1]})").fetchone()[2]
                for index in connection.execute(f"PRAGMA index_list({table})")
                if not index[4]
            }
            keys = {row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5] == 1}
            for reference in connection.execute(f"PRAGMA foreign_key_list({table})"):
                if reference[2] == parent and reference[3] not in indexed | keys:
                    yield f"{table}.{reference[3]}"


async def test_health_and_metrics_walk_no_table_at_one_stroke(traced: Traced) -> None:
    async with _client(traced.office) as client:
        assert (await client.get("/health")).status_code == 200
        await client.get("/metrics")
    assert len(traced.ran) >= 3
    traced.none_walks()


async def test_telling_webhooks_and_sending_again_walks_no_table(traced: Traced) -> None:
    office = traced.office
    async with receiving() as crm, connected(office) as here:
        await here.add(crm)
        await quentin_is_lukewarm(office)
        await here.all_settled()
        since = office.now - timedelta(days=1)
        await office.write(lambda tx: replay_events(tx, 1, event_id=None, since=since, after=0, now=office.now))
        async with _client(office) as client:
            await client.get("/health")
            await client.get("/metrics")
        await here.all_settled()
        await office.write(lambda tx: remove_webhook(tx, crm.number))
    assert crm.types.count("handoff.opened") == 2
    traced.none_walks()


async def test_merging_two_leads_walks_no_table(traced: Traced) -> None:
    office = traced.office
    body = {"kept": 44, "gone": 84}
    await office.write(lambda tx: perform(tx, MERGE, body, setup=office.setup, now=office.now))
    traced.none_walks()


async def test_finding_who_is_to_be_folded_anew_walks_no_table(traced: Traced) -> None:
    path = traced.office.file
    versions = {name: playbook.model.version for name, playbook in shipped().audiences.items()}
    with snapshot(path) as tx:
        tx._connection.set_trace_callback(traced.note)
        assert len(bulk.stale(tx, versions)) == bulk.count_stale(tx, versions) == 0
        assert bulk.count_stale(tx, versions | {"b2c": "another"}) > 0
        assert [*bulk.dossiers_of(tx, [3, 5])] != []
    traced.none_walks()


@pytest.mark.parametrize(
    "step",
    [
        "SCAN outbox",
        "SCAN leads USING COVERING INDEX ix_leads_last_seen_at",
        "SCAN signals USING INDEX ix_signals_lead_id",
        "SCAN earlier",
    ],
)
def test_a_walk_is_seen_as_one(step: str) -> None:
    assert is_walk(step)


def test_the_sales_chat_is_a_group() -> None:
    """The desk's statements above are those of a group."""
    assert SALES < 0
