"""What the README shows is what happens: its samples are made again, and compared."""

import asyncio
import re
import shutil
from pathlib import Path

import pytest

from bot.rendering import plain
from bot.sandbox.seed import DEMO_BOT
from bot.settings import SHIPPED_TEMPLATES
from tests.builders import MONDAY, Office, database_of_revision, opened_office, temporary_office
from tests.contracts.terminal import assert_sentence, run

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "writing-playbooks.md").read_text(encoding="utf-8")
NEED_NEW_TABLES = (
    *("leads", "explain 1", "whatif", "publish", "models", "review", "review --done"),
    *(
        "import leads.csv",
        "import --dry-run leads.csv",
        "merge 1 2 --yes",
        "forget 1 --yes",
        "rescore",
        "rescore --all",
    ),
)
MESSAGE = "we drown in inbound, I'm the sales director at Acme, about 200 people"


def sample(command: str) -> str:
    """Return what the README shows below a command."""
    (shown,) = re.findall(rf"```\n\$ leadbot {command}[^\n]*\n(.*?)```", README, re.DOTALL)
    return str(shown)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", "sqlite+aiosqlite:///leadbot.db")
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-1001000")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def test_check_says_what_the_readme_shows(folder: Path) -> None:
    shutil.copytree(SHIPPED_TEMPLATES, folder / "my-templates")
    texts = folder / "my-templates/playbooks/b2b/texts/en.yaml"
    text = texts.read_text(encoding="utf-8")
    texts.write_text(text.replace('    ask: "What', '    ask: "{{ frist_name }}, what', 1), encoding="utf-8")
    assert run("check", "my-templates").out == sample("check my-templates")


def test_score_says_what_the_readme_shows(folder: Path) -> None:
    (folder / "history.jsonl").write_text("\n".join(re.findall(r'^\{"kind".*\}$', GUIDE, re.MULTILINE)))
    model = str(SHIPPED_TEMPLATES / "playbooks/b2b/model.yaml")
    told = run("score", "--model", model, "--history", "history.jsonl", "--at", "2026-01-27T09:00:00Z")
    assert told.out == sample("score")


@pytest.mark.parametrize("command", NEED_NEW_TABLES)
def test_after_an_upgrade_the_commands_that_the_documents_name_ask_for_migrate(folder: Path, command: str) -> None:
    assert f"`{command.split()[0]}`" in (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    database_of_revision(folder / "leadbot.db", "0003")
    (folder / "leads.csv").write_text("lead,name\ncrm-1,Ada\n", encoding="utf-8")
    assert_sentence(run(*command.split()), "run `leadbot migrate`")


def test_before_migrate_a_backup_can_be_made(folder: Path) -> None:
    database_of_revision(folder / "leadbot.db", "0003")
    assert run("backup", "copy.db").code == 0


def test_migrate_says_what_the_readme_shows(folder: Path) -> None:
    assert run("migrate").out == sample("migrate")


def test_leads_and_explain_have_the_lines_that_the_readme_shows(folder: Path) -> None:
    asyncio.run(_quentin_says_it_all(folder))
    listed, explained = (
        run("leads").out.splitlines(),
        run("explain", "1", "--at", f"{MONDAY:%Y-%m-%d}").out.splitlines(),
    )
    assert listed[0].split() == sample("leads").splitlines()[0].split()
    said, shown = _kinds(explained), _kinds(sample("explain 1").splitlines())
    assert said == shown


def test_explain_says_why_in_the_words_of_the_desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(_quentin_says_it_all(folder))
    monkeypatch.setenv("LEADBOT_SALES_LANGUAGE", "fr")
    told = run("explain", "1").out
    assert "Un meilleur suivi  " in told
    assert "To go up a tier: ouvre les tarifs ou la démo" in told
    assert "fit.need" not in told


def test_explain_names_the_rules_while_the_texts_have_mistakes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(_quentin_says_it_all(folder))
    shutil.copytree(SHIPPED_TEMPLATES, folder / "mine")
    (folder / "mine/desk/texts/en.yaml").write_text("nonsense\n", encoding="utf-8")
    monkeypatch.setenv("LEADBOT_TEMPLATES", str(folder / "mine"))
    told = run("explain", "1")
    assert (told.code, "fit.need  " in told.out) == (0, True)


def _kinds(lines: list[str]) -> list[str]:
    """Return how the lines below the rules begin, each once."""
    below = lines[next(number for number, line in enumerate(lines) if line.startswith("score,")) :]
    return sorted({re.sub(r"^Not [a-z]+", "Not ...", re.split(r"[:,\d]", line)[0].strip()) for line in below})


async def _quentin_says_it_all(folder: Path) -> None:
    async with opened_office(folder) as office:
        await _he_says_it(office)


async def _he_says_it(office: Office) -> str:
    await office.start("b2b")
    await office.say(MESSAGE)
    (alert,) = office.alerts()
    return plain(alert.html)


async def test_the_alert_of_the_first_minute_is_as_the_readme_shows_it() -> None:
    async with temporary_office() as office:
        card, labels = await _he_says_it(office), office.alerts()[0].labels
    *lines, command, buttons = re.findall(r"^> (.*?)\\?$", README[README.index("> **#1 Quentin") :], re.MULTILINE)[:9]
    shown = "\n".join(lines).replace("**", "").replace("*“", "“").replace("”*", "”")
    assert card.rpartition("\n")[0] == shown.replace("Quentin Marsh", "Quentin Quist").replace("@quentin", "@quentin_q")
    assert command == f"/claim_1@{DEMO_BOT}"
    assert re.findall(r"\[(.*?)\]", buttons) == labels
