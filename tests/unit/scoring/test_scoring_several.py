"""Values that hold several answers: what rules give for them, what can still be reached, and how they are read."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.bounds import Answerable, decisive_fields, reachable
from scoring.engine import fold_all, replay, start
from scoring.errors import HistoryError
from scoring.ledger import explain
from scoring.model import Model
from scoring.parse import parse_history_line, parse_model
from scoring.values import joined, several
from tests.unit.scoring.scoring_examples import MONDAY, document, told

BASE = document()
OPTIONS = ("chocolate", "fruity", "strong", "none")


def model_with(**parts: object) -> Model:
    """Return a model with some parts of its own, and otherwise no rules."""
    bare: dict[str, object] = {"fit": [], "unfit": [], "engagement": []}
    return parse_model(BASE | bare | parts)


POINTS = {"chocolate": 3, "fruity": 8, "strong": -4}
MODEL = model_with(
    fit=[
        {"field": "tastes", "points": POINTS},
        {"field": "tastes", "in": ["chocolate", "fruity"], "points": 5},
        {"field": "tastes", "present": True, "points": 1},
    ],
    unfit=[{"field": "tastes", "in": ["strong"]}],
    limits={"fit": [-10, 15], "engagement": [0, 10]},
)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("fruity", 14),
        ("chocolate|fruity", 17),
        ("fruity|chocolate", 17),
        ("strong|fruity", 10),
        ("none", 1),
        ("x|y", 1),
    ],
)
def test_points_by_value_add_up_and_a_test_gives_its_points_once(value: str, points: float) -> None:
    assert MODEL.fit_points("tastes", value) == points


def test_one_answer_among_several_makes_unfit() -> None:
    assert MODEL.makes_unfit("tastes", "fruity|strong")
    assert MODEL.unfit_by({"tastes": "fruity|strong"}) == ("tastes",)
    assert not MODEL.makes_unfit("tastes", "chocolate|fruity")


def test_limits_hold_the_sum_and_the_ledger_explains_it() -> None:
    ledger = explain(MODEL, replay(MODEL, [told("1", MONDAY, tastes="chocolate|fruity")], MONDAY).standing, MONDAY)
    assert ledger.fit == 15
    assert [(line.rule, line.given) for line in ledger.lines] == [
        ("fit.tastes", 11),
        ("fit.tastes#2", 5),
        ("fit.tastes#3", 1),
        ("limit.fit", -2),
    ]


answers = st.lists(st.sets(st.sampled_from(OPTIONS), min_size=1), min_size=1, max_size=6)


@given(answers)
def test_folding_and_replaying_agree_bit_for_bit(chosen: list[set[str]]) -> None:
    items = [told(str(at), MONDAY, tastes="|".join(each)) for at, each in enumerate(chosen)]
    standing = start()
    for item in items:
        standing = fold_all(MODEL, standing, [item]).standing
    assert standing == replay(MODEL, items, MONDAY).standing


def ways(options: tuple[str, ...]) -> list[str]:
    """Return every answer of several: each set of options, the one for none alone."""
    real = [option for option in options if option != "none"]
    sets = chain.from_iterable(combinations(real, size) for size in range(1, len(real) + 1))
    return ["none", *("|".join(each) for each in sets)]


@given(st.fixed_dictionaries({option: st.integers(-9, 9) for option in OPTIONS[:3]}), st.integers(-5, 5))
def test_what_can_be_reached_counts_every_way_to_choose(points: dict[str, int], extra: int) -> None:
    rules = [{"field": "tastes", "points": points}, {"field": "tastes", "in": ["fruity"], "points": extra}]
    model = model_with(fit=rules)
    asked = Answerable("tastes", OPTIONS, optional=False, several=True, alone=frozenset(("none",)))
    totals = [model.fit_points("tastes", value) for value in ways(OPTIONS)]
    bounds = reachable(model, start(), MONDAY, open_fields=[asked])
    hold = model.limits.fit.hold
    assert (bounds.lowest, bounds.highest) == (hold(min(totals)), hold(max(totals)))


def test_of_very_many_options_the_best_and_the_worst_are_known() -> None:
    names = tuple(f"option_{number}" for number in range(14))
    points = {name: number - 5 for number, name in enumerate(names)}
    model = model_with(fit=[{"field": "many", "points": points}])
    asked = Answerable("many", names, optional=False, several=True)
    bounds = reachable(model, start(), MONDAY, open_fields=[asked])
    hold = model.limits.fit.hold
    assert (bounds.lowest, bounds.highest) == (hold(-15), hold(36))


def test_a_question_decides_if_only_several_together_reach_a_tier() -> None:
    tiers = {"lukewarm": {"enter": 11, "leave": 9}, "hot": {"enter": 90, "leave": 80}}
    rule = {"field": "tastes", "points": {"chocolate": 5, "fruity": 6}}
    model = model_with(fit=[rule], tiers=tiers)
    one, many = (Answerable("tastes", OPTIONS, several=several) for several in (False, True))
    assert decisive_fields(model, start(), MONDAY, open_fields=[one]) == ()
    assert decisive_fields(model, start(), MONDAY, open_fields=[many]) == ("tastes",)


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("a|b", ("a", "b")),
        ("a", ("a",)),
        ("Smith | Sons", ("Smith | Sons",)),
        ("A|B", ("A|B",)),
        ("a||b", ("a||b",)),
        ("|", ("|",)),
        (True, (True,)),
        (5, (5,)),
    ],
)
def test_only_names_between_bars_are_several(value: str | int, parts: tuple[object, ...]) -> None:
    assert several(value) == parts


def line(value: str) -> str:
    return f'{{"kind": "fact", "id": "1", "at": "2026-01-05T10:00:00Z", "field": "tastes", "value": {value}}}'


def test_a_history_may_list_several() -> None:
    _, fact = parse_history_line(line('["strong", "fruity", "strong"]'))
    assert fact == told("1", fact.at, tastes="strong|fruity")
    assert joined(["a", "b"]) == "a|b"


@pytest.mark.parametrize("value", ["[]", '["Strong!"]', '["a", 5]', '[["a"]]'])
def test_a_list_of_anything_else_is_refused(value: str) -> None:
    with pytest.raises(HistoryError, match="expected text, a number, true or false"):
        parse_history_line(line(value))
