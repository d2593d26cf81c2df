"""Every table that holds a lead's data is given to them, erased with them, and goes with them into another lead.

Rows are made of the tables' own columns: whoever adds a table or a column finds here what they have forgotten.
"""

import itertools
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from bot.usecases.prospects.export_lead import everything_about
from storage.columns import Instant, Personal
from storage.lead_rows import BELONGINGS, MOVES, NOBODYS, STRANGERS
from tests.builders import PIA, QUENTIN, Office, opened_office

TABLES = SQLModel.metadata.tables
NAMED = {str(each.model.__tablename__): each for each in BELONGINGS}
NUMBERS = itertools.count(770_000_001)
NOT_TOLD = {
    **dict.fromkeys(
        (
            "handoffs.claimed_by",
            "outcomes.rep_id",
            "outcomes.withdrawn_by",
            "desk_steps.rep_id",
            "notes.rep_id",
            "meetings.rep_id",
            "messages.rep_id",
        ),
        "the rep is called by name",
    ),
    **dict.fromkeys((f"{table}.lead_id" for table in NAMED), "the lead's own number, which stands at the head"),
    **dict.fromkeys(
        ("outcomes.handoff_id", "desk_steps.handoff_id", "meetings.handoff_id"),
        "the handoff's number, which stands in it",
    ),
    "chats.id": "the chat's number, which is that of the person",
}
"""The columns whose value is not unique to a row, and is told all the same."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as office:
        yield office


def _parents(table: Table) -> set[str]:
    return {reference.column.table.name for reference in table.foreign_keys}


def _may_hold_a_leads_data(table: Table) -> bool:
    leads = _parents(table) & {"leads", "handoffs", "chats", "conversations"}
    return bool(leads) or "chat_id" in table.c or any(isinstance(column.type, Personal) for column in table.c)


def test_every_table_says_whose_its_rows_are() -> None:
    assert set(TABLES) == NAMED.keys() | NOBODYS.keys() | STRANGERS.keys(), "name the table in storage/lead_rows.py"
    assert not NAMED.keys() & (NOBODYS.keys() | STRANGERS.keys())


@pytest.mark.parametrize("name", sorted(TABLES))
def test_what_may_hold_a_leads_data_is_nobodys_in_no_case(name: str) -> None:
    assert not _may_hold_a_leads_data(TABLES[name]) or name in NAMED or name in STRANGERS or name == "leads"


@pytest.mark.parametrize("name", sorted(STRANGERS))
def test_a_strangers_table_names_no_lead(name: str) -> None:
    assert not _parents(TABLES[name])


def _value(column: Column[object], fixed: dict[str, object]) -> object:
    """Return a value that no other row has, as it is stored."""
    if column.name in fixed:
        return fixed[column.name]
    number = next(NUMBERS)
    if isinstance(column.type, Instant):
        return number * 1_000_000
    if column.type.python_type is str:
        return json.dumps(f"sentinel-{number}")
    return number + 0.5 if column.type.python_type is float else number


def _told(column: Column[object], value: object) -> str:
    """Return how a value stands in the file that a person is given."""
    if isinstance(column.type, Instant):
        assert isinstance(value, int)
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=value)).isoformat()
    return str(value).strip('"')


def _row(table: Table, fixed: dict[str, object]) -> dict[str, object]:
    return {column.name: _value(column, fixed) for column in table.c}


def _fixed(name: str, lead_id: int, chat_id: int) -> dict[str, object]:
    about = {"outbox": f"handoff:{chat_id}"}
    own = {"leads": lead_id, "chats": chat_id, "handoffs": chat_id}
    fixed: dict[str, object] = {"lead_id": lead_id, "chat_id": chat_id, "handoff_id": chat_id, "rep_id": 11}
    fixed |= {"withdrawn_by": 11}
    fixed |= {"claimed_by": 11, "id": own[name]} if name in own else {}
    return fixed | ({"about": about[name], "kind": "send"} if name in about else {})


def _fill(office: Office, lead_id: int, chat_id: int) -> Iterator[tuple[str, Column[object], object]]:
    """Put a row of a lead's into every table, and give each value with its column."""
    with closing(sqlite3.connect(office.file)) as connection:
        connection.execute("INSERT OR IGNORE INTO reps (id, name) VALUES (11, 'Bo Berg')")
        for name in (*("leads", "chats", "handoffs"), *(NAMED.keys() - {"leads", "chats", "handoffs"})):
            row = _row(TABLES[name], _fixed(name, lead_id, chat_id))
            places = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({places})", tuple(row.values()))
            yield from ((name, TABLES[name].c[column], value) for column, value in row.items())
        connection.commit()


def _rows_of(office: Office, name: str, lead_id: int, chat_id: int) -> int:
    """Return how many rows a table has of a lead, by whatever names them."""
    names = {"lead_id": lead_id, "chat_id": chat_id, "handoff_id": chat_id}
    own = {"leads": lead_id, "chats": chat_id, "handoffs": chat_id}.get(name)
    asked = {column: value for column, value in names.items() if column in TABLES[name].c}
    asked |= {"id": own} if own else {}
    where = " OR ".join(f"{column} = ?" for column in asked)
    ((count,),) = office.rows(f"SELECT count(*) FROM {name} WHERE {where}", *asked.values())
    return int(count)


async def test_a_person_is_given_every_value_of_every_row(office: Office) -> None:
    filled = list(_fill(office, 71, 7100))
    told = await office.write(lambda tx: everything_about(tx, 71))
    text = json.dumps(told, ensure_ascii=False)
    missing = [
        f"{name}.{column.name}"
        for name, column, value in filled
        if _told(column, value) not in text and f"{name}.{column.name}" not in NOT_TOLD
    ]
    assert missing == []
    assert "Bo Berg" in text


async def test_nobody_is_given_what_is_others(office: Office) -> None:
    others = [value for _, _, value in _fill(office, 72, 7200) if isinstance(value, str) and "sentinel" in value]
    list(_fill(office, 71, 7100))
    text = json.dumps(await office.write(lambda tx: everything_about(tx, 71)))
    assert [value for value in others if value.strip('"') in text] == []


async def test_an_erasure_leaves_no_row_in_any_table(office: Office) -> None:
    filled = list(_fill(office, 71, 7100))
    assert all(_rows_of(office, name, 71, 7100) for name in NAMED)
    _make_readable(office)
    assert await office.write(lambda tx: forget_lead(tx, 71, setup=office.setup, now=office.now))
    assert [name for name in NAMED if _rows_of(office, name, 71, 7100)] == []
    kept = json.dumps([row for name in TABLES for row in office.rows(f"SELECT * FROM {name}")])
    assert [value for _, _, value in filled if "sentinel" in str(value) and str(value).strip('"') in kept] == []


async def test_in_a_merge_every_row_goes_to_the_other_lead(office: Office) -> None:
    for who in (PIA, QUENTIN):
        await office.start("b2b", who)
    kept, gone = [(await office.chat(who)).lead.id for who in (PIA, QUENTIN)]
    list(_fill(office, 71, 7100))
    _make_readable(office)
    before = {name: _rows_of(office, name, 71, 7100) for name in NAMED}
    assert await office.write(lambda tx: merge_leads(tx, kept, 71, setup=office.setup, now=office.now))
    for name, each in NAMED.items():
        if each.merged == MOVES:
            assert _rows_of(office, name, 71, -1) == 0, name
            assert _rows_of(office, name, kept, -1) >= before[name], name
        elif "goes with" in each.merged:
            assert _rows_of(office, name, 71, 7100) == before[name], name
    told = json.dumps(await office.write(lambda tx: everything_about(tx, kept)))
    assert all(f'"{name}"' in told for name in ("outcomes", "messages", "not_understood"))
    assert gone


def _make_readable(office: Office) -> None:
    """Put what the code reads into the columns that it reads: sentinels are no standings, and no states."""
    with closing(sqlite3.connect(office.file)) as connection:
        connection.execute("UPDATE leads SET facts = '{}', audience = 'b2b', model_version = '' WHERE id = 71")
        connection.execute('UPDATE conversations SET state = \'{"locale": "en"}\' WHERE lead_id = 71')
        connection.execute("UPDATE facts SET value = '1', field = 'budget'")
        connection.execute("UPDATE signals SET properties = '{}'")
        connection.commit()
