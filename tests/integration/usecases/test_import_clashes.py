"""One id for two things, one person under two spellings of an address: both are found out."""

import pytest

from storage import keys
from tests.crm import Crm, Json, ago, fact, signal

SENT = signal("q", 1, "email.opened")


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (SENT, SENT | {"signal": "email.clicked", "at": ago(hours=1)}),
        (signal("q", 1, "page.viewed"), signal("q", 1, "page.viewed", days=2)),
        (SENT | {"properties": {"path": "/about"}}, SENT | {"properties": {"path": "/pricing"}}),
        (fact("q", 1, "role", "founder"), fact("q", 1, "role", "student")),
        (fact("q", 1, "role", "founder"), fact("q", 1, "need", "founder")),
    ],
    ids=["another signal", "another day", "another page", "another value", "another field"],
)
async def test_an_id_that_comes_again_with_something_else_is_a_clash_and_is_told(
    crm: Crm, first: Json, again: Json
) -> None:
    kind = first["kind"]
    within = await crm.take("history.jsonl", first, again)
    assert (within.new[f"{kind}s"], within.refused) == (1, 1)
    later = await crm.take("history.jsonl", again, first)
    assert (later.new[f"{kind}s"], later.known[f"{kind}s"], later.refused) == (0, 1, 1)
    expected = f"expected another id: the {kind} told with this one before has another instant or says something else"
    assert crm.refused == [
        ("history.jsonl", 2, f'id: found "{first["id"]}", {expected}'),
        ("history.jsonl", 1, f'id: found "{first["id"]}", {expected}'),
    ]


async def test_the_same_thing_in_other_words_of_json_is_no_clash(crm: Crm) -> None:
    seen = SENT | {"properties": {"value": 1, "path": "/"}}
    again = await crm.take("history.jsonl", seen, SENT | {"properties": {"path": "/", "value": 1.0}})
    assert (again.new["signals"], again.known["signals"], again.refused) == (1, 1, 0)


async def test_a_number_that_is_kept_as_a_text_by_now_is_no_clash(crm: Crm) -> None:
    again = await crm.take("history.jsonl", fact("q", 1, "company", 1984), fact("q", 1, "company", "1984"))
    assert (again.new["facts"], again.known["facts"], again.refused) == (1, 1, 0)


@pytest.mark.parametrize("spelled", ["Ada@Acme.com", "ADA@ACME.COM", "Ada Lovelace <ada@acme.com>", "ada@acme.com."])
async def test_keys_that_are_addresses_are_compared_as_addresses_are(crm: Crm, spelled: str) -> None:
    table = "lead,company,at"
    await crm.take("leads.csv", table, f"{spelled},Acme,{ago(days=2)}", f"ada@acme.com,Beta,{ago(days=1)}")
    imported = await crm.take("history.jsonl", signal(spelled, 1), signal("ada@acme.com", 2))
    assert (imported.new["leads"], crm.office.rows("select key from lead_keys")) == (0, [("ada@acme.com",)])
    assert crm.office.rows("select count(*) from leads") == [(1,)]


async def test_who_came_in_before_addresses_were_compared_is_found_by_their_old_spelling(crm: Crm) -> None:
    await crm.take("leads.csv", "lead,company", "crm-1,Acme")
    await crm.office.write(lambda tx: keys.add(tx, [("Ada@Acme.com", 1)]))
    imported = await crm.take("history.jsonl", signal("Ada@Acme.com", 1), signal("ada@acme.com", 2))
    assert (imported.new["leads"], crm.office.rows("select count(*) from leads")) == (0, [(1,)])


@pytest.mark.parametrize(("one", "other"), [("CRM-1", "crm-1"), ("0015000000Gv7qJ", "0015000000gv7qj"), ("a@b", "A b")])
async def test_other_keys_may_differ_by_case_alone(crm: Crm, one: str, other: str) -> None:
    await crm.take("leads.csv", "lead,company", f"{one},Acme", f"{other},Beta")
    assert crm.office.rows("select count(*) from leads") == [(2,)]


@pytest.mark.parametrize(
    "line",
    [
        '{"kind": "signal", "id": "s1", "lead": "o1", "lead": "o2", "at": "2026-02-01T10:00:00Z", "signal": "a.b"}',
        '{"kind": "signal", "id": "s1", "id": "s1", "lead": "o1", "at": "2026-02-01T10:00:00Z", "signal": "a.b"}',
        '{"kind": "signal", "kind": "fact", "id": "s1", "lead": "o1", "at": "2026-02-01T10:00:00Z", "signal": "a.b"}',
        '{"kind": "signal", "id": "s1", "lead": "o1", "at": "2026-02-01T10:00:00Z", "signal": "a.b",'
        ' "properties": {"path": "/a", "path": "/b"}}',
    ],
    ids=["two leads", "twice the same", "two kinds", "within properties"],
)
async def test_an_object_with_a_key_twice_is_refused(crm: Crm, line: str) -> None:
    imported = await crm.take("history.jsonl", line)
    assert (imported.refused, crm.office.rows("select count(*) from leads")) == (1, [(0,)])
    assert "expected each key once, not this one twice" in crm.refused[0][2]
