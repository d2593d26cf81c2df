"""Rules 3 to 5 of scoring between signals: what fades, what is held, and when a tier falls."""

from datetime import datetime, timedelta
from math import log

from hypothesis import given
from hypothesis import strategies as st

from scoring.decay import GRID, decayed, first_ms, on_grid
from scoring.engagement import engagement_at
from scoring.engine import advance, next_change, replay, score_at
from scoring.instants import microseconds
from scoring.ledger import lines_at
from scoring.model import RANK, UNFIT
from scoring.tiers import tier_of
from tests.property.scoring.cases import Case, alone, cases
from tests.property.scoring.histories import MONDAY

MILLISECOND = timedelta(milliseconds=1)
ages = st.integers(0, 10**16)


@given(st.floats(-8000, 8000))
def test_points_live_on_a_grid(points: float) -> None:
    assert on_grid(on_grid(points)) == on_grid(points)
    assert abs(on_grid(points) - points) <= 0.5 / GRID


@given(st.lists(st.floats(-80, 80).map(on_grid), max_size=30), st.randoms(use_true_random=False))
def test_sums_on_the_grid_are_exact_in_any_order(points: list[float], random: object) -> None:
    shuffled = list(points)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sum(points) == sum(shuffled)


@given(st.floats(0, 8000).map(on_grid), ages, ages, st.integers(10**6, 3650 * 86_400 * 10**6))
def test_what_fades_never_rises(points: float, age_us: int, more_us: int, half_life_us: int) -> None:
    sooner = decayed(points, age_us=age_us, half_life_us=float(half_life_us))
    later = decayed(points, age_us=age_us + more_us % 5, half_life_us=float(half_life_us))
    assert 0 <= later <= sooner <= points


@alone
@given(cases())
def test_engagement_never_grows_without_a_signal_and_jumps_only_where_something_expires(case: Case) -> None:
    tallies = replay(case.model, case.history, case.at).standing.tallies
    steepest = sum(
        tally.points * log(2) / half_life
        for index, tally in tallies.items()
        if (half_life := case.model.half_lives_us[index]) is not None
    )
    before_us = microseconds(case.at)
    before = engagement_at(case.model, tallies, before_us)
    for wait_us in sorted(int(10 ** case.chance.uniform(0, 13)) for _ in range(3)):
        after_us = before_us + wait_us
        after = engagement_at(case.model, tallies, after_us)
        expired = sum(
            tally.points for tally in tallies.values() if tally.until_us and before_us <= tally.until_us < after_us
        )
        assert 0 <= before - after <= expired + steepest * wait_us * (1 + 1e-9) + (len(tallies) + 1) / GRID
        before_us, before = after_us, after


@alone
@given(cases())
def test_no_cap_of_a_rule_or_a_group_and_no_limit_is_exceeded(case: Case) -> None:
    model, standing = case.model, replay(case.model, case.history, case.at).standing
    for index, tally in standing.tallies.items():
        rule = model.engagement[index]
        if rule.cap is not None and not rule.cap_within:
            assert -rule.cap <= tally.points <= rule.cap
    lines = {line.rule: line.remains for line in lines_at(model, standing, case.at)}
    for group in model.groups:
        members = [
            rule_id
            for rule_id, rule in zip(model.engagement_ids, model.engagement, strict=True)
            if rule.group == group.name
        ]
        together = sum(lines.get(name, 0.0) for name in (*members, f"group.{group.name}"))
        assert -group.cap <= together <= group.cap
    score = score_at(model, standing, case.at)
    assert model.limits.fit.low <= score.fit <= model.limits.fit.high
    assert model.limits.engagement.low <= score.engagement <= model.limits.engagement.high


@alone
@given(cases())
def test_falls_between_signals_happen_at_their_exact_instant(case: Case) -> None:
    model, standing = case.model, replay(case.model, case.history, case.at).standing

    def tier_at(instant: datetime) -> str:
        engagement = engagement_at(model, standing.tallies, microseconds(instant))
        fit = model.limits.fit.hold(standing.fit_sum)
        return tier_of(model, standing.tier, fit=fit, engagement=engagement)

    due_at = next_change(model, standing)
    if due_at is None:
        at_rest = not standing.version or standing.tier == UNFIT
        assert at_rest or tier_at(case.at + timedelta(days=365_000)) == standing.tier
        return
    assert due_at > case.at
    assert due_at.microsecond % 1000 == 0
    assert RANK[tier_at(due_at)] < RANK[standing.tier]
    if microseconds(due_at - MILLISECOND) > standing.at_us:
        assert tier_at(due_at - MILLISECOND) == standing.tier
        assert score_at(model, standing, due_at - MILLISECOND).tier == standing.tier
    fallen = advance(model, standing, due_at)
    assert [change.at for change in fallen.tier_changes] == [due_at]
    assert fallen.standing.tier == tier_at(due_at) == score_at(model, standing, due_at).tier


@alone
@given(cases())
def test_left_alone_a_lead_comes_to_rest(case: Case) -> None:
    folded = replay(case.model, case.history, MONDAY + timedelta(days=365_000))
    assert next_change(case.model, folded.standing) is None
    falls = [change for change in folded.tier_changes if change.because == "cooling"]
    assert all(RANK[change.tier_to] < RANK[change.tier_from] for change in falls)


@given(st.integers(0, 10**6), st.integers(-100, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_first_millisecond_is_found_from_any_guess(first: int, guess: int, earliest: int, latest: int) -> None:
    found = first_ms(lambda ms: ms >= first, guess=guess, earliest=earliest, latest=latest)
    expected = max(first, earliest)
    assert found == (expected if expected <= latest else None)
