"""Who was erased on request does not come back with the next import of the same list, unless an operator names them."""

import unicodedata
from functools import partial

import pytest
from sqlalchemy import delete, update

from bot.messages import Act, Tap, Tapped
from bot.usecases.leads import identities
from bot.usecases.leads.forget_lead import ASKED, EXPIRED, forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from storage import erased, keys
from storage.statements import Statement, table_of
from storage.tables.erasures import ErasureSecret
from storage.tables.leads import Lead
from tests.builders import QUENTIN, Office
from tests.crm import Crm, Json, fact, signal

_leads = table_of(Lead)
_NAMED_ZOE = Statement(update(_leads).where(_leads.c.name != "crm-0").values(username="zoe_zw"))
_NO_SECRET = Statement(delete(table_of(ErasureSecret)))
FORGET = Tapped(Tap(Act.FORGET, ("yes",)), "forget", None)


async def _forget(office: Office, key: str, because: str = ASKED) -> None:
    lead_id = await office.write(lambda tx: keys.lead_of(tx, identities.as_compared(key)))
    assert lead_id is not None
    assert await office.write(lambda tx: forget_lead(tx, lead_id, setup=office.setup, now=office.now, because=because))


def _keys(office: Office) -> list[str]:
    return [key for (key,) in office.rows("SELECT key FROM lead_keys ORDER BY key")]


async def test_the_same_list_does_not_bring_back_who_was_erased(crm: Crm, office: Office) -> None:
    table = crm.write("leads.csv", "lead;name", "crm-1;Zoë", "crm-2;Pia", "crm-3;Quentin")
    await crm.bring(table)
    await _forget(office, "crm-2")
    imported = await crm.bring(table)
    assert _keys(office) == ["crm-1", "crm-3"]
    assert (imported.erased, imported.refused, imported.new["leads"], imported.known["leads"]) == (1, 0, 0, 2)
    ((file, line, told),) = crm.refused
    assert (file, line) == ("leads.csv", 3)
    assert told.startswith("lead: was erased on request")
    assert "--return crm-2" in told


async def test_their_history_and_outcomes_stay_out_too(crm: Crm, office: Office) -> None:
    await crm.take("leads.csv", "lead", "crm-1")
    await _forget(office, "crm-1")
    history = crm.write("history.jsonl", signal("crm-1", 1), fact("crm-1", 2, "role", "founder"), signal("crm-2", 3))
    outcomes = crm.write("outcomes.csv", "lead;at;outcome", "crm-1;2026-01-05T10:00:00Z;won")
    imported = await crm.bring(history, outcomes)
    assert _keys(office) == ["crm-2"]
    assert (imported.erased, imported.refused, imported.new["outcomes"]) == (3, 0, 0)


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        ("Zo\u00eb-1", unicodedata.normalize("NFD", "Zo\u00eb-1"), True),
        ("zoe@example.com", "Zoe@Example.COM", True),
        ("+46 70 123 45 67", "0046701234567", True),
        ("0015000000Gv7qJ", "0015000000gv7qJ", False),  # some systems tell keys apart by case alone
        ("aB3", "ab3", False),
        ("crm-1", "CRM-1", True),
        ("crm-1", "crm\u20111\u00a0", True),  # a hyphen and a blank that only look so
        ("Kunde 12", "KUNDE  12", True),
        ("crm-12", "crm-\uff11\uff12", True),
        ("zoe@b\u00fccher.example", "ZOE@xn--bcher-kva.example", True),
        ("zoe@example.com", "Zo\u00eb Z <mailto:zoe@example.com>", True),
        ("zoe@example.com", "zoe+news@example.com", True),
        ("zoe@example.com", "zoe@example.org", False),
        ("+46701234567", "070-123 45 67", True),
        ("+46701234567", "46701234567.0", True),
        ("070-123 45 67", "+46 (0)70 123 45 67", True),
        ("+46701234567", "+33701234567", False),
        ("+46701234567", "070-123 45 68", False),
        ("@zoe_zw", "https://t.me/Zoe_Zw", True),
        ("crm-1", "crm-10", False),
        ("12345678", "12345679", False),
    ],
)
async def test_variants_of_a_key_are_the_same_where_they_mean_the_same(
    crm: Crm, office: Office, before: str, after: str, is_same: bool
) -> None:
    await crm.take("leads.csv", "lead;name", f"{before};Zoë")
    await _forget(office, unicodedata.normalize("NFC", before))
    imported = await crm.bring(crm.write("again.csv", "lead;name", f"{after};Zoë"))
    assert imported.erased == is_same


@pytest.mark.parametrize(
    "row",
    [
        "crm-1;ZOE@example.com;;",
        "crm-1;;+46 (0)70-123 45 67;",
        "crm-1;;46070 123 45 67;",
        "crm-1;;;@Zoe_Zw",
        "zoe@example.com;;;",
        "+460701234567;;;",
        "crm-1;<Zoe@example.com>;;",
        "crm-1;info@acme.example, zoe@example.com;;",
        "crm-1;;070 123 45 67;",
        "crm-1;;701234567;",
        "t.me/zoe_zw;;;",
    ],
)
async def test_who_was_erased_in_their_chat_is_known_by_what_they_told_there(
    crm: Crm, office: Office, row: str
) -> None:
    await crm.take("own.jsonl", signal("crm-0", 0))
    await office.start("b2b")
    told = [("email", "zoe@example.com"), ("phone", "+460701234567")]
    lead_id = (await office.chat()).lead.id
    await crm.bring(crm.write("told.jsonl", *(fact(f"lead:{lead_id}", n, *each) for n, each in enumerate(told, 1))))
    await office.write(lambda tx: tx.run(_NAMED_ZOE))
    await office.hear(FORGET, QUENTIN)
    imported = await crm.bring(crm.write("leads.csv", "lead;email;phone;username", row))
    assert imported.erased == 1
    # What follows tells only the key: it must not make them anew.
    key = row.partition(";")[0]
    assert (await crm.bring(crm.write("more.jsonl", signal(key, 7)))).erased == 1
    assert _keys(office) == ["crm-0"]


@pytest.mark.parametrize(
    "properties", [{"email": "ZOE@example.com"}, {"phone": 46701234567}, {"contact": "+46 70 123 45 67"}]
)
async def test_what_comes_with_a_signal_tells_who_it_is(crm: Crm, office: Office, properties: Json) -> None:
    await crm.take("leads.csv", "lead;email;phone", "crm-1;zoe@example.com;+46701234567")
    await _forget(office, "crm-1")
    registered = signal("fair-9", 1) | {"properties": properties}
    assert (await crm.bring(crm.write("fair.jsonl", registered, signal("fair-8", 2)))).erased == 1
    assert _keys(office) == ["fair-8"]


@pytest.mark.parametrize("row", ["crm-7;zoe@example.com;", "crm-7;;070-123 45 67"])
async def test_who_came_in_by_a_key_alone_and_turns_out_to_be_somebody_erased_gets_nothing_more(
    crm: Crm, office: Office, row: str
) -> None:
    await crm.take("leads.csv", "lead;email;phone", "crm-1;zoe@example.com;+46701234567")
    await _forget(office, "crm-1")
    assert (await crm.bring(crm.write("seen.jsonl", signal("crm-7", 1)))).erased == 0
    table = crm.write("more.csv", "lead;email;phone", row)
    assert (await crm.bring(table)).erased == 1
    assert "leadbot forget key:crm-7" in crm.refused[-1][2]
    assert office.rows("SELECT count(*) FROM facts") == [(0,)]
    assert (await crm.bring(table, returning={"CRM-7"})).erased == 0
    assert office.rows("SELECT count(*) FROM facts WHERE field IN ('email', 'phone')") == [(1,)]


async def test_who_has_come_back_by_their_own_wish_gets_what_lists_tell_of_them(crm: Crm, office: Office) -> None:
    await crm.take("leads.csv", "lead;email", "crm-1;zoe@example.com")
    await _forget(office, "crm-1")
    await office.start("b2b")
    lead_id = (await office.chat()).lead.id
    told = crm.write("told.csv", "lead;email;city", f"lead:{lead_id};zoe@example.com;Lund")
    assert [(await crm.bring(told)).erased for _ in "ab"] == [0, 0]
    assert office.rows("SELECT count(*) FROM facts WHERE field = 'city'") == [(1,)]


async def test_two_who_were_never_erased_are_not_kept_apart_by_who_was(crm: Crm, office: Office) -> None:
    """What one person mentions of another is no name of theirs, and a colleague has another address."""
    await crm.take("leads.csv", "lead;email;note", "crm-1;zoe@acme.example;ask my boss (bea@acme.example)")
    await _forget(office, "crm-1")
    rows = ("crm-2;bea@acme.example;", "crm-3;quentin@acme.example;", "crm-4;;knows zoe@acme.example")
    assert (await crm.bring(crm.write("others.csv", "lead;email;note", *rows))).erased == 0


@pytest.mark.parametrize(
    ("key", "named"), [("crm-1", "CRM-1"), ("zoe@example.com", "Zoe <Zoe@Example.com>"), ("+46701234567", "0701234567")]
)
async def test_whoever_is_let_back_in_may_be_spelled_in_another_way(
    crm: Crm, office: Office, key: str, named: str
) -> None:
    table = crm.write("leads.csv", "lead", key)
    await crm.bring(table)
    await _forget(office, key)
    imported = await crm.bring(table, returning={named})
    assert (imported.erased, imported.returned, _keys(office)) == (0, {named}, [key])


async def test_an_operator_lets_back_in_whom_they_name_and_nobody_else(crm: Crm, office: Office) -> None:
    table = crm.write("leads.csv", "lead;email", "crm-1;zoe@example.com", "crm-2;pia@example.com")
    await crm.bring(table)
    for key in ("crm-1", "crm-2"):
        await _forget(office, key)
    imported = await crm.bring(table, returning={"crm-1"})
    assert (imported.erased, imported.returned, _keys(office)) == (1, {"crm-1"}, ["crm-1"])
    # They have come back for good: the next list needs no option, and another key with their address is theirs.
    again = await crm.bring(table, crm.write("other.csv", "lead;email", "shop-9;zoe@example.com"))
    assert (again.erased, _keys(office)) == (1, ["crm-1", "shop-9"])


async def test_whose_time_was_up_may_come_back(crm: Crm, office: Office) -> None:
    """Nobody asked for it: to remember them would be to keep them."""
    table = crm.write("leads.csv", "lead", "crm-1")
    await crm.bring(table)
    await _forget(office, "crm-1", EXPIRED)
    assert office.rows("SELECT * FROM erased_keys") == []
    assert (await crm.bring(table)).new["leads"] == 1


async def test_of_two_who_were_one_both_keys_stay_out(crm: Crm, office: Office) -> None:
    table = crm.write("leads.csv", "lead", "crm-1", "crm-2", "crm-3")
    await crm.bring(table)
    one, other = [await office.write(partial(keys.lead_of, key=key)) for key in ("crm-1", "crm-2")]
    assert one
    assert other
    await office.write(lambda tx: merge_leads(tx, one, other, setup=office.setup, now=office.now))
    await _forget(office, "crm-2")
    assert (await crm.bring(table)).erased == 2
    assert _keys(office) == ["crm-3"]


async def test_who_writes_again_simply_starts_anew(crm: Crm, office: Office) -> None:
    await office.start("b2b")
    await office.hear(FORGET)
    await office.start("b2b")
    assert (await office.chat()).lead.id == 2


async def test_what_is_remembered_is_neither_a_name_nor_the_same_in_two_databases(crm: Crm, office: Office) -> None:
    await crm.take("leads.csv", "lead", "zoe@example.com")
    await _forget(office, "zoe@example.com")
    hashes = {each for (each,) in office.rows("SELECT hash FROM erased_keys")}
    assert len(hashes) == 2, "as a key, and as an address"
    await office.write(lambda tx: erased.let_return(tx, ["key:zoe@example.com", "mail:zoe@example.com"]))
    await office.database.write(lambda tx: tx.run(_NO_SECRET))
    await office.write(lambda tx: erased.remember(tx, ["mail:zoe@example.com"], at=office.now))
    assert hashes.isdisjoint(each for (each,) in office.rows("SELECT hash FROM erased_keys"))
