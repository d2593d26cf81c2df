"""The command line: exit codes, and sentences instead of tracebacks."""

import asyncio
import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import typer

from bot.commands.exit_codes import guarded
from bot.settings import SHIPPED_TEMPLATES
from tests.builders import PIA, new_database, opened_office
from tests.contracts.terminal import assert_sentence, run

MODEL = SHIPPED_TEMPLATES / "playbooks" / "b2b" / "model.yaml"
AT = "2026-02-01T00:00:00Z"
TOKEN = "123456789:AAsecret-secret-secret-secret-secret"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder in which no setting is set but the database's place."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    return tmp_path


@pytest.mark.parametrize("name", ["run", "demo", "check", "score", "explain", "leads", "migrate", "import"])
def test_every_command_has_its_help(name: str) -> None:
    told = run(name, "--help")
    assert told.code == 0
    assert "Usage" in told.out


def test_an_unknown_command_or_option_is_wrong_usage() -> None:
    assert run("dance").code == 2
    assert run("leads", "--colour").code == 2
    assert run("explain", "seven").code == 2


def test_the_shipped_templates_have_no_mistakes(folder: Path) -> None:
    told = run("check")
    assert told.code == 0
    assert "no mistakes" in told.out


def test_mistakes_in_templates_are_exit_code_one_and_named_with_their_line(folder: Path) -> None:
    (folder / "business.yaml").write_text("name: [\n", encoding="utf-8")
    told = run("check", str(folder))
    assert told.code == 1
    assert "business.yaml:" in told.out
    listed = json.loads(run("check", str(folder), "--json").out)
    assert {problem["file"] for problem in listed} >= {"business.yaml"}


@pytest.mark.parametrize("place", ["gone", "a-file"])
def test_a_folder_of_templates_that_is_none_is_said_so(folder: Path, place: str) -> None:
    (folder / "a-file").touch()
    told = run("check", str(folder / place))
    assert told.code in (1, 2)
    assert place in told.out + told.err


@pytest.mark.parametrize("words", [("leads",), ("leads", "--json"), ("explain", "1")])
def test_reading_without_a_database_says_how_to_make_one(folder: Path, words: tuple[str, ...]) -> None:
    assert_sentence(run(*words), "leadbot.db", "start the bot once")


@pytest.mark.parametrize("words", [("leads",), ("explain", "1"), ("migrate",)])
def test_something_else_in_place_of_the_database_is_said_so(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "leadbot.db").write_bytes(b"a letter" * 1000)
    assert_sentence(run(*words), "leadbot.db", "not a database that Leadbot can use")


@pytest.mark.parametrize("words", [("leads",), ("explain", "1")])
def test_a_database_without_tables_is_said_so(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "leadbot.db").touch()
    assert_sentence(run(*words), "leadbot migrate")


@pytest.mark.parametrize("words", [("leads",), ("explain", "1"), ("migrate",)])
def test_the_database_of_a_newer_leadbot_is_said_so(folder: Path, words: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(new_database(folder))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert_sentence(run(*words), "9999")


def test_migrate_makes_the_database_and_says_so_each_time(folder: Path) -> None:
    for expected in ("leadbot.db was created", "leadbot.db is up to date"):
        told = run("migrate")
        assert told.code == 0
        assert expected in told.out


@pytest.mark.parametrize("words", [("import", "leads.csv"), ("import", "--dry-run", "leads.csv")])
def test_an_import_makes_no_database_at_a_mistyped_path(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "leads.csv").write_text("lead\nq\n", encoding="utf-8")
    where = str(folder / "leadbot.db")
    assert_sentence(run(*words), f"there is no database at {where}", "leadbot migrate", "LEADBOT_DATABASE_URL")
    assert not (folder / "leadbot.db").exists()


def test_ctrl_c_ends_any_command_with_a_sentence_and_130(capsys: pytest.CaptureFixture[str]) -> None:
    async def interrupted() -> None:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(0)

    with pytest.raises(typer.Exit) as ended:
        guarded(interrupted)
    assert ended.value.exit_code == 130
    told = "leadbot: interrupted: what was written so far stays; run the same command again to go on\n"
    assert capsys.readouterr().err == told


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a database with Pia and a stranger."""
    place = tmp_path_factory.mktemp("story")
    asyncio.run(_pia_and_a_stranger(place))
    return (place / "leadbot.db").read_bytes()


async def _pia_and_a_stranger(place: Path) -> None:
    async with opened_office(place) as office:
        await office.start("b2c-spring", PIA)
        await office.tap("use", "road", PIA)
        await office.start()


@pytest.fixture
def two_leads(folder: Path, story: bytes) -> Path:
    """Return the database that has these leads."""
    database = folder / "leadbot.db"
    database.write_bytes(story)
    return database


def test_leads_are_listed_one_json_line_each(two_leads: Path) -> None:
    pia, stranger = map(json.loads, run("leads", "--json").out.splitlines())
    assert set(pia) == {
        *("id", "audience", "locale", "tier", "score", "fit", "engagement", "source", "facts", "handoff", "created_at"),
        *("name", "keys", "last_seen_at"),
    }
    assert (pia["audience"], pia["source"], pia["facts"]["use"]) == ("b2c", "spring", "road")
    assert (stranger["audience"], stranger["tier"], stranger["score"]) == (None, "cold", 0)


def test_a_lead_is_explained_and_one_that_is_none_is_said_so(two_leads: Path) -> None:
    told = json.loads(run("explain", "1", "--json").out)
    assert told["lead"] == 1
    assert sum(line["remains"] for line in told["ledger"]) == pytest.approx(told["score"])
    assert_sentence(run("explain", "2"), "has not said yet")
    assert_sentence(run("explain", "99"), "no lead 99")


def test_a_lead_scored_under_another_model_is_explained_under_the_one_in_force(two_leads: Path) -> None:
    with closing(sqlite3.connect(two_leads)) as connection:
        connection.execute("UPDATE leads SET model_version = 'old', standing = replace(standing, model_version, 'old')")
        connection.commit()
    assert json.loads(run("explain", "1", "--json").out)["tier"]
    assert run("leads").code == 0


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("LEADBOT_TOKEN", "secret-but-wrong", "the token that @BotFather gave you"),
        ("LEADBOT_TOKN", "x", "did you mean LEADBOT_TOKEN?"),
        ("LEADBOT_SALES_CHAT", "sales", "LEADBOT_SALES_CHAT"),
        ("LEADBOT_HTTP_PORT", "99999", "LEADBOT_HTTP_PORT"),
        ("LEADBOT_API_URL", "telegram", "https://example.com"),
        ("LEADBOT_DATABASE_URL", "postgresql://x:secret-word@h/d", "sqlite+aiosqlite:///"),
        (
            "LEADBOT_DATABASE_URL",
            "postgresql+psycopg://x:secret-word@h",
            "postgresql+psycopg://USER:PASSWORD@HOST/DATABASE",
        ),
        ("LEADBOT_TIMEZONE", "Mars/Olympus", "Europe/Stockholm"),
        ("LEADBOT_WEBHOOK_SECRET", "not allowed!", "LEADBOT_WEBHOOK_SECRET"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do_and_without_its_value(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv("LEADBOT_TOKEN", TOKEN)
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-1001")
    monkeypatch.setenv(name, value)
    refused = run("run")
    assert_sentence(refused, name, told)
    assert "secret-" not in refused.err
    assert refused.err.startswith("leadbot: ")


def test_all_that_is_missing_is_named_at_once(folder: Path) -> None:
    assert_sentence(run("run"), "LEADBOT_TOKEN: missing", "LEADBOT_SALES_CHAT: missing")
