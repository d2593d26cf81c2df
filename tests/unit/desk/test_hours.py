"""The hours of a desk: by the clock on its wall, over holidays, and over both changes of the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.desk.hours import Hours, Span, after_working, closes_next, is_open, opens_next
from tests.working_hours import worked

OFFICE = (Span(9 * 60, 12 * 60), Span(13 * 60, 18 * 60))
WEEK = (OFFICE, OFFICE, OFFICE, OFFICE, (Span(9 * 60, 16 * 60),), (), ())
STOCKHOLM = Hours("Europe/Stockholm", WEEK, frozenset((date(2026, 5, 1),)), frozenset(((12, 25),)))
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    """Return an instant written in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "opens"),
    [
        ("2026-03-02 08:00", "2026-03-02 08:00"),  # Monday, nine o'clock in winter: the very instant of opening
        ("2026-03-02 07:59", "2026-03-02 08:00"),
        ("2026-03-02 11:00", "2026-03-02 12:00"),  # at noon the break begins
        ("2026-03-06 15:00", "2026-03-09 08:00"),  # Friday at four: until Monday
        ("2026-03-27 16:00", "2026-03-30 07:00"),  # over the weekend the clocks go forward: nine is an hour earlier
        ("2026-10-23 15:00", "2026-10-26 08:00"),  # and back in autumn
        ("2026-04-30 16:00", "2026-05-04 07:00"),  # a holiday, and the weekend behind it
        ("2026-12-24 18:00", "2026-12-28 08:00"),  # a holiday of every year
        ("2030-12-25 10:00", "2030-12-26 08:00"),
    ],
)
def test_a_desk_opens_next_at(instant: str, opens: str) -> None:
    assert opens_next(STOCKHOLM, at(instant)) == at(opens)


def test_a_break_at_noon_is_closed_and_the_evening_too() -> None:
    assert [is_open(STOCKHOLM, at(f"2026-03-02 {time}")) for time in ("10:59", "11:30", "12:00", "16:59", "17:00")] == [
        True,
        False,
        True,
        True,
        False,
    ]


def test_working_time_goes_on_the_next_day_where_the_desk_closes_before() -> None:
    # Friday at half past three in Stockholm: half an hour is left, the rest comes on Monday.
    assert after_working(STOCKHOLM, at("2026-03-06 14:30"), HOUR) == at("2026-03-09 08:30")
    assert worked(STOCKHOLM, at("2026-03-06 14:30"), at("2026-03-09 08:30")) == HOUR


def test_a_day_of_summer_time_has_the_same_working_hours() -> None:
    always = Hours("Europe/Stockholm", ((Span(0, 24 * 60),),) * 7)
    spring, autumn = at("2026-03-28 23:00"), at("2026-10-24 22:00")
    assert worked(always, spring, at("2026-03-29 22:00")) == 23 * HOUR
    assert worked(always, autumn, at("2026-10-25 23:00")) == 25 * HOUR
    assert closes_next(always, spring) is None, "midnight is no closing where the next day begins with it"


def test_hours_that_the_clock_passes_over_or_shows_twice_are_not_lost() -> None:
    # Half past two does not exist on the night of the change; in autumn it comes twice, and both belong to the night.
    night = Hours("Europe/Stockholm", ((Span(2 * 60 + 30, 4 * 60),),) * 7)
    assert opens_next(night, at("2026-03-28 23:30")) == at("2026-03-29 01:30")
    assert worked(night, at("2026-10-24 22:00"), at("2026-10-25 12:00")) == 2.5 * HOUR
    late = Hours("Europe/Stockholm", ((Span(0, 2 * 60 + 30),),) * 7)
    assert closes_next(late, at("2026-10-25 00:00")) == at("2026-10-25 01:30")


def test_a_night_shift_goes_on_into_the_next_day_but_not_from_a_holiday() -> None:
    nights = Hours("UTC", ((Span(22 * 60, 30 * 60),),) * 7, frozenset((date(2026, 3, 4),)))
    assert is_open(nights, at("2026-03-03 23:00"))
    assert is_open(nights, at("2026-03-04 05:59"))
    assert not is_open(nights, at("2026-03-04 23:00"))
    assert not is_open(nights, at("2026-03-05 03:00"))


def test_who_never_closes_is_open_on_all_days_but_holidays() -> None:
    assert is_open(Hours(), at("2026-12-25 03:00"))
    assert closes_next(Hours(), at("2026-12-25 03:00")) is None
    with_holidays = Hours("UTC", None, yearly=frozenset(((12, 25),)))
    assert opens_next(with_holidays, at("2026-12-25 03:00")) == at("2026-12-26 00:00")
    assert closes_next(with_holidays, at("2026-12-24 20:00")) == at("2026-12-25 00:00")
    assert after_working(with_holidays, at("2026-12-24 23:00"), 2 * HOUR) == at("2026-12-26 01:00")
    assert after_working(with_holidays, at("2026-01-10 00:00"), timedelta(days=30)) == at("2026-02-09 00:00")


def test_who_never_opens_is_never_waited_for() -> None:
    never = Hours("UTC", ((),) * 7)
    assert not is_open(never, at("2026-03-02 10:00"))
    assert opens_next(never, at("2026-03-02 10:00")) is None
    assert after_working(never, at("2026-03-02 10:00"), HOUR) is None
    assert worked(never, at("2026-03-02 10:00"), at("2026-04-02 10:00")) == timedelta()
