"""The database is backed up while people talk, put back, and old cards are tapped; who is forgotten is in no file."""

import asyncio
import stat
from pathlib import Path

import pytest

from bot.sandbox.client_chats import ChatView, Prospect
from tests.traces import traces_in

from .life import Life

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only]

RARE = "Zebraçà"


async def test_talks_go_on_while_a_backup_is_made_and_after_a_restore_no_old_card_acts_on_another_lead(
    life: Life,
) -> None:
    first = await _asks_for_a_person(life, await life.sandbox.person("Lead1"))
    await life.sales.expect("#1 Lead1")
    file = await _is_backed_up_while_people_talk(life, first)
    lost = await life.sandbox.person("Lead3")
    await _asks_for_a_person(life, lost)
    card = await life.sales.expect("#2 Lead3")
    await life.sales.tap("Claim", on=card)
    await life.sales.expect("Claimed by Bo")

    await life.stop()
    restored = await life.command("restore", str(file), "--yes")
    assert await restored.ended() == 0, restored.printed
    assert "1 handoff" in restored.printed
    assert "Numbers go on from #3" in restored.printed
    await life.start()

    await _asks_for_a_person(life, await life.sandbox.person("Lead5"))
    await life.sales.expect("#3 Lead5")
    tapped = await life.sales.tap_and_wait(data="outcome:2:won", on=card)
    assert tapped.answer is not None
    assert "before a backup was restored" in tapped.answer["text"]
    await life.sales.say("/claim 2")
    await life.sales.expect("before a backup was restored")
    assert life.rows("SELECT id, claimed_by, outcome FROM handoffs ORDER BY id") == [(1, None, None), (3, None, None)]
    assert card.id in [one.id for one in await life.sales.messages()], "what it says is all there is"
    # Who was lost is somebody new.
    await _asks_for_a_person(life, lost)
    await life.sales.expect("#4 Lead3")


async def _asks_for_a_person(life: Life, who: Prospect) -> ChatView:
    chat = await life.begins(who, "b2b")
    await chat.expect("What would help you most?")
    await chat.say("/human")
    await chat.expect("Whoever takes it will write to you")
    return chat


async def _is_backed_up_while_people_talk(life: Life, chat: ChatView) -> Path:
    """Make a backup beside a conversation that is answered all the while."""
    file = life.folder / "backup.db"
    made = await life.command("backup", str(file))
    ending = asyncio.create_task(made.ended())
    while not ending.done():
        await chat.say("/help")
        await chat.expect("I’m an assistant, not a person.")
    assert await ending == 0, made.printed
    assert "1 lead" in made.printed
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    return file


async def test_nothing_of_who_is_forgotten_is_in_any_file_while_the_bot_runs_after_a_kill_or_in_a_backup(
    life: Life,
) -> None:
    chat = await life.begins(await life.quentin(last_name="Zwölfender", username="zwoelf_q"), "b2b")
    await chat.expect("What would help you most?")
    await chat.say(f"leads get lost, I'm the CEO at {RARE}, 200 people, zoe@zwoelf.example, +46701234567")
    await life.sales.expect(RARE)
    words = (RARE, "Zwölfender", "zwoelf_q", "zoe@zwoelf.example", "46701234567")
    assert traces_in(life.database, words)
    await chat.say("/forget")
    await chat.tap(data="forget:yes")
    await chat.expect("Done.")
    await life.sales.expect("asked us to delete everything")
    await _nothing_is_left(life.database, words)
    backup = await life.command("backup", str(life.folder / "backup.db"))
    assert await backup.ended() == 0, backup.printed
    assert traces_in(life.folder / "backup.db", words) == set()
    await life.kill()
    assert traces_in(life.database, words) == set()
    await life.start()
    assert traces_in(life.database, words) == set()
    assert not any(word in life.log() for word in words)


async def _nothing_is_left(path: Path, words: tuple[str, ...]) -> None:
    for _ in range(100):
        if not (left := traces_in(path, words)):
            return
        await asyncio.sleep(0.1)
    assert left == set()
