"""How long a call may take: a multiple of what is usual, whatever hangs now and then."""

import random

import pytest

from bot.channels.telegram.time_limits import (
    FILE_LIMIT,
    LONGEST_LIMIT,
    LONGEST_UNANSWERED,
    SHORTEST_LIMIT,
    TimeLimits,
)


def _call(limits: TimeLimits, seconds: float, method: str = "sendMessage") -> bool:
    """Make a call that would take so long, and return whether it was answered."""
    limit = limits.limit(method)
    if seconds <= limit:
        limits.answered(method, seconds)
    else:
        limits.gave_up(method, limit)
    return seconds <= limit


def test_a_call_may_take_a_multiple_of_what_is_usual_within_bounds() -> None:
    limits = TimeLimits()
    assert limits.limit("sendMessage") == SHORTEST_LIMIT
    for took, limit in ((0.1, SHORTEST_LIMIT), (2.5, 10.0), (20.0, LONGEST_LIMIT)):
        for _ in range(50):
            limits.answered("sendMessage", took)
        assert limits.limit("sendMessage") == limit
    assert limits.limit("editMessageText") == SHORTEST_LIMIT
    assert limits.limit("sendDocument", sends_file=True) == FILE_LIMIT


@pytest.mark.parametrize(("share", "at_most"), [(0.02, 0.0), (0.05, 0.01), (0.08, 0.15)])
@pytest.mark.parametrize("seed", range(3))
def test_calls_that_hang_now_and_then_make_no_limit_longer(share: float, at_most: float, seed: int) -> None:
    limits, dice = TimeLimits(), random.Random(seed)
    longer = 0
    for _ in range(1000):
        _call(limits, 99.0 if dice.random() < share else 0.1)
        longer += limits.limit("sendMessage") > SHORTEST_LIMIT
    assert longer <= 1000 * at_most


@pytest.mark.parametrize("before", [0, 1, 2, 9])
def test_of_a_method_that_was_seldom_called_one_that_hangs_makes_no_limit_longer(before: int) -> None:
    """A quiet bot draws a card anew twice an hour: the second claim whose call hangs must not wait for 20 seconds."""
    limits = TimeLimits()
    for _ in range(before):
        assert _call(limits, 0.1, "editMessageText")
    for _ in range(2):
        assert not _call(limits, 99.0, "editMessageText")
        assert limits.limit("editMessageText") == SHORTEST_LIMIT


@pytest.mark.parametrize("slow", [6.0, 8.0, 12.0])
def test_on_a_slow_line_most_calls_are_waited_for(slow: float) -> None:
    limits = TimeLimits()
    answered = [_call(limits, slow) for _ in range(60)]
    assert all(answered[20:])


def test_on_a_line_that_is_slow_for_one_call_in_three_these_are_waited_for_too() -> None:
    limits = TimeLimits()
    answered = [_call(limits, 7.0 if number % 3 == 0 else 0.1) for number in range(90)]
    assert all(answered[40:])


@pytest.mark.parametrize("calls", [4, 30, 500])
def test_while_nothing_is_answered_calls_wait_a_little_longer_and_then_no_more(calls: int) -> None:
    limits = TimeLimits()
    for _ in range(50):
        _call(limits, 0.1)
    for _ in range(calls):
        assert not _call(limits, 99.0)
        assert limits.limit("sendMessage") <= LONGEST_UNANSWERED
    assert limits.limit("sendMessage") > SHORTEST_LIMIT
    _call(limits, 0.1)
    assert limits.limit("sendMessage") == SHORTEST_LIMIT
