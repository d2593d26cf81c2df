"""Rules that look at time and amounts: what expires, what rests, caps within a time, points per amount, seasons."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scoring.doubts import doubts
from scoring.engine import advance, fold_all, next_change, pack, replay, start, unpack
from scoring.errors import ModelError
from scoring.history import Item
from scoring.ledger import explain
from scoring.lifts import lifts
from scoring.model import Model
from scoring.parse import parse_model
from scoring.reach import engagement_reach
from tests.unit.scoring.scoring_examples import MONDAY, after, did
from tests.unit.scoring.test_scoring_rule_forms import model_of, score_of, viewed, views


def points_on(model: Model, *days: float, seen: tuple[float, ...] = (0,)) -> list[float]:
    """Return the engagement on these days, after page views on others."""
    signals = viewed(*(after(days=day) for day in seen))
    return [score_of(model, *signals, at=after(days=day)).engagement for day in days]


def problems(rule: dict[str, Any]) -> list[str]:
    with pytest.raises(ModelError) as refused:
        parse_model(
            {"audience": "b2b", "handoff": "hot", "tiers": {"lukewarm": {"enter": 1}, "hot": {"enter": 2}}}
            | {"engagement": [rule]}
        )
    return [str(problem) for problem in refused.value.problems]


# What expires


def test_what_a_rule_holds_is_gone_so_long_after_its_last_match() -> None:
    model = views({"expires": "90d"})
    almost = 90 - 1 / 86_400_000
    assert points_on(model, 0, almost, 90, 91) == [10, 10, 0, 0]
    assert points_on(model, 89, 90, 149, 150, seen=(0, 60)) == [20, 20, 20, 0]
    assert points_on(model, 200, seen=(0, 200)) == [10]


def test_a_match_that_gives_nothing_keeps_what_there_is_from_expiring() -> None:
    model = views({"expires": "10d", "once": True})
    assert points_on(model, 9, 12, 18, seen=(0, 8)) == [10, 10, 0]
    assert points_on(views({"expires": "10d", "half_life": "10d", "once": True}), 10, seen=(0, 8)) == [5]


def test_a_tier_falls_at_the_very_instant_at_which_its_points_expire() -> None:
    model = model_of(
        engagement=[
            {"signal": "page.viewed", "points": 10, "expires": "30d"},
            {"signal": "demo.used", "points": 120, "half_life": "10d"},
        ]
    )
    seen = did("1", MONDAY, name="page.viewed"), did("2", MONDAY, name="demo.used")
    hot = replay(model, [*seen], MONDAY).standing
    assert hot.tier == "hot"
    falls = replay(model, [*seen], after(days=400)).tier_changes
    assert [change.tier_to for change in falls] == ["hot", "lukewarm", "cold"]
    # 120 * 2 ** (-30 / 10) is 15: with the 10 it was still lukewarm, and without them just so.
    assert falls[-1].at - MONDAY == timedelta(days=30, milliseconds=1)
    by_step = model_of(engagement=[{"signal": "page.viewed", "points": 100, "expires": "30d"}])
    standing = replay(by_step, viewed(MONDAY), MONDAY).standing
    assert next_change(by_step, standing) == after(days=30)
    (fall,) = advance(by_step, standing, after(days=31)).tier_changes
    assert (fall.at, fall.tier_from, fall.tier_to, fall.score) == (after(days=30), "hot", "cold", 0)


def test_what_has_expired_is_a_line_of_the_ledger_that_holds_nothing() -> None:
    model = views({"expires": "10d"})
    (line,) = explain(model, replay(model, viewed(MONDAY), after(days=20)).standing, after(days=20)).lines
    assert (line.given, line.lost_to_decay, line.remains) == (10, 10, 0)


def test_a_match_that_gives_nothing_puts_off_the_fall() -> None:
    model = views({"points": 30, "expires": "10d", "once": True})
    standing = replay(model, viewed(MONDAY, after(days=8)), after(days=8)).standing
    assert next_change(model, standing) == after(days=18)
    again = replay(model, viewed(MONDAY, after(days=8)), after(days=17)).standing
    assert again.tier == "lukewarm"


# What rests


def test_points_fade_only_after_the_rule_has_rested_since_its_last_match() -> None:
    model = views({"half_life": "10d", "rests": "14d"})
    assert points_on(model, 0, 14, 24, 34) == [10, 10, 5, 2.5]
    assert points_on(model, 30, 38, 48, seen=(0, 24)) == [15, 15, 7.5]


def test_what_rests_is_counted_from_its_own_matches_alone() -> None:
    rules = [{"signal": name, "points": 10, "half_life": "10d", "rests": "14d"} for name in ("page.viewed", "email.*")]
    model = model_of(engagement=rules)
    seen = did("1", MONDAY, name="page.viewed"), did("2", after(days=24), name="email.opened")
    assert score_of(model, *seen, at=after(days=24)).engagement == 15
    assert score_of(model, *seen, at=after(days=34)).engagement == 12.5


def test_the_next_change_is_exact_through_rest_fading_and_expiry() -> None:
    model = model_of(
        engagement=[
            {"signal": "page.viewed", "points": 20, "half_life": "10d", "rests": "14d"},
            {"signal": "email.*", "points": 10, "half_life": "5d", "rests": "3d", "expires": "20d"},
        ]
    )
    seen = did("1", MONDAY, name="page.viewed"), did("2", MONDAY, name="email.opened")
    standing = replay(model, [*seen], MONDAY).standing
    due_at = next_change(model, standing)
    assert due_at is not None
    before = due_at - timedelta(milliseconds=1)
    assert [score_of(model, *seen, at=at).tier for at in (before, due_at)] == ["lukewarm", "cold"]
    assert score_of(model, *seen, at=before).engagement >= 15 > score_of(model, *seen, at=due_at).engagement


# Caps within a time


def test_a_cap_within_a_time_limits_what_is_given_in_it_and_not_what_is_held() -> None:
    model = views({"cap": {"points": 15, "within": "7d"}})
    assert points_on(model, 0, 1, 2, 7, 8, 9, seen=(0, 1, 2, 7, 8, 9)) == [10, 15, 15, 15, 25, 30]
    once = views({"points": -10, "cap": {"points": 15, "within": "7d"}})
    assert points_on(once, 0, 1, 9, seen=(0, 1, 9)) == [-10, -15, -25]


def test_what_a_cap_within_a_time_takes_is_told() -> None:
    model = views({"cap": {"points": 15, "within": "7d"}})
    (line,) = explain(model, replay(model, viewed(*[MONDAY] * 3), MONDAY).standing, MONDAY).lines
    assert (line.given, line.lost_to_cap, line.remains, line.count) == (30, 15, 15, 3)


def test_of_very_many_awards_within_the_time_of_a_cap_a_standing_stays_small() -> None:
    model = views({"points": 1, "cap": {"points": 500, "within": "7d"}})
    standing = replay(model, viewed(*(after(minutes=minute) for minute in range(600))), after(days=1)).standing
    assert standing.tallies[0].points == 500
    assert len(standing.tallies[0].paid) == 100
    assert unpack(pack(standing)) == standing


# Points per amount


def test_points_are_given_for_every_full_amount() -> None:
    model = model_of(
        engagement=[{"signal": "purchase.made", "points": 5, "per": {"every": 100, "of": "value"}, "cap": 30}]
    )
    amounts: list[Any] = [99.99, 100, 250, 1_000_000, -300, "250", True]
    given = [score_of(model, did("1", MONDAY, name="purchase.made", value=amount)).engagement for amount in amounts]
    assert given == [0, 5, 10, 30, 0, 0, 0]
    assert score_of(model, did("1", MONDAY, name="purchase.made")).engagement == 0


def test_an_amount_that_gives_nothing_is_no_match() -> None:
    rule = {"signal": "purchase.made", "points": 5, "per": {"every": 100, "of": "value"}, "recency": "first"}
    model = model_of(engagement=[rule])
    small, large = (did(n, MONDAY, name="purchase.made", value=value) for n, value in (("1", 20), ("2", 220)))
    assert score_of(model, small, large).engagement == 10


def test_what_would_lift_says_the_amount_and_never_what_cannot_be() -> None:
    rule = {"signal": "purchase.made", "points": 5, "per": {"every": 100, "of": "value"}}
    model = model_of(engagement=[rule, rule | {"signal": "cart.added", "where": {"value": {"at_most": 50}}}])
    assert [str(lift) for lift in lifts(model, start(), MONDAY)] == ["purchase.made[value>=100] x4"]
    assert [doubt.path for doubt in doubts(model)] == [("engagement", 1)]
    capped = views({"cap": {"points": 15, "within": "7d"}})
    assert lifts(capped, start(), MONDAY) == ()
    assert engagement_reach(capped).high > 10**6


# Seasons


def test_signals_count_from_a_date_to_the_end_of_another_by_their_own_date() -> None:
    model = views({"from": "2026-01-06", "to": "2026-01-08", "half_life": "7d"})
    days = [datetime(2026, 1, day, hour, tzinfo=UTC) for day, hour in ((5, 23), (6, 0), (8, 23), (9, 0))]
    assert [score_of(model, *viewed(day), at=day).engagement for day in days] == [0, 10, 10, 0]
    assert score_of(model, *viewed(days[1]), at=days[1] + timedelta(days=7)).engagement == 5


def test_a_season_may_be_written_as_dates_or_instants() -> None:
    written: list[Any] = [date(2026, 1, 6), "2026-01-06", "2026-01-06T00:00:00Z", "2026-01-06T01:00:00+01:00"]
    written.append(datetime(2026, 1, 6, tzinfo=UTC))
    assert len({views({"from": begin}).version for begin in written}) == 1
    assert len({views({"to": date(2026, 1, 5)}).version, views({"to": "2026-01-06T00:00:00Z"}).version}) == 1


def test_nothing_is_recommended_outside_its_season() -> None:
    model = views({"points": 30, "to": "2026-01-06"})
    assert [str(lift) for lift in lifts(model, start(), MONDAY)] == ["page.viewed x1"]
    assert lifts(model, start(), after(days=2)) == ()


# What is kept


def test_a_standing_with_all_of_it_survives_storage_and_goes_on_as_a_replay_does() -> None:
    model = model_of(
        engagement=[
            {"signal": "page.viewed", "points": 4, "cap": {"points": 9, "within": "2d"}, "expires": "30d"},
            {"signal": "*", "points": 3, "half_life": "3d", "rests": "1d", "per_day": 2},
            {"signal": "page.viewed", "points": 1, "once": True, "expires": "9d"},
        ]
    )
    items: list[Item] = [*viewed(*(after(hours=17 * n) for n in range(30)))]
    standing = start()
    for item in items:
        standing = unpack(pack(fold_all(model, standing, [item]).standing))
    assert pack(standing) == pack(replay(model, items, items[-1].at).standing)


def test_standings_of_an_earlier_version_are_still_read() -> None:
    packed = '[3,"v",5,"1","signal",{},[[0,10.0,5,10.0,0.0,1],[2,1.0,5,1.0,0.0,1,[5],[4,5],5]],"cold",null,0.0,false]'
    tallies = unpack(packed).tallies
    assert (tallies[0].paid, tallies[2].window, tallies[2].recent, tallies[2].matched_us) == ((), (5,), (4, 5), 5)
    assert pack(unpack(packed)) == packed


# Mistakes

RULE = {"signal": "page.viewed", "points": 10}
DURATION = "a duration such as 45m, 12h, 30d or 2w (at most 3650d)"
DATE = "a date such as 2026-11-20, or an instant such as 2026-11-20T08:00:00Z"


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"expires": "soon"}, f'expires: found "soon", expected {DURATION}'),
        (
            {"points": -5, "expires": "9d"},
            'expires: found "9d", expected no expires with negative points: what is gone by the clock would raise '
            "the score without any signal",
        ),
        ({"rests": "9d"}, 'rests: found "9d", expected rests beside half_life: without one nothing fades'),
        (
            {"rests": "9d", "half_life": "1d", "expires": "9d"},
            'rests: found "9d", expected less than expires: all is gone before it begins to fade',
        ),
        ({"cap": {"points": 5}}, "cap.within: found nothing, expected a value for within"),
        ({"cap": {"points": -5, "within": "7d"}}, "cap.points: found -5, expected a number of points from 0 on"),
        ({"cap": {"points": 5, "in": "7d"}}, 'cap.in: found "in", expected one of points, within'),
        ({"per": 100}, "per: found 100, expected a mapping"),
        ({"per": {"every": 0, "of": "value"}}, "per.every: found 0, expected a number above 0"),
        ({"per": {"every": 100}}, "per.of: found nothing, expected a value for of"),
        ({"from": "next week"}, f'from: found "next week", expected {DATE}'),
        ({"from": "2026-11-20T08:00:00"}, f'from: found "2026-11-20T08:00:00", expected {DATE}'),
        ({"to": 2026}, f"to: found 2026, expected {DATE}"),
        ({"from": "2026-11-20", "to": "2026-11-19"}, 'to: found "2026-11-19", expected a date not before that of from'),
    ],
)
def test_each_mistake_says_what_was_expected(parts: dict[str, Any], complaint: str) -> None:
    assert f"engagement.0.{complaint}" in problems(RULE | parts)
