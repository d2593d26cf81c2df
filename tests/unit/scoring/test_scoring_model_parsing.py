"""What Ada reads when she mistypes a scoring model."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import timedelta
from math import inf, nan
from typing import Any

import pytest
from ruamel.yaml import YAML

from scoring.errors import ModelError, Problem
from scoring.model import Limits, TierRule
from scoring.parse import parse_model
from scoring.rules import BySteps, ByValue, EngagementRule, Span
from scoring.values import AtLeast, Glob, OneOf
from tests.unit.scoring.scoring_examples import B2B, B2B_TEXT, B2C, document

CONDITIONS = "in, not_in, contains, at_least, at_most, present"
FORMS = f"points by value, steps, or points with one of {CONDITIONS}, beside field"


def problems_of(spoiled: object) -> tuple[Problem, ...]:
    with pytest.raises(ModelError) as refused:
        parse_model(spoiled)  # type: ignore[arg-type]
    return refused.value.problems


def complaints(spoil: Callable[[dict[str, Any]], object]) -> list[str]:
    spoiled = document()
    spoil(spoiled)
    return [str(problem) for problem in problems_of(spoiled)]


def test_the_example_model_parses() -> None:
    assert (B2B.audience, B2B.handoff) == ("b2b", "lukewarm")
    assert B2B.tiers == (TierRule("lukewarm", 40, 34), TierRule("hot", 75, 65, fit=20))
    assert B2B.limits == Limits(Span(-100, 60), Span(0, 60))
    assert B2B.fit[0].scale == ByValue((("director", 20.0), ("founder", 25.0), ("manager", 10.0)))
    assert B2B.fit[1].scale == BySteps(((1, 0), (50, 8), (200, 14), (1000, 20)))
    assert B2B.engagement[1] == EngagementRule(
        "page.viewed", (("path", Glob("/pricing*")),), 10, cap=30, half_life=timedelta(days=21)
    )
    assert (B2B.engagement[2].times, B2B.engagement[2].within) == (3, timedelta(days=7))
    assert (B2B.alert_again_after, B2B.review_every) == (timedelta(days=14), timedelta(days=182))


def test_what_a_model_leaves_out_has_a_plain_default() -> None:
    assert B2C.limits == Limits(Span(-inf, inf), Span(-inf, inf))
    assert B2C.unfit == ()
    assert B2C.alert_again_after is None
    assert B2C.engagement[1].where == (("value", AtLeast(100)),)
    assert parse_model(document() | {"tiers": {"lukewarm": {"enter": 5}, "hot": {"enter": 9}}}).tiers[0].leave == 5


def test_a_document_read_for_round_trips_parses_the_same() -> None:
    assert parse_model(YAML().load(B2B_TEXT)) == B2B
    assert parse_model(OrderedDict(document())) == B2B


def test_rules_have_readable_ids_of_their_own() -> None:
    assert B2B.fit_ids == ("fit.role", "fit.company_size")
    assert B2B.engagement_ids == (
        "engagement.chat.answered",
        "engagement.page.viewed[path=/pricing*]",
        "engagement.page.viewed x3 in 7d",
        "engagement.newsletter.unsubscribed",
    )
    twice = document()
    twice["fit"].append({"field": "role", "in": ["founder"], "points": 1})
    assert parse_model(twice).fit_ids == ("fit.role", "fit.company_size", "fit.role#2")


def test_all_mistakes_are_reported_at_once_with_place_and_nearest_right_word() -> None:
    spoiled = document()
    spoiled["handof"] = spoiled.pop("handoff")
    spoiled["audience"] = "b2bb"
    spoiled["fit"][0]["points"]["founder"] = "many"
    spoiled["engagement"][0]["half_live"] = "30d"
    spoiled["engagement"][3]["half_life"] = "1d"
    assert problems_of(spoiled)[0] == Problem(
        ("handof",),
        '"handof"',
        "one of audience, handoff, tiers, limits, unfit, fit, engagement, groups, weights, imported, "
        "alert_again_after, review_every",
        "handoff",
    )
    assert [str(problem) for problem in problems_of(spoiled)[1:]] == [
        "handoff: found nothing, expected a value for handoff",
        'audience: found "b2bb", expected b2b or b2c (did you mean "b2b"?)',
        'fit.0.points.founder: found "many", expected a number of points',
        'engagement.0.half_live: found "half_live", expected one of signal, points, where, cap, per, half_life, '
        "expires, rests, from, to, times, within, once, per_day, recency, funnel, channel, group, label, label_if "
        '(did you mean "half_life"?)',
        'engagement.3.half_life: found "1d", expected no half_life with negative points: '
        "what faded back would raise the score without any signal",
    ]


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda d: d.update(handoff="cold"), 'handoff: found "cold", expected lukewarm or hot'),
        (lambda d: d.pop("tiers"), "tiers: found nothing, expected a value for tiers"),
        (lambda d: d["tiers"].pop("hot"), "tiers.hot: found nothing, expected a value for hot"),
        (
            lambda d: d["tiers"].update(warm={"enter": 3}),
            'tiers.warm: found "warm", expected one of lukewarm, hot (did you mean "lukewarm"?)',
        ),
        (
            lambda d: d["tiers"]["hot"].update(leave=76),
            "tiers.hot.leave: found 76, expected at most what it asks to enter (75)",
        ),
        (
            lambda d: d["tiers"]["hot"].update(enter=39, leave=30),
            "tiers.hot.enter: found 39.0, expected at least what lukewarm asks to enter (40)",
        ),
        (lambda d: d["tiers"]["hot"].update(enter=True), "tiers.hot.enter: found true, expected a number of points"),
        (lambda d: d["tiers"]["hot"].update(enter=nan), "tiers.hot.enter: found nan, expected a number of points"),
        (
            lambda d: d["tiers"]["hot"].update(enter=10**5000),
            "tiers.hot.enter: found a number far too large, expected a number of points",
        ),
        (lambda d: d["limits"].update(fit=[60]), "limits.fit: found a list, expected a list [lowest, highest]"),
        (lambda d: d["limits"].update(fit=[9, 5]), "limits.fit.0: found 9.0, expected at most the highest (5)"),
        (lambda d: d["limits"].update(fit=[-inf, 5]), "limits.fit.0: found -inf, expected a number of points"),
        (lambda d: d.update(unfit={}), "unfit: found a mapping, expected a list"),
        (
            lambda d: d["unfit"][0].update(at_most=3),
            f"unfit.0: found a mapping, expected exactly one of {CONDITIONS} beside field",
        ),
        (lambda d: d["unfit"][0].update({"in": []}), "unfit.0.in: found a list, expected a list of at least one value"),
        (lambda d: d["fit"][0].pop("field"), "fit.0.field: found nothing, expected a value for field"),
        (
            lambda d: d["fit"][0].pop("points"),
            f"fit.0: found a mapping, expected {FORMS}",
        ),
        (
            lambda d: d["fit"][1].update(points=3),
            f"fit.1: found a mapping, expected {FORMS}",
        ),
        (
            lambda d: d["fit"][0].update(points={}),
            "fit.0.points: found a mapping, expected a mapping from values to points",
        ),
        (
            lambda d: d["fit"][1]["steps"].append([200, 1]),
            "fit.1.steps.4.0: found 200.0, expected a number above that of the step before (1000)",
        ),
        (lambda d: d["fit"][1].update(steps=[[1]]), "fit.1.steps.0: found a list, expected a step [number, points]"),
        (
            lambda d: d["fit"][1].update(steps=[]),
            "fit.1.steps: found a list, expected a list of at least one step [number, points]",
        ),
        (
            lambda d: d["engagement"][0].update(signal=""),
            'engagement.0.signal: found "", expected the name of a signal',
        ),
        (
            lambda d: d["engagement"][0].update(cap=-1),
            "engagement.0.cap: found -1, expected a number of points from 0 on",
        ),
        (
            lambda d: d["engagement"][0].update(half_life="0d"),
            'engagement.0.half_life: found "0d", expected a duration such as 45m, 12h, 30d or 2w (at most 3650d)',
        ),
        (
            lambda d: d["engagement"][0].update(half_life=30),
            "engagement.0.half_life: found 30, expected a duration such as 45m, 12h, 30d or 2w (at most 3650d)",
        ),
        (
            lambda d: d["engagement"][2].update(times=1),
            "engagement.2.times: found 1, expected a whole number from 2 to 100",
        ),
        (
            lambda d: d["engagement"][2].update(times=2.5),
            "engagement.2.times: found 2.5, expected a whole number from 2 to 100",
        ),
        (
            lambda d: d["engagement"][2].pop("within"),
            "engagement.2.within: found nothing, expected within beside times",
        ),
        (lambda d: d["engagement"][2].pop("times"), "engagement.2.times: found nothing, expected times beside within"),
        (
            lambda d: d["engagement"][1]["where"].update(path={"at_leats": 3}),
            'engagement.1.where.path.at_leats: found "at_leats", expected one of at_least, at_most, one_of, '
            "not_in, contains "
            '(did you mean "at_least"?)',
        ),
        (
            lambda d: d["engagement"][1]["where"].update(path=None),
            "engagement.1.where.path: found nothing, expected text, a number, true or false",
        ),
        (
            lambda d: d["engagement"][1].update(where={7: "x"}),
            "engagement.1.where.7: found 7, expected the name of a property",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_what_was_found_and_what_was_expected(
    spoil: Callable[[dict[str, Any]], object], complaint: str
) -> None:
    assert complaint in complaints(spoil)


@pytest.mark.parametrize("nonsense", [None, [], "model", 5, {}, {"tiers": [1]}, {1: 2, None: 3, (1, 2): 4}])
def test_a_document_that_is_no_model_at_all_is_refused(nonsense: object) -> None:
    assert problems_of(nonsense)


def test_a_mistake_is_not_followed_by_others_that_only_it_causes() -> None:
    assert complaints(lambda d: d["tiers"]["hot"].update(enter="x")) == [
        'tiers.hot.enter: found "x", expected a number of points'
    ]
    assert complaints(lambda d: d["unfit"][0].update(inn=d["unfit"][0].pop("in"))) == [
        f'unfit.0.inn: found "inn", expected one of field, {CONDITIONS}, label (did you mean "in"?)'
    ]


def test_values_keep_their_kind() -> None:
    spoiled = document()
    spoiled["unfit"] = [{"field": "is_customer", "in": [True]}]
    spoiled["engagement"][1]["where"] = {"path": "NO", "value": {"at_least": 2}}
    model = parse_model(spoiled)
    assert model.makes_unfit("is_customer", True)
    assert not model.makes_unfit("is_customer", 1)
    assert model.engagement[1].where == (("path", OneOf(("NO",))), ("value", AtLeast(2)))


def test_points_are_put_on_the_grid_but_numbers_to_compare_with_are_not() -> None:
    written = document()
    written["fit"][1]["steps"] = [[0.1, 0.1]]
    scale = parse_model(written).fit[1].scale
    assert isinstance(scale, BySteps)
    assert scale.points_for(0.1) == round(0.1 * 2**40) / 2**40 != 0.1


@pytest.mark.parametrize(
    "say_otherwise",
    [
        lambda d: d["engagement"][0].update(half_life="720h"),
        lambda d: d["engagement"][0].update(points=2.0),
        lambda d: d["fit"][0].update(points={"manager": 10.0, "founder": 25, "director": 20}),
        lambda d: d.update(audience=d.pop("audience")),
        lambda d: d.update(review_every="26w"),
    ],
)
def test_the_version_does_not_change_when_the_same_is_written_otherwise(
    say_otherwise: Callable[[dict[str, Any]], object],
) -> None:
    written = document()
    say_otherwise(written)
    assert parse_model(written).version == B2B.version


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["engagement"][0].update(half_life="31d"),
        lambda d: d["engagement"][0].update(points=2.5),
        lambda d: d["fit"][0]["points"].update(founder=26),
        lambda d: d["engagement"].reverse(),
        lambda d: d.pop("review_every"),
        lambda d: d.update(handoff="hot"),
    ],
)
def test_the_version_changes_when_something_else_is_said(change: Callable[[dict[str, Any]], object]) -> None:
    written = document()
    change(written)
    assert parse_model(written).version != B2B.version


def test_a_version_is_twelve_hex_digits_and_the_same_for_ever() -> None:
    assert B2B.version == "e31e47004bd6"
