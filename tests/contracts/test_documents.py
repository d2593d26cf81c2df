"""Promises of the documents: every setting, command and word is where a reader looks for it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlmodel import SQLModel

import storage.tables
from bot.cli import app
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")

GROUP: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = {
    name: command
    for group, under in GROUP.commands.items()
    for name, command in (
        [(f"{group} {each}", one) for each, one in under.commands.items()]
        if hasattr(under, "commands")
        else [(group, under)]
    )
}
"""Every command, those of a group by both words."""
SETTINGS = [PREFIX + name.upper() for name in Settings.model_fields]
WORDS = (
    *("lead", "prospect", "rep", "audience", "fact", "signal", "fit", "engagement", "score", "tier", "tier change"),
    *(
        "handoff",
        "claim",
        "outcome",
        "speed to lead",
        "nurture",
        "playbook",
        "source",
        "outbox",
        "courier",
        "timekeeper",
    ),
    *("setup", "in force", "order", "door", "turn", "utterance", "interpretation", "wish", "lexicon", "desk", "lane"),
)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert re.search(rf"`{name}`", README)


def test_no_document_names_a_setting_that_is_not_there() -> None:
    for document in _documents():
        named = set(re.findall(r"LEADBOT_[A-Z_]*[A-Z]", document.read_text(encoding="utf-8")))
        assert named <= {*SETTINGS}, document.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_readme(name: str) -> None:
    (row,) = re.findall(rf"^\| `leadbot {name}\b[^|]*\|", README, re.MULTILINE)
    for parameter in COMMANDS[name].params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in row, f"leadbot {name} {option}"


def test_no_document_names_a_command_that_is_not_there() -> None:
    for document in _documents():
        named = set(re.findall(r"`(?:\.venv/bin/)?leadbot ([a-z]+)", document.read_text(encoding="utf-8")))
        assert named <= set(GROUP.commands), document.name


def _documents() -> Iterator[Path]:
    yield ROOT / "README.md"
    yield ROOT / ".env.example"
    yield from (ROOT / "docs").glob("*.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_is_for(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"leadbot {name} {parameter.name}"


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_the_house_is_in_the_glossary(word: str) -> None:
    assert re.search(rf"^\| {word} \|", GLOSSARY, re.MULTILINE)


def test_the_glossary_names_every_table() -> None:
    assert storage.tables.leads.Lead.__tablename__ == "leads"
    named = set(re.findall(r"`([a-z_]+)", GLOSSARY))
    assert set(SQLModel.metadata.tables) <= named


def test_the_glossary_names_only_files_that_exist() -> None:
    for path in re.findall(r"`((?:bot|scoring|storage|templates)/[\w/.]*)`", GLOSSARY):
        assert (ROOT / path).exists(), path


def test_no_table_uses_a_word_that_the_glossary_replaces() -> None:
    refused = {"user", "users", "customer", "contact", "event", "events", "queue", "transition", "escalation", "agent"}
    for table in SQLModel.metadata.tables.values():
        assert not refused & {table.name, *(column.name for column in table.columns)}, table.name
