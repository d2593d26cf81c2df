"""What each form of rule gives, in figures that Ada can check on paper."""

from datetime import datetime, timedelta
from math import floor, log2
from typing import Any

import pytest

from scoring.engine import Score, next_change, replay, score_at
from scoring.history import Fact, Item, Signal
from scoring.ledger import explain
from scoring.model import Model
from scoring.parse import parse_model
from scoring.values import Value
from tests.unit.scoring.scoring_examples import MONDAY, after, did

TIERS = {"lukewarm": {"enter": 20, "leave": 15}, "hot": {"enter": 100}}


def model_of(**parts: Any) -> Model:
    return parse_model({"audience": "b2b", "handoff": "hot", "tiers": TIERS} | parts)


def views(rule: dict[str, Any], **more: Any) -> Model:
    """Return a model with one rule on page views, 10 points each unless it says otherwise."""
    return model_of(engagement=[{"signal": "page.viewed", "points": 10} | rule], **more)


def score_of(model: Model, *items: Item, at: datetime = MONDAY) -> Score:
    return score_at(model, replay(model, items, at).standing, at)


def viewed(*at: datetime, **properties: Value) -> list[Signal]:
    return [Signal(f"{number:02d}", moment, "page.viewed", properties) for number, moment in enumerate(at)]


def points_after(model: Model, *hours: float) -> list[float]:
    """Return the engagement at each of the views, so many hours after Monday morning."""
    at = [after(hours=hour) for hour in hours]
    signals = viewed(*at)
    return [score_of(model, *signals[: n + 1], at=moment).engagement for n, moment in enumerate(at)]


# Fit, and what makes unfit


def test_a_range_gives_its_points_from_the_one_end_to_the_other_both_included() -> None:
    model = model_of(fit=[{"field": "company_size", "at_least": 10, "at_most": 249, "points": 12}])
    told: list[Value] = [9, 9.99, 10, 10.0, 100, 249, 249.5, "100", True]
    given = [score_of(model, Fact("1", MONDAY, "company_size", size)).fit for size in told]
    assert given == [0, 0, 12, 12, 12, 12, 0, 0, 0]


def test_a_range_may_be_open_at_either_end() -> None:
    large = {"field": "company_size", "at_least": 250, "points": 20}
    tiny = {"field": "company_size", "at_most": 1, "points": -8}
    model = model_of(fit=[large, tiny])
    given = [score_of(model, Fact("1", MONDAY, "company_size", size)).fit for size in (-1, 1, 2, 249, 250, 9999)]
    assert given == [-8, -8, 0, 0, 20, 20]


def test_presence_gives_its_points_for_anything_known_even_for_no() -> None:
    model = model_of(fit=[{"field": "phone", "present": True, "points": 6}])
    for known in ("+46 70 123", "", 0, False):
        assert score_of(model, Fact("1", MONDAY, "phone", known)).fit == 6
    assert score_of(model, Fact("1", MONDAY, "email", "ada@acme.com")).fit == 0


@pytest.mark.parametrize(
    ("condition", "unfit", "fit"),
    [
        ({"at_most": 17}, 17, 18),
        ({"at_least": 100}, 100, 99),
        ({"at_least": 18, "at_most": 20}, 18, 17),
        ({"at_least": 18, "at_most": 20}, 20, 21),
        ({"in": ["unknown"]}, "unknown", 40),
    ],
)
def test_a_lead_is_unfit_by_range_or_by_value(condition: dict[str, Any], unfit: Value, fit: Value) -> None:
    model = model_of(unfit=[{"field": "age"} | condition])
    assert score_of(model, Fact("1", MONDAY, "age", unfit)).tier == "unfit"
    assert score_of(model, Fact("1", MONDAY, "age", fit)).tier == "cold"


def test_a_lead_is_unfit_as_soon_as_something_is_known_in_a_field() -> None:
    model = model_of(unfit=[{"field": "competitor_of", "present": True}])
    assert score_of(model, Fact("1", MONDAY, "competitor_of", "us")).tier == "unfit"
    assert score_of(model, Fact("1", MONDAY, "customer_of", "us")).tier == "cold"


# Which signals are meant


@pytest.mark.parametrize(
    ("where", "meant", "not_meant"),
    [
        ({"value": {"at_most": 50}}, [50, 0, -3.5], [50.01, "50", True]),
        ({"value": {"at_least": 50, "at_most": 100}}, [50, 75.5, 100], [49, 101]),
        ({"value": {"one_of": [5, "ten", True]}}, [5, 5.0, "ten", True], [1, "5", 10, False]),
        ({"value": {"one_of": ["/blog", "/case*", "*/fr"]}}, ["/blog", "/cases/x", "/a/fr"], ["/blog/x", "/fra"]),
    ],
)
def test_a_property_is_tested_by_range_or_against_several_values_and_shapes(
    where: dict[str, Any], meant: list[Value], not_meant: list[Value]
) -> None:
    model = views({"where": where})
    assert [score_of(model, *viewed(MONDAY, value=value)).engagement for value in meant] == [10] * len(meant)
    assert [score_of(model, *viewed(MONDAY, value=value)).engagement for value in not_meant] == [0] * len(not_meant)


# Which matches give points


def test_once_gives_its_points_once_ever_and_they_fade_for_good() -> None:
    assert points_after(views({"once": True}), 0, 1, 1000) == [10, 10, 10]
    fading = views({"once": True, "half_life": "2d"})
    assert points_after(fading, 0, 48, 96) == [10, 5, 2.5]


def test_once_false_is_as_if_it_were_not_said() -> None:
    assert points_after(views({"once": False}), 0, 1) == [10, 20]
    assert views({"once": False}).version == views({}).version


def test_per_day_counts_so_often_in_any_24_hours() -> None:
    # The third and fourth come while two have been given; 24 hours after the first there is room again.
    assert points_after(views({"per_day": 2}), 0, 10, 12, 23.99, 24, 33, 34) == [10, 20, 20, 20, 30, 30, 40]


def test_with_per_day_a_match_that_gave_nothing_takes_no_room() -> None:
    assert points_after(views({"per_day": 1}), 0, 23, 24, 47, 48) == [10, 10, 20, 20, 30]


def test_recency_first_counts_only_the_very_first_match() -> None:
    assert points_after(views({"recency": "first"}), 0, 1, 5000) == [10, 10, 10]


def test_returning_counts_only_after_a_long_enough_silence_and_never_the_first_time() -> None:
    model = views({"recency": {"returning_after": "14d"}})
    days = (0, 10, 24, 37.99, 52)  # silences of 10, 14, 13.99 and 14.01 days
    assert points_after(model, *(24 * day for day in days)) == [0, 0, 10, 10, 20]


def test_of_two_gates_both_must_open() -> None:
    often_once = views({"times": 2, "within": "1d", "once": True})
    assert points_after(often_once, 0, 1, 2, 3) == [0, 10, 10, 10]
    pairs_daily = views({"times": 2, "within": "1d", "per_day": 1})
    assert points_after(pairs_daily, 0, 1, 2, 3, 24, 26) == [0, 10, 10, 10, 10, 20]


# How much a match gives


@pytest.mark.parametrize(
    ("properties", "points"),
    [
        ({"funnel": "bofu", "channel": "organic"}, 10 * 2 * 1.25),
        ({"funnel": "bofu", "channel": "paid"}, 10 * 2 * 0.5),
        ({"funnel": "tofu"}, 5),
        ({"funnel": "mofu"}, 10),
        ({"channel": "telegram"}, 10),
        ({"funnel": 2}, 10),
        ({}, 10),
    ],
)
def test_points_are_multiplied_by_funnel_and_channel(properties: dict[str, Value], points: float) -> None:
    model = views({"funnel": {"tofu": 0.5, "bofu": 2}, "channel": {"paid": 0.5, "organic": 1.25}})
    assert score_of(model, *viewed(MONDAY, **properties)).engagement == points


def test_a_rule_has_the_common_weights_unless_it_gives_its_own() -> None:
    rules: list[dict[str, Any]] = [
        {"signal": "page.viewed", "points": 10},
        {"signal": "cart.added", "points": 10, "channel": {"paid": 1}},
        {"signal": "email.clicked", "points": 10, "funnel": {"bofu": 3}},
    ]
    model = model_of(engagement=rules, weights={"channel": {"paid": 0.5, "email": 2}})
    given = [
        score_of(model, did("1", MONDAY, name=rule["signal"], channel=channel, funnel="bofu")).engagement
        for rule in rules
        for channel in ("paid", "email")
    ]
    # cart.added names paid alone: for it an e-mail weighs 1 again.
    assert given == [5, 20, 10, 10, 15, 60]


def test_where_the_weights_stand_does_not_change_what_the_model_is() -> None:
    by_funnel, by_channel = {"funnel": {"bofu": 2}}, {"channel": {"paid": 0.5}}
    written_out = views(by_funnel | by_channel)
    assert views(by_funnel, weights=by_channel) == views(by_channel, weights=by_funnel) == written_out
    assert views(by_funnel, weights=by_channel).version == written_out.version


def test_a_signal_that_weighs_nothing_is_none_for_its_rule() -> None:
    model = views({"channel": {"paid": 0}, "recency": "first"})
    advert = did("1", MONDAY, name="page.viewed", channel="paid")
    visit = did("2", after(days=1), name="page.viewed", channel="web")
    assert score_of(model, advert).engagement == 0
    assert explain(model, replay(model, [advert], MONDAY).standing, MONDAY).lines == ()
    assert score_of(model, advert, visit, at=after(days=1)).engagement == 10


def test_negative_points_weigh_too() -> None:
    model = views({"points": -4, "channel": {"email": 2}, "cap": 10})
    twice = viewed(MONDAY, MONDAY, channel="email")
    assert score_of(model, twice[0]).engagement == -8
    assert score_of(model, *twice).engagement == -10


# What rules hold together

WEB = {
    "groups": {"web": {"cap": 30}},
    "engagement": [
        {"signal": "page.viewed", "points": 20, "half_life": "10d", "group": "web"},
        {"signal": "cart.added", "points": 20, "half_life": "10d", "group": "web"},
        {"signal": "email.clicked", "points": 5, "half_life": "10d"},
    ],
}
BOTH: list[Item] = [did("1", MONDAY, name="page.viewed"), did("2", MONDAY, name="cart.added")]


def test_a_group_holds_at_most_its_cap_and_what_stands_outside_comes_on_top() -> None:
    model = model_of(**WEB)
    assert score_of(model, BOTH[0]).engagement == 20
    assert score_of(model, *BOTH).engagement == 30
    assert score_of(model, *BOTH, did("3", MONDAY, name="email.clicked")).engagement == 35


def test_a_full_group_does_not_cool_until_its_rules_hold_less_than_its_cap() -> None:
    model = model_of(**WEB)
    still_full = timedelta(days=10) * log2(40 / 30)
    assert score_of(model, *BOTH, at=MONDAY + still_full * 0.999).engagement == 30
    assert score_of(model, *BOTH, at=after(days=10)).engagement == 20
    # 40 fade to below 15: the cap did not make them fewer.
    falls_after_ms = floor(10 * 86_400_000 * log2(40 / 15)) + 1
    assert next_change(model, replay(model, BOTH, MONDAY).standing) == MONDAY + timedelta(milliseconds=falls_after_ms)


def test_what_a_group_takes_is_a_line_of_its_own() -> None:
    model = model_of(**WEB)
    lines = explain(model, replay(model, BOTH, MONDAY).standing, MONDAY).lines
    assert [(line.rule, line.kind, line.remains) for line in lines] == [
        ("engagement.page.viewed", "engagement", 20),
        ("engagement.cart.added", "engagement", 20),
        ("group.web", "limit", -10),
    ]


def test_a_group_of_negative_rules_takes_at_most_its_cap() -> None:
    rules = [{"signal": name, "points": -10, "group": "no"} for name in ("newsletter.unsubscribed", "email.bounced")]
    model = model_of(engagement=rules, groups={"no": {"cap": 15}})
    items = [did(str(n), MONDAY, name=name) for n, name in enumerate(("newsletter.unsubscribed", "email.bounced"))]
    assert [score_of(model, *items[:n]).engagement for n in (1, 2)] == [-10, -15]


# What rules are called


def test_a_line_of_the_ledger_carries_what_its_rule_is_called() -> None:
    label = {"en": "Looked at the prices", "fr": "A vu les prix"}
    model = model_of(
        fit=[{"field": "phone", "present": True, "points": 6, "label": "Gave a phone number"}],
        engagement=[{"signal": "page.viewed", "points": 10, "label": label}],
        unfit=[{"field": "role", "in": ["student"], "label": {"en": "Studies"}}],
    )
    told: list[Item] = [Fact("1", MONDAY, "phone", "1"), Fact("2", MONDAY, "role", "student"), *viewed(MONDAY)]
    unfit, phone, viewing = explain(model, replay(model, told, MONDAY).standing, MONDAY).lines
    assert unfit.labels == (("en", "Studies"),)
    assert phone.labels == (("", "Gave a phone number"),)
    assert dict(viewing.labels) == label
    assert viewing.to_json()["labels"] == label


def test_labels_do_not_change_the_version() -> None:
    assert views({"label": "Looked at it", "label_if": {"en": "looks at it"}}).version == views({}).version


def test_a_rule_may_be_called_otherwise_while_it_has_not_happened() -> None:
    (rule,) = views({"label": "read", "label_if": {"en": "reads", "sv": "läser"}}).engagement
    assert (rule.labels, rule.labels_if) == ((("", "read"),), (("en", "reads"), ("sv", "läser")))


def test_rules_have_names_that_tell_their_forms_apart() -> None:
    rules: list[dict[str, Any]] = [
        {"where": {"value": {"at_most": 50}}},
        {"where": {"value": {"at_least": 5, "at_most": 50}}},
        {"where": {"path": {"one_of": ["/a*", "/b"]}}},
        {"recency": "first"},
        {"recency": {"returning_after": "14d"}},
    ]
    model = model_of(engagement=[{"signal": "page.viewed", "points": 1} | rule for rule in rules])
    assert [name.removeprefix("engagement.page.viewed") for name in model.engagement_ids] == [
        "[value<=50]",
        "[value=5..50]",
        "[path=/b|/a*]",
        " first",
        " after 14d",
    ]
