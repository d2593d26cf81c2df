"""Ada brings the shop's history in: beside the running bot, killed in the middle, and from files with mistakes."""

import asyncio
import json
import signal
from datetime import timedelta

import pytest

from bot.clock import utc_now

from .life import JSON, Life, Process

pytestmark = pytest.mark.journey

LEADS, SIGNALS = 300, 6_000


def _history(life: Life) -> list[str]:
    """Write what the shop knows: its customers, what they did, and what came of them; return the files' names."""
    now = utc_now()
    at = [(now - timedelta(hours=hours)).isoformat() for hours in range(1, 1000)]
    customers = (f"c{n},Customer {n},b2b,{at[900]},founder,500,leads,now" for n in range(LEADS))
    table = "lead,name,audience,at,role,company_size,need,timeline\n" + "\n".join(customers)
    life.folder.joinpath("leads.csv").write_text(table, encoding="utf-8")
    with life.folder.joinpath("history.jsonl").open("w", encoding="utf-8") as file:
        for n in range(SIGNALS):
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


async def _until_some_are_in(life: Life) -> None:
    """Wait until a part of the signals has been written."""
    async with asyncio.timeout(60):
        while not _are_some_in(life):  # noqa: ASYNC110  # another process writes them
            await asyncio.sleep(0.01)


def _are_some_in(life: Life) -> bool:
    if not life.database.exists() or not life.rows("select 1 from sqlite_master where name = 'signals'"):
        return False
    return bool(life.rows("select 1 from signals where id like 'shop-%' limit 1"))


def _stored(life: Life) -> list[tuple[object, ...]]:
    return life.rows("select id, audience, facts, standing, tier, model_version, last_seen_at from leads order by id")


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
    first = await life.command("import", *files)
    await _until_some_are_in(life)
    await first.end(signal.SIGKILL)
    again = await life.command("import", "--json", *files)
    told = json.loads(await _ended(again))
    assert told["signals"]["new"] + told["signals"]["known"] == SIGNALS
    assert life.rows("select count(*), count(distinct lead_id) from signals") == [(SIGNALS, LEADS)]
    assert life.rows("select count(*) from facts") == [(5 * LEADS,)]
    before = _stored(life)
    third = await life.command("import", *files)
    assert "0 signals new" in await _ended(third)
    assert _stored(life) == before
    assert "bit for bit" in await _ended(await life.command("rescore", "--all"))


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
    assert "there is no database" in without
    printed = await _ended(await life.command("import", "leads.csv", "history.jsonl"), 1)
    assert [line.partition(" ")[0] for line in printed.splitlines()][:-1] == places
    assert 'leads.csv:3: audience: found "b2d", expected b2b or b2c (did you mean "b2' in printed
    rehearsed = await _ended(await life.command("import", "--dry-run", "--json", "leads.csv"), 1)
    told = json.loads(rehearsed.splitlines()[-1])
    assert (told["dry_run"], told["leads"], told["refused"]) == (True, {"new": 0, "known": 1}, 4)
    assert [(lead["audience"], lead["facts"]["orders"]) for lead in await life.leads()] == [("b2b", 3)]


async def test_a_file_that_cannot_be_read_at_all_stops_the_import_before_it_begins(journey: Life) -> None:
    life = journey
    files = _history(life)
    life.folder.joinpath("leads.xlsx").write_bytes(b"PK")
    for file, words in (("leads.xlsx", "an unknown kind of file"), ("gone.csv", "No such file")):
        printed = await _ended(await life.command("import", *files, file), 2)
        assert file in printed
        assert words in printed
    assert not life.database.exists()
