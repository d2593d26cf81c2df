"""Where the output goes may be full, or gone: a sentence or silence, never a traceback."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SHIPPED_TEMPLATES
from tests.builders import new_database, opened_office

MODEL = SHIPPED_TEMPLATES / "playbooks" / "b2b" / "model.yaml"
SCORE = ("score", "--model", str(MODEL), "--history", os.devnull, "--at", "2026-02-01T00:00:00Z")


@pytest.fixture(params=["", "1"], ids=["buffered", "unbuffered"])
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Return the database's folder; commands print once with a buffer, once without."""
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    monkeypatch.setenv("PYTHONUNBUFFERED", request.param)
    return tmp_path


def _ended(*words: str, output: int) -> tuple[int, str]:
    program = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    ended = subprocess.run(program, stdout=output, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    return ended.returncode, ended.stderr


async def _quentin_is_known(folder: Path) -> None:
    async with opened_office(folder) as office:
        await office.start("b2b")


@pytest.mark.parametrize("words", [("leads",), ("explain", "1"), SCORE], ids=lambda words: words[0])
def test_output_on_a_full_disk_ends_in_a_sentence(folder: Path, words: tuple[str, ...]) -> None:
    asyncio.run(_quentin_is_known(folder))
    with Path("/dev/full").open("w") as full:
        code, told = _ended(*words, output=full.fileno())
    assert (code, told) == (
        2,
        "leadbot: the output could not be written (No space left on device): "
        "make room for it, and run the command again\n",
    )


def test_a_reader_who_goes_away_is_no_mistake_and_nothing_is_said(folder: Path) -> None:
    new_database(folder)
    reading, writing = os.pipe()
    os.close(reading)
    code, told = _ended("leads", output=writing)
    os.close(writing)
    assert (code, told) == (141, "")
