"""How sure one may be of a share of few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.proportions import wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Worked out by hand from the formula, with z = 1.96.
        (0, 10, 0.0, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (30, 100, 0.2189, 0.3958),
        (1, 1, 0.2065, 1.0),
    ],
)
def test_the_interval_is_that_of_wilson(successes: int, trials: int, low: float, high: float) -> None:
    assert wilson(successes, trials) == pytest.approx((low, high), abs=1e-4)


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 10_000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_the_interval_holds_the_share_and_lies_within_nothing_and_all(shares: tuple[int, int]) -> None:
    successes, trials = shares
    low, high = wilson(successes, trials)
    assert 0.0 <= low <= successes / trials <= high <= 1.0


@given(st.integers(0, 50), st.integers(1, 50), st.integers(2, 100))
def test_the_same_share_of_more_is_known_better(won: int, lost: int, times: int) -> None:
    low, high = wilson(won, won + lost)
    nearer_low, nearer_high = wilson(won * times, (won + lost) * times)
    assert nearer_high - nearer_low < high - low
