"""What was taken back: "the fold passes over both", whenever it comes, and folding on agrees with folding anew."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import Standing, advance, fold_all, replay, start
from scoring.errors import LateItem
from scoring.history import WITHDRAWN, Item, Signal, still_standing
from tests.builders import MONDAY
from tests.rules import RULES, changed, model_of

MODEL = model_of(
    changed(
        RULES,
        (
            "  - {signal: newsletter",
            "  - {signal: outcome.won, points: 30, half_life: 30d}\n"
            "  - {signal: outcome.lost, where: {reason: price}, points: -25}\n  - {signal: newsletter",
        ),
    )
)
NAMES = ("demo.used", "email.opened", "outcome.won", "outcome.lost", "outcome.meeting")


def _histories() -> st.SearchStrategy[list[Item]]:
    """Return histories in which some outcomes are taken back later, some twice, and some that never were are."""
    one = st.tuples(st.sampled_from(NAMES), st.integers(0, 60 * 24 * 40), st.booleans(), st.integers(1, 60 * 24 * 9))
    return st.lists(one, max_size=12).map(_made)


def _made(rows: Iterable[tuple[str, int, bool, int]]) -> list[Item]:
    items: list[Item] = [Signal("back-of-nothing", MONDAY + timedelta(days=3), WITHDRAWN, {"signal": "never"})]
    for number, (name, minutes, back, later) in enumerate(rows):
        at, told = MONDAY + timedelta(minutes=minutes), {"reason": "price"} if name == "outcome.lost" else {}
        items.append(Signal(f"s{number:02}", at, name, dict(told)))
        if back and name.startswith("outcome."):
            items.append(Signal(f"b{number:02}", at + timedelta(minutes=later), WITHDRAWN, {"signal": f"s{number:02}"}))
    return items


END = MONDAY + timedelta(days=60)


@given(_histories())
def test_a_history_counts_as_if_what_was_taken_back_had_never_been(items: list[Item]) -> None:
    assert replay(MODEL, items, END) == replay(MODEL, still_standing(items), END)


@given(_histories())
def test_folding_on_and_refolding_where_that_is_asked_for_agrees_bit_for_bit_with_a_replay(items: list[Item]) -> None:
    """As ``learn`` does it: item by item, and the whole history anew after a ``LateItem``."""
    standing, known = start(), list[Item]()
    for item in sorted(items, key=lambda one: (one.at, one.id, one.kind)):
        known.append(item)
        standing = _on(standing, item, known)
        assert advance(MODEL, standing, END).standing == replay(MODEL, known, END).standing


def _on(standing: Standing, item: Item, known: list[Item]) -> Standing:
    try:
        return fold_all(MODEL, standing, [item]).standing
    except LateItem:
        return replay(MODEL, known, item.at).standing


@given(_histories(), st.randoms())
def test_the_order_of_arrival_does_not_matter(items: list[Item], dice: st.DataObject) -> None:
    mixed = list(items)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert replay(MODEL, mixed, END) == replay(MODEL, items, END)


@given(_histories(), st.integers(0, 60 * 24 * 50))
def test_until_it_is_taken_back_it_counts(items: list[Item], minutes: int) -> None:
    at = MONDAY + timedelta(minutes=minutes)
    until_then = [item for item in items if item.at <= at]
    assert replay(MODEL, items, at) == replay(MODEL, still_standing(until_then), at)


def test_who_folds_on_is_told_to_refold() -> None:
    won = Signal("outcome:1", MONDAY, "outcome.won")
    back = Signal("outcome:1:outcome.withdrawn", MONDAY + timedelta(minutes=5), WITHDRAWN, {"signal": "outcome:1"})
    standing = fold_all(MODEL, start(), [won]).standing
    assert standing.tier == "lukewarm"
    with pytest.raises(LateItem):
        fold_all(MODEL, standing, [back])
    assert replay(MODEL, [won, back], END).tier_changes == ()
