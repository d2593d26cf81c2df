"""When a clock is believed: it is compared with one that nobody can set."""

from datetime import timedelta

import pytest

from bot.workers.steady_clock import AWAY, JUMP, SteadyClock, begin
from storage.due import Mark
from tests.builders import MONDAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_clock_that_goes_like_the_other_is_steady() -> None:
    clock = begin(MONDAY, 5.0, marked=None, seen_at=None)
    later = clock.look(MONDAY + DAY, 5.0 + 86_400)
    assert later.is_steady(365 * DAY)
    assert not later.jumped


@pytest.mark.parametrize("by", [JUMP, -JUMP, DAY, -DAY, 30 * DAY])
def test_a_jump_is_seen_once_with_its_length_and_the_clock_is_steady_again_after_a_while(by: timedelta) -> None:
    jumped = begin(MONDAY, 0.0, marked=None, seen_at=None).look(MONDAY + HOUR + by, 3_600)
    assert jumped.jumped == by
    assert not jumped.is_steady(HOUR)
    later = jumped.look(MONDAY + 2 * HOUR + by, 7_200)
    assert not later.jumped
    assert later.is_steady(HOUR)
    assert not later.is_steady(2 * HOUR)


@pytest.mark.parametrize("by", [timedelta(seconds=1), timedelta(minutes=-59), timedelta(minutes=59)])
def test_a_clock_that_is_corrected_a_little_is_steady(by: timedelta) -> None:
    assert begin(MONDAY, 0.0, marked=None, seen_at=None).look(MONDAY + HOUR + by, 3_600).is_steady(DAY)


def test_many_small_corrections_are_no_jump() -> None:
    clock = begin(MONDAY, 0.0, marked=None, seen_at=None)
    for number in range(1, 200):
        clock = clock.look(MONDAY + number * timedelta(minutes=90), number * 3_600)
    assert clock.is_steady(DAY)


@pytest.mark.parametrize("away", [timedelta(), HOUR, 6 * DAY])
def test_whoever_was_away_for_some_days_goes_on_where_they_were(away: timedelta) -> None:
    since = MONDAY - HOUR
    assert begin(MONDAY + away, 0.0, marked=Mark(MONDAY, since), seen_at=None) == SteadyClock(MONDAY + away, 0.0, since)


@pytest.mark.parametrize("away", [AWAY, 800 * DAY, -HOUR, -DAY])
def test_whoever_was_away_for_long_or_comes_back_earlier_than_they_went_waits(away: timedelta) -> None:
    for marked, seen_at in ((Mark(MONDAY, MONDAY - DAY), None), (None, MONDAY)):
        clock = begin(MONDAY + away, 0.0, marked=marked, seen_at=seen_at)
        assert clock.jumped == away
        assert not clock.is_steady(HOUR)
