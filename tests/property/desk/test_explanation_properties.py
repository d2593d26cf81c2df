"""What sales reads of a score adds up, whatever the model and the history."""

from datetime import datetime
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.explanations import Account, account, strongest
from bot.desk.rounding import rounded
from scoring.engine import replay
from scoring.history import Item
from scoring.ledger import explain
from scoring.model import Model
from tests.property.scoring.documents import models
from tests.property.scoring.histories import histories, instants, unhurried

MOST = 5

parts = st.lists(st.floats(-1000, 1000) | st.integers(-100, 100).map(float), min_size=1, max_size=20)
units = st.sampled_from([1, 10, 100])


@given(parts, units)
def test_rounded_parts_sum_to_their_rounded_sum(points: list[float], per_point: int) -> None:
    """The sum shown is the sum, rounded: no part strays by a whole unit, so that the rest need not either."""
    shown = rounded(points, per_point=per_point)
    assert abs(sum(shown) - fsum(points) * per_point) <= 0.5 + 1e-4
    assert all(abs(number - part * per_point) < 1 for number, part in zip(shown, points, strict=True))


@given(parts, units)
def test_what_is_whole_already_stays(points: list[float], per_point: int) -> None:
    whole = [round(part * per_point) / per_point for part in points]
    assert rounded(whole, per_point=per_point) == tuple(round(part * per_point) for part in whole)


@given(parts, st.integers(-20_000, 20_000))
def test_parts_sum_to_any_total_they_are_given(points: list[float], total: int) -> None:
    assert sum(rounded(points, per_point=10, total=total)) == total


def test_nothing_rounds_to_nothing() -> None:
    assert rounded([], per_point=10) == ()


@unhurried
@given(models(), histories(), instants, units)
def test_every_number_of_an_account_adds_up(model: Model, history: list[Item], at: datetime, per_point: int) -> None:
    """Lines sum to fit and engagement, these to the score, and in a line what was given, capped and faded to it."""
    ledger = explain(model, replay(model, history, at).standing, at)
    whole = account(ledger, per_point=per_point)
    _adds_up(whole)
    assert whole.score == pytest.approx(ledger.score * per_point, abs=0.5 + 1e-4)
    for counted in (*whole.fit.lines, *whole.engagement.lines):
        assert counted.given + counted.capped + counted.faded == counted.points
        assert abs(counted.points - counted.line.remains * per_point) < 1
        assert abs(counted.given - counted.line.given * per_point) < 1


@unhurried
@given(models(), histories(), instants)
def test_a_shortened_account_still_adds_up_and_hides_only_what_is_smaller(
    model: Model, history: list[Item], at: datetime
) -> None:
    whole = account(explain(model, replay(model, history, at).standing, at), per_point=10)
    short = strongest(whole, MOST)
    _adds_up(short)
    listed = [*short.fit.lines, *short.engagement.lines]
    hidden = [each for each in (*whole.fit.lines, *whole.engagement.lines) if each not in listed]
    assert len(listed) <= MOST + 2, "beyond the most, one single line of each side"
    assert len(hidden) == short.fit.others + short.engagement.others
    assert 1 not in (short.fit.others, short.engagement.others)
    assert all(abs(small.points) <= max(abs(each.points) for each in listed) for small in hidden)


def _adds_up(shown: Account) -> None:
    for side in (shown.fit, shown.engagement):
        assert sum(counted.points for counted in side.lines) + side.others_points == side.points
    assert shown.fit.points + shown.engagement.points == shown.score
