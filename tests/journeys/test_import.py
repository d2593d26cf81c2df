"""Ada brings the shop's history in: beside the running bot, killed in the middle, and from files with mistakes."""

import asyncio
import json
import os
import signal
import sqlite3
from datetime import timedelta

import psycopg
import pytest

from bot.clock import utc_now
from tests.foreign_exports import BROKEN, CHANGED, NUMBERS_OF_ROWS, hubspot_export

from .life import JSON, Life, Process

pytestmark = pytest.mark.journey

LEADS, SIGNALS = 300, 6_000


def _history(life: Life, signals: int = SIGNALS) -> list[str]:
    """Write what the shop knows: its customers, what they did, and what came of them; return the files' names."""
    now = utc_now()
    at = [(now - timedelta(hours=hours)).isoformat() for hours in range(1, 1000)]
    customers = (f"c{n},Customer {n},b2b,{at[900]},founder,500,leads,now" for n in range(LEADS))
    table = "lead,name,audience,at,role,company_size,need,timeline\n" + "\n".join(customers)
    life.folder.joinpath("leads.csv").write_text(table, encoding="utf-8")
    with life.folder.joinpath("history.jsonl").open("w", encoding="utf-8") as file:
        for n in range(signals):
            did: JSON = {"kind": "signal", "id": f"shop-{n}", "lead": f"c{n % LEADS}", "at": at[n % 800]}
            file.write(json.dumps(did | {"signal": "demo.used"}) + "\n")
    life.folder.joinpath("outcomes.csv").write_text(
        "lead,at,outcome\n" + "\n".join(f"c{n},{at[5]},{'won' if n % 2 else 'lost'}" for n in range(10)),
        encoding="utf-8",
    )
    return ["leads.csv", "history.jsonl", "outcomes.csv"]


async def _ended(process: Process, code: int = 0) -> str:
    assert await process.ended() == code, process.printed
    assert "Traceback" not in process.printed
    return process.printed


async def _until_more_are_in(life: Life, known: int = 0) -> None:
    """Wait until more signals have been written than were known before."""
    async with asyncio.timeout(120):
        while _signals_in(life) <= known:  # noqa: ASYNC110  # another process writes them
            await asyncio.sleep(0.01)


def _signals_in(life: Life) -> int:
    try:
        ((count,),) = life.rows("select count(*) from signals where id like 'shop-%'")
    except (sqlite3.OperationalError, psycopg.errors.UndefinedTable):  # there are no tables yet
        return 0
    return int(count)


def _stored(life: Life) -> list[tuple[object, ...]]:
    return life.rows("select id, audience, facts, standing, tier, model_version, last_seen_at from leads order by id")


@pytest.mark.both_places
async def test_history_comes_in_beside_the_running_bot_and_nobody_is_called(life: Life) -> None:
    files = _history(life)
    importing = await life.command("import", "--json", *files)
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    told = json.loads(await _ended(importing))
    assert told["leads"] == {"new": LEADS, "known": 0}
    assert told["signals"] == {"new": SIGNALS, "known": 0}
    assert told["outcomes"] == {"new": 10, "known": 0}
    assert (told["refused"], told["folded"]) == (0, LEADS)
    assert {lead["tier"] for lead in await life.leads()} >= {"hot", "cold"}
    assert life.rows("select count(*) from outbox where chat_id < 0") == [(0,)]
    assert await life.sales.messages() == []
    checked = await life.command("rescore", "--all")
    assert "bit for bit" in await _ended(checked)
    await chat.say("I'm the CEO at Acme, 200 people, more leads, now")
    await life.sales.expect("Quentin (Acme)")
    assert len(await life.sales.messages()) == 1


async def test_an_import_that_is_killed_is_run_again_and_all_is_there_once(journey: Life) -> None:
    life = journey
    files = _history(life)
    await _ended(await life.command("migrate"))
    first = await life.command("import", *files)
    await _until_more_are_in(life)
    await first.end(signal.SIGKILL)
    again = await life.command("import", "--json", *files)
    told = json.loads(await _ended(again))
    assert told["signals"]["new"] + told["signals"]["known"] == SIGNALS
    assert life.rows("select count(*), count(distinct lead_id) from signals") == [(SIGNALS, LEADS)]
    assert life.rows("select count(*) from facts") == [(5 * LEADS,)]
    before = _stored(life)
    third = await life.command("import", *files)
    assert "no signals new" in await _ended(third)
    assert _stored(life) == before
    assert "bit for bit" in await _ended(await life.command("rescore", "--all"))


async def test_ctrl_c_ends_an_import_with_one_sentence_and_what_is_in_stays(journey: Life) -> None:
    life = journey
    await _with_rules_in_force(life)
    told, taken, signals = await _interrupted(life)
    assert told == "leadbot: interrupted: what was written so far stays; run the same command again to go on\n"
    assert 0 < taken < signals
    again = json.loads(await _ended(await life.command("import", "--json", "leads.csv", "history.jsonl")))
    assert again["signals"] == {"new": signals - taken, "known": taken}


async def _interrupted(life: Life) -> tuple[str, int, int]:
    """Interrupt an import in its midst; return what it said, how many signals are in, and how many there are.

    It goes behind everybody else on the machine; where it was over all the same, a longer one is interrupted.
    """
    for signals in (60_000, 240_000, 960_000):
        known = _signals_in(life)
        _history(life, signals)
        importing = await life.command("import", "leads.csv", "history.jsonl")
        os.setpriority(os.PRIO_PROCESS, importing.pid, 19)
        await _until_more_are_in(life, known)
        code = await importing.end(signal.SIGINT)
        if (taken := _signals_in(life)) < signals:
            break
    assert code == 130, importing.printed
    return importing.printed, taken, signals


async def _with_rules_in_force(life: Life) -> None:
    await _ended(await life.command("migrate"))
    assert (await _ended(await life.command("rescore"))).count("is in force from now on") == 2


async def test_names_that_nobody_here_knows_are_told_at_the_end_and_refuse_nothing(journey: Life) -> None:
    life = journey
    await _with_rules_in_force(life)
    table = "lead,audience,role,comapny_size\nc1,b2b,wizard,120\nc2,b2b,founder,80\n"
    life.folder.joinpath("leads.csv").write_text(table, encoding="utf-8")
    did = {"kind": "signal", "id": "1", "lead": "c1", "at": "2026-01-05T10:00:00Z", "signal": "demo.usde"}
    life.folder.joinpath("history.jsonl").write_text(json.dumps(did), encoding="utf-8")
    rehearsed = await _ended(await life.command("import", "--dry-run", "leads.csv", "history.jsonl"))
    told = rehearsed.splitlines()
    assert told[0].startswith("Nothing was written.")
    assert told[1:] == [
        "Leadbot does not know these (they go in, but no question asks for them and no rule in force reads them):",
        '  column "comapny_size", 2 times (did you mean "company_size"?)',
        '  signal "demo.usde", once (did you mean "demo.used"?)',
        '  role "wizard", once',
    ]
    printed = json.loads(await _ended(await life.command("import", "--json", "leads.csv", "history.jsonl")))
    assert [(one["what"], one["name"], one["count"], one["meant"], one["field"]) for one in printed["unknown"]] == [
        ("column", "comapny_size", 2, "company_size", None),
        ("signal", "demo.usde", 1, "demo.used", None),
        ("value", "wizard", 1, None, "role"),
    ]
    assert (printed["unknown_in_all"], printed["refused"], printed["leads"]["new"]) == (3, 0, 2)


async def test_cells_are_read_as_people_write_them_and_one_that_cannot_be_costs_itself(journey: Life) -> None:
    life = journey
    await _with_rules_in_force(life)
    table = "lead;audience;budget;company_size;phone\nc1;b2b;€20 000;1.200;070-123 45 67\nc2;b2d;lots;12;\n"
    life.folder.joinpath("leads.csv").write_text(table, encoding="utf-8")
    told = (await _ended(await life.command("import", "leads.csv"), 1)).splitlines()
    assert [line.rpartition(": found")[0] for line in told[:2]] == ["leads.csv:3: audience", "leads.csv:3: budget"]
    counts = "2 leads new, 0 known; 5 facts new, 0 known; no rows refused; 2 cells left out; 1 lead folded"
    assert told[2:] == [
        f"{counts}. Nobody was alerted.",
        "These go in, but not as the numbers that were probably meant:",
        "  phone, once without its country's number: kept as it is (write +46701234567, or name the country)",
    ]
    printed = await _ended(await life.command("import", "--dry-run", "--json", "leads.csv"), 1)
    told_again = json.loads(printed.splitlines()[-1])
    assert [(one["what"], one["name"], one["count"], one["field"]) for one in told_again["unknown"]] == [
        ("national", None, 1, "phone"),
    ]


def _faulty(life: Life) -> list[str]:
    """Write files in which most rows have a mistake, and return the places of these."""
    rows = [b"\xef\xbb\xbflead;audience;orders", b"c1;b2b;3", b"c2;b2d;1", b"c3;b2c;9999999999999999999999"]
    rows += [b"c4;b2c;Caf\xe9", b"c1;b2b;4"]
    life.folder.joinpath("leads.csv").write_bytes(b"\r\n".join(rows))
    did = {"kind": "signal", "id": "1", "lead": "c1", "at": "2026-01-05T10:00:00Z", "signal": "demo.used"}
    later = (utc_now() + timedelta(days=1)).isoformat()
    wrong: list[JSON] = [{"id": "2", "lead": "lead:77"}, {"id": "3", "at": later}, {"lead": "c9"}]
    lines = [json.dumps(did), *(json.dumps(did | changed) for changed in wrong), "not json"]
    life.folder.joinpath("history.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return [*(f"leads.csv:{line}:" for line in (3, 4, 5, 6)), *(f"history.jsonl:{line}:" for line in (2, 3, 4, 5))]


async def test_rows_with_mistakes_are_named_and_the_others_come_in(journey: Life) -> None:
    life = journey
    places = _faulty(life)
    without = await _ended(await life.command("import", "--dry-run", "leads.csv"), 2)
    assert ("there is no database" if life.postgres is None else "run `leadbot migrate`") in without
    await _ended(await life.command("migrate"))
    printed = await _ended(await life.command("import", "leads.csv", "history.jsonl"), 1)
    published, told = printed.splitlines()[:2], printed.splitlines()[2:]
    assert ["is in force from now on" in line for line in published] == [True, True]
    assert [line.partition(" ")[0] for line in told][: len(places)] == places
    assert 'leads.csv:3: audience: found "b2d", expected b2b or b2c (did you mean "b2' in printed
    rehearsed = await _ended(await life.command("import", "--dry-run", "--json", "leads.csv"), 1)
    again = json.loads(rehearsed.splitlines()[-1])
    assert (again["dry_run"], again["leads"], again["refused"]) == (True, {"new": 0, "known": 3}, 2)
    known = [(lead["audience"], lead["facts"].get("orders")) for lead in await life.leads()]
    assert (again["cells"], known) == (2, [("b2b", 3), (None, 1), ("b2c", None)])


async def test_a_file_that_cannot_be_read_at_all_stops_the_import_before_it_begins(journey: Life) -> None:
    life = journey
    files = _history(life)
    life.folder.joinpath("leads.xlsx").write_bytes(b"PK")
    life.folder.joinpath("list.jsonl").write_text("[{}]", encoding="utf-8")
    life.folder.joinpath("closed.csv").write_text("lead,at,outcome,rep\nc1,,won,Bo\n", encoding="utf-8")
    for file, words in (
        ("leads.xlsx", "a workbook: save its sheet as CSV UTF-8"),
        ("gone.csv", "No such file"),
        ("list.jsonl", "this is one JSON array"),
        ("closed.csv", "a table of outcomes has exactly lead, at and outcome: found also rep"),
    ):
        printed = await _ended(await life.command("import", *files, file), 2)
        assert file in printed
        assert words in printed
    assert not life.database.exists()


async def test_a_hubspot_export_comes_in_as_it_is_while_the_bot_serves(life: Life) -> None:
    life.folder.joinpath("contacts.csv").write_bytes(hubspot_export())
    importing = await life.command("import", "--map", "hubspot", "--json", "contacts.csv")
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.expect("What would help you most?")
    told = json.loads((await _ended(importing, 1)).splitlines()[-1])
    assert told["leads"] == {"new": NUMBERS_OF_ROWS, "known": 0}
    assert told["refused"] == CHANGED + BROKEN
    assert life.rows("select count(*) from leads") == [(NUMBERS_OF_ROWS + 1,)]
    of_first = "(select lead_id from lead_keys where key = 'hubspot-10000')"
    assert life.rows(f"select value from facts where field = 'company' and lead_id = {of_first}") == [('"1984"',)]
    assert await life.sales.messages() == [], "nobody is called for what is history"
    await chat.say("I'm the CEO at Acme, 200 people, more leads, now")
    await life.sales.expect("Quentin (Acme)")
