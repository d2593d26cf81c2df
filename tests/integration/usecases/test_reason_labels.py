"""What gave points, and what would give more, in the words of sales."""

from typing import Any

import pytest

from bot.usecases.phrasing import Phrasing
from bot.usecases.sales.reason_labels import answer_label, deed_label, reason_label
from scoring.ledger import LedgerLine
from scoring.lifts import Lift
from scoring.parse import parse_model
from scoring.values import Value
from tests.builders import shipped

RULES = {
    "audience": "b2b",
    "handoff": "lukewarm",
    "tiers": {"lukewarm": {"enter": 20}, "hot": {"enter": 60}},
    "fit": [{"field": "role", "points": {"director": 20}}],
}
_PHRASING = Phrasing(shipped().audiences["b2b"].texts["en"], shipped().audiences["b2b"].script, shipped().business)


@pytest.mark.parametrize(("value", "label"), [("SE", "country: SE"), (True, "country: true"), (5.0, "country: 5")])
def test_a_fact_that_no_question_asks_for_is_told_with_its_field(value: Value, label: str) -> None:
    line = LedgerLine("fit.country", "fit", 3.0, 3.0, field="country", value=value)
    assert reason_label(line, _PHRASING, shipped().desk["en"]) == label


@pytest.mark.parametrize(
    ("field", "value", "known", "label"),
    [
        ("role", "founder", False, "says “Role: Founder or CEO”"),
        ("company_size", 1000, True, "says “Company size: about 1,000 people”"),
        ("company", None, False, "answers “Company”"),
        ("role", None, True, "gives another answer to “Role”"),
        ("country", "SE", False, "says “country: SE”"),
    ],
)
def test_what_would_lift_a_lead_is_told_in_the_words_of_the_questions(
    field: str, value: Value | None, known: bool, label: str
) -> None:
    lift = Lift("hot", field=field, value=value)
    assert answer_label(lift, _PHRASING, texts=shipped().desk["en"], known=known) == label


def test_answers_that_would_not_do_are_told_with_those_that_would() -> None:
    told = {}
    for language, texts in shipped().desk.items():
        phrasing = Phrasing(
            shipped().audiences["b2b"].texts[language], shipped().audiences["b2b"].script, shipped().business
        )
        told[language] = answer_label(
            Lift("hot", field="land", other_than=("SE", "NO")), phrasing, texts=texts, known=False
        )
    assert told["en"] == "answers “land”, but not SE, NO"
    assert all("SE, NO" in said for said in told.values())


def test_conditions_together_are_told_with_their_facts_and_what_is_missing_by_itself() -> None:
    director, prices = {"field": "role", "in": ["director"]}, {"signal": "page.viewed", "where": {"path": "/pricing*"}}
    model = parse_model(
        RULES | {"fit": [], "engagement": [{"all": [director, prices | {"within": "7d"}], "points": 30}]}
    )
    line = LedgerLine(
        "engagement.all",
        *("engagement", 30.0, 30.0),
        count=1,
        signal="page.viewed",
        where={"path": "/pricing*"},
        facts=(("role", "director"),),
    )
    assert reason_label(line, _PHRASING, shipped().desk["en"]) == "Director + looked at the prices"
    lift = Lift("lukewarm", signal="page.viewed[path=/pricing*]")
    assert deed_label(lift, model, shipped().desk["en"]) == "looks at the prices"


def test_what_is_not_known_yet_is_a_reason_in_the_words_of_the_question() -> None:
    line = LedgerLine("fit.role", "fit", -5.0, -5.0, count=1, field="role")
    assert reason_label(line, _PHRASING, shipped().desk["en"]) == "“Role” not known yet"


@pytest.mark.parametrize(
    ("rule", "times", "label"),
    [
        ({"signal": "demo.used"}, 1, "uses the demo"),
        ({"signal": "demo.used"}, 2, "uses the demo ×2"),
        ({"signal": "page.viewed", "where": {"path": "/pricing*"}}, 1, "looks at the prices"),
        ({"signal": "page.viewed", "label": "read a lot"}, 3, "looks at our pages ×3"),
        ({"signal": "page.viewed", "label": "read a lot", "label_if": "reads a lot"}, 3, "reads a lot ×3"),
        ({"signal": "page.viewed", "label": "read a lot", "label_if": {"fr": "lit"}}, 1, "looks at our pages"),
        ({"signal": "page.viewed", "where": {"path": {"one_of": ["/a", "/b*"]}}}, 1, "looks at /a, /b"),
        ({"signal": "content.opened", "where": {"funnel": "mofu"}}, 1, "opens our links"),
        (
            {"signal": "content.opened", "where": {"funnel": "mofu"}, "label": {"en": "read a story"}},
            2,
            'opens our links ×2 ("read a story")',
        ),
        ({"signal": "content.opened", "where": {"funnel": "mofu"}, "label": {"fr": "a lu"}}, 1, "opens our links"),
        (
            {"signal": "page.viewed", "times": 3, "within": "7d", "label": "three pages in a week"},
            3,
            "looks at our pages ×3",
        ),
        ({"signal": "tour.taken"}, 1, "tour.taken"),
        ({"signal": "tour.taken", "label": "took the tour"}, 1, 'tour.taken ("took the tour")'),
    ],
)
def test_a_deed_that_would_lift_is_told_as_not_yet_done(rule: dict[str, Any], times: int, label: str) -> None:
    model = parse_model(RULES | {"engagement": [rule | {"points": 5}]})
    lift = Lift("hot", times, signal=model.engagement[0].signal_about)
    assert deed_label(lift, model, shipped().desk["en"]) == label
