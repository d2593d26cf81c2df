"""What falls due by itself, what comes late, and what changes the rules."""

from dataclasses import replace
from datetime import timedelta

from bot.messages import Blocked, Commanded, Tapped
from bot.usecases.leads.cool_lead import cool_lead
from bot.usecases.leads.record_signal import record_signal
from bot.usecases.prospects.nudge_lead import nudge_lead
from bot.usecases.setup import Setup
from scoring.engine import pack, replay
from scoring.history import Signal
from scoring.model import Model, TierRule
from storage import due, histories
from tests.builders import MONDAY, PIA, QUENTIN, SALES, Office, answer, quentin_is_lukewarm, shipped, timekeeper_of

MICROSECOND = timedelta(microseconds=1)


async def _pia_is_lukewarm(office: Office) -> int:
    await office.start("b2c", PIA)
    for field, option in (("use", "road"), ("style", "bold"), ("timing", "now")):
        await office.tap(field, option, PIA)
    return (await office.chat(PIA)).lead.id


def _changes(office: Office) -> list[tuple[object, ...]]:
    return office.rows("SELECT tier_from, tier_to, because FROM tier_changes ORDER BY id")


async def _nudge(office: Office, lead_id: int) -> bool:
    return await office.write(lambda tx: nudge_lead(tx, lead_id, setup=office.setup, now=office.now))


async def test_a_lead_cools_at_the_exact_instant_and_rings_nobody(office: Office) -> None:
    lead_id = await _pia_is_lukewarm(office)
    due_at = (await office.chat(PIA)).lead.next_change_at
    assert due_at is not None
    assert await office.write(lambda tx: due.to_cool(tx, due_at - MICROSECOND, limit=9)) == []
    assert await office.write(lambda tx: due.to_cool(tx, due_at, limit=9)) == [lead_id]
    office.now = due_at + timedelta(hours=3)
    await office.write(lambda tx: cool_lead(tx, lead_id, setup=office.setup, now=office.now))
    cooled = (await office.chat(PIA)).lead
    assert cooled.tier == "cold"
    assert _changes(office)[-1] == ("lukewarm", "cold", "cooling")
    ((at,),) = office.rows("SELECT at FROM tier_changes ORDER BY id DESC LIMIT 1")
    assert at == (due_at.timestamp() * 1_000_000)
    assert office.sent_to(SALES) == []
    assert await office.write(lambda tx: due.to_cool(tx, office.now, limit=9)) == []


async def test_cooling_too_early_changes_nothing(office: Office) -> None:
    lead_id = await _pia_is_lukewarm(office)
    before = await office.chat(PIA)
    await office.write(lambda tx: cool_lead(tx, lead_id, setup=office.setup, now=office.now))
    assert await office.chat(PIA) == before


async def test_a_lead_with_sales_that_cools_shows_it_on_the_card_without_ringing(office: Office) -> None:
    await quentin_is_lukewarm(office)
    stored = (await office.chat()).lead
    assert stored.next_change_at is not None
    office.now = stored.next_change_at
    await office.write(lambda tx: cool_lead(tx, stored.id, setup=office.setup, now=office.now))
    assert await office.deliver() == [], "cards of many who cool at once must not keep alerts waiting"
    await timekeeper_of(office).tick()
    drawn = [sent.html for sent in await office.deliver() if sent.chat_id == SALES]
    assert len(drawn) == 1
    assert "COLD" in drawn[0]
    assert len(office.alerts()) == 1


async def test_the_nudge_comes_once(office: Office) -> None:
    await office.start("b2b")
    lead_id = (await office.chat()).lead.id
    office.pass_time(hours=19, minutes=59)
    assert await office.write(lambda tx: due.to_nudge(tx, office.now, limit=9)) == []
    assert not await _nudge(office, lead_id)
    office.pass_time(minutes=1)
    assert await office.write(lambda tx: due.to_nudge(tx, office.now, limit=9)) == [lead_id]
    assert await _nudge(office, lead_id)
    (nudge,) = await office.deliver()
    assert "Shall we go on?" in nudge.html
    assert "What would help you most?" in nudge.html
    assert nudge.labels[0] == "More leads"
    assert not await _nudge(office, lead_id)
    await office.tap("need", "sales")
    office.pass_time(days=3)
    assert await office.write(lambda tx: due.to_nudge(tx, office.now, limit=9)) == []
    assert not await _nudge(office, lead_id)


async def test_nobody_is_nudged_who_has_a_person_or_said_stop_or_is_through(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await _pia_is_lukewarm(office)
    stopped = replace(PIA, id=700)
    await office.start("b2b", stopped)
    await office.turn(Commanded("stop", "", 1), stopped)
    office.pass_time(days=2)
    assert await office.write(lambda tx: due.to_nudge(tx, office.now, limit=9)) == []
    for who in (QUENTIN, PIA, stopped):
        assert not await _nudge(office, (await office.chat(who)).lead.id)


async def test_a_prospect_who_blocked_us_is_not_nudged_and_not_looked_at_again_each_second(office: Office) -> None:
    await office.start("b2b")
    lead_id = (await office.chat()).lead.id
    await office.hear(Blocked())
    office.pass_time(days=1)
    assert not await _nudge(office, lead_id)
    assert await office.write(lambda tx: due.to_nudge(tx, office.now, limit=9)) == []


async def test_a_late_signal_refolds_the_lead(office: Office) -> None:
    await office.start("b2c", PIA)
    office.pass_time(days=3)
    await office.tap("use", "road", PIA)
    await office.signal("cart.added", who=PIA, at=MONDAY + timedelta(days=1))
    stored = (await office.chat(PIA)).lead
    model = shipped().audiences["b2c"].model
    history = await office.write(lambda tx: histories.history(tx, stored.id))
    assert stored.standing == pack(replay(model, history, office.now).standing)


async def test_a_signal_of_somebody_whose_audience_is_unknown_counts_once_it_is(office: Office) -> None:
    await office.start(who=PIA)
    await office.signal("cart.added", who=PIA)
    assert (await office.chat(PIA)).lead.tier == "cold"
    await office.tap("audience", "b2c", PIA)
    assert (await office.chat(PIA)).lead.tier == "lukewarm"


async def test_a_signal_of_nobody_is_refused(office: Office) -> None:
    signal = Signal("s1", office.now, "cart.added")
    assert not await office.write(lambda tx: record_signal(tx, 99, signal, setup=office.setup, now=office.now))
    assert office.rows("SELECT count(*) FROM signals") == [(0,)]


async def test_the_same_signal_again_changes_nothing(office: Office) -> None:
    """A signal carries its own id: a repeated id changes nothing."""
    await office.start("b2c", PIA)
    lead_id = (await office.chat(PIA)).lead.id
    signal = Signal("shop:1", office.now, "cart.added")
    for _ in range(2):
        assert await office.write(lambda tx: record_signal(tx, lead_id, signal, setup=office.setup, now=office.now))
    assert office.rows("SELECT count(*) FROM signals WHERE name = 'cart.added'") == [(1,)]
    model = shipped().audiences["b2c"].model
    history = await office.write(lambda tx: histories.history(tx, lead_id))
    assert (await office.chat(PIA)).lead.standing == pack(replay(model, history, office.now).standing)


async def test_a_signal_leaves_the_question_and_the_nudge_where_they_were(office: Office) -> None:
    await office.start("b2b")
    before = office.rows("SELECT nudge_at, state FROM conversations")
    await office.signal("demo.used")
    assert office.rows("SELECT nudge_at, state FROM conversations") == before


def _generous(office: Office, audience: str) -> Setup:
    """Return the setup after marketing has lowered a tier's threshold to almost nothing."""
    setup = office.setup
    playbook = setup.playbooks.audiences[audience]
    tiers = tuple(TierRule(rule.name, enter=1, leave=-9) for rule in playbook.model.tiers)
    published = replace(playbook, model=_published(playbook.model, tiers), model_since=office.now)
    audiences = {**setup.playbooks.audiences, audience: published}
    return replace(setup, playbooks=replace(setup.playbooks, audiences=audiences))


def _published(model: Model, tiers: tuple[TierRule, ...]) -> Model:
    return replace(model, tiers=tiers, version="published today")


async def test_a_changed_model_refolds_quietly(office: Office) -> None:
    """Tier changes caused by a model, not by the lead, never alert sales."""
    await office.start("b2b")
    await office.tap("need", "sales")
    assert (await office.chat()).lead.tier == "cold"
    office.setup = _generous(office, "b2b")
    await office.turn(Tapped(None, "t", 1))
    await office.tap("company_size", "solo")
    stored = (await office.chat()).lead
    assert stored.model_version == office.setup.playbooks.audiences["b2b"].model.version
    assert stored.tier == "hot"
    assert _changes(office) == [("cold", "hot", "model")]
    assert office.alerts() == []


async def test_a_lead_that_falls_due_under_a_changed_model_is_refolded_quietly(office: Office) -> None:
    lead_id = await _pia_is_lukewarm(office)
    office.setup = _generous(office, "b2c")
    office.pass_time(days=9)
    await office.write(lambda tx: cool_lead(tx, lead_id, setup=office.setup, now=office.now))
    stored = (await office.chat(PIA)).lead
    assert stored.model_version == office.setup.playbooks.audiences["b2c"].model.version
    assert stored.tier == "hot"
    assert office.sent_to(SALES) == []


async def test_what_the_lead_does_under_the_new_rules_rings_as_ever(office: Office) -> None:
    await office.start("b2b")
    await office.tap("need", "sales")
    playbook = office.setup.playbooks.audiences["b2b"]
    model = replace(playbook.model, alert_again_after=None, version="renamed")
    audiences = {**office.setup.playbooks.audiences, "b2b": replace(playbook, model=model)}
    office.setup = replace(office.setup, playbooks=replace(office.setup.playbooks, audiences=audiences))
    for field, option in (("company_size", "large"), ("role", "director")):
        await office.turn(answer(field, option))
    assert len(office.alerts()) == 1
