"""Rule 6 of scoring: the ledger explains the score to the last point, and its lifts lift."""

import json

from hypothesis import given

from scoring.engine import fold, replay, score_at, start
from scoring.history import Fact, Item, Signal
from scoring.ledger import explain, lines_at
from scoring.lifts import Lift
from scoring.model import RANK, UNFIT, Model
from scoring.rules import EngagementRule
from scoring.values import OTHER
from tests.property.scoring.cases import Case, alone, cases
from tests.property.scoring.scoring_oracle import Oracle, Tally


@alone
@given(cases())
def test_the_lines_sum_exactly_to_the_score_shown(case: Case) -> None:
    standing = replay(case.model, case.history, case.at).standing
    ledger = explain(case.model, standing, case.at)
    score = score_at(case.model, standing, case.at)
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


@alone
@given(cases())
def test_each_line_says_what_its_rule_has_given_and_lost_to_its_cap_and_to_time(case: Case) -> None:
    standing = replay(case.model, case.history, case.at).standing
    lines = {line.rule: line for line in lines_at(case.model, standing, case.at)}
    oracle = Oracle(case.document).tell(case.history, case.at)
    for rule_id, tally in zip(case.model.engagement_ids, oracle.tallies, strict=True):
        if not tally.points or not tally.given:
            assert rule_id not in lines
            continue
        line, left = lines[rule_id], tally.left(case.at)
        assert (line.given, line.lost_to_cap, line.remains) == (tally.given_points, tally.over_cap, left)
        assert line.lost_to_decay == tally.given_points - tally.over_cap - left
        matched = isinstance(tally, Tally) and ("expires" in tally.rule or "rests" in tally.rule)
        last_at = tally.matches[-1] if matched and isinstance(tally, Tally) else tally.given[-1]
        assert (line.count, line.last_at) == (len(tally.given), last_at)


@alone
@given(cases())
def test_a_ledger_survives_json_unrounded(case: Case) -> None:
    folded = replay(case.model, case.history, case.at)
    document = explain(case.model, folded.standing, case.at).to_json(folded.tier_changes)
    assert json.loads(json.dumps(document, allow_nan=False)) == document


@alone
@given(cases())
def test_every_lift_brings_the_lead_a_tier_up_and_no_fewer_occurrences_do(case: Case) -> None:
    model, at = case.model, case.at
    standing = replay(case.model, case.history, case.at).standing
    lifts = explain(case.model, standing, case.at).lifts
    assert [lift.times for lift in lifts] == sorted(lift.times for lift in lifts)
    for lift in lifts:
        ranks = [RANK[standing.tier]]
        reached = standing
        for times in range(1, lift.times + 1):
            reached = fold(model, reached, _come_true(model, lift, Fact("~" * times, at, "", ""))).standing
            ranks.append(RANK[reached.tier])
        assert max(ranks[:-1]) == ranks[0] < ranks[-1] == RANK[lift.tier]


@alone
@given(cases())
def test_what_is_missing_is_why_a_lead_is_not_in_the_next_tier(case: Case) -> None:
    standing = replay(case.model, case.history, case.at).standing
    ledger = explain(case.model, standing, case.at)
    above = [tier for tier in case.model.tiers if RANK[tier.name] > RANK[ledger.tier]]
    may_rise = bool(above) and ledger.tier != UNFIT
    # Of whom nothing is known no tier has been judged yet.
    assert bool(ledger.missing) == may_rise or standing == start()
    for missing in ledger.missing:
        needed = above[0].enter if missing.side == "score" else getattr(above[0], missing.side)
        assert (missing.tier, missing.needs) == (above[0].name, needed)
        assert missing.has == getattr(ledger, missing.side) < missing.needs
        assert (missing.side == "score") == (ledger.score < above[0].enter)


def _come_true(model: Model, lift: Lift, blank: Fact) -> Item:
    if lift.field is not None:
        # A shape is tried by the shortest text that has it.
        value = lift.value.replace("*", "") if isinstance(lift.value, str) else lift.value
        return blank._replace(field=lift.field, value=OTHER if value is None else value)
    meant = [deed for rule in model.engagement if rule.points > 0 for deed in rule.deeds or (rule,)]
    rule = next(deed for deed in meant if deed.signal_about == lift.signal)
    properties = {name: test.example() for name, test in rule.where}
    if isinstance(rule, EngagementRule) and rule.per is not None:
        properties.setdefault(rule.per.of, rule.per.every)
    return Signal(blank.id, blank.at, rule.signal, properties)
