"""The least and the most that a model can give to any lead at all, and each rule to one lead.

Bounds for every history: no lead is ever outside them. What one lead can still reach is the matter of `bounds`.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from math import inf

from scoring.model import UNNAMED, Model
from scoring.rules import MOST_AMOUNTS, EngagementRule, FitRule, Per, Span, Weights
from scoring.values import AtLeast, AtMost, Between, OneOf, Test, Value


def fit_reach(model: Model) -> Span:
    """Return the least and the most fit of a lead that is not unfit."""
    sums = fit_sums(model)
    return Span(model.limits.fit.hold(sums.low), model.limits.fit.hold(sums.high))


def fit_sums(model: Model) -> Span:
    """Return the least and the most fit of a lead that is not unfit, before the limits."""
    return total(span_of_field(model, name) for name in model.fields)


def span_of_field(model: Model, name: str) -> Span:
    """Return the least and the most that all rules on one field give a lead that is not unfit."""
    if model.shapes(name):
        # A text may have shapes of several rules: what all of them give is a bound, whether one has them all or not.
        return total(span_of_rule(model, rule) for rule in model.by_field.get(name, ()))
    values = [value for value in model.telling_values(name) if not model.makes_unfit(name, value)]
    points = [model.fit_points(name, None), *(model.fit_points(name, value) for value in values)]
    return Span(min(points), max(points))


def span_of_rule(model: Model, rule: FitRule) -> Span:
    """Return the least and the most that one rule gives for any value of its field."""
    points = [rule.gives(None), *map(rule.gives, model.telling_values(rule.field))]
    return Span(min(points), max(points))


def engagement_reach(model: Model) -> Span:
    """Return the least and the most engagement."""
    sums = engagement_sums(model)
    return Span(model.limits.engagement.hold(sums.low), model.limits.engagement.hold(sums.high))


def engagement_sums(model: Model) -> Span:
    """Return the least and the most engagement, before the limits."""
    sums = [held_by(rule) for rule in model.engagement if rule.group is None]
    for group in model.groups:
        together = total(held_by(rule) for rule in model.engagement if rule.group == group.name)
        sums.append(Span(max(together.low, -group.cap), min(together.high, group.cap)))
    return total(sums)


def held_by(rule: EngagementRule) -> Span:
    """Return the least and the most that a rule can hold."""
    awards = awards_of(rule)
    if not awards:
        return Span(0.0, 0.0)
    # A cap within a time holds what is given in it, not what is held.
    cap = inf if rule.cap is None or rule.cap_within else rule.cap
    most = min(awards[-1] if rule.once or rule.first or rule.deeds else inf, cap)
    return Span(-most, 0.0) if rule.points < 0 else Span(0.0, most)


def usual_award(rule: EngagementRule) -> float:
    """Return the points of one match without weights, or the nearest to them that are possible."""
    awards = awards_of(rule)
    return Span(awards[0], awards[-1]).hold(abs(rule.points)) if awards else 0.0


def awards_of(rule: EngagementRule) -> Sequence[float]:
    """Return the points that one match can be worth, ascending and without sign; empty if they are always 0."""
    where = dict(rule.where)
    known = [[(weights.name, value) for value in _seen(weights, where.get(weights.name))] for weights in rule.weights]
    if rule.per is not None:
        amounts = _amounts(rule.per, where.get(rule.per.of))
        known.append([(rule.per.of, amount) for amount in amounts])
    return sorted({abs(rule.worth(dict(properties))) for properties in product(*known)} - {0.0})


def _amounts(per: Per, test: Test | None) -> Iterable[Value]:
    """Return the least and the most that the property can be in a match, or what it can be at all."""
    if isinstance(test, OneOf):
        return test.values
    low = test.number if isinstance(test, AtLeast) else test.low if isinstance(test, Between) else per.every
    high = test.number if isinstance(test, AtMost) else test.high if isinstance(test, Between) else inf
    return (max(low, per.every), min(high, per.every * MOST_AMOUNTS)) if high >= per.every else ()


def _seen(weights: Weights, test: Test | None) -> Iterable[Value]:
    """Return the values that the property can have in a match, as far as they matter for its weight."""
    if isinstance(test, OneOf):
        return test.values
    return [*(value for value, _ in weights.by_value if test is None or test.holds(value)), UNNAMED]


def total(spans: Iterable[Span]) -> Span:
    """Return the span of the sum of one number from each."""
    spans = list(spans)
    return Span(sum((span.low for span in spans), 0.0), sum((span.high for span in spans), 0.0))
