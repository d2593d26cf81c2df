"""When the figures come unasked: on the first morning of a week that the desk opens, or on each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.digests import day_after, next_digest, period_of
from bot.desk.hours import Hours, Span
from bot.desk.periods import Kind
from bot.desk.rules import DAILY, NO_DIGEST, WEEKLY, DeskRules

WORKDAYS = tuple((Span(8 * 60, 17 * 60),) if day < 5 else () for day in range(7))
STOCKHOLM = "Europe/Stockholm"


def rules(digest: str = WEEKLY, *, holidays: frozenset[date] = frozenset(), morning: int | None = None) -> DeskRules:
    return DeskRules(hours=Hours(STOCKHOLM, WORKDAYS, holidays), digest=digest, morning=morning)


def local(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """Return a time in Stockholm in March 2026, before summer time, as an instant."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (local(1, 23), local(2, 8)),
        (local(2, 7, 59), local(2, 8)),
        (local(2, 8), local(9, 8)),
        (local(4, 12), local(9, 8)),
        (local(8, 23), local(9, 8)),
    ],
)
def test_once_a_week_when_the_desk_opens_on_monday(after: datetime, due: datetime) -> None:
    assert next_digest(rules(), after) == due
    assert period_of(rules(), due).kind is Kind.LAST_WEEK
    assert period_of(rules(), due).until == due.replace(hour=23) - timedelta(days=1)


def test_after_a_holiday_on_monday_it_comes_on_tuesday_and_not_again_that_week() -> None:
    closed = rules(holidays=frozenset({date(2026, 3, 9)}))
    assert next_digest(closed, local(4, 12)) == local(10, 8)
    assert next_digest(closed, local(10, 8)) == local(16, 8)
    assert period_of(closed, local(10, 8)).since == local(2, 0)


def test_a_week_of_holidays_has_none() -> None:
    closed = rules(holidays=frozenset(date(2026, 3, 9) + timedelta(days=day) for day in range(7)))
    assert next_digest(closed, local(4, 12)) == local(16, 8)


def test_each_morning_of_the_desk_tells_of_the_week_so_far_and_the_first_of_the_last_week() -> None:
    daily = rules(DAILY)
    assert next_digest(daily, local(5, 8)) == local(6, 8)
    assert next_digest(daily, local(6, 8)) == local(9, 8)
    assert period_of(daily, local(6, 8)).kind is Kind.WEEK
    assert period_of(daily, local(9, 8)).kind is Kind.LAST_WEEK


def test_the_clock_on_the_wall_counts_when_summer_comes() -> None:
    # On 29 March the clock is put forward: eight in the morning is an hour earlier for everybody else.
    assert next_digest(rules(), local(24, 12)) == datetime(2026, 3, 30, 6, tzinfo=UTC)


def test_the_morning_that_was_chosen_counts_and_none_is_none() -> None:
    assert next_digest(rules(morning=10 * 60), local(2, 8)) == local(2, 10)
    assert next_digest(rules(NO_DIGEST), local(2, 8)) is None
    assert next_digest(DeskRules(), local(2, 8)) == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_desk_that_never_opens_has_none() -> None:
    assert next_digest(DeskRules(hours=Hours("UTC", ((),) * 7)), local(2, 8)) is None
    assert next_digest(DeskRules(hours=Hours("UTC", ((),) * 7), digest=DAILY), local(2, 8)) is None


def test_the_day_after_begins_at_midnight_there() -> None:
    assert day_after(rules(), local(2, 8)) == local(3, 1) - timedelta(hours=1)
