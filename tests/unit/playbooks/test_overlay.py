"""A folder of templates over a base: what it lacks is taken from there, but never another business's playbooks."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.contexts import Person
from bot.playbooks import PlaybookError, Playbooks, check, load
from bot.rendering import compile_text
from tests.unit.playbooks.template_trees import FILES, MODEL, SCRIPT, TEXTS, write

Files = Mapping[str, str | None]

ACME = "name: Acme\ncontact: privacy@acme.example\nkeep_months: 6\n"
B2B: Files = {
    "business.yaml": ACME,
    "playbooks/b2b/script.yaml": SCRIPT,
    "playbooks/b2b/model.yaml": MODEL,
    "playbooks/b2b/texts/en.yaml": TEXTS,
}
FRENCH = {file.replace("en.yaml", "fr.yaml"): content for file, content in FILES.items() if "en.yaml" in file}
PIA = Person("Pia", "Northwind")

WHAT_IT_IS_FOR = ", expected all texts in English (en), for everybody whose language is not among yours"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a good base in English and French."""
    return write(tmp_path / "base", FRENCH)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder that a test fills."""
    made = tmp_path / "mine"
    made.mkdir()
    return made


def fill(folder: Path, files: Files) -> Path:
    for file, content in files.items():
        if content is not None:
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    return folder


def loaded(folder: Path, base: Path, files: Files) -> Playbooks:
    return load(fill(folder, files), base=base, compile_text=compile_text)


def said(folder: Path, base: Path | None, files: Files) -> list[str]:
    # Where a tree has a second language, it is a copy of the first.
    return [
        str(problem) for problem in check(fill(folder, files), base=base, compile_text=compile_text) if not problem.slip
    ]


def test_what_the_folder_lacks_is_taken_from_the_base(folder: Path, base: Path) -> None:
    chat = FILES["chat/texts/en.yaml"].replace("Say moving_on", "Onwards.")
    playbooks = loaded(folder, base, {"business.yaml": ACME, "chat/texts/en.yaml": chat})
    assert playbooks.business.name == "Acme"
    assert playbooks.chat["en"].render("moving_on", PIA) == "Onwards."
    assert playbooks.chat["fr"].render("moving_on", PIA) == "Say moving_on"
    assert playbooks.audiences.keys() == {"b2b", "b2c"}
    assert playbooks.audiences["b2c"].texts["en"].render("moving_on", PIA) == "Onwards."
    assert playbooks.own.keys() == {"business.yaml", "chat/texts/en.yaml"}


def test_the_audiences_are_those_that_the_folders_own_playbooks_have(folder: Path, base: Path) -> None:
    playbooks = loaded(folder, base, B2B)
    assert list(playbooks.audiences) == ["b2b"]
    assert playbooks.only_audience == "b2b"
    assert load(base, compile_text=compile_text).only_audience is None
    assert said(folder, base, B2B) == []


def test_a_folder_without_a_base_may_have_one_audience_too(tmp_path: Path) -> None:
    tree = write(tmp_path, {file: None for file in FILES if file.startswith("playbooks/b2b")})
    assert check(tree, compile_text=compile_text) == ()
    assert load(tree, compile_text=compile_text).only_audience == "b2c"


def test_a_folders_playbooks_say_which_languages_there_are(folder: Path, base: Path) -> None:
    """The base speaks French; a business that does not need not write any."""
    assert loaded(folder, base, B2B).chat.keys() == {"en"}
    french = {"playbooks/b2b/texts/fr.yaml": TEXTS}
    assert loaded(folder, base, french).chat.keys() == {"en", "fr"}


@pytest.mark.parametrize("file", [file for file in B2B if file.startswith("playbooks")])
def test_no_file_of_the_folders_own_playbooks_is_filled_in(folder: Path, base: Path, file: str) -> None:
    assert said(folder, base, {**B2B, "playbooks/b2b/a": "", file: None}) == [
        f"{file}:1  missing file{WHAT_IT_IS_FOR if 'texts' in file else ''}"
    ]


def test_a_language_must_be_complete_in_all_of_the_folders_own_playbooks(folder: Path, base: Path) -> None:
    b2c = {
        file.replace("b2b", "b2c"): (text or "").replace("b2b", "b2c") for file, text in B2B.items() if "b2b" in file
    }
    b2c["playbooks/b2c/script.yaml"] = FILES["playbooks/b2c/script.yaml"]
    assert said(folder, base, {**B2B, **b2c, "playbooks/b2b/texts/fr.yaml": TEXTS}) == [
        "playbooks/b2c/texts/fr.yaml:1  missing file, expected all texts in French (fr), or none"
    ]


def test_a_language_that_only_the_folder_has_must_be_complete(folder: Path, base: Path) -> None:
    files = {"business.yaml": ACME, "chat/texts/es.yaml": FILES["chat/texts/en.yaml"]}
    expected = "missing file, expected all texts in Spanish (es), or none"
    assert said(folder, base, files) == [
        f"{file}:1  {expected}"
        for file in ("desk/texts/es.yaml", "playbooks/b2b/texts/es.yaml", "playbooks/b2c/texts/es.yaml")
    ]


def test_a_mistake_is_named_by_the_file_that_has_it(folder: Path, base: Path) -> None:
    wrong = {"playbooks/b2b/texts/en.yaml": TEXTS.replace("Still there?", "Still there, {{ frist_name }}?")}
    chat = base / "chat/texts/en.yaml"
    chat.write_text(chat.read_text(encoding="utf-8").replace("trouble: Say trouble", "trouble:"), encoding="utf-8")
    theirs, ours = said(folder, base, {**B2B, **wrong})
    assert theirs == f"{chat}:157  trouble: found nothing, expected a text"
    assert ours.startswith("playbooks/b2b/texts/en.yaml:34  nudge: ")


def test_a_folder_that_does_not_say_whose_it_is_is_warned_of(folder: Path, base: Path) -> None:
    chat = {"chat/texts/en.yaml": FILES["chat/texts/en.yaml"]}
    assert said(folder, base, chat) == [
        'business.yaml:1  missing file, expected your own: until then the bot speaks for "Northwind"'
    ]
    assert loaded(folder, base, {}).business.name == "Northwind"


def test_a_folder_with_nothing_of_the_templates_is_hardly_the_right_one(folder: Path, base: Path) -> None:
    assert said(folder, base, {"notes.txt": "milk"}) == [
        ".:1  no templates in this folder, "
        "expected business.yaml, chat, desk, imports, playbooks, senders, signals.yaml, or some"
    ]
    with pytest.raises(PlaybookError):
        load(folder, base=base, compile_text=compile_text)


def test_a_playbooks_folder_without_any_audience_is_a_mistake(folder: Path, base: Path) -> None:
    (folder / "playbooks").mkdir()
    assert said(folder, base, {"business.yaml": ACME}) == [
        "playbooks:1  no audience, expected a folder b2b or b2c, or both"
    ]
    assert said(folder, base, {"playbooks/b2d/script.yaml": SCRIPT}) == [
        'playbooks/b2d:1  unknown audience "b2d" (did you mean "b2c"?)'
    ]


def test_what_cannot_be_read_is_told_and_not_replaced(folder: Path, base: Path) -> None:
    fill(folder, {**B2B, "business.yaml": None})
    (folder / "business.yaml").mkdir()
    (folder / "desk/texts").mkdir(parents=True)
    (folder / "desk/texts/en.yaml").symlink_to(folder / "gone")
    business, desk = said(folder, base, {})
    assert business.startswith("business.yaml:1  unreadable: ")
    assert desk == "desk/texts/en.yaml:1  missing file"


def test_the_version_changes_with_what_is_used_of_the_base_and_with_nothing_else(folder: Path, base: Path) -> None:
    before = loaded(folder, base, B2B).version
    (base / "playbooks/b2c/model.yaml").write_text("audience: nobody\n", encoding="utf-8")
    (base / "chat/texts/fr.yaml").write_text("", encoding="utf-8")
    assert loaded(folder, base, {}).version == before
    chat = base / "chat/texts/en.yaml"
    chat.write_text(chat.read_text(encoding="utf-8") + "# \n", encoding="utf-8")
    assert loaded(folder, base, {}).version != before
