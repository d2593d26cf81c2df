"""`leadbot export`: what is taken out is safe to open, complete, and can be taken in again."""

import asyncio
import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine

from bot.commands import export
from bot.exports.tables import FACT_COLUMNS, HANDOFF_COLUMNS, OUTCOME_COLUMNS, SIGNAL_COLUMNS, Names, What
from bot.exports.writing import csv_of
from bot.imports.rows import COLUMNS
from bot.messages import Sender
from bot.settings import load_settings
from storage.exports import PAGE
from storage.snapshots import snapshot
from tests.builders import BO, MONDAY, Office, new_database, opened_office, quentin_is_lukewarm
from tests.contracts.terminal import assert_sentence, run
from tests.crowd import crowd, settle
from tests.seeded_sales import NOW, seed_sales

DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
LATER = MONDAY + timedelta(days=2)
DANGEROUS = "=+-@\t\r\n"
HOSTILE = Sender(701, '=HYPERLINK("https://example.com")', "", "", "fr")


def _use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{folder}/leadbot.db")
    monkeypatch.setenv("COLUMNS", "200")
    return folder


@pytest.fixture
def sold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two weeks of sales."""
    seed_sales(new_database(tmp_path))
    return _use(tmp_path, monkeypatch)


async def _people(folder: Path) -> None:
    async with opened_office(folder) as office:
        await quentin_is_lukewarm(office)
        await office.say("ada@example.com, and you can call me on +46 70 123 45 67")
        await office.signal("page.viewed", {"path": "/pricing", "note": "=1+1"})
        await office.start("b2c-summer", HOSTILE)
        await office.tap("use", "road", HOSTILE)
        office.pass_time(hours=3)
        await office.tap("style", "bold", HOSTILE)
        await _half_way(office)


async def _half_way(office: Office) -> None:
    """Have somebody correct an answer, and be told of by a list."""
    who = Sender(702, "Elle", "Öström", "elle_o", "sv")
    await office.start("b2b-höst", who)
    await office.tap("need", "leads", who)
    office.pass_time(minutes=5)
    await office.tap("need", "sales", who)


@pytest.fixture
def talked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """People who chatted, and others of whom a list told."""
    folder = tmp_path / "first"
    folder.mkdir()
    asyncio.run(_people(folder))
    _use(folder, monkeypatch)
    (folder / "list.csv").write_text(
        "lead,name,audience,at,role,orders,phone,postcode,note,member\n"
        "crm-7,Ada,b2b,2026-02-01T10:00:00Z,director,3,'+46701234567,'01234,'=cmd|calc,true\n"
        "00042,-Bo,b2c,2026-02-03T10:00:00Z,,12.5,,'4711,'true,false\n",
        encoding="utf-8",
    )
    with time_machine.travel(LATER, tick=False):
        assert run("import", "list.csv").code == 0
    return folder


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def _leads() -> dict[str, dict[str, object]]:
    """Return the leads as they are listed, by name, without what says where and when they are stored."""
    listed = [json.loads(line) for line in run("leads", "--json").out.splitlines()]
    for lead in listed:
        for own in ("id", "keys", "last_seen_at", "handoff"):
            del lead[own]
    return {str(lead["name"]): lead for lead in listed}


@time_machine.travel(LATER, tick=False)
def test_what_was_taken_out_and_taken_in_again_are_the_same_leads(
    talked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = {
        "leads.csv": run("export", "leads", "--as", "old"),
        "facts.jsonl": run("export", "facts", "--as", "old", "--json"),
        "signals.jsonl": run("export", "signals", "--as", "old", "--json"),
    }
    before = _leads()
    assert len(before) == 5
    second = tmp_path / "second"
    second.mkdir()
    new_database(second)
    _use(second, monkeypatch)
    for name, terminal in taken.items():
        assert terminal.code == 0
        (second / name).write_bytes(terminal.out.encode())
    brought = run("import", *taken)
    assert brought.code == 0
    assert "no rows refused" in brought.out
    assert _leads() == before
    assert "leadbot_" not in brought.out


@time_machine.travel(LATER, tick=False)
def test_a_table_of_leads_alone_gives_the_same_answers(
    talked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, before = run("export", "leads", "--as", "old").out, _leads()
    second = tmp_path / "second"
    second.mkdir()
    new_database(second)
    _use(second, monkeypatch)
    (second / "leads.csv").write_bytes(taken.encode())
    assert run("import", "leads.csv").code == 0
    for name, lead in _leads().items():
        for what in ("facts", "audience", "source", "locale", "created_at"):
            assert lead[what] == before[name][what], (name, what)


@time_machine.travel(LATER, tick=False)
def test_the_same_table_taken_in_where_it_came_from_makes_nobody_new(talked: Path) -> None:
    (talked / "again.csv").write_bytes(run("export", "leads").out.encode())
    before = _leads()
    assert json.loads(run("import", "again.csv", "--json").out)["leads"]["new"] == 0
    assert _leads() == before


@time_machine.travel(LATER, tick=False)
@pytest.mark.parametrize("what", ["leads", "facts", "signals", "handoffs", "outcomes"])
def test_no_cell_becomes_a_formula_or_loses_its_zeros(talked: Path, what: str) -> None:
    shown = run("export", what)
    assert shown.out.startswith("\ufeff")
    for row in csv.reader(io.StringIO(shown.out[1:])):
        for cell in row:
            assert cell[:1] not in DANGEROUS or re.fullmatch(r"-?[0-9.]+", cell) or not cell, cell
            assert not re.fullmatch(r"0[0-9]+|[0-9]{9,}", cell), cell


@time_machine.travel(LATER, tick=False)
def test_texts_that_look_like_something_else_are_marked_and_numbers_are_not(talked: Path) -> None:
    rows = {row["name"]: row for row in _table(run("export", "leads").out)}
    ada = rows["Ada"]
    assert (ada["phone"], ada["postcode"], ada["note"]) == ("'+46701234567", "'01234", "'=cmd|calc")
    assert (ada["orders"], ada["member"], ada["lead"]) == ("3", "true", "crm-7")
    assert (rows["'-Bo"]["lead"], rows["'-Bo"]["note"]) == ("'00042", "'true")
    assert "'" + HOSTILE.first_name in rows
    quentin = rows["Quentin Quist"]
    assert (quentin["lead"], quentin["leadbot_lead"], quentin["leadbot_tier"]) == ("lead:1", "1", "lukewarm")


def test_a_handoff_holds_all_that_speed_and_revenue_are_made_of(sold: Path) -> None:
    with time_machine.travel(NOW, tick=False):
        rows = _table(run("export", "handoffs").out)
        recent = [
            json.loads(line) for line in run("export", "handoffs", "--since", "2026-03-11", "--json").out.splitlines()
        ]
    first = next(row for row in rows if row["handoff"] == "1")
    assert (
        first
        | {
            "tier": "hot",
            "campaign": "spring",
            "source": "LinkedIn",
            "rep": "Bo Berg",
            "seconds_to_claim": "60.0",
            "speed_to_lead_seconds": "120.0",
            "outcome": "won",
            "amount": "1000.0",
            "currency": "EUR",
        }
        == first
    )
    assert [row["handoff"] for row in rows] == ["6", "7", "8", "1", "2", "9", "10", "3", "4", "5"]
    assert [row["handoff"] for row in recent] == [4, 5]
    assert recent[1]["rep"] is recent[1]["speed_to_lead_seconds"] is None
    # Revenue by campaign out of it, as a spreadsheet would.
    won = [
        (row["campaign"], float(row["amount"])) for row in rows if row["outcome"] == "won" and row["currency"] == "EUR"
    ]
    assert sum(amount for campaign, amount in won if campaign == "spring") == 6250.5


def test_outcomes_that_were_withdrawn_are_there_and_say_so(sold: Path) -> None:
    with time_machine.travel(NOW, tick=False):
        rows = [json.loads(line) for line in run("export", "outcomes", "--json").out.splitlines()]
    assert [row["outcome"] for row in rows if row["withdrawn_at"]] == ["won"]
    assert rows[0] | {"handoff": 6, "at": "2026-03-03T12:00:00+00:00", "outcome": "meeting"} == rows[0]


def test_every_column_is_in_the_documentation(sold: Path) -> None:
    for columns in (COLUMNS, HANDOFF_COLUMNS, OUTCOME_COLUMNS, FACT_COLUMNS, SIGNAL_COLUMNS):
        for column in columns:
            assert f"`{column}`" in DOCUMENTATION, column
    with time_machine.travel(NOW, tick=False):
        for column in _table(run("export", "leads").out)[0]:
            assert f"`{column}`" in DOCUMENTATION, column
        leads = run("leads", "--json").out.splitlines()
        (handoff,) = (json.loads(line)["handoff"] for line in leads if '"number": 1,' in line)
    for name in handoff:
        assert f"`{name}`" in DOCUMENTATION, name


@time_machine.travel(NOW, tick=False)
def test_leads_are_listed_by_source_rep_open_handoff_day_and_number(sold: Path) -> None:
    def numbers(*words: str) -> list[int]:
        return [json.loads(line)["id"] for line in run("leads", "--json", *words).out.splitlines()]

    assert numbers("--source", "LinkedIn") == [1, 3, 5, 7]
    assert numbers("--rep", "bo berg") == [1, 2, 6, 8]
    assert numbers("--open") == [4, 5]
    assert numbers("--open", "--sort", "seen") == [5, 4]
    assert numbers("--since", "2026-03-11") == [4, 5]
    assert numbers("--since", "2026-03-11", "--sort", "seen") == [5, 4]
    assert numbers("--limit", "3") == [1, 2, 3]
    assert numbers("--source", "LinkedIn", "--rep", "Cy Carlsson", "--limit", "1") == [3]
    (first,) = (
        json.loads(line) for line in run("leads", "--json", "--rep", "Bo Berg", "--limit", "1").out.splitlines()
    )
    assert (
        first["handoff"]
        | {
            "tier": "hot",
            "rep": "Bo Berg",
            "claimed": True,
            "claimed_at": "2026-03-09T09:01:00+00:00",
            "first_contact_at": "2026-03-09T09:02:00+00:00",
            "outcome_at": "2026-03-10T12:00:00+00:00",
        }
        == first["handoff"]
    )
    assert run("leads", "--rep", "Nobody").out == "There is no such lead.\n"


@time_machine.travel(NOW, tick=False)
def test_leads_are_listed_by_desk(sold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = sold / "templates" / "desk" / "desk.yaml"
    desk.parent.mkdir(parents=True)
    desk.write_text("desks:\n  Nordic: {chat: -2, when: \"language == 'sv'\"}\n", encoding="utf-8")
    monkeypatch.setenv("LEADBOT_TEMPLATES", str(sold / "templates"))
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-1,-2")
    with closing(sqlite3.connect(sold / "leadbot.db")) as connection, connection:
        connection.execute("UPDATE handoffs SET desk_chat = -2 WHERE id IN (2, 5)")
        # Of a desk that is no more: the first has it.
        connection.execute("UPDATE handoffs SET desk_chat = -3 WHERE id = 3")

    def numbers(*words: str) -> list[int]:
        return [json.loads(line)["id"] for line in run("leads", "--json", *words).out.splitlines()]

    assert numbers("--desk", "nordic") == [2, 5]
    assert numbers("--desk", "-1") == [1, 3, 4, 6, 7, 8, 10]
    assert numbers("--desk", "Nordic", "--open", "--sort", "seen") == [5]
    assert_sentence(run("leads", "--desk", "south"), "there is no desk south: the desks are -1, Nordic")


def _add_handoffs(folder: Path, number: int) -> None:
    """Add handoffs, hundreds of which were opened in one instant, each with an outcome."""
    with closing(sqlite3.connect(folder / "leadbot.db")) as connection, connection:
        connection.execute(
            "INSERT INTO handoffs (lead_id, at, reason, tier, score, model_version, closed_at) "
            "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < ?) "
            "SELECT 1, 5 + k / 700, 'tier', 'hot', 1, '', 9 FROM n",
            (number,),
        )
        connection.execute(
            "INSERT INTO outcomes (handoff_id, rep_id, at, outcome) "
            "SELECT id, ?, at, 'lost' FROM handoffs WHERE at < 10",
            (BO.id,),
        )


def test_pages_follow_each_other_without_a_gap(sold: Path) -> None:
    _add_handoffs(sold, 1_200)
    rows = run("export", "handoffs", "--json").out.splitlines()
    numbers = [json.loads(row)["handoff"] for row in rows]
    assert len(numbers) == len(set(numbers)) == 1210


@pytest.mark.parametrize("what", What)
def test_of_no_table_more_than_a_page_is_held_at_once(sold: Path, what: What) -> None:
    settle(sold / "leadbot.db", crowd(1_200, deeds=1))
    _add_handoffs(sold, 1_200)
    read: list[str] = []
    with snapshot(sold / "leadbot.db") as tx:
        tx._connection.set_trace_callback(read.append)
        table = export.table_of_all(tx, load_settings(), what, Names(), None)
        rows, statements = [], []
        for text in csv_of(table):
            rows.append(text.count("\r\n"))
            statements.append(len(read))
    assert max(rows) <= 2 * PAGE < sum(rows), "a page of leads has two facts of each"
    assert all(before < after for before, after in pairwise(statements)), "a page is read when the one before is out"


@pytest.mark.usefixtures("sold")
def test_what_cannot_be_meant_is_refused_in_a_sentence() -> None:
    assert_sentence(run("export", "leads", "--csv", "--json"), "--csv and --json")
    assert_sentence(run("export", "leads", "--since", "soon"), "--since")
