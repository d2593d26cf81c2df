"""What would make Quentin worth a call."""

from scoring.engine import replay, start
from scoring.history import Item
from scoring.lifts import Lift, lifts
from scoring.parse import parse_model
from tests.unit.scoring.scoring_examples import B2B, B2C, MONDAY, did, document, told


def lifts_of(*items: Item) -> list[str]:
    return [str(lift) for lift in lifts(B2B, replay(B2B, items, MONDAY).standing, MONDAY)]


def test_the_cheapest_lifts_come_first_and_respect_caps() -> None:
    assert lifts_of(told("1", MONDAY, role="founder")) == [
        "company_size = 1000",
        "page.viewed[path=/pricing*] x2",
        "page.viewed x6",
    ]


def test_the_least_sufficient_value_of_a_field_is_named() -> None:
    founder = told("1", MONDAY, role="founder")
    answered = [did(str(number), MONDAY, name="chat.answered") for number in range(2, 6)]
    assert lifts_of(founder, *answered)[0] == "company_size = 50"


def test_what_is_unknown_comes_before_what_would_contradict_a_known_fact() -> None:
    views = [did(number, MONDAY, name="page.viewed", path="/pricing") for number in "23"]
    assert lifts_of(told("1", MONDAY, company_size=50), *views) == [
        "role = director",
        "page.viewed[path=/pricing*] x1",
        "company_size = 1000",
    ]


def test_a_hot_lead_needs_no_lift() -> None:
    items = [did(str(number), MONDAY, name="cart.added") for number in range(2)]
    assert lifts(B2C, replay(B2C, items, MONDAY).standing, MONDAY) == ()


def test_nothing_lifts_a_lead_whom_no_single_thing_can_lift() -> None:
    assert lifts_of(*(did(number, MONDAY, name="newsletter.unsubscribed") for number in "12")) == []


def test_an_unfit_lead_can_only_be_lifted_by_the_fact_that_is_wrong() -> None:
    found = lifts_of(told("1", MONDAY, role="student"), told("2", MONDAY, company_size=1000))
    assert found == ["role = director"]


def test_no_channel_is_counted_on_that_would_weigh_more() -> None:
    """By which channel the next signal comes nobody knows; without one it weighs 1."""
    rules = {"engagement": [{"signal": "page.viewed", "points": 10, "channel": {"organic": 2, "paid": 0.5}}]}
    model = parse_model(document() | {"fit": [], "tiers": {"lukewarm": {"enter": 20}, "hot": {"enter": 99}}} | rules)
    assert [str(lift) for lift in lifts(model, start(), MONDAY)] == ["page.viewed x2"]


def test_lifts_start_from_what_the_lead_has_cooled_to() -> None:
    assert lifts(B2C, start(), MONDAY)[0] == Lift("lukewarm", 1, signal="cart.added")
