"""Erasing a lead reaches the files: a little later none of their bytes are left, whatever had been written of them."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, update

from bot.messages import Act, Commanded, Sender, Tap, Tapped
from bot.usecases.bury_update import Poison, bury_update
from bot.usecases.leads.forget_lead import EXPIRED, forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from storage import outbox, sending
from storage.sqlite import secure_erase
from storage.sqlite.database import Database
from storage.sqlite.migrating import migrate
from storage.sqlite.secure_erase import is_clean
from storage.statements import Statement, table_of
from storage.tables.messages import OutboxMessage
from tests.builders import BO, PIA, QUENTIN, SALES, Office, quentin_is_lukewarm
from tests.traces import Trace, traces_in

pytestmark = pytest.mark.sqlite_only

FORGET = Tapped(Tap(Act.FORGET, ("yes",)), "forget", None)
ZOE = replace(QUENTIN, first_name="Zoë", last_name="Zwölfender", username="zoe_zw")
WORDS = (
    "Zwölfender",
    "zoe_zw",
    "Zebraçà & Söhne",
    "zoe@zebra-söhne.example",
    "46701234567",
    "Kaffeeröster",
    "Glorpfzimbel",
)

_goodbye = table_of(OutboxMessage)
_BY_NAME = Statement(
    update(_goodbye)
    .where(_goodbye.c.about == outbox.GOODBYE)
    .values(payload=func.replace(_goodbye.c.payload, "Done.", f"Done, {WORDS[0]}."))
)


async def _a_long_story(office: Office, who: Sender = ZOE) -> None:
    await office.start("b2b-spring", who)
    await office.tap("need", "sales", who)
    await office.say(f"{WORDS[6]} does it come with a trampoline?", who)
    for field_name, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
        await office.tap(field_name, option, who)
    await office.tap("timeline", "quarter", who)
    await office.say(WORDS[2], who)
    await office.say(WORDS[3], who)
    await office.at_desk("claim", "1")
    await office.at_desk("why", "1")
    await office.say(f"call me: +{WORDS[4]}, I am a {WORDS[5]}", who)
    await office.signal("page.viewed", {"path": f"/{WORDS[5]}"}, who=who)
    await office.turn(Commanded("mydata", "", 1), who)
    poison = Poison(901, f'{{"text": "{WORDS[2]}"}}', "ValueError", chat_id=who.id)
    await office.write(lambda tx: bury_update(tx, poison, setup=office.setup, now=office.now))
    await office.deliver()


async def _left(office: Office, words: Sequence[str] = WORDS) -> set[Trace]:
    """Return what is left in the files as soon as nothing is, or after waiting in vain."""
    left = traces_in(office.file, words)
    for _ in range(200):
        if left:
            await asyncio.sleep(0.05)
            left = traces_in(office.file, words)
    return left


async def test_no_byte_of_the_forgotten_is_left_in_any_file_while_the_bot_runs(office: Office) -> None:
    await _a_long_story(office)
    assert {word for _, word, _ in traces_in(office.file, WORDS)} == set(WORDS)
    await office.hear(FORGET, ZOE)
    await office.deliver()
    assert await _left(office) == set()


async def test_the_files_are_cleared_of_a_goodbye_that_calls_them_by_name_once_it_has_arrived(office: Office) -> None:
    await office.start("b2b", ZOE)
    await office.hear(FORGET, ZOE)
    await office.write(lambda tx: tx.run(_BY_NAME))
    await office.deliver()
    assert await _left(office) == set()
    assert office.rows("SELECT count(*) FROM outbox WHERE chat_id = ?", ZOE.id) == [(0,)]


async def test_a_goodbye_to_somebody_who_has_blocked_the_bot_goes_too(office: Office) -> None:
    await office.start("b2b", ZOE)
    await office.hear(FORGET, ZOE)
    await office.write(lambda tx: sending.refuse_chat(tx, ZOE.id, now=office.now, error="blocked"))
    assert await _left(office) == set()
    assert office.rows("SELECT count(*) FROM outbox WHERE chat_id = ?", ZOE.id) == [(0,)]


async def test_whoever_expires_leaves_no_byte_either(office: Office) -> None:
    await _a_long_story(office)
    lead_id = (await office.chat(ZOE)).lead.id
    await office.write(lambda tx: forget_lead(tx, lead_id, setup=office.setup, now=office.now, because=EXPIRED))
    await office.deliver()
    assert await _left(office) == set()


async def test_two_who_were_one_leave_no_byte(office: Office) -> None:
    await office.start("b2b", PIA)
    await _a_long_story(office)
    pia, zoe = [(await office.chat(who)).lead.id for who in (PIA, ZOE)]
    await office.at_desk("why", f"lead {zoe}")
    assert await office.write(lambda tx: merge_leads(tx, pia, zoe, setup=office.setup, now=office.now))
    await office.deliver()
    await office.hear(FORGET, PIA)
    await office.deliver()
    assert await _left(office) == set()


async def test_an_explanation_of_a_lead_who_was_never_handed_over_is_blanked(office: Office) -> None:
    await office.start("b2b", ZOE)
    await office.say(WORDS[2], ZOE)
    lead_id = (await office.chat(ZOE)).lead.id
    (explanation,) = await office.at_desk("why", f"lead {lead_id}")
    await office.hear(FORGET, ZOE)
    blanked = [sent for sent in await office.deliver() if sent.chat_id == SALES]
    assert [getattr(sent.message, "message_id", None) for sent in blanked] == [explanation.message_id]
    assert await _left(office) == set()


@pytest.mark.parametrize(
    "told",
    [
        *("Zwölfender", "#1 of somebody", "t.me/zoe_zw", "Zebra\\u00e7\\u00e0 & S\\u00f6hne", str(ZOE.id)),
        "Zwo\\u0308lfender",
        "Zo\u0308e Zwo\u0308lfender",
    ],
)
async def test_an_update_from_sales_that_could_not_be_handled_and_tells_of_them_goes(office: Office, told: str) -> None:
    await _a_long_story(office)
    kept = '{"text": "#12 is nobody we spoke of", "id": 5010}'
    for number, raw in ((902, f'{{"callback_query": {{"message": {{"text": "{told}"}}}}}}'), (903, kept)):
        poison = Poison(number, raw, "ValueError")
        await office.write(partial(bury_update, poison=poison, setup=office.setup, now=office.now))
    await office.hear(FORGET, ZOE)
    assert office.rows("SELECT id FROM dead_updates") == [(903,)]


async def test_rows_that_were_moved_from_page_to_page_leave_no_copy_behind(office: Office) -> None:
    """SQLite overwrites what is deleted, but not the copies that it left where it had moved a row away."""
    people = [replace(ZOE, id=1000 + n, first_name=f"Zq{n:03d}xq", username="") for n in range(60)]
    for number, who in enumerate(people):
        await office.start(f"b2b-{'x' * (number % 17)}", who)
    for number, who in enumerate(people):
        await office.say(f"{'Zebra ' * (number * 7 % 40)}{who.first_name} Ltd", who)
    for who in people[::2]:
        await office.hear(FORGET, who)
    await office.deliver()
    names = [who.first_name for who in people]
    assert await _left(office, names[::2]) == set()
    assert {word for _, word, _ in traces_in(office.file, names)} == set(names[1::2])


async def test_a_reader_keeps_nobody_waiting_and_what_it_pins_is_cleared_once_it_is_gone(office: Office) -> None:
    await _a_long_story(office)
    with closing(sqlite3.connect(office.file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM leads").fetchall()
        await office.hear(FORGET, ZOE)
        await office.deliver()
        async with asyncio.timeout(2):
            await office.start("b2b", PIA)
        assert traces_in(office.file, WORDS)
        sizes = [office.file.with_name("leadbot.db-wal").stat().st_size]
        await asyncio.sleep(3)
        sizes.append(office.file.with_name("leadbot.db-wal").stat().st_size)
        assert sizes[1] < 2 * sizes[0], "each try makes the log longer"
    assert await _left(office) == set()


async def test_what_was_erased_just_before_a_kill_is_cleared_by_the_next_start(tmp_path: Path, office: Office) -> None:
    await _a_long_story(office)
    await office.hear(FORGET, ZOE)
    await office.deliver()
    copy = tmp_path / "killed"
    copy.mkdir()
    for file in tmp_path.glob("leadbot.db*"):
        (copy / file.name).write_bytes(file.read_bytes())
    await (await Database.open(copy / "leadbot.db")).close()
    assert traces_in(copy / "leadbot.db", WORDS) == set()


async def test_a_reader_at_the_start_after_a_kill_only_delays_it(tmp_path: Path, office: Office) -> None:
    await _a_long_story(office)
    copy = tmp_path / "killed"
    copy.mkdir()
    for file in tmp_path.glob("leadbot.db*"):
        (copy / file.name).write_bytes(file.read_bytes())
    path = copy / "leadbot.db"
    log = path.with_name("leadbot.db-wal")
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM leads").fetchall()
        database = await Database.open(path)
        assert log.stat().st_size > 0
    for _ in range(200):
        if log.stat().st_size > 0:
            await asyncio.sleep(0.05)
    assert log.stat().st_size == 0
    await database.close()


async def test_without_room_to_write_the_file_anew_it_is_marked_and_said_at_the_next_start(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secure_erase, "rewrite", lambda _connection: False)
    await office.start("b2b", ZOE)
    assert await office.opened_file.keep_up(is_clean)
    await office.hear(FORGET, ZOE)
    for _ in range(200):
        if await office.opened_file.keep_up(is_clean):
            await asyncio.sleep(0.02)
    assert not await office.opened_file.keep_up(is_clean)


def test_the_file_of_an_earlier_version_is_written_anew_so_that_free_pages_tell_nothing(tmp_path: Path) -> None:
    path = tmp_path / "leadbot.db"
    migrate(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("PRAGMA user_version = 0")
        raws = [(n, f"{{{WORDS[0]}}} {n} {'x' * 900}") for n in range(200)]
        connection.executemany("INSERT INTO dead_updates VALUES (?, NULL, 0, ?, '')", raws)
        connection.execute("DELETE FROM dead_updates")
    assert traces_in(path, WORDS)
    migrate(path)
    assert traces_in(path, WORDS) == set()
    with closing(sqlite3.connect(path)) as connection:
        assert is_clean(connection)


async def test_a_claim_by_a_rep_is_no_reason_to_forget_the_rep(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1", BO)
    await office.hear(FORGET)
    assert office.rows("SELECT name FROM reps") == [("Bo Berg",)]
