"""What a start says of the database that it serves from."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import app, coming_into_force, playbooks
from bot.commands.migrate import migrate_database
from bot.playbooks import PlaybookError
from storage.sqlite import secure_erase
from storage.sqlite.database import Database
from storage.sqlite.secure_erase import is_clean
from tests.builders import PIA, QUENTIN, Office


async def test_the_log_names_the_file_and_how_many_leads_are_in_it(office: Office) -> None:
    await office.start("", PIA)
    await office.start("", QUENTIN)
    with capture_logs() as said:
        await app._say_what_is_served(office.database)
    if office.file.stat().st_mode & 0o007:  # the umask of whoever runs the tests
        assert f"run `chmod o-rwx {office.file} " in said.pop()["event"]
    assert said == [
        {
            "event": "The database is open.",
            "action": "start",
            "database": str(office.file),
            "leads": "2",
            "log_level": "info",
        }
    ]


async def test_many_leads_are_not_counted_to_the_last(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "MOST_COUNTED", 1)
    await office.start("", PIA)
    await office.start("", QUENTIN)
    with capture_logs() as said:
        await app._say_what_is_served(office.database)
    assert said[0]["leads"] == "1 or more"


async def test_a_file_too_large_to_be_written_anew_at_once_is_by_migrate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(secure_erase, "REWRITTEN_AT_ONCE_BYTES", 0)
    path = tmp_path / "leadbot.db"
    database = await Database.open(path)
    assert await database.keep_up(is_clean)
    await database.keep_up(secure_erase.note_erasure)
    assert not await database.keep_up(is_clean)
    await database.close()
    await migrate_database(path)
    assert "is up to date" in capsys.readouterr().out
    with closing(sqlite3.connect(path)) as connection:
        assert is_clean(connection)


def test_whatever_reading_the_templates_may_bring_about_the_bot_can_start_with_kept_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours that only one folder brings to light is a mistake of that folder, not the end of the bot."""

    def fails(*_what: object, **_more: object) -> None:
        raise RuntimeError("a bug of ours")

    monkeypatch.setattr(playbooks, "load", fails)
    found = coming_into_force.found_in(tmp_path, ())
    assert found.playbooks is None
    assert [str(problem) for problem in found.problems] == [f"{tmp_path}:1  cannot be read: RuntimeError"]
    with pytest.raises(PlaybookError):
        coming_into_force.load_kept({"business.yaml": "name: Acme\n"})


@pytest.mark.parametrize(
    ("place", "found"),
    [("nowhere", "there is no such folder"), ("file", "no folder that can be read"), ("loop", "no folder that can be")],
)
def test_what_is_no_folder_of_templates_is_told_as_it_is(tmp_path: Path, place: str, found: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (problem,) = coming_into_force.found_in(tmp_path / place, ()).problems
    assert problem.found.startswith(found)


_HELD = """
from pathlib import Path
def held():
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line)
"""
_LAID_OUT = """
import gc, zoneinfo
import bot.cli, bot.app
from bot.clock import utc_now
from bot.playbooks import load
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.prospects.first_words import hear_first_words
from bot.usecases.setup import Setup
setup = Setup(load(SHIPPED_TEMPLATES, compile_text=compile_text), -100, "en", zoneinfo.ZoneInfo("UTC"))
for locale in setup.playbooks.chat:
    hear_first_words(setup, locale, now=utc_now())
gc.collect()
"""


def _memory_after(program: str) -> int:
    told = subprocess.run([sys.executable, "-c", f"{_HELD}{program}\nprint(held())"], capture_output=True, check=True)
    return int(told.stdout)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="where the system tells what a process holds")
def test_a_bot_that_has_laid_out_every_language_holds_little_more_than_aiogram_does() -> None:
    """Of the 1.3 times that a quiet bot may hold, its threads, database and web server have a tenth."""
    assert _memory_after(_LAID_OUT) < 1.2 * _memory_after("import aiogram")
