"""What other systems know is brought in: quietly, each thing once."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec import structs

from bot.processes.writer import REFOLD
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.record_signal import record_signal
from bot.usecases.leads.update_score import OUTGROWN
from scoring.history import Signal
from storage import due, handoffs
from tests.builders import BO, MONDAY, quentin_is_lukewarm, shipped
from tests.crm import DAY, HOT, Crm, Json, ago, content, fact, signal

pytestmark = pytest.mark.both_places


async def test_leads_from_elsewhere_are_scored_and_nobody_hears_of_them(crm: Crm) -> None:
    imported = await crm.take("history.jsonl", *HOT)
    assert (imported.new["leads"], imported.new["facts"], imported.new["signals"]) == (1, 5, 3)
    quentin = await crm.lead(1)
    assert (quentin.id, quentin.lead.audience, quentin.lead.tier) == (None, "b2b", "hot")
    known = {"audience": "b2b", "role": "founder", "company_size": 500, "need": "leads", "timeline": "now"}
    assert json.loads(quentin.lead.facts) == known
    assert (quentin.lead.created_at, quentin.lead.last_seen_at) == (MONDAY - 9 * DAY, MONDAY)
    assert json.loads(quentin.state) == {"locale": "en"}
    await crm.assert_replayed()
    assert crm.office.rows("select * from outbox") == []
    assert crm.office.rows("select * from handoffs") == []


async def test_what_an_imported_lead_does_next_rings_as_usual(crm: Crm) -> None:
    await crm.take("history.jsonl", *HOT)
    office = crm.office
    office.pass_time(minutes=1)
    in_force = Signal("live", office.now, "email.opened")
    await office.write(lambda tx: record_signal(tx, 1, in_force, setup=office.setup, now=office.now))
    assert len(await office.deliver()) == 1
    assert len(office.alerts()) == 1


async def test_the_same_again_changes_nothing(crm: Crm) -> None:
    table = crm.write("leads.csv", "lead,name,audience,orders,at", f"q,Quentin,b2b,3,{ago(days=2)}", "p,Pia,b2c,1,")
    history = crm.write("history.jsonl", *HOT)
    outcomes = crm.write("outcomes.csv", "lead,at,outcome", f"q,{ago(days=5)},lost")
    await crm.bring(table, history, outcomes)
    await crm.fold()
    before = content(crm.office)
    crm.office.pass_time(days=1)
    again = await crm.bring(outcomes, history, table)
    assert (await crm.fold()).folded == 0
    assert content(crm.office) == before
    assert sum(again.new.values()) == 0
    assert again.known == {"leads": 2, "facts": 9, "signals": 3, "outcomes": 1}


async def test_a_lead_of_ours_is_named_by_its_number_and_one_that_nobody_has_is_refused(crm: Crm) -> None:
    await crm.office.start("b2b")
    imported = await crm.take("history.jsonl", signal("lead:1", 1), signal("lead:99", 2))
    assert crm.refused == [
        ("history.jsonl", 2, 'lead: found "lead:99", expected the number of a lead that `leadbot leads` lists')
    ]
    assert (imported.new["leads"], imported.known["leads"], imported.refused) == (0, 1, 1)
    assert crm.office.rows("select lead_id, name from signals where id like 's%'") == [(1, "demo.used")]
    await crm.assert_replayed()


async def test_an_undated_fact_is_one_of_today_and_only_if_it_is_news(crm: Crm) -> None:
    await crm.take("leads.csv", "lead,audience,orders,vip,note", "p,b2c,3,true,=cmd|x", "q,b2b,3,,")
    crm.office.pass_time(days=1)
    imported = await crm.take("leads.csv", "lead,audience,orders,vip,note", "p,b2c,3.0,true,=cmd|x", "q,b2b,4,,")
    assert (imported.new["facts"], imported.known["facts"]) == (1, 5)
    told = crm.office.rows("select lead_id, at, value from facts where field = 'orders' order by lead_id, at")
    day_us = DAY // timedelta(microseconds=1)
    assert [(lead, value) for lead, _, value in told] == [(1, "3"), (2, "3"), (2, "4")]
    assert told[2][1] - told[1][1] == day_us
    assert json.loads((await crm.lead(1)).lead.facts) == {"audience": "b2c", "orders": 3, "vip": True, "note": "=cmd|x"}


async def test_the_first_undated_fact_of_a_field_was_true_since_the_lead_was_made(crm: Crm) -> None:
    await crm.take("leads.csv", "lead,created_at,audience,role", f"q,{ago(days=30)},b2b,student")
    crm.office.pass_time(days=1)
    await crm.take("leads.csv", "lead,created_at,audience,role", f"q,{ago(days=30)},b2b,founder")
    told = crm.office.rows("select value, at from facts where field = 'role' order by at")
    assert [value for value, _ in told] == ['"student"', '"founder"']
    assert told[1][1] - told[0][1] == 31 * DAY // timedelta(microseconds=1)
    await crm.assert_replayed()


async def test_the_latest_fact_counts_in_whatever_order_they_come(crm: Crm) -> None:
    await crm.take("new.csv", "lead,at,audience,role,name", f"q,{ago(days=1)},b2b,founder,Quentin")
    await crm.take("old.csv", "lead,at,audience,role,name", f"q,{ago(days=90)},b2c,student,Q.")
    lead = (await crm.lead(1)).lead
    assert (json.loads(lead.facts), lead.audience) == ({"audience": "b2b", "role": "founder"}, "b2b")
    assert lead.name == "Quentin"
    await crm.assert_replayed()


async def test_a_lead_has_no_score_before_its_audience_is_known(crm: Crm) -> None:
    await crm.take("history.jsonl", *HOT[1:])
    lead = (await crm.lead(1)).lead
    assert (lead.audience, lead.tier, lead.model_version) == (None, "cold", "")
    await crm.take("leads.csv", "lead,audience", "q,b2b")
    assert (await crm.lead(1)).lead.tier == "hot"
    await crm.assert_replayed()


async def test_who_turns_out_to_be_of_another_audience_has_had_no_tier_under_its_rules(crm: Crm) -> None:
    playbooks = shipped()
    since = {name: replace(one, model_since=MONDAY - DAY) for name, one in playbooks.audiences.items()}
    crm.office.setup = replace(crm.office.setup, playbooks=replace(playbooks, audiences=since))
    await crm.take("history.jsonl", *HOT)
    await crm.take("late.jsonl", fact("q", 9, "audience", "b2c", days=0))
    version = crm.playbooks["b2c"].model.version
    assert {changed for (changed,) in crm.office.rows("select model_version from tier_changes")} <= {version}
    await crm.assert_replayed()


async def test_late_history_of_a_lead_who_chats_is_folded_with_the_next_thing_they_do(crm: Crm) -> None:
    office = crm.office
    await office.start("b2b")
    await crm.bring(crm.write("history.jsonl", *(signal("lead:1", n, days=n) for n in range(1, 4))))
    assert (await crm.lead(1)).lead.model_version == OUTGROWN
    await office.tap("need", "sales")
    await crm.assert_replayed()
    assert (await crm.fold()).folded == 0


async def test_a_lead_who_chats_says_who_they_are_and_a_table_does_not(crm: Crm) -> None:
    await crm.office.start("b2b")
    before = (await crm.lead(1)).lead
    await crm.take("leads.csv", "lead,name,username,language,source", "lead:1,QUIST Q.,qq,fr,fair")
    assert (await crm.lead(1)).lead == structs.replace(before, source="fair")


async def test_an_imported_lead_takes_the_name_and_language_that_come_later(crm: Crm) -> None:
    await crm.take("history.jsonl", *HOT)
    assert (await crm.lead(1)).lead.name == "q"
    await crm.take("leads.csv", "lead,name,username,language,created_at", f"q,Quentin,quentin_q,fr,{ago(days=400)}")
    quentin = await crm.lead(1)
    assert (quentin.lead.name, quentin.lead.username, quentin.lead.locale) == ("Quentin", "quentin_q", "fr")
    assert json.loads(quentin.state) == {"locale": "fr"}
    assert quentin.lead.created_at == MONDAY - 400 * DAY


async def test_an_id_that_another_lead_has_is_refused_and_not_passed_over(crm: Crm) -> None:
    await crm.take("a.jsonl", signal("q", 1), fact("q", 1, "role", "founder"))
    imported = await crm.take("b.jsonl", signal("p", 1), signal("r", 2), signal("s", 2), fact("p", 1, "role", "x"))
    assert [line for _, line, _ in crm.refused] == [1, 3, 4]
    expected = "an id that no other lead's signal has: give each system's ids a beginning of its own"
    assert crm.refused[0][2] == f'id: found "s1", expected {expected}'
    assert (imported.new["leads"], imported.new["signals"], imported.refused) == (1, 1, 3)


async def test_what_is_imported_while_a_lead_is_being_folded_is_not_lost(crm: Crm) -> None:
    await crm.bring(crm.write("a.jsonl", *HOT[:6]))

    class Meanwhile(Crm):
        async def perform(self, order: str, body: Json) -> Json:
            if order == REFOLD:
                await crm.bring(crm.write("b.jsonl", *HOT[6:]))
            return await Crm.perform(self, order, body)

    await Meanwhile(crm.office, crm.folder).fold()
    await crm.fold()
    await crm.assert_replayed()


async def test_leads_from_long_ago_are_kept_from_the_import_on(crm: Crm) -> None:
    office = crm.office
    kept_for = office.setup.playbooks.business.kept_for
    await crm.take("history.jsonl", signal("q", 1, days=4000))

    async def unseen() -> list[int]:
        found = await office.write(lambda tx: due.unseen(tx, office.now - kept_for, limit=9))
        return [number for _, number in found]

    assert await unseen() == []
    office.now += kept_for + DAY
    await crm.take("history.jsonl", signal("q", 1, days=4000))
    assert await unseen() == [1], "the same again is no new sign of life"


# Outcomes


async def test_outcomes_are_closed_handoffs_with_the_tier_of_their_beginning(crm: Crm) -> None:
    rows = [("reached", 6), ("lost", 4), ("meeting", 0.5), ("won", 0.25)]
    outcomes = crm.write("outcomes.csv", "lead,at,outcome", *(f"q,{ago(days=days)},{what}" for what, days in rows))
    imported = await crm.bring(outcomes, crm.write("history.jsonl", *HOT))
    assert imported.new["outcomes"] == 4
    told = crm.office.rows("select reason, tier, claimed_by, outcome, closed_at is not null from handoffs order by id")
    assert told == [("imported", "lukewarm", 0, "lost", 1), ("imported", "hot", 0, "won", 1)]
    counted = await crm.office.write(handoffs.outcomes_by_tier)
    assert sorted(counted) == [("b2b", "hot", "won", 1), ("b2b", "lukewarm", "lost", 1)]
    assert crm.office.rows("select id, name from reps") == [(0, "imported")]


async def test_outcomes_of_somebody_whom_nobody_knows_are_refused_and_make_no_lead(crm: Crm) -> None:
    outcomes = crm.write("outcomes.csv", "lead,at,outcome", f"q,{ago(days=3)},won", f"lead:99,{ago(days=3)},won")
    expected = "expected a lead that is known: import the leads first, or with their outcomes"
    for _ in range(2):
        assert (await crm.bring(outcomes)).refused == 2
    assert crm.refused == [
        *2
        * [
            ("outcomes.csv", 2, f'lead: found "q", {expected}'),
            ("outcomes.csv", 3, f'lead: found "lead:99", {expected}'),
        ]
    ]
    assert crm.office.rows("select * from leads") == crm.office.rows("select * from handoffs") == []
    for new in (1, 0):
        imported = await crm.bring(outcomes, crm.write("leads.csv", "lead,audience", "q,b2b"))
        assert (imported.new["leads"], imported.new["outcomes"], imported.refused) == (new, new, 1)


async def test_outcomes_that_come_later_find_their_place(crm: Crm) -> None:
    await crm.take("leads.csv", "lead,audience", "q,b2b")
    await crm.take("outcomes.csv", "lead,at,outcome", f"q,{ago(days=3)},meeting")
    assert crm.office.rows("select id, outcome, closed_at is not null from handoffs") == [(1, "meeting", 1)]
    await crm.take("outcomes.csv", "lead,at,outcome", f"q,{ago(days=5)},lost", f"q,{ago(days=2)},won")
    assert crm.office.rows("select outcome from handoffs order by id") == [("lost",), ("won",)]
    told = crm.office.rows("select handoff_id, outcome from outcomes order by id")
    assert told == [(1, "lost"), (2, "meeting"), (2, "won")]


async def test_what_sales_did_elsewhere_takes_nothing_from_the_handoff_they_have_here(crm: Crm) -> None:
    office = crm.office
    await quentin_is_lukewarm(office)
    await crm.take("outcomes.csv", "lead,at,outcome", f"lead:1,{ago(days=90)},lost")
    latest = await office.write(lambda tx: handoffs.latest(tx, 1))
    assert latest is not None
    assert (latest.number, latest.closed_at) == (1, None)
    newest = await office.write(lambda tx: handoffs.newest_of(tx, [1]))
    assert newest[1].number == 1
    await office.at_desk("claim", "1", BO)
    assert office.rows("select claimed_by from handoffs where id = 1") == [(BO.id,)]


async def test_forgetting_a_lead_with_outcomes_from_elsewhere_writes_to_nobody(crm: Crm) -> None:
    office = crm.office
    await crm.take("leads.csv", "lead", "q")
    await crm.take("outcomes.csv", "lead,at,outcome", f"q,{ago(days=90)},lost")
    assert await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now))
    assert office.rows("select * from outbox") == []
    assert office.rows("select * from outcomes") == []


# A dry run
