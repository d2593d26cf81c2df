"""Everybody is folded anew while prospects go on: nothing is lost or counted twice, and it can be interrupted."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import LeadbotError
from bot.messages import Act, Tap, Tapped
from bot.orders.writing import OwnWriter
from bot.rules import refold_all
from scoring.engine import TierChange, pack, replay
from scoring.history import Fact, Item, Signal
from storage import histories
from storage.leads import StoredLead
from tests.builders import MONDAY, QUENTIN, Office, answer, temporary_office
from tests.rules import (
    GENEROUS,
    MINUTE,
    RULES,
    STRICT,
    Marketing,
    changes_of,
    model_of,
    quentin_tries_the_demo,
    started,
    ways_of,
)


@dataclass(slots=True)
class Meanwhile:
    """Writes, but lets Quentin do something first, each time."""

    marketing: Marketing
    signal: str

    async def perform(self, order: str, body: dict[str, Any]) -> dict[str, Any]:
        office = self.marketing.office
        office.now += MINUTE
        await office.signal(self.signal)
        return await OwnWriter(office.database, None).perform(order, body)


async def test_who_does_something_while_everybody_is_folded_anew_is_left_to_what_they_did(
    marketing: Marketing,
) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    await marketing.publish(GENEROUS)
    office.now += MINUTE
    await marketing.refold(writer=Meanwhile(marketing, "email.opened"))
    lead = (await office.chat()).lead
    assert lead.model_version == model_of(GENEROUS).version
    assert lead.standing == await marketing.replayed()
    assert office.rows("SELECT count(*) FROM signals WHERE name = 'email.opened'") == [(1,)]


async def test_a_refold_that_is_overtaken_by_newer_rules_leaves_who_stands_under_them(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    await marketing.publish(STRICT)
    office.now += MINUTE

    class Overtaken(OwnWriter):
        async def perform(self, order: str, body: dict[str, Any]) -> dict[str, Any]:
            if await marketing.publish(GENEROUS):
                await marketing.refold()
            return await super().perform(order, body)

    await marketing.refold(writer=Overtaken(office.database, None))
    lead = (await office.chat()).lead
    assert (lead.model_version, lead.tier) == (model_of(GENEROUS).version, "lukewarm")
    assert await ways_of(office) == [("cold", "lukewarm", "lead")]


async def test_who_is_told_late_things_of_while_everybody_is_folded_anew_is_folded_in_the_next_pass(
    marketing: Marketing,
) -> None:
    """An import changes neither standing nor version of who was to be folded anew already: the length tells."""
    office = marketing.office
    await quentin_tries_the_demo(office)
    await marketing.publish(GENEROUS)
    lead_id = (await office.chat()).lead.id

    class Importing(OwnWriter):
        async def perform(self, order: str, body: dict[str, Any]) -> dict[str, Any]:
            late = Signal(f"late-{order}", MONDAY, "demo.used")
            known = await office.write(lambda tx: histories.is_known(tx, late.id))
            if not known:
                await office.write(lambda tx: histories.add_signals(tx, lead_id, [late]))
            return await super().perform(order, body)

    await marketing.refold(writer=Importing(office.database, None))
    lead = (await office.chat()).lead
    assert lead.model_version == model_of(GENEROUS).version
    assert lead.standing == await marketing.replayed()


async def test_a_refold_that_was_interrupted_goes_on_where_it_stopped(
    marketing: Marketing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refold_all, "STORED_AT_ONCE", 1)
    office = marketing.office
    await quentin_tries_the_demo(office)
    for number in range(3):
        await _a_lead_far_away(office, 2500 * (number + 1))
    await marketing.publish(GENEROUS)
    office.now += MINUTE

    class Stumbling(OwnWriter):
        left = 2

        async def perform(self, order: str, body: dict[str, Any]) -> dict[str, Any]:
            if not self.left:
                raise LeadbotError("the bot stops")
            self.left -= 1
            return await super().perform(order, body)

    with pytest.raises(LeadbotError):
        await marketing.refold(writer=Stumbling(office.database, None))
    new = model_of(GENEROUS).version
    assert office.rows("SELECT count(*) FROM leads WHERE model_version = ?", new) == [(2,)]
    assert (await marketing.refold()).folded == 2
    assert office.rows("SELECT count(*) FROM leads WHERE model_version = ?", new) == [(4,)]
    assert (await marketing.refold()).folded == 0


@pytest.mark.sqlite_only
async def test_of_very_many_leads_only_those_are_read_who_are_to_be_folded_anew(marketing: Marketing) -> None:
    """An import of one lead costs what one lead costs."""
    office = marketing.office
    await quentin_tries_the_demo(office)
    for number in (9_000, 500_000, 900_000):
        await _a_lead_far_away(office, number)
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET model_version = 'outgrown' WHERE id > 9000"))
    seen: list[tuple[int, int]] = []
    done = await refold_all.refold_everybody(
        office.file,
        marketing.rules,
        OwnWriter(office.database, None),
        now=office.now,
        on_progress=lambda *told: seen.append(told),
    )
    assert (done.folded, done.left, seen) == (2, 0, [(2, 2)])


async def _a_lead_far_away(office: Office, number: int) -> None:
    """Store a lead under a number of its own, so that it is read and written apart from the others."""
    row = (await office.chat()).lead
    columns = [name for name in StoredLead.__struct_fields__ if name != "id"]
    names = ", ".join(columns)
    sql = f"INSERT INTO leads (id, {names}) SELECT {number}, {names} FROM leads WHERE id = {row.id}"
    await office.write(lambda tx: tx._connection.execute(sql))


async def test_folding_everybody_anew_finds_nothing_wrong_with_a_fall_that_is_due_and_not_recorded_yet(
    marketing: Marketing,
) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    office.pass_time(days=30)
    done = await marketing.refold(everybody=True)
    assert (done.folded, done.differing) == (0, 0)


async def test_folding_everybody_anew_keeps_what_came_in_since_it_began(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    began_at = office.now
    office.pass_time(minutes=5)
    await office.signal("demo.used")
    right, office.now = (await office.chat()).lead.standing, began_at
    done = await marketing.refold(everybody=True)
    assert (done.folded, done.differing) == (0, 0)
    assert (await office.chat()).lead.standing == right


_ANOTHER = pack(replay(model_of(STRICT), [Signal("another", MONDAY, "demo.used")], MONDAY).standing)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    "wrong",
    ["damaged", pack(replay(model_of(RULES), [], MONDAY).standing), _ANOTHER],
    ids=["damaged", "of nobody", "of other rules"],
)
async def test_folding_everybody_anew_mends_what_is_wrong_and_counts_it(marketing: Marketing, wrong: str) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    right = await office.chat()
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET standing = ?", (wrong,)))
    done = await marketing.refold(everybody=True)
    assert (done.folded, done.differing) == (1, 1)
    assert await office.chat() == right
    assert (await marketing.refold(everybody=True)).differing == 0


_SIGNALS = st.sampled_from(["demo.used", "email.opened", "newsletter.unsubscribed"])
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("signal"), _SIGNALS),
        st.tuples(st.just("late"), _SIGNALS),
        st.tuples(st.just("fact"), st.sampled_from(["director", "founder", "student"])),
        st.tuples(st.just("publish"), st.sampled_from([RULES, GENEROUS, STRICT])),
        st.tuples(st.just("refold"), st.just("")),
        st.tuples(st.just("wait"), st.sampled_from(["1", "6", "25"])),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=12, deadline=None)
@given(_STEPS)
def test_whatever_happens_a_refold_gives_what_a_replay_gives_and_tier_changes_are_one_chain(
    steps: list[tuple[str, str]],
) -> None:
    """Incremental and full replay must agree bit for bit; what was decided before new rules stays as it was."""

    async def story() -> None:
        async with temporary_office() as office:
            marketing = await started(office)
            await office.start("b2b")
            for what, how in steps:
                office.now += MINUTE
                await _step(marketing, what, how)
            office.now += MINUTE
            await marketing.refold()
            lead, changes = (await office.chat()).lead, await changes_of(office)
            assert lead.model_version == marketing.model.version
            assert (await marketing.refold(everybody=True)).differing == 0
            _assert_one_chain(changes, until=lead.tier)
            known = {one.version for one in await marketing.publications()}
            assert {change.model_version for change in changes} <= known

    asyncio.run(story())


async def _step(marketing: Marketing, what: str, how: str) -> None:
    office = marketing.office
    before = await changes_of(office)
    match what:
        case "signal":
            await office.signal(how)
        case "late":
            await office.signal(how, at=office.now - timedelta(hours=5))
        case "fact":
            await office.turn(Tapped(Tap(Act.ANSWER, ("role", how)), f"t{office.updates}", None))
        case "publish":
            await marketing.publish(how)
        case "refold":
            rung = len(office.alerts())
            await marketing.refold()
            since = marketing.rules["b2b"].since
            after = await changes_of(office)
            if since is not None:
                assert [c for c in after if c.at < since] == [c for c in before if c.at < since]
            await office.deliver()
            assert len(office.alerts()) == rung
        case _:
            office.pass_time(days=int(how))


def _assert_one_chain(changes: list[TierChange], *, until: str) -> None:
    assert [change.at for change in changes] == sorted(change.at for change in changes)
    tier = "cold"
    for change in changes:
        assert change.tier_from == tier
        assert change.tier_to != tier
        tier = change.tier_to
    assert tier == until


_SCORED: Mapping[str, Item] = {
    "demo.used": Signal("", MONDAY, "demo.used"),
    "email.opened": Signal("", MONDAY, "email.opened"),
    "director": Fact("", MONDAY, "role", "director"),
}


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*_SCORED]), st.integers(1, 200)), min_size=1, max_size=10))
def test_who_lived_under_the_rules_from_the_start_and_who_was_folded_anew_stand_alike(
    done: list[tuple[str, int]],
) -> None:
    """The packed standing is the same to the last bit, whether folded as it came, at once, or at the next message."""

    async def lived(first: str, then: str, *, refolded: bool) -> tuple[str, datetime | None]:
        async with temporary_office() as office:
            marketing = await started(office, first)
            await office.start("b2b")
            for place, (name, hours) in enumerate(done):
                office.pass_time(hours=hours)
                if place == len(done) - 1:
                    await marketing.publish(then)
                    if refolded:
                        await marketing.refold()
                office.now += MINUTE
                item = _SCORED[name]
                if isinstance(item, Fact):
                    await office.turn(answer(item.field, str(item.value)), QUENTIN)
                else:
                    await office.signal(name)
            lead = (await office.chat()).lead
            return lead.standing, lead.next_change_at

    async def story() -> None:
        always = await lived(GENEROUS, GENEROUS, refolded=False)
        assert await lived(RULES, GENEROUS, refolded=False) == always
        assert await lived(RULES, GENEROUS, refolded=True) == always

    asyncio.run(story())
