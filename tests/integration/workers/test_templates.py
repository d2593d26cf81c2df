"""Templates that change while the bot runs: what is right goes live at once, what is broken stays out."""

import asyncio
import shutil
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from bot import playbooks, rendering
from bot.in_force import InForce
from bot.playbooks import Playbooks
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.setup import Setup
from bot.workers.templates import reload, watch_templates
from tests.builders import SALES, shipped


def _load(folder: Path) -> Playbooks:
    return playbooks.load(folder, compile_text=rendering.compile_text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped templates, to be edited."""
    copied = tmp_path / "templates"
    shutil.copytree(SHIPPED_TEMPLATES, copied)
    return copied


def _live() -> InForce:
    return InForce(Setup(shipped(), SALES))


def _edit(folder: Path, old: str, new: str) -> None:
    file = folder / "playbooks" / "b2b" / "texts" / "en.yaml"
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), encoding="utf-8")


def _asked(in_force: InForce) -> str:
    return in_force.setup.playbooks.audiences["b2b"].texts["en"].static("questions.need.ask")


def test_a_changed_text_is_in_force_and_the_sales_chat_stays(folder: Path) -> None:
    in_force = _live()
    _edit(folder, "What would help you most?", "What do you need?")
    assert reload(in_force, folder, load=_load)
    assert _asked(in_force).startswith("What do you need?")
    assert in_force.setup.sales_chat == SALES


def test_unchanged_templates_change_nothing(folder: Path) -> None:
    in_force = _live()
    before = in_force.setup
    assert not reload(in_force, folder, load=_load)
    assert in_force.setup is before


def test_a_broken_file_never_goes_live_and_is_reported_by_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_force = _live()
    before = in_force.setup
    _edit(folder, "What would help you most?", "What would help you most, {{ frist_name }}?")
    assert not reload(in_force, folder, load=_load)
    assert in_force.setup is before
    told = "".join(capsys.readouterr())
    assert "playbooks/b2b/texts/en.yaml" in told
    assert "first_name" in told


def test_a_mended_file_goes_live(folder: Path) -> None:
    in_force = _live()
    _edit(folder, "What would help you most?", "What would help you most, {{ frist_name }}?")
    assert not reload(in_force, folder, load=_load)
    _edit(folder, "{{ frist_name }}", "{{ first_name }}")
    assert reload(in_force, folder, load=_load)


def test_a_folder_that_vanishes_leaves_the_last_good_ones(folder: Path) -> None:
    in_force = _live()
    before = in_force.setup
    shutil.rmtree(folder)
    assert not reload(in_force, folder, load=_load)
    assert in_force.setup is before


def test_a_file_that_vanishes_never_brings_in_the_bases_business(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half a copied folder is good in itself: it would make another business of ours, or turn people into persons."""
    mine = tmp_path / "mine"
    shutil.copytree(folder / "playbooks", mine / "playbooks")
    shutil.copy(folder / "business.yaml", mine)
    in_force = InForce(Setup(_over(mine, base=folder), SALES))
    before = in_force.setup
    for part in ("playbooks/b2c", "playbooks", "business.yaml"):
        away = (mine / part).rename(tmp_path / "away")
        assert not reload(in_force, mine, load=partial(_over, base=folder))
        assert in_force.setup is before
        assert f"{part}" in "".join(capsys.readouterr())
        away.rename(mine / part)
    shutil.copytree(folder / "chat", mine / "chat")
    reload(in_force, mine, load=partial(_over, base=folder))
    assert "No longer there" not in "".join(capsys.readouterr())


def _over(folder: Path, *, base: Path) -> Playbooks:
    return playbooks.load(folder, base=base, compile_text=rendering.compile_text)


@pytest.mark.parametrize("place", ["mine", "templates/examples/mine"])
async def test_a_change_of_the_base_is_noticed_too(tmp_path: Path, folder: Path, place: str) -> None:
    mine = tmp_path / place
    mine.mkdir(parents=True)
    shutil.copy(folder / "business.yaml", mine)
    in_force = InForce(Setup(_over(mine, base=folder), SALES))
    watching = asyncio.create_task(watch_templates(in_force, mine, load=partial(_over, base=folder), base=folder))
    try:
        async with asyncio.timeout(20):
            await _edited_until_seen(in_force, folder)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def test_saving_a_file_is_noticed(folder: Path) -> None:
    in_force = _live()
    watching = asyncio.create_task(watch_templates(in_force, folder, load=_load, base=folder))
    try:
        async with asyncio.timeout(10):
            await _edited_until_seen(in_force, folder)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _edited_until_seen(in_force: InForce, folder: Path) -> None:
    said = "What would help you most?"
    for number in count():
        # The watch may not have begun yet: save again until it is seen.
        _edit(folder, said, f"Edited {number}?")
        said = f"Edited {number}?"
        await asyncio.sleep(0.3)
        if _asked(in_force).startswith("Edited"):
            break


async def test_a_folder_that_is_replaced_as_a_whole_is_noticed(folder: Path) -> None:
    in_force = _live()
    watching = asyncio.create_task(watch_templates(in_force, folder, load=_load, base=folder))
    try:
        newer = folder.with_name("newer")
        shutil.copytree(folder, newer)
        _edit(newer, "What would help you most?", "Delivered anew?")
        async with asyncio.timeout(20):
            # The watch may not have begun yet: what is replaced before it is looked at is read at once.
            await asyncio.sleep(0.5)
            shutil.rmtree(folder)
            newer.rename(folder)
            while not _asked(in_force).startswith("Delivered anew"):  # noqa: ASYNC110  # a file system sets no event
                await asyncio.sleep(0.05)
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
