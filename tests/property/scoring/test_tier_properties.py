"""Rule 4 of scoring: which tier a score is worth, and that it does not flutter."""

from itertools import pairwise
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from scoring.decay import on_grid
from scoring.engine import COOLING, replay
from scoring.model import COLD, RANK, UNFIT, Model
from scoring.tiers import needed_fit, tier_of
from tests.property.scoring.cases import Case, alone, cases
from tests.property.scoring.documents import models, points
from tests.property.scoring.histories import unhurried

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


@alone
@given(cases())
def test_no_two_tier_changes_happen_within_the_band(case: Case) -> None:
    if case.model.unfit or has_minima(case.model):
        return  # then not the score alone decides
    for change in replay(case.model, case.history, case.at).tier_changes:
        for rule in case.model.tiers:
            if RANK[change.tier_from] < RANK[rule.name] <= RANK[change.tier_to]:
                assert change.score >= rule.enter
            if RANK[change.tier_to] < RANK[rule.name] <= RANK[change.tier_from]:
                assert change.score < rule.leave


def has_minima(model: Model) -> bool:
    return any((rule.fit, rule.engagement) != (-inf, -inf) for rule in model.tiers)


@alone
@given(cases())
def test_between_signals_a_tier_only_falls_and_what_rises_was_caused(case: Case) -> None:
    changes = replay(case.model, case.history, case.at).tier_changes
    assert [change.at for change in changes] == sorted(change.at for change in changes)
    for change in changes:
        assert change.tier_from != change.tier_to
        assert RANK[change.tier_to] < RANK[change.tier_from] or change.because != COOLING
    for before, after in pairwise(changes):
        assert before.tier_to == after.tier_from


@alone
@given(cases())
def test_a_lead_is_unfit_exactly_while_a_condition_on_its_facts_holds(case: Case) -> None:
    standing = replay(case.model, case.history, case.at).standing
    holds = any(
        condition.field in standing.facts and condition.test.holds(standing.facts[condition.field].value)
        for condition in case.model.unfit
    )
    assert (standing.tier == UNFIT) == holds
