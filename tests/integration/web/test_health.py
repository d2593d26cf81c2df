"""Health tells the truth: a bot that hears nobody, or cannot write down what it hears, is not well."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from time import monotonic

import httpx
import pytest

from bot import clock
from bot.channels.telegram import desk_watch, polling, webhook_watch
from bot.channels.telegram.session import CONNECT_SECONDS
from bot.clock import elapsed
from bot.leadership import UNLED_SECONDS
from bot.logs import describe
from bot.messages import Commanded
from bot.update_feed import UpdateFeed
from bot.usecases.webhooks.add_webhook import add_webhook
from bot.usecases.webhooks.receivers import EVENTS, receivers_of
from bot.web import health as health_module
from bot.web.health import CUT_OFF_AFTER, Health
from bot.web.lead_counts import LeadFigures
from bot.web.routes import create_web
from bot.workers import database_watch, leader_watch
from storage import updates, webhooks
from storage.errors import DatabaseFailedError
from storage.sqlite.readers import BUSY_TIMEOUT_MS
from tests.builders import MONDAY, Office, quentin_is_lukewarm
from tests.sales_chat import tap_desk

CUT_OFF = CUT_OFF_AFTER.total_seconds()


@asynccontextmanager
async def _client(office: Office, ears: UpdateFeed | None = None) -> AsyncIterator[httpx.AsyncClient]:
    web = create_web(office.database, Health(ready=True, feed=ears))
    transport = httpx.ASGITransport(app=web, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client


@pytest.mark.parametrize(
    "trouble",
    [
        "Telegram refuses the token: check LEADBOT_TOKEN.",
        "Another process polls with the same token: stop it, or give this bot its own token.",
        "Telegram does not answer; trying again.",
        "Updates could not be stored; trying again.",
    ],
)
async def test_a_bot_that_has_heard_nobody_for_long_is_not_well_and_says_why(office: Office, trouble: str) -> None:
    ears = UpdateFeed(elapsed() - CUT_OFF, elapsed() - 5, trouble)
    async with _client(office, ears) as client:
        told = await client.get("/health")
    assert told.status_code == 503
    assert told.json()["status"] == "failing"
    assert told.json()["problems"] == [f"Updates do not come in since {CUT_OFF:.0f} seconds: {trouble}"]


@pytest.mark.parametrize(
    "ears",
    [UpdateFeed, lambda: UpdateFeed(elapsed()), lambda: UpdateFeed(None, elapsed(), "Telegram does not answer.")],
    ids=["none yet", "well", "an outage"],
)
async def test_a_short_outage_is_no_alarm(office: Office, ears: Callable[[], UpdateFeed]) -> None:
    async with _client(office, ears()) as client:
        assert (await client.get("/health")).json() == {"status": "ok", "owed": 0, "waiting": 0}


async def test_a_poll_that_neither_ends_nor_fails_is_noticed(office: Office) -> None:
    async with _client(office, UpdateFeed(elapsed() - 3 * CUT_OFF)) as client:
        assert (await client.get("/health")).status_code == 503


@pytest.mark.parametrize("by", [timedelta(days=-1), timedelta(days=31), timedelta(hours=-1), timedelta(days=4_000)])
async def test_a_clock_that_is_set_neither_hides_an_outage_nor_makes_one_up(
    office: Office, monkeypatch: pytest.MonkeyPatch, by: timedelta
) -> None:
    away, well = UpdateFeed(), UpdateFeed()
    away.failed(elapsed() - CUT_OFF, "Telegram does not answer.")
    well.heard(elapsed() - 25)
    as_it_is = clock.utc_now
    monkeypatch.setattr(clock, "utc_now", lambda: as_it_is() + by)
    async with _client(office, away) as client:
        assert (await client.get("/health")).status_code == 503
    async with _client(office, well) as client:
        assert (await client.get("/health")).status_code == 200
        told = (await client.get("/metrics")).text
    (line,) = [one for one in told.splitlines() if one.startswith("leadbot_seconds_since_updates_could_be_had ")]
    assert 25 <= float(line.split()[1]) < 35


def test_whatever_is_wrong_shows_within_a_minute() -> None:
    """How often somebody looks, how long a look may take, and how long trouble must have lasted."""
    call = CONNECT_SECONDS + 5
    assert webhook_watch.ASK_EVERY_SECONDS + call <= CUT_OFF
    assert CUT_OFF + webhook_watch.ASK_EVERY_SECONDS <= 60
    assert polling.POLL_SECONDS + call < CUT_OFF
    assert desk_watch.ASK_EVERY_SECONDS + call <= 60
    assert leader_watch.LOOK_EVERY_SECONDS + UNLED_SECONDS <= 60
    assert database_watch.PROBE_EVERY_SECONDS + BUSY_TIMEOUT_MS / 1000 + health_module.TROUBLED_SECONDS <= 60


@pytest.mark.parametrize(
    ("conflicts", "now", "is_red"),
    [
        ([], 100, False),
        ([100], 101, False),
        # A start right after a kill meets the poll of the life before.
        ([100, 101, 103, 107], 108, False),
        ([100, 110, 116], 117, True),
        ([100, 130, 160], 170, True),
        ([100, 110, 116], 177, False),
        ([100, 200], 201, False),
        ([100, 110, 116, 300], 301, False),
    ],
)
async def test_who_shares_our_token_is_noticed_though_updates_come_in_between(
    office: Office, conflicts: list[float], now: float, is_red: bool
) -> None:
    feed = UpdateFeed()
    for at in conflicts:
        feed.failed(at, "another")
        feed.contested(at, "Another process polls with the same token.")
        feed.heard(at + 0.5)
    feed.heard(now)
    problems = [*Health(feed=feed).problems(office.database, now)]
    assert bool(problems) == is_red
    assert all("Updates do not all come in" in problem for problem in problems)


async def test_how_long_ago_updates_could_be_had_is_a_metric(office: Office) -> None:
    async with _client(office, UpdateFeed(elapsed() - 90)) as client:
        told = (await client.get("/metrics")).text
    (line,) = [one for one in told.splitlines() if one.startswith("leadbot_seconds_since_updates_could_be_had ")]
    assert 90 <= float(line.split()[1]) < 100


async def test_a_database_that_cannot_be_written_for_long_makes_health_fail_with_the_cause(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.write(lambda tx: tx._connection.execute("PRAGMA max_page_count = 1"))
    with pytest.raises(DatabaseFailedError) as raised:
        await office.write(lambda tx: updates.bury(tx, 2, chat_id=None, raw="x" * 10**6, error="", at=MONDAY))
    assert describe(raised.value).endswith(": database or disk is full")
    async with _client(office) as client:
        assert (await client.get("/health")).status_code == 200
        monkeypatch.setattr(health_module, "TROUBLED_SECONDS", 0.0)
        told = await client.get("/health")
        await office.write(lambda tx: tx._connection.execute("PRAGMA max_page_count = 1000000"))
        await office.start()
        assert (await client.get("/health")).status_code == 200
    assert told.status_code == 503
    assert "database or disk is full" in told.json()["problems"][0]


async def test_a_lock_that_another_program_holds_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_module, "TROUBLED_SECONDS", 0.0)
    await office.write(lambda tx: tx._connection.execute("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(office.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseFailedError):
            await office.start()
        async with _client(office) as client:
            told = await client.get("/health")
        other.execute("ROLLBACK")
    assert "database is locked" in told.json()["problems"][0]


async def test_health_reads_no_lead_and_no_message_that_is_settled(office: Office) -> None:
    """Whatever the number of leads, it is answered from the index over what is owed."""
    await quentin_is_lukewarm(office)
    plans: list[str] = []
    ran: list[str] = []

    async with _client(office) as client:
        await client.get("/health")
        for connection in office.opened_file._readers._connections:
            connection.set_trace_callback(ran.append)
        began = monotonic()
        for _ in range(4):
            await client.get("/health")
        assert monotonic() - began < 2
    for sql in ran:
        if sql.startswith("SELECT"):
            plans += [row[3] for row in office.rows(f"EXPLAIN QUERY PLAN {sql}")]
    assert plans
    assert all("ix_outbox_owed" in plan or "outbox" not in plan for plan in plans)
    assert not [plan for plan in plans if "leads" in plan]


async def test_what_waits_what_nobody_claims_and_what_reps_do_are_metrics(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.hear(Commanded("help", "", 1))
    async with _client(office) as client:
        before = _values((await client.get("/metrics")).text)
        assert before["leadbot_handoffs_unclaimed_oldest_seconds"] > 0
        assert before["leadbot_messages_owed_oldest_seconds"] > 0
        assert before[f'leadbot_build_info{{version="{version("leadbot")}"}}'] == 1
        assert before["process_resident_memory_bytes"] > 0
        assert before["leadbot_disk_free_bytes"] > 0
        office.now += timedelta(seconds=38)
        await tap_desk(office, "claim", "1")
        await tap_desk(office, "outcome", "1", "reached")
        for _ in range(2):  # each is counted once, however often somebody looks
            after = _values((await client.get("/metrics")).text)
            assert after["leadbot_handoffs_unclaimed_oldest_seconds"] == 0
            assert _rise(before, after, "leadbot_claim_delay_seconds_count") == 1
            assert _rise(before, after, "leadbot_claim_delay_seconds_sum") == 38
            assert _rise(before, after, 'leadbot_outcomes_total{outcome="reached"}') == 1


def _rise(before: dict[str, float], after: dict[str, float], name: str) -> float:
    return after[name] - before.get(name, 0.0)


def _values(text: str) -> dict[str, float]:
    lines = [line.rpartition(" ") for line in text.splitlines() if line[0] != "#"]
    return {name: float(value) for name, _, value in lines}


async def test_leads_are_counted_no_more_often_than_it_is_cheap_and_their_age_is_told(office: Office) -> None:
    await quentin_is_lukewarm(office)
    time = [100.0]
    figures = LeadFigures(office.database, elapsed=lambda: time[0])
    counted: list[str] = []

    async def publish() -> int:
        before = len(counted)
        await figures.publish()
        return len(counted) - before

    original = office.database.read

    async def read(work: object, *, within: float | None = None) -> object:
        counted.append(str(work))
        time[0] += 0.5
        return await original(work, within=within)  # type: ignore[arg-type]

    office.database.read = read  # type: ignore[method-assign,assignment]
    assert await publish() == 3
    assert await publish() == 0
    time[0] += 149
    assert await publish() == 0
    time[0] += 2
    assert await publish() == 3


async def test_webhooks_are_shown_without_their_addresses_and_one_that_fails_does_not_make_the_bot_unwell(
    office: Office,
) -> None:
    url = "https://hooks.example.com/services/secret"
    await office.write(lambda tx: add_webhook(tx, url, events=EVENTS, secret="whsec_AAAA", now=office.now))
    office.setup = replace(office.setup, receivers=receivers_of(await office.write(webhooks.registered)))
    await office.start("b2b")
    await office.write(lambda tx: webhooks.note_failed(tx, 1, now=office.now, why="HTTP 500"))
    async with _client(office) as client:
        told, shown = await client.get("/health"), await client.get("/metrics")
    assert told.status_code == 200
    (state,) = told.json()["webhooks"]
    assert (state["host"], state["state"], state["owed"]) == ("hooks.example.com", "failing", 1)
    assert (state["failure"], state["owed_since"]) == ("HTTP 500", "2026-03-02T09:00:00Z")
    assert "secret" not in told.text
    assert told.json()["owed"] == 0
    assert "leadbot_webhook_events_owed 1.0" in shown.text


@pytest.mark.parametrize("trouble", ["", "SMTP 535: the mail server refuses user or password (LEADBOT_SMTP_URL)"])
async def test_what_is_wrong_with_mail_is_told_and_no_reason_to_start_anew(office: Office, trouble: str) -> None:
    web = create_web(office.database, Health(ready=True, mail_trouble=lambda: trouble))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://bot") as client:
        told = await client.get("/health")
    assert (told.status_code, told.json()["mail"]) == (200, trouble or "ok")
