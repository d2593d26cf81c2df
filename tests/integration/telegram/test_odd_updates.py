"""Thousands of odd updates by either way: nothing stops, memory stays, and what is kept of them has its bounds.

``pytest tests/integration/telegram/test_odd_updates.py --odd-updates 20000`` brings as many as one likes.
"""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.telegram.intake import MAX_KEPT_CHARS, Intake
from bot.in_force import InForce
from bot.web.health import Health
from bot.web.routes import SECRET_HEADER, WEBHOOK_PATH, create_web
from storage.updates import MOST_BURIED
from tests.builders import QUENTIN, Office
from tests.integration.telegram.test_polling import polling, said, served, until
from tests.odd_updates import odd_updates
from tests.updates_server import updates_server

SECRET = "a-secret_1"
MOST_GROWTH = 20_000_000


def _resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def count(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--odd-updates"))


def _expect_bounds(office: Office, before: int) -> None:
    assert _resident_bytes() - before < MOST_GROWTH
    ((kept, longest),) = office.rows("SELECT count(*), max(length(raw)) FROM dead_updates")
    assert 0 < kept <= MOST_BURIED
    assert longest <= MAX_KEPT_CHARS
    # Refused where they are read: none of them was too much for what comes behind.
    assert office.rows("SELECT count(*) FROM dead_updates WHERE error NOT LIKE 'ValidationError%'") == [(0,)]


@pytest.mark.timeout(3_600)
async def test_by_polling_all_are_confirmed_and_the_person_behind_them_is_served(office: Office, count: int) -> None:
    async with updates_server() as server, polling(office, server):
        server.bring(*odd_updates(1, count // 5))
        await until(lambda: not server.waiting, seconds=60 + count / 50)
        before = _resident_bytes()
        for part in range(4):
            server.bring(*(_renumbered(text, count // 5 * (part + 1)) for text in odd_updates(part + 2, count // 5)))
            await until(lambda: not server.waiting, seconds=60 + count / 50)
        server.bring(said(count + 1, who=77_777_777))
        await until(lambda: served(office, 77_777_777)() or bool(office.rows("SELECT 1 FROM chats WHERE id=77777777")))
    _expect_bounds(office, before)


def _renumbered(text: str, by: int) -> str:
    update = json.loads(text)
    return json.dumps(update | {"update_id": update["update_id"] + by})


@pytest.mark.timeout(3_600)
async def test_by_webhook_each_is_taken(office: Office, count: int) -> None:
    intake = Intake(office.database, InForce(office.setup), lambda: office.now)
    web = create_web(office.database, Health(ready=True), receive=intake.receive_text, secret=SECRET)
    transport, headers = httpx.ASGITransport(app=web), {SECRET_HEADER: SECRET}
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        before = 0
        for number, text in enumerate(odd_updates(9, count)):
            if number == count // 5:
                before = _resident_bytes()
            answer = await client.post(WEBHOOK_PATH, content=text, headers=headers)
            assert answer.status_code == 200, text
        await client.post(WEBHOOK_PATH, content=json.dumps(said(count + 1)), headers=headers)
    assert (await office.chat(QUENTIN)).lead.audience == "b2b"
    _expect_bounds(office, before)


async def test_a_webhook_is_answered_only_after_its_update_is_stored(office: Office) -> None:
    """Held against the order of two lines: answered first, what the disk refused would be gone."""
    await office.write(lambda tx: tx._connection.execute("PRAGMA busy_timeout = 1"))
    intake = Intake(office.database, InForce(office.setup), lambda: office.now)
    web = create_web(office.database, Health(ready=True), receive=intake.receive_text, secret=SECRET)
    call: dict[str, Any] = {"content": json.dumps(said(1)), "headers": {SECRET_HEADER: SECRET}}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://bot") as client:
        with closing(sqlite3.connect(office.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert (await client.post(WEBHOOK_PATH, **call)).status_code == 503
            other.execute("ROLLBACK")
        assert (await client.post(WEBHOOK_PATH, **call)).status_code == 200
        assert served(office, QUENTIN.id)()


BODIES = [b"", b"null", b"[]", b"[null]", b"7", b"{", b"\xff\xfe", b"[" * 900_000, b'{"update_id": 7', b"x" * 2_000_000]


async def test_a_body_that_is_no_update_is_kept_and_not_asked_for_again(office: Office) -> None:
    intake = Intake(office.database, InForce(office.setup), lambda: office.now)
    web = create_web(office.database, Health(ready=True), receive=intake.receive_text, secret=SECRET)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://bot") as client:
        for body in BODIES * 2:
            answer = await client.post(WEBHOOK_PATH, content=body, headers={SECRET_HEADER: SECRET})
            assert answer.status_code == 200
    assert office.rows("SELECT count(*) FROM dead_updates") == [(len(BODIES),)]
    assert office.rows("SELECT count(*) FROM dead_updates WHERE id = 7") == [(1,)]
