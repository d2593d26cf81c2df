"""Only what is certain is doubted: what is called idle changes no tier, and into an empty tier comes nobody."""

from collections.abc import Iterator
from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from scoring.doubts import doubts, empty_tiers, idle_rules
from scoring.engine import replay
from scoring.model import COLD, HOT, LUKEWARM, UNFIT, Model
from scoring.parse import parse_model
from scoring.reach import engagement_reach, fit_reach
from tests.property.scoring.cases import Case, cases
from tests.property.scoring.documents import Document
from tests.property.scoring.histories import unhurried


@st.composite
def doubtful(draw: st.DrawFn) -> Case:
    """Draw a case in which something is probably doubtful."""
    case = draw(cases())
    # Falls are found to the millisecond, and any signal between two would show one sooner.
    history = [
        item._replace(at=item.at.replace(microsecond=item.at.microsecond // 1000 * 1000)) for item in case.history
    ]
    return Case(draw(spoilt(case.document)), history, case.at)


@st.composite
def spoilt(draw: st.DrawFn, good: Document) -> Document:
    """Draw a model with a few things in it that are hardly meant."""
    document = deepcopy(good)
    for rule in document["engagement"]:
        if "all" in rule:
            continue  # of its keys none can be doubted
        rule |= draw(st.sampled_from([{}, {}, {}, {"points": 0}, {"cap": 0}, {"once": True}, {"cap": 3}]))
        if draw(st.integers(0, 5)) == 0:
            rule |= {"where": {"funnel": "tofu"}, "funnel": {"tofu": draw(st.integers(0, 1))}}
    document["fit"] += draw(st.sampled_from([[], [{"field": "role", "in": ["student"], "points": 9}]]))
    document["fit"] += draw(st.sampled_from([[], [{"field": "company_size", "at_most": 0.5, "points": -9}]]))
    student = {"field": "role", "in": ["student"]}
    small = {"field": "company_size", "at_most": 5}
    known = {"field": "role", "present": True}
    document["unfit"] = document.get("unfit", []) + draw(st.lists(st.sampled_from([student, small, known]), max_size=2))
    document["limits"] = document.get("limits", {}) | draw(
        st.sampled_from([{}, {}, {"engagement": [-5, 0]}, {"engagement": [5, 9]}, {"fit": [0, 0]}])
    )
    for group in document.get("groups", {}).values():
        group |= draw(st.sampled_from([{}, {"cap": 0}, {"cap": 300}]))
    return document


def tiers_of(case: Case, document: Document | None = None) -> list[tuple[str, str]]:
    """Return the tiers that the lead goes through, under its model or another one."""
    model = case.model if document is None else parse_model(document)
    return [(change.tier_from, change.tier_to) for change in replay(model, case.history, case.at).tier_changes]


def without(document: Document, kind: str, *, places: set[int]) -> Document:
    """Return the model without some of its rules."""
    rest = [rule for place, rule in enumerate(document[kind]) if place not in places]
    return deepcopy(document) | {kind: rest}


def changes_called_harmless(document: Document, model: Model) -> Iterator[Document]:
    """Yield the model without each thing that a doubt says does nothing."""
    for problem in doubts(model):
        kind, place, *keys = (*problem.path, "")
        if kind == "limits":
            yield without(document, str(place), places={*range(len(document[str(place)]))})
        elif kind == "groups" and problem.found == "0":
            members = {at for at, rule in enumerate(document["engagement"]) if rule.get("group") == place}
            yield without(document, "engagement", places=members)
        elif kind == "groups" and "takes nothing" in problem.expected:
            yield deepcopy(document) | {"groups": document["groups"] | {place: {"cap": 1_000_000}}}
        elif kind == "engagement" and {*keys} & {"once", "per_day", "funnel", "channel"}:
            rest = deepcopy(document)
            del rest[kind][place][str(keys[0])]
            yield rest


@unhurried
@given(doubtful())
def test_a_rule_called_idle_changes_no_tier(case: Case) -> None:
    before = tiers_of(case)
    for problem in idle_rules(case.model):
        kind, place = problem.path[:2]
        assert tiers_of(case, without(case.document, str(kind), places={int(place)})) == before


@unhurried
@given(doubtful())
def test_what_is_said_to_do_nothing_changes_no_tier(case: Case) -> None:
    before = tiers_of(case)
    for document in changes_called_harmless(case.document, case.model):
        assert tiers_of(case, document) == before


@unhurried
@given(doubtful())
def test_tiers_are_empty_left_by_nobody_or_passed_over_where_that_is_said(case: Case) -> None:
    steps = tiers_of(case)
    entered = {tier for _, tier in steps}
    assert not entered & {problem.path[1] for problem in empty_tiers(case.model)}
    for problem in doubts(case.model):
        if "every lead has" in problem.expected:
            assert COLD not in entered
        if problem.path == ("tiers", HOT, "leave"):
            assert (HOT, LUKEWARM) not in steps


@unhurried
@given(doubtful())
def test_a_score_stays_within_reach(case: Case) -> None:
    fit, engagement = fit_reach(case.model), engagement_reach(case.model)
    for change in replay(case.model, case.history, case.at).tier_changes:
        if UNFIT not in (change.tier_from, change.tier_to):
            assert fit.low + engagement.low <= change.score <= fit.high + engagement.high
