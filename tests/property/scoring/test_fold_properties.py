"""Rules 1, 3, 4 and 5 of scoring: the fold, in whatever order and portions history comes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import TierChange, advance, fold, is_late, next_change, pack, replay, score_at, start, unpack
from scoring.errors import LateItem
from scoring.model import Model
from scoring.signals import Item, order_key
from tests.property.scoring.histories import MONDAY, fold_one_by_one, histories, instants, models, unhurried
from tests.property.scoring.scoring_oracle import Oracle

LATER = MONDAY + timedelta(days=60)


@unhurried
@given(models(), histories(), instants, st.randoms(use_true_random=False))
def test_history_is_folded_in_at_id_order_whatever_the_order_of_arrival(
    model: Model, history: list[Item], at: datetime, random: object
) -> None:
    shuffled = list(history)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert replay(model, shuffled, at) == replay(model, history, at)


@unhurried
@given(models(), histories(), instants, st.data())
def test_a_repeated_id_changes_nothing(model: Model, history: list[Item], at: datetime, data: st.DataObject) -> None:
    repeats = data.draw(st.lists(st.sampled_from(history), max_size=5)) if history else []
    moved = [replace(item, at=item.at + timedelta(hours=1)) for item in repeats]
    assert replay(model, [*history, *moved], at) == replay(model, history, at)


@unhurried
@given(models(), histories(), st.data())
def test_incremental_and_full_replay_agree_bit_for_bit(model: Model, history: list[Item], data: st.DataObject) -> None:
    standing = start()
    changes: list[TierChange] = []
    for item in sorted(history, key=order_key):
        if data.draw(st.booleans()):
            woken_at = data.draw(st.timedeltas(timedelta(0), timedelta(days=9)).map(item.at.__sub__))
            folded = advance(model, standing, woken_at)
            standing, changes = folded.standing, [*changes, *folded.tier_changes]
        if data.draw(st.booleans()):
            standing = unpack(pack(standing))
        folded = fold(model, standing, item)
        standing, changes = folded.standing, [*changes, *folded.tier_changes]
    last = advance(model, standing, LATER)
    replayed = replay(model, history, LATER)
    assert last.standing == replayed.standing
    assert pack(last.standing) == pack(replayed.standing)
    assert (*changes, *last.tier_changes) == replayed.tier_changes


@unhurried
@given(models(), histories(), instants)
def test_a_late_item_is_refused_and_a_later_one_is_not(model: Model, history: list[Item], at: datetime) -> None:
    standing = replay(model, history, at).standing
    for item in history:
        if is_late(standing, item):
            with pytest.raises(LateItem):
                fold(model, standing, item)
        else:
            assert fold(model, standing, item).standing.at_us >= standing.at_us


@unhurried
@given(models(), histories(), instants)
def test_a_wake_up_with_nothing_due_changes_nothing_at_all(model: Model, history: list[Item], at: datetime) -> None:
    standing = replay(model, history, at).standing
    due_at = next_change(model, standing) or LATER
    assert advance(model, standing, due_at - timedelta(milliseconds=1)).standing is standing


@unhurried
@given(models(), histories(), instants)
def test_the_engine_says_what_the_rules_say_by_the_letter(model: Model, history: list[Item], at: datetime) -> None:
    oracle = Oracle(model).tell(history, at)
    folded = replay(model, history, at)
    changes = [
        (change.at, change.tier_from, change.tier_to, change.because, change.score) for change in folded.tier_changes
    ]
    assert changes == oracle.changes
    score = score_at(model, folded.standing, at)
    if history and min(item.at for item in history) <= at:
        assert (score.fit, score.engagement, score.tier) == (oracle.fit(), oracle.engagement(at), oracle.tier)
    assert folded == fold_one_by_one(model, history, at)


@unhurried
@given(models(), histories(), st.integers(-(10**9), 10**11))
def test_the_same_history_a_while_later_ends_the_same_a_while_later(
    model: Model, history: list[Item], shift_ms: int
) -> None:
    shift = timedelta(milliseconds=shift_ms)
    here = replay(model, history, LATER)
    there = replay(model, [replace(item, at=item.at + shift) for item in history], LATER + shift)
    assert [replace(change, at=change.at + shift) for change in here.tier_changes] == list(there.tier_changes)
    assert score_at(model, here.standing, LATER) == score_at(model, there.standing, LATER + shift)
