"""Rules 1, 5, 7 and 8 of scoring: the fold, in whatever order and portions history comes."""

from datetime import timedelta

import pytest
from hypothesis import given

from scoring.engine import (
    Folded,
    Standing,
    TierChange,
    advance,
    fold,
    fold_all,
    next_change,
    pack,
    replay,
    score_at,
    start,
    unpack,
)
from scoring.errors import LateItem, StandingError
from scoring.history import Item, order_key
from scoring.instants import microseconds
from scoring.model import Model
from tests.property.scoring.cases import Case, alone, cases
from tests.property.scoring.documents import models
from tests.property.scoring.histories import LATER, fold_one_by_one
from tests.property.scoring.scoring_oracle import Oracle


@alone
@given(cases())
def test_the_engine_says_what_the_rules_say_by_the_letter(case: Case) -> None:
    oracle = Oracle(case.document).tell(case.history, case.at)
    folded = replay(case.model, case.history, case.at)
    changes = [
        (change.at, change.tier_from, change.tier_to, change.because, change.score) for change in folded.tier_changes
    ]
    assert changes == oracle.changes
    score = score_at(case.model, folded.standing, case.at)
    assert (score.fit, score.engagement, score.tier) == (oracle.fit(), oracle.engagement(case.at), oracle.tier)
    assert score.score == score.fit + score.engagement
    assert folded == fold_one_by_one(case.model, case.history, case.at)


@alone
@given(cases())
def test_history_is_folded_in_at_id_order_whatever_the_order_of_arrival(case: Case) -> None:
    shuffled = case.chance.sample(case.history, len(case.history))
    assert replay(case.model, shuffled, case.at) == replay(case.model, case.history, case.at)


@alone
@given(cases())
def test_ids_are_unique_and_a_repeated_id_changes_nothing(case: Case) -> None:
    repeats = case.chance.sample(case.history, len(case.history) // 3)
    moved = [item._replace(at=item.at + timedelta(hours=1)) for item in repeats]
    assert replay(case.model, [*case.history, *moved], case.at) == replay(case.model, case.history, case.at)


@alone
@given(cases())
def test_incremental_and_full_replay_agree_bit_for_bit_over_wake_ups_and_restarts(case: Case) -> None:
    chance, standing, changes = case.chance, start(), list[TierChange]()

    def go_on(folded: Folded) -> Standing:
        changes.extend(folded.tier_changes)
        return unpack(pack(folded.standing)) if chance.random() < 0.5 else folded.standing

    for item in sorted(case.history, key=order_key):
        if chance.random() < 0.5:
            standing = go_on(advance(case.model, standing, item.at - timedelta(days=9) * chance.random()))
        standing = go_on(fold(case.model, standing, item))
    standing = go_on(advance(case.model, standing, LATER))
    replayed = replay(case.model, case.history, LATER)
    assert standing == replayed.standing
    assert pack(standing) == pack(replayed.standing)
    assert tuple(changes) == replayed.tier_changes


@alone
@given(cases())
def test_history_folded_in_portions_is_history_folded_at_once(case: Case) -> None:
    ordered, standing, changes = sorted(case.history, key=order_key), start(), list[TierChange]()
    cuts = sorted(case.chance.choices(range(len(ordered) + 1), k=3))
    for begin, end in zip([0, *cuts], [*cuts, len(ordered)], strict=True):
        folded = fold_all(case.model, unpack(pack(standing)), ordered[begin:end])
        standing, changes = folded.standing, [*changes, *folded.tier_changes]
    assert Folded(standing, tuple(changes)) == fold_all(case.model, start(), case.history)


@alone
@given(cases())
def test_a_late_arrival_refolds_the_lead_and_then_all_is_as_if_it_had_been_in_time(case: Case) -> None:
    arrived: list[Item] = []
    standing = start()
    for item in case.chance.sample(case.history, len(case.history)):
        arrived.append(item)
        if (microseconds(item.at), item.id, item.kind) <= standing.key:
            with pytest.raises(LateItem):
                fold(case.model, standing, item)
            standing = replay(case.model, arrived, max(one.at for one in arrived)).standing
        else:
            standing = fold(case.model, standing, item).standing
        with pytest.raises(LateItem):
            fold(case.model, standing, item)
    assert pack(advance(case.model, standing, LATER).standing) == pack(replay(case.model, arrived, LATER).standing)


@alone
@given(cases())
def test_history_counts_up_to_and_including_the_instant(case: Case) -> None:
    in_time = [item for item in case.history if item.at <= case.at]
    assert replay(case.model, case.history, case.at) == replay(case.model, in_time, case.at)


@alone
@given(cases())
def test_a_wake_up_with_nothing_due_changes_nothing_at_all(case: Case) -> None:
    standing = replay(case.model, case.history, case.at).standing
    due_at = next_change(case.model, standing) or LATER
    assert advance(case.model, standing, due_at - timedelta(milliseconds=1)).standing is standing


@alone
@given(cases())
def test_every_tier_change_records_the_version_of_the_model(case: Case) -> None:
    folded = replay(case.model, case.history, case.at)
    assert {change.model_version for change in folded.tier_changes} <= {case.model.version}
    assert folded.standing.version in ("", case.model.version)


@alone
@given(cases(), models())
def test_when_the_audience_is_corrected_history_is_refolded_under_the_other_model(case: Case, other: Model) -> None:
    ordered = sorted(case.history, key=order_key)
    corrected_after = case.chance.randint(0, len(ordered))
    before = fold_all(case.model, start(), ordered[:corrected_after]).standing
    if before.version not in ("", other.version):
        with pytest.raises(StandingError, match="refold this lead"):
            advance(other, before, LATER)
    standing = fold_all(other, start(), ordered[:corrected_after]).standing
    standing = fold_all(other, standing, ordered[corrected_after:]).standing
    assert advance(other, standing, LATER).standing == replay(other, ordered, LATER).standing
