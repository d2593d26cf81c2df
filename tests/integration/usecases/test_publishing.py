"""What publishing rules does to the leads there are, and what it never does: call sales."""

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from bot.rules.publish import publish_first, unpublished
from bot.workers.upgrading import refold_after_upgrade
from scoring.engine import BY_MODEL, COOLING, pack, start
from scoring.history import Fact, Signal
from storage import histories, leads, publications, tier_changes
from storage.leads import StoredLead
from storage.publications import AT_START, AT_UPGRADE
from tests.builders import MONDAY, PIA, SALES, Office, answer
from tests.rules import (
    GENEROUS,
    LABELLED,
    MINUTE,
    RULES,
    STRICT,
    Marketing,
    changed,
    changes_of,
    files_saying,
    model_of,
    quentin_tries_the_demo,
    started,
    ways_of,
)

OLD = "000000000001"
"""The version of rules that an earlier version of Leadbot has published."""

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
    assert unpublished(files_saying(STRICT), marketing.in_force.setup.playbooks) == ["b2b"]
    assert await marketing.publish(STRICT)
    assert marketing.model == model_of(STRICT)
    assert unpublished(files_saying(STRICT), marketing.in_force.setup.playbooks) == []


async def test_the_models_in_force_survive_a_restart_with_other_files(marketing: Marketing) -> None:
    await marketing.publish(STRICT)
    again = await started(marketing.office, GENEROUS)
    assert again.model == model_of(STRICT)
    assert again.rules["b2b"].since == MONDAY
    assert [one.version for one in await again.publications() if one.audience == "b2b"] == [
        model_of(RULES).version,
        model_of(STRICT).version,
    ]


async def test_rules_that_a_new_version_scores_differently_are_in_force_anew_and_everybody_is_folded(
    office: Office,
) -> None:
    marketing = await started(office)
    await quentin_tries_the_demo(office)
    lead = (await office.chat()).lead
    # What an earlier version of Leadbot left behind: the same file under another version, leads that stand under it.
    await office.write(lambda tx: leads.save(tx, replace(lead, model_version=OLD)))
    await office.write(
        lambda tx: publications.publish(tx, audience="b2b", version=OLD, source=RULES, by="Ada", now=office.now)
    )
    office.now += MINUTE
    for _ in range(2):
        published = await office.write(lambda tx: publish_first(tx, files_saying(RULES), now=office.now))
    newest = publications.newest(published)["b2b"]
    assert (newest.version, newest.by, newest.at) == (model_of(RULES).version, AT_UPGRADE, office.now)
    marketing.in_force.publish(published)
    alerts = len(office.sent_to(SALES))
    await refold_after_upgrade(office.database, marketing.in_force, now=lambda: office.now)
    again = (await office.chat()).lead
    assert again.model_version == model_of(RULES).version
    assert (again.tier, len(office.sent_to(SALES))) == (lead.tier, alerts)


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
    await quentin_tries_the_demo(office)
    for source in (STRICT, RULES):
        assert await marketing.publish(source, by="Ada")
        await marketing.refold()
        office.now += MINUTE
    told = [(one.version, one.by) for one in await marketing.publications() if one.audience == "b2b"]
    first, strict = model_of(RULES).version, model_of(STRICT).version
    assert told == [(first, AT_START), (strict, "Ada"), (first, "Ada")]
    assert await ways_of(office) == [
        ("cold", "lukewarm", "lead"),
        ("lukewarm", "cold", BY_MODEL),
        ("cold", "lukewarm", BY_MODEL),
    ]
    lead = (await office.chat()).lead
    assert (lead.tier, lead.model_version, lead.standing) == ("lukewarm", first, await marketing.replayed())
    assert len(office.alerts()) == 1


# What publishing does to the leads there are


async def test_publishing_refolds_quietly_with_one_row_at_its_instant_and_earlier_rows_as_they_were(
    marketing: Marketing,
) -> None:
    """Tier changes caused by a model, not by the lead, never alert sales."""
    office = marketing.office
    await quentin_tries_the_demo(office)
    before = await changes_of(office)
    seen = len(office.sent_to(SALES))
    assert await marketing.publish(STRICT)
    published_at = office.now
    office.pass_time(hours=1)
    done = await marketing.refold()
    assert (done.folded, done.changed_tier) == (1, 1)
    after = await changes_of(office)
    assert after[:-1] == before
    assert (after[-1].at, after[-1].because) == (published_at, BY_MODEL)
    assert (after[-1].tier_from, after[-1].tier_to) == ("lukewarm", "cold")
    assert [change.model_version for change in after] == [model_of(RULES).version, model_of(STRICT).version]
    await office.deliver()
    assert len(office.sent_to(SALES)) == seen


async def test_what_a_lead_did_at_the_very_instant_of_a_publication_stays_recorded(marketing: Marketing) -> None:
    office = marketing.office
    await office.start("b2b")
    await office.signal("demo.used")
    await marketing.publish(STRICT)
    await marketing.refold()
    changes = await changes_of(office)
    assert await ways_of(office) == [("cold", "lukewarm", "lead"), ("lukewarm", "cold", BY_MODEL)]
    assert {change.at for change in changes} == {office.now}
    assert (await marketing.refold()).folded == 0
    assert await changes_of(office) == changes


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
    assert await ways_of(office) == [("cold", "lukewarm", BY_MODEL)]
    assert office.alerts() == []
    office.pass_time(days=60)
    await office.signal("email.opened")
    assert len(office.alerts()) == 1
    assert (await ways_of(office))[1:] == [("lukewarm", "cold", COOLING), ("cold", "lukewarm", "lead")]


async def test_who_stands_where_new_rules_call_sales_is_called_for_with_the_next_thing_they_do(office: Office) -> None:
    """No tier has changed: the lead had risen by what they did, and now that is worth a call."""
    marketing = await started(office, changed(RULES, ("handoff: lukewarm", "handoff: hot")))
    await quentin_tries_the_demo(office)
    await marketing.publish(RULES)
    await marketing.refold()
    await office.deliver()
    assert office.alerts() == []
    office.now += MINUTE
    await office.signal("email.opened")
    assert len(office.alerts()) == 1
    assert await ways_of(office) == [("cold", "lukewarm", "lead")]


async def test_who_is_with_sales_already_is_not_rung_for_when_the_rules_lift_them_again(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
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
    await quentin_tries_the_demo(office)
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
    assert [change.model_version for change in await changes_of(office)] == [first, second, second]


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
        histories.add_facts(tx, lead.id, facts)
        histories.add_signals(tx, lead.id, done)
        return lead.id

    return await office.write(work)


async def test_what_comes_late_from_after_the_publication_moves_only_what_came_after_it(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    before = await changes_of(office)
    await marketing.publish(STRICT)
    published_at = office.now
    office.pass_time(days=1)
    await office.signal("email.opened")
    late_at = office.now - timedelta(hours=3)
    await office.signal("demo.used", at=late_at)
    await office.signal("demo.used", at=late_at + MINUTE)
    changes = await changes_of(office)
    assert changes[: len(before)] == before
    assert [(c.at, c.tier_to) for c in changes[len(before) :]] == [(published_at, "cold"), (late_at + MINUTE, "hot")]
    assert (await office.chat()).lead.standing == await marketing.replayed()


async def test_what_comes_late_from_before_the_publication_leaves_what_was_recorded_then(marketing: Marketing) -> None:
    office = marketing.office
    await quentin_tries_the_demo(office)
    before = await changes_of(office)
    office.pass_time(days=1)
    await marketing.publish(STRICT)
    await marketing.refold()
    office.now += MINUTE
    await office.signal("newsletter.unsubscribed", at=MONDAY + timedelta(hours=1))
    assert await changes_of(office) == [*before, (await changes_of(office))[-1]]
    assert (await office.chat()).lead.standing == await marketing.replayed()


async def test_who_corrects_their_audience_after_a_publication_has_a_history_under_the_other_rules(
    marketing: Marketing,
) -> None:
    """When the audience is corrected, history is refolded under the other model."""
    office = marketing.office
    await quentin_tries_the_demo(office)
    await marketing.publish(STRICT)
    office.now += MINUTE
    await office.turn(answer("audience", "b2c"))
    b2c = marketing.rules["b2c"].model
    lead = (await office.chat()).lead
    assert (lead.audience, lead.model_version, lead.tier) == ("b2c", b2c.version, "cold")
    assert await changes_of(office) == []
    office.now += MINUTE
    await office.turn(answer("audience", "b2b"))
    changes = await changes_of(office)
    assert {change.model_version for change in changes} <= {model_of(STRICT).version}
    assert BY_MODEL not in [change.because for change in changes]
    assert (await office.chat()).lead.standing == await marketing.replayed()
    assert len(office.alerts()) == 1
