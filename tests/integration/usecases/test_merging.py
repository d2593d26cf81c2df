"""Two leads turn out to be one person: one history, one score, one handoff, and nobody is called because of it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Act, Commanded, Sender, Tap, Tapped
from bot.usecases.leads.merge_leads import merge_leads
from scoring.engine import BY_MODEL, LATE_NEWS, pack, replay
from scoring.history import order_key
from storage import conversations, histories, keys, leads, tier_changes
from tests.builders import BO, CY, QUENTIN, SALES, Office, answer, temporary_office
from tests.rules import GENEROUS, MINUTE, RULES, STRICT, Marketing, changed, changes_of, model_of, started, ways_of

pytestmark = pytest.mark.both_places

AT_WORK = Sender(601, "Quentin", "Quist", "", "fr")
"""Quentin again, on his other phone."""


async def _merge(office: Office, kept: int = 1, gone: int = 2) -> bool:
    return await office.write(lambda tx: merge_leads(tx, kept, gone, setup=office.setup, now=office.now))


async def _both_are_there(office: Office) -> None:
    """Let Quentin begin on both phones, a day apart, so that only both together are lukewarm."""
    await office.start("b2b-spring")
    await office.tap("need", "sales")
    office.pass_time(days=1)
    await office.start("b2b-autumn", AT_WORK)
    await office.turn(answer("company_size", "large"), AT_WORK)
    await office.turn(answer("role", "manager"), AT_WORK)
    office.pass_time(hours=1)
    await office.signal("content.opened", {"funnel": "mofu"}, who=AT_WORK)
    office.pass_time(hours=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is left of two leads, but for the number."""

    facts: dict[str, Any]
    history: list[Any]
    standing: str
    tier_changes: list[Any]
    created: tuple[Any, ...]
    chats: list[int]
    keys: list[str]
    consents: int


async def _left(office: Office, kept: int) -> Outcome:
    def read(tx: Any) -> Outcome:
        found = leads.by_id(tx, kept)
        assert found is not None
        lead = found.lead
        return Outcome(
            json.loads(lead.facts),
            sorted(histories.history(tx, kept), key=order_key),
            lead.standing,
            tier_changes.of_lead(tx, kept),
            (lead.audience, lead.source, lead.created_at, lead.last_seen_at, lead.tier, lead.next_change_at),
            leads.chats_of(tx, kept),
            keys.of_lead(tx, kept),
            len(conversations.consents(tx, kept)),
        )

    return await office.write(read)


async def _merged(story: Callable[[Office], Awaitable[None]], kept: int, gone: int) -> Outcome:
    """InForce a story with two leads, merge them, and return what is left."""
    async with temporary_office() as office:
        await story(office)
        assert await _merge(office, kept, gone)
        assert office.rows("SELECT id FROM leads") == [(kept,)]
        return await _left(office, kept)


async def test_either_order_of_merging_gives_the_same_person() -> None:
    """Merge is a set operation on history, then a refold."""
    outcomes = [await _merged(_both_are_there, *order) for order in ((1, 2), (2, 1))]
    assert outcomes[0] == outcomes[1]
    facts = {"audience": "b2b", "need": "sales", "company_size": 500, "role": "manager"}
    assert outcomes[0].facts == facts
    assert outcomes[0].chats == [QUENTIN.id, AT_WORK.id]
    assert outcomes[0].created[1] == "spring"
    assert outcomes[0].consents == 2


async def test_a_merge_rings_nobody_and_the_next_deed_does(office: Office) -> None:
    await _both_are_there(office)
    await _merge(office)
    await office.deliver()
    assert (await office.chat()).lead.tier == "lukewarm"
    assert office.sent_to(SALES) == []
    office.pass_time(minutes=1)
    await office.signal("email.opened")
    assert len(office.alerts()) == 1


async def test_both_phones_write_to_the_same_lead_from_then_on(office: Office) -> None:
    await _both_are_there(office)
    await _merge(office)
    for who, role in ((QUENTIN, "director"), (AT_WORK, "founder")):
        office.pass_time(minutes=1)
        await office.turn(answer("role", role), who)
        assert (await office.chat(who)).lead.id == 1
        assert (await office.facts(who))["role"] == role
    assert office.rows("SELECT count(*) FROM conversations") == [(1,)]


async def test_the_earlier_of_the_two_tells_since_when_and_from_where(office: Office) -> None:
    await _both_are_there(office)
    first = (await office.chat()).lead.created_at
    await _merge(office, 2, 1)
    lead = (await office.chat(AT_WORK)).lead
    assert (lead.id, lead.created_at, lead.source) == (2, first, "spring")


async def test_of_one_who_was_imported_and_one_who_chats_the_conversation_and_its_language_stay(
    office: Office,
) -> None:
    await _both_are_there(office)
    before = (await office.chat(AT_WORK)).state
    await office.write(lambda tx: tx._connection.execute("DELETE FROM chats WHERE lead_id = 1"))
    await office.write(lambda tx: keys.add(tx, [("crm:7", 1), ("quentin@acme.com", 2)]))
    await _merge(office)
    found = await office.chat(AT_WORK)
    assert (found.state, found.lead.locale) == (before, "fr")
    assert await office.write(lambda tx: keys.of_lead(tx, 1)) == ["crm:7", "quentin@acme.com"]
    assert await office.write(lambda tx: keys.lead_of(tx, "quentin@acme.com")) == 1


async def test_who_said_stop_on_one_phone_is_left_alone_on_both(office: Office) -> None:
    await _both_are_there(office)
    await office.turn(Commanded("stop", "", 900), AT_WORK)
    await _merge(office)
    office.pass_time(days=3)
    await office.signal("demo.used")
    assert (await office.chat()).lead.tier in ("lukewarm", "hot")
    assert office.alerts() == []


async def _both_ask_for_a_person(office: Office) -> None:
    for who in (QUENTIN, AT_WORK):
        await office.turn(Commanded("human", "", 900), who)
    await office.deliver()


@pytest.mark.parametrize(("kept", "gone"), [(1, 2), (2, 1)])
@pytest.mark.parametrize(
    ("claims", "stays"),
    [((), 1), ((2,), 2), ((1,), 1), ((1, 2), 1)],
    ids=["nobody", "the second", "the first", "both"],
)
async def test_of_two_open_handoffs_the_claimed_one_stays_open_else_the_older(
    office: Office, kept: int, gone: int, claims: tuple[int, ...], stays: int
) -> None:
    await _both_ask_for_a_person(office)
    for number in claims:
        await office.at_desk("claim", f"{number}", BO if number == 1 else CY)
    seen = len(office.sent_to(SALES))
    assert await _merge(office, kept, gone)
    await office.deliver()
    assert office.rows("SELECT id, lead_id FROM handoffs WHERE closed_at IS NULL") == [(stays, kept)]
    assert office.rows("SELECT DISTINCT lead_id FROM handoffs") == [(kept,)]
    drawn = {sent.html.split()[0]: sent for sent in office.sent_to(SALES)[seen:]}
    # A card on which nothing changes is not sent again.
    assert f"<b>#{3 - stays}" in drawn
    closed = drawn[f"<b>#{3 - stays}"]
    assert not {"Claim", "Won"} & {*closed.labels}
    await office.say("are you there?", QUENTIN)
    told = [sent.html for sent in office.sent_to(SALES)[seen:] if "are you there" in sent.html]
    assert [html.split()[0] for html in told] == [f"<b>#{stays}"]


async def test_the_handoff_of_the_one_who_goes_stays_open_and_may_be_claimed(office: Office) -> None:
    await office.start("b2b")
    await office.turn(Commanded("human", "", 900), AT_WORK)
    await _merge(office)
    await office.at_desk("claim", "1")
    assert office.rows("SELECT lead_id, claimed_by FROM handoffs") == [(1, BO.id)]
    await office.say("can you send me the prices?", QUENTIN)
    assert [sent for sent in office.sent_to(SALES) if "send me the prices" in sent.html]
    await office.turn(Commanded("human", "", 901), QUENTIN)
    assert office.rows("SELECT count(*) FROM handoffs") == [(1,)]


async def test_forgetting_who_was_merged_erases_both_chats_and_both_cards(office: Office) -> None:
    await _both_ask_for_a_person(office)
    await _both_are_there(office)
    await _merge(office)
    seen = len(office.sent_to(SALES))
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None), AT_WORK)
    for table in ("leads", "chats", "conversations", "facts", "signals", "tier_changes", "handoffs", "consents"):
        assert office.rows(f"SELECT count(*) FROM {table}") == [(0,)], table
    blanked = [sent for sent in office.sent_to(SALES)[seen:] if "asked us to delete everything" in sent.html]
    assert len({sent.html for sent in blanked}) == 2
    payloads = "".join(payload for (payload,) in office.rows("SELECT payload FROM outbox"))
    assert "Quentin" not in payloads
    assert "Quist" not in payloads


@pytest.mark.parametrize(("kept", "gone"), [(1, 1), (1, 99), (99, 1)])
async def test_who_is_not_two_leads_is_not_merged(office: Office, kept: int, gone: int) -> None:
    await office.start("b2b")
    before = await office.chat()
    assert not await _merge(office, kept, gone)
    assert await office.chat() == before


async def test_two_of_whom_nothing_is_known_yet_are_one_of_whom_nothing_is_known(office: Office) -> None:
    await office.start()
    await office.start("", AT_WORK)
    assert await _merge(office)
    lead = (await office.chat(AT_WORK)).lead
    assert (lead.id, lead.audience, lead.tier, lead.facts) == (1, None, "cold", "{}")


async def test_who_is_merged_after_a_publication_has_one_history_under_the_rules_in_force(office: Office) -> None:
    marketing = await started(office)
    await _both_are_there(office)
    await office.signal("demo.used")
    office.pass_time(hours=1)
    await marketing.publish(STRICT)
    await _merge(office)
    lead, changes = (await office.chat()).lead, await changes_of(office)
    assert lead.standing == pack(await _replayed(marketing, 1))
    assert [(change.tier_from, change.tier_to, change.because) for change in changes[-1:]] == [
        ("lukewarm", "cold", BY_MODEL)
    ]
    assert {change.model_version for change in changes[:-1]} == {model_of(RULES).version}


async def test_whom_only_new_rules_have_lifted_is_not_rung_for_because_of_a_merge(office: Office) -> None:
    """Tier changes caused by a model, not by the lead, never alert sales."""
    marketing = await started(office)
    for who in (QUENTIN, AT_WORK):
        await office.start("b2b", who)
    await office.signal("email.opened")
    office.now += MINUTE
    await marketing.publish(GENEROUS)
    await marketing.refold()
    office.now += MINUTE
    await _merge(office)
    office.now += MINUTE
    await office.signal("email.opened")
    assert (await office.chat()).lead.tier == "lukewarm"
    assert await ways_of(office) == [("cold", "lukewarm", BY_MODEL)]
    assert office.alerts() == []


async def test_whom_only_both_histories_lift_is_rung_for_though_rules_were_published_since(office: Office) -> None:
    marketing = await started(office, STRICT)
    for who in (QUENTIN, AT_WORK):
        await office.start("b2b", who)
        await office.signal("demo.used", who=who)
        await office.signal("demo.used", who=who)
    office.now += MINUTE
    await marketing.publish(changed(STRICT, ("role, points: {director: 8}", "role, points: {director: 9}")))
    await _merge(office)
    assert await ways_of(office) == [("cold", "hot", LATE_NEWS)]
    assert office.alerts() == []
    office.now += MINUTE
    await office.signal("email.opened")
    assert len(office.alerts()) == 1


async def _replayed(marketing: Marketing, lead_id: int) -> Any:
    office = marketing.office
    history = await office.write(lambda tx: histories.history(tx, lead_id))
    return replay(marketing.model, history, office.now).standing


_WHO = st.sampled_from([QUENTIN, AT_WORK])
_DEEDS = st.sampled_from(
    [("", "demo.used"), ("", "email.opened"), ("", "newsletter.unsubscribed")]
    + [("role", role) for role in ("director", "student", "founder")]
    + [("audience", "b2b"), ("audience", "b2c")]
)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(_WHO, _DEEDS, st.integers(1, 300)), max_size=10))
def test_whatever_two_leads_did_either_order_gives_what_a_replay_of_both_gives(
    done: list[tuple[Sender, tuple[str, str], int]],
) -> None:
    """The history of the one who is left is the union of both, and their standing that of its replay, to the bit."""

    async def live(office: Office) -> None:
        for who in (QUENTIN, AT_WORK):
            await office.start("b2b", who)
        for who, (field, what), hours in done:
            office.now += timedelta(hours=hours)
            if field:
                await office.turn(answer(field, what), who)
            else:
                await office.signal(what, who=who)
        office.pass_time(hours=1)

    async def story() -> None:
        async with temporary_office() as office:
            marketing = await started(office)
            await live(office)
            both = [await office.write(lambda tx, n=n: histories.history(tx, n)) for n in (1, 2)]  # type: ignore[misc]
            rung = len(office.alerts())
            assert await _merge(office)
            left = await _left(office, 1)
            await office.deliver()
            assert len(office.alerts()) == rung
            assert left.history == sorted([*both[0], *both[1]], key=order_key)
            model = marketing.rules[str(left.facts["audience"])].model
            assert left.standing == pack(replay(model, left.history, office.now).standing)
            assert len(office.rows("SELECT 1 FROM handoffs WHERE closed_at IS NULL")) <= 1
        async with temporary_office() as office:
            await started(office)
            await live(office)
            assert await _merge(office, 2, 1)
            assert await _left(office, 2) == left

    asyncio.run(story())
