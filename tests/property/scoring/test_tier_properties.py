"""Rule 4 of scoring: which tier a score is worth, and that it does not flutter."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from scoring.decay import on_grid
from scoring.engine import replay
from scoring.model import COLD, RANK, UNFIT, Model
from scoring.signals import Item
from scoring.tiers import needed_fit, tier_of
from tests.property.scoring.histories import histories, instants, models, points, unhurried

presents = st.sampled_from(sorted(RANK))
grid_points = points(-20, 60).map(on_grid)


@unhurried
@given(models(), presents, grid_points, grid_points)
def test_the_highest_tier_that_may_be_entered_or_if_not_above_the_present_one_kept_else_cold(
    model: Model, present: str, fit: float, engagement: float
) -> None:
    score = fit + engagement
    possible = {COLD}
    for rule in model.tiers:
        minima_hold = fit >= rule.fit and engagement >= rule.engagement
        may_be_entered = score >= rule.enter
        may_be_kept = RANK[rule.name] <= RANK[present] and score >= rule.leave
        if minima_hold and (may_be_entered or may_be_kept):
            possible.add(rule.name)
    tier = tier_of(model, present, fit=fit, engagement=engagement)
    assert tier == max(possible, key=lambda name: RANK[name])


@unhurried
@given(models(), presents, grid_points, grid_points, grid_points)
def test_more_fit_never_means_a_lower_tier(
    model: Model, present: str, fit: float, more: float, engagement: float
) -> None:
    less, most = sorted((fit, more))
    lower = tier_of(model, present, fit=less, engagement=engagement)
    higher = tier_of(model, present, fit=most, engagement=engagement)
    assert RANK[lower] <= RANK[higher]


@unhurried
@given(models(), presents, grid_points, grid_points)
def test_the_needed_fit_is_exactly_what_has_the_tier(
    model: Model, present: str, total: float, engagement: float
) -> None:
    tier = tier_of(model, present, fit=model.limits.fit.hold(total), engagement=engagement)
    enough = {rule.name for rule in model.tiers if total >= needed_fit(model, rule, present, engagement=engagement)}
    assert tier == max({COLD, *enough}, key=lambda name: RANK[name])


@unhurried
@given(models(minima=False, unfit=False), histories(), instants)
def test_no_two_tier_changes_happen_within_the_band(model: Model, history: list[Item], at: datetime) -> None:
    for change in replay(model, history, at).tier_changes:
        for rule in model.tiers:
            if RANK[change.tier_from] < RANK[rule.name] <= RANK[change.tier_to]:
                assert change.score >= min(rule.enter, *(other.enter for other in model.tiers))
            if RANK[change.tier_to] < RANK[rule.name] <= RANK[change.tier_from]:
                assert change.score < rule.leave


@unhurried
@given(models(), histories(), instants)
def test_a_lead_is_unfit_exactly_while_a_condition_on_its_facts_holds(
    model: Model, history: list[Item], at: datetime
) -> None:
    standing = replay(model, history, at).standing
    holds = any(
        condition.field in standing.facts and condition.test.holds(standing.facts[condition.field].value)
        for condition in model.unfit
    )
    assert (standing.tier == UNFIT) == holds
