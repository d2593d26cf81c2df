"""The bot's door for commands on the same machine: who may come in, what they may order, and what a stop leaves."""

import json
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.errors import LeadbotError
from bot.orders.writing import BotsWriter, OwnWriter, writing
from bot.processes.writer import (
    ADD_WEBHOOK,
    FORGET,
    IMPORT_HISTORY,
    MERGE,
    PUBLISH,
    REMOVE_WEBHOOK,
    REVIEWED,
)
from bot.web.door import MAX_BODY_BYTES, create_door, open_door
from storage.errors import DatabaseInUseError
from storage.sqlite.database import Database
from storage.sqlite.lock import lock_of, writers_address
from tests.builders import MONDAY, PIA, Office, new_database
from tests.rules import RULES, STRICT, Marketing, changed, model_of

KEY = "a-key-that-nobody-else-has"
BROKEN = changed(
    RULES,
    ("handoff: lukewarm", "handoff: warm"),
    ("cap: 60, half_life: 10d}\n  - {signal: email", "x: 1}\n  - {signal: email"),
)


def _order(source: str) -> dict[str, Any]:
    return {"source": source, "name": "b2b/model.yaml", "by": "Ada"}


@asynccontextmanager
async def _at_the_door(marketing: Marketing, key: str = KEY) -> AsyncIterator[httpx.AsyncClient]:
    door = create_door(marketing.office.opened_file, marketing.in_force, KEY)
    headers = {b"Authorization": f"Bearer {key}".encode("latin-1")}
    transport = httpx.ASGITransport(app=door, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot", headers=headers) as client:
        yield client


@pytest.mark.parametrize("key", ["", "wrong", KEY + "x", KEY[:-1], "cl\xe9"])
async def test_without_the_key_nobody_comes_in(marketing: Marketing, key: str) -> None:
    async with _at_the_door(marketing, key) as client:
        answered = await client.post(f"/orders/{PUBLISH}", json=_order(STRICT))
    assert answered.status_code == 401
    assert "key" in answered.json()["error"]
    assert marketing.in_force.setup.playbooks.audiences["b2b"].model == model_of(RULES)


async def test_what_is_no_order_is_refused_and_named(marketing: Marketing) -> None:
    async with _at_the_door(marketing) as client:
        answered = await client.post("/orders/dance", json={})
        assert (answered.status_code, answered.json()) == (404, {"error": "no such order: dance"})
        assert (await client.get(f"/orders/{PUBLISH}")).status_code == 405
        assert (await client.get("/openapi.json")).status_code == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000])
async def test_an_order_that_cannot_be_read_is_refused_in_a_sentence(marketing: Marketing, body: bytes) -> None:
    async with _at_the_door(marketing) as client:
        answered = await client.post(f"/orders/{PUBLISH}", content=body)
    assert answered.status_code == 400
    assert answered.json() == {"error": "the order is no JSON object"}


async def test_an_order_that_is_too_long_is_refused_before_all_of_it_is_there(marketing: Marketing) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 1_000_000

    async with _at_the_door(marketing) as client:
        answered = await client.post(f"/orders/{PUBLISH}", content=endless())
    assert answered.status_code == 400
    assert "more than" in answered.json()["error"]
    assert sent <= MAX_BODY_BYTES // 1_000_000 + 1


async def test_an_order_of_another_shape_is_refused_in_a_sentence_and_the_bot_goes_on(marketing: Marketing) -> None:
    shapes = (
        (PUBLISH, {"source": RULES}),
        (PUBLISH, {"source": RULES, "by": "Ada"}),
        (MERGE, {"kept": 1}),
        (IMPORT_HISTORY, {"rows": 7, "at": MONDAY.isoformat(), "returning": []}),
    )
    async with _at_the_door(marketing) as client:
        for order, body in shapes:
            answered = await client.post(f"/orders/{order}", json=body)
            assert answered.status_code == 400
            assert answered.json() == {
                "error": f"the bot that runs cannot read this {order} order: is it of another version?"
            }
        assert (await client.post(f"/orders/{PUBLISH}", json=_order(STRICT))).status_code == 200


async def test_what_is_published_is_in_force_for_the_very_next_message(marketing: Marketing) -> None:
    office = marketing.office
    await office.start("b2b")
    async with _at_the_door(marketing) as client:
        answered = await client.post(f"/orders/{PUBLISH}", json=_order(STRICT))
    told = {"published": True, "audience": "b2b", "version": model_of(STRICT).version}
    assert (answered.status_code, answered.json()) == (200, told)
    office.setup = marketing.in_force.setup
    office.pass_time(minutes=1)
    await office.signal("demo.used")
    lead = (await office.chat()).lead
    assert (lead.tier, lead.model_version) == ("cold", model_of(STRICT).version)


async def test_mistakes_in_rules_come_back_as_sentences_and_publish_nothing(marketing: Marketing) -> None:
    async with _at_the_door(marketing) as client:
        answered = await client.post(f"/orders/{PUBLISH}", json=_order(BROKEN))
    assert answered.status_code == 422
    lines = answered.json()["error"].splitlines()
    assert [line.split("  ")[0] for line in lines] == ["b2b/model.yaml:2", "b2b/model.yaml:12"]
    assert '"warm"' in lines[0]
    assert len(await marketing.publications()) == 2
    assert marketing.model == model_of(RULES)


async def test_orders_about_one_lead_are_carried_out_in_the_house_that_is_live(marketing: Marketing) -> None:
    office = marketing.office
    await office.start("b2b")
    await office.start("b2b", PIA)
    async with _at_the_door(marketing) as client:
        assert (await client.post(f"/orders/{MERGE}", json={"kept": 1, "gone": 2})).json() == {"merged": True}
        assert (await client.post(f"/orders/{MERGE}", json={"kept": 1, "gone": 2})).json() == {"merged": False}
        assert (await client.post(f"/orders/{FORGET}", json={"lead": 1})).json() == {"forgotten": True}
        assert (await client.post(f"/orders/{FORGET}", json={"lead": 1})).json() == {"forgotten": False}
        assert (await client.post(f"/orders/{REVIEWED}", json={"audience": "b2b", "by": "Ada"})).json() == {}
    assert office.rows("SELECT count(*) FROM leads") == [(0,)]
    assert office.rows("SELECT by FROM reviews ORDER BY audience") == [("Ada",), ("first start",)]


# Where the door is, and who writes


async def test_while_the_bot_runs_commands_write_through_its_door(marketing: Marketing) -> None:
    office = marketing.office
    async with open_door(office.opened_file, marketing.in_force), writing(office.file) as writer:
        assert isinstance(writer, BotsWriter)
        told = await writer.perform(PUBLISH, _order(STRICT))
        assert told["published"]
        assert marketing.model == model_of(STRICT)
        with pytest.raises(LeadbotError, match=r"could not do it: b2b/model\.yaml:2 "):
            await writer.perform(PUBLISH, _order(BROKEN))


async def test_where_the_door_is_and_its_key_can_be_read_by_the_bots_account_only(marketing: Marketing) -> None:
    path = marketing.office.file
    async with open_door(marketing.office.opened_file, marketing.in_force):
        assert stat.S_IMODE(lock_of(path).stat().st_mode) == 0o600
        told = json.loads(lock_of(path).read_text())
        assert told["url"].startswith("http://127.0.0.1:")
        assert len(told["key"]) > 30


async def test_a_lock_file_that_everybody_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    lock_of(path).touch(mode=0o644)
    database = await Database.open(path)
    assert stat.S_IMODE(lock_of(path).stat().st_mode) == 0o600
    await database.close()


async def test_a_bot_that_stopped_leaves_no_address_behind(marketing: Marketing) -> None:
    path = marketing.office.file
    async with open_door(marketing.office.opened_file, marketing.in_force):
        assert writers_address(path)
    assert writers_address(path) is None
    assert lock_of(path).read_text() == ""


async def test_each_life_of_the_bot_has_a_key_of_its_own(marketing: Marketing) -> None:
    keys = set()
    for _ in range(2):
        async with open_door(marketing.office.opened_file, marketing.in_force):
            keys.add(json.loads(writers_address(marketing.office.file) or "")["key"])
    assert len(keys) == 2


async def test_what_a_killed_bot_left_behind_is_no_address_and_the_command_writes_itself(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    lock_of(path).write_text(json.dumps({"url": "http://127.0.0.1:9", "key": "stale"}))
    async with writing(path) as writer:
        assert isinstance(writer, OwnWriter)
        assert (await writer.perform(PUBLISH, _order(RULES)))["published"]
        assert lock_of(path).read_text() == ""


async def test_whoever_else_writes_and_takes_no_orders_is_left_in_peace(office: Office) -> None:
    with pytest.raises(DatabaseInUseError, match="already in use"):
        async with writing(office.file):
            pass


async def test_a_bot_that_is_just_stopping_is_said_so(office: Office) -> None:
    office.opened_file.announce(json.dumps({"url": "http://127.0.0.1:9", "key": "late"}))
    async with writing(office.file) as writer:
        with pytest.raises(LeadbotError, match="does not answer"):
            await writer.perform(PUBLISH, _order(STRICT))


async def test_a_webhook_that_is_registered_while_the_bot_runs_is_told_at_once(marketing: Marketing) -> None:
    body = {"url": "https://hooks.example.com/", "events": ["lead.created"], "secret": "whsec_AAAA"}
    async with _at_the_door(marketing) as client:
        added = await client.post(f"/orders/{ADD_WEBHOOK}", json=body)
        assert added.json() == {"number": 1}
        assert marketing.in_force.setup.receivers.of("lead.created") == ("webhook:1",)
        assert marketing.in_force.setup.receivers.hosts == ("hooks.example.com",)
        await client.post(f"/orders/{REMOVE_WEBHOOK}", json={"number": 1})
    assert marketing.in_force.setup.receivers.of("lead.created") == ()


async def test_a_webhook_for_events_that_are_not_there_is_refused(marketing: Marketing) -> None:
    body = {"url": "https://hooks.example.com/", "events": ["lead.lost"], "secret": "whsec_AAAA"}
    async with _at_the_door(marketing) as client:
        assert (await client.post(f"/orders/{ADD_WEBHOOK}", json=body)).status_code == 400
