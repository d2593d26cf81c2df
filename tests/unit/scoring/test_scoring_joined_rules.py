"""Rules on several conditions at once: a director who saw the prices."""

from typing import Any

import pytest

from scoring.bounds import Answerable, decisive_fields, reachable
from scoring.engine import fold_all, next_change, pack, replay, start, unpack
from scoring.errors import ModelError
from scoring.history import Fact, Item
from scoring.ledger import explain
from scoring.lifts import lifts
from scoring.model import Model
from scoring.parse import parse_model
from tests.unit.scoring.scoring_examples import MONDAY, after, did
from tests.unit.scoring.test_scoring_rule_forms import model_of, score_of

DIRECTOR = {"field": "role", "in": ["director", "founder"]}
PRICES = {"signal": "page.viewed", "where": {"path": "/pricing*"}, "within": "7d"}


def together(*conditions: dict[str, Any], points: float = 30, **more: Any) -> Model:
    return model_of(engagement=[{"all": list(conditions), "points": points}, *more.pop("rules", [])], **more)


BOTH = together(DIRECTOR, PRICES)


def saw(number: str, **when: float) -> Item:
    return did(number, after(**when), name="page.viewed", path="/pricing")


def is_director(number: str, **when: float) -> Item:
    return Fact(number, after(**when), "role", "director")


@pytest.mark.parametrize(
    "items", [(saw("1", days=0), is_director("2", days=1)), (is_director("1", days=0), saw("2", days=1))]
)
def test_the_points_are_there_as_soon_as_all_conditions_hold_whichever_comes_last(items: tuple[Item, Item]) -> None:
    given = [score_of(BOTH, *items, at=after(days=day)).engagement for day in (0, 1, 7)]
    assert given == [0, 30, 30]


def test_they_are_gone_when_the_signal_is_longer_ago_and_back_with_the_next() -> None:
    items = is_director("1", days=0), saw("2", days=0), saw("3", days=5), saw("4", days=20)
    at = [after(days=12), after(days=12, milliseconds=1), after(days=20)]
    assert [score_of(BOTH, *items, at=instant).engagement for instant in at] == [30, 0, 30]
    (line,) = explain(BOTH, replay(BOTH, items, at[2]).standing, at[2]).lines
    assert (line.given, line.lost_to_decay, line.remains, line.count) == (60, 30, 30, 2)
    assert (line.rule, line.facts) == (
        "engagement.role=director|founder + page.viewed[path=/pricing*] in 7d",
        (("role", "director"),),
    )


def test_a_tier_falls_at_the_very_instant_at_which_a_condition_ends() -> None:
    standing = replay(BOTH, [is_director("1", days=0), saw("2", days=0)], MONDAY).standing
    assert standing.tier == "lukewarm"
    assert next_change(BOTH, standing) == after(days=7, milliseconds=1)
    later = replay(BOTH, [is_director("1", days=0), saw("2", days=0), saw("3", days=6)], after(days=6)).standing
    assert next_change(BOTH, later) == after(days=13, milliseconds=1)


def test_a_fact_that_is_corrected_takes_the_points_and_gives_them_back() -> None:
    items = [
        is_director("1", days=0),
        saw("2", days=0),
        Fact("3", after(days=1), "role", "intern"),
        is_director("4", days=2),
    ]
    assert [score_of(BOTH, *items[: n + 1], at=after(days=2)).engagement for n in range(4)] == [0, 30, 0, 30]
    changes = replay(BOTH, items, after(days=2)).tier_changes
    assert [(change.tier_to, change.because) for change in changes] == [
        ("lukewarm", "2"),
        ("cold", "3"),
        ("lukewarm", "4"),
    ]


def test_without_a_time_a_signal_counts_for_good_and_points_may_be_taken() -> None:
    model = together({"field": "budget", "present": False}, {"signal": "demo.used"}, points=-10)
    used = did("1", MONDAY, name="demo.used")
    assert score_of(model, used, at=after(days=900)).engagement == -10
    assert score_of(model, used, Fact("2", MONDAY, "budget", 5)).engagement == 0


def test_several_signals_must_all_have_happened() -> None:
    model = together(PRICES, {"signal": "email.*", "within": "1d"})
    items = saw("1", days=0), did("2", after(days=3), name="email.opened")
    at = [after(days=3), after(days=4), after(days=4, hours=1)]
    assert [score_of(model, *items, at=instant).engagement for instant in at] == [30, 30, 0]


def test_a_standing_survives_storage_and_goes_on_as_a_replay_does() -> None:
    items = [is_director("1", days=0), saw("2", days=0), saw("3", days=6), Fact("4", after(days=7), "role", "intern")]
    items += [is_director("5", days=8), saw("6", days=30)]
    standing = start()
    for item in items:
        standing = unpack(pack(fold_all(BOTH, standing, [item]).standing))
    assert pack(standing) == pack(replay(BOTH, items, after(days=30)).standing)


def test_what_would_lift_is_the_condition_that_is_missing_and_nothing_else() -> None:
    def advice(*items: Item) -> list[str]:
        return [str(lift) for lift in lifts(BOTH, replay(BOTH, items, MONDAY).standing, MONDAY)]

    assert advice(is_director("1", days=0)) == ["page.viewed[path=/pricing*] x1"]
    assert advice(saw("1", days=0)) == ["role = director"]
    assert advice(Fact("1", MONDAY, "role", "intern")) == []


def test_a_question_decides_if_its_answer_completes_the_conditions() -> None:
    standing = replay(BOTH, [saw("1", days=0)], MONDAY).standing
    asked = [Answerable("role", ("director", "intern")), Answerable("size", (1, 2))]
    assert decisive_fields(BOTH, standing, MONDAY, open_fields=asked) == ("role",)
    bounds = reachable(BOTH, standing, MONDAY, open_fields=asked)
    assert (bounds.lowest, bounds.highest) == (0, 30)
    assert bounds.tiers == {"cold", "lukewarm"}
    assert decisive_fields(BOTH, start(), MONDAY, open_fields=asked) == ()


def complaints(rule: dict[str, Any]) -> list[str]:
    document = {"audience": "b2b", "handoff": "hot", "tiers": {"lukewarm": {"enter": 1}, "hot": {"enter": 2}}}
    with pytest.raises(ModelError) as refused:
        parse_model(document | {"engagement": [{"points": 5} | rule]})
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ({"all": [DIRECTOR]}, "all: found a list, expected a list of at least two conditions"),
        ({"all": "role"}, 'all: found "role", expected a list of at least two conditions'),
        (
            {"all": [DIRECTOR, DIRECTOR]},
            "all: found a list, expected a signal among the conditions: what only facts decide belongs under fit",
        ),
        ({"all": [DIRECTOR, {"signal": "", "within": "7d"}]}, 'all.1.signal: found "", expected the name of a signal'),
        (
            {"all": [DIRECTOR, PRICES | {"withn": "7d"}]},
            'all.1.withn: found "withn", expected one of signal, where, within (did you mean "within"?)',
        ),
        (
            {"all": [DIRECTOR, PRICES], "points": -5},
            "all: found a list, expected no within with negative points: what ends by the clock would raise the score "
            "without any signal",
        ),
        (
            {"all": [DIRECTOR, PRICES], "cap": 5},
            'cap: found "cap", expected one of all, points, group, label, label_if',
        ),
        (
            {"all": [{"field": "role"}, PRICES]},
            "all.0: found a mapping, expected exactly one of in, not_in, contains, at_least, at_most, "
            "present beside field",
        ),
    ],
)
def test_each_mistake_says_what_was_expected(rule: dict[str, Any], complaint: str) -> None:
    assert f"engagement.0.{complaint}" in complaints(rule)
