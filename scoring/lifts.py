"""The cheapest things that would lift a lead one tier, found by letting them happen (rule 6 of scoring)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from scoring.engine import Folding, Standing, advance
from scoring.history import Fact, Signal
from scoring.instants import instant, microseconds
from scoring.model import RANK, UNNAMED, Model
from scoring.rules import EngagementRule, Happened
from scoring.values import Value, show

MOST_LIFTS = 3
MOST_TIMES = 20
"""Nobody acts on "twenty-one more page views"."""


@dataclass(frozen=True, slots=True)
class Lift:
    """A signal, so many times, or one fact that would bring the lead into a higher tier if it came now.

    A fact without a value lifts whatever its value is, `other_than` apart; a value may be a shape (`*director*`).
    """

    tier: str
    times: int = 1
    signal: str | None = None
    field: str | None = None
    value: Value | None = None
    other_than: tuple[Value, ...] = ()

    def __str__(self) -> str:
        if self.field is not None:
            others = f", but not {', '.join(map(show, self.other_than))}" if self.other_than else ""
            return f"{self.field} {'known' + others if self.value is None else '= ' + show(self.value)}"
        return f"{self.signal} x{self.times}"


def lifts(model: Model, standing: Standing, at: datetime) -> tuple[Lift, ...]:
    """Return at most three lifts: the fewest occurrences first; among equals what is still unknown, then signals.

    What contradicts a known fact comes last: people seldom change their role.
    """
    standing = advance(model, standing, at).standing
    at_us = max(microseconds(at), standing.at_us)
    if RANK[standing.tier] == max(RANK.values()):
        return ()
    found = [*_by_signals(model, standing, at_us), *_by_facts(model, standing, at_us)]
    return tuple(sorted(found, key=lambda lift: _cost(lift, standing))[:MOST_LIFTS])


def _cost(lift: Lift, standing: Standing) -> tuple[int, int]:
    if lift.field is None:
        return lift.times, 1
    return lift.times, 2 if lift.field in standing.facts else 0


def _by_signals(model: Model, standing: Standing, at_us: int) -> Iterator[Lift]:
    tried = set()
    for rule in model.engagement:
        for deed in rule.deeds or (rule,):
            if rule.points > 0 and deed.signal_about not in tried:
                tried.add(deed.signal_about)
                lift = _by_signal(model, standing, deed, at_us=at_us)
                if lift is not None:
                    yield lift


def _by_signal(model: Model, standing: Standing, rule: EngagementRule | Happened, *, at_us: int) -> Lift | None:
    folding = Folding(model, standing)
    # Without funnel and channel it weighs 1: which of them it will come by nobody knows.
    properties = {name: test.example() for name, test in rule.where}
    if isinstance(rule, EngagementRule) and rule.per is not None:
        properties.setdefault(rule.per.of, rule.per.every)
    for times in range(1, MOST_TIMES + 1):
        signal = Signal(folding.key[1] + "+", instant(at_us), rule.signal, properties)
        folding.add(signal, at_us=at_us)
        if RANK[folding.tier] > RANK[standing.tier]:
            return Lift(folding.tier, times, signal=rule.signal_about)
    return None


def _by_facts(model: Model, standing: Standing, at_us: int) -> Iterator[Lift]:
    """Yield, for each field that can lift alone, its least sufficient value; nobody can ask for what is imported."""
    for name in sorted(model.fields.difference(model.imported)):
        named = model.named_values(name)
        said = [(value, value) for value in named] + [(UNNAMED, None)]
        said += [(shape.example(), shape.pattern) for shape in model.shapes(name)]
        for value, as_said in sorted(said, key=lambda pair: model.fit_points(name, pair[0])):
            tier = _tier_with(model, standing, name, value, at_us=at_us)
            if RANK[tier] > RANK[standing.tier]:
                others = () if as_said is not None else _not_as_good(model, standing, name, at_us=at_us)
                yield Lift(tier, field=name, value=as_said, other_than=others)
                break


def _not_as_good(model: Model, standing: Standing, name: str, *, at_us: int) -> tuple[Value, ...]:
    """Return the named values, and shapes, that would not lift, though others do."""
    said: list[tuple[Value, Value]] = [(value, value) for value in model.named_values(name)]
    said += [(shape.example(), shape.pattern) for shape in model.shapes(name)]
    tiers = ((as_said, _tier_with(model, standing, name, value, at_us=at_us)) for value, as_said in said)
    return tuple(as_said for as_said, tier in tiers if RANK[tier] <= RANK[standing.tier])


def _tier_with(model: Model, standing: Standing, name: str, value: Value, *, at_us: int) -> str:
    folding = Folding(model, standing)
    folding.add(Fact(folding.key[1] + "+", instant(at_us), name, value), at_us=at_us)
    return folding.tier
