"""How Quentin (B2B) and Pia (B2C) warm up and cool."""

from datetime import datetime, timedelta
from math import floor, log2

import pytest

from scoring.engine import (
    Folded,
    TierChange,
    advance,
    fold,
    next_change,
    pack,
    replay,
    score_at,
    start,
    unpack,
)
from scoring.errors import LateItem, StandingError
from scoring.history import Item
from scoring.model import Model
from scoring.parse import parse_model
from tests.unit.scoring.scoring_examples import B2B, B2C, MONDAY, after, did, document, told


def told_in_turn(model: Model, *items: Item) -> Folded:
    standing, changes = start(), list[TierChange]()
    for item in items:
        folded = fold(model, standing, item)
        standing = folded.standing
        changes.extend(folded.tier_changes)
    return Folded(standing, tuple(changes))


def test_quentin_becomes_lukewarm_with_the_fact_that_makes_the_difference() -> None:
    folded = told_in_turn(
        B2B,
        told("1", MONDAY, role="founder"),
        did("2", MONDAY, name="chat.answered"),
        told("3", after(minutes=1), company_size=200),
    )
    assert folded.tier_changes == (
        TierChange(after(minutes=1), "cold", "lukewarm", "3", folded_score(41), B2B.version),
    )


def folded_score(points: float) -> float:
    """Return the points after one minute of fading of the two that an answer gives."""
    return points - 2 + round(2 * 2 ** (-1 / (30 * 24 * 60)) * 2**40) / 2**40


def test_the_latest_fact_of_a_field_counts() -> None:
    folded = told_in_turn(B2B, told("1", MONDAY, role="founder"), told("2", after(hours=1), role="manager"))
    assert score_at(B2B, folded.standing, after(hours=1)).fit == 10


def test_facts_that_no_rule_reads_leave_only_their_place_in_the_order() -> None:
    before = told_in_turn(B2B, told("1", MONDAY, role="founder")).standing
    after_name = fold(B2B, before, told("2", after(hours=1), company="Acme")).standing
    assert after_name.facts == before.facts
    assert after_name.at_us > before.at_us


def test_pia_becomes_hot_with_two_pairs_in_the_cart_and_cools_within_three_days() -> None:
    folded = replay(
        B2C,
        [
            told("1", MONDAY, country="SE"),
            did("2", after(days=2), name="cart.added"),
            did("3", after(days=2), name="cart.added"),
        ],
        after(days=20),
    )
    assert [(change.tier_to, change.because) for change in folded.tier_changes] == [
        ("lukewarm", "2"),
        ("hot", "3"),
        ("lukewarm", "cooling"),
        ("cold", "cooling"),
    ]
    # 5 for the country; 40 fading to below 15, then to below 3
    three_days_ms = 3 * 86_400_000
    fallen_after = [change.at - after(days=2) for change in folded.tier_changes[2:]]
    assert fallen_after == [
        timedelta(milliseconds=floor(three_days_ms * log2(40 / 15)) + 1),
        timedelta(milliseconds=floor(three_days_ms * log2(40 / 3)) + 1),
    ]


def test_points_are_held_within_the_cap_and_fade_from_there() -> None:
    carts = [did(str(number), MONDAY, name="cart.added") for number in range(5)]
    standing = told_in_turn(B2C, *carts).standing
    assert score_at(B2C, standing, MONDAY).engagement == 40
    assert score_at(B2C, standing, after(days=3)).engagement == 20


def test_negative_points_stay() -> None:
    standing = told_in_turn(
        B2B,
        did("1", MONDAY, name="page.viewed", path="/pricing"),
        did("2", MONDAY, name="page.viewed", path="/pricing"),
        did("3", MONDAY, name="newsletter.unsubscribed"),
    ).standing
    assert [score_at(B2B, standing, after(days=days)).engagement for days in (0, 21, 42)] == [5, 0, 0]


def test_every_third_view_within_a_week_counts_and_the_window_starts_anew() -> None:
    views = [did(str(number), after(days=number), name="page.viewed", path="/blog") for number in range(1, 7)]
    counted = [score_at(B2B, told_in_turn(B2B, *views[:n]).standing, after(days=n)).engagement for n in range(1, 7)]
    assert [points > 0 for points in counted] == [False, False, True, True, True, True]
    assert counted[2] == 8
    assert counted[5] > 14


@pytest.mark.parametrize(("late", "points"), [(timedelta(0), 8), (timedelta(microseconds=1), 0)])
def test_a_view_exactly_as_old_as_the_window_still_counts(late: timedelta, points: float) -> None:
    views = [
        did("1", MONDAY, name="page.viewed"),
        did("2", after(days=1), name="page.viewed"),
        did("3", after(days=7) + late, name="page.viewed"),
    ]
    assert score_at(B2B, told_in_turn(B2B, *views).standing, views[-1].at).engagement == points


def test_where_a_signal_lacks_the_property_the_rule_does_not_match() -> None:
    standing = told_in_turn(B2B, did("1", MONDAY, name="page.viewed")).standing
    assert score_at(B2B, standing, MONDAY).engagement == 0
    bought = told_in_turn(B2C, did("1", MONDAY, name="purchase.made", value=100))
    assert score_at(B2C, bought.standing, MONDAY).engagement == 10


def test_an_unfit_lead_does_not_cool_and_starts_from_cold_when_the_fact_is_corrected() -> None:
    folded = told_in_turn(
        B2B,
        told("1", MONDAY, role="founder"),
        told("2", MONDAY, company_size=1000),
        told("3", after(days=1), role="student"),
        told("4", after(days=2), role="manager"),
        did("5", after(days=2), name="chat.answered"),
    )
    assert [change.tier_to for change in folded.tier_changes] == ["lukewarm", "unfit", "cold"]
    unfit = replay(B2B, [told("1", MONDAY, role="student")], MONDAY).standing
    assert (unfit.tier, next_change(B2B, unfit)) == ("unfit", None)


def test_limits_hold_fit_and_engagement() -> None:
    tight = document() | {"limits": {"fit": [0, 30], "engagement": [-5, 60]}}
    model = parse_model(tight)
    standing = told_in_turn(
        model,
        told("1", MONDAY, role="founder"),
        told("2", MONDAY, company_size=1000),
        did("3", MONDAY, name="newsletter.unsubscribed"),
    ).standing
    score = score_at(model, standing, MONDAY)
    assert (score.fit, score.engagement, score.score) == (30, -5, 25)


def test_a_tier_whose_score_rests_on_fit_never_falls() -> None:
    standing = told_in_turn(
        B2B,
        told("1", MONDAY, role="founder"),
        told("2", MONDAY, company_size=1000),
        did("3", MONDAY, name="chat.answered"),
    ).standing
    assert standing.tier == "lukewarm"
    assert next_change(B2B, standing) is None


def test_a_minimum_of_engagement_makes_a_tier_fall_too() -> None:
    demanding = document()
    demanding["tiers"]["lukewarm"] = {"enter": 40, "leave": 20, "engagement": 5}
    model = parse_model(demanding)
    standing = told_in_turn(
        model,
        told("1", MONDAY, role="founder"),
        told("2", MONDAY, company_size=1000),
        did("3", MONDAY, name="page.viewed", path="/pricing"),
    ).standing
    assert next_change(model, standing) == after(days=21) + timedelta(milliseconds=1)


def test_a_wake_up_with_nothing_due_returns_the_very_standing() -> None:
    standing = told_in_turn(B2C, did("1", MONDAY, name="cart.added")).standing
    due_at = next_change(B2C, standing)
    assert due_at is not None
    assert advance(B2C, standing, due_at - timedelta(milliseconds=1)) == Folded(standing)
    fallen = advance(B2C, standing, after(days=100))
    assert [(change.at, change.because) for change in fallen.tier_changes] == [(due_at, "cooling")]
    assert fallen.standing.key == (standing.due_us, "", "")


def test_a_lead_hears_of_its_falls_before_the_next_signal() -> None:
    first, second = did("1", MONDAY, name="cart.added"), did("2", after(days=30), name="cart.added")
    folded = told_in_turn(B2C, first, second)
    assert [change.because for change in folded.tier_changes] == ["1", "cooling", "2"]


def test_a_late_item_is_refused_and_replay_puts_it_in_its_place() -> None:
    on_time, late = did("1", after(days=1), name="cart.added"), did("2", MONDAY, name="cart.added")
    standing = told_in_turn(B2C, on_time).standing
    with pytest.raises(LateItem, match="signal 2 is not later"):
        fold(B2C, standing, late)
    assert replay(B2C, [on_time, late], after(days=1)) == told_in_turn(B2C, late, on_time)


def test_the_same_item_again_is_late() -> None:
    item = did("1", MONDAY, name="cart.added")
    with pytest.raises(LateItem):
        fold(B2C, told_in_turn(B2C, item).standing, item)


def test_a_fact_and_a_signal_may_share_instant_and_id() -> None:
    fact, signal = told("1", MONDAY, country="SE"), did("1", MONDAY, name="cart.added")
    assert score_at(B2C, replay(B2C, [signal, fact, signal], MONDAY).standing, MONDAY).score == 25


def test_replay_takes_history_up_to_and_including_the_instant() -> None:
    items = [did("1", MONDAY, name="cart.added"), did("2", after(days=1), name="cart.added")]
    assert replay(B2C, items, after(days=1)) == told_in_turn(B2C, *items)
    assert replay(B2C, items, after(hours=23)) == told_in_turn(B2C, items[0])


def test_of_items_that_share_an_id_the_first_given_counts() -> None:
    items = [told("1", after(days=1), country="SE"), told("1", MONDAY, country="FR")]
    assert replay(B2C, items, after(days=2)).standing.facts["country"].value == "SE"


def test_a_score_asked_for_before_the_standing_is_the_standings_own() -> None:
    standing = told_in_turn(B2C, did("1", MONDAY, name="cart.added")).standing
    assert score_at(B2C, standing, after(days=-5)) == score_at(B2C, standing, MONDAY)


def test_a_standing_of_another_model_is_refused() -> None:
    standing = told_in_turn(B2C, did("1", MONDAY, name="cart.added")).standing
    for use in (
        lambda: fold(B2B, standing, did("2", after(days=1), name="cart.added")),
        lambda: advance(B2B, standing, MONDAY),
        lambda: next_change(B2B, standing),
        lambda: score_at(B2B, standing, MONDAY),
    ):
        with pytest.raises(StandingError, match="refold this lead"):
            use()


def test_a_fall_after_the_year_9999_is_never() -> None:
    slow = document()
    slow["engagement"][1] |= {"half_life": "3650d"}
    slow["tiers"]["lukewarm"] = {"enter": 10, "leave": 0.000001}
    model = parse_model(slow)
    late = datetime.fromisoformat("9990-01-01T00:00:00+00:00")
    standing = told_in_turn(model, did("1", late, name="page.viewed", path="/pricing")).standing
    assert standing.tier == "lukewarm"
    assert next_change(model, standing) is None
    assert unpack(pack(standing)) == standing


def test_a_model_that_asks_nothing_finds_a_lead_lukewarm_at_its_first_item() -> None:
    easy = document() | {"tiers": {"lukewarm": {"enter": 0}, "hot": {"enter": 75}}}
    folded = replay(parse_model(easy), [did("1", MONDAY, name="social.engaged")], MONDAY)
    assert [(change.tier_to, change.because) for change in folded.tier_changes] == [("lukewarm", "1")]
