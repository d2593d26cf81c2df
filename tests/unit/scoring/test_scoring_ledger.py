"""What Bo reads when he asks why."""

import json

from scoring.engine import replay
from scoring.history import Item
from scoring.ledger import LedgerLine, Missing, explain
from scoring.parse import parse_model
from tests.unit.scoring.scoring_examples import B2B, B2C, MONDAY, after, did, document, told

HISTORY: list[Item] = [
    told("1", MONDAY, role="founder"),
    told("2", after(hours=1), company_size=200),
    did("3", after(hours=2), name="page.viewed", path="/pricing"),
    did("4", after(hours=2), name="page.viewed", path="/pricing/fr"),
    did("5", after(hours=2), name="page.viewed", path="/pricing"),
    did("6", after(hours=2), name="page.viewed", path="/pricing"),
    did("7", after(hours=3), name="newsletter.unsubscribed"),
]


def test_each_rule_that_gave_points_has_its_line() -> None:
    at = after(days=21, hours=2)
    ledger = explain(B2B, replay(B2B, HISTORY, at).standing, at)
    role, size, pricing, often, unsubscribed = ledger.lines
    assert role == LedgerLine("fit.role", "fit", 25, 25, count=1, last_at=MONDAY, field="role", value="founder")
    assert (size.rule, size.remains, size.value) == ("fit.company_size", 14, 200)
    assert pricing == LedgerLine(
        "engagement.page.viewed[path=/pricing*]",
        "engagement",
        given=40,
        remains=15,
        lost_to_cap=10,
        lost_to_decay=15,
        count=4,
        last_at=after(hours=2),
        signal="page.viewed",
        where={"path": "/pricing*"},
    )
    assert (often.rule, often.given, often.count) == ("engagement.page.viewed x3 in 7d", 8, 1)
    assert (unsubscribed.given, unsubscribed.remains) == (-15, -15)
    assert sum(line.remains for line in ledger.lines) == ledger.score
    assert ledger.score == ledger.fit + ledger.engagement


WITH_MINIMA = {"tiers": {"lukewarm": {"enter": 20, "engagement": 3}, "hot": {"enter": 40, "fit": 40, "engagement": 9}}}


def test_a_minimum_that_alone_keeps_a_lead_out_of_the_next_tier_is_named() -> None:
    model = parse_model(document() | WITH_MINIMA)

    def missing(*items: Item) -> tuple[Missing, ...]:
        return explain(model, replay(model, items, after(hours=3)).standing, after(hours=3)).missing

    answered = did("9", after(hours=1), name="chat.answered")
    prices = did("10", after(hours=2), name="page.viewed", path="/pricing")
    (reached,) = missing(HISTORY[0])
    assert reached == Missing("lukewarm", "engagement", has=0, needs=3)
    (far,) = missing()
    assert far == Missing("lukewarm", "score", has=0, needs=20), "the score would not do either"
    assert [each.side for each in missing(prices)] == ["score"]
    assert [(each.tier, each.side, each.has) for each in missing(*HISTORY[:2], answered, prices)] == [
        ("hot", "fit", 39)
    ]
    assert missing(told("1", MONDAY, role="student"), *HISTORY[1:6]) == (), "unfit is reason enough"


def test_both_minima_are_named_where_both_are_missing() -> None:
    model = parse_model(
        document() | {"tiers": {"lukewarm": {"enter": 20, "fit": 30, "engagement": 3}, "hot": {"enter": 99}}}
    )
    ledger = explain(model, replay(model, HISTORY[:1], MONDAY).standing, MONDAY)
    assert [(each.side, each.needs) for each in ledger.missing] == [("fit", 30), ("engagement", 3)]


def test_what_a_limit_takes_is_a_line_of_its_own() -> None:
    model = parse_model(document() | {"limits": {"fit": [0, 30], "engagement": [0, 60]}})
    standing = replay(model, [*HISTORY[:2], HISTORY[6]], after(days=1)).standing
    ledger = explain(model, standing, after(days=1))
    limits = [(line.rule, line.remains) for line in ledger.lines if line.kind == "limit"]
    assert limits == [("limit.fit", -9), ("limit.engagement", 15)]
    assert sum(line.remains for line in ledger.lines) == ledger.score == 30


def test_rules_that_gave_nothing_have_no_line() -> None:
    standing = replay(B2B, [told("1", MONDAY, role="employee"), did("2", MONDAY, name="page.viewed")], MONDAY).standing
    assert explain(B2B, standing, MONDAY).lines == ()


def test_what_the_cap_takes_from_negative_points_is_negative() -> None:
    capped = document()
    capped["engagement"][3]["cap"] = 20
    model = parse_model(capped | {"limits": {}})
    items = [did(number, MONDAY, name="newsletter.unsubscribed") for number in "12"]
    (line,) = explain(model, replay(model, items, MONDAY).standing, MONDAY).lines
    assert (line.given, line.lost_to_cap, line.lost_to_decay, line.remains) == (-30, -10, 0, -20)


def test_a_ledger_says_when_the_tier_will_fall() -> None:
    standing = replay(B2C, [did("1", MONDAY, name="cart.added")], MONDAY).standing
    ledger = explain(B2C, standing, MONDAY)
    assert ledger.tier == "lukewarm"
    assert ledger.next_change_at is not None
    fallen = explain(B2C, standing, ledger.next_change_at)
    assert (fallen.tier, fallen.next_change_at) == ("cold", None)


def test_the_json_form_has_the_keys_promised_and_nothing_is_rounded() -> None:
    folded = replay(B2C, [told("1", MONDAY, country="SE"), did("2", MONDAY, name="cart.added")], after(days=1))
    written = explain(B2C, folded.standing, after(days=1)).to_json(folded.tier_changes)
    assert list(written) == ["fit", "engagement", "score", "tier", "next_change_at", "ledger", "tier_changes"]
    assert written["score"] == 5 + round(20 * 2 ** (-1 / 3) * 2**40) / 2**40
    assert written["tier_changes"] == [
        {
            "at": "2026-01-05T10:00:00Z",
            "tier_from": "cold",
            "tier_to": "lukewarm",
            "because": "2",
            "score": 25.0,
            "model_version": B2C.version,
        }
    ]
    assert json.loads(json.dumps(written)) == written


def test_a_json_line_leaves_out_what_does_not_apply_to_its_kind() -> None:
    standing = replay(B2C, [told("1", MONDAY, country="SE")], MONDAY).standing
    (line,) = explain(B2C, standing, MONDAY).lines
    assert line.to_json() == {
        "rule": "fit.country",
        "kind": "fit",
        "given": 5.0,
        "remains": 5.0,
        "lost_to_cap": 0.0,
        "lost_to_decay": 0.0,
        "count": 1,
        "last_at": "2026-01-05T10:00:00Z",
        "field": "country",
        "value": "SE",
    }
