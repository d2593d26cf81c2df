"""Rule "ask only what can still change the decision": the bounds are what trying every completion finds."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import product
from math import inf, nextafter

from hypothesis import given
from hypothesis import strategies as st

from scoring.bounds import Answerable, decisive_fields, reachable, widest_first
from scoring.engagement import count_signal, engagement_at, join_facts
from scoring.engine import Standing, advance, replay
from scoring.history import Item, Signal
from scoring.instants import microseconds
from scoring.model import UNFIT, Model
from scoring.tiers import tier_of
from scoring.values import Value
from tests.property.scoring.documents import ROLES, models
from tests.property.scoring.histories import histories, instants, unhurried

ANSWERED = "page.viewed"  # one that the models drawn have rules for

SIZES = (0, 1, 50, 50.5, 1000)
ANY_SIZE = tuple(value for size in (*SIZES, 10, 200) for value in (nextafter(size, -inf), size, nextafter(size, inf)))

questions = st.lists(
    st.one_of(
        st.builds(Answerable, st.just("role"), st.sampled_from([ROLES, (*ROLES, "other")]), st.booleans()),
        st.builds(Answerable, st.just("company_size"), st.sampled_from([SIZES, None]), st.booleans()),
        st.builds(Answerable, st.just("is_customer"), st.just((True, False)), st.booleans()),
        st.builds(Answerable, st.just("shoe_size"), st.sampled_from([(38, 39), None]), st.booleans()),
    ),
    max_size=4,
    unique_by=lambda asked: asked.field,
)

Completion = dict[str, Value | None]


def values_of(asked: Answerable) -> Sequence[Value]:
    """Return every value that may make a difference: no model that is drawn has rules for the sizes of shoes."""
    if asked.values is not None:
        return asked.values
    return (*ANY_SIZE, "else") if asked.field == "company_size" else (38, "else")


def completions(open_fields: Sequence[Answerable]) -> Iterator[Completion]:
    """Yield every way in which the questions can be answered; None where one is skipped."""
    choices: list[list[Value | None]] = []
    for asked in open_fields:
        choices.append([*values_of(asked), *([None] if asked.optional else [])])
    for chosen in product(*choices):
        yield dict(zip((asked.field for asked in open_fields), chosen, strict=True))


def end_of(model: Model, standing: Standing, at: datetime, *, answers: Completion) -> tuple[float, str]:
    """Return the score and tier in which a completion ends."""
    known = {name: fact.value for name, fact in standing.facts.items() if name not in answers}
    known |= {name: value for name, value in answers.items() if value is not None}
    tallies = dict(standing.tallies)
    for number, value in enumerate(answers.values()):
        if value is not None:
            count_signal(model, tallies, Signal(str(number), at, ANSWERED), at_us=microseconds(at))
    join_facts(model, tallies, known, at_us=microseconds(at))
    fit = model.limits.fit.hold(sum(model.fit_points(name, known.get(name)) for name in model.fields))
    engagement = engagement_at(model, tallies, microseconds(at))
    unfit = any(model.makes_unfit(name, value) for name, value in known.items())
    tier = UNFIT if unfit else tier_of(model, standing.tier, fit=fit, engagement=engagement)
    return fit + engagement, tier


@unhurried
@given(models(), histories(8), instants, questions)
def test_the_bounds_are_those_of_all_completions(
    model: Model, history: list[Item], at: datetime, open_fields: list[Answerable]
) -> None:
    standing = advance(model, replay(model, history, at).standing, at).standing
    ends = [end_of(model, standing, at, answers=answers) for answers in completions(open_fields)]
    bounds = reachable(model, standing, at, open_fields=open_fields, answered_signal=ANSWERED)
    assert bounds.lowest == min(score for score, _ in ends)
    assert bounds.highest == max(score for score, _ in ends)
    assert bounds.tiers == {tier for _, tier in ends}


@unhurried
@given(models(), histories(8), instants, questions)
def test_a_field_is_decisive_if_two_answers_lead_to_different_tiers_the_others_being_equal(
    model: Model, history: list[Item], at: datetime, open_fields: list[Answerable]
) -> None:
    standing = advance(model, replay(model, history, at).standing, at).standing
    tiers: dict[tuple[str, tuple[tuple[str, Value | None], ...]], set[str]] = {}
    for answers in completions(open_fields):
        _, tier = end_of(model, standing, at, answers=answers)
        for name, value in answers.items():
            if value is not None:
                others = tuple((other, answer) for other, answer in answers.items() if other != name)
                tiers.setdefault((name, others), set()).add(tier)
    decisive = {name for (name, _), ends in tiers.items() if len(ends) > 1}
    found = decisive_fields(model, standing, at, open_fields=open_fields, answered_signal=ANSWERED)
    assert found == tuple(asked.field for asked in open_fields if asked.field in decisive)


@unhurried
@given(models(), questions)
def test_the_widest_reaching_question_comes_first(model: Model, open_fields: list[Answerable]) -> None:
    def spread(asked: Answerable) -> float:
        points = [model.fit_points(asked.field, value) for value in values_of(asked)]
        return max(points) - min(points)

    ordered = widest_first(model, open_fields)
    assert sorted(map(repr, ordered)) == sorted(map(repr, open_fields))
    assert [spread(asked) for asked in ordered] == sorted(map(spread, open_fields), reverse=True)
