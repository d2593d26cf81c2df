"""What sales did in a period, against figures that were counted by hand (``tests/seeded_sales.py``)."""

import asyncio
import csv
import io
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk.hours import Hours
from bot.desk.hours import Span as HoursSpan
from bot.desk.periods import Period, last_days, last_week, since
from bot.figures.by import By
from bot.figures.columns import sales_between
from bot.figures.counting import Counted, Figures, Speed, Worked, count, the_whole
from bot.in_force import InForce
from bot.messages import Bar, Commanded, SendMade
from bot.usecases.sales.pack_day import packed_before
from bot.workers.made_files import maker
from storage import lead_rows, sales_days
from storage.snapshots import snapshot
from storage.statements import Transaction
from tests.builders import BO, CY, Office, new_database, opened_office, quentin_is_lukewarm, timekeeper_of
from tests.seeded_sales import NOW, WEEK, at, seed_sales


def count_by(tx: Transaction, by: By, period: Period) -> list[Counted]:
    return count(sales_between(tx, period.before_since, period.until), (by,), period, reps=lead_rows.reps(tx))[by]


def count_all(tx: Transaction, period: Period, *, worked: Worked | None = None) -> Counted:
    return the_whole(count(sales_between(tx, period.before_since, period.until), (By.ALL,), period, worked=worked))


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = new_database(tmp_path)
    seed_sales(found)
    return found


@pytest.fixture
def tx(path: Path) -> Iterator[Transaction]:
    with snapshot(path) as tx:
        yield tx


def _named(found: list[Counted]) -> dict[str, Counted]:
    return {one.name: one for one in found}


def test_this_week_is_counted_as_by_hand_beside_last_week_up_to_the_same_moment(tx: Transaction) -> None:
    whole = count_all(tx, WEEK)
    assert whole.now == Figures(
        handoffs=5,
        claimed=4,
        soon=3,
        contacted=4,
        # Of 2, 4, 6 and 60 minutes the middle is between 4 and 6; nine of ten is the last of four.
        speed=Speed(minutes(5), minutes(60)),
        # Handoff 1 was reached, then won; 3 was withdrawn and lost; 6 is of last week and won in this one.
        outcomes={"won": 3, "lost": 1},
        amounts={"EUR": 1250.5, "SEK": 99.5},
    )
    assert whole.before == Figures(
        handoffs=2,
        claimed=2,
        soon=1,
        contacted=2,
        speed=Speed(minutes(65), minutes(120)),
        outcomes={"meeting": 1, "lost": 1},
    )


def test_reps_are_told_apart_and_who_has_nothing_yet_is_nobody(tx: Transaction) -> None:
    found = count_by(tx, By.REP, WEEK)
    assert [(one.name, one.now.handoffs) for one in found] == [(BO.full_name, 2), (CY.full_name, 2), ("", 1)]
    bo, cy, nobody = found
    assert (bo.now.soon, bo.now.speed.median, bo.now.amounts) == (2, minutes(4), {"EUR": 1250.5, "SEK": 99.5})
    # Won by the one who has the lead, whoever typed it.
    assert (bo.now.outcomes, cy.now.outcomes) == ({"won": 3}, {"lost": 1})
    assert (cy.now.soon, cy.now.speed.p90, cy.before.handoffs) == (1, minutes(60), 1)
    assert (nobody.now.claimed, nobody.now.speed.median) == (0, None)


def test_tiers_come_as_they_rank(tx: Transaction) -> None:
    assert [(one.name, one.now.handoffs, one.before.handoffs) for one in count_by(tx, By.TIER, WEEK)] == [
        ("hot", 2, 1),
        ("lukewarm", 3, 1),
    ]


def test_a_source_is_where_a_lead_came_from_first_and_a_campaign_what_brought_them_last(tx: Transaction) -> None:
    sources, campaigns = _named(count_by(tx, By.SOURCE, WEEK)), _named(count_by(tx, By.CAMPAIGN, WEEK))
    assert {name: one.now.handoffs for name, one in sources.items()} == {"LinkedIn": 3, "spring": 2}
    assert {name: one.now.handoffs for name, one in campaigns.items()} == {"spring": 2, "autumn": 2, "": 1}
    assert campaigns["spring"].now.amounts == {"EUR": 1250.5, "SEK": 99.5}


def test_every_way_of_counting_sums_up_to_the_same(tx: Transaction) -> None:
    whole = count_all(tx, WEEK)
    for by in By:
        parts = count_by(tx, by, WEEK)
        for which in ("now", "before"):
            assert sum(getattr(one, which).handoffs for one in parts) == getattr(whole, which).handoffs
            assert sum(getattr(one, which).soon for one in parts) == getattr(whole, which).soon
            won = sum(getattr(one, which).amounts.get("EUR", 0) for one in parts)
            assert won == getattr(whole, which).amounts.get("EUR", 0)


def test_a_whole_week_and_any_number_of_days_can_be_asked_for(tx: Transaction) -> None:
    assert count_all(tx, last_week(NOW, "UTC")).now.outcomes == {"meeting": 1, "lost": 1, "won": 1}
    assert count_all(tx, last_days(NOW, 30)).now.handoffs == 8
    fortnight = count_all(tx, since(at((2, 0)), NOW))
    # Told of the whole time, what came to a meeting and was won later is won.
    assert fortnight.now.outcomes == {"won": 4, "lost": 2}
    assert fortnight.before.handoffs == 0


def test_speeds_in_working_time_are_those_of_the_clock_that_is_given(tx: Transaction) -> None:
    halved = count_all(tx, WEEK, worked=lambda begins, ends: (ends - begins) // 2)
    assert halved.now.working == Speed(minutes(2.5), minutes(30))
    assert halved.before.working == Speed(minutes(32.5), minutes(60))


def test_the_first_claim_counts_whoever_has_the_lead_later(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO desk_steps (handoff_id, at, rep_id, step, detail) "
            "SELECT id, at + 1000000, 12, 'claimed', '' FROM handoffs WHERE id = 3"
        )
    with snapshot(path) as tx:
        assert count_all(tx, WEEK).now.soon == 4


async def test_not_a_fit_of_a_lead_that_nobody_had_claims_until_it_is_taken_back(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for step, claimed in (("outcome", 1), ("reopen", 0)):
        await office.at_desk(step, "1 not a fit" if step == "outcome" else "1")
        whole = await office.write(lambda tx: count_all(tx, last_days(office.now + minutes(1), 1)))
        assert (whole.now.handoffs, whole.now.claimed, whole.now.soon) == (1, claimed, claimed)


def test_an_empty_desk_has_figures_too(tmp_path: Path) -> None:
    with snapshot(new_database(tmp_path)) as tx:
        assert count_all(tx, WEEK).now == Figures()
        assert count_by(tx, By.REP, WEEK) == []


@pytest.mark.parametrize("median_of", [1, 2, 3, 4, 5, 9, 10, 11, 20])
def test_the_database_and_python_agree_on_what_half_and_nine_of_ten_are(path: Path, median_of: int) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM outcomes")
        connection.execute("DELETE FROM handoffs")
        for number in range(median_of):
            connection.execute(
                "INSERT INTO handoffs (lead_id, at, reason, tier, score, model_version, first_contact_at, closed_at, "
                "outcome) SELECT 1, ?, 'tier', 'hot', 1, '', ?, 1, 'won'",
                (opened := int(at((10, 9)).timestamp() * 1e6), opened + (number * 7 % 11) * 1_000_000),
            )
    with snapshot(path) as tx:
        figures = count_all(tx, WEEK, worked=lambda begins, ends: ends - begins).now
    assert figures.speed == figures.working


# Days that are over


def _packed(office: Office) -> set[int]:
    """Return the days of March 2026 that are packed."""
    first = sales_days.day_of(at((1, 0)))
    return {day - first + 1 for (day,) in office.rows("SELECT day FROM sales_days WHERE packed IS NOT NULL")}


async def _look(office: Office) -> None:
    """Have a timekeeper that has just started look at what is to be done."""
    await timekeeper_of(office).tick()


async def test_days_that_are_over_are_packed_and_whatever_changes_unpacks_the_days_where_it_counts(
    tmp_path: Path,
) -> None:
    async with opened_office(tmp_path) as office:
        await asyncio.to_thread(seed_sales, office.file)
        office.now = NOW
        before = await office.figures("stats", "30")
        await _look(office)
        every = _packed(office)
        assert {2, 3, 4, 6, 7, 9, 10, 11} <= every, "and not the 12th, which is not over"
        assert 12 not in every
        assert await office.figures("stats", "30") == before
        # Handoff 6 is of the 2nd, came to a meeting on the 3rd and was won on the 11th.
        await office.at_desk("give", "6 @cy")
        await office.write(lambda tx: tx._connection.execute("UPDATE handoffs SET claimed_by = 12 WHERE id = 6"))
        assert every - _packed(office) == {2, 3, 11}
        assert "Cy Carlsson: 4" in (await office.figures("stats", "30"))[0]
        await _look(office)
        assert _packed(office) == every
        await office.write(lambda tx: tx._connection.execute("DELETE FROM leads WHERE id = 8"))
        assert every - _packed(office) == {6, 7}, "who is forgotten is counted no more"
        assert "Leads for you: <b>7</b>" in (await office.figures("stats", "30"))[0]


async def test_a_day_that_changes_while_it_is_packed_is_not_kept(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as office:
        await asyncio.to_thread(seed_sales, office.file)
        found = await office.database.read(lambda tx: packed_before(tx, sales_days.day_of(NOW)))
        assert found is not None
        await office.write(lambda tx: tx._connection.execute("DELETE FROM leads WHERE id = 4"))
        assert not await office.write(lambda tx: sales_days.keep(tx, *found))
        assert _packed(office) == set()


async def test_what_stays_as_it_is_unpacks_nothing(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as office:
        await asyncio.to_thread(seed_sales, office.file)
        office.now = NOW
        await _look(office)
        every = _packed(office)
        for changed in ("redraw_at = 1", "next_step_at = 1", "tier = tier", "rung_again_at = 5"):
            await office.write(lambda tx, sql=changed: tx._connection.execute(f"UPDATE handoffs SET {sql}"))  # type: ignore[misc]
        assert _packed(office) == every


def test_the_bot_starts_without_numpy() -> None:
    loaded = "import bot.app, sys; print('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True).stdout == b"False\n"


# In the desk's chat


async def test_a_rep_asks_for_this_weeks_figures(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as office:
        await asyncio.to_thread(seed_sales, office.file)
        office.now = NOW
        html, _ = await office.figures()
    assert html.splitlines() == [
        "<b>This week</b>, Mar 9 – Mar 12",
        "<i>(in brackets: last week by this time)</i>",
        "",
        "Leads for you: <b>5</b> (2): 2 HOT, 3 LUKEWARM",
        "Claimed within 5 minutes: <b>3</b> (1), claimed in all: 4",
        "First words from a person: half within <b>5 minutes</b> (1 hour), nine of ten within <b>1 hour</b> (2 hours)",
        "Have not heard from anybody yet: <b>1</b>",
        "Won: <b>3</b> (0), €1,250.50 + SEK\N{NO-BREAK SPACE}99.50",
        "Other outcomes: Lost 1",
        "",
        "<b>By rep</b> <i>(leads, half heard within, won)</i>",
        "Bo Berg: 2, 4 minutes, won 3 (€1,250.50 + SEK\N{NO-BREAK SPACE}99.50)",
        "Cy Carlsson: 2, 32 minutes",
        "Nobody yet: 1",
        "",
        "Also: /stats_source · /stats_campaign · /stats_tier · /stats_30",
    ]


async def test_the_same_is_told_by_something_else_of_more_days_in_every_language(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as office:
        await asyncio.to_thread(seed_sales, office.file)
        office.now = NOW
        html, _ = await office.figures("stats_source_30")
        assert "<b>The last 30 days</b>" in html
        assert "LinkedIn: 4" in html
        html, _ = await office.figures("stats", "campaign")
        assert "autumn: 2, 4 minutes" in html
        assert "Unknown: 1" in html
        for words in ("yesterday", "0", "source 367"):
            (told,) = await office.at_desk("stats", words)
            assert told.html.startswith("Like this: /stats")


async def test_a_desk_with_nothing_to_count_is_told_so_in_figures(office: Office) -> None:
    html, chart = await office.figures()
    assert "Leads for you: <b>0</b> (0)" in html
    assert "By rep" not in html
    assert chart is None


async def test_a_handoff_knows_the_campaign_that_brought_the_lead_last(office: Office) -> None:
    await quentin_is_lukewarm(office)
    assert office.rows("SELECT campaign FROM handoffs") == [("spring",)]


async def test_the_picture_shows_this_week_beside_last_week_and_how_soon_people_heard(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as office:
        await asyncio.to_thread(seed_sales, office.file)
        office.now = NOW
        _, chart = await office.figures()
        _, month = await office.figures("stats", "30")
        _, year = await office.figures("stats", "366")
    assert chart is not None
    assert [tuple(bar) for bar in map(_bar, chart.bars)] == [
        ("Mon", 2, 1),
        ("Tue", 1, 1),
        ("Wed", 1, 0),
        ("Thu", 1, 0),
        # What is to come this week, and was last week.
        ("Fri", 0, 1),
        ("Sat", 0, 0),
        ("Sun", 0, 0),
    ]
    assert [(share.label, share.count) for share in chart.shares] == [
        ("within 5 minutes", 2),
        ("within an hour", 2),
        ("later", 0),
        ("not yet", 1),
    ]
    assert (chart.title, chart.about) == ("This week", "Leads per day · grey: last week")
    assert month is not None
    assert [bar.count for bar in month.bars] == [0, 0, 0, 2, 6]
    assert year is not None
    assert len(year.bars) <= 13


def _bar(bar: Bar) -> tuple[str, int, int]:
    return bar.label, bar.count, bar.before


async def test_working_hours_stop_the_clock(tmp_path: Path) -> None:
    mornings = tuple((HoursSpan(9 * 60, 12 * 60),) for _ in range(7))
    async with opened_office(tmp_path) as office:
        await asyncio.to_thread(seed_sales, office.file)
        office.now = NOW
        rules = replace(office.setup.playbooks.desk_rules, hours=Hours("UTC", mornings))
        office.setup = replace(office.setup, playbooks=replace(office.setup.playbooks, desk_rules=rules))
        html, _ = await office.figures()
        assert "In working hours only: half within 5 minutes, nine of ten within 1 hour" in html
        office.setup = replace(
            office.setup,
            playbooks=replace(
                office.setup.playbooks, desk_rules=replace(rules, hours=Hours("UTC", ((HoursSpan(540, 541),),) * 7))
            ),
        )
        html, _ = await office.figures()
    assert "In working hours only: half within 30 seconds, nine of ten within 1 minute" in html


async def test_a_file_that_a_rep_asks_for_is_made_when_it_is_sent_and_names_nobody(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as office:
        await asyncio.to_thread(seed_sales, office.file)
        office.now = NOW
        (sent,) = await office.at_desk("export", "")
        assert isinstance(sent.message, SendMade)
        assert sent.message.name == "handoffs-2026-03-12.csv"
        assert "Quentin" not in str(office.rows("SELECT payload FROM outbox"))
        make = maker(office.database, InForce(office.setup))
        file = (await make(sent.message.made_of)).file or b""
        (outcomes,) = await office.at_desk("export_outcomes_30", "", CY)
        assert isinstance(outcomes.message, SendMade)
        told = (await make(outcomes.message.made_of)).file or b""
        for words in ("leads", "signals", "everything", "0"):
            (usage,) = await office.at_desk("export", words)
            assert "leadbot export leads" in usage.html
    rows = [*csv.DictReader(io.StringIO(file.decode("utf-8-sig")))]
    assert [row["handoff"] for row in rows] == ["6", "7", "8", "1", "2", "9", "10", "3", "4", "5"]
    assert {row["lead"] for row in rows} == {f"lead:{number}" for number in range(1, 11)}
    assert b"Quentin" not in file + told
    assert told.decode("utf-8-sig").startswith("lead,handoff,at,outcome")


async def test_nobody_but_a_rep_gets_a_file(office: Office) -> None:
    await quentin_is_lukewarm(office)
    assert not any(isinstance(said.message, SendMade) for said in await office.turn(Commanded("export", "", 78)))


async def test_prospects_have_no_statistics(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for said in await office.turn(Commanded("stats", "", 77)):
        assert "Claimed within" not in said.html
