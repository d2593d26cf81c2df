"""Ada changes the rules of scoring, sees what that would do, publishes it, and nobody is rung because of her."""

import asyncio
import json
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.client_chats import ChatView
from tests.builders import new_database
from tests.crowd import crowd, settle
from tests.rules import RULES, STRICT, model_of

from .life import Life, Process, rewrite

pytestmark = pytest.mark.journey

WORDS = "we drown in inbound, I'm the sales director at Acme, about 200 people"
SIX_THOUSAND = 6000


async def _done(life: Life, *words: str) -> str:
    """Run a command to its good end and return what it printed."""
    command = await life.command(*words)
    assert await command.ended() == 0, command.printed
    return command.printed


async def _told(life: Life, *words: str) -> Any:
    return json.loads(await _done(life, *words, "--json"))


async def test_ada_edits_the_rules_looks_what_they_would_do_publishes_them_and_takes_them_back(journey: Life) -> None:
    life = journey
    model = life.copy_templates() / "playbooks" / "b2b" / "model.yaml"
    await life.start()
    await (await life.begins(await life.quentin(), "b2b")).say(WORDS)
    await life.sales.expect("#1 Quentin (Acme)")
    other = await life.begins(await life.quentin(), "b2b")
    await other.tap("Better sales follow-up")
    await other.expect("How many people work at your company?")

    rewrite(model, _thresholds(model), "  lukewarm: {enter: 7, leave: 5}")
    await life.bot.expect("The rules in playbooks/b2b/model.yaml are not in force yet")
    (move,) = (await _told(life, "whatif"))["moves"]
    assert (move["lead"], move["tier_from"], move["tier_to"], move["rule"]) == (2, "cold", "lukewarm", "tiers")
    ((first,),) = life.rows("SELECT version FROM publications WHERE audience = 'b2b'")

    said = await _done(life, "publish", "--by", "Ada")
    second = said.split()[1]
    assert said.startswith(f"b2b {second} is now in force.\n")
    assert "2 leads folded anew, 1 with another tier than before." in said
    await _the_next_message_is_scored_by_the_rules_in_force(life, other, second)
    assert f"b2b {first} is now in force." in await _done(life, "publish", first, "--by", "Bo")
    listed = [one for one in await _told(life, "models") if one["audience"] == "b2b"]
    assert [(one["version"], one["by"], one["in_force"]) for one in listed] == [
        (first, "Bo", True),
        (second, "Ada", False),
        (first, "first start", False),
    ]
    await _is_explained_under_the_rules_of_its_time(life, listed)
    await life.sales.say("/why 1")
    await life.sales.expect("Who they are")
    assert life.rows("SELECT count(*) FROM handoffs") == [(1,)], "nobody was rung"
    assert len([one for one in await life.sales.messages() if "/claim" in one.text]) == 1


def _thresholds(model: Path) -> str:
    """Return the line that says when a lead is lukewarm."""
    (line,) = [line for line in model.read_text("utf-8").splitlines() if line.startswith("  lukewarm: {")]
    return line


async def _the_next_message_is_scored_by_the_rules_in_force(life: Life, chat: ChatView, version: str) -> None:
    assert life.rows("SELECT DISTINCT model_version FROM leads") == [(version,)]
    await chat.say("just me")
    await chat.expect("your role")
    assert life.rows("SELECT tier, model_version FROM leads WHERE id = 2") == [("cold", version)]
    changes = "SELECT tier_to, because = 'model', model_version FROM tier_changes WHERE lead_id = 2 ORDER BY id"
    assert life.rows(changes) == [("lukewarm", 1, version), ("cold", 0, version)]


async def _is_explained_under_the_rules_of_its_time(life: Life, listed: list[dict[str, Any]]) -> None:
    _, published, first = listed
    for moments, version, tier in ((-1, first["version"], "cold"), (0, published["version"], "lukewarm")):
        at = datetime.fromisoformat(published["at"]) + timedelta(microseconds=moments)
        then = await _told(life, "explain", "2", "--at", at.isoformat())
        assert (then["model_version"], then["tier"]) == (version, tier)


async def test_operators_commands_work_beside_the_bot_and_without_it(life: Life) -> None:
    for _ in range(3):
        chat = await life.begins(await life.quentin(), "b2b")
        await chat.say(WORDS)
        await chat.expect("When would you like to start?")
    await life.sales.expect("#3 Quentin (Acme)")
    review = await _told(life, "review")
    assert (review["b2b"]["leads"], review["b2b"]["outcomes"]) == (3, {"open": 3})
    await _done(life, "review", "--done", "--by", "Ada")
    assert life.rows("SELECT DISTINCT by FROM reviews") == [("Ada",)]
    assert "Lead 3 is part of lead 2 now" in await _done(life, "merge", "2", "3", "--yes")
    assert "Lead 2 is erased." in await _done(life, "forget", "2", "--yes")
    for number in (2, 3):
        await life.sales.expect(f"#{number} asked us to delete everything")
    assert "Every standing equals a full replay" in await _done(life, "rescore", "--all")

    await life.stop()
    assert "was already in force" in await _done(life, "publish")
    await _done(life, "forget", "1", "--yes")
    assert life.rows("SELECT count(*) FROM leads") == [(0,)]
    await life.start()
    await life.sales.expect("#1 asked us to delete everything")


# A publication that is killed


async def test_a_publication_killed_in_the_midst_of_folding_everybody_leaves_nothing_behind_and_is_finished_later(
    tmp_path: Path,
) -> None:
    path = new_database(tmp_path)
    settle(path, crowd(SIX_THOUSAND, deeds=2))
    for name, source in (("rules.yaml", RULES), ("strict.yaml", STRICT)):
        (tmp_path / name).write_text(source, encoding="utf-8")
    environment = {"LEADBOT_DATABASE_URL": f"sqlite+aiosqlite:///{path}"}
    publishing = await Process.begin("publish", "strict.yaml", environment=environment, folder=tmp_path)
    await _until(lambda: _under_strict_rules(path) > 0)
    helpers = _children(publishing.pid)
    assert await publishing.end(signal.SIGKILL) == -signal.SIGKILL
    assert _under_strict_rules(path) < SIX_THOUSAND, "killed too late to tell"
    await _until(lambda: not any(map(_is_alive, helpers)))

    rescoring = await Process.begin("rescore", "--json", environment=environment, folder=tmp_path)
    assert await rescoring.ended() == 0, rescoring.printed
    assert 0 < json.loads(rescoring.printed)["folded"] < SIX_THOUSAND
    assert _under_strict_rules(path) == SIX_THOUSAND


def _under_strict_rules(path: Path) -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        version = model_of(STRICT).version
        ((count,),) = connection.execute("SELECT count(*) FROM leads WHERE model_version = ?", (version,))
        return int(count)


def _children(pid: int) -> list[int]:
    """Return the processes that a process has started; none on a system that does not tell."""
    told = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in told.read_text().split()] if told.exists() else []


def _is_alive(pid: int) -> bool:
    try:
        # Whoever has ended and waits to be buried has no words left.
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""
    except OSError:
        return False


async def _until(holds: Callable[[], bool], *, within: float = 60.0) -> None:
    async with asyncio.timeout(within):
        # No event tells what another process has done.
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.02)
