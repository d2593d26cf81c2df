"""What ``desk.yaml`` may say, and what is said of mistakes in it: by place, with what was expected."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.hours import Hours, Span, is_open
from bot.desk.rules import DAILY, NO_DIGEST, WEEKLY, DeskRules, Reminders
from bot.playbooks.desk_reader import read_desk
from scoring.errors import Problem

EIGHT, NINE, NOON, ONE, SIX = 480, 540, 720, 780, 1080
DAY = Span(NINE, SIX)
HOURS = "hours such as 9:00-18:00, or 9:00-12:00, 13:00-18:00, or closed"


def rules(**content: object) -> DeskRules:
    """Return the rules of a file without mistakes."""
    read, _, mistakes = read_desk(dict[object, object](content.items()))
    assert mistakes == []
    return read


def mistakes(**content: object) -> list[Problem]:
    *_, found = read_desk(dict[object, object](content.items()))
    return found


def test_an_empty_file_says_what_no_file_says() -> None:
    assert rules() == DeskRules()
    assert rules().hours.week is None


def test_a_range_of_days_goes_on_over_the_weekend() -> None:
    week = rules(hours={"fri-mon": "9-18", "tue , wed": "9:00–12:00, 13.00-18.00"}).hours.week
    split = (Span(NINE, NOON), Span(ONE, SIX))
    assert week == ((DAY,), split, split, (), (DAY,), (DAY,), (DAY,))


@pytest.mark.parametrize("closed", [None, "closed", "none", "no", False, []])
def test_a_day_is_closed_however_that_is_said(closed: object) -> None:
    assert rules(hours={"mon": "9-18", "sun": closed}).hours.week == ((DAY,), (), (), (), (), (), ())


def test_what_ends_before_it_begins_ends_on_the_next_day() -> None:
    hours = rules(hours={"sun": "22:00-6:00"}, timezone="UTC").hours
    assert is_open(hours, datetime(2026, 3, 1, 23, tzinfo=UTC))
    assert is_open(hours, datetime(2026, 3, 2, 5, 59, tzinfo=UTC))
    assert not is_open(hours, datetime(2026, 3, 2, 6, tzinfo=UTC))


def test_a_day_may_end_at_midnight_but_not_begin_at_its_end() -> None:
    assert rules(hours={"mon": "18-24:00"}).hours.week == ((Span(SIX, 1440),), (), (), (), (), (), ())
    (problem,) = mistakes(hours={"mon": "24:00-6:00"})
    assert (problem.path, problem.expected) == (("hours", "mon"), HOURS)


@pytest.mark.parametrize("said", ["9", "9:00", "nine to five", "9-25", "9:60-18:00", "9:0-18:00", "9-12-18"])
def test_hours_that_cannot_be_read_are_named_by_their_day(said: str) -> None:
    (problem,) = mistakes(hours={"tue": said})
    assert (problem.path, problem.expected) == (("hours", "tue"), HOURS)


@pytest.mark.parametrize("said", ["9-14, 13-18", "13-18, 9-12"])
def test_hours_of_one_day_are_in_its_order(said: str) -> None:
    (problem,) = mistakes(hours={"tue": said})
    assert problem.expected == "hours in the order of the day, none of them twice"


def test_a_day_that_is_named_twice_is_a_mistake_and_so_is_an_unknown_one() -> None:
    (twice,) = mistakes(hours={"mon-fri": "9-18", "fri": "9-12"})
    assert twice.expected == "each day once (fri stands above)"
    (unknown,) = mistakes(hours={"monday": "9-18"})
    assert (unknown.path, unknown.suggestion) == (("hours", "monday"), "mon")


def test_holidays_are_days_stretches_and_days_of_every_year() -> None:
    found = rules(holidays=["2026-12-24", "12-25", "2026-07-30 to 2026-08-01", "02-29"]).hours
    assert found.holidays == {date(2026, 12, 24), date(2026, 7, 30), date(2026, 7, 31), date(2026, 8, 1)}
    assert found.yearly == {(12, 25), (2, 29)}


@pytest.mark.parametrize(
    "said", ["christmas", "2026-13-01", "13-01", "2026-08-01 to 2026-07-01", "1990-01-01 to 2026-01-01"]
)
def test_a_holiday_that_cannot_be_meant_is_a_mistake(said: str) -> None:
    (problem,) = mistakes(holidays=["2026-12-24", said])
    assert problem.path == ("holidays", 1)


def test_one_response_time_counts_for_every_tier_and_a_table_only_for_its_own() -> None:
    tenth = timedelta(minutes=10)
    assert set(rules(response_time="10m").response_time.values()) == {tenth}
    assert rules(response_time={"hot": "10m"}).response_time == {"hot": tenth}
    assert rules(response_time="none").response_time == {}
    (unknown,) = mistakes(response_time={"hott": "10m"})
    assert unknown.suggestion == "hot"


def test_reminders_keep_what_is_not_said_of_them() -> None:
    usual = Reminders()
    assert rules(reminders={"head": "2h"}).reminders == Reminders(
        usual.group, timedelta(hours=2), usual.owner, usual.release
    )
    assert rules(reminders=None).reminders == usual
    assert rules(reminders=False).reminders is None


def test_nobody_is_waited_for_longer_than_a_month() -> None:
    (problem,) = mistakes(take_over_after="31d")
    assert (problem.path, problem.expected) == (("take_over_after",), "at most 30d")


@pytest.mark.parametrize(("said", "head"), [("@ada", "@ada"), (77, 77), (-1001, -1001), (None, None), ("none", None)])
def test_the_head_is_a_name_or_a_number(said: object, head: object) -> None:
    assert rules(head=said).head == head


@pytest.mark.parametrize("said", ["ada", "@a", "@ada lovelace", 2**60, [77], True])
def test_a_head_whom_nobody_can_call_is_a_mistake(said: object) -> None:
    assert [problem.path for problem in mistakes(head=said)] == [("head",)]


@pytest.mark.parametrize(("said", "minutes"), [("8:30", 510), ("8.30", 510), (8, EIGHT), (None, None)])
def test_the_morning_list_comes_at_a_time_of_day(said: object, minutes: int | None) -> None:
    assert rules(morning=said).morning == minutes


@pytest.mark.parametrize("said", ["24:00", "8:75", "early"])
def test_no_morning_list_comes_at_what_is_no_time(said: str) -> None:
    assert [problem.path for problem in mistakes(morning=said)] == [("morning",)]


@pytest.mark.parametrize(
    ("said", "digest"),
    [("weekly", WEEKLY), ("Daily", DAILY), ("none", NO_DIGEST), (False, NO_DIGEST), (None, NO_DIGEST)],
)
def test_the_digest_comes_weekly_daily_or_not_at_all(said: object, digest: str) -> None:
    assert rules(digest=said).digest == digest


def test_a_zone_is_one_that_there_is_and_hours_without_one_are_told_by_the_bots() -> None:
    assert rules(timezone="Europe/Stockholm").hours == Hours("Europe/Stockholm")
    assert rules().zone == ""
    for said in ("Stockholm", "../etc/passwd", "", 7):
        assert [problem.path for problem in mistakes(timezone=said)] == [("timezone",)]


def test_all_mistakes_are_told_at_once() -> None:
    found = mistakes(hours={"mon": "x"}, holidays=["x"], head="x", morning="x", holydays=[])
    assert len(found) == 5
    assert {problem.suggestion for problem in found} >= {"holidays"}
