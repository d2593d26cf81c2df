"""What a model allows but its author can hardly mean: rules that cannot matter, tiers that nobody reaches.

Only what is certain is said: what is called idle or empty stays so for every history. Nothing here stops a model.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from math import inf, nextafter

from scoring.errors import PathKey, Problem
from scoring.model import HOT, UNNAMED, Model, TierRule
from scoring.rules import NO_LIMIT, BySteps, ByValue, EngagementRule, FitRule, Span, Weights
from scoring.values import OneOf, Test, Value, is_number, same, show

_DAY = timedelta(days=1)


def doubts(model: Model) -> tuple[Problem, ...]:
    """Return what is hardly meant, each with its place in the model's document."""
    return (
        *empty_tiers(model),
        *_tiers_for_all(model),
        *_handoff_to_nobody(model),
        *_cooling_past_lukewarm(model),
        *_narrow_limits(model),
        *_groups(model),
        *idle_rules(model),
        *_repeated_rules(model),
        *_narrow_caps(model),
        *_needless_gates(model),
        *_needless_weights(model),
    )


# Tiers


def empty_tiers(model: Model) -> Iterator[Problem]:
    """Yield the bounds that keep every lead out of a tier, whatever it says and does."""
    fit, engagement = _reach_of_fit(model).high, _reach_of_engagement(model).high
    for tier in model.tiers:
        for name, most, needed in (
            ("enter", fit + engagement, tier.enter),
            ("fit", fit, tier.fit),
            ("engagement", engagement, tier.engagement),
        ):
            if most < needed:
                expected = f"at most {_points(most)}, which is all that rules and limits can give"
                yield Problem(("tiers", tier.name, name), _points(needed), expected)
    lukewarm, hot = model.tiers
    if hot.enter <= lukewarm.enter and hot.leave <= lukewarm.leave and _asks_no_more(hot, lukewarm):
        expected = f"more than {_points(lukewarm.enter)}: whoever gets lukewarm is hot at once"
        yield Problem(("tiers", HOT, "enter"), _points(hot.enter), expected)


def _tiers_for_all(model: Model) -> Iterator[Problem]:
    fit, engagement = _reach_of_fit(model).low, _reach_of_engagement(model).low
    for tier in model.tiers:
        if fit + engagement >= tier.enter and fit >= tier.fit and engagement >= tier.engagement:
            expected = f"more than {_points(fit + engagement)}, which every lead has: nobody would ever be below"
            yield Problem(("tiers", tier.name, "enter"), _points(tier.enter), expected)


def _handoff_to_nobody(model: Model) -> Iterator[Problem]:
    empty = {problem.path[1] for problem in empty_tiers(model)}
    if {model.handoff, HOT} <= empty:
        yield Problem(("handoff",), f'"{model.handoff}"', "a tier that leads can reach: sales is never called")


def _cooling_past_lukewarm(model: Model) -> Iterator[Problem]:
    lukewarm, hot = model.tiers
    if hot.enter > lukewarm.enter and hot.leave <= lukewarm.leave and _asks_no_more(hot, lukewarm):
        expected = f"more than {_points(lukewarm.leave)}: a hot lead would cool to cold without being lukewarm again"
        yield Problem(("tiers", HOT, "leave"), _points(hot.leave), expected)


def _asks_no_more(tier: TierRule, other: TierRule) -> bool:
    return tier.fit <= other.fit and tier.engagement <= other.engagement


# Limits and groups


def _narrow_limits(model: Model) -> Iterator[Problem]:
    for name, sums, limit in (
        ("fit", _sums_of_fit(model), model.limits.fit),
        ("engagement", _sums_of_engagement(model), model.limits.engagement),
    ):
        if sums.low < sums.high and limit.hold(sums.low) == limit.hold(sums.high):
            found = f"[{_points(limit.low)}, {_points(limit.high)}]"
            yield Problem(("limits", name), found, "room for what the rules give: now all leads get the same")


def _groups(model: Model) -> Iterator[Problem]:
    for group in model.groups:
        members = [(i, rule) for i, rule in enumerate(model.engagement) if rule.group == group.name]
        place = ("groups", group.name, "cap")
        if not members:
            yield Problem(place[:2], "a group without rules", f"a rule with group: {group.name}")
        elif not group.cap:
            yield Problem(place, "0", "more than 0: the rules of the group give nothing")
        else:
            yield from _narrow_group(place, group.cap, members)


def _narrow_group(
    place: tuple[PathKey, ...], cap: float, members: list[tuple[int, EngagementRule]]
) -> Iterator[Problem]:
    for index, rule in members:
        if _least_held(rule) > cap:
            expected = f"at least {_points(_least_held(rule))}, which one signal of engagement.{index} gives"
            yield Problem(place, _points(cap), expected)
            return
    sums = _total(_held(rule) for _, rule in members)
    most = max(-sums.low, sums.high)
    if 0 < most < cap:
        expected = f"at most {_points(most)}: its rules hold no more together, so that it takes nothing"
        yield Problem(place, _points(cap), expected)


# Rules


def idle_rules(model: Model) -> Iterator[Problem]:
    """Yield the rules without which every lead has the tiers that it has with them."""
    yield from _covered_conditions(model)
    for index, fit in enumerate(model.fit):
        given = [value for value in _telling_values(model, fit.field) if fit.scale.points_for(value)]
        if not given:
            yield Problem(("fit", index), "a rule that gives 0 points", "other points, or no such rule")
        elif all(model.makes_unfit(fit.field, value) for value in given):
            yield Problem(("fit", index), "points only for what makes a lead unfit", "points, or unfit, not both")
    for index, rule in enumerate(model.engagement):
        if not rule.points:
            yield Problem(("engagement", index, "points"), "0", "other points, or no such rule")
        elif not _awards(rule):
            yield Problem(("engagement", index), "a weight of 0 for all that it counts", "a weight above 0")
        elif rule.cap == 0:
            yield Problem(("engagement", index, "cap"), "0", "more than 0: the rule gives nothing")


def _covered_conditions(model: Model) -> Iterator[Problem]:
    """Yield the unfit conditions that hold only where another one does; of two that are equal, the second."""
    held = [
        {same(value) for value in _telling_values(model, condition.field) if condition.test.holds(value)}
        for condition in model.unfit
    ]
    for index, condition in enumerate(model.unfit):
        for other, covering in enumerate(model.unfit):
            is_covered = condition.field == covering.field and held[index] <= held[other]
            if other != index and is_covered and (other < index or held[index] < held[other]):
                found = f"what unfit.{other} says already"
                yield Problem(("unfit", index), found, "another condition, or one of the two")
                break


def _repeated_rules(model: Model) -> Iterator[Problem]:
    engagement = [replace(rule, points=0.0) for rule in model.engagement]
    for kind, asked in (("fit", [*map(_asked_by, model.fit)]), ("engagement", engagement)):
        for index, rule in enumerate(asked):
            first = asked.index(rule)
            if first < index:
                yield Problem((kind, index), f"the same rule as {kind}.{first}", "one rule: both give their points")


def _asked_by(rule: FitRule) -> Hashable:
    """Return what a rule is, but for its points."""
    scale = rule.scale
    if isinstance(scale, ByValue):
        return rule.field, "values", frozenset(map(same, scale.named_values()))
    return rule.field, *(("steps", scale.named_values()) if isinstance(scale, BySteps) else ("test", scale.test))


def _narrow_caps(model: Model) -> Iterator[Problem]:
    for index, rule in enumerate(model.engagement):
        awards = _awards(rule)
        if rule.cap and awards and rule.cap < awards[0]:
            expected = f"at least {_points(awards[0])}, the points of one signal: it never gives more than its cap"
            yield Problem(("engagement", index, "cap"), _points(rule.cap), expected)


def _needless_gates(model: Model) -> Iterator[Problem]:
    for index, rule in enumerate(model.engagement):
        place = ("engagement", index)
        if rule.first and rule.once:
            yield Problem((*place, "once"), "true", "no once: recency: first happens only once")
        if rule.per_day is None:
            continue
        if rule.first or rule.once:
            other = "recency: first" if rule.first else "once"
            yield Problem((*place, "per_day"), str(rule.per_day), f"no per_day: {other} gives points only once")
        elif rule.returning_after is not None and rule.per_day * rule.returning_after >= _DAY:
            expected = "no per_day: nobody returns more often than that"
            yield Problem((*place, "per_day"), str(rule.per_day), expected)


def _needless_weights(model: Model) -> Iterator[Problem]:
    for index, rule in enumerate(model.engagement):
        for weights in rule.weights:
            # What every rule has may be the model's own weights, which must suit the others too.
            is_own = any(weights.name not in {each.name for each in other.weights} for other in model.engagement)
            test = dict(rule.where).get(weights.name)
            if is_own and test is not None and not any(test.holds(value) for value, _ in weights.by_value):
                expected = f"a weight for what where lets through ({str(test).removeprefix('=')})"
                found = f"weights for {', '.join(value for value, _ in weights.by_value)}"
                yield Problem(("engagement", index, weights.name), found, expected)


# What rules can give


def _reach_of_fit(model: Model) -> Span:
    sums = _sums_of_fit(model)
    return Span(model.limits.fit.hold(sums.low), model.limits.fit.hold(sums.high))


def _sums_of_fit(model: Model) -> Span:
    """Return the least and the most fit, before the limits, of a lead that is not unfit."""
    return _total(_span_of_field(model, name) for name in model.fields)


def _span_of_field(model: Model, name: str) -> Span:
    values = [value for value in _telling_values(model, name) if not model.makes_unfit(name, value)]
    points = [0.0, *(model.fit_points(name, value) for value in values)]
    return Span(min(points), max(points))


def _telling_values(model: Model, name: str) -> Iterator[Value]:
    """Yield values that between them give all that any value of the field can."""
    yield UNNAMED
    for value in model.named_values(name):
        yield value
        if is_number(value):
            yield nextafter(value, -inf)
            yield nextafter(value, inf)


def _reach_of_engagement(model: Model) -> Span:
    sums = _sums_of_engagement(model)
    return Span(model.limits.engagement.hold(sums.low), model.limits.engagement.hold(sums.high))


def _sums_of_engagement(model: Model) -> Span:
    """Return the least and the most engagement before the limits."""
    sums = [_held(rule) for rule in model.engagement if rule.group is None]
    for group in model.groups:
        together = _total(_held(rule) for rule in model.engagement if rule.group == group.name)
        sums.append(Span(max(together.low, -group.cap), min(together.high, group.cap)))
    return _total(sums)


def _held(rule: EngagementRule) -> Span:
    """Return the least and the most that a rule can hold."""
    awards = _awards(rule)
    if not awards:
        return Span(0.0, 0.0)
    most = min(awards[-1] if rule.once or rule.first else inf, inf if rule.cap is None else rule.cap)
    return Span(-most, 0.0) if rule.points < 0 else Span(0.0, most)


def _least_held(rule: EngagementRule) -> float:
    """Return the least that the rule holds after it gave points for the first time, whatever their sign."""
    return min((*_awards(rule)[:1], inf if rule.cap is None else rule.cap), default=0.0)


def _awards(rule: EngagementRule) -> Sequence[float]:
    """Return what one match can be worth, ascending and without sign; empty if it is always 0."""
    where = dict(rule.where)
    known = [[(weights.name, value) for value in _seen(weights, where.get(weights.name))] for weights in rule.weights]
    return sorted({abs(rule.worth(dict(properties))) for properties in product(*known)} - {0.0})


def _seen(weights: Weights, test: Test | None) -> Iterable[Value]:
    """Return what the property can be in a match, as far as it matters for its weight."""
    if isinstance(test, OneOf):
        return test.values
    return [*(value for value, _ in weights.by_value if test is None or test.holds(value)), UNNAMED]


def _total(spans: Iterable[Span]) -> Span:
    spans = list(spans)
    return Span(sum((span.low for span in spans), 0.0), sum((span.high for span in spans), 0.0))


def _points(number: float) -> str:
    return show(round(number, 3))
