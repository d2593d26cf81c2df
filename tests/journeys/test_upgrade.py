"""A business that began with 0.1.0 goes on with its data, in the words and by the rules that it had made its own.

``tests/golden/leadbot-0.1.0.sql`` is what 0.1.0 itself left, an hour before the story: Quentin has told his need, size,
role and company, and is owed the next question; his card stands unclaimed; Pia has chosen for whom it is; Cy Berg was
imported by an address in capitals.
"""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import utc_now

from .life import JSON, Life, Process, rewrite

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only]

_GOLDEN = Path(__file__).parents[1] / "golden"
_AN_HOUR_LATER = datetime(2026, 11, 30, 8, 15, tzinfo=UTC)
_NEXT_UPDATE = 500_000_008


def _as_0_1_0_left_it(life: Life) -> None:
    """Put its database and its own templates in place, and set the clock to an hour later."""
    with closing(sqlite3.connect(life.database)) as database:
        database.executescript((_GOLDEN / "leadbot-0.1.0.sql").read_text(encoding="utf-8"))
    own = life.folder / "templates"
    shutil.copytree(_GOLDEN / "templates-0.1.0", own)
    rewrite(own / "playbooks/b2b/texts/en.yaml", "What would help you most?", "What keeps you awake at night?")
    rewrite(own / "playbooks/b2b/model.yaml", "director: 20", "director: 21")
    (life.folder / "clock").write_text(str((_AN_HOUR_LATER - utc_now()).total_seconds()), encoding="utf-8")
    life.settings |= {
        "LEADBOT_TEMPLATES": str(own),
        "PYTHONPATH": str(Path(__file__).with_name("set_clock")),
    }


async def _told(life: Life, *command: str) -> str:
    # What these tell depends on no clock, and so they need not start from nothing.
    settings = {name: value for name, value in life.settings.items() if name != "PYTHONPATH"}
    process = await Process.begin(*command, environment=settings, folder=life.folder)
    assert await process.ended() == 0, process.printed
    return process.printed


async def _ledger(life: Life, lead: str) -> JSON:
    explained = json.loads(
        (await _told(life, "explain", lead, "--at", "2026-11-30T10:00:00Z", "--json")).splitlines()[-1]
    )
    return {line["rule"]: line["given"] for line in explained["ledger"]}


async def test_a_business_of_0_1_0_goes_on_with_its_data_and_its_own_templates(journey: Life) -> None:
    life = journey
    _as_0_1_0_left_it(life)
    quentin, pia = await life.quentin(), await life.pia("fr")
    assert (life.sales.id, quentin.id, pia.id) == (-4100001, 7100003, 7100004), "whom the database knows"
    await life.sandbox.restart_update_numbers(at=_NEXT_UPDATE)
    assert "is up to date" in await _told(life, "migrate")
    # Both write while nobody is there.
    await quentin.chat.say("hello?")
    await pia.chat.say("sur la route")
    await life.start()

    # What was owed arrives, and what follows is answered as if nothing had been.
    await quentin.chat.expect("Got it: Director · Acme.")
    await quentin.chat.tap("Now")
    await life.expect_rows("SELECT value FROM facts WHERE lead_id = 2 AND field = 'timeline'", [('"now"',)], within=60)
    await life.sales.say("/claim 1")
    # The card itself stands in a group that this messenger never had: the record says whose it is.
    await life.sales.expect("#1 is yours.")
    assert life.rows("SELECT lead_id, claimed_by FROM handoffs") == [(2, life.bo.id)]
    assert await _ledger(life, "2") == {
        "fit.need": 6,
        "fit.company_size": 14,
        "fit.role": 21,
        "fit.timeline": 14,
        "engagement.chat.answered": 10,
    }
    assert life.rows("SELECT tier FROM leads ORDER BY id LIMIT 3") == [("cold",), ("lukewarm",), ("cold",)]
    assert (await pia.chat.expect("?")).buttons
    newcomer = await life.begins(await life.sandbox.person("Ida", language_code="en"), "b2b")
    await newcomer.expect("What keeps you awake at night?")

    # Whom 0.1.0 kept by an address in capitals is found however it is written, and is no second lead.
    for key in ("Cy.Berg@Example.COM", "cy.berg@example.com", " CY.BERG@example.com"):
        assert (await _ledger(life, key))["fit.need"] == 6
    (life.folder / "again.csv").write_text("lead,role\ncy.berg@EXAMPLE.com,manager\n", encoding="utf-8")
    assert json.loads(await _told(life, "import", "--json", "again.csv"))["leads"] == {"new": 0, "known": 1}
