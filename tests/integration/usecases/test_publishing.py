"""What publishing rules does to the leads there are, and what it never does: call sales."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bulk.writing import OwnWriter
from bot.errors import LeadbotError
from bot.messages import Act, Tap, Tapped
from bot.usecases.publish_model import AT_START, publish_first, unpublished
from scoring.engine import BY_MODEL, COOLING, TierChange, pack, replay, start
from scoring.signals import Fact, Item, Signal
from storage import leads, signals, tier_changes
from storage.leads import StoredLead
from tests.builders import MONDAY, PIA, QUENTIN, SALES, Office, answer, temporary_office
from tests.rules import GENEROUS, LABELLED, RULES, STRICT, Marketing, changed, files_saying, model_of, started

ADA, MINUTE = "Ada", timedelta(minutes=1)


@pytest.fixture
async def marketing(office: Office) -> Marketing:
    """Return Ada's side of an office whose bot has just started for the first time."""
    return await started(office)


async def _quentin_tries_the_demo(office: Office) -> None:
    """Let Quentin come, and turn lukewarm by one signal a minute later."""
    await office.start("b2b")
    office.now += MINUTE
    await office.signal("demo.used")
    office.now += MINUTE


async def _changes(office: Office) -> list[TierChange]:
    lead_id = (await office.chat()).lead.id
    return await office.write(lambda tx: tier_changes.of_lead(tx, lead_id))


async def _ways(office: Office) -> list[tuple[str, str, str]]:
    """Return from which tier to which, and whether by the rules, by cooling or by what the lead did."""
    quiet = (BY_MODEL, COOLING)
    return [(c.tier_from, c.tier_to, c.because if c.because in quiet else "lead") for c in await _changes(office)]


async def _replayed(marketing: Marketing) -> str:
    """Return the standing that Quentin's whole history gives under the rules in force."""
    office = marketing.office
    lead = (await office.chat()).lead
    history = await office.write(lambda tx: signals.history(tx, lead.id))
    return pack(replay(marketing.model, history, office.now).standing)


# What is in force


async def test_the_first_start_publishes_the_models_of_the_files_once(office: Office) -> None:
    files = files_saying(RULES)
    for _ in range(2):
        published = await office.write(lambda tx: publish_first(tx, files, now=office.now))
        assert [(one.audience, one.by, one.at) for one in published] == [
            ("b2b", AT_START, MONDAY),
            ("b2c", AT_START, MONDAY),
        ]
        assert published[0].version == model_of(RULES).version
        assert published[0].source == RULES


async def test_a_saved_file_changes_nothing_until_it_is_published(marketing: Marketing) -> None:
    marketing.save(STRICT)
    assert marketing.model == model_of(RULES)
    assert unpublished(files_saying(STRICT), marketing.live.house.playbooks) == ["b2b"]
    assert await marketing.publish(STRICT)
    assert marketing.model == model_of(STRICT)
    assert unpublished(files_saying(STRICT), marketing.live.house.playbooks) == []


async def test_the_models_in_force_survive_a_restart_with_other_files(marketing: Marketing) -> None:
    await marketing.publish(STRICT)
    again = await started(marketing.office, GENEROUS)
    assert again.model == model_of(STRICT)
    assert again.rules["b2b"].since == MONDAY
    assert [one.version for one in await again.publications() if one.audience == "b2b"] == [
        model_of(RULES).version,
        model_of(STRICT).version,
    ]


async def test_the_same_rules_again_are_no_publication_but_their_newer_words_are_kept(marketing: Marketing) -> None:
    marketing.office.pass_time(days=1)
    assert not await marketing.publish(LABELLED)
    (one,) = [one for one in await marketing.publications() if one.audience == "b2b"]
    assert (one.source, one.by, one.at) == (LABELLED, AT_START, MONDAY)
    marketing.save(STRICT)
    assert dict(marketing.model.engagement[0].labels) == {"": "Tried it"}
    assert marketing.rules["b2b"].since is None


async def test_publishing_an_earlier_version_again_undoes(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    for source in (STRICT, RULES):
        assert await marketing.publish(source, by=ADA)
        await marketing.refold()
        office.now += MINUTE
    told = [(one.version, one.by) for one in await marketing.publications() if one.audience == "b2b"]
    first, strict = model_of(RULES).version, model_of(STRICT).version
    assert told == [(first, AT_START), (strict, ADA), (first, ADA)]
    assert await _ways(office) == [
        ("cold", "lukewarm", "lead"),
        ("lukewarm", "cold", BY_MODEL),
        ("cold", "lukewarm", BY_MODEL),
    ]
    lead = (await office.chat()).lead
    assert (lead.tier, lead.model_version, lead.standing) == ("lukewarm", first, await _replayed(marketing))
    assert len(office.alerts()) == 1


# What publishing does to the leads there are


async def test_publishing_refolds_quietly_with_one_row_at_its_instant_and_earlier_rows_as_they_were(
    marketing: Marketing,
) -> None:
    """Tier changes caused by a model, not by the lead, never alert sales."""
    office = marketing.office
    await _quentin_tries_the_demo(office)
    before = await _changes(office)
    seen = len(office.sent_to(SALES))
    assert await marketing.publish(STRICT)
    published_at = office.now
    office.pass_time(hours=1)
    done = await marketing.refold()
    assert (done.folded, done.changed_tier) == (1, 1)
    after = await _changes(office)
    assert after[:-1] == before
    assert (after[-1].at, after[-1].because) == (published_at, BY_MODEL)
    assert (after[-1].tier_from, after[-1].tier_to) == ("lukewarm", "cold")
    assert [change.model_version for change in after] == [model_of(RULES).version, model_of(STRICT).version]
    await office.deliver()
    assert len(office.sent_to(SALES)) == seen


async def test_what_the_rules_lift_is_never_rung_for_until_the_lead_falls_and_rises_by_itself(
    marketing: Marketing,
) -> None:
    office = marketing.office
    await office.start("b2b")
    await office.signal("email.opened")
    office.now += MINUTE
    await marketing.publish(GENEROUS)
    await marketing.refold()
    office.now += MINUTE
    await office.signal("email.opened")
    await office.signal("demo.used")
    assert (await office.chat()).lead.tier == "lukewarm"
    assert await _ways(office) == [("cold", "lukewarm", BY_MODEL)]
    assert office.alerts() == []
    office.pass_time(days=60)
    await office.signal("email.opened")
    assert len(office.alerts()) == 1
    assert (await _ways(office))[1:] == [("lukewarm", "cold", COOLING), ("cold", "lukewarm", "lead")]


async def test_who_is_with_sales_already_is_not_rung_for_when_the_rules_lift_them_again(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    await marketing.publish(STRICT)
    await marketing.refold()
    office.pass_time(days=20)
    await marketing.publish(GENEROUS)
    await marketing.refold()
    office.now += MINUTE
    await office.signal("email.opened")
    assert (await office.chat()).lead.tier == "lukewarm"
    assert len(office.alerts()) == 1


async def test_every_score_tier_change_and_handoff_carries_the_version_it_was_made_under(marketing: Marketing) -> None:
    """Every score, tier change and handoff records the model version."""
    office = marketing.office
    first, second = model_of(RULES).version, model_of(GENEROUS).version
    await _quentin_tries_the_demo(office)
    await office.start("b2c", PIA)
    await marketing.publish(GENEROUS)
    await marketing.refold()
    await office.at_desk("outcome", "1 not a fit")
    office.pass_time(days=90)
    await office.signal("demo.used")
    assert (await office.chat()).lead.model_version == second
    pia = (await office.chat(PIA)).lead
    assert pia.model_version == marketing.rules["b2c"].model.version
    assert office.rows("SELECT model_version FROM handoffs ORDER BY id") == [(first,), (second,)]
    assert [change.model_version for change in await _changes(office)] == [first, second, second]


async def test_a_lead_who_was_never_folded_has_a_history_under_the_rules_in_force_and_nothing_by_them(
    marketing: Marketing,
) -> None:
    office = marketing.office
    office.pass_time(days=3)
    await marketing.publish(GENEROUS)
    number = await _told_of_by_another_system(office, seen_at=MONDAY)
    office.now += MINUTE
    assert (await marketing.refold()).folded == 1
    changes = await office.write(lambda tx: tier_changes.of_lead(tx, number))
    assert [(c.at, c.tier_to, c.because) for c in changes] == [(MONDAY, "lukewarm", "s1")]
    assert changes[0].model_version == model_of(GENEROUS).version
    assert office.rows("SELECT count(*) FROM handoffs") == [(0,)]


async def _told_of_by_another_system(office: Office, *, seen_at: datetime) -> int:
    """Store a lead with a history that nobody has folded."""
    row = StoredLead(
        id=0,
        audience="b2b",
        locale="en",
        name="Quentin",
        username="",
        source="",
        created_at=seen_at,
        last_seen_at=seen_at,
        facts='{"audience":"b2b"}',
        standing=pack(start()),
        tier="cold",
        model_version="",
        next_change_at=None,
    )
    facts, done = (Fact("f1", seen_at, "audience", "b2b"),), (Signal("s1", seen_at, "demo.used"),)

    def work(tx: Any) -> int:
        lead = leads.add(tx, row, chat_id=None, state='{"locale":"en"}')
        signals.add_facts(tx, lead.id, facts)
        signals.add_signals(tx, lead.id, done)
        return lead.id

    return await office.write(work)


async def test_what_comes_late_from_after_the_publication_moves_only_what_came_after_it(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    before = await _changes(office)
    await marketing.publish(STRICT)
    published_at = office.now
    office.pass_time(days=1)
    await office.signal("email.opened")
    late_at = office.now - timedelta(hours=3)
    await office.signal("demo.used", at=late_at)
    await office.signal("demo.used", at=late_at + MINUTE)
    changes = await _changes(office)
    assert changes[: len(before)] == before
    assert [(c.at, c.tier_to) for c in changes[len(before) :]] == [(published_at, "cold"), (late_at + MINUTE, "hot")]
    assert (await office.chat()).lead.standing == await _replayed(marketing)


async def test_what_comes_late_from_before_the_publication_leaves_what_was_recorded_then(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    before = await _changes(office)
    office.pass_time(days=1)
    await marketing.publish(STRICT)
    await marketing.refold()
    office.now += MINUTE
    await office.signal("newsletter.unsubscribed", at=MONDAY + timedelta(hours=1))
    assert await _changes(office) == [*before, (await _changes(office))[-1]]
    assert (await office.chat()).lead.standing == await _replayed(marketing)


async def test_who_corrects_their_audience_after_a_publication_has_a_history_under_the_other_rules(
    marketing: Marketing,
) -> None:
    """When the audience is corrected, history is refolded under the other model."""
    office = marketing.office
    await _quentin_tries_the_demo(office)
    await marketing.publish(STRICT)
    office.now += MINUTE
    await office.turn(answer("audience", "b2c"))
    b2c = marketing.rules["b2c"].model
    lead = (await office.chat()).lead
    assert (lead.audience, lead.model_version, lead.tier) == ("b2c", b2c.version, "cold")
    assert await _changes(office) == []
    office.now += MINUTE
    await office.turn(answer("audience", "b2b"))
    changes = await _changes(office)
    assert {change.model_version for change in changes} <= {model_of(STRICT).version}
    assert BY_MODEL not in [change.because for change in changes]
    assert (await office.chat()).lead.standing == await _replayed(marketing)
    assert len(office.alerts()) == 1


# The refold of everybody, while prospects go on


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
    await _quentin_tries_the_demo(office)
    await marketing.publish(GENEROUS)
    office.now += MINUTE
    await marketing.refold(writer=Meanwhile(marketing, "email.opened"))
    lead = (await office.chat()).lead
    assert lead.model_version == model_of(GENEROUS).version
    assert lead.standing == await _replayed(marketing)
    assert office.rows("SELECT count(*) FROM signals WHERE name = 'email.opened'") == [(1,)]


async def test_who_is_told_late_things_of_while_everybody_is_folded_anew_is_folded_in_the_next_pass(
    marketing: Marketing,
) -> None:
    """An import changes neither standing nor version of who was to be folded anew already: the length tells."""
    office = marketing.office
    await _quentin_tries_the_demo(office)
    await marketing.publish(GENEROUS)
    lead_id = (await office.chat()).lead.id

    class Importing(OwnWriter):
        async def perform(self, order: str, body: dict[str, Any]) -> dict[str, Any]:
            late = Signal(f"late-{order}", MONDAY, "demo.used")
            known = await office.write(lambda tx: signals.is_known(tx, late.id))
            if not known:
                await office.write(lambda tx: signals.add_signals(tx, lead_id, [late]))
            return await super().perform(order, body)

    await marketing.refold(writer=Importing(office.database, None))
    lead = (await office.chat()).lead
    assert lead.model_version == model_of(GENEROUS).version
    assert lead.standing == await _replayed(marketing)


async def test_a_refold_that_was_interrupted_goes_on_where_it_stopped(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    for number in range(3):
        await _a_lead_far_away(office, 600 * (number + 1))
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


async def _a_lead_far_away(office: Office, number: int) -> None:
    """Store a lead under a number of its own, so that it is read and written apart from the others."""
    row = (await office.chat()).lead
    columns = [name for name in StoredLead.__dataclass_fields__ if name != "id"]
    names = ", ".join(columns)
    sql = f"INSERT INTO leads (id, {names}) SELECT {number}, {names} FROM leads WHERE id = {row.id}"
    await office.write(lambda tx: tx._connection.execute(sql))


async def test_folding_everybody_anew_finds_nothing_wrong_with_a_fall_that_is_due_and_not_recorded_yet(
    marketing: Marketing,
) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    office.pass_time(days=30)
    done = await marketing.refold(everybody=True)
    assert (done.folded, done.differing) == (0, 0)


async def test_folding_everybody_anew_keeps_what_came_in_since_it_began(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    began_at = office.now
    office.pass_time(minutes=5)
    await office.signal("demo.used")
    right, office.now = (await office.chat()).lead.standing, began_at
    done = await marketing.refold(everybody=True)
    assert (done.folded, done.differing) == (0, 0)
    assert (await office.chat()).lead.standing == right


@pytest.mark.parametrize("wrong", ["damaged", pack(replay(model_of(RULES), [], MONDAY).standing)])
async def test_folding_everybody_anew_mends_what_is_wrong_and_counts_it(marketing: Marketing, wrong: str) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    right = await office.chat()
    await office.write(lambda tx: tx._connection.execute("UPDATE leads SET standing = ?", (wrong,)))
    done = await marketing.refold(everybody=True)
    assert (done.folded, done.differing) == (1, 1)
    assert await office.chat() == right
    assert (await marketing.refold(everybody=True)).differing == 0


# Any story

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
            lead, changes = (await office.chat()).lead, await _changes(office)
            assert lead.model_version == marketing.model.version
            assert (await marketing.refold(everybody=True)).differing == 0
            _assert_one_chain(changes, until=lead.tier)
            known = {one.version for one in await marketing.publications()}
            assert {change.model_version for change in changes} <= known

    asyncio.run(story())


async def _step(marketing: Marketing, what: str, how: str) -> None:
    office = marketing.office
    before = await _changes(office)
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
            after = await _changes(office)
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


# One alert per episode


async def test_an_open_lead_whom_nobody_claimed_rings_again_under_the_same_number_after_a_new_rise(
    marketing: Marketing,
) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    office.pass_time(days=20)
    await office.signal("demo.used")
    assert [alert.html.split()[0] for alert in office.alerts()] == ["<b>#1", "<b>#1"]
    assert office.rows("SELECT count(*), count(rung_again_at) FROM handoffs") == [(1, 1)]
    office.pass_time(days=13)
    await office.signal("email.opened")
    await office.signal("demo.used")
    assert len(office.alerts()) == 2


async def test_a_new_rise_too_soon_after_the_call_does_not_ring(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    office.pass_time(days=13)
    await office.signal("demo.used")
    assert [way[1] for way in await _ways(office)] == ["lukewarm", "cold", "lukewarm"]
    assert len(office.alerts()) == 1


async def test_a_claimed_lead_never_rings_again(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    await office.at_desk("claim", "1")
    for _ in range(2):
        office.pass_time(days=40)
        await office.signal("demo.used")
    assert len(office.alerts()) == 1


async def test_what_rose_in_the_hands_of_sales_does_not_ring_once_they_are_through(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    await office.at_desk("claim", "1")
    office.pass_time(days=40)
    await office.signal("demo.used")
    await office.at_desk("outcome", "1 lost")
    await office.signal("email.opened")
    assert (await office.chat()).lead.tier == "lukewarm"
    assert len(office.alerts()) == 1
    office.pass_time(days=40)
    await office.signal("demo.used")
    assert office.alerts()[-1].html.startswith("<b>#2 ")


async def test_a_closed_lead_rings_under_a_new_number_after_a_new_rise(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    await office.at_desk("outcome", "1 not a fit")
    office.pass_time(days=20)
    await office.signal("email.opened")
    assert len(office.alerts()) == 1
    await office.signal("demo.used")
    assert [alert.html.split()[0] for alert in office.alerts()] == ["<b>#1", "<b>#2"]


async def test_a_rise_too_soon_after_a_closed_call_rings_with_the_next_deed_in_time(marketing: Marketing) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    await office.at_desk("outcome", "1 not a fit")
    office.pass_time(days=12)
    await office.signal("demo.used")
    assert len(office.alerts()) == 1
    office.pass_time(days=3)
    await office.signal("email.opened")
    assert [alert.html.split()[0] for alert in office.alerts()] == ["<b>#1", "<b>#2"]


@pytest.mark.parametrize("closed", [False, True])
async def test_getting_hot_within_an_episode_never_rings(marketing: Marketing, closed: bool) -> None:
    office = marketing.office
    await _quentin_tries_the_demo(office)
    if closed:
        await office.at_desk("outcome", "1 not a fit")
    for _ in range(4):
        office.pass_time(days=5)
        await office.signal("demo.used")
        await office.signal("demo.used")
    assert {way[1] for way in await _ways(office)} == {"lukewarm", "hot"}
    assert len(office.alerts()) == 1


async def test_rules_that_call_at_another_tier_call_with_the_next_rise_to_it(marketing: Marketing) -> None:
    office = marketing.office
    await marketing.publish(changed(RULES, ("handoff: lukewarm", "handoff: hot")))
    await _quentin_tries_the_demo(office)
    assert office.alerts() == []
    await office.signal("demo.used")
    await office.signal("demo.used")
    assert len(office.alerts()) == 1
