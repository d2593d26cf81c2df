"""A restore opens no link again that was used since the backup."""

from dataclasses import replace
from pathlib import Path

from bot import clock
from bot.commands.backup import restore_backup
from bot.usecases.links.continue_in_chat import link_of_visitor
from storage.sqlite.backup import back_up
from storage.sqlite.database import Database
from tests.builders import PIA, opened_office

VISITOR = "visitor:3f0c9a2e-77aa-4c55-9d0b-0a7e0c1f2d3b"


async def test_a_used_link_joins_nobody_after_a_restore(tmp_path: Path) -> None:
    backup = tmp_path / "backups" / "leadbot.db"
    backup.parent.mkdir()
    async with opened_office(tmp_path) as office:
        office.now = clock.utc_now()
        start = await office.write(lambda tx: link_of_visitor(tx, VISITOR, "https://shop.example/", now=office.now))
        back_up(office.file, backup)
        await office.start(start)
        assert office.rows("SELECT key FROM lead_keys") == [(VISITOR,)]
    restore_backup(office.file, backup, is_sure=True)
    database = await Database.open(office.file)
    try:
        again = replace(office, database=database, now=clock.utc_now())
        await again.start(start, PIA)
        assert again.rows("SELECT key FROM lead_keys") == []
        assert (await again.chat(PIA)).id == PIA.id
    finally:
        await database.close()
