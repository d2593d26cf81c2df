"""Folders that hold only a part of the templates: examples, an operator's own, and what commands say of them."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from bot.commands.examples import EXAMPLES, example_folder
from bot.errors import LeadbotError
from bot.settings import SHIPPED_TEMPLATES
from tests.builders import PIA, opened_office
from tests.contracts.terminal import assert_sentence, run

NAMES = sorted(folder.name for folder in EXAMPLES.iterdir())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder with templates of a business that has persons only as buyers."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    mine = tmp_path / "mine"
    shutil.copytree(SHIPPED_TEMPLATES / "playbooks/b2c", mine / "playbooks/b2c")
    shutil.copy(SHIPPED_TEMPLATES / "business.yaml", mine)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_content(folder: Path, name: str) -> None:
    told = run("check", str(example_folder(name)))
    assert (told.code, told.out.split(": ", 1)[1]) == (0, "no mistakes, no warnings.\n")


def test_a_folder_with_one_audience_and_nothing_but_what_differs_is_content(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("check", "mine").out == "mine: no mistakes, no warnings.\n"
    monkeypatch.setenv("LEADBOT_TEMPLATES", "mine")
    assert run("check").code == 0


def test_a_folder_with_nothing_of_the_templates_is_not_content(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    told = run("check", "elsewhere")
    assert told.code == 1
    assert "no templates in this folder" in told.out


def test_an_unknown_example_is_refused_with_those_there_are(folder: Path) -> None:
    assert_sentence(run("demo", "--example", "bakery"), '"bakery"', *NAMES)


@pytest.mark.parametrize("name", ["", ".", "..", "../examples/shop", "shop/playbooks"])
def test_an_example_is_a_name_and_no_path(name: str) -> None:
    with pytest.raises(LeadbotError, match="choose one of events, shop, software"):
        example_folder(name)


async def _a_company_and_a_person(folder: Path) -> None:
    async with opened_office(folder) as office:
        await office.start("b2b")
        await office.tap("need", "sales")
        await office.start("b2c", PIA)
        await office.tap("use", "road", PIA)


def test_leads_whose_playbook_is_gone_are_listed_and_not_scored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(_a_company_and_a_person(folder))
    monkeypatch.setenv("LEADBOT_TEMPLATES", str(folder / "mine"))
    company, person = map(json.loads, run("leads", "--json").out.splitlines())
    assert (company["audience"], company["tier"], company["score"]) == ("b2b", "cold", 0)
    assert person["score"] > 0
    assert run("leads").code == 0
    assert run("explain", "2").code == 0
    assert_sentence(run("explain", "1"), "lead 1 is b2b", "no playbook for b2b")
