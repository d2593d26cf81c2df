"""Whose a lead is, for any history of claims, gifts, take-overs, replies and departures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.desk.outcomes import FINAL, OUTCOMES, to_withdraw
from bot.desk.ownership import (
    CAME_BACK,
    CLAIMED,
    GIVEN,
    LEFT,
    RELEASED,
    TAKEN_OVER,
    has_left,
    last_with,
    may_be_taken_from,
    owned_since,
    owners,
)
from bot.desk.redraws import next_change
from bot.desk.rules import DeskRules
from tests.builders import MONDAY

NAMES = {1: "Bo", 2: "Cy", 3: "Dana"}


@dataclass(frozen=True)
class Taken:
    at: datetime
    step: str
    rep_id: int | None
    rep: str | None
    detail: str = ""


def _histories() -> st.SearchStrategy[list[Taken]]:
    steps = st.sampled_from((CLAIMED, GIVEN, TAKEN_OVER, RELEASED, LEFT, CAME_BACK, "replied", "outcome"))
    one = st.tuples(st.integers(0, 10_000), steps, st.sampled_from(sorted(NAMES)), st.sampled_from(sorted(NAMES)))
    return st.lists(one, max_size=12).map(
        lambda rows: [
            Taken(MONDAY + timedelta(minutes=at), step, rep, NAMES[rep], NAMES[to] if step == GIVEN else "")
            for at, step, rep, to in sorted(rows, key=lambda row: row[0])
        ]
    )


@given(_histories(), st.sampled_from(sorted(NAMES)), st.timedeltas(timedelta(hours=1), timedelta(days=9)))
def test_nobody_loses_a_lead_within_the_limit_of_their_last_sign(
    steps: list[Taken], owner: int, limit: timedelta
) -> None:
    free = may_be_taken_from(owner, steps, claimed_at=MONDAY, rules=DeskRules(take_over_after=limit))
    since = owned_since(steps, claimed_at=MONDAY)
    assert free >= since
    signs = [step.at for step in steps if step.rep_id == owner and step.step not in (LEFT, CAME_BACK)]
    if has_left(owner, steps):
        assert free == since
    else:
        assert free == max([since, *signs]) + limit


@given(_histories())
def test_owners_never_follow_themselves_and_the_last_one_is_who_got_it_last(steps: list[Taken]) -> None:
    names = owners(steps)
    assert all(one != other for one, other in pairwise(names))
    gets = [step for step in steps if step.step in (CLAIMED, TAKEN_OVER, GIVEN)]
    assert (names[-1:] == ()) == (not gets)
    if gets:
        assert names[-1] == (gets[-1].detail or gets[-1].rep)


@given(_histories())
def test_a_lead_is_given_back_by_the_last_who_did_so_if_nobody_has_had_it_since(steps: list[Taken]) -> None:
    moves = [step for step in steps if step.step in (CLAIMED, TAKEN_OVER, GIVEN, RELEASED)]
    had = [step for step in moves if step.step != RELEASED]
    assert bool(last_with(steps)) == bool(had and moves[-1].step == RELEASED)


@given(st.lists(st.sampled_from(OUTCOMES), max_size=8))
def test_after_reopening_no_final_outcome_stands_above_the_one_that_counts(newest_first: list[str]) -> None:
    left = newest_first[to_withdraw(newest_first) :]
    assert not left or left[0] not in FINAL or newest_first[0] not in FINAL
    assert bool(newest_first) == (to_withdraw(newest_first) > 0)


@given(st.lists(st.one_of(st.none(), st.integers(-99, 99)), max_size=6), st.integers(-99, 99))
def test_a_card_is_drawn_again_at_the_first_instant_after_it_was_drawn(minutes: list[int | None], drawn: int) -> None:
    instants = [None if m is None else MONDAY + timedelta(minutes=m) for m in minutes]
    at = next_change(instants, drawn_at=MONDAY + timedelta(minutes=drawn))
    later = [m for m in minutes if m is not None and m > drawn]
    assert at == (MONDAY + timedelta(minutes=min(later)) if later else None)
