"""Rule 9 of scoring: merge and erasure are set operations on history. And history may be moved and stretched."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given

from scoring.engine import COOLING, TierChange, pack, replay, score_at
from scoring.model import Model
from tests.property.scoring.cases import Case, alone, cases
from tests.property.scoring.histories import LATER, MONDAY, fold_one_by_one
from tests.property.scoring.scoring_oracle import Oracle


@alone
@given(cases())
def test_two_leads_are_merged_in_either_order_by_the_union_of_their_histories(case: Case) -> None:
    chance = case.chance
    owners = [(item, chance.choice(("one", "other", "both"))) for item in case.history]
    one = [item for item, owner in owners if owner != "other"]
    other = [item for item, owner in owners if owner != "one"]
    united = replay(case.model, [*one, *other], case.at)
    assert united == replay(case.model, [*other, *one], case.at)
    assert united == fold_one_by_one(case.model, case.history, case.at)


@alone
@given(cases())
def test_an_erasure_leaves_what_the_fold_of_the_remaining_items_says_and_no_trace(case: Case) -> None:
    remaining = case.chance.sample(case.history, case.chance.randint(0, len(case.history)))
    folded = replay(case.model, remaining, case.at)
    assert folded == fold_one_by_one(case.model, remaining, case.at)
    oracle = Oracle(case.document).tell(remaining, case.at)
    score = score_at(case.model, folded.standing, case.at)
    assert (score.fit, score.engagement, score.tier) == (oracle.fit(), oracle.engagement(case.at), oracle.tier)
    ids = {item.id for item in remaining}
    assert {change.because for change in folded.tier_changes} <= {*ids, "cooling"}
    assert folded.standing.key[1] in {*ids, ""}


@alone
@given(cases())
def test_a_lead_of_whom_all_is_erased_is_a_lead_of_whom_nothing_was_known(case: Case) -> None:
    nobody = replay(case.model, [], case.at)
    erased = replay(case.model, [item for item in case.history if item.id == "none"], case.at)
    assert (pack(erased.standing), erased.tier_changes) == (pack(nobody.standing), ())


@alone
@given(cases())
def test_the_same_history_a_while_later_ends_the_same_a_while_later(case: Case) -> None:
    if _has_season(case.model):
        return  # a season stays where it is
    shift = timedelta(milliseconds=case.chance.randint(-(10**9), 10**11))
    here = replay(case.model, case.history, LATER)
    there = replay(case.model, [item._replace(at=item.at + shift) for item in case.history], LATER + shift)
    assert [replace(change, at=change.at + shift) for change in here.tier_changes] == list(there.tier_changes)
    assert score_at(case.model, here.standing, LATER) == score_at(case.model, there.standing, LATER + shift)


@alone
@given(cases())
def test_when_all_goes_so_many_times_slower_the_scores_come_so_many_times_later(case: Case) -> None:
    if any(rule.per_day for rule in case.model.engagement) or _has_season(case.model):
        return  # its day cannot be stretched, nor can dates
    factor = case.chance.randint(2, 7)
    slow_model, slow_at = _slower(case.model, factor), _stretched(case.at, factor)
    history = [item._replace(at=_whole_ms(item.at)) for item in case.history]
    slow_history = [item._replace(at=_stretched(item.at, factor)) for item in history]
    quick, slow = replay(case.model, history, _whole_ms(case.at)), replay(slow_model, slow_history, slow_at)
    assert score_at(slow_model, slow.standing, slow_at) == score_at(case.model, quick.standing, _whole_ms(case.at))
    # Falls come at whole milliseconds, which do not stretch: two that share one may then come apart.
    caused = [
        replace(change, at=_stretched(change.at, factor)) for change in quick.tier_changes if not _is_fall(change)
    ]
    assert [change for change in slow.tier_changes if not _is_fall(change)] == caused


def _has_season(model: Model) -> bool:
    return any(rule.from_us is not None or rule.to_us is not None for rule in model.engagement)


def _is_fall(change: TierChange) -> bool:
    return change.because == COOLING


def _whole_ms(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _stretched(at: datetime, factor: int) -> datetime:
    return MONDAY + (_whole_ms(at) - MONDAY) * factor


def _slower(model: Model, factor: int) -> Model:
    def stretched(span: timedelta | None) -> timedelta | None:
        return None if span is None else span * factor

    rules = (
        replace(
            rule,
            half_life=stretched(rule.half_life),
            within=stretched(rule.within),
            returning_after=stretched(rule.returning_after),
            cap_within=stretched(rule.cap_within),
            expires=stretched(rule.expires),
            rests=stretched(rule.rests),
            deeds=tuple(replace(deed, within=stretched(deed.within)) for deed in rule.deeds),
        )
        for rule in model.engagement
    )
    return replace(model, engagement=tuple(rules))
