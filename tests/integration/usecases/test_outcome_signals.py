"""Outcomes are signals in the same history: rules weigh them, nobody rings because of them, and they are taken back."""

import json

from bot.messages import Act, Tap, Tapped
from bot.rules.review import usage
from storage import histories
from tests.builders import BO, SALES, Office
from tests.rules import RULES, Marketing, changed, quentin_tries_the_demo, started

WEIGHED = changed(
    RULES,
    (
        "  - {signal: newsletter",
        "  - {signal: outcome.meeting, points: 40, half_life: 30d}\n"
        "  - {signal: outcome.won, where: {amount: {at_least: 5000}}, points: 35}\n"
        "  - {signal: outcome.lost, where: {reason: price}, points: -25}\n  - {signal: newsletter",
    ),
)


async def _marketing(office: Office) -> Marketing:
    marketing = await started(office, WEIGHED)
    await quentin_tries_the_demo(office)
    await office.at_desk("claim", "1")
    office.pass_time(minutes=5)
    return marketing


async def _tier(marketing: Marketing) -> str:
    """Return the tier, having checked that what is stored is what the whole history gives, bit for bit."""
    lead = (await marketing.office.chat()).lead
    assert lead.standing == await marketing.replayed()
    return lead.tier


async def _signals(office: Office) -> list[tuple[str, dict[str, object]]]:
    rows = office.rows("SELECT name, properties FROM signals WHERE name LIKE 'outcome.%' ORDER BY at, id")
    return [(name, json.loads(told)) for name, told in rows]


async def test_an_outcome_is_weighed_by_the_rules_and_rings_for_nobody(office: Office) -> None:
    marketing = await _marketing(office)
    await office.at_desk("outcome", "1 meeting")
    assert await _tier(marketing) == "hot"
    await office.at_desk("outcome", "1 lost")
    office.pass_time(days=1)
    await office.signal("email.opened")
    assert await _tier(marketing) == "hot"
    assert len(office.alerts()) == 1
    assert [name for name, _ in await _signals(office)] == ["outcome.meeting", "outcome.lost"]


async def test_what_closes_a_lead_and_makes_it_hot_by_itself_does_not_bring_it_back(office: Office) -> None:
    marketing = await _marketing(office)
    await office.at_desk("outcome", "1 won 6000")
    assert await _tier(marketing) == "hot"
    for _ in range(3):
        office.pass_time(hours=1)
        await office.signal("email.opened")
    assert len(office.alerts()) == 1


async def test_a_reason_and_an_amount_that_come_later_count_as_if_told_at_once(office: Office) -> None:
    marketing = await _marketing(office)
    await office.at_desk("outcome", "1 lost")
    assert await _tier(marketing) == "lukewarm"
    office.pass_time(hours=2)
    await office.signal("email.opened")
    await office.turn(Tapped(Tap(Act.REASON, ("1", "1", "price")), "why", None), BO, chat_id=SALES)
    assert await _tier(marketing) == "cold"
    assert await _signals(office) == [("outcome.lost", {"reason": "price"})]
    await office.at_desk("outcome", "1 won 1000")
    assert await _tier(marketing) == "cold"
    await office.at_desk("outcome", "1 won 7000")
    assert (await _signals(office))[-1] == ("outcome.won", {"amount": 7000.0, "currency": "EUR"})
    assert (await _tier(marketing)) in ("lukewarm", "hot")


async def test_an_outcome_that_is_taken_back_has_never_counted(office: Office) -> None:
    marketing = await _marketing(office)
    before = await _tier(marketing), (await office.chat()).lead.standing
    changes = office.rows("SELECT tier_from, tier_to, at FROM tier_changes ORDER BY id")
    await office.at_desk("outcome", "1 meeting")
    assert await _tier(marketing) == "hot"
    office.pass_time(minutes=1)
    await office.at_desk("reopen", "1")
    assert (await _tier(marketing), (await office.chat()).lead.standing) == before
    assert office.rows("SELECT tier_from, tier_to, at FROM tier_changes ORDER BY id") == changes
    assert (await _signals(office))[-1] == ("outcome.withdrawn", {"signal": "outcome:1", "outcome": "meeting"})
    await office.at_desk("outcome", "1 meeting")
    await office.signal("demo.used")
    assert await _tier(marketing) == "hot"
    assert len(office.alerts()) == 1


async def test_new_rules_weigh_what_was_reported_before_them(office: Office) -> None:
    marketing = await started(office)
    await quentin_tries_the_demo(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 meeting")
    assert await _tier(marketing) == "lukewarm"
    office.pass_time(minutes=1)
    await marketing.publish(WEIGHED)
    await marketing.refold()
    assert (await office.chat()).lead.tier == "hot"
    assert len(office.alerts()) == 1


async def test_whoever_is_forgotten_takes_their_outcomes_along(office: Office) -> None:
    await _marketing(office)
    await office.at_desk("outcome", "1 lost his own words")
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None))
    assert await _signals(office) == []
    assert await office.write(lambda tx: histories.is_known(tx, "outcome:1")) is False


async def test_a_review_counts_for_whom_rules_on_outcomes_fired_and_no_longer_once_they_are_taken_back(
    office: Office,
) -> None:
    marketing = await _marketing(office)

    async def fired() -> dict[str, int]:
        used = await usage(office.file, marketing.rules, now=office.now)
        counted = {rule: count for (_, rule), count in used.fired.items() if rule.startswith("engagement.outcome.")}
        return {rule.removeprefix("engagement."): count for rule, count in counted.items() if count}

    assert await fired() == {}
    await office.at_desk("outcome", "1 meeting")
    await office.at_desk("outcome", "1 won 6000")
    counted = await fired()
    assert sorted(rule.partition("[")[0] for rule in counted) == ["outcome.meeting", "outcome.won"]
    assert set(counted.values()) == {1}
    await office.at_desk("reopen_1", "")
    assert [rule for rule in await fired() if "won" in rule] == []
