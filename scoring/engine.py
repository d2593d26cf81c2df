"""The fold: one lead's history, item by item, into a standing, with the tier changes on the way (rules 1 to 5, 7).

A standing after ten signals and after ten thousand costs the same to carry on. Folding item by item and replaying the
whole history run the same code, and so agree bit for bit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import inf

from scoring.engagement import count_signal, engagement_at
from scoring.errors import LateItem, StandingError
from scoring.instants import instant, microseconds
from scoring.model import COLD, RANK, UNFIT, Model
from scoring.signals import Fact, Item, Signal, order_key
from scoring.standing import Known, Standing, pack, start, unpack
from scoring.tiers import next_fall_us, tier_of

__all__ = [
    "BY_MODEL",
    "COOLING",
    "Folded",
    "Folding",
    "LateItem",
    "Score",
    "Standing",
    "TierChange",
    "advance",
    "fold",
    "fold_all",
    "is_late",
    "next_change",
    "pack",
    "replay",
    "score_at",
    "start",
    "unpack",
]

COOLING = "cooling"
"""What a tier change is because of when no item caused it."""
BY_MODEL = "model"
"""What a tier change is because of when not the lead but the rules changed."""


@dataclass(frozen=True, slots=True)
class TierChange:
    """A lead went from one tier to another; `because` is the id of the fact or signal, `cooling`, or `model`."""

    at: datetime
    tier_from: str
    tier_to: str
    because: str
    score: float
    model_version: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A standing, and the tier changes that led to it."""

    standing: Standing
    tier_changes: tuple[TierChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """What a lead is worth at an instant: `score` is fit + engagement."""

    fit: float
    engagement: float
    score: float
    tier: str


def fold(model: Model, standing: Standing, item: Item) -> Folded:
    """Return the standing after one more item, falls due before it first; raise `LateItem` if it is not the latest.

    A repeated id is for the caller to know: here it would count again.
    """
    folding = Folding(model, standing)
    folding.take(item, at_us=microseconds(item.at))
    return folding.folded()


def fold_all(model: Model, standing: Standing, items: Iterable[Item]) -> Folded:
    """Return the standing after several items, the earliest first; raise `LateItem` if they are not the latest.

    The same as folding them one by one, and cheaper.
    """
    folding = Folding(model, standing)
    for item in sorted(items, key=order_key):
        folding.take(item, at_us=microseconds(item.at))
    return folding.folded()


def advance(model: Model, standing: Standing, at: datetime) -> Folded:
    """Return the standing after the falls due by an instant; if none is due, the very standing given."""
    if standing.due_us is None or standing.due_us > microseconds(at):
        _same_model(model, standing)
        return Folded(standing)
    folding = Folding(model, standing)
    folding.fall_until(microseconds(at))
    return folding.folded()


def replay(model: Model, items: Iterable[Item], at: datetime) -> Folded:
    """Return the fold of a whole history up to and including an instant: items in any order, repeats ignored.

    Of items that share kind and id the first given counts.
    """
    unique: dict[tuple[str, str], Item] = {}
    for item in items:
        unique.setdefault((item.kind, item.id), item)
    # Numbers sort and compare several times faster than instants.
    ordered = sorted((microseconds(item.at), item.id, item.kind, item) for item in unique.values())
    folding, end_us = Folding(model, start()), microseconds(at)
    for at_us, _, _, item in ordered:
        if at_us > end_us:
            break
        folding.take(item, at_us=at_us)
    folding.fall_until(end_us)
    return folding.folded()


def is_late(standing: Standing, item: Item) -> bool:
    """Return whether the item is not later than what was folded last, so that the lead must be refolded."""
    return (microseconds(item.at), item.id, item.kind) <= standing.key


def next_change(model: Model, standing: Standing) -> datetime | None:
    """Return when the tier will fall if nothing happens, to the millisecond; None if it will not."""
    _same_model(model, standing)
    return None if standing.due_us is None else instant(standing.due_us)


def score_at(model: Model, standing: Standing, at: datetime) -> Score:
    """Return the score at an instant, falls due by then included; before the standing, the standing's own."""
    standing = advance(model, standing, at).standing
    fit = model.limits.fit.hold(standing.fit_sum)
    engagement = engagement_at(model, standing.tallies, max(microseconds(at), standing.at_us))
    return Score(fit, engagement, fit + engagement, standing.tier)


def _same_model(model: Model, standing: Standing) -> None:
    if standing.version not in ("", model.version):
        raise StandingError(
            f"the standing was folded under model {standing.version}, expected {model.version}: refold this lead"
        )


class Folding:
    """A fold under way: a standing thawed, to be changed by any number of items and frozen again."""

    __slots__ = (
        "ceiling",
        "changes",
        "due_us",
        "facts",
        "fit",
        "fit_sum",
        "key",
        "model",
        "settled",
        "since_us",
        "tallies",
        "tier",
        "unfit",
        "version",
    )

    def __init__(self, model: Model, standing: Standing) -> None:
        _same_model(model, standing)
        self.model = model
        self.version = standing.version
        self.key = standing.key
        self.facts = dict(standing.facts)
        self.tallies = dict(standing.tallies)
        self.tier = standing.tier
        self.since_us = standing.since_us
        self.fit_sum = standing.fit_sum
        self.fit = model.limits.fit.hold(standing.fit_sum)
        self.unfit = standing.unfit
        self.due_us = standing.due_us
        self.settled = True  # due_us belongs to the present state
        self.ceiling = inf  # the engagement is not above this
        self.changes: list[TierChange] = []

    def take(self, item: Item, *, at_us: int) -> None:
        """Let the falls due happen, then fold the item."""
        key = (at_us, item.id, item.kind)
        if key <= self.key:
            raise LateItem(f"{item.kind} {item.id} is not later than what was folded last: refold this lead")
        self.fall_until(at_us)
        first, self.version = not self.version, self.model.version
        self.key = key
        changed = self._learn(item) if isinstance(item, Fact) else self._count(item)
        if changed or first:
            self._decide(item.id)

    def fall_until(self, at_us: int) -> None:
        """Let the tier fall, as often and exactly when it is due up to this instant."""
        while RANK[self.tier] > RANK[COLD] and (due_us := self._due_by(at_us)) is not None:
            self.key = (due_us, "", "")
            self._decide(COOLING)

    def folded(self) -> Folded:
        """Return the state reached and the changes on the way."""
        self._settle()
        standing = Standing(
            self.version,
            self.key,
            self.facts,
            self.tallies,
            self.tier,
            self.since_us,
            self.due_us,
            self.fit_sum,
            self.unfit,
        )
        return Folded(standing, tuple(self.changes))

    def engagement(self, at_us: int) -> float:
        """Return the engagement at an instant not before the last item."""
        return engagement_at(self.model, self.tallies, at_us)

    def _learn(self, fact: Fact) -> bool:
        """Take in a fact; return whether it changed what the fit rules or the unfit conditions say."""
        if fact.field not in self.model.fields:
            return False
        self.facts[fact.field] = Known(self.key[0], fact.value)
        before = (self.fit_sum, self.unfit)
        model, facts = self.model, self.facts.items()
        self.fit_sum = sum((model.fit_points(name, known.value) for name, known in facts), 0.0)
        self.fit = model.limits.fit.hold(self.fit_sum)
        self.unfit = any(model.makes_unfit(name, known.value) for name, known in facts)
        return (self.fit_sum, self.unfit) != before

    def _count(self, signal: Signal) -> bool:
        added = count_signal(self.model, self.tallies, signal, at_us=self.key[0])
        if added is None:
            return False
        self.ceiling += added
        return True

    def _decide(self, because: str) -> None:
        if self._stays_low():
            return
        at_us = self.key[0]
        fit, engagement = self.fit, self.engagement(at_us)
        self.ceiling = engagement
        tier = UNFIT if self.unfit else tier_of(self.model, self.tier, fit=fit, engagement=engagement)
        if tier != self.tier:
            change = TierChange(instant(at_us), self.tier, tier, because, fit + engagement, self.version)
            self.changes.append(change)
            self.tier, self.since_us = tier, at_us
        self.settled = False

    def _stays_low(self) -> bool:
        """Return whether the tier stays unfit or cold, however little has faded: most decisions cost no more."""
        if self.unfit or self.tier != COLD:
            return self.unfit and self.tier == UNFIT
        # A point less: sums above the grid are not exact.
        return self.fit + self.ceiling < self.model.lowest_enter - 1.0

    def _due_by(self, at_us: int) -> int | None:
        """Return when the tier falls, if it does by this instant."""
        if not self.settled and not self._is_lower_by(at_us):
            return None
        self._settle()
        return self.due_us if self.due_us is not None and self.due_us <= at_us else None

    def _is_lower_by(self, at_us: int) -> bool:
        # Cheaper than finding the instant of the fall, and enough in a replay: between items a tier only falls.
        whole_ms = max(at_us // 1000 * 1000, self.key[0])
        tier = tier_of(self.model, self.tier, fit=self.fit, engagement=self.engagement(whole_ms))
        return tier != self.tier

    def _settle(self) -> None:
        if not self.settled:
            self.due_us = next_fall_us(self.model, self.tallies, tier=self.tier, fit=self.fit, after_us=self.key[0])
            self.settled = True
