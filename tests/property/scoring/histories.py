"""Histories to try the rules of scoring on, drawn by hypothesis, and how they are folded in_force.

Each history has a pace: its instants are whole steps of minutes, hours or days, so that they collide and meet the edges
of windows exactly, or lie anywhere between.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import settings
from hypothesis import strategies as st

from scoring.engine import Folded, TierChange, advance, fold, start
from scoring.history import Fact, Item, Signal, order_key
from scoring.model import Model
from scoring.values import Value
from tests.property.scoring.documents import SIGNALS, VALUES

unhurried = settings(deadline=None)

MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
LATER = MONDAY + timedelta(days=60)
MOST_STEPS = 24

SPANS: Mapping[timedelta, tuple[str, ...]] = {
    timedelta(days=1): ("1d", "2d", "3d", "2w"),
    timedelta(hours=6): ("6h", "12h", "1d", "3d"),
    timedelta(minutes=30): ("30m", "90m", "6h", "1d"),
    timedelta(milliseconds=1): ("1s", "1d"),
}
"""The steps that a history may go in, and half-lives and windows in which something then happens."""

paces = st.sampled_from([*SPANS, *list(SPANS)[:3], *list(SPANS)[:2]])
instants = st.one_of(
    st.integers(0, 40).map(lambda days: MONDAY + timedelta(days=days)),
    st.integers(0, 40 * 86_400_000_000).map(lambda us: MONDAY + timedelta(microseconds=us)),
)
facts = st.sampled_from([(name, value) for name, values in VALUES.items() for value in values])
# One draw for a signal's properties, not one for each of them: histories are long. None: the signal lacks it.
properties: st.SearchStrategy[Mapping[str, Value]] = st.sampled_from(
    [
        {name: value for name, value in zip(("path", "value", "funnel", "channel"), combined, strict=True) if value}
        for combined in product(
            ("/pricing", "/pricing/fr", "/blog", None),
            (5, 10, 12.5, "10", True, None),
            ("tofu", "bofu", "mofu", 1, None),
            ("paid", "email", "web", None),
        )
    ]
)


@st.composite
def items(draw: st.DrawFn, moments: st.SearchStrategy[datetime] = instants) -> Item:
    at = draw(moments)
    if draw(st.integers(0, 3)) == 0:
        name, value = draw(facts)
        return Fact("", at, name, value)
    return Signal("", at, draw(st.sampled_from(SIGNALS * 2 + SIGNALS[:1] * 3)), draw(properties))


@st.composite
def paced(draw: st.DrawFn, pace: timedelta, least: int = 0, most: int = MOST_STEPS) -> datetime:
    """Draw an instant some steps after Monday morning; one in five lies anywhere in its step."""
    if draw(st.integers(0, 4)) < 4:
        return MONDAY + draw(st.integers(least, most)) * pace
    pace_us = pace // timedelta(microseconds=1)
    return MONDAY + timedelta(microseconds=draw(st.integers(least * pace_us, most * pace_us)))


@st.composite
def paced_histories(draw: st.DrawFn, pace: timedelta, *, most: int) -> list[Item]:
    # Left to itself a list stays short, and little happens in it. Every size is there, so that it can shrink by one.
    size = draw(st.sampled_from([*range(most + 1), *[most] * (most // 2)]))
    drawn = draw(st.lists(items(paced(pace)), min_size=size, max_size=size))
    return [item._replace(id=str(number)) for number, item in enumerate(drawn)]


def histories(most: int = 20) -> st.SearchStrategy[list[Item]]:
    """Draw items with ids of their own, in any order of time."""
    return paces.flatmap(lambda pace: paced_histories(pace, most=most))


def fold_one_by_one(model: Model, history: Sequence[Item], at: datetime) -> Folded:
    """Fold a history as it happens in_force."""
    standing = start()
    changes: list[TierChange] = []
    for item in sorted(history, key=order_key):
        if item.at <= at:
            folded = fold(model, standing, item)
            standing, changes = folded.standing, [*changes, *folded.tier_changes]
    folded = advance(model, standing, at)
    return Folded(folded.standing, (*changes, *folded.tier_changes))
