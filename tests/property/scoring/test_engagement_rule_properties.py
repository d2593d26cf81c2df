"""Rule 3 of scoring, one engagement rule at a time: which signals match, which matches give points, and how many.

Each property states its rule over the whole list of matches, so that it knows nothing of how the fold goes about it.
"""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.decay import on_grid
from scoring.engine import fold, replay, score_at, start
from scoring.history import Signal
from scoring.model import Model
from scoring.parse import parse_model
from scoring.values import Value
from tests.property.scoring.documents import durations, points, weight, wheres
from tests.property.scoring.histories import LATER, MONDAY, paced, paces, properties
from tests.property.scoring.scoring_oracle import passes, span

DAY = timedelta(days=1)
thoroughly = settings(deadline=None, max_examples=300)
TIERS = {"lukewarm": {"enter": 10}, "hot": {"enter": 20}}


@st.composite
def dense_moments(draw: st.DrawFn) -> list[datetime]:
    """Draw instants of matches, so many in so few steps that the edges of windows are met."""
    size = draw(st.sampled_from([*range(1, 13), *[12] * 12]))
    return sorted(draw(st.lists(paced(draw(paces), most=10), min_size=size, max_size=size)))


moments = dense_moments()


def model_of(*rules: dict[str, Any], **more: Any) -> Model:
    named = [{"signal": "page.viewed", "points": 5} | rule for rule in rules]
    return parse_model({"audience": "b2c", "handoff": "hot", "tiers": TIERS, "engagement": named} | more)


def viewed(at: list[datetime], **carried: Value) -> list[Signal]:
    return [Signal(f"{number:02d}", moment, "page.viewed", carried) for number, moment in enumerate(at)]


def engagement_of(model: Model, signals: list[Signal], at: datetime = LATER) -> float:
    return score_at(model, replay(model, signals, at).standing, at).engagement


def gave(rule: dict[str, Any], at: list[datetime]) -> list[bool]:
    """Return of each match whether it gave points."""
    model, standing, counts = model_of(rule), start(), [0]
    for signal in viewed(at):
        standing = fold(model, standing, signal).standing
        counts.append(standing.tallies[0].awards)
    return [after > before for before, after in pairwise(counts)]


@thoroughly
@given(moments)
def test_once_a_rule_gives_its_points_once_ever(at: list[datetime]) -> None:
    assert gave({"once": True}, at) == [True] + [False] * (len(at) - 1)
    assert gave({"once": True, "half_life": "1s"}, at) == [True] + [False] * (len(at) - 1)
    assert gave({"once": False}, at) == [True] * len(at)


@thoroughly
@given(moments)
def test_recency_first_only_the_first_match_ever_counts(at: list[datetime]) -> None:
    assert gave({"recency": "first"}, at) == [True] + [False] * (len(at) - 1)


@thoroughly
@given(moments, durations)
def test_returning_only_matches_so_long_after_the_match_before_count_and_the_first_does_not(
    at: list[datetime], away: str
) -> None:
    returned = [later - earlier >= span(away) for earlier, later in pairwise(at)]
    assert gave({"recency": {"returning_after": away}}, at) == [False, *returned]


@thoroughly
@given(moments, st.integers(1, 4))
def test_per_day_in_any_24_hours_a_rule_gives_its_points_at_most_so_often_and_never_less_often_than_it_may(
    at: list[datetime], often: int
) -> None:
    given_at: list[datetime] = []
    for moment, gives in zip(at, gave({"per_day": often}, at), strict=True):
        assert gives == (sum(moment - other < DAY for other in given_at) < often)
        given_at += [moment] if gives else []


@thoroughly
@given(moments, st.integers(2, 4), durations)
def test_every_nth_match_inside_a_sliding_window_gives_the_points_and_the_window_then_starts_anew(
    at: list[datetime], times: int, within: str
) -> None:
    since = 0
    for place, gives in enumerate(gave({"times": times, "within": within}, at)):
        in_window = [moment for moment in at[since : place + 1] if at[place] - moment <= span(within)]
        assert gives == (len(in_window) >= times)
        since = place + 1 if gives else since


@thoroughly
@given(moments, points(0, 30), durations)
def test_without_a_cap_a_rule_holds_what_each_of_its_signals_has_left_after_its_half_lives(
    at: list[datetime], worth: float, half_life: str
) -> None:
    model = model_of({"points": worth, "half_life": half_life})
    left = sum(worth * 2 ** -((LATER - moment) / span(half_life)) for moment in at)
    assert engagement_of(model, viewed(at)) == pytest.approx(left, abs=1e-9)


@thoroughly
@given(moments, points(-30, 0))
def test_negative_points_stay(at: list[datetime], worth: float) -> None:
    model = model_of({"points": worth})
    assert engagement_of(model, viewed(at), at[-1]) == engagement_of(model, viewed(at)) == on_grid(worth) * len(at)


@thoroughly
@given(moments, points(-30, 30), points(0, 60))
def test_a_rule_is_held_within_its_cap_on_the_side_of_its_points(at: list[datetime], worth: float, cap: float) -> None:
    model = model_of({"points": worth, "cap": cap})
    free = on_grid(worth) * len(at)
    assert engagement_of(model, viewed(at)) == max(min(free, on_grid(cap)), -on_grid(cap))


weights = st.dictionaries(st.sampled_from(["tofu", "bofu", "paid"]), weight, min_size=1)
stages = st.sampled_from(["tofu", "bofu", "paid", "mofu", 1])


@thoroughly
@given(weights, weights, stages, stages, points(-10, 10))
def test_points_are_multiplied_by_the_weights_of_funnel_and_channel_and_by_1_where_none_is_named(
    by_funnel: dict[str, float], by_channel: dict[str, float], funnel: Value, channel: Value, worth: float
) -> None:
    model = model_of({"points": worth, "funnel": by_funnel, "channel": by_channel})
    weighted = on_grid(worth) * by_funnel.get(str(funnel), 1) * by_channel.get(str(channel), 1)
    assert engagement_of(model, viewed([MONDAY], funnel=funnel, channel=channel)) == on_grid(weighted)
    assert engagement_of(model, viewed([MONDAY])) == on_grid(worth)


@thoroughly
@given(moments)
def test_a_signal_whose_weight_is_0_is_not_meant_by_the_rule(at: list[datetime]) -> None:
    model = model_of({"channel": {"paid": 0}, "recency": "first"})
    adverts, visits = viewed(at, channel="paid"), [Signal("z", LATER, "page.viewed", {"channel": "web"})]
    assert engagement_of(model, adverts) == 0
    assert engagement_of(model, adverts + visits) == 5


@thoroughly
@given(st.lists(st.tuples(points(-30, 30), st.sampled_from(["web", "shop", None])), min_size=1), points(0, 60))
def test_the_rules_of_a_group_together_hold_at_most_its_cap(rules: list[tuple[float, str | None]], cap: float) -> None:
    grouped = [{"points": worth} | ({"group": name} if name else {}) for worth, name in rules]
    model = model_of(*grouped, groups={"web": {"cap": cap}, "shop": {"cap": 10}})
    sums = {name: sum(on_grid(worth) for worth, group in rules if group == name) for name in ("web", "shop", None)}
    most = on_grid(cap)
    held = max(min(sums["web"], most), -most) + max(min(sums["shop"], 10), -10) + sums[None]
    assert engagement_of(model, viewed([MONDAY])) == held


@thoroughly
@given(wheres, properties)
def test_a_signal_matches_if_every_property_asked_for_is_there_and_passes_its_test(
    where: dict[str, Any], carried: dict[str, Value]
) -> None:
    matches = all(name in carried and passes(test, carried[name]) for name, test in where.items())
    assert engagement_of(model_of({"where": where}), viewed([MONDAY], **carried)) == (5 if matches else 0)
    assert engagement_of(model_of({"where": where}), [Signal("1", MONDAY, "cart.added", carried)]) == 0


texts = st.text("ab/*", max_size=6)


@thoroughly
@given(st.text("ab*", min_size=1, max_size=5), texts)
def test_in_a_glob_the_star_stands_for_any_text_and_all_else_for_itself(pattern: str, text: str) -> None:
    def fits(pattern: str, text: str) -> bool:
        if not pattern:
            return not text
        if pattern[0] == "*":
            return any(fits(pattern[1:], text[begin:]) for begin in range(len(text) + 1))
        return text[:1] == pattern[0] and fits(pattern[1:], text[1:])

    model = model_of({"where": {"path": {"one_of": [pattern]}}})
    assert engagement_of(model, viewed([MONDAY], path=text)) == (5 if fits(pattern, text) else 0)
