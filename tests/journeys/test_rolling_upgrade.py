"""The database is upgraded beside a process of the version before, which goes on serving by its own code."""

import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from storage.place import Postgres

from .life import Life, together

pytestmark = pytest.mark.journey

_REPOSITORY = Path(__file__).parents[2]
_VERSION_BEFORE = "b1948142^"
"""The last commit before migration 0033, the newest there is."""


@pytest.fixture
def code_before(tmp_path: Path) -> Path:
    """Return a folder with the code of the version before, out of the project's history."""
    archive = ("git", "-C", str(_REPOSITORY), "archive", _VERSION_BEFORE, "bot", "scoring", "storage", "templates")
    try:
        packed = subprocess.run(archive, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("the project's history is not here")
    folder = tmp_path / "before"
    with tarfile.open(fileobj=io.BytesIO(packed)) as code:
        code.extractall(folder, filter="data")
    return folder


@pytest.mark.parametrize("at_postgres", ["postgres"], indirect=True)
async def test_whoever_talks_to_the_version_before_is_answered_while_the_database_is_upgraded(
    journey: Life, at_postgres: Postgres, code_before: Path
) -> None:
    life = journey
    life.settings["PYTHONPATH"] = str(code_before)
    await life.start()
    before = life.bot
    assert life.rows("SELECT version_num FROM alembic_version") == [("0032",)]
    await together(_is_qualified(life, "Ada"), _is_qualified(life, "Ben"), _is_qualified(life, "Eve"), _upgraded(life))
    assert life.rows("SELECT version_num FROM alembic_version") == [("0033",)]
    await _is_qualified(life, "Zoe")
    assert await before.end() == 0

    await life.start()
    await _is_qualified(life, "Uma")
    facts = "SELECT count(*) FROM facts WHERE field IN ('need', 'company_size', 'role')"
    assert life.rows(facts) == [(15,)]
    assert life.rows("SELECT count(*) FROM dead_updates") == [(0,)]


async def _upgraded(life: Life) -> None:
    del life.settings["PYTHONPATH"]
    migrate = await life.command("migrate")
    assert await migrate.ended() == 0, migrate.printed


async def _is_qualified(life: Life, name: str) -> None:
    chat = await life.begins(await life.sandbox.person(name), "b2b")
    await chat.expect("What would help you most?")
    await chat.tap("More leads")
    await chat.expect("How many people")
    await chat.say("200")
    await chat.expect("your role")
    await chat.tap("Director")
    await chat.expect("When would you like to start?")
