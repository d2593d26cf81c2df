"""What Ada is warned of before a rule of hers goes live, and what she is not bothered with."""

from typing import Any

import pytest

from scoring.doubts import doubts
from scoring.parse import parse_model
from tests.unit.scoring.scoring_examples import B2B, B2C, document

QUIET = """
audience: b2b
handoff: lukewarm
tiers:
  lukewarm: {enter: 40, leave: 34}
  hot:      {enter: 75, leave: 65, fit: 20, engagement: 10}
unfit:
  - {field: role, in: [student]}
fit:
  - {field: role, points: {founder: 25, director: 20, student: -5}}
  - {field: company_size, steps: [[1, 0], [50, 8], [200, 14]]}
engagement:
  - {signal: page.viewed, points: 10, cap: 30, half_life: 21d}
  - {signal: demo.used, points: 20, half_life: 21d}
"""


def doubts_of(**parts: Any) -> list[str]:
    """Say what is doubted in the quiet model with some of its parts replaced."""
    return [str(doubt) for doubt in doubts(parse_model({**document(QUIET), **parts}))]


def with_engagement(text: str, **parts: Any) -> list[str]:
    """Say what is doubted in the quiet model with rules added to it: they are the third and following."""
    rules = document(QUIET)["engagement"] + document(f"engagement: [{text}]")["engagement"]
    return doubts_of(engagement=rules, **parts)


def test_models_in_which_everything_counts_are_not_doubted() -> None:
    assert doubts_of() == []
    assert doubts(B2B) == ()
    assert doubts(B2C) == ()


@pytest.mark.parametrize(
    "rule",
    [
        "{signal: x, points: 10, cap: 10, once: true}",
        "{signal: x, points: -15, cap: 15}",
        "{signal: x, points: 8, cap: 8, channel: {email: 1.2}}",
        "{signal: x, points: 10, cap: 4, where: {funnel: tofu}, funnel: {tofu: 0.4}}",
        "{signal: x, points: 4, funnel: {tofu: 0, bofu: 2}}",
        "{signal: x, points: 4, where: {funnel: {one_of: [tofu, mofu]}}, funnel: {tofu: 0.5}}",
        "{signal: x, points: 4, where: {value: {at_least: 3}}}, {signal: x, points: 4, where: {value: {at_least: 5}}}",
        "{signal: x, points: 4, half_life: 2d}, {signal: x, points: 4, half_life: 60d}",
        "{signal: x, points: 4, where: {vip: true}}, {signal: x, points: 4, where: {vip: 1}}",
        "{signal: x, points: 4, recency: {returning_after: 6h}, per_day: 3}",
        "{signal: x, points: 4, once: true, recency: {returning_after: 30d}}",
        "{signal: x, points: 4, times: 3, within: 7d, per_day: 1}",
    ],
)
def test_what_may_well_be_meant_is_not_doubted(rule: str) -> None:
    assert with_engagement(rule) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{signal: x, points: 0}", "engagement.2.points: found 0, expected other points, or no such rule"),
        ("{signal: x, points: 5, cap: 0}", "engagement.2.cap: found 0, expected more than 0: the rule gives nothing"),
        (
            "{signal: x, points: 5, where: {channel: paid}, channel: {paid: 0}}",
            "engagement.2: found a weight of 0 for all that it counts, expected a weight above 0",
        ),
        (
            "{signal: x, points: 10, cap: 5}",
            "engagement.2.cap: found 5, "
            "expected at least 10, the points of one signal: it never gives more than its cap",
        ),
        (
            "{signal: x, points: -15, cap: 10}",
            "engagement.2.cap: found 10, "
            "expected at least 15, the points of one signal: it never gives more than its cap",
        ),
        (
            "{signal: x, points: 5, cap: 8, where: {funnel: bofu}, funnel: {bofu: 2}}",
            "engagement.2.cap: found 8, "
            "expected at least 10, the points of one signal: it never gives more than its cap",
        ),
        (
            "{signal: x, points: 5, once: true, per_day: 2}",
            "engagement.2.per_day: found 2, expected no per_day: once gives points only once",
        ),
        (
            "{signal: x, points: 5, recency: first, per_day: 1}",
            "engagement.2.per_day: found 1, expected no per_day: recency: first gives points only once",
        ),
        (
            "{signal: x, points: 5, recency: first, once: true}",
            "engagement.2.once: found true, expected no once: recency: first happens only once",
        ),
        (
            "{signal: x, points: 5, recency: {returning_after: 12h}, per_day: 2}",
            "engagement.2.per_day: found 2, expected no per_day: nobody returns more often than that",
        ),
        (
            "{signal: x, points: 5, where: {funnel: bofu}, funnel: {tofu: 0.5, mofu: 0.8}}",
            "engagement.2.funnel: found weights for mofu, tofu, expected a weight for what where lets through (bofu)",
        ),
        (
            "{signal: demo.used, points: 8, half_life: 21d}",
            "engagement.2: found the same rule as engagement.1, expected one of the two: both give their points",
        ),
    ],
)
def test_a_rule_on_signals_that_is_hardly_meant(rule: str, said: str) -> None:
    assert with_engagement(rule) == [said]


def test_weights_for_every_rule_need_not_suit_each() -> None:
    weights = {"funnel": {"tofu": 0.5, "bofu": 2}}
    assert with_engagement("{signal: x, points: 5, where: {funnel: mofu}}", weights=weights) == []
    # Conditions have no weights, and do not make the model's own those of the others.
    conditions = "{all: [{field: role, in: [founder]}, {signal: x, within: 7d}], points: 5}"
    assert with_engagement(f"{{signal: x, points: 5, where: {{funnel: mofu}}}}, {conditions}", weights=weights) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "{field: role, points: {founder: 0, student: 0}}",
            "fit.2: found a rule that gives 0 points, expected other points, or no such rule",
        ),
        (
            "{field: role, in: [student], points: -20}",
            "fit.2: found points only for what makes a lead unfit, expected points, or unfit, not both",
        ),
        (
            "{field: company_size, steps: [[1, 3], [50, -8], [200, 2]]}",
            "fit.2: found the same rule as fit.1, expected one of the two: both give their points",
        ),
        (
            "{field: role, points: {student: -9, director: 1, founder: 2}}",
            "fit.2: found the same rule as fit.0, expected one of the two: both give their points",
        ),
    ],
)
def test_a_rule_on_answers_that_is_hardly_meant(rule: str, said: str) -> None:
    fit = document(QUIET)["fit"] + document(f"fit: [{rule}]")["fit"]
    assert doubts_of(fit=fit) == [said]


def test_a_range_in_which_everybody_is_unfit_gives_nothing() -> None:
    unfit = [{"field": "company_size", "at_most": 10}]
    solo = {"field": "company_size", "at_least": 1, "at_most": 10, "points": -8}
    assert doubts_of(unfit=unfit, fit=[*document(QUIET)["fit"], solo]) == [
        "fit.2: found points only for what makes a lead unfit, expected points, or unfit, not both"
    ]
    assert doubts_of(unfit=unfit, fit=[*document(QUIET)["fit"], solo | {"at_most": 11}]) == []


@pytest.mark.parametrize(
    ("unfit", "said"),
    [
        ([{"in": ["student"]}, {"in": ["student"]}], [(1, 0)]),
        ([{"in": ["student"]}, {"in": ["student", "vendor"]}], [(0, 1)]),
        ([{"present": True}, {"in": ["student"]}], [(1, 0)]),
        ([{"at_least": 5}, {"at_least": 3, "at_most": 9}], []),
        ([{"in": ["student"]}, {"in": ["vendor"]}], []),
    ],
)
def test_a_condition_that_another_one_covers_is_needless(unfit: list[Any], said: list[tuple[int, int]]) -> None:
    found = doubts_of(unfit=[{"field": "team", **condition} for condition in unfit])
    assert found == [
        f"unfit.{index}: found what unfit.{other} says already, expected another condition, or one of the two"
        for index, other in said
    ]


@pytest.mark.parametrize(
    ("cap", "rules", "said"),
    [
        (20, "", "groups.web: found a group without rules, expected a rule with group: web"),
        (
            0,
            "{signal: x, points: 5, group: web}",
            "groups.web.cap: found 0, expected more than 0: the rules of the group give nothing",
        ),
        (
            8,
            "{signal: x, points: 5, group: web}, {signal: y, points: 9, group: web}",
            "groups.web.cap: found 8, expected at least 9, which one signal of engagement.3 gives",
        ),
        (
            300,
            "{signal: x, points: 5, cap: 15, group: web}, {signal: y, points: 9, once: true, group: web}",
            "groups.web.cap: found 300, expected at most 24: its rules hold no more together, so that it takes nothing",
        ),
    ],
)
def test_a_group_that_does_nothing_or_takes_everything(cap: float, rules: str, said: str) -> None:
    assert with_engagement(rules, groups={"web": {"cap": cap}}) == [said]


def test_a_group_that_takes_something_from_somebody_is_not_doubted() -> None:
    rules = "{signal: x, points: 5, cap: 15, group: web}, {signal: y, points: 9, group: web}"
    assert with_engagement(rules, groups={"web": {"cap": 20}}) == []


def test_limits_that_leave_no_room_make_all_leads_equal() -> None:
    quiet = {"lukewarm": {"enter": 5}, "hot": {"enter": 10}}
    said = "expected room for what the rules give: now all leads get the same"
    assert doubts_of(tiers=quiet, limits={"fit": [0, 0]}) == [f"limits.fit: found [0, 0], {said}"]
    assert doubts_of(tiers=quiet, limits={"engagement": [-10, 0]}) == [f"limits.engagement: found [-10, 0], {said}"]
    assert doubts_of(tiers=quiet, limits={"engagement": [0, 0]}, engagement=[]) == []


def test_a_tier_above_all_that_rules_and_limits_give_is_out_of_reach() -> None:
    tiers = {"lukewarm": {"enter": 40}, "hot": {"enter": 100, "fit": 40, "engagement": 61}}
    assert doubts_of(tiers=tiers, limits={"engagement": [0, 60]}) == [
        "tiers.hot.enter: found 100, expected at most 99, which is all that rules and limits can give",
        "tiers.hot.fit: found 40, expected at most 39, which is all that rules and limits can give",
        "tiers.hot.engagement: found 61, expected at most 60, which is all that rules and limits can give",
    ]


@pytest.mark.parametrize(
    ("rules", "most"),
    [
        ("{signal: x, points: 10}", None),
        ("{signal: x, points: 10, per_day: 1}", None),
        ("{signal: x, points: 10, once: true}", 39 + 10),
        ("{signal: x, points: 10, recency: first, funnel: {bofu: 1.5}}", 39 + 15),
        ("{signal: x, points: 10, cap: 25}, {signal: y, points: -10, cap: 10}", 39 + 25),
        ("{signal: x, points: 10, group: web}, {signal: y, points: 6, cap: 9}", 39 + 20 + 9),
    ],
)
def test_the_most_that_a_rule_gives_is_bounded_by_what_it_says(rules: str, most: float | None) -> None:
    tiers = {"lukewarm": {"enter": 40}, "hot": {"enter": 1000}}
    engagement = document(f"engagement: [{rules}]")["engagement"]
    said = [] if most is None else [f"expected at most {most}, which is all that rules and limits can give"]
    found = doubts_of(tiers=tiers, engagement=engagement, groups={"web": {"cap": 20}})
    assert [line.partition(", ")[2] for line in found if line.startswith("tiers")] == said


def test_answers_that_make_a_lead_unfit_bring_it_into_no_tier() -> None:
    fit = [{"field": "role", "points": {"founder": 10, "student": 90}}]
    found = doubts_of(fit=fit, engagement=[], tiers={"lukewarm": {"enter": 10}, "hot": {"enter": 11}})
    assert found == ["tiers.hot.enter: found 11, expected at most 10, which is all that rules and limits can give"]


def test_a_handoff_that_no_lead_comes_to_is_named() -> None:
    tiers = {"lukewarm": {"enter": 20}, "hot": {"enter": 500}}
    parts: dict[str, Any] = {"tiers": tiers, "limits": {"engagement": [0, 60]}}
    assert doubts_of(handoff="hot", **parts)[1:] == [
        'handoff: found "hot", expected a tier that leads can reach: sales is never alerted'
    ]
    assert len(doubts_of(handoff="lukewarm", **parts)) == 1


def test_a_tier_between_two_equal_bounds_is_never_seen() -> None:
    said = (
        "tiers.lukewarm.enter: found 40, expected less than 40, which makes a lead hot: nobody would ever be lukewarm"
    )
    assert doubts_of(tiers={"lukewarm": {"enter": 40, "leave": 30}, "hot": {"enter": 40, "leave": 30}}) == [said]
    assert doubts_of(tiers={"lukewarm": {"enter": 40, "leave": 30}, "hot": {"enter": 40}}) == []
    assert doubts_of(tiers={"lukewarm": {"enter": 40}, "hot": {"enter": 40, "fit": 10}}) == []


def test_a_hot_lead_that_would_cool_past_lukewarm_is_noticed() -> None:
    said = "expected more than 34: a hot lead would cool to cold without being lukewarm again"
    tiers = {"lukewarm": {"enter": 40, "leave": 34}, "hot": {"enter": 75, "leave": 6}}
    assert doubts_of(tiers=tiers) == [f"tiers.hot.leave: found 6, {said}"]
    tiers["hot"]["engagement"] = 20
    assert doubts_of(tiers=tiers) == []


def test_a_tier_that_every_lead_has_is_noticed() -> None:
    tiers = {"lukewarm": {"enter": 0, "leave": -10}, "hot": {"enter": 75, "leave": 65}}
    said = "tiers.lukewarm.enter: found 0, expected more than 0, which every lead has: nobody would ever be below"
    assert doubts_of(tiers=tiers, fit=[{"field": "role", "points": {"founder": 25}}]) == [said]
    assert doubts_of(tiers=tiers, fit=[{"field": "role", "points": {"vendor": -25}}]) == []


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"founder": 220}, ["220 points, expected 60"]),
        ({"founder": 61, "director": 22}, ["61 points, expected 60"]),
        ({"founder": 20, "vendor": -1800}, ["-1800 points, expected -54"]),
        ({"founder": 60, "vendor": -54}, []),
    ],
)
def test_a_digit_too_many_is_noticed_where_the_limits_take_it_away(points: dict[str, int], said: list[str]) -> None:
    fit = [{"field": "role", "points": points}, {"field": "company_size", "steps": [[50, 8], [200, 14]]}]
    found = doubts_of(fit=fit, limits={"fit": [-40, 60]}, unfit=[])
    ends = ", with which the limit is reached as well, whatever else they answer"
    assert found == [f"fit.0: found {each}{ends}" for each in said]
    assert doubts_of(fit=fit, unfit=[]) == []
