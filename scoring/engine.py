"""The fold: one lead's history, item by item, to a standing, with the tier changes (rules 1 to 5 and 7 of scoring).

A standing after ten signals and after ten thousand costs the same to carry on. Folding item by item and replaying the
whole history run the same code, and so agree bit for bit.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from scoring.engagement import engagement_at
from scoring.errors import LateItem
from scoring.folding import BY_MODEL, COOLING, LATE_NEWS, Folded, Folding, Score, TierChange, fit_sum_of, same_model
from scoring.history import Item, in_order, still_standing
from scoring.instants import instant, microseconds
from scoring.model import Model
from scoring.standing import Standing, pack, start, unpack

__all__ = [
    "BY_MODEL",
    "COOLING",
    "LATE_NEWS",
    "Folded",
    "Folding",
    "LateItem",
    "Score",
    "Standing",
    "TierChange",
    "advance",
    "fold",
    "fold_all",
    "next_change",
    "pack",
    "replay",
    "replaying",
    "score_at",
    "start",
    "unpack",
]


def fold(model: Model, standing: Standing, item: Item) -> Folded:
    """Return the standing after one more item, falls due before it first; raise `LateItem` if it is not the latest.

    A repeated id is for the caller to know: here it would count again.
    """
    folding = Folding(model, standing)
    folding.add(item, at_us=microseconds(item.at))
    return folding.folded()


def fold_all(model: Model, standing: Standing, items: Sequence[Item]) -> Folded:
    """Return the standing after several items, the earliest first; raise `LateItem` if they are not the latest.

    The same as folding them one by one, and cheaper.
    """
    folding = Folding(model, standing)
    for item in in_order(items):
        folding.add(item, at_us=microseconds(item.at))
    return folding.folded()


def advance(model: Model, standing: Standing, at: datetime) -> Folded:
    """Return the standing after the falls due by an instant; if none is due, the very standing given."""
    if standing.due_us is None or standing.due_us > microseconds(at):
        same_model(model, standing)
        return Folded(standing)
    folding = Folding(model, standing)
    folding.fall_until(microseconds(at))
    return folding.folded()


def replay(model: Model, items: Iterable[Item], at: datetime) -> Folded:
    """Return the fold of a whole history up to and including an instant: items in any order, repeats ignored.

    Of items that share kind and id the first given counts.
    """
    return replaying(model, items, at).folded()


def replaying(model: Model, items: Iterable[Item], at: datetime) -> "Folding":
    """Return the fold of a whole history as `replay` does, not yet frozen: enough to ask for its score and changes."""
    items = _unique(items)
    # Numbers sort and compare several times faster than instants.
    ordered = [(microseconds(item.at), item.id, item.kind, item) for item in items]
    ordered.sort()
    end_us = microseconds(at)
    try:
        return _folding(model, ordered, end_us)
    except LateItem:
        # Something was taken back by then, which is seldom: looking for it beforehand would cost every replay.
        known = still_standing(item for at_us, *_, item in ordered if at_us <= end_us)
        return _folding(model, [(microseconds(item.at), item.id, item.kind, item) for item in known], end_us)


def _folding(model: Model, ordered: Iterable[tuple[int, str, str, Item]], end_us: int) -> "Folding":
    folding = Folding(model, start())
    for at_us, _, _, item in ordered:
        if at_us > end_us:
            break
        folding.add(item, at_us=at_us)
    folding.fall_until(end_us)
    return folding


def _unique(items: Iterable[Item]) -> Collection[Item]:
    items = items if isinstance(items, list) else list(items)
    if len({item.id for item in items}) == len(items):
        return items
    unique: dict[tuple[str, str], Item] = {}
    for item in items:
        unique.setdefault((item.kind, item.id), item)
    return unique.values()


def next_change(model: Model, standing: Standing) -> datetime | None:
    """Return when the tier will fall if nothing happens, to the millisecond; None if it will not."""
    same_model(model, standing)
    return None if standing.due_us is None else instant(standing.due_us)


def score_at(model: Model, standing: Standing, at: datetime) -> Score:
    """Return the score at an instant, falls due by then included; before the standing, the standing's own."""
    standing = advance(model, standing, at).standing
    fit = model.limits.fit.hold(fit_sum_of(model, standing))
    engagement = engagement_at(model, standing.tallies, max(microseconds(at), standing.at_us))
    return Score(fit, engagement, fit + engagement, standing.tier)
