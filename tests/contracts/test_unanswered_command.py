"""`leadbot unanswered`: what nobody understood, counted, and ready to be pasted into the templates."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from bot import clock
from bot.cli import app
from bot.commands.unanswered import folded, tidied
from bot.messages import Sender
from tests.builders import Office, opened_office
from tests.contracts.terminal import assert_sentence, run

SIZES = ("Glorpf zimbel", "glorpf zimbel!", "GLORPF, ZIMBEL…")
ASKED = ("Does it come with a trampoline?", "does it come with a  trampoline")
BEGAN = clock.utc_now() - timedelta(days=3, hours=1)
ELLE = Sender(601, "Elle", "", "", "fr")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a database in which three people were not understood."""
    place = tmp_path_factory.mktemp("unanswered")
    asyncio.run(_story(place))
    return (place / "leadbot.db").read_bytes()


async def _story(place: Path) -> None:
    async with opened_office(place) as office:
        office.now = BEGAN
        for number, words in enumerate(SIZES):
            await _says(office, Sender(700 + number, "Quentin", "", "", "en"), words)
            office.pass_time(days=1)
        for number, words in enumerate(ASKED):
            await _says(office, Sender(800 + number, "Pia", "", "", "en"), words)
        await _says(office, ELLE, "zut: «glorpf» \\ # et la suite")


async def _says(office: Office, who: Sender, words: str) -> None:
    await office.start("b2b", who)
    await office.tap("need", "leads", who)
    await office.say(words, who)


@pytest.fixture
def folder(tmp_path: Path, story: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    (tmp_path / "leadbot.db").write_bytes(story)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_same_words_are_counted_as_one_most_frequent_first() -> None:
    shown = run("unanswered")
    assert shown.code == 0
    assert shown.out.splitlines()[:5] == [
        "# b2b, en: answered to company_size, for the words of its options (3 times)",
        f'- "glorpf zimbel"  # 3 times, last on {BEGAN + timedelta(days=2):%Y-%m-%d}',
        "",
        "# b2b, en: asked us, for the asks of a topic in faq.yaml (2 times)",
        f'- "does it come with a trampoline"  # 2 times, last on {BEGAN + timedelta(days=3):%Y-%m-%d}',
    ]


@pytest.mark.usefixtures("folder")
def test_what_is_printed_is_yaml_whatever_was_typed() -> None:
    words = YAML(typ="safe").load(run("unanswered").out)
    assert words == ["glorpf zimbel", "does it come with a trampoline", "zut: «glorpf» \\ # et la suite"]


@pytest.mark.usefixtures("folder")
def test_one_language_or_one_audience_may_be_asked_for() -> None:
    assert [json.loads(line)["locale"] for line in run("unanswered", "--locale", "fr", "--json").out.splitlines()] == [
        "fr"
    ]
    nothing = run("unanswered", "--audience", "b2c")
    assert (nothing.code, nothing.out) == (0, "Nothing is kept that was not understood.\n")


@pytest.mark.usefixtures("folder")
def test_only_the_last_days_may_be_asked_for() -> None:
    lines = [
        json.loads(line) for line in run("unanswered", "--since", "2", "--locale", "en", "--json").out.splitlines()
    ]
    assert [(line["text"], line["count"]) for line in lines] == [
        ("does it come with a trampoline", 2),
        ("glorpf, zimbel", 1),
    ]
    assert run("unanswered", "--since", "0").code == 2


@pytest.mark.usefixtures("folder")
def test_understand_reads_what_it_prints_as_json() -> None:
    told = run("unanswered", "--json").out
    again = CliRunner().invoke(app, ["understand", "--rules-only", "--json"], input=told)
    assert again.exit_code == 0
    meant = [json.loads(line) for line in again.stdout.splitlines()]
    assert [(each["facts"], each["question"]) for each in meant] == [({}, False), ({}, True), ({}, False)]


def test_without_a_database_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/none.db")
    assert_sentence(run("unanswered"), "none.db")


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("¿Hacéis  envíos a Noruega?", "hacéis envíos a noruega"),
        ("what’s it cost?!", "whats it cost"),
        ("20-30", "20 30"),
        ("ＡＢＣ", "abc"),
        ("STRASSE", "straße"),
    ],
)
def test_case_spaces_and_punctuation_make_no_difference(words: str, same: str) -> None:
    assert folded(words) == folded(same)


@pytest.mark.parametrize(("words", "other"), [("5 €", "5"), ("año", "ano"), ("c++", "c"), ("कितने", "कतन")])
def test_what_makes_a_difference_stays(words: str, other: str) -> None:
    assert folded(words) != folded(other)


@pytest.mark.parametrize(
    ("typed", "listed"),
    [("«Combien ?»", "combien"), ("  What's   THIS?! ", "what's this"), ("co-founder…", "co-founder"), ("5 €.", "5 €")],
)
def test_words_are_listed_as_templates_have_them(typed: str, listed: str) -> None:
    assert tidied(typed) == listed
