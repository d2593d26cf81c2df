"""Rule 6 of scoring: the ledger explains the score to the last point, and its lifts lift."""

import json
from dataclasses import replace
from datetime import datetime

from hypothesis import given

from scoring.engine import fold, replay, score_at
from scoring.ledger import explain
from scoring.lifts import Lift
from scoring.model import RANK, Model
from scoring.signals import Fact, Item, Signal
from scoring.values import Value
from tests.property.scoring.histories import histories, instants, models, unhurried


@unhurried
@given(models(), histories(), instants)
def test_the_lines_sum_exactly_to_the_score_shown(model: Model, history: list[Item], at: datetime) -> None:
    standing = replay(model, history, at).standing
    ledger = explain(model, standing, at)
    score = score_at(model, standing, at)
    assert (ledger.fit, ledger.engagement, ledger.score, ledger.tier) == (
        score.fit,
        score.engagement,
        score.score,
        score.tier,
    )
    assert sum(line.remains for line in ledger.lines) == ledger.score
    assert sum(line.remains for line in reversed(ledger.lines)) == ledger.score
    for line in ledger.lines:
        assert line.given - line.lost_to_cap - line.lost_to_decay == line.remains
        assert line.given or line.kind == "unfit"
    assert len({line.rule for line in ledger.lines}) == len(ledger.lines)


@unhurried
@given(models(), histories(), instants)
def test_a_ledger_survives_json_unrounded(model: Model, history: list[Item], at: datetime) -> None:
    folded = replay(model, history, at)
    document = explain(model, folded.standing, at).to_json(folded.tier_changes)
    assert json.loads(json.dumps(document, allow_nan=False)) == document


@unhurried
@given(models(), histories(), instants)
def test_every_lift_brings_the_lead_a_tier_up_and_no_fewer_occurrences_do(
    model: Model, history: list[Item], at: datetime
) -> None:
    standing = replay(model, history, at).standing
    lifts = explain(model, standing, at).lifts
    assert [lift.times for lift in lifts] == sorted(lift.times for lift in lifts)
    for lift in lifts:
        ranks = [RANK[standing.tier]]
        reached = standing
        for times in range(1, lift.times + 1):
            reached = fold(model, reached, _come_true(model, lift, Fact("~" * times, at, "", ""))).standing
            ranks.append(RANK[reached.tier])
        assert max(ranks[:-1]) == ranks[0] < ranks[-1] == RANK[lift.tier]


def _come_true(model: Model, lift: Lift, blank: Fact) -> Item:
    if lift.field is not None:
        return replace(blank, field=lift.field, value="whatever" if lift.value is None else lift.value)
    rule = next(rule for rule in model.engagement if rule.signal_about == lift.signal and rule.points > 0)
    weighty = {weights.name: max(weights.by_value, key=lambda pair: pair[1]) for weights in rule.weights}
    properties: dict[str, Value] = {name: value for name, (value, weight) in weighty.items() if weight > 1}
    return Signal(blank.id, blank.at, rule.signal, properties | {name: test.example() for name, test in rule.where})
