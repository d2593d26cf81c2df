"""Templates that change while the bot runs: what is right goes live at once, what is broken stays out."""

import asyncio
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import contexts, playbooks, rendering
from bot.in_force import InForce
from bot.playbooks import Playbooks
from bot.rendering import plain
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.setup import Setup
from bot.workers.template_watcher import BEING_SAVED_FOR, TemplateWatch
from storage import templates
from tests.builders import MONDAY, SALES, Office, shipped


def _load(folder: Path) -> Playbooks:
    return playbooks.load(folder, compile_text=rendering.compile_text)


AT_ONCE = timedelta(0)


@pytest.fixture
def watch(office: Office, folder: Path) -> TemplateWatch:
    """Return the watch of a bot that speaks by the shipped templates."""
    return _watch(office, folder, base=folder)


def _watch(office: Office, folder: Path, *, base: Path, load: Callable[[Path], Playbooks] = _load) -> TemplateWatch:
    return TemplateWatch(office.database, _live(), folder, base, load, lambda: office.now, AT_ONCE)


async def _told(office: Office, chat: int = SALES) -> list[str]:
    return [plain(sent.html) for sent in await office.deliver() if sent.chat_id == chat]


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


async def test_a_changed_text_is_in_force_and_the_sales_chat_stays(watch: TemplateWatch, folder: Path) -> None:
    _edit(folder, "What would help you most?", "What do you need?")
    assert await watch.look()
    assert _asked(watch.in_force).startswith("What do you need?")
    assert watch.in_force.setup.sales_chat == SALES


async def test_a_changed_line_of_signals_is_in_force(watch: TemplateWatch, folder: Path) -> None:
    file = folder / "signals.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("keep_anonymous: 30d", "keep_anonymous: 7d"), encoding="utf-8"
    )
    assert await watch.look()
    assert watch.in_force.setup.playbooks.signals.keep_anonymous == timedelta(days=7)


async def test_unchanged_templates_change_nothing_and_nobody_is_told(watch: TemplateWatch, office: Office) -> None:
    before = watch.in_force.setup
    assert not await watch.look()
    assert watch.in_force.setup is before
    assert await _told(office) == []


async def test_a_broken_file_never_goes_live_and_is_told_by_its_line_once(
    watch: TemplateWatch, office: Office, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = watch.in_force.setup
    _edit(folder, "What would help you most?", "What would help you most, {{ frist_name }}?")
    for _ in range(3):
        assert not await watch.look()
    assert watch.in_force.setup is before
    logged = "".join(capsys.readouterr())
    assert logged.count("playbooks/b2b/texts/en.yaml:") == 1
    (told,) = await _told(office)
    assert 'questions.need.ask: unknown variable "frist_name" (did you mean "first_name"?)' in told
    assert "playbooks/b2b/texts/en.yaml:" in told


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.9])
async def test_a_file_that_is_still_being_saved_is_told_to_nobody(
    watch: TemplateWatch, office: Office, folder: Path, share: float
) -> None:
    watch.patience = BEING_SAVED_FOR
    file = folder / "playbooks/b2b/texts/en.yaml"
    whole = file.read_bytes()
    before = watch.in_force.setup
    file.write_bytes(whole[: int(share * len(whole))])
    assert not await watch.look()
    assert watch.in_force.setup is before
    file.write_bytes(whole.replace(b"What would help you most?", b"Edited?"))
    assert await watch.look()
    assert _asked(watch.in_force).startswith("Edited?")
    assert await _told(office) == []


async def test_what_is_still_wrong_after_a_while_is_told_by_the_clock(
    watch: TemplateWatch, office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.patience = timedelta(seconds=0.5)
    monkeypatch.setattr("bot.workers.template_watcher.LOOK_EVERY_MS", 50)
    watching = asyncio.create_task(watch.run())
    try:
        for spoil in (
            lambda: _edit(folder, "questions:", "questoins:"),
            lambda: folder.rename(folder.with_name("away")),
        ):
            spoil()
            async with asyncio.timeout(20):
                while not (told := await _told(office)):  # noqa: ASYNC110  # a messenger sets no event
                    await asyncio.sleep(0.05)
            assert len(told) == 1
    finally:
        await _ended(watching)


async def test_a_line_more_above_a_mistake_makes_no_other_mistake(
    watch: TemplateWatch, office: Office, folder: Path
) -> None:
    _edit(folder, "What would help you most?", "What would help you most, {{ frist_name }}?")
    await watch.look()
    _edit(folder, "questions:\n", "\n\nquestions:\n")
    await watch.look()
    assert len(await _told(office)) == 1
    _edit(folder, "{{ frist_name }}", "{{ nmae }}")
    await watch.look()
    (told,) = await _told(office)
    assert "nmae" in told


async def test_a_mended_file_goes_live_and_is_told(watch: TemplateWatch, office: Office, folder: Path) -> None:
    _edit(folder, "What would help you most?", "What would help you most, {{ frist_name }}?")
    assert not await watch.look()
    _edit(folder, "{{ frist_name }}", "{{ first_name }}")
    assert await watch.look()
    assert (await _told(office))[1:] == ["The templates are in order again, and in force."]
    _edit(folder, "{{ first_name }}", "you")
    assert await watch.look()
    assert await _told(office) == [], "what was right before and is right now is no news"


async def test_what_is_taken_back_is_mended_too(watch: TemplateWatch, office: Office, folder: Path) -> None:
    _edit(folder, "What would help you most?", "{{ frist_name }}")
    await watch.look()
    _edit(folder, "{{ frist_name }}", "What would help you most?")
    assert not await watch.look()
    assert (await _told(office))[1:] == ["The templates are in order again, and in force."]


async def test_many_mistakes_are_told_in_one_message(watch: TemplateWatch, office: Office, folder: Path) -> None:
    file = folder / "chat/texts/en.yaml"
    text = file.read_text(encoding="utf-8").replace("{{ business }}", "{{ nobody }} {{ no_one }}")
    file.write_text(text, encoding="utf-8")
    await watch.look()
    (told,) = await _told(office)
    assert told.count("unknown variable") == 5
    assert re.search(r"… and \d+ more", told)


async def test_marketing_hears_in_a_chat_of_its_own_and_in_the_language_of_sales(
    watch: TemplateWatch, office: Office, folder: Path
) -> None:
    watch.in_force.setup = replace(watch.in_force.setup, chat_of_marketing=-77, sales_locale="fr")
    (folder / "business.yaml").write_text("name: [", encoding="utf-8")
    await watch.look()
    (told,) = await _told(office, -77)
    assert told.startswith("Les modèles contiennent des erreurs")


async def test_a_folder_that_vanishes_leaves_the_last_good_ones(
    watch: TemplateWatch, office: Office, folder: Path
) -> None:
    before = watch.in_force.setup
    shutil.rmtree(folder)
    assert not await watch.look()
    assert watch.in_force.setup is before
    assert "missing file" in (await _told(office))[0]


async def test_nobody_is_told_to_start_anew_without_the_language_that_sales_reads(
    watch: TemplateWatch, office: Office, folder: Path
) -> None:
    watch.in_force.setup = replace(watch.in_force.setup, sales_locale="sv")
    for path in folder.glob("[!e]*/**/sv.yaml"):
        path.unlink()
    assert not await watch.look()
    (told,) = await _told(office)
    assert "desk/texts/sv.yaml" in told
    assert "starta" not in told.lower()
    assert "sv" in watch.in_force.setup.playbooks.desk


async def test_whatever_reading_may_bring_about_the_watch_goes_on(office: Office, folder: Path) -> None:
    def fails(_folder: Path) -> Playbooks:
        raise RuntimeError("a bug of ours")

    watch = _watch(office, folder, base=folder, load=fails)
    watching = asyncio.create_task(watch.run())
    try:
        async with asyncio.timeout(20):
            while not await _told(office):  # noqa: ASYNC110  # a messenger sets no event
                await asyncio.sleep(0.05)
            assert not watching.done()
    finally:
        await _ended(watching)


async def test_a_folder_that_cannot_be_watched_is_looked_at_by_the_clock(
    watch: TemplateWatch, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_folders: Path, **_more: object) -> None:
        raise OSError(28, "no space left on device: the limit of watches is reached")

    monkeypatch.setattr("bot.workers.template_watcher.awatch", full)
    monkeypatch.setattr("bot.workers.template_watcher.LOOK_EVERY_MS", 50)
    watching = asyncio.create_task(watch.run())
    try:
        _edit(folder, "What would help you most?", "Edited?")
        async with asyncio.timeout(20):
            while not _asked(watch.in_force).startswith("Edited?"):  # noqa: ASYNC110  # a file system sets no event
                await asyncio.sleep(0.05)
    finally:
        await _ended(watching)


async def test_a_text_that_fails_at_work_is_told_once(office: Office, folder: Path) -> None:
    # Not the shipped ones that all tests share: a text remembers that it failed.
    own = InForce(Setup(_load(folder), SALES))
    watch = TemplateWatch(office.database, own, folder, folder, _load, lambda: office.now, AT_ONCE)
    await watch.look()
    setup = watch.in_force.setup
    many = contexts.Privacy("Pia", "Northwind", contact="x", keep_months=1, asked=("x",) * 300_000)
    for _ in range(3):
        assert setup.playbooks.chat["en"].render("privacy", many)
        await watch.look(quiet=True)
    (told,) = await _told(office)
    assert told.startswith("These texts failed")
    assert "chat/texts/en.yaml:" in told


async def test_what_comes_into_force_is_kept_once(watch: TemplateWatch, office: Office, folder: Path) -> None:
    await watch.look()
    await watch.look()
    _edit(folder, "What would help you most?", "Edited?")
    await watch.look()
    kept = await office.write(lambda tx: templates.kept_of(tx, str(folder)))
    assert [each.version for each in kept] == [watch.in_force.setup.playbooks.version, shipped().version]
    assert "Edited?" in kept[0].files["playbooks/b2b/texts/en.yaml"]


@pytest.mark.parametrize("broken_too", [False, True])
async def test_a_text_that_failed_is_not_mended_by_a_restart(office: Office, folder: Path, broken_too: bool) -> None:
    """Only when it is used again does it show that it fails: a start knows nothing of it."""
    many = contexts.Privacy("Pia", "Northwind", contact="x", keep_months=1, asked=("x",) * 300_000)

    def started() -> TemplateWatch:
        in_force = InForce(Setup(_load(SHIPPED_TEMPLATES), SALES))
        return TemplateWatch(office.database, in_force, folder, folder, _load, lambda: office.now, AT_ONCE)

    watch = started()
    assert watch.in_force.setup.playbooks.chat["en"].render("privacy", many)
    if broken_too:
        _edit(folder, "What would help you most?", "{{ frist_name }}")
    await watch.look()
    assert len(await _told(office)) == 1
    for uses_it in (False, True, False):
        watch = started()
        if uses_it:
            assert watch.in_force.setup.playbooks.chat["en"].render("privacy", many)
        await watch.look(quiet=True)
        assert await _told(office) == []
    if broken_too:
        _edit(folder, "{{ frist_name }}", "What would help you most?")
    _edit(folder, "What would help you most?", "What do you need?")
    await watch.look()
    assert await _told(office) == ["The templates are in order again, and in force."]


async def test_a_file_that_vanishes_never_brings_in_the_bases_business(
    tmp_path: Path, office: Office, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half a copied folder is good in itself: it would make another business of ours, or turn people into persons."""
    mine = tmp_path / "mine"
    shutil.copytree(folder / "playbooks", mine / "playbooks")
    shutil.copy(folder / "business.yaml", mine)
    in_force = InForce(Setup(_over(mine, base=folder), SALES))
    watch = TemplateWatch(office.database, in_force, mine, folder, partial(_over, base=folder), lambda: MONDAY, AT_ONCE)
    before = in_force.setup
    for part in ("playbooks/b2c", "playbooks", "business.yaml"):
        away = (mine / part).rename(tmp_path / "away")
        assert not await watch.look()
        assert in_force.setup is before
        assert f"{part}" in "".join(capsys.readouterr())
        (told,) = [text for text in await _told(office) if "in order again" not in text]
        assert f"No longer in the templates: {part}" in told
        assert ("restarted" in told) == (part == "playbooks/b2c")
        away.rename(mine / part)
        await watch.look()
    shutil.copytree(folder / "chat", mine / "chat")
    await watch.look()
    assert "No longer there" not in "".join(capsys.readouterr())


def _over(folder: Path, *, base: Path) -> Playbooks:
    return playbooks.load(folder, base=base, compile_text=rendering.compile_text)


@pytest.mark.parametrize("where", ["mine", "templates/examples/mine"])
async def test_a_change_of_the_base_is_noticed_too(tmp_path: Path, office: Office, folder: Path, where: str) -> None:
    mine = tmp_path / where
    mine.mkdir(parents=True)
    shutil.copy(folder / "business.yaml", mine)
    in_force = InForce(Setup(_over(mine, base=folder), SALES))
    watch = TemplateWatch(office.database, in_force, mine, folder, partial(_over, base=folder), lambda: MONDAY, AT_ONCE)
    await _is_noticed(watch, folder)


@pytest.mark.parametrize("where", [".venv/mine", "node_modules/mine", ".idea/mine"])
async def test_a_folder_is_watched_wherever_it_lies(tmp_path: Path, office: Office, folder: Path, where: str) -> None:
    mine = tmp_path / where
    shutil.move(folder, mine)
    await _is_noticed(_watch(office, mine, base=mine), mine)


@pytest.mark.parametrize("linked", ["playbooks/b2b/texts/en.yaml", "playbooks/b2b/texts", "playbooks", "."])
async def test_what_is_behind_a_link_is_watched_too(tmp_path: Path, office: Office, folder: Path, linked: str) -> None:
    away = tmp_path / "away"
    shutil.move(folder / linked, away)
    (folder / linked).symlink_to(away)
    await _is_noticed(_watch(office, folder, base=folder), folder)


async def _is_noticed(watch: TemplateWatch, folder: Path) -> None:
    watching = asyncio.create_task(watch.run())
    try:
        async with asyncio.timeout(20):
            said = "What would help you most?"
            # The first may be seen by the look at the start, the second by the one after the watch has begun.
            for word in ("Once", "Twice", "Thrice"):
                said = await _edited_until_seen(watch.in_force, folder, said, word)
    finally:
        await _ended(watching)


async def test_saving_a_file_is_noticed(watch: TemplateWatch, folder: Path) -> None:
    await _is_noticed(watch, folder)


async def _ended(watching: asyncio.Task[None]) -> None:
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def _edited_until_seen(in_force: InForce, folder: Path, said: str, word: str) -> str:
    _edit(folder, said, f"{word}?")
    while not _asked(in_force).startswith(word):  # noqa: ASYNC110  # a file system sets no event
        await asyncio.sleep(0.05)
    return f"{word}?"


async def test_a_folder_that_is_replaced_as_a_whole_is_noticed(watch: TemplateWatch, folder: Path) -> None:
    in_force, watching = watch.in_force, asyncio.create_task(watch.run())
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
        await _ended(watching)
