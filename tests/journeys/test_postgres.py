"""The same bot on PostgreSQL, by another address in its settings: a conversation, kills, a claim and an outcome."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from time import monotonic

import psycopg
import pytest

from bot.sandbox.client_chats import ChatView
from storage.place import POSTGRES, Postgres
from tests.postgres import Server

from .life import Life, Process, rewrite

pytestmark = pytest.mark.journey


@pytest.fixture
def place(journey: Life, postgres: Server) -> Iterator[Postgres]:
    place = postgres.empty()
    secret = place.url.replace("postgresql://", POSTGRES).replace(":@", ":a-secret@")
    journey.settings["LEADBOT_DATABASE_URL"] = secret
    yield place
    assert "a-secret" not in journey.log()
    assert not journey.database.exists()


async def _told(life: Life, *arguments: str, code: int = 0) -> str:
    command = await life.command(*arguments)
    assert await command.ended() == code, command.printed
    assert "a-secret" not in command.printed
    return command.printed


async def test_quentin_is_qualified_claimed_and_won_though_the_bot_is_killed_twice(
    journey: Life, place: Postgres
) -> None:
    life = journey
    assert f"{place} is up to date." in await _told(life, "migrate")
    await life.start()
    chat = await life.begins(await life.quentin(username="quentin"), "b2b", "spring")
    await chat.expect("What would help you most?")
    await life.kill()
    await life.start()
    await chat.say("we drown in inbound, I'm the sales director at Acme, about 200 people")
    await life.sales.expect("Quentin (Acme)")
    await life.kill()
    await life.start()
    assert "already in use" in await _told(life, "run", code=75)
    assert "pg_dump" in await _told(life, "backup", "copy.db", code=2)

    published = await _other_rules_are_published(life)
    await chat.tap("Within three months")
    await chat.expect("Thank you, Quentin")
    assert _versions(place) == {published}, "the bot goes on by the rules that a command has published beside it"

    assert (await life.sales.tap_and_wait("Claim")).text == "#1 is yours."
    await life.sales.expect("Claimed by Bo after")
    await life.sales.say("/outcome 1 won")
    await life.sales.expect("Noted for #1: Won")
    lead = await life.lead()
    assert (lead["audience"], lead["source"], lead["handoff"]["outcome"]) == ("b2b", "spring", "won")
    assert (lead["facts"]["company"], lead["facts"]["timeline"]) == ("Acme", "quarter")
    assert "Director  " in await _told(life, "explain", "1")
    assert json.loads(await _told(life, "stats", "--json"))
    await life.stop()


async def _talk_beside_a_standby(life: Life) -> tuple[ChatView, Process]:
    """Return a conversation that has begun, and a standby that waits for the bot's place."""
    await life.start()
    chat = await life.begins(await life.quentin(username="quentin"), "b2b")
    await chat.expect("What would help you most?")
    standby = await life.command("run", "--standby")
    await standby.expect("takes its place when it ends")
    return chat, standby


async def test_a_standby_takes_the_place_of_a_bot_that_is_killed_and_nothing_is_lost(
    journey: Life, place: Postgres, record_property: Callable[[str, object], None]
) -> None:
    life = journey
    chat, standby = await _talk_beside_a_standby(life)
    await life.kill()
    begun = monotonic()
    await chat.say("we drown in inbound, I'm the sales director at Acme, about 200 people")
    life.processes.append(standby)
    await standby.expect("ready\n")
    record_property("seconds until it serves", round(monotonic() - begun, 2))
    await life.sales.expect("Quentin (Acme)")
    await life.stop()


async def test_a_bot_that_was_frozen_and_thaws_neither_writes_nor_sends_beside_who_took_its_place(
    journey: Life, place: Postgres, record_property: Callable[[str, object], None]
) -> None:
    life = journey
    chat, standby = await _talk_beside_a_standby(life)
    frozen = life.bot
    os.kill(frozen.pid, signal.SIGSTOP)
    begun = monotonic()
    life.processes.append(standby)
    await standby.expect("ready\n")
    record_property("seconds until it serves", round(monotonic() - begun, 2))
    os.kill(frozen.pid, signal.SIGCONT)
    await chat.say("we drown in inbound, I'm the sales director at Acme, about 200 people")
    await life.sales.expect("Quentin (Acme)")
    assert await frozen.ended() == 75
    assert "another Leadbot process serves" in frozen.printed
    assert len([one for one in await life.sales.messages() if "Quentin (Acme)" in one.text]) == 1
    await life.stop()


async def _other_rules_are_published(life: Life) -> str:
    """Publish rules by a command, which writes for itself; return their version."""
    shipped, templates = life.settings, life.copy_templates()
    rewrite(templates / "playbooks" / "b2b" / "model.yaml", "director: 20, manager", "director: 21, manager")
    life.settings = shipped | {"LEADBOT_TEMPLATES": str(templates)}
    said = await _told(life, "publish", "--by", "Ada")
    life.settings = shipped
    assert "is now in force" in said
    return said.split()[1]


def _versions(place: Postgres) -> set[str]:
    with psycopg.connect(place.url) as connection:
        return {version for (version,) in connection.execute("SELECT model_version FROM leads").fetchall()}
