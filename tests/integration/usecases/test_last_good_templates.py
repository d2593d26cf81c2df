"""The templates that the bot starts with: the folder's, or those that were good last."""

import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.commands.check import check_templates
from bot.playbooks import Kept, PlaybookError, Playbooks, load
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from bot.usecases.marketing.keep_templates import Chosen, Found, choose_templates, keep_templates
from storage import templates
from storage.place import Postgres
from tests.builders import MONDAY, Office
from tests.unit.playbooks.template_trees import FILES, SCRIPT, TEXTS, write

ACME = "name: Acme\ncontact: privacy@acme.example\nkeep_months: 6\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return Acme's own folder: its name, both audiences, English and French."""
    french = {file.replace("en.yaml", "fr.yaml"): content for file, content in FILES.items() if "en.yaml" in file}
    return write(tmp_path / "mine", {**french, "business.yaml": ACME})


def _load(folder: Path | Kept) -> Playbooks:
    return load(folder, base=SHIPPED_TEMPLATES, compile_text=compile_text)


def _load_kept(files: Mapping[str, str]) -> Playbooks:
    return _load(Kept(files))


def _found(folder: Path, *, age: timedelta = timedelta(days=1)) -> Found:
    try:
        return Found(str(folder), _load(folder), changed_at=MONDAY - age)
    except PlaybookError as error:
        return Found(str(folder), None, error.problems, MONDAY - age)


async def _keep(office: Office, folder: Path) -> Playbooks:
    playbooks = _load(folder)
    await office.write(lambda tx: keep_templates(tx, playbooks, folder=str(folder), now=MONDAY))
    return playbooks


async def _choose(office: Office, found: Found, *, language: str = "en") -> Chosen | None:
    return await office.write(
        lambda tx: choose_templates(tx, found, load_kept=_load_kept, language=language, now=MONDAY)
    )


async def _is_chosen_instead(office: Office, found: Found, before: Playbooks) -> Chosen:
    chosen = await _choose(office, found)
    assert chosen is not None
    assert chosen.playbooks.version == before.version
    assert chosen.playbooks.own == before.own
    assert chosen.trouble.state
    return chosen


async def test_a_good_folder_is_what_the_bot_starts_with(office: Office, folder: Path) -> None:
    await _keep(office, folder)
    (folder / "playbooks/b2b/texts/en.yaml").write_text(TEXTS.replace("Still there?", "Hello?"), encoding="utf-8")
    found = _found(folder)
    chosen = await _choose(office, found)
    assert chosen is not None
    assert chosen.playbooks is found.playbooks
    assert chosen.trouble.state == ""


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("playbooks/b2b/texts/en.yaml", TEXTS.replace("  need:", "   need:")),
        ("playbooks/b2b/script.yaml", SCRIPT[: len(SCRIPT) // 2]),
        ("playbooks/b2c/model.yaml", ""),
        ("business.yaml", "name: [\n"),
        ("desk/texts/fr.yaml", "{{"),
        ("chat/texts/en.yaml", FILES["chat/texts/en.yaml"].replace("Say greeting", "{% for a in b %}")),
    ],
)
async def test_a_broken_file_has_the_bot_start_with_the_last_good_ones(
    office: Office, folder: Path, file: str, content: str
) -> None:
    before = await _keep(office, folder)
    (folder / file).write_text(content, encoding="utf-8")
    chosen = await _is_chosen_instead(office, _found(folder), before)
    assert chosen.trouble.problems[0].file == file


async def test_a_folder_that_is_missing_or_empty_too(office: Office, folder: Path) -> None:
    before = await _keep(office, folder)
    shutil.rmtree(folder)
    await _is_chosen_instead(office, _found(folder), before)
    folder.mkdir()
    await _is_chosen_instead(office, _found(folder), before)


@pytest.mark.parametrize("part", ["business.yaml", "playbooks"])
async def test_no_business_is_ever_taken_for_the_shipped_one(office: Office, folder: Path, part: str) -> None:
    before = await _keep(office, folder)
    (folder / part).rename(folder / "away")
    chosen = await _is_chosen_instead(office, _found(folder, age=timedelta(days=30)), before)
    assert chosen.trouble.needed


@pytest.mark.parametrize("parts", [("playbooks/b2c",), ("chat",), ("*/texts/fr.yaml", "playbooks/*/texts/fr.yaml")])
async def test_what_is_gone_may_still_be_on_its_way_or_is_meant_to_be_gone(
    office: Office, folder: Path, parts: tuple[str, ...]
) -> None:
    before = await _keep(office, folder)
    for path in [path for part in parts for path in folder.glob(part)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for age in (timedelta(minutes=9), timedelta(hours=-5)):  # a clock may have been set back
        chosen = await _is_chosen_instead(office, _found(folder, age=age), before)
        assert chosen.trouble.gone
        assert not chosen.trouble.needed
    meant = await _choose(office, _found(folder, age=timedelta(minutes=11)))
    assert meant is not None
    assert meant.trouble.state == ""
    assert meant.playbooks.own.keys() < before.own.keys()


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_language_that_sales_reads_is_never_taken_as_given_up(
    office: Office, folder: Path, language: str
) -> None:
    before = await _keep(office, folder)
    for path in folder.rglob("fr.yaml"):
        path.unlink()
    found = _found(folder, age=timedelta(days=30))
    chosen = await _choose(office, found, language=language)
    assert chosen is not None
    assert (language in chosen.playbooks.desk, chosen.trouble.needed) == (True, language == "fr")
    assert (chosen.playbooks.own == before.own) == (language == "fr")


async def test_the_last_good_ones_are_those_of_the_same_folder(office: Office, folder: Path, tmp_path: Path) -> None:
    """Who sets another folder means it, and never speaks for the business before."""
    await _keep(office, folder)
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    shutil.rmtree(other / "chat")
    new = await _choose(office, _found(other, age=timedelta(0)))
    assert new is not None
    assert new.trouble.state == ""
    (other / "business.yaml").write_text("", encoding="utf-8")
    assert await _choose(office, _found(other)) is None


async def test_without_any_good_ones_nothing_is_chosen(office: Office, folder: Path) -> None:
    (folder / "business.yaml").write_text("", encoding="utf-8")
    assert await _choose(office, _found(folder)) is None


async def test_what_this_version_refuses_is_passed_over_for_an_older_one(office: Office, folder: Path) -> None:
    before = await _keep(office, folder)
    refused = {**before.own, "playbooks/b2b/texts/en.yaml": "{"}
    await office.write(lambda tx: templates.keep(tx, folder=str(folder), version="x", files=refused, now=MONDAY))
    (folder / "business.yaml").write_text("", encoding="utf-8")
    await _is_chosen_instead(office, _found(folder), before)


async def test_what_was_kept_of_an_earlier_version_is_filled_up_like_a_folder(office: Office, folder: Path) -> None:
    before = await _keep(office, folder)
    older = FILES["chat/texts/en.yaml"].replace("trouble: Say trouble\n", "")
    files = {**before.own, "chat/texts/en.yaml": older}
    assert "trouble" in _load_kept(files).chat["en"].texts


async def test_check_warns_of_a_language_and_an_audience_that_are_in_force_and_gone(
    office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    if isinstance(office.database.place, Postgres):
        monkeypatch.setenv("LEADBOT_DATABASE_URL", office.database.place.setting)
    await _keep(office, folder)
    assert check_templates(folder, as_json=False) == 0
    assert "no longer there" not in capsys.readouterr().out
    for file in folder.rglob("fr.yaml"):
        file.unlink()
    shutil.rmtree(folder / "playbooks/b2c")
    assert check_templates(folder, as_json=False) == 0
    told = capsys.readouterr().out
    assert "*/texts/fr.yaml:1  no longer there: French (fr) was spoken in the version in force" in told
    assert "playbooks/b2c:1  no longer there: b2c was an audience in the version in force" in told
    assert "no mistakes, but 2 warnings" in told
    assert check_templates(folder, strict=True, as_json=False) == 1
    capsys.readouterr()
    monkeypatch.setenv("LEADBOT_DATABASE_URL", "sqlite+aiosqlite:///nowhere.db")
    assert check_templates(folder, as_json=False) == 0
    assert "no longer there" not in capsys.readouterr().out


async def test_only_the_newest_versions_are_kept_and_no_file_twice(office: Office) -> None:
    for number in range(25):
        files = {"business.yaml": ACME, "note.yaml": f"{number}"}
        await office.write(
            lambda tx, n=number, f=files: templates.keep(tx, folder="/a", version=f"{n}", files=f, now=MONDAY)  # type: ignore[misc]
        )
    kept = await office.write(lambda tx: templates.kept_of(tx, "/a"))
    assert [each.version for each in kept] == [str(number) for number in range(24, 14, -1)]
    assert all(each.files == {"business.yaml": ACME, "note.yaml": each.version} for each in kept)
    assert office.rows("SELECT count(*) FROM template_files") == [(11,)]
    assert not await office.write(
        lambda tx: templates.keep(tx, folder="/a", version="24", files={"business.yaml": ""}, now=MONDAY)
    )
