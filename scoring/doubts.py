"""What a model allows but its author can hardly mean: rules that cannot matter, tiers that nobody reaches.

Only what is certain is said: what is called idle or empty stays so for every history. Nothing here stops a model.
"""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import timedelta
from math import inf

from scoring.errors import PathKey, Problem
from scoring.model import HOT, LUKEWARM, Model, TierRule
from scoring.reach import (
    awards_of,
    engagement_reach,
    engagement_sums,
    fit_reach,
    fit_sums,
    held_by,
    span_of_field,
    span_of_rule,
    total,
    usual_award,
)
from scoring.rules import BySteps, ByTest, EngagementRule, FitRule, Span
from scoring.values import alike, same, shapes_of, show

_DAY = timedelta(days=1)


def doubts(model: Model) -> tuple[Problem, ...]:
    """Return the doubts about a model, each with its place in the model's document."""
    return (
        *empty_tiers(model),
        *_tiers_for_all(model),
        *_handoff_to_nobody(model),
        *_cooling_past_lukewarm(model),
        *_narrow_limits(model),
        *_points_past_the_limits(model),
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
    yield from _tiers_out_of_reach(model)
    lukewarm, hot = model.tiers
    if hot.enter <= lukewarm.enter and hot.leave <= lukewarm.leave and _asks_no_more(hot, lukewarm):
        expected = f"less than {_points(hot.enter)}, which makes a lead hot: nobody would ever be lukewarm"
        yield Problem(("tiers", LUKEWARM, "enter"), _points(lukewarm.enter), expected)


def _tiers_out_of_reach(model: Model) -> Iterator[Problem]:
    fit, engagement = fit_reach(model).high, engagement_reach(model).high
    for tier in model.tiers:
        for name, most, needed in (
            ("enter", fit + engagement, tier.enter),
            ("fit", fit, tier.fit),
            ("engagement", engagement, tier.engagement),
        ):
            if most < needed:
                expected = f"at most {_points(most)}, which is all that rules and limits can give"
                yield Problem(("tiers", tier.name, name), _points(needed), expected)


def _tiers_for_all(model: Model) -> Iterator[Problem]:
    fit, engagement = fit_reach(model).low, engagement_reach(model).low
    for tier in model.tiers:
        if fit + engagement >= tier.enter and fit >= tier.fit and engagement >= tier.engagement:
            expected = f"more than {_points(fit + engagement)}, which every lead has: nobody would ever be below"
            yield Problem(("tiers", tier.name, "enter"), _points(tier.enter), expected)


def _handoff_to_nobody(model: Model) -> Iterator[Problem]:
    empty = {problem.path[1] for problem in _tiers_out_of_reach(model)}
    if empty.issuperset((model.handoff, HOT)):
        yield Problem(("handoff",), f'"{model.handoff}"', "a tier that leads can reach: sales is never alerted")


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
        ("fit", fit_sums(model), model.limits.fit),
        ("engagement", engagement_sums(model), model.limits.engagement),
    ):
        if sums.low < sums.high and limit.hold(sums.low) == limit.hold(sums.high):
            found = f"[{_points(limit.low)}, {_points(limit.high)}]"
            yield Problem(("limits", name), found, "room for what the rules give: now all leads get the same")


def _points_past_the_limits(model: Model) -> Iterator[Problem]:
    """Yield the rules on answers that reach a limit with fewer points as well, whatever else is known of a lead."""
    sums, limit = fit_sums(model), model.limits.fit
    for index, rule in enumerate(model.fit):
        own, field = span_of_rule(model, rule), span_of_field(model, rule.field)
        others = Span(sums.low - field.low, sums.high - field.high)
        for points, enough in ((own.high, limit.high - others.low), (own.low, limit.low - others.high)):
            if abs(points) > max(abs(enough), 1.0) and points * enough > 0:
                expected = f"{_points(enough)}, with which the limit is reached as well, whatever else they answer"
                yield Problem(("fit", index), f"{_points(points)} points", expected)


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
        once = min(usual_award(rule), inf if rule.cap is None else rule.cap)
        if once > cap:
            expected = f"at least {_points(once)}, which one signal of engagement.{index} gives"
            yield Problem(place, _points(cap), expected)
            return
    sums = total(held_by(rule) for _, rule in members)
    most = max(-sums.low, sums.high)
    if 0 < most < cap:
        expected = f"at most {_points(most)}: its rules hold no more together, so that it takes nothing"
        yield Problem(place, _points(cap), expected)


# Rules


def idle_rules(model: Model) -> Iterator[Problem]:
    """Yield the rules without which every lead has the tiers that it has with them."""
    yield from _covered_conditions(model)
    for index, fit in enumerate(model.fit):
        given = [value for value in model.telling_values(fit.field) if fit.scale.points_for(value)]
        if fit.if_unknown:
            continue
        if not given:
            yield Problem(("fit", index), "a rule that gives 0 points", "other points, or no such rule")
        elif all(model.makes_unfit(fit.field, value) for value in given):
            yield Problem(("fit", index), "points only for what makes a lead unfit", "points, or unfit, not both")
    for index, rule in enumerate(model.engagement):
        if not rule.points:
            yield Problem(("engagement", index, "points"), "0", "other points, or no such rule")
        elif not awards_of(rule):
            yield Problem(("engagement", index), "a weight of 0 for all that it counts", "a weight above 0")
        elif rule.cap == 0:
            yield Problem(("engagement", index, "cap"), "0", "more than 0: the rule gives nothing")


def _covered_conditions(model: Model) -> Iterator[Problem]:
    """Yield the unfit conditions that hold only where another one does; of two that are equal, the second."""
    held = [
        {same(value) for value in model.telling_values(condition.field) if condition.holds(value)}
        for condition in model.unfit
    ]
    for index, condition in enumerate(model.unfit):
        for other, covering in enumerate(model.unfit):
            is_covered = condition.field == covering.field and held[index] <= held[other]
            if condition.test != covering.test and any((*shapes_of(condition.test), *shapes_of(covering.test))):
                continue  # texts have shapes in more ways than can be tried
            if other != index and is_covered and (other < index or held[index] < held[other]):
                found = f"what unfit.{other} says already"
                yield Problem(("unfit", index), found, "another condition, or one of the two")
                break


def _repeated_rules(model: Model) -> Iterator[Problem]:
    # The readable form beside the rule tells true from 1, which Python holds to be equal.
    engagement: list[Hashable] = [(replace(rule, points=0.0), rule.about) for rule in model.engagement]
    for kind, asked in (("fit", [_asked_by(rule) for rule in model.fit]), ("engagement", engagement)):
        for index, rule in enumerate(asked):
            first = asked.index(rule)
            if first < index:
                yield Problem(
                    (kind, index), f"the same rule as {kind}.{first}", "one of the two: both give their points"
                )


def _asked_by(rule: FitRule) -> Hashable:
    """Return a rule without its points, to be compared."""
    scale = rule.scale
    if isinstance(scale, ByTest):
        return rule.field, scale.test, str(scale.test)
    named = scale.named_values() if isinstance(scale, BySteps) else [value for value, _ in scale.points]
    return rule.field, type(scale), frozenset(map(alike, named))


def _narrow_caps(model: Model) -> Iterator[Problem]:
    for index, rule in enumerate(model.engagement):
        usual = usual_award(rule)
        if rule.cap and rule.cap < usual:
            expected = f"at least {_points(usual)}, the points of one signal: it never gives more than its cap"
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
    weighed = [rule for rule in model.engagement if not rule.deeds]  # conditions have none, the model's own either
    for index, rule in enumerate(model.engagement):
        for weights in rule.weights:
            # What every rule has may be the model's own weights, which must suit the others too.
            is_own = any(weights.name not in {each.name for each in other.weights} for other in weighed)
            test = dict(rule.where).get(weights.name)
            if is_own and test is not None and not any(test.holds(value) for value, _ in weights.by_value):
                expected = f"a weight for what where lets through ({str(test).removeprefix('=')})"
                found = f"weights for {', '.join(value for value, _ in weights.by_value)}"
                yield Problem(("engagement", index, weights.name), found, expected)


def _points(number: float) -> str:
    return show(round(number, 3))
