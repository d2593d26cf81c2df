"""When sales is called about a lead, and how the calls under two sets of rules compare."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.when_to_alert import Deed, LastCall, calls_of, has_risen, paired, wants_to_buy, why_to_call
from scoring.engine import BY_MODEL, COOLING, TierChange
from tests.builders import MONDAY, shipped
from tests.rules import RULES, model_of

MODEL = model_of(RULES)
B2B = shipped().audiences["b2b"].model
DAY = timedelta(days=1)


def _on(*days: int) -> list[datetime]:
    return [MONDAY + day * DAY for day in days]


def _change(day: int, tier_from: str, tier_to: str, because: str = "s1") -> TierChange:
    return TierChange(MONDAY + day * DAY, tier_from, tier_to, because, 0.0, MODEL.version)


ROSE, FELL = _change(0, "cold", "lukewarm"), _change(11, "lukewarm", "cold", COOLING)


@pytest.mark.parametrize(
    ("changes", "after", "risen"),
    [
        ([], None, False),
        ([ROSE], None, True),
        ([ROSE], MONDAY, False),
        ([ROSE], MONDAY - DAY, True),
        ([ROSE, FELL], None, True),
        ([ROSE, _change(1, "lukewarm", "hot")], MONDAY, False),
        ([ROSE, FELL, _change(12, "cold", "hot")], MONDAY, True),
        ([_change(0, "unfit", "lukewarm")], None, True),
        ([_change(0, "cold", "lukewarm", BY_MODEL)], None, False),
        ([_change(0, "cold", "lukewarm", BY_MODEL), _change(1, "lukewarm", "hot")], None, False),
        ([ROSE, FELL, _change(12, "cold", "lukewarm", BY_MODEL)], None, False),
        ([_change(0, "cold", "lukewarm", BY_MODEL), FELL, _change(12, "cold", "lukewarm")], None, True),
    ],
)
def test_only_the_last_rise_counts_and_only_if_the_lead_did_it_since_then(
    changes: Sequence[TierChange], after: datetime | None, risen: bool
) -> None:
    """Tier changes caused by a model, not by the lead, never alert sales."""
    assert has_risen(MODEL, changes, after=after) is risen


@pytest.mark.parametrize(
    ("changes", "called_on"),
    [
        ([], []),
        ([ROSE], [0]),
        ([ROSE, _change(1, "lukewarm", "hot")], [0]),
        ([ROSE, FELL, _change(13, "cold", "lukewarm")], [0]),
        ([ROSE, FELL, _change(14, "cold", "lukewarm")], [0, 14]),
        ([ROSE, FELL, _change(14, "cold", "lukewarm", BY_MODEL)], [0]),
        ([_change(0, "cold", "unfit"), _change(3, "unfit", "hot")], [3]),
    ],
)
def test_each_rise_calls_unless_it_is_too_soon_after_another(
    changes: Sequence[TierChange], called_on: list[int]
) -> None:
    assert calls_of(MODEL, changes) == _on(*called_on)


def test_a_rise_too_soon_does_not_put_off_the_next_one() -> None:
    changes = [ROSE]
    for day in (13, 14):
        changes += [_change(day - 1, "lukewarm", "cold", COOLING), _change(day, "cold", "lukewarm")]
    assert calls_of(MODEL, changes) == _on(0, 14)


def test_without_a_pause_every_rise_calls() -> None:
    changes = [ROSE, _change(1, "lukewarm", "cold"), _change(2, "cold", "hot")]
    assert calls_of(replace(MODEL, alert_again_after=None), changes) == _on(0, 2)


@pytest.mark.parametrize(
    ("were", "would_be", "pairs"),
    [
        ([], [], []),
        ([1], [], [(1, None)]),
        ([], [1], [(None, 1)]),
        ([1], [1], [(1, 1)]),
        ([5], [2], [(5, 2)]),
        ([5], [2, 5], [(None, 2), (5, 5)]),
        ([2, 5], [5], [(2, None), (5, 5)]),
        ([1, 5, 9], [2, 5, 8, 10], [(1, 2), (5, 5), (9, 8), (None, 10)]),
        ([1, 2, 3], [3, 4], [(1, None), (2, None), (3, 3), (None, 4)]),
    ],
)
def test_calls_of_the_same_moment_are_the_same_call_and_others_are_compared_in_order(
    were: list[int], would_be: list[int], pairs: list[tuple[int | None, int | None]]
) -> None:
    told = [tuple(day and MONDAY + day * DAY for day in pair) for pair in pairs]
    assert list(paired(_on(*were), _on(*would_be))) == told


_CALLS = st.lists(st.integers(0, 20), max_size=12).map(sorted)


@given(_CALLS, _CALLS)
def test_every_call_is_in_one_pair_and_in_order(were: list[int], would_be: list[int]) -> None:
    pairs = list(paired(_on(*were), _on(*would_be)))
    assert [at for at, _ in pairs if at] == _on(*were)
    assert [then for _, then in pairs if then] == _on(*would_be)
    for at in {*were} & {*would_be}:
        (moment,) = _on(at)
        assert (moment, moment) in pairs


def test_a_thousand_calls_are_compared_as_well() -> None:
    days = range(3000)
    assert len(list(paired(_on(*days), _on(*days)))) == len(days)


_RISE = TierChange(MONDAY, "cold", "lukewarm", "1", 42.0, "v")
_HOT = TierChange(MONDAY + timedelta(days=2), "lukewarm", "hot", "2", 80.0, "v")
_CLOSED = LastCall(MONDAY, MONDAY + timedelta(days=1))
_PRICES = ("content.opened", {"funnel": "bofu"})


@pytest.mark.parametrize(
    ("changes", "tier", "last", "deeds", "days", "why"),
    [
        ([_RISE], "lukewarm", None, (), 0, "tier"),
        ([_RISE], "lukewarm", _CLOSED, (), 2, None),
        ([_RISE, _HOT], "hot", _CLOSED, (), 2, "hot"),
        ([_RISE, _HOT], "hot", LastCall(MONDAY, None), (), 2, None),
        ([_RISE, _HOT], "lukewarm", _CLOSED, (), 3, None),
        ([_RISE, replace(_HOT, because=BY_MODEL)], "hot", _CLOSED, (), 2, None),
        ([_RISE, replace(_HOT, because="outcome:7")], "hot", _CLOSED, (), 2, None),
        ([_RISE, _HOT], "hot", LastCall(MONDAY, MONDAY + timedelta(days=3)), (), 4, None),
        ([_RISE], "lukewarm", _CLOSED, (_PRICES,), 2, None),
        ([_RISE], "lukewarm", _CLOSED, (_PRICES,), 14, "wants"),
        ([_RISE], "cold", _CLOSED, (_PRICES,), 14, None),
        ([_RISE], "lukewarm", LastCall(MONDAY, None), (_PRICES,), 14, None),
        ([_RISE], "lukewarm", _CLOSED, (("email.opened", {}),), 14, None),
        ([_RISE, replace(_RISE, at=MONDAY + timedelta(days=14))], "lukewarm", _CLOSED, (), 14, "tier"),
        ([_RISE, replace(_RISE, at=MONDAY + timedelta(days=9))], "lukewarm", _CLOSED, (), 9, None),
    ],
)
def test_a_closed_lead_rings_again_when_it_wants_to_buy(
    changes: list[TierChange], tier: str, last: LastCall | None, deeds: tuple[Deed, ...], days: int, why: str | None
) -> None:
    now = MONDAY + timedelta(days=days)
    assert why_to_call(B2B, changes, tier=tier, last=last, deeds=deeds, now=now) == why


@pytest.mark.parametrize(
    ("deed", "wants"),
    [
        (("page.viewed", {"path": "/pricing/teams"}), True),
        (("demo.used", {}), True),
        (("info.requested", {}), True),
        (("question.asked", {"topic": "pricing", "funnel": "bofu"}), True),
        (("question.asked", {"topic": "security", "funnel": "mofu"}), False),
        (("content.opened", {"funnel": "tofu"}), False),
        (("page.viewed", {"path": "/jobs"}), False),
        (("newsletter.unsubscribed", {"funnel": "bofu"}), False),
        (("chat.answered", {}), False),
        (("unheard.of", {"funnel": "bofu"}), False),
    ],
)
def test_what_buyers_do_is_what_the_model_scores_so(deed: Deed, wants: bool) -> None:
    assert wants_to_buy(B2B, [deed], now=MONDAY) is wants
