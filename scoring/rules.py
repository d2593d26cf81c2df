"""The rules of a scoring model as values: what each reads, and the points it gives.

They are made by `model_reader`, which has checked them: here nothing is checked again.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import timedelta
from math import inf
from typing import TypeGuard

from scoring.decay import on_grid
from scoring.durations import format_duration
from scoring.instants import span_us
from scoring.values import (
    ANY,
    Absent,
    FactTest,
    Glob,
    Test,
    Value,
    alike,
    folded,
    is_number,
    passes,
    several,
    shapes_of,
)

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
        return passes(self.test, value)

    def holds_of(self, value: Value | None) -> bool:
        """Return whether it holds for a value, None if it is not known."""
        return isinstance(self.test, Absent) if value is None else self.holds(value)


@dataclass(frozen=True, slots=True)
class ByValue:
    """Points for each value named, 0 for any other; a value that holds several answers gives those of each.

    A value that is named counts before a shape (`*director*`), a longer shape before a shorter.
    """

    points: tuple[tuple[Value, float], ...]
    shapes: tuple[Glob, ...] = attribute(init=False, repr=False, compare=False)
    _table: dict[Hashable, float] = attribute(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        shapes = [Glob(value) for value, _ in self.points if is_shape(value)]
        shapes.sort(key=lambda shape: (-len(shape.example()), folded(shape.pattern)))
        object.__setattr__(self, "shapes", tuple(shapes))
        object.__setattr__(self, "_table", {alike(value): points for value, points in self.points})

    def points_for(self, value: Value) -> float:
        """Return the points that this value gives."""
        points = self._table.get(alike(value))
        if points is not None:
            return points
        # Points lie on a grid: their sum is the same in any order.
        return sum((self._points_of(part) for part in several(value)), 0.0)

    def _points_of(self, value: Value) -> float:
        points = self._table.get(alike(value))
        if points is None:
            shape = next((shape for shape in self.shapes if shape.holds(value)), None)
            points = 0.0 if shape is None else self._table[folded(shape.pattern)]
        return points

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which the points change."""
        return tuple(value for value, _ in self.points if not is_shape(value))


def is_shape(value: Value) -> TypeGuard[str]:
    """Return whether what a rule says is a shape of texts: `*@gmail.com`."""
    return isinstance(value, str) and ANY in value


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

    @property
    def shapes(self) -> tuple[Glob, ...]:
        """No shapes: steps are for numbers."""
        return ()

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

    @property
    def shapes(self) -> tuple[Glob, ...]:
        """The shapes by which it knows values."""
        return tuple(shapes_of(self.test))

    def points_for(self, value: Value) -> float:
        """Return the points that this value gives."""
        return self.points if passes(self.test, value) else 0.0

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which the points change."""
        return self.test.named_values()


@dataclass(frozen=True, slots=True)
class FitRule:
    """Points for the latest fact of a field, or for there being none."""

    field: str
    scale: ByValue | BySteps | ByTest
    labels: Labels = attribute(default=(), compare=False)

    @property
    def about(self) -> str:
        """Return the subject of the rule, readable."""
        return self.field

    @property
    def if_unknown(self) -> float:
        """The points as long as the field is not known."""
        return self.scale.points if isinstance(self.scale, ByTest) and isinstance(self.scale.test, Absent) else 0.0

    def gives(self, value: Value | None) -> float:
        """Return the points for the latest value of the field, None if it is not known."""
        return self.if_unknown if value is None else self.scale.points_for(value)


@dataclass(frozen=True, slots=True)
class Weights:
    """What the points of a signal are multiplied by, by the value of one of its properties; 1 if it is not named."""

    name: str
    by_value: tuple[tuple[str, float], ...]
    _table: dict[str, float] = attribute(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_table", {folded(value): weight for value, weight in self.by_value})

    def weight(self, properties: Mapping[str, Value]) -> float:
        """Return the weight of a signal with these properties."""
        value = properties.get(self.name)
        return self._table.get(folded(value), 1.0) if isinstance(value, str) else 1.0


@dataclass(frozen=True, slots=True)
class Happened:
    """A signal that has happened, once or, with `within`, so lately."""

    signal: str
    where: tuple[tuple[str, Test], ...] = ()
    within: timedelta | None = None
    within_us: int | None = attribute(init=False, repr=False, compare=False)
    is_named: Callable[[str], bool] = attribute(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "within_us", None if self.within is None else span_us(self.within))
        object.__setattr__(self, "is_named", Glob(self.signal).holds)

    def means(self, signal: str, properties: Mapping[str, Value]) -> bool:
        """Return whether a signal of this name, with these properties, is meant."""
        return self.is_named(signal) and all(
            name in properties and test.holds(properties[name]) for name, test in self.where
        )

    @property
    def signal_about(self) -> str:
        """Return the signal that is meant: page.viewed[path=/pricing*]."""
        where = ",".join(f"{name}{test}" for name, test in self.where)
        return f"{self.signal}[{where}]" if where else self.signal


@dataclass(frozen=True, slots=True)
class Per:
    """That points are given for every full amount of a property: 5 points for every 100 of the value."""

    every: float
    of: str

    def times(self, properties: Mapping[str, Value]) -> int:
        """Return how often the amount is in the property; 0 where that is no number."""
        amount = properties.get(self.of)
        return int(min(max(amount // self.every, 0.0), MOST_AMOUNTS)) if is_number(amount) else 0


MOST_AMOUNTS = 1_000_000
"""So often an amount counts at most: a property may be any number."""


@dataclass(frozen=True, slots=True)
class EngagementRule:
    """Points for a signal, held within `cap` and halved each `half_life`.

    With `times`, only every n-th match `within` a sliding window gives them; `once`: the first time only; `per_day`:
    so often in any 24 hours; `first`: only the very first match counts; `returning_after`: only a match so long after
    the one before. With `per` the points are for each full amount of a property. With `cap_within` the cap is for what
    is given in that time, not for what is held. So long after the last match all that is held is gone (`expires`), or
    only then begins to fade (`rests`). Signals count from `from_us` on, and from `to_us` on no longer. `labels_if` is
    what one such signal is called while it has not happened ("reads the guide").

    With `facts` and `deeds` it is no rule on a signal, but holds its points as long as all of these conditions do;
    `signal` and `where` are then those of the first deed, to be told.
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
    per: Per | None = None
    cap_within: timedelta | None = None
    expires: timedelta | None = None
    rests: timedelta | None = None
    from_us: int | None = None
    to_us: int | None = None
    facts: tuple[Condition, ...] = ()
    deeds: tuple[Happened, ...] = ()
    labels: Labels = attribute(default=(), compare=False)
    labels_if: Labels = attribute(default=(), compare=False)
    half_life_us: float | None = attribute(init=False, repr=False, compare=False)
    within_us: int = attribute(init=False, repr=False, compare=False)
    returning_us: int | None = attribute(init=False, repr=False, compare=False)
    bounds: Span = attribute(init=False, repr=False, compare=False)
    is_named: Callable[[str], bool] = attribute(init=False, repr=False, compare=False)
    is_gated: bool = attribute(init=False, repr=False, compare=False)
    is_narrow: bool = attribute(init=False, repr=False, compare=False)
    is_weighed: bool = attribute(init=False, repr=False, compare=False)
    is_timed: bool = attribute(init=False, repr=False, compare=False)
    cap_within_us: int | None = attribute(init=False, repr=False, compare=False)
    expires_us: int | None = attribute(init=False, repr=False, compare=False)
    rests_us: int = attribute(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        half_life = None if self.half_life is None else float(span_us(self.half_life))
        cap = inf if self.cap is None else self.cap
        returning = None if self.returning_after is None else span_us(self.returning_after)
        gated = self.once or self.first or bool(self.times or self.per_day or returning)
        object.__setattr__(self, "half_life_us", half_life)
        object.__setattr__(self, "within_us", 0 if self.within is None else span_us(self.within))
        object.__setattr__(self, "returning_us", returning)
        held = inf if self.cap_within else cap
        object.__setattr__(self, "bounds", Span(-held, inf) if self.points < 0 else Span(-inf, held))
        object.__setattr__(self, "is_narrow", bool(self.where or self.from_us or self.to_us))
        object.__setattr__(self, "is_weighed", bool(self.weights or self.per))
        ends = bool(self.expires) or any(deed.within for deed in self.deeds)
        object.__setattr__(self, "is_timed", ends or bool(self.rests))
        object.__setattr__(self, "cap_within_us", None if self.cap_within is None else span_us(self.cap_within))
        object.__setattr__(self, "expires_us", None if self.expires is None else span_us(self.expires))
        object.__setattr__(self, "rests_us", 0 if self.rests is None else span_us(self.rests))
        object.__setattr__(self, "is_named", Glob(self.signal).holds)
        object.__setattr__(self, "is_gated", gated)

    def matches(self, properties: Mapping[str, Value], *, at_us: int) -> bool:
        """Return whether a signal of this rule's name, with these properties, is meant at this instant."""
        if (self.from_us is not None and at_us < self.from_us) or (self.to_us is not None and at_us >= self.to_us):
            return False
        return all(name in properties and test.holds(properties[name]) for name, test in self.where)

    def worth(self, properties: Mapping[str, Value]) -> float:
        """Return the points for one match with these properties, weighted."""
        points = self.points if self.per is None else self.points * self.per.times(properties)
        for weights in self.weights:
            points *= weights.weight(properties)
        return on_grid(points) if self.weights else points

    @property
    def signal_about(self) -> str:
        """Return the signal that the rule is about: page.viewed[path=/pricing*]."""
        tests = [f"{name}{test}" for name, test in self.where]
        tests += [f"{self.per.of}>={self.per.every:g}"] if self.per and self.per.of not in dict(self.where) else []
        where = ",".join(tests)
        return f"{self.signal}[{where}]" if where else self.signal

    @property
    def fields(self) -> frozenset[str]:
        """The fields that its conditions are about."""
        return frozenset(condition.field for condition in self.facts)

    def facts_hold(self, facts: Mapping[str, Value]) -> bool:
        """Return whether all conditions on facts hold."""
        return all(condition.holds_of(facts.get(condition.field)) for condition in self.facts)

    @property
    def about(self) -> str:
        """Return the subject of the rule, readable: page.viewed x3 in 7d; role=director + page.viewed in 7d."""
        if self.deeds:
            parts = [f"{condition.field}{condition.test}" for condition in self.facts]
            parts += [
                deed.signal_about + (f" in {format_duration(deed.within)}" if deed.within else "")
                for deed in self.deeds
            ]
            return " + ".join(parts)
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
