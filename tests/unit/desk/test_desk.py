"""Who is called, when, and what their card says."""

from datetime import timedelta

import pytest

from bot.desk.cards import MOST_REASONS, plan_card
from bot.desk.when_to_alert import may_call_again, rises_to_handoff
from scoring.engine import replay
from scoring.history import Fact, Item, Signal
from scoring.ledger import explain
from scoring.model import Model
from scoring.values import Value
from tests.builders import MONDAY, shipped

B2B, B2C = (shipped().audiences[audience].model for audience in ("b2b", "b2c"))


@pytest.mark.parametrize(
    ("model", "before", "after", "rises"),
    [
        (B2B, "cold", "lukewarm", True),
        (B2B, "cold", "hot", True),
        (B2B, "unfit", "lukewarm", True),
        (B2B, "lukewarm", "hot", False),
        (B2B, "hot", "lukewarm", False),
        (B2B, "lukewarm", "lukewarm", False),
        (B2C, "cold", "lukewarm", False),
        (B2C, "lukewarm", "hot", True),
        (B2C, "cold", "hot", True),
        (B2C, "hot", "hot", False),
    ],
)
def test_a_lead_is_worth_a_call_when_it_reaches_its_audiences_tier(
    model: Model, before: str, after: str, rises: bool
) -> None:
    assert rises_to_handoff(model, tier_before=before, tier_after=after) is rises


def test_sales_is_not_called_twice_within_the_time_the_model_names() -> None:
    pause = B2B.alert_again_after
    assert pause is not None
    assert not may_call_again(B2B, last_call_at=MONDAY, now=MONDAY + pause - timedelta(microseconds=1))
    assert may_call_again(B2B, last_call_at=MONDAY, now=MONDAY + pause)


def test_a_card_gives_the_three_strongest_reasons_and_what_was_not_asked() -> None:
    facts: dict[str, Value] = {"need": "sales", "company_size": 500, "role": "director", "timeline": "exploring"}
    items: list[Item] = [Fact(f"{n}", MONDAY, field, value) for n, (field, value) in enumerate(facts.items())]
    items.append(Signal("s", MONDAY, "demo.used"))
    plan = plan_card(("need", "budget", "role"), facts, explain(B2B, replay(B2B, items, MONDAY).standing, MONDAY).lines)
    told = [line.remains for line in plan.reasons]
    assert len(told) == MOST_REASONS
    assert told == sorted(told, reverse=True)
    assert min(told) > 0
    assert plan.answers == (("need", "sales"), ("role", "director"))
    assert plan.not_asked == ("budget",)
