"""The rules of a scoring model as values: what each reads, and the points it gives.

They are made by `model_reader`, which has checked them: here nothing is checked again.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import timedelta
from math import inf

from scoring.decay import on_grid
from scoring.durations import format_duration
from scoring.instants import span_us
from scoring.values import FactTest, Test, Value, is_number, same, several

Labels = tuple[tuple[str, str], ...]
"""What a rule is called in explanations, by language; the empty language stands for all."""


@dataclass(frozen=True, slots=True)
class Span:
    """The lowest and highest that a sum of points counts for."""

    low: float = -inf
    high: float = inf

    def hold(self, points: float) -> float:
        """Return the points, held within the span."""
        return self.low if points < self.low else self.high if points > self.high else points


NO_LIMIT = Span()


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact that makes a lead unfit."""

    field: str
    test: FactTest
    labels: Labels = attribute(default=(), compare=False)

    @property
    def about(self) -> str:
        """Return the subject of the condition, readable."""
        return self.field

    def holds(self, value: Value) -> bool:
        """Return whether the value, or one of those that it holds, makes a lead unfit."""
        return _any_passes(self.test, value)


@dataclass(frozen=True, slots=True)
class ByValue:
    """Points for each value named, 0 for any other; a value that holds several answers gives those of each."""

    points: tuple[tuple[Value, float], ...]
    _table: dict[Hashable, float] = attribute(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_table", {same(value): points for value, points in self.points})

    def points_for(self, value: Value) -> float:
        """Return the points that this value gives."""
        points = self._table.get(same(value))
        if points is not None:
            return points
        # Points lie on a grid: their sum is the same in any order.
        return sum((self._table.get(same(part), 0.0) for part in several(value)), 0.0)

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which the points change."""
        return tuple(value for value, _ in self.points)


@dataclass(frozen=True, slots=True)
class BySteps:
    """Points of the last step (number, points) whose number is at most the value; below the first, 0."""

    steps: tuple[tuple[float, float], ...]
    _numbers: tuple[float, ...] = attribute(init=False, repr=False, compare=False)

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
class ByTest:
    """The same points for every value that passes a test: one of several, in a range, or any at all.

    Of a value that holds several answers one that passes is enough, and more give no more.
    """

    test: FactTest
    points: float

    def points_for(self, value: Value) -> float:
        """Return the points that this value gives."""
        return self.points if _any_passes(self.test, value) else 0.0

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which the points change."""
        return self.test.named_values()


def _any_passes(test: FactTest, value: Value) -> bool:
    return test.holds(value) or any(test.holds(part) for part in several(value))


@dataclass(frozen=True, slots=True)
class FitRule:
    """Points for the latest fact of a field."""

    field: str
    scale: ByValue | BySteps | ByTest
    labels: Labels = attribute(default=(), compare=False)

    @property
    def about(self) -> str:
        """Return the subject of the rule, readable."""
        return self.field


@dataclass(frozen=True, slots=True)
class Weights:
    """What the points of a signal are multiplied by, by the value of one of its properties; 1 if it is not named."""

    name: str
    by_value: tuple[tuple[str, float], ...]

    def weight(self, properties: Mapping[str, Value]) -> float:
        """Return the weight of a signal with these properties."""
        value = properties.get(self.name)
        return next((weight for named, weight in self.by_value if named == value), 1.0)


@dataclass(frozen=True, slots=True)
class EngagementRule:
    """Points for a signal, held within `cap` and halved each `half_life`.

    With `times`, only every n-th match `within` a sliding window gives them; `once`: the first time only; `per_day`:
    so often in any 24 hours; `first`: only the very first match counts; `returning_after`: only a match so long after
    the one before. `labels_if` is what one such signal is called while it has not happened ("reads the guide").
    """

    signal: str
    where: tuple[tuple[str, Test], ...]
    points: float
    cap: float | None = None
    half_life: timedelta | None = None
    times: int | None = None
    within: timedelta | None = None
    once: bool = False
    per_day: int | None = None
    first: bool = False
    returning_after: timedelta | None = None
    weights: tuple[Weights, ...] = ()
    group: str | None = None
    labels: Labels = attribute(default=(), compare=False)
    labels_if: Labels = attribute(default=(), compare=False)
    half_life_us: float | None = attribute(init=False, repr=False, compare=False)
    within_us: int = attribute(init=False, repr=False, compare=False)
    returning_us: int | None = attribute(init=False, repr=False, compare=False)
    bounds: Span = attribute(init=False, repr=False, compare=False)
    is_gated: bool = attribute(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        half_life = None if self.half_life is None else float(span_us(self.half_life))
        cap = inf if self.cap is None else self.cap
        returning = None if self.returning_after is None else span_us(self.returning_after)
        gated = self.once or self.first or bool(self.times or self.per_day or returning)
        object.__setattr__(self, "half_life_us", half_life)
        object.__setattr__(self, "within_us", 0 if self.within is None else span_us(self.within))
        object.__setattr__(self, "returning_us", returning)
        object.__setattr__(self, "bounds", Span(-cap, inf) if self.points < 0 else Span(-inf, cap))
        object.__setattr__(self, "is_gated", gated)

    def matches(self, properties: Mapping[str, Value]) -> bool:
        """Return whether a signal of this rule's name, with these properties, is meant."""
        return all(name in properties and test.holds(properties[name]) for name, test in self.where)

    def worth(self, properties: Mapping[str, Value]) -> float:
        """Return the points for one match with these properties, weighted."""
        points = self.points
        for weights in self.weights:
            points *= weights.weight(properties)
        return on_grid(points) if self.weights else points

    @property
    def signal_about(self) -> str:
        """Return the signal that the rule is about: page.viewed[path=/pricing*]."""
        where = ",".join(f"{name}{test}" for name, test in self.where)
        return f"{self.signal}[{where}]" if where else self.signal

    @property
    def about(self) -> str:
        """Return the subject of the rule, readable: page.viewed x3 in 7d."""
        often = "" if self.within is None else f" x{self.times} in {format_duration(self.within)}"
        back = "" if self.returning_after is None else f" after {format_duration(self.returning_after)}"
        return self.signal_about + often + (" first" if self.first else back)


def rule_ids(prefix: str, abouts: Iterable[str]) -> tuple[str, ...]:
    """Return a name for each rule, by what it is about; equals are numbered.

    >>> rule_ids("fit", ["role", "size", "role"])
    ('fit.role', 'fit.size', 'fit.role#2')
    """
    seen: dict[str, int] = {}
    ids = []
    for about in abouts:
        name = f"{prefix}.{about}"
        seen[name] = seen.get(name, 0) + 1
        ids.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(ids)
