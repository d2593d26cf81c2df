"""A fold under way: what each item does to a lead's tier, and the falls between (rules 1 to 5 and 7 of scoring).

Most items cannot change the tier, whatever has faded since: this is found out from what is known of the engagement at
most and at least, and only else by computing it.
"""

from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import NamedTuple

from scoring.decay import share_left
from scoring.engagement import count_signal, engagement_at, join_facts
from scoring.errors import LateItem, StandingError
from scoring.history import WITHDRAWN, Fact, Item, Signal
from scoring.instants import instant, microseconds
from scoring.model import COLD, HOT, LUKEWARM, UNFIT, Model
from scoring.standing import Known, Standing
from scoring.tiers import next_fall_us, tier_of

COOLING = "cooling"
"""What a tier change is because of when no item caused it."""
BY_MODEL = "model"
"""What a tier change is because of when not the lead but the rules changed."""
LATE_NEWS = "late"
"""What a tier change is because of when something older than the rules came to light after they were in force."""
NO_IDS = frozenset((COOLING, BY_MODEL, LATE_NEWS))
"""What no fact or signal should be called."""

_WARM = frozenset((LUKEWARM, HOT))


@dataclass(frozen=True, slots=True)
class TierChange:
    """A lead went from one tier to another; `because` is the id of the fact or signal, or one of the words above."""

    at: datetime
    tier_from: str
    tier_to: str
    because: str
    score: float
    model_version: str


class Folded(NamedTuple):
    """A standing, and the tier changes that led to it."""

    standing: Standing
    tier_changes: tuple[TierChange, ...] = ()


class Score(NamedTuple):
    """What a lead is worth at an instant: `score` is fit + engagement."""

    fit: float
    engagement: float
    score: float
    tier: str


def same_model(model: Model, standing: Standing) -> None:
    """Raise StandingError if a standing was folded under another model."""
    if standing.version not in ("", model.version):
        raise StandingError(
            f"the standing was folded under model {standing.version}, expected {model.version}: refold this lead"
        )


def fit_sum_of(model: Model, standing: Standing) -> float:
    """Return the sum of fit points, before the limits; of whom nothing is known, those for what is unknown."""
    return standing.fit_sum if standing.version else model.points_of_unknown(())


class Folding:
    """A fold under way: a standing thawed, to be changed by any number of items and frozen again."""

    __slots__ = (
        "ceiling",
        "changes",
        "due_us",
        "facts",
        "fit",
        "fit_sum",
        "judged",
        "key",
        "model",
        "settled",
        "tallies",
        "tier",
        "unfit",
        "version",
        "worth",
    )

    def __init__(self, model: Model, standing: Standing) -> None:
        same_model(model, standing)
        self.model = model
        self.version = standing.version
        self.key = standing.key
        self.facts = dict(standing.facts)
        self.tallies = dict(standing.tallies)
        self.tier = standing.tier
        self.fit_sum = fit_sum_of(model, standing)
        self.fit = model.limits.fit.hold(self.fit_sum)
        self.unfit = standing.unfit
        self.due_us = standing.due_us
        self.settled = True  # due_us belongs to the present state
        self.ceiling = inf  # the engagement is not above this
        self.worth: dict[str, tuple[float, bool]] | None = None  # of each fact, once one is learnt
        self.judged = (0, 0.0)  # when it was last computed, and what it was
        self.changes: list[TierChange] = []

    def add(self, item: Item, *, at_us: int) -> None:
        """Carry out the falls that are due, then fold the item."""
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
        """Lower the tier, as often and exactly when it is due up to this instant."""
        while self.tier in _WARM and (due_us := self._due_by(at_us)) is not None:
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
            self.due_us,
            self.fit_sum if self.version else 0.0,
            self.unfit,
        )
        return Folded(standing, tuple(self.changes))

    def score(self, at: datetime) -> Score:
        """Return the score at an instant not before the last item."""
        engagement = self.engagement(max(microseconds(at), self.key[0]))
        return Score(self.fit, engagement, self.fit + engagement, self.tier)

    def engagement(self, at_us: int) -> float:
        """Return the engagement at an instant not before the last item."""
        return engagement_at(self.model, self.tallies, at_us)

    def _learn(self, fact: Fact) -> bool:
        """Take in a fact; return whether it changed what the fit rules or the unfit conditions say."""
        if fact.field not in self.model.fields:
            return False
        if self.worth is None:
            self.worth = {name: self.model.worth(name, known.value) for name, known in self.facts.items()}
        before = (self.fit_sum, self.unfit)
        self.facts[fact.field] = Known(self.key[0], fact.value)
        self.worth[fact.field] = self.model.worth(fact.field, fact.value)
        points, unfit = zip(*self.worth.values(), strict=True)
        self.fit_sum = sum(points)
        if self.model.if_unknown:
            self.fit_sum += self.model.points_of_unknown(self.facts)
        self.fit = self.model.limits.fit.hold(self.fit_sum)
        self.unfit = any(unfit)
        joined = bool(self.model.joined) and self._join(fact)
        return joined or (self.fit_sum, self.unfit) != before

    def _join(self, fact: Fact) -> bool:
        facts = {name: known.value for name, known in self.facts.items()}
        added = join_facts(self.model, self.tallies, facts, at_us=self.key[0], learnt=fact.field)
        self.ceiling += added or 0.0
        return added is not None

    def _count(self, signal: Signal) -> bool:
        if signal.name == WITHDRAWN:
            # What it takes back has been folded, and cannot be taken out of caps and decay.
            raise LateItem(f"signal {signal.id} takes another one back: refold this lead")
        added = count_signal(self.model, self.tallies, signal, at_us=self.key[0])
        if self.model.is_timed:
            self.settled = False  # also what gives nothing may put off the end of what is held
        if added is None:
            return False
        self.ceiling += added
        return True

    def _decide(self, because: str) -> None:
        if self._stays_low():
            return
        at_us = self.key[0]
        self.settled = False
        if self._stays_warm(at_us) and self._rises_not():
            return
        fit, engagement = self.fit, self.engagement(at_us)
        self.ceiling, self.judged = engagement, (at_us, engagement)
        tier = UNFIT if self.unfit else tier_of(self.model, self.tier, fit=fit, engagement=engagement)
        if tier != self.tier:
            change = TierChange(instant(at_us), self.tier, tier, because, fit + engagement, self.version)
            self.changes.append(change)
            self.tier = tier

    def _stays_low(self) -> bool:
        """Return whether the tier stays unfit or cold, however little has faded: most decisions cost no more."""
        if self.unfit or self.tier != COLD:
            return self.unfit and self.tier == UNFIT
        # A point less: sums above the grid are not exact.
        return self.fit + self.ceiling < self.model.lowest_enter - 1.0

    def _rises_not(self) -> bool:
        return self.tier == HOT or self.fit + self.ceiling < self.model.tiers[-1].enter - 1.0

    def _stays_warm(self, at_us: int) -> bool:
        """Return whether the tier surely holds, even if all had faded as the fastest rule does since it was judged."""
        rule, (judged_us, engagement) = self.model.tier_rule(self.tier), self.judged
        if rule is None or self.unfit or engagement <= 0.0 or not self.model.unsteady.isdisjoint(self.tallies):
            return False
        # A little less: nothing shall hang on rounding.
        left = engagement * share_left(at_us - judged_us, self.model.shortest_us) - 0.01
        return left >= rule.engagement and self.fit + left >= rule.leave and self.fit >= rule.fit

    def _due_by(self, at_us: int) -> int | None:
        """Return when the tier falls, if it does by this instant."""
        if not self.settled and not self._is_lower_by(at_us):
            return None
        self._settle()
        return self.due_us if self.due_us is not None and self.due_us <= at_us else None

    def _is_lower_by(self, at_us: int) -> bool:
        # Cheaper than finding the instant of the fall, and enough in a replay: between items a tier only falls.
        if self._stays_warm(at_us):
            return False
        whole_ms = max(at_us // 1000 * 1000, self.key[0])
        tier = tier_of(self.model, self.tier, fit=self.fit, engagement=self.engagement(whole_ms))
        return tier != self.tier

    def _settle(self) -> None:
        if not self.settled:
            self.due_us = next_fall_us(self.model, self.tallies, tier=self.tier, fit=self.fit, after_us=self.key[0])
            self.settled = True
