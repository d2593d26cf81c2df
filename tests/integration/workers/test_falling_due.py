"""What falls due in masses: all of it is done, in slices that leave the writer free, and no lead holds up another."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest

from bot.in_force import InForce
from bot.messages import Commanded, EditText, Said
from bot.usecases.sales.redraw_cards import COOLED_EVERY
from bot.workers.due_work import COME_BACK_AFTER, MOST_CARDS_WAITING, MOST_LEADS, MOST_NUDGES_WAITING, ROWS_AT_ONCE
from bot.workers.timekeeper import CLEAR_EVERY, Timekeeper
from scoring.instants import microseconds
from storage import due
from storage.sqlite.database import Database
from tests.builders import MONDAY, PIA, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm, shipped, timekeeper_of
from tests.grown import Due, Size, let_fall_due, make_grown

LEADS = 1_200
KEPT_FOR = shipped().business.kept_for
BROKEN = MOST_LEADS + 20
"""More than a slice holds."""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("grown") / "leadbot.db"
    asyncio.run(make_grown(path, Size(leads=LEADS, settled=LEADS), now=MONDAY))
    return path


@pytest.fixture
async def office(crowded: Path, tmp_path: Path) -> AsyncIterator[Office]:
    path = tmp_path / "leadbot.db"
    shutil.copyfile(crowded, path)
    let_fall_due(path, Due(cool=240, nudge=60, expire=200), kept_for=KEPT_FOR, now=MONDAY)
    database = await Database.open(path)
    try:
        yield Office(database, updates=600_000_000)
    finally:
        await database.close()


def _count(office: Office, what: str) -> int:
    ((count,),) = office.rows(f"SELECT count(*) FROM {what}")
    return int(count)


def _to_cool(office: Office) -> int:
    return _count(office, f"leads WHERE next_change_at <= {microseconds(office.now)}")


def _to_nudge(office: Office) -> int:
    return _count(office, f"conversations WHERE nudge_at <= {microseconds(office.now)}")


def _to_erase(office: Office) -> int:
    return _count(office, f"leads WHERE last_seen_at < {microseconds(office.now - KEPT_FOR)}")


def _nudges_owed(office: Office) -> int:
    return _count(office, """outbox WHERE settled_at IS NULL AND payload LIKE '{"kind":"Nudge"%'""")


async def _started(office: Office) -> Timekeeper:
    """Return a timekeeper who has looked once, so that the grown database's own updates count as seen."""
    await office.turn(Commanded("help", "", 1), replace(PIA, id=777))
    return timekeeper_of(office)


async def test_all_that_is_due_is_done_at_one_look_but_what_would_fill_the_outbox(office: Office) -> None:
    timekeeper = await _started(office)
    await timekeeper.tick()
    assert (_to_cool(office), _to_erase(office)) == (0, 0)
    assert _count(office, "tier_changes WHERE because = 'cooling'") >= 240
    assert _nudges_owed(office) == MOST_NUDGES_WAITING
    assert _to_nudge(office) == 60 - MOST_NUDGES_WAITING


async def test_nudges_are_owed_as_fast_as_they_leave_until_everybody_has_theirs(office: Office) -> None:
    timekeeper = await _started(office)
    nudged = []
    for _ in range(4):
        await timekeeper.tick()
        assert _nudges_owed(office) <= MOST_NUDGES_WAITING
        nudged += [sent.chat_id for sent in await office.deliver() if "Shall we go on?" in sent.html]
    assert len(nudged) == len({*nudged}) == 60
    assert _to_nudge(office) == 0


async def test_whoever_writes_before_the_nudge_is_sent_gets_none(office: Office) -> None:
    timekeeper = await _started(office)
    await timekeeper.tick()
    ((chat_id,),) = office.rows("""SELECT chat_id FROM outbox WHERE payload LIKE '{"kind":"Nudge"%' LIMIT 1""")
    office.pass_time(seconds=1)
    await office.hear(Said("sorry, I was away", 1), replace(PIA, id=chat_id))
    sent = [one for one in await office.deliver() if "Shall we go on?" in one.html]
    assert len(sent) == MOST_NUDGES_WAITING - 1
    assert chat_id not in {one.chat_id for one in sent}


@pytest.mark.parametrize("command", ["stop", "human"])
async def test_a_nudge_is_not_sent_after_a_word_that_makes_it_unwanted(office: Office, command: str) -> None:
    timekeeper = await _started(office)
    await timekeeper.tick()
    ((chat_id,),) = office.rows("""SELECT chat_id FROM outbox WHERE payload LIKE '{"kind":"Nudge"%' LIMIT 1""")
    office.pass_time(seconds=1)
    await office.hear(Commanded(command, "", 1), replace(PIA, id=chat_id))
    assert not [one for one in await office.deliver() if "Shall we go on?" in one.html and one.chat_id == chat_id]


async def test_what_falls_due_while_many_are_erased_is_done_meanwhile(office: Office) -> None:
    await _started(office)
    ((last,),) = office.rows(f"SELECT max(id) FROM leads WHERE next_change_at <= {microseconds(office.now)}")
    soon = office.now + timedelta(seconds=100)
    await office.write(lambda tx: due.postpone_cooling(tx, last, soon))

    def elapsed() -> float:
        office.pass_time(seconds=5)
        return (office.now - MONDAY).total_seconds()

    timekeeper = Timekeeper(office.database, InForce(office.setup), now=lambda: office.now, elapsed=elapsed)
    await timekeeper.tick()
    assert office.now > soon
    assert _count(office, f"tier_changes WHERE because = 'cooling' AND lead_id = {last}") >= 1
    assert _to_erase(office) == 0


async def test_others_write_between_two_slices_and_never_wait_long(office: Office) -> None:
    timekeeper = await _started(office)
    working, waits = asyncio.create_task(timekeeper.tick()), list[float]()
    while not working.done():
        began = perf_counter()
        await office.write(lambda tx: tx.touch("anything"))
        waits.append(perf_counter() - began)
    await working
    assert len(waits) > 20
    # A slice is 12 ms; the bound leaves room for a machine that does other things.
    assert sorted(waits)[len(waits) // 2] < 0.1


async def test_more_broken_leads_than_a_slice_holds_keep_nobody_behind_them_from_cooling(office: Office) -> None:
    timekeeper = await _started(office)
    first = "SELECT id FROM leads WHERE next_change_at <= {} ORDER BY next_change_at, id LIMIT {}"
    sql = f"UPDATE leads SET facts = 'damaged' WHERE id IN ({first.format(microseconds(office.now), BROKEN)})"
    await office.write(lambda tx: tx._connection.execute(sql))
    await timekeeper.tick()
    assert _to_cool(office) == 0
    assert _count(office, "tier_changes WHERE because = 'cooling'") >= 240 - BROKEN
    later = microseconds(office.now + COME_BACK_AFTER)
    assert _count(office, f"leads WHERE facts = 'damaged' AND next_change_at = {later}") == BROKEN


async def test_a_broken_lead_is_tried_again_after_an_hour_and_not_at_each_look(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    timekeeper = await _started(office)
    oldest = f"SELECT min(id) FROM leads WHERE next_change_at < {microseconds(office.now)}"
    sql = f"UPDATE leads SET facts = 'damaged' WHERE id = ({oldest})"
    await office.write(lambda tx: tx._connection.execute(sql))
    tried = []
    for minutes in (0, 1, 30, 28, 2):
        office.pass_time(minutes=minutes)
        await timekeeper.tick()
        said = capsys.readouterr()
        tried.append((said.err + said.out).count("What is due for a lead could not be done"))
    assert tried == [1, 0, 0, 0, 1]


async def test_more_broken_conversations_than_are_owed_at_once_keep_nobody_from_being_nudged(office: Office) -> None:
    timekeeper = await _started(office)
    sql = (
        "UPDATE conversations SET state = 'damaged' WHERE lead_id IN (SELECT lead_id FROM conversations "
        "WHERE nudge_at IS NOT NULL ORDER BY nudge_at, lead_id LIMIT 30)"
    )
    await office.write(lambda tx: tx._connection.execute(sql))
    nudged = []
    for _ in range(4):
        await timekeeper.tick()
        nudged += [sent for sent in await office.deliver() if "Shall we go on?" in sent.html]
    assert len(nudged) == 30
    assert _to_nudge(office) == 0


async def test_more_leads_who_cannot_be_erased_than_a_slice_holds_keep_nobody_else_from_it(office: Office) -> None:
    timekeeper = await _started(office)
    gone = microseconds(office.now - KEPT_FOR)
    broken = f"SELECT id FROM leads WHERE last_seen_at < {gone} ORDER BY last_seen_at LIMIT {BROKEN}"
    await office.write(lambda tx: tx._connection.execute(f"UPDATE leads SET name = 'broken' WHERE id IN ({broken})"))
    trigger = (
        "CREATE TRIGGER broken BEFORE DELETE ON leads WHEN OLD.name = 'broken' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    await office.write(lambda tx: tx._connection.execute(trigger))
    await timekeeper.tick()
    assert _to_erase(office) == BROKEN
    await office.write(lambda tx: tx._connection.execute("DROP TRIGGER broken"))
    office.pass_time(minutes=30)
    await timekeeper.tick()
    assert _to_erase(office) == BROKEN, "they are not tried at each look"
    office.now += CLEAR_EVERY
    await timekeeper.tick()
    assert _to_erase(office) == 0


async def test_a_lead_for_whom_nothing_can_be_done_is_not_tried_for_ever(office: Office) -> None:
    """Whose conversation is missing neither fails nor cools: such a lead once was found at every look."""
    timekeeper = await _started(office)
    due = f"SELECT id FROM leads WHERE next_change_at < {microseconds(office.now)} LIMIT {BROKEN}"
    sql = f"DELETE FROM conversations WHERE lead_id IN ({due})"
    await office.write(lambda tx: tx._connection.execute(sql))
    async with asyncio.timeout(60):
        await timekeeper.tick()
    assert _to_cool(office) == 0


async def test_handled_updates_and_settled_messages_of_a_week_are_cleared_in_many_slices(office: Office) -> None:
    timekeeper = await _started(office)
    await timekeeper.tick()
    rows = 5 * ROWS_AT_ONCE + 7
    numbers = (
        f"WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {rows}) SELECT 4000000 + k, 1 FROM n"
    )
    await office.write(lambda tx: tx._connection.execute(f"INSERT INTO seen_updates {numbers}"))
    await office.deliver()
    before = office.database.counters.works
    office.now += timedelta(days=8)
    await timekeeper.tick()
    assert _count(office, "seen_updates") == 0
    assert _count(office, "outbox WHERE settled_at IS NOT NULL AND (about IS NULL OR kind != 'send')") == 0
    assert office.database.counters.works - before > 6


# Cards


async def _cooled(office: Office) -> None:
    """Let Quentin, whom sales has on a card, cool."""
    due_at = (await office.chat()).lead.next_change_at
    assert due_at is not None
    office.now = max(office.now, due_at)


async def _quentins_card(office: Office, timekeeper: Timekeeper) -> list[Delivered]:
    """Let everything go out that is due, a few cards at a time, and return what came of Quentin's."""
    sent: list[Delivered] = []
    while True:
        await timekeeper.tick()
        if not (went := await office.deliver()):
            return [one for one in sent if one.chat_id == SALES and "Quentin" in one.html]
        sent += went


async def test_the_card_of_a_lead_who_cooled_is_drawn_again_once(office: Office) -> None:
    timekeeper = await _started(office)
    await quentin_is_lukewarm(office)
    await timekeeper.tick()
    await office.deliver()
    await _cooled(office)
    drawn = [one for one in await _quentins_card(office, timekeeper) if isinstance(one.message, EditText)]
    assert ["COLD" in one.html for one in drawn] == [True]


async def test_a_card_drawn_just_now_waits_before_it_is_drawn_again_because_its_lead_cooled(office: Office) -> None:
    timekeeper = await _started(office)
    await quentin_is_lukewarm(office)
    await timekeeper.tick()
    await _cooled(office)
    office.pass_time(minutes=-10)
    await office.at_desk("claim", str(office.rows("SELECT max(id) FROM handoffs")[0][0]))
    office.pass_time(minutes=10)
    await timekeeper.tick()
    assert (await office.chat()).lead.tier == "cold"
    edits = [one for one in await _quentins_card(office, timekeeper) if isinstance(one.message, EditText)]
    assert edits == []
    office.now += COOLED_EVERY
    edits = [one for one in await _quentins_card(office, timekeeper) if isinstance(one.message, EditText)]
    assert len(edits) == 1


async def test_a_card_that_was_drawn_since_its_lead_cooled_is_not_drawn_again(office: Office) -> None:
    timekeeper = await _started(office)
    await quentin_is_lukewarm(office)
    await _cooled(office)
    office.pass_time(hours=2)
    number = office.rows("SELECT max(id) FROM handoffs")[0][0]
    await office.write(lambda tx: tx._connection.execute(f"UPDATE handoffs SET redraw_at = 1 WHERE id = {number}"))
    await office.at_desk("claim", str(number))
    await timekeeper.tick()
    assert [one for one in await office.deliver() if one.chat_id == SALES and "Quentin" in one.html] == []


async def test_cards_of_very_many_who_cooled_never_fill_the_outbox(office: Office) -> None:
    timekeeper = await _started(office)
    await office.write(
        lambda tx: tx._connection.execute("UPDATE handoffs SET redraw_at = 1, closed_at = NULL, outcome = NULL")
    )
    left = [_count(office, "handoffs WHERE redraw_at IS NOT NULL")]
    while left[-1]:
        await timekeeper.tick()
        assert _count(office, "outbox WHERE settled_at IS NULL AND kind = 'edit'") <= MOST_CARDS_WAITING
        await office.deliver()
        left.append(_count(office, "handoffs WHERE redraw_at IS NOT NULL"))
        assert left[-1] < left[-2]
    assert QUENTIN.id not in {one.chat_id for one in office.delivered}
