"""The commands about rules and single leads: what they print, how they end, and what they never load."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.settings import SHIPPED_TEMPLATES
from tests.builders import PIA, new_database, opened_office
from tests.contracts.terminal import assert_sentence, run
from tests.rules import GENEROUS, RULES, STRICT, changed, model_of, started

COMMANDS = ("whatif", "review", "publish", "models", "rescore", "merge", "forget", "replay")
ON_THE_DATABASE = (
    ("whatif",),
    ("whatif", "--json"),
    ("review",),
    ("review", "--done"),
    ("publish",),
    ("publish", "strict.yaml"),
    ("models",),
    ("rescore",),
    ("rescore", "--all"),
    ("merge", "1", "2"),
    ("forget", "1"),
    ("explain", "1", "--at", "2026-03-02"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder with a few models and no database yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-1001000")
    for name, source in (("strict", STRICT), ("generous", GENEROUS), ("rules", RULES), ("broken", _BROKEN)):
        (tmp_path / f"{name}.yaml").write_text(source, encoding="utf-8")
    return tmp_path


_BROKEN = changed(RULES, ("handoff: lukewarm", "handoff: warm"))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a database in which Quentin tried the demo on Monday and the rules became strict on Wednesday."""
    place = tmp_path_factory.mktemp("story")
    asyncio.run(_story(place))
    return (place / "leadbot.db").read_bytes()


async def _story(place: Path) -> None:
    async with opened_office(place) as office:
        marketing = await started(office)
        await office.start("b2b")
        office.pass_time(minutes=1)
        await office.signal("demo.used")
        await office.start("", PIA)
        office.pass_time(days=2)
        await marketing.publish(STRICT)
        await marketing.refold()


@pytest.fixture
def two_leads(folder: Path, story: bytes) -> Path:
    """Return the folder with this database."""
    (folder / "leadbot.db").write_bytes(story)
    return folder


# Help, and errors as sentences


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(name: str) -> None:
    told = run(name, "--help")
    assert told.code == 0
    assert "Usage" in told.out


@pytest.mark.parametrize("words", ON_THE_DATABASE, ids=" ".join)
def test_without_a_database_each_says_how_to_make_one_and_makes_none(folder: Path, words: tuple[str, ...]) -> None:
    assert_sentence(run(*words), "leadbot.db", "start the bot once")
    assert not (folder / "leadbot.db").exists()


@pytest.mark.parametrize("words", ON_THE_DATABASE, ids=" ".join)
def test_something_else_in_place_of_the_database_is_said_so(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "leadbot.db").write_bytes(b"a letter" * 1000)
    assert_sentence(run(*words), "leadbot.db", "not a database that Leadbot can use")


@pytest.mark.parametrize("words", ON_THE_DATABASE, ids=" ".join)
def test_the_database_of_a_newer_leadbot_is_said_so(folder: Path, words: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(new_database(folder))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert_sentence(run(*words), "9999")


@pytest.mark.parametrize("name", ["whatif", "publish"])
def test_mistakes_in_a_model_are_named_by_line_and_nothing_is_published(two_leads: Path, name: str) -> None:
    assert_sentence(run(name, "broken.yaml"), "broken.yaml:2", '"warm"', code=1)
    assert len(json.loads(run("models", "--json").out)) == 3


@pytest.fixture
def broken_folder(two_leads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the folder of templates have mistakes in a model and in what no rule needs."""
    folder = two_leads / "templates" / "playbooks" / "b2b"
    folder.mkdir(parents=True)
    (two_leads / "templates" / "business.yaml").write_text("name: [\n", encoding="utf-8")
    (folder / "model.yaml").write_text("audience: b2b\nhandoff: warm\n", encoding="utf-8")
    monkeypatch.setenv("LEADBOT_TEMPLATES", "templates")


@pytest.mark.usefixtures("broken_folder")
@pytest.mark.parametrize("words", [("whatif",), ("publish",)])
def test_mistakes_in_the_model_of_the_templates_are_named_and_those_in_texts_are_in_nobodys_way(
    words: tuple[str, ...],
) -> None:
    before = json.loads(run("models", "--json").out)
    ended = run(*words)
    assert_sentence(ended, "playbooks/b2b/model.yaml:2", '"warm"', code=1)
    assert "business.yaml" not in ended.err
    assert json.loads(run("models", "--json").out) == before


@pytest.mark.usefixtures("broken_folder")
@pytest.mark.parametrize(
    "words",
    [("whatif", "rules.yaml"), ("review",), ("rescore",), ("leads",), ("explain", "1"), ("models",)],
    ids=" ".join,
)
def test_beside_a_broken_model_in_the_templates_what_was_published_holds(words: tuple[str, ...]) -> None:
    ended = run(*words)
    assert ended.code == 0, ended.err
    assert "playbooks/b2b/model.yaml:2" in ended.err
    assert "the published rules stay in force" in ended.err


@pytest.mark.usefixtures("broken_folder")
def test_an_earlier_version_is_put_in_force_again_whatever_the_templates_say() -> None:
    ended = run("publish", model_of(RULES).version)
    assert ended.code == 0, ended.err
    assert f"b2b {model_of(RULES).version} is now in force." in ended.out
    assert "1 lead folded anew" in ended.out


def test_templates_that_are_not_there_are_wrong_settings(two_leads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOT_TEMPLATES", "tempaltes")
    assert_sentence(run("leads"), "LEADBOT_TEMPLATES: there is no such folder")


def test_models_says_where_the_files_say_something_else(two_leads: Path) -> None:
    told = run("models").out
    assert "b2b: the file has other rules than those in force." in told
    assert "b2c: the file" not in told


def test_before_anything_is_published_whatif_and_models_say_so_and_rescore_publishes(folder: Path) -> None:
    new_database(folder)
    assert "b2b: nothing is published yet" in run("models").out
    assert "b2b: nothing is published yet" in run("whatif").out
    told = run("rescore")
    assert (told.code, told.err.count("is in force from now on")) == (0, 2)
    assert len(json.loads(run("models", "--json").out)) == 2
    assert run("rescore").err == ""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("publish", "gone.yaml"), "neither a file nor the version of a model"),
        (("publish", "abc123"), "leadbot models"),
        (("publish", "."), "neither a file nor the version"),
        (("whatif", "gone.yaml"), "gone.yaml"),
        (("merge", "1", "1"), "not two leads"),
        (("merge", "1", "99"), "leadbot leads"),
        (("forget", "99"), "there is no lead 99"),
        (("explain", "99"), "there is no lead 99"),
        (("explain", "1", "--at", "yesterday"), "--at: found yesterday, expected a day such as 2026-03-01"),
        (("explain", "1", "--at", "2026-03-02T12:00:00"), "--at"),
        (("explain", "1", "--at", "9999-12-31"), "--at"),
        (("explain", "1", "--at", "0001-01-01"), "nothing was known of lead 1 by"),
        (("explain", "1", "--at", "2026-03-01"), "nothing was known of lead 1 by 2026-03-01 23:59 UTC"),
        (("explain", "2", "--at", "2026-03-05"), "whether it is for a company"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_wrong_usage_and_said_in_a_sentence(
    two_leads: Path, words: tuple[str, ...], told: str
) -> None:
    assert_sentence(run(*words), told)


@pytest.mark.parametrize("words", [("merge", "1", "2"), ("forget", "1")])
def test_whoever_changes_a_lead_must_say_where_sales_is(
    two_leads: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEADBOT_SALES_CHAT")
    assert_sentence(run(*words), "LEADBOT_SALES_CHAT: missing")


@pytest.mark.parametrize("words", [("merge", "1"), ("merge", "one", "two"), ("forget",), ("publish", "--colour")])
def test_words_that_are_missing_or_wrong_are_wrong_usage(folder: Path, words: tuple[str, ...]) -> None:
    assert run(*words).code == 2


# What they print


def test_models_are_listed_with_who_and_when_and_which_are_in_force(two_leads: Path) -> None:
    listed = json.loads(run("models", "--json").out)
    assert [(one["audience"], one["version"], one["by"], one["in_force"]) for one in listed if one["by"] == "Ada"] == [
        ("b2b", model_of(STRICT).version, "Ada", True)
    ]
    assert [one["in_force"] for one in listed if one["version"] == model_of(RULES).version] == [False]
    assert listed[0]["at"] == "2026-03-04T09:01:00+00:00"
    told = run("models").out
    assert model_of(STRICT).version in told
    assert "in force" in told


def test_publishing_says_what_it_did_and_the_second_time_that_there_was_nothing_to_do(two_leads: Path) -> None:
    version = model_of(GENEROUS).version
    told = run("publish", "generous.yaml", "--by", "Ada")
    assert (told.code, told.err) == (0, "")
    assert f"b2b {version} is now in force." in told.out
    assert "1 lead folded anew, 0 with another tier than before. Nobody was alerted." in told.out
    told = run("publish", version)
    assert f"b2b {version} was already in force." in told.out
    assert "Every lead is scored by the rules in force." in told.out
    again = json.loads(run("publish", "generous.yaml", "--json").out)
    model = {"published": False, "audience": "b2b", "version": version}
    assert again == {"models": [model], "folded": 0, "changed_tier": 0, "left": 0}


def test_what_if_tells_what_would_change_and_changes_nothing(two_leads: Path) -> None:
    before = (two_leads / "leadbot.db").read_bytes()
    told = json.loads(run("whatif", "rules.yaml", "--json").out)
    assert set(told) == {"drafts", "leads", "tiers", "scores", "moves", "by_rule", "calls", "calls_kept"}
    assert told["drafts"] == {"b2b": model_of(RULES).version}
    assert told["leads"] == {"b2b": 1}
    assert sum(bar["now"] for bar in told["scores"]["b2b"]) == 1
    text = run("whatif", "rules.yaml").out
    assert "would be in another tier" in text
    assert "Alerts to sales" in text
    assert run("whatif", "strict.yaml").out == "These rules are already in force: nothing would change.\n"
    assert (two_leads / "leadbot.db").read_bytes() == before


def test_a_review_is_told_and_noted_when_it_is_done(two_leads: Path) -> None:
    told = json.loads(run("review", "--json").out)
    assert set(told) == {"b2b", "b2c"}
    b2b = told["b2b"]
    assert set(b2b) == {
        *("model_version", "leads", "tiers", "rules", "outcomes", "conversion", "last_review", "next_review_at"),
    }
    assert (b2b["leads"], b2b["outcomes"]) == (1, {"open": 1})
    assert b2b["last_review"] == {"at": "2026-03-04T09:01:00+00:00", "by": "Ada"}
    assert b2b["next_review_at"] == "2026-06-12T09:01:00+00:00"
    assert "b2b, rules" in run("review", "--done", "--by", "Bo").out
    again = json.loads(run("review", "--json").out)
    assert {one["last_review"]["by"] for one in again.values()} == {"Bo"}


def test_rescoring_everybody_mends_what_is_wrong_and_says_so_by_its_exit_code(two_leads: Path) -> None:
    with closing(sqlite3.connect(two_leads / "leadbot.db")) as connection:
        connection.execute("UPDATE leads SET standing = 'damaged' WHERE id = 1")
        connection.commit()
    told = run("rescore", "--all", "--json")
    assert (told.code, json.loads(told.out)["differing"]) == (1, 1)
    told = run("rescore", "--all")
    assert told.code == 0
    assert "bit for bit" in told.out
    assert json.loads(run("rescore", "--json").out) == {"folded": 0, "changed_tier": 0, "differing": 0, "left": 0}


def test_merging_and_forgetting_say_what_they_did(two_leads: Path) -> None:
    assert "Lead 2 is part of lead 1 now" in run("merge", "1", "2", "--yes").out
    assert [json.loads(line)["id"] for line in run("leads", "--json").out.splitlines()] == [1]
    assert "Lead 1 is erased." in run("forget", "1", "--yes").out
    assert run("leads", "--json").out == ""


@pytest.mark.parametrize(
    ("at", "source", "tier"),
    [("2026-03-02", RULES, "lukewarm"), ("2026-03-04T09:00:59Z", RULES, "lukewarm"), ("2026-03-04", STRICT, "cold")],
)
def test_a_lead_is_explained_as_of_a_day_under_the_rules_of_that_day(
    two_leads: Path, at: str, source: str, tier: str
) -> None:
    told = json.loads(run("explain", "1", "--at", at, "--json").out)
    assert (told["model_version"], told["tier"]) == (model_of(source).version, tier)
    assert sum(line["remains"] for line in told["ledger"]) == pytest.approx(told["score"])
    assert told["tier_changes"][-1]["tier_to"] == tier


def test_a_day_is_that_of_the_house_and_its_end_is_told_in_utc(
    two_leads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADBOT_TIMEZONE", "Pacific/Auckland")
    told = json.loads(run("explain", "1", "--at", "2026-03-02", "--json").out)
    assert told["at"] == "2026-03-02T10:59:59.999999Z"
    assert "as of 2026-03-02 10:59:59 UTC" in run("explain", "1", "--at", "2026-03-02").out
    assert_sentence(run("explain", "1", "--at", "2026-03-01"), "by 2026-03-01 10:59 UTC")


# What is never loaded

_AT = "2026-03-02T00:00:00Z"
_OPENS_DATABASE = (
    (("--help",), False),
    (("score", "--model", "rules.yaml", "--history", "h.jsonl", "--at", _AT), False),
    (("replay", "--model", "rules.yaml", "--history", "h.jsonl"), False),
    (("check",), True),
    (("leads",), True),
    (("migrate",), True),
    (("import", "h.jsonl"), True),
    (("publish", "generous.yaml"), True),
    (("review", "--done"), True),
    (("merge", "1", "2", "--yes"), True),
)
# All in one process: whichever loads it first is told, and what a command has loaded none after it loads again.
_WATCHED = """
import json, sys
opened = []
sys.addaudithook(lambda event, details: event == "sqlite3.connect" and opened.append(details))
from bot.cli import main
for words in json.load(sys.stdin):
    opened.clear()
    sys.argv = ["leadbot", *words]
    try: main()
    except SystemExit as end: assert not end.code, (words, end.code)
    print("WATCHED", json.dumps([words, "aiogram" in sys.modules, bool(opened)]))
"""


def test_no_command_loads_the_messengers_library_and_those_on_files_open_no_database(two_leads: Path) -> None:
    (two_leads / "h.jsonl").touch()
    ended = subprocess.run(
        [sys.executable, "-c", _WATCHED],
        input=json.dumps([words for words, _ in _OPENS_DATABASE]),
        capture_output=True,
        text=True,
        timeout=150,
        cwd=two_leads,
    )
    assert ended.returncode == 0, ended.stderr
    told = [line for line in ended.stdout.splitlines() if line.startswith("WATCHED ")]
    expected = [[list(words), False, opens] for words, opens in _OPENS_DATABASE]
    assert [json.loads(line.removeprefix("WATCHED ")) for line in told] == expected


def test_the_shipped_models_are_published_where_no_file_is_named(two_leads: Path) -> None:
    told = json.loads(run("publish", "--json").out)
    assert [(one["audience"], one["published"]) for one in told["models"]] == [("b2b", True), ("b2c", False)]
    shipped = (SHIPPED_TEMPLATES / "playbooks" / "b2b" / "model.yaml").read_text(encoding="utf-8")
    assert told["models"][0]["version"] == model_of(shipped).version
