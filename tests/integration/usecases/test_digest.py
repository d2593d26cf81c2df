"""The figures come by themselves: once, whatever restarts, and not where nothing happened."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk.rules import DAILY, NO_DIGEST
from bot.messages import SendMade
from bot.usecases.sales.send_digest import plan_digests
from bot.workers.timekeeper import STEADY_TO_WORK
from tests.builders import SALES, Office, opened_office, timekeeper_of
from tests.seeded_sales import NOW, seed_sales

NEXT_MONDAY = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


@pytest.fixture
async def sold(tmp_path: Path) -> AsyncIterator[Office]:
    """Yield an office on a Thursday, in whose two weeks something happened."""
    async with opened_office(tmp_path) as office:
        await asyncio.to_thread(seed_sales, office.file)
        office.now = NOW
        await office.write(lambda tx: plan_digests(tx, setup=office.setup, now=office.now))
        yield office


def _digest(office: Office, how_often: str) -> None:
    rules = replace(office.setup.playbooks.desk_rules, digest=how_often)
    office.setup = replace(office.setup, playbooks=replace(office.setup.playbooks, desk_rules=rules))


async def _look(office: Office) -> list[str]:
    """Have a timekeeper that has just started look at what is due, and return the figures that came of it."""
    timekeeper = timekeeper_of(office)
    await timekeeper.tick()
    office.now += STEADY_TO_WORK
    await timekeeper.tick()
    office.now -= STEADY_TO_WORK
    sent = [each for each in await office.deliver() if each.chat_id == SALES and isinstance(each.message, SendMade)]
    return [(await office.counted(each))[0] for each in sent]


async def test_on_monday_morning_the_last_week_is_told_once_whatever_restarts(sold: Office) -> None:
    sold.now = NEXT_MONDAY - timedelta(hours=2)
    assert await _look(sold) == []
    sold.now = NEXT_MONDAY + timedelta(minutes=1)
    (told,) = await _look(sold)
    assert "<b>Last week</b>, Mar 9 – Mar 15" in told
    assert "Leads for you: <b>5</b> (3)" in told
    for hours in (0, 1, 5, 24, 100):
        sold.now = NEXT_MONDAY + timedelta(hours=hours)
        assert await _look(sold) == []
    # A week in which nothing happened is told beside one in which something did; then there is silence.
    sold.now = NEXT_MONDAY + timedelta(days=7, minutes=1)
    (quiet,) = await _look(sold)
    assert "Leads for you: <b>0</b> (5)" in quiet
    sold.now = NEXT_MONDAY + timedelta(days=14, minutes=1)
    assert await _look(sold) == []
    assert sold.rows("SELECT due_at > ? FROM digests", int(sold.now.timestamp() * 1e6)) == [(1,)]


async def test_away_on_monday_morning_it_comes_when_the_bot_is_back_that_day(sold: Office) -> None:
    sold.now = NEXT_MONDAY + timedelta(hours=6)
    assert len(await _look(sold)) == 1


async def test_what_would_have_come_days_ago_is_left_out(sold: Office) -> None:
    sold.now = NEXT_MONDAY + timedelta(days=2)
    assert await _look(sold) == []


async def test_each_morning_if_that_is_wanted_and_never_if_it_is_not(sold: Office) -> None:
    _digest(sold, DAILY)
    sold.now = NOW + timedelta(hours=20)
    await sold.write(lambda tx: plan_digests(tx, setup=sold.setup, now=sold.now))
    sold.now = NOW + timedelta(hours=21, minutes=1)
    (told,) = await _look(sold)
    assert "<b>This week</b>, Mar 9 – Mar 13" in told
    _digest(sold, NO_DIGEST)
    await sold.write(lambda tx: plan_digests(tx, setup=sold.setup, now=sold.now))
    sold.now = NEXT_MONDAY + timedelta(minutes=1)
    assert await _look(sold) == []


async def test_switched_on_again_nothing_old_is_made_up_for(sold: Office) -> None:
    _digest(sold, NO_DIGEST)
    await sold.write(lambda tx: plan_digests(tx, setup=sold.setup, now=sold.now))
    sold.now = NEXT_MONDAY + timedelta(days=2)
    _digest(sold, DAILY)
    await sold.write(lambda tx: plan_digests(tx, setup=sold.setup, now=sold.now))
    assert await _look(sold) == []
