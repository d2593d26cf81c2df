"""A backup takes the place of the database: what is lost is said, and what was settled since does not happen again."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import clock
from bot.commands.backup import restore_backup
from bot.messages import Act, AnswerTap, DeleteMessage, Said, SendText, Tap, Tapped
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from storage import outbox, updates
from storage.errors import DatabaseInUseError, StorageError
from storage.sqlite.backup import back_up
from storage.sqlite.database import Database
from tests.builders import (
    BO,
    CY,
    PIA,
    QUENTIN,
    SALES,
    Delivered,
    Office,
    new_database,
    opened_office,
    quentin_is_lukewarm,
)
from tests.crm import Crm, fact, signal
from tests.traces import traces_in

pytestmark = pytest.mark.sqlite_only

FORGET = Tapped(Tap(Act.FORGET, ("yes",)), "forget", None)


@asynccontextmanager
async def _open_again(office: Office) -> AsyncIterator[Office]:
    """Open the office on the file that is there now; people and the messenger go on as they were.

    A restore is of today, whatever day it is in the office.
    """
    database = await Database.open(office.file)
    try:
        yield replace(office, database=database, now=max(office.now, clock.utc_now()))
    finally:
        await database.close()


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "leadbot.db"


async def _lukewarm(office: Office, who: int) -> None:
    """Have somebody answer until sales hears of them."""
    person = replace(QUENTIN, id=who, first_name=f"Lead{who}", username="")
    await office.start("b2b", person)
    for field_name, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
        await office.tap(field_name, option, person)


def _back_up(office: Office, file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    back_up(office.file, file)


def _tap(act: Act, *arguments: str, on: int | None) -> Tapped:
    return Tapped(Tap(act, arguments), f"tap-{act}-{on}", on)


def _told(sent: list[Delivered]) -> str:
    (answer,) = [each.message for each in sent if isinstance(each.message, AnswerTap)]
    assert answer.alert
    return answer.text


async def _two_are_known_and_two_are_lost(folder: Path, backup: Path) -> Office:
    """Back up after #1 and #2; #3, whom Bo claims, and #4 come; then the backup is restored."""
    async with opened_office(folder) as office:
        await _lukewarm(office, 501)
        await _lukewarm(office, 502)
        _back_up(office, backup)
        await _lukewarm(office, 503)
        await office.at_desk("claim", "3")
        await _lukewarm(office, 504)
    restore_backup(office.file, backup, is_sure=True)
    return office


async def test_numbers_go_on_above_all_that_were_given(
    tmp_path: Path, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = await _two_are_known_and_two_are_lost(tmp_path, backup)
    told = capsys.readouterr().out
    assert "with 2 leads and 2 handoffs" in told
    assert "would be lost: 2 leads, 2 handoffs," in told
    assert "Numbers go on from #5 and lead 5." in told
    (kept,) = tmp_path.glob("leadbot.db.before-restore-*Z")
    assert str(kept) in told
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT count(*) FROM leads").fetchone() == (4,)
    async with _open_again(office) as again:
        await _lukewarm(again, 505)
        assert again.rows("SELECT id, lead_id FROM handoffs ORDER BY id") == [(1, 1), (2, 2), (5, 5)]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "from before a backup was restored"),
        ("fr", "avant la restauration"),
        ("es", "anterior a la restauración"),
        ("sv", "innan en säkerhetskopia återställdes"),
    ],
)
async def test_an_orphaned_card_answers_with_a_sentence_and_acts_on_nobody(
    tmp_path: Path, backup: Path, locale: str, expected: str
) -> None:
    office = await _two_are_known_and_two_are_lost(tmp_path, backup)
    card = office.alerts()[2]
    async with _open_again(office) as again:
        again.setup = replace(again.setup, sales_locale=locale)
        await _lukewarm(again, 505)
        before = again.rows("SELECT * FROM handoffs"), again.rows("SELECT * FROM outcomes")
        for act, more in ((Act.OUTCOME, ["won"]), (Act.CLAIM, []), (Act.WHY, []), (Act.OUTCOME, ["not_a_fit"])):
            sent = await again.turn(_tap(act, "3", *more, on=card.message_id), BO, chat_id=SALES)
            assert expected in _told(sent)
            assert len(_told(sent)) <= 200, "Telegram shows no more"
            assert not [each for each in sent if isinstance(each.message, DeleteMessage)]
        for command, argument in (("claim", "3"), ("outcome", "#3 won"), ("why", "3"), ("why", "#4")):
            (answer,) = await again.at_desk(command, argument)
            assert expected in answer.html
        assert (again.rows("SELECT * FROM handoffs"), again.rows("SELECT * FROM outcomes")) == before


async def test_cards_that_the_backup_knows_work_as_ever_and_show_what_it_knows(tmp_path: Path, backup: Path) -> None:
    async with opened_office(tmp_path) as office:
        await _lukewarm(office, 501)
        _back_up(office, backup)
        await office.at_desk("claim", "1")
    restore_backup(office.file, backup, is_sure=True)
    (card,) = office.alerts()
    async with _open_again(office) as again:
        (redrawn,) = [each for each in await again.deliver() if each.chat_id == SALES]
        assert getattr(redrawn.message, "message_id", None) == card.message_id
        assert "Claimed" not in redrawn.html
        sent = await again.turn(_tap(Act.CLAIM, "1", on=card.message_id), CY, chat_id=SALES)
        assert [each.message.text for each in sent if isinstance(each.message, AnswerTap)] == ["#1 is yours."]


async def test_who_was_erased_since_is_erased_again(tmp_path: Path, backup: Path) -> None:
    async with opened_office(tmp_path) as office:
        await quentin_is_lukewarm(office)
        await office.say("Zebra Ltd")
        await office.start("b2c-summer", PIA)
        await office.start("b2b", CY)
        _back_up(office, backup)
        pia, cy = [(await office.chat(who)).lead.id for who in (PIA, CY)]
        await office.hear(FORGET)
        # Merged before they were erased: the backup knows two people.
        await office.write(lambda tx: merge_leads(tx, pia, cy, setup=office.setup, now=office.now))
        await office.hear(FORGET, CY)
        await office.start("b2c-autumn", PIA)
    restore_backup(office.file, backup, is_sure=True)
    assert traces_in(office.file, ["Quist", "quentin_q", "Zebra", "Palm", "Carlsson"]) == set()
    async with _open_again(office) as again:
        for table in ("leads", "chats", "facts", "signals", "handoffs", "outbox", "conversations"):
            assert again.rows(f"SELECT count(*) FROM {table}") == [(0,)], table


async def test_who_was_erased_before_the_backup_and_came_back_stays(tmp_path: Path, backup: Path) -> None:
    async with opened_office(tmp_path) as office:
        await office.start("b2b")
        await office.hear(FORGET)
        office.pass_time(minutes=5)
        await office.start("b2b")
        _back_up(office, backup)
    restore_backup(office.file, backup, is_sure=True)
    async with _open_again(office) as again:
        assert (await again.chat()).lead.id == 2


async def test_a_list_that_was_refused_since_the_backup_erases_nobody_who_had_come_back(
    tmp_path: Path, backup: Path
) -> None:
    async with opened_office(tmp_path) as office:
        crm = Crm(office, tmp_path)
        email = [fact("zoe@example.com", 1, "email", "zoe@example.com")]
        await crm.bring(crm.write("leads.jsonl", *email))
        await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now))
        office.pass_time(minutes=5)
        await office.start("b2b")
        lead_id = (await office.chat()).lead.id
        await crm.bring(crm.write("told.jsonl", fact(f"lead:{lead_id}", 2, "email", "zoe@example.com")))
        _back_up(office, backup)
        office.pass_time(minutes=5)
        assert (await crm.bring(crm.write("nightly.jsonl", *email))).erased == 1
    restore_backup(office.file, backup, is_sure=True)
    async with _open_again(office) as again:
        assert (await again.chat()).lead.id == lead_id


async def test_an_imported_history_is_lost_too_however_old_it_is(
    tmp_path: Path, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with opened_office(tmp_path) as office:
        crm = Crm(office, tmp_path)
        await crm.bring(crm.write("one.jsonl", signal("crm-1", 1)))
        _back_up(office, backup)
        await crm.bring(crm.write("more.jsonl", signal("crm-1", 2, days=300), signal("crm-1", 3, days=200)))
    restore_backup(office.file, backup, is_sure=True)
    assert "would be lost: 2 facts and signals" in capsys.readouterr().out


async def test_what_was_owed_when_the_backup_was_made_is_not_sent_a_second_time(tmp_path: Path, backup: Path) -> None:
    async with opened_office(tmp_path) as office:
        await quentin_is_lukewarm(office)
        await office.hear(Tapped(Tap(Act.ANSWER, ("timeline", "quarter")), "tap", office.newest(QUENTIN.id)))
        assert office.rows("SELECT count(*) > 1 FROM outbox WHERE settled_at IS NULL") == [(1,)]
        _back_up(office, backup)
        assert await office.deliver()
    restore_backup(office.file, backup, is_sure=True)
    async with _open_again(office) as again:
        sent = await again.deliver()
        assert [each for each in sent if isinstance(each.message, SendText)] == []


async def test_what_nobody_knows_the_fate_of_is_sent_if_it_is_fresh_and_an_alert_always(
    tmp_path: Path, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with opened_office(tmp_path) as office:
        await office.start("b2b")
        for field_name, option in (("need", "sales"), ("company_size", "large"), ("role", "director")):
            await office.hear(Tapped(Tap(Act.ANSWER, (field_name, option)), "tap", 1))
        owed = outbox.Owed(QUENTIN.id, outbox.SEND, '{"kind": "SendText", "html": "just now"}')
        now_ish = clock.utc_now()
        await office.write(lambda tx: outbox.owe(tx, [owed], now_ish))
        _back_up(office, backup)
    office.file.unlink()
    restore_backup(office.file, backup, is_sure=True)
    told = capsys.readouterr().out
    assert "There is no" in told
    assert "too old now, not sent" in told
    async with _open_again(office) as again:
        sent = [each for each in await again.deliver() if isinstance(each.message, SendText)]
        assert [each.html for each in sent if each.chat_id == QUENTIN.id] == ["just now"]
        (alert,) = [each for each in sent if each.chat_id == SALES]
        assert "#1 " in alert.html
        assert alert.labels


async def test_what_waited_to_be_interpreted_at_the_moment_of_the_backup_is_not_heard_again(
    tmp_path: Path, backup: Path
) -> None:
    """It is as lost as what came a moment later; and whoever was erased since would come back by it."""
    async with opened_office(tmp_path) as office:
        office.setup = replace(office.setup, asks_interpreter=True)
        await office.hear(Said("the phones ring off the hook", 1))
        _back_up(office, backup)
    restore_backup(office.file, backup, is_sure=True)
    async with _open_again(office) as again:
        assert again.rows("SELECT count(*) FROM inbox") == [(0,)]


async def test_nobody_is_nudged_for_a_silence_that_nobody_knows_of(tmp_path: Path, backup: Path) -> None:
    async with opened_office(tmp_path) as office:
        await office.start("b2b")
        assert office.rows("SELECT count(*) FROM conversations WHERE nudge_at IS NOT NULL") == [(1,)]
        _back_up(office, backup)
    restore_backup(office.file, backup, is_sure=True)
    async with _open_again(office) as again:
        assert again.rows("SELECT count(*) FROM conversations WHERE nudge_at IS NOT NULL") == [(0,)]


async def test_where_the_present_is_gone_numbers_jump(tmp_path: Path, backup: Path) -> None:
    async with opened_office(tmp_path) as office:
        await _lukewarm(office, 501)
        _back_up(office, backup)
    office.file.unlink()
    restore_backup(office.file, backup, is_sure=True)
    async with _open_again(office) as again:
        await _lukewarm(again, 505)
        assert again.rows("SELECT id, lead_id FROM handoffs ORDER BY id") == [(1, 1), (1002, 1002)]
        (answer,) = await again.at_desk("claim", "700")
        assert "before a backup was restored" in answer.html
        sent = await again.turn(Said("Are you there?", 71, 9_999, names=700), BO, chat_id=SALES)
        assert ["before a backup was restored" in each.html for each in sent] == [True]
        (answer,) = await again.at_desk("claim", "1003")
        assert "no #1003" in answer.html


@pytest.mark.parametrize("damage", ["letter", "empty", "new", "newer"])
async def test_whatever_the_present_has_become_it_is_kept_and_the_backup_takes_its_place(
    tmp_path: Path, backup: Path, damage: str
) -> None:
    async with opened_office(tmp_path) as office:
        await _lukewarm(office, 501)
        _back_up(office, backup)
    path = office.file
    if damage == "newer":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
    else:
        path.unlink()
        content = {"letter": b"a letter" * 1000, "empty": b""}.get(damage)
        path.write_bytes(new_database(tmp_path).read_bytes() if content is None else content)
    before = path.read_bytes()
    restore_backup(path, backup, is_sure=True)
    (kept,) = tmp_path.glob("leadbot.db.before-restore-*Z")
    assert kept.read_bytes() == before
    async with _open_again(office) as again:
        await _lukewarm(again, 505)
        ((number,),) = again.rows("SELECT max(id) FROM handoffs")
        assert number == (2 if damage == "newer" else 1002)


async def test_while_the_bot_runs_nothing_is_restored(tmp_path: Path, backup: Path) -> None:
    async with opened_office(tmp_path) as office:
        _back_up(office, backup)
        with pytest.raises(DatabaseInUseError, match="stop that one first"):
            restore_backup(office.file, backup, is_sure=True)


async def test_while_somebody_reads_nothing_is_restored(tmp_path: Path, backup: Path) -> None:
    async with opened_office(tmp_path) as office:
        await office.start("b2b")
        _back_up(office, backup)
        reader = sqlite3.connect(office.file, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM leads").fetchall()
        await office.start("b2b", PIA)
    with closing(reader), pytest.raises(StorageError, match=r"somebody reads from it.*wait"):
        restore_backup(office.file, backup, is_sure=True)
    async with _open_again(office) as again:
        assert (await again.chat(PIA)).lead.id == 2


async def test_after_a_restore_by_hand_no_tap_on_an_old_card_acts_on_who_has_its_number_now(
    tmp_path: Path, backup: Path
) -> None:
    """As documented for version 0.1.0: the file is put back, and the next handoff gets a number of before."""
    async with opened_office(tmp_path) as office:
        await _lukewarm(office, 501)
        _back_up(office, backup)
        await _lukewarm(office, 503)
        await office.at_desk("claim", "2")
    old = office.alerts()[1]
    shutil.copy(backup, office.file)
    with closing(sqlite3.connect(office.file)) as connection:
        # The messenger's numbers go on.
        connection.execute("UPDATE sqlite_sequence SET seq = seq + 100 WHERE name = 'outbox'")
        connection.commit()
    async with _open_again(office) as again:
        await _lukewarm(again, 505)
        new = again.alerts()[-1]
        for act, more in ((Act.CLAIM, []), (Act.OUTCOME, ["not_a_fit"]), (Act.WHY, [])):
            sent = await again.turn(_tap(act, "2", *more, on=old.message_id), BO, chat_id=SALES)
            assert "before a backup was restored" in _told(sent)
            assert not [each for each in sent if isinstance(each.message, DeleteMessage)]
        assert again.rows("SELECT claimed_by, outcome FROM handoffs WHERE id = 2") == [(None, None)]
        await again.turn(_tap(Act.CLAIM, "2", on=new.message_id), BO, chat_id=SALES)
        assert again.rows("SELECT claimed_by FROM handoffs WHERE id = 2") == [(BO.id,)]


async def test_a_card_that_is_newer_than_the_one_we_know_acts_and_stays(tmp_path: Path, backup: Path) -> None:
    """It rang again after the backup: the number is the same lead's, and no other card of it may be left."""
    async with opened_office(tmp_path) as office:
        await _lukewarm(office, 501)
        _back_up(office, backup)
    restore_backup(office.file, backup, is_sure=True)
    async with _open_again(office) as again:
        sent = await again.turn(_tap(Act.CLAIM, "1", on=9_000), BO, chat_id=SALES)
        assert not [each for each in sent if isinstance(each.message, DeleteMessage)]
        assert again.rows("SELECT claimed_by FROM handoffs WHERE id = 1") == [(BO.id,)]


async def test_in_a_group_that_moved_messages_are_numbered_anew_and_a_tap_counts(office_that_moved: Office) -> None:
    sent = await office_that_moved.turn(_tap(Act.CLAIM, "1", on=2), BO, chat_id=SALES)
    assert [each.message.text for each in sent if isinstance(each.message, AnswerTap)] == ["#1 is yours."]


@pytest.fixture
async def office_that_moved(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as office:
        await _lukewarm(office, 501)
        await office.write(lambda tx: updates.move_chat(tx, SALES, SALES - 1))
        yield office
