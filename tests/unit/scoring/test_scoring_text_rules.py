"""How rules compare what people type, in words that Ada knows from other tools: contains, not in, not known, `*`."""

from typing import Any

import pytest

from scoring.bounds import Answerable, decisive_fields, reachable
from scoring.doubts import doubts
from scoring.engine import replay, start
from scoring.history import Fact
from scoring.ledger import explain
from scoring.lifts import lifts
from scoring.reach import fit_reach
from scoring.values import Value
from tests.unit.scoring.scoring_examples import MONDAY, did
from tests.unit.scoring.test_scoring_rule_forms import model_of, score_of


def fit_for(rule: dict[str, Any], *values: Value) -> list[float]:
    model = model_of(fit=[{"field": "title"} | rule])
    return [score_of(model, Fact("1", MONDAY, "title", value)).fit for value in values]


def test_a_list_knows_texts_whatever_their_case_and_accents_and_by_their_shape() -> None:
    free = {"in": ["*@gmail.com", "Hotmail*"], "points": -10}
    assert fit_for(free, "ada@Gmail.com", "HOTMAIL.FR", "ada@acme.com", "gmail.com") == [-10, -10, 0, 0]
    assert fit_for({"in": ["Orléans"], "points": 5}, "orleans", "ORLÉANS", "Orlean") == [5, 5, 0]


def test_points_by_value_go_by_the_name_first_and_then_by_the_longest_shape() -> None:
    by_value = {"points": {"*director*": 10, "*sales director*": 15, "Sales director": 20, "*": 1}}
    told: list[Value] = ["sales DIRECTOR", "Nordic sales director", "art director", "intern", 5]
    assert fit_for(by_value, *told) == [20, 15, 10, 1, 0]


def test_answers_of_several_are_each_known_by_their_shape() -> None:
    assert fit_for({"points": {"*berry": 3, "apple": 1}}, "strawberry|apple|blueberry") == [7]
    assert fit_for({"not_in": ["apple"], "points": 2}, "pear|plum", "pear|apple") == [2, 0]


def test_contains_finds_its_text_anywhere_and_one_of_several_is_enough() -> None:
    rule = {"contains": ["director", "head of"], "points": 8}
    assert fit_for(rule, "Managing Director", "HEAD OF sales, director", "Directrice", 7) == [8, 8, 0, 0]


def test_not_in_holds_for_whatever_is_known_and_not_listed() -> None:
    assert fit_for({"not_in": ["SE", "N*"], "points": -4}, "se", "NO", "DK", 5) == [0, 0, -4, -4]
    assert score_of(model_of(fit=[{"field": "title", "not_in": ["SE"], "points": -4}])).fit == 0


def test_what_is_not_known_counts_until_it_is() -> None:
    model = model_of(
        fit=[{"field": "budget", "present": False, "points": -5}, {"field": "budget", "at_least": 9, "points": 4}]
    )
    other = did("0", MONDAY, name="page.viewed")
    assert [score_of(model).fit, score_of(model, other).fit] == [-5, -5]
    assert score_of(model, Fact("1", MONDAY, "budget", 10)).fit == 4
    (line,) = explain(model, start(), MONDAY).lines
    assert (line.rule, line.remains, line.field, line.value, line.last_at) == ("fit.budget", -5, "budget", None, None)


def test_an_answer_lifts_also_by_ending_that_it_is_not_known() -> None:
    model = model_of(
        fit=[{"field": "budget", "present": False, "points": -30}, {"field": "role", "points": {"founder": 25}}]
    )
    founder = replay(model, [Fact("1", MONDAY, "role", "founder")], MONDAY).standing
    assert [str(lift) for lift in lifts(model, founder, MONDAY)] == ["budget known"]
    asked = [Answerable("budget", None), Answerable("role", ("founder", "other"))]
    bounds = reachable(model, start(), MONDAY, open_fields=asked)
    assert (bounds.lowest, bounds.highest) == (-30, 25)
    assert decisive_fields(model, founder, MONDAY, open_fields=asked[:1]) == ()
    assert decisive_fields(model, start(), MONDAY, open_fields=asked) == ("role",)


def test_a_field_may_be_unfit_by_what_it_contains_or_is_not() -> None:
    model = model_of(unfit=[{"field": "email", "contains": "@competitor."}, {"field": "country", "not_in": ["SE"]}])
    tiers = [
        score_of(model, Fact("1", MONDAY, field, value)).tier
        for field, value in (
            ("email", "bo@Competitor.com"),
            ("email", "bo@acme.com"),
            ("country", "se"),
            ("country", "x"),
        )
    ]
    assert tiers == ["unfit", "cold", "cold", "unfit"]


@pytest.mark.parametrize(
    ("name", "given"), [("email.opened", 3), ("Email.Clicked", 3), ("emails.opened", 0), ("email", 0)]
)
def test_a_rule_knows_signals_by_the_shape_of_their_name(name: str, given: int) -> None:
    model = model_of(engagement=[{"signal": "email.*", "points": 3}])
    assert score_of(model, did("1", MONDAY, name=name)).engagement == given


def test_several_rules_may_mean_one_signal_by_name_and_by_shape() -> None:
    model = model_of(
        engagement=[{"signal": name, "points": 1} for name in ("email.*", "email.opened", "*", "page.viewed")]
    )
    assert score_of(model, did("1", MONDAY, name="email.opened")).engagement == 3
    assert model.signals == {"email.*", "email.opened", "*", "page.viewed"}


def test_properties_and_weights_compare_as_facts_do() -> None:
    rule = {
        "signal": "page.viewed",
        "points": 10,
        "where": {"path": {"not_in": ["/careers*"]}},
        "channel": {"Email": 2},
    }
    model = model_of(engagement=[rule])
    paths = [("/Careers/sales", ""), ("/pricing", ""), ("/pricing", "email")]
    given = [
        score_of(model, did("1", MONDAY, name="page.viewed", path=path, channel=by)).engagement for path, by in paths
    ]
    assert given == [0, 10, 20]


def test_what_would_lift_names_shapes_as_they_are_written_and_answers_that_would_not_do() -> None:
    director = model_of(fit=[{"field": "title", "contains": "director", "points": 30}])
    assert [str(lift) for lift in lifts(director, start(), MONDAY)] == ["title = *director*"]
    abroad = model_of(fit=[{"field": "country", "not_in": ["SE", "NO"], "points": 30}])
    assert [str(lift) for lift in lifts(abroad, start(), MONDAY)] == ["country known, but not SE, NO"]
    shaped = model_of(fit=[{"field": "email", "not_in": ["*@gmail.com", "x"], "points": 30}])
    assert [str(lift) for lift in lifts(shaped, start(), MONDAY)] == ["email known, but not x, *@gmail.com"]


def test_the_reach_of_shapes_counts_those_that_a_text_can_have_together() -> None:
    rules = [{"field": "title", "contains": word, "points": 10} for word in ("sales", "director", "nordic")]
    model = model_of(fit=rules)
    assert (fit_reach(model).low, fit_reach(model).high) == (0, 30)
    asked = [Answerable("title", None)]
    assert reachable(model, start(), MONDAY, open_fields=asked).highest == 30


def test_no_condition_on_shapes_is_called_a_copy_of_another_that_holds_for_other_texts() -> None:
    model = model_of(unfit=[{"field": "email", "in": ["*a*"]}, {"field": "email", "in": ["a", "x"]}])
    assert not [doubt for doubt in doubts(model) if doubt.path[0] == "unfit"]
    copied = model_of(unfit=[{"field": "email", "contains": "a"}, {"field": "email", "contains": "a"}])
    assert [doubt.path for doubt in doubts(copied) if doubt.path[0] == "unfit"] == [("unfit", 1)]
