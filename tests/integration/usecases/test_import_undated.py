"""What tables say without an instant: the later one is right, and who says the same again has no news."""

import json
from functools import partial

from bot.usecases.leads.merge_leads import merge_leads
from tests.crm import DAY, Crm, ago, content, fact


async def _roles(crm: Crm) -> list[str]:
    rows = crm.office.rows("select value from facts where field = 'role' order by at, id")
    return [json.loads(value) for (value,) in rows]


async def test_of_two_tables_in_one_import_the_later_one_is_right_and_the_same_again_changes_nothing(crm: Crm) -> None:
    crm_says = crm.write("crm.csv", "lead,name,audience,role,company", "q,Q.,b2b,student,Acme")
    shop_says = crm.write("shop.csv", "lead,name,source,role,orders", "q,Quentin,shop,founder,3", "p,Pia,shop,,1")
    await crm.bring(crm_says, shop_says, most_rows=1)
    await crm.fold()
    quentin = (await crm.lead((await _numbers(crm))["q"])).lead
    assert (quentin.name, quentin.source) == ("Quentin", "shop")
    assert json.loads(quentin.facts) == {"audience": "b2b", "company": "Acme", "orders": 3, "role": "founder"}
    assert await _roles(crm) == ["founder"], "what was overruled at once was never true"
    before = content(crm.office)
    crm.office.pass_time(days=1)
    again = await crm.bring(crm_says, shop_says)
    assert content(crm.office) == before
    assert sum(again.new.values()) == 0
    await crm.bring(shop_says, crm_says)
    assert await _roles(crm) == ["founder", "student"], "told the other way round it is the other way round"
    await crm.fold()
    await crm.assert_replayed()


async def _numbers(crm: Crm) -> dict[str, int]:
    return dict(crm.office.rows("select key, lead_id from lead_keys"))


async def test_a_name_without_an_instant_is_newer_than_one_with(crm: Crm) -> None:
    undated = crm.write("now.csv", "lead,name", "q,Quentin")
    dated = crm.write("then.csv", "lead,at,name,audience", f"q,{ago(days=90)},Q.,b2b")
    for files in ((undated, dated), (dated, undated)):
        await crm.bring(*files)
        assert (await crm.lead(1)).lead.name == "Quentin"


async def test_of_two_rows_for_leads_who_are_one_the_later_is_right_and_the_same_again_changes_nothing(
    crm: Crm,
) -> None:
    office = crm.office
    await crm.take("leads.csv", "lead,audience", "crm-7,b2b", "shop-3,b2b")
    await office.write(lambda tx: merge_leads(tx, 1, 2, setup=office.setup, now=office.now))
    for first, second in (("student", "founder"), ("founder", "student")):
        office.now += DAY
        table = crm.write("leads.csv", "lead,audience,role", f"crm-7,b2b,{first}", f"shop-3,b2b,{second}")
        for most_rows in (1, 10):
            await crm.bring(table, most_rows=most_rows)
            office.now += DAY
            await crm.fold()
            assert json.loads((await crm.lead(1)).lead.facts)["role"] == second
        before = content(office)
        assert sum((await crm.bring(table)).new.values()) == 0
        assert content(office) == before
    await crm.assert_replayed()


async def test_a_table_that_says_what_it_said_last_time_overrules_nobody_who_spoke_since(crm: Crm) -> None:
    table = crm.write("leads.csv", "lead,created_at,audience,role", f"q,{ago(days=90)},b2b,student")
    history = crm.write("history.jsonl", fact("q", 1, "role", "founder", days=2))
    for files in ((table, history), (table,)):
        crm.office.pass_time(days=1)
        await crm.bring(*files)
        assert json.loads((await crm.lead(1)).lead.facts)["role"] == "founder"
    crm.write("leads.csv", "lead,created_at,audience,role", f"q,{ago(days=90)},b2b,director")
    await crm.bring(table)
    assert json.loads((await crm.lead(1)).lead.facts)["role"] == "director"


async def test_of_many_rows_for_leads_who_are_one_the_last_is_right(crm: Crm) -> None:
    office = crm.office
    await crm.take("leads.csv", "lead,audience", "a,b2b", "b,b2b", "c,b2b", "d,b2b")
    for number in (2, 3, 4):
        await office.write(partial(merge_leads, kept_id=1, gone_id=number, setup=office.setup, now=office.now))
    office.now += DAY
    await crm.take("more.csv", "lead,role", "a,student", "b,manager", "c,director", "d,founder")
    assert json.loads((await crm.lead(1)).lead.facts)["role"] == "founder"


async def test_a_dated_row_is_nothing_that_a_list_has_said(crm: Crm) -> None:
    """Running it again changes nothing."""
    dated = crm.write("then.csv", "lead,role,at", f"q,student,{ago(days=90)}")
    listed = crm.write("now.csv", "lead,role,created_at,audience", f"q,director,{ago(days=300)},b2b")
    await crm.bring(dated, listed)
    before = content(crm.office)
    crm.office.pass_time(days=1)
    assert sum((await crm.bring(dated, listed)).new.values()) == 0
    assert content(crm.office) == before
