"""What people would read as nobody means it goes live, and marketing is told of it: once, and when it is mended."""

import shutil
from datetime import timedelta
from pathlib import Path

from bot import playbooks, rendering
from bot.in_force import InForce
from bot.rendering import plain
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.setup import Setup
from bot.workers.template_watcher import TemplateWatch
from tests.builders import SALES, Office, shipped

FILE = "playbooks/b2b/texts/en.yaml"


def _edit(folder: Path, old: str, new: str) -> None:
    words = (folder / FILE).read_text(encoding="utf-8")
    assert old in words
    (folder / FILE).write_text(words.replace(old, new, 1), encoding="utf-8")


async def _told(office: Office) -> list[str]:
    return [plain(sent.html) for sent in await office.deliver() if sent.chat_id == SALES]


def _watch(office: Office, folder: Path) -> TemplateWatch:
    in_force = InForce(Setup(shipped(), SALES))
    load = playbooks.load
    return TemplateWatch(
        office.database,
        in_force,
        folder,
        folder,
        lambda path: load(path, compile_text=rendering.compile_text),
        lambda: office.now,
        patience=timedelta(0),
    )


async def test_a_slip_is_in_force_and_told_once_and_told_to_be_mended(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(SHIPPED_TEMPLATES, folder)
    watch = _watch(office, folder)
    _edit(folder, "What would help you most?", "{first_name}, what would **help** you?")
    assert await watch.look()
    (told,) = await _told(office)
    assert told.startswith("In force, but people would read this:")
    assert f'{FILE}:10  questions.need.ask: "{{first_name}}" would be read' in told
    assert '"**help**" would be read, expected <b>help</b>' in told

    _edit(folder, "questions:", "# A line more above it makes no other slip.\nquestions:")
    await watch.look()
    assert await _told(office) == []

    watch = _watch(office, folder)  # after a restart
    await watch.look()
    assert await _told(office) == []

    _edit(folder, "{first_name}, what would **help** you?", "What would help you?")
    await watch.look()
    assert await _told(office) == ["The templates are in order again, and in force."]


async def test_a_slip_does_not_hide_a_mistake(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(SHIPPED_TEMPLATES, folder)
    watch = _watch(office, folder)
    _edit(folder, "What would help you most?", "TODO: {{ frist_name }}")
    assert not await watch.look()
    (told,) = await _told(office)
    assert "have mistakes" in told
    assert "TODO" not in told
