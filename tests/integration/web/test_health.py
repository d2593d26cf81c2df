"""Health tells the truth: a bot that hears nobody, or cannot write down what it hears, is not well."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from time import monotonic

import httpx
import pytest

from bot import clock
from bot.clock import elapsed
from bot.logs import describe
from bot.update_feed import UpdateFeed
from bot.usecases.webhooks.add_webhook import add_webhook
from bot.usecases.webhooks.receivers import EVENTS, receivers_of
from bot.web import health as health_module
from bot.web.health import CUT_OFF_AFTER, Health
from bot.web.lead_counts import LeadFigures
from bot.web.routes import create_web
from storage import updates, webhooks
from storage.errors import DatabaseFailedError
from tests.builders import MONDAY, Office, quentin_is_lukewarm

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
async def test_a_bot_that_has_heard_nobody_for_minutes_is_not_well_and_says_why(office: Office, trouble: str) -> None:
    ears = UpdateFeed(elapsed() - 3_600, elapsed() - CUT_OFF, trouble)
    async with _client(office, ears) as client:
        told = await client.get("/health")
    assert told.status_code == 503
    assert told.json()["status"] == "failing"
    assert told.json()["problems"] == [f"Updates do not come in since 3 minutes: {trouble}"]


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


async def test_how_long_ago_updates_could_be_had_is_a_metric(office: Office) -> None:
    async with _client(office, UpdateFeed(elapsed() - 90)) as client:
        told = (await client.get("/metrics")).text
    (line,) = [one for one in told.splitlines() if one.startswith("leadbot_seconds_since_updates_could_be_had ")]
    assert 90 <= float(line.split()[1]) < 100


async def test_a_database_that_cannot_be_written_for_a_minute_makes_health_fail_with_the_cause(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.write(lambda tx: tx._connection.execute("PRAGMA max_page_count = 1"))
    with pytest.raises(DatabaseFailedError) as raised:
        await office.write(lambda tx: updates.bury(tx, 2, chat_id=None, raw="x" * 10**6, error="", at=MONDAY))
    assert describe(raised.value).endswith(": database or disk is full")
    async with _client(office) as client:
        assert (await client.get("/health")).status_code == 200
        monkeypatch.setattr(health_module, "STUCK_AFTER_SECONDS", 0.0)
        told = await client.get("/health")
        await office.write(lambda tx: tx._connection.execute("PRAGMA max_page_count = 1000000"))
        await office.start()
        assert (await client.get("/health")).status_code == 200
    assert told.status_code == 503
    assert "database or disk is full" in told.json()["problems"][0]


async def test_a_lock_that_another_program_holds_is_named(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health_module, "STUCK_AFTER_SECONDS", 0.0)
    await office.write(lambda tx: tx._connection.execute("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(office.database.path, isolation_level=None)) as other:
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
        for connection in office.database._readers._connections:
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
