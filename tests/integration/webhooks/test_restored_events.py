"""A restored backup tells webhooks nothing that is over, and of whom the present database has erased."""

import json
from dataclasses import replace
from pathlib import Path

from bot.commands.backup import restore_backup
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.webhooks.add_webhook import add_webhook
from bot.usecases.webhooks.receivers import EVENTS, receivers_of
from storage import deliveries, webhooks
from storage.snapshots import snapshot
from storage.sqlite.backup import back_up
from tests.builders import PIA, QUENTIN, opened_office


async def test_what_was_told_since_is_not_told_again_and_whoever_was_erased_since_is_told_of(tmp_path: Path) -> None:
    backup = tmp_path / "backups" / "leadbot.db"
    backup.parent.mkdir()
    async with opened_office(tmp_path) as office:
        url = "https://hooks.example.com/"
        await office.write(lambda tx: add_webhook(tx, url, events=EVENTS, secret="whsec_AAAA", now=office.now))
        office.setup = replace(office.setup, receivers=receivers_of(await office.write(webhooks.registered)))
        await office.start("b2b", QUENTIN)
        await office.start("b2b", PIA)
        back_up(office.file, backup)
        (told,) = office.rows("SELECT id FROM outbox WHERE about = 'events:2'")
        await office.write(lambda tx: deliveries.settle(tx, told[0], now=office.now))
        await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now))
    restore_backup(office.file, backup, is_sure=True)
    with snapshot(office.file) as tx:
        assert [each.url for each in webhooks.registered(tx)] == [url]
        (owed,) = deliveries.queued_after(tx, "webhook:1", 0, limit=10)
    assert owed.address == "webhook:1"
    kept = dict(office.rows("SELECT about, payload FROM outbox WHERE address IS NOT NULL"))
    assert json.loads(kept["events:1"])["type"] == "lead.forgotten"
    assert json.loads(kept["events:1"])["data"] == {"lead": {"id": 1}}
    assert office.rows("SELECT state FROM outbox WHERE about = 'events:2'") == [("sent",)]
