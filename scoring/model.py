"""A scoring model as a value: tiers, limits, and the rules that give points for facts and signals.

It is made by `parse.parse_model`, which has checked it: here nothing is checked again. What the fold looks up for each
item (rules by signal name and by field) is prepared once, when the model is made.
"""

from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf, nextafter
from typing import TypeVar

from scoring.rules import NO_LIMIT, Condition, EngagementRule, FitRule, Span, rule_ids
from scoring.values import OTHER, Glob, Value, fitting, folded, is_number, same, shapes_of

Rule = TypeVar("Rule")

COLD, LUKEWARM, HOT, UNFIT = "cold", "lukewarm", "hot", "unfit"
RANK: Mapping[str, int] = {UNFIT: 0, COLD: 0, LUKEWARM: 1, HOT: 2}
TIERS = (HOT, LUKEWARM, COLD, UNFIT)
"""All tiers, the best first."""
MOST_REMEMBERED = 10_000
UNNAMED = OTHER


@dataclass(frozen=True, slots=True)
class Limits:
    """The spans of fit and of engagement."""

    fit: Span = NO_LIMIT
    engagement: Span = NO_LIMIT


@dataclass(frozen=True, slots=True)
class TierRule:
    """When a tier is entered and kept; `fit` and `engagement` are minima, -inf where there is none."""

    name: str
    enter: float
    leave: float
    fit: float = -inf
    engagement: float = -inf


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that together hold at most `cap` points, on either side of 0."""

    name: str
    cap: float


@dataclass(frozen=True, slots=True)
class Model:
    """All that turns one lead's history into fit, engagement, score and tier.

    `tiers` ascend. `imported` names fields that no question asks for: other systems tell them. `version` is the hash
    of the content: models that score alike by the letter share it.
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
    groups: tuple[Group, ...] = ()
    imported: tuple[str, ...] = field(default=(), compare=False)
    fit_ids: tuple[str, ...] = field(init=False, repr=False, compare=False)
    engagement_ids: tuple[str, ...] = field(init=False, repr=False, compare=False)
    unfit_ids: tuple[str, ...] = field(init=False, repr=False, compare=False)
    fields: frozenset[str] = field(init=False, repr=False, compare=False)
    signals: frozenset[str] = field(init=False, repr=False, compare=False)
    by_signal: dict[str, tuple[tuple[int, EngagementRule], ...]] = field(init=False, repr=False, compare=False)
    if_unknown: Mapping[str, float] = field(init=False, repr=False, compare=False)
    by_field: Mapping[str, tuple[FitRule, ...]] = field(init=False, repr=False, compare=False)
    half_lives_us: tuple[float | None, ...] = field(init=False, repr=False, compare=False)
    group_of: tuple[int | None, ...] = field(init=False, repr=False, compare=False)
    by_tier: Mapping[str, TierRule] = field(init=False, repr=False, compare=False)
    lowest_enter: float = field(init=False, repr=False, compare=False)
    shortest_us: float = field(init=False, repr=False, compare=False)
    unsteady: frozenset[int] = field(init=False, repr=False, compare=False)
    joined: tuple[tuple[int, EngagementRule], ...] = field(init=False, repr=False, compare=False)
    is_mixed: bool = field(init=False, repr=False, compare=False)
    is_timed: bool = field(init=False, repr=False, compare=False)
    _worth: dict[tuple[str, Hashable], tuple[float, bool]] = field(init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        return hash(self.version)

    def __post_init__(self) -> None:
        read = {rule.field for rule in self.fit} | {condition.field for condition in self.unfit}
        read |= {condition.field for rule in self.engagement for condition in rule.facts}
        named = [rule.signal for rule in self.engagement]
        named += [deed.signal for rule in self.engagement for deed in rule.deeds]
        places = {group.name: place for place, group in enumerate(self.groups)}
        prepared: dict[str, object] = {
            "fit_ids": rule_ids("fit", (rule.about for rule in self.fit)),
            "engagement_ids": rule_ids("engagement", (rule.about for rule in self.engagement)),
            "unfit_ids": rule_ids("unfit", (condition.about for condition in self.unfit)),
            "fields": frozenset(read),
            "signals": frozenset(named),
            "joined": tuple((index, rule) for index, rule in enumerate(self.engagement) if rule.deeds),
            "by_signal": {},
            "if_unknown": {rule.field: 0.0 for rule in self.fit if rule.if_unknown},
            "by_field": _grouped((rule.field, rule) for rule in self.fit),
            "half_lives_us": tuple(rule.half_life_us for rule in self.engagement),
            "group_of": tuple(None if rule.group is None else places[rule.group] for rule in self.engagement),
            "by_tier": {rule.name: rule for rule in reversed(self.tiers)},
            "lowest_enter": min((rule.enter for rule in self.tiers), default=inf),
            "shortest_us": min((rule.half_life_us for rule in self.engagement if rule.half_life_us), default=inf),
            "_worth": {},
            # What takes points, or ends at once, loses more than the fastest fading.
            "unsteady": frozenset(
                i for i, rule in enumerate(self.engagement) if rule.points < 0 or rule.expires or rule.deeds
            ),
            "is_mixed": bool(self.groups) or any(rule.is_timed for rule in self.engagement),
            "is_timed": any(rule.is_timed for rule in self.engagement),
        }
        for name, value in prepared.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "if_unknown", {name: self.fit_points(name, None) for name in self.if_unknown})

    def rules_of(self, signal: str) -> tuple[tuple[int, EngagementRule], ...]:
        """Return the rules that a signal of this name may match, each with its place.

        Names are few: what was found once stands in `by_signal`, where those look first who are in a hurry.
        """
        rules = self.by_signal.get(signal)
        if rules is None:
            if len(self.by_signal) >= MOST_REMEMBERED:
                self.by_signal.clear()
            named = [(index, rule) for index, rule in enumerate(self.engagement) if rule.is_named(signal)]
            rules = tuple((index, rule) for index, rule in named if not rule.deeds)
            self.by_signal[signal] = rules
        return rules

    def reads(self, signal: str) -> bool:
        """Return whether a signal of this name may change a score."""
        joined = any(deed.is_named(signal) for _, rule in self.joined for deed in rule.deeds)
        return joined or bool(self.rules_of(signal))

    def conditions(self, name: str) -> list[Condition]:
        """Return the conditions on the field: those that make unfit, and those that hold together with others."""
        joined = (condition for _, rule in self.joined for condition in rule.facts)
        return [condition for condition in (*self.unfit, *joined) if condition.field == name]

    def fit_points(self, name: str, value: Value | None) -> float:
        """Return the points that this value of the field gives (None: it is not known), before the limits."""
        return sum((rule.gives(value) for rule in self.by_field.get(name, ())), 0.0)

    def points_of_unknown(self, known: Container[str]) -> float:
        """Return the points for the fields that are not among the known ones."""
        if not self.if_unknown:
            return 0.0
        return sum((points for name, points in self.if_unknown.items() if name not in known), 0.0)

    def makes_unfit(self, name: str, value: Value) -> bool:
        """Return whether this value of the field alone makes a lead unfit."""
        return any(condition.field == name and condition.holds(value) for condition in self.unfit)

    def unfit_by(self, facts: Mapping[str, Value]) -> tuple[str, ...]:
        """Return the fields whose values make a lead unfit, in the order of the conditions."""
        held = (c.field for c in self.unfit if c.field in facts and c.holds(facts[c.field]))
        return tuple(dict.fromkeys(held))

    def worth(self, name: str, value: Value) -> tuple[float, bool]:
        """Return the points that this value of the field gives, and whether it alone makes a lead unfit.

        Answers are few and leads many: what was worked out once is remembered.
        """
        key = (name, same(value))
        known = self._worth.get(key)
        if known is None:
            if len(self._worth) >= MOST_REMEMBERED:
                self._worth.clear()
            known = self._worth[key] = self.fit_points(name, value), self.makes_unfit(name, value)
        return known

    def named_values(self, name: str) -> tuple[Value, ...]:
        """Return the values of the field at which points or fitness change, each once."""
        values = [value for rule in self.by_field.get(name, ()) for value in rule.scale.named_values()]
        values += [value for condition in self.conditions(name) for value in condition.test.named_values()]
        return tuple({same(value): value for value in values}.values())

    def shapes(self, name: str) -> tuple[Glob, ...]:
        """Return the shapes by which values of the field are known, each once."""
        shapes = [shape for rule in self.by_field.get(name, ()) for shape in rule.scale.shapes]
        shapes += [shape for condition in self.conditions(name) for shape in shapes_of(condition.test)]
        return tuple({folded(shape.pattern): shape for shape in shapes}.values())

    def telling_values(self, name: str) -> Iterator[Value]:
        """Yield values that between them give all that any value of the field can."""
        yield UNNAMED
        for value in self.named_values(name):
            yield value
            if is_number(value):
                yield nextafter(value, -inf)
                yield nextafter(value, inf)
        yield from fitting(self.shapes(name))

    def tier_rule(self, tier: str) -> TierRule | None:
        """Return the rule of the tier; cold and unfit have none."""
        return self.by_tier.get(tier)


def _grouped(pairs: Iterable[tuple[str, Rule]]) -> dict[str, tuple[Rule, ...]]:
    groups: dict[str, tuple[Rule, ...]] = {}
    for name, rule in pairs:
        groups[name] = (*groups.get(name, ()), rule)
    return groups
