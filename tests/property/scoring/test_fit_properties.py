"""Rule 2 of scoring, fit: the points of the latest fact per field, by value, by steps or by test."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import replay, score_at
from scoring.history import Fact, Item
from scoring.model import Model
from scoring.parse import parse_model
from scoring.values import Value, folded
from tests.property.scoring.cases import Case, alone, cases
from tests.property.scoring.documents import VALUES, fit_rules, points
from tests.property.scoring.histories import MONDAY, facts, unhurried

TIERS = {"lukewarm": {"enter": 10}, "hot": {"enter": 20}}
numbers = st.sampled_from([0, 1, 10, 50, 50.5, 200]) | st.integers(-5, 250) | st.floats(-5, 250)
values = st.one_of(numbers, st.booleans(), st.sampled_from(["", "1", "founder", "Founder", "50"]))


def model_of(*rules: dict[str, Any], **more: Any) -> Model:
    document = {"audience": "b2b", "handoff": "hot", "tiers": TIERS, "fit": list(rules)} | more
    return parse_model(document)


def fit_of(model: Model, *told: Item) -> float:
    return score_at(model, replay(model, told, MONDAY).standing, MONDAY).fit


def points_for(rule: dict[str, Any], value: Value) -> float:
    return fit_of(model_of({"field": "size"} | rule), Fact("1", MONDAY, "size", value))


def is_same(one: Value, value: Value) -> bool:
    """Texts are compared without regard to case and accents, and a truth is no number."""
    if isinstance(one, str) and isinstance(value, str):
        return folded(one) == folded(value)
    return one == value and isinstance(one, bool) == isinstance(value, bool)


def is_number(value: Value) -> bool:
    return type(value) in (int, float)


@unhurried
@given(st.dictionaries(st.sampled_from(["founder", "1", 1, 10, 50.5, True]), st.integers(-30, 30), min_size=1), values)
def test_by_value_a_rule_gives_the_points_of_the_value_and_0_for_one_that_it_does_not_name(
    by_value: dict[Value, int], value: Value
) -> None:
    named = [given for name, given in by_value.items() if is_same(name, value)]
    assert points_for({"points": by_value}, value) == (named[0] if named else 0)


@unhurried
@given(st.sets(numbers, min_size=1, max_size=5), values)
def test_by_steps_the_last_step_whose_number_is_at_most_the_value_counts_and_below_the_first_0(
    steps: set[float], value: Value
) -> None:
    scale = [[number, place] for place, number in enumerate(sorted(steps), start=1)]
    reached = [number for number in steps if is_number(value) and number <= value]  # type: ignore[operator]
    assert points_for({"steps": scale}, value) == len(reached)


@unhurried
@given(st.lists(values, min_size=1, max_size=4), values)
def test_by_membership_the_values_listed_give_the_points_and_no_other(listed: list[Value], value: Value) -> None:
    member = any(is_same(one, value) for one in listed)
    assert points_for({"in": listed, "points": 5}, value) == (5 if member else 0)


@unhurried
@given(numbers, numbers, values)
def test_by_range_numbers_from_the_one_end_to_the_other_give_the_points_both_ends_included(
    one: float, other: float, value: Value
) -> None:
    low, high = sorted((one, other))
    above, below = (is_number(value) and low <= value, is_number(value) and value <= high)  # type: ignore[operator]
    assert points_for({"at_least": low, "points": 5}, value) == (5 if above else 0)
    assert points_for({"at_most": high, "points": 5}, value) == (5 if below else 0)
    assert points_for({"at_least": low, "at_most": high, "points": 5}, value) == (5 if above and below else 0)
    assert points_for({"at_least": low, "at_most": high, "points": 5}, low) == 5


@unhurried
@given(values)
def test_by_presence_anything_known_in_the_field_gives_the_points(value: Value) -> None:
    assert points_for({"present": True, "points": 5}, value) == 5
    assert fit_of(model_of({"field": "size", "present": True, "points": 5}), Fact("1", MONDAY, "role", value)) == 0


@alone
@given(cases())
def test_of_each_field_only_the_latest_fact_counts(case: Case) -> None:
    latest: dict[str, Item] = {}
    for item in sorted(case.history, key=lambda item: (item.at, item.id)):
        if isinstance(item, Fact) and item.at <= case.at:
            latest[item.field] = item
    score = score_at(case.model, replay(case.model, case.history, case.at).standing, case.at)
    alone = score_at(case.model, replay(case.model, latest.values(), case.at).standing, case.at)
    assert score.fit == alone.fit


@unhurried
@given(st.lists(fit_rules(), max_size=4), st.lists(facts, max_size=3, unique_by=lambda fact: fact[0]))
def test_fit_is_the_sum_over_the_rules(rules: list[dict[str, Any]], known: list[tuple[str, Value]]) -> None:
    told = [Fact(name, MONDAY, name, value) for name, value in known]
    assert {fact.field for fact in told} <= set(VALUES)
    assert fit_of(model_of(*rules), *told) == sum(fit_of(model_of(rule), *told) for rule in rules)


@unhurried
@given(st.lists(fit_rules(), max_size=4), facts, points(-40, 0), points(0, 40))
def test_fit_is_clamped_to_its_limits(
    rules: list[dict[str, Any]], known: tuple[str, Value], low: float, high: float
) -> None:
    told = Fact("1", MONDAY, *known)
    free, limited = model_of(*rules), model_of(*rules, limits={"fit": [low, high]})
    ends = limited.limits.fit
    assert fit_of(limited, told) == min(max(fit_of(free, told), ends.low), ends.high)
