"""A scoring model as a value: tiers, limits, and the rules that give points for facts and signals.

It is made by `parse.parse_model`, which has checked it: here nothing is checked again. What the fold looks up for each
item (rules by signal name and by field) is prepared once, when the model is made.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf
from typing import TypeVar

from scoring.durations import format_duration
from scoring.instants import span_us
from scoring.values import AtLeast, AtMost, OneOf, Test, Value, is_number, same

Rule = TypeVar("Rule")

COLD, LUKEWARM, HOT, UNFIT = "cold", "lukewarm", "hot", "unfit"
RANK: Mapping[str, int] = {UNFIT: 0, COLD: 0, LUKEWARM: 1, HOT: 2}


@dataclass(frozen=True, slots=True)
class Span:
    """The lowest and highest that a sum of points counts for."""

    low: float = -inf
    high: float = inf

    def hold(self, points: float) -> float:
        """Return the points, held within the span."""
        return min(max(points, self.low), self.high)


@dataclass(frozen=True, slots=True)
class Limits:
    """The spans of fit and of engagement."""

    fit: Span = Span()
    engagement: Span = Span()


@dataclass(frozen=True, slots=True)
class TierRule:
    """When a tier is entered and kept; `fit` and `engagement` are minima, -inf where there is none."""

    name: str
    enter: float
    leave: float
    fit: float = -inf
    engagement: float = -inf


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact that makes a lead unfit."""

    field: str
    test: OneOf | AtLeast | AtMost

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which it begins or ceases to hold."""
        return self.test.values if isinstance(self.test, OneOf) else (self.test.number,)


@dataclass(frozen=True, slots=True)
class ByValue:
    """Points for each value named, 0 for any other."""

    points: tuple[tuple[Value, float], ...]
    _table: dict[Hashable, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_table", {same(value): points for value, points in self.points})

    def points_for(self, value: Value) -> float:
        """Return the points that this value gives."""
        return self._table.get(same(value), 0.0)

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which the points change."""
        return tuple(value for value, _ in self.points)


@dataclass(frozen=True, slots=True)
class BySteps:
    """Points of the last step (number, points) whose number is at most the value; below the first, 0."""

    steps: tuple[tuple[float, float], ...]
    _numbers: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_numbers", tuple(number for number, _ in self.steps))

    def points_for(self, value: Value) -> float:
        """Return the points that this value gives."""
        if not is_number(value):
            return 0.0
        reached = bisect_right(self._numbers, value)
        return self.steps[reached - 1][1] if reached else 0.0

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which the points change."""
        return self._numbers


@dataclass(frozen=True, slots=True)
class ByMembership:
    """The same points for each of several values."""

    test: OneOf
    points: float

    def points_for(self, value: Value) -> float:
        """Return the points that this value gives."""
        return self.points if self.test.holds(value) else 0.0

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which the points change."""
        return self.test.values


@dataclass(frozen=True, slots=True)
class FitRule:
    """Points for the latest fact of a field."""

    field: str
    scale: ByValue | BySteps | ByMembership

    @property
    def label(self) -> str:
        """Return what the rule is about, readable."""
        return self.field


@dataclass(frozen=True, slots=True)
class EngagementRule:
    """Points for a signal, held within `cap` and halved each `half_life`.

    With `times`, only every n-th match `within` a sliding window gives them.
    """

    signal: str
    where: tuple[tuple[str, Test], ...]
    points: float
    cap: float | None = None
    half_life: timedelta | None = None
    times: int | None = None
    within: timedelta | None = None
    half_life_us: float | None = field(init=False, repr=False, compare=False)
    within_us: int = field(init=False, repr=False, compare=False)
    bounds: Span = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        half_life = None if self.half_life is None else float(span_us(self.half_life))
        cap = inf if self.cap is None else self.cap
        object.__setattr__(self, "half_life_us", half_life)
        object.__setattr__(self, "within_us", 0 if self.within is None else span_us(self.within))
        object.__setattr__(self, "bounds", Span(-cap, inf) if self.points < 0 else Span(-inf, cap))

    def matches(self, properties: Mapping[str, Value]) -> bool:
        """Return whether a signal of this rule's name, with these properties, is meant."""
        return all(name in properties and test.holds(properties[name]) for name, test in self.where)

    @property
    def signal_label(self) -> str:
        """Return the signal that the rule is about: page.viewed[path=/pricing*]."""
        where = ",".join(f"{name}{test}" for name, test in self.where)
        return f"{self.signal}[{where}]" if where else self.signal

    @property
    def label(self) -> str:
        """Return what the rule is about, readable: page.viewed x3 in 7d."""
        often = "" if self.within is None else f" x{self.times} in {format_duration(self.within)}"
        return self.signal_label + often


@dataclass(frozen=True, slots=True)
class Model:
    """All that turns one lead's history into fit, engagement, score and tier.

    `tiers` ascend. `version` is the hash of the content: models that score alike by the letter share it.
    """

    audience: str
    handoff: str
    tiers: tuple[TierRule, ...]
    limits: Limits
    unfit: tuple[Condition, ...]
    fit: tuple[FitRule, ...]
    engagement: tuple[EngagementRule, ...]
    alert_again_after: timedelta | None
    review_every: timedelta | None
    version: str
    fit_ids: tuple[str, ...] = field(init=False, repr=False, compare=False)
    engagement_ids: tuple[str, ...] = field(init=False, repr=False, compare=False)
    fields: frozenset[str] = field(init=False, repr=False, compare=False)
    by_signal: Mapping[str, tuple[tuple[int, EngagementRule], ...]] = field(init=False, repr=False, compare=False)
    by_field: Mapping[str, tuple[FitRule, ...]] = field(init=False, repr=False, compare=False)
    half_lives_us: tuple[float | None, ...] = field(init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        return hash(self.version)

    def __post_init__(self) -> None:
        read = {rule.field for rule in self.fit} | {condition.field for condition in self.unfit}
        object.__setattr__(self, "fit_ids", _ids("fit", self.fit))
        object.__setattr__(self, "engagement_ids", _ids("engagement", self.engagement))
        object.__setattr__(self, "fields", frozenset(read))
        object.__setattr__(self, "by_signal", _grouped((r.signal, (i, r)) for i, r in enumerate(self.engagement)))
        object.__setattr__(self, "by_field", _grouped((rule.field, rule) for rule in self.fit))
        object.__setattr__(self, "half_lives_us", tuple(rule.half_life_us for rule in self.engagement))

    def fit_points(self, name: str, value: Value) -> float:
        """Return the points that this value of the field gives, before the limits."""
        return sum((rule.scale.points_for(value) for rule in self.by_field.get(name, ())), 0.0)

    def makes_unfit(self, name: str, value: Value) -> bool:
        """Return whether this value of the field alone makes a lead unfit."""
        return any(condition.field == name and condition.test.holds(value) for condition in self.unfit)

    def named_values(self, name: str) -> tuple[Value, ...]:
        """Return the values of the field at which points or fitness change, each once."""
        values = [value for rule in self.by_field.get(name, ()) for value in rule.scale.named_values()]
        values += [v for condition in self.unfit if condition.field == name for v in condition.named_values()]
        return tuple({same(value): value for value in values}.values())

    def tier_rule(self, tier: str) -> TierRule | None:
        """Return the rule of the tier; cold and unfit have none."""
        return next((rule for rule in self.tiers if rule.name == tier), None)


def _ids(prefix: str, rules: Iterable[FitRule | EngagementRule]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    ids = []
    for rule in rules:
        name = f"{prefix}.{rule.label}"
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(ids)


def _grouped(pairs: Iterable[tuple[str, Rule]]) -> dict[str, tuple[Rule, ...]]:
    groups: dict[str, tuple[Rule, ...]] = {}
    for name, rule in pairs:
        groups[name] = (*groups.get(name, ()), rule)
    return groups
