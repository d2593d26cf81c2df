"""Folders of templates made for an earlier version: what is new since comes from the shipped texts, line by line."""

import shutil
from pathlib import Path
from random import Random

import pytest
from ruamel.yaml import YAML

from bot.contexts import CONTEXTS, Person, largest
from bot.playbooks import check, load
from bot.playbooks.yaml_files import read
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from tests.unit.playbooks.template_trees import FILES, TEXTS, write

LANGUAGES = ("en", "fr", "es", "sv")
PIA = Person("Pia", "Northwind")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped templates, as who installed an earlier version has one."""
    copied = tmp_path / "mine"
    shutil.copytree(SHIPPED_TEMPLATES, copied, ignore=shutil.ignore_patterns("examples"))
    return copied


LEFT_OUT = ("got_it_again", "read_back.")
"""What is never filled in: in the words of somebody else it would not fit what stands beside it."""
AS_SHIPPED_IN_0_1_0 = Path(__file__).parents[2] / "golden" / "templates-0.1.0"


def said(folder: Path, base: Path = SHIPPED_TEMPLATES) -> list[str]:
    # Where a tree has a second language, it is a copy of the first.
    return [str(problem) for problem in check(folder, base=base, compile_text=compile_text) if not problem.slip]


def without(file: Path, *keys: str) -> None:
    """Take texts out of a file, as if it had been written before there were any."""
    yaml = YAML(typ="rt")
    content = yaml.load(file)
    for key in keys:
        *above, last = key.split(".", 1) if key.startswith("signals.") else key.split(".")
        part = content
        for name in above:
            part = part[name]
        del part[last]
    yaml.dump(content, file)


def keys_of(kind: str) -> list[str]:
    """Return every text that each file of a kind must have."""
    return [key for key in CONTEXTS[kind] if "*" not in key and ".words." not in key and not key.startswith(LEFT_OUT)]


def test_the_folder_that_came_with_0_1_0_loads_unchanged_and_says_what_is_new() -> None:
    found = load(AS_SHIPPED_IN_0_1_0, base=SHIPPED_TEMPLATES, compile_text=compile_text)
    shipped = load(SHIPPED_TEMPLATES, compile_text=compile_text)
    for language in LANGUAGES:
        assert {*shipped.desk[language].texts} <= {*found.desk[language].texts}
        ours, theirs = (each.chat[language].texts for each in (found, shipped))
        assert {key for key in theirs if key not in ours} == {key for key in theirs if key.startswith(LEFT_OUT)}
    told = check(AS_SHIPPED_IN_0_1_0, base=SHIPPED_TEMPLATES, compile_text=compile_text)
    assert told
    assert all(each.notice for each in told)


@pytest.mark.parametrize("kind", ["chat", "desk"])
def test_a_folder_that_lacks_any_of_the_general_lines_loads_as_if_it_had_them(folder: Path, kind: str) -> None:
    chosen = {language: Random(f"{kind} {language}").sample(keys_of(kind), 40) for language in LANGUAGES}
    for language, keys in chosen.items():
        without(folder / kind / "texts" / f"{language}.yaml", *keys)
    found = load(folder, base=SHIPPED_TEMPLATES, compile_text=compile_text)
    shipped = load(SHIPPED_TEMPLATES, compile_text=compile_text)
    for language in LANGUAGES:
        ours, theirs = (getattr(each, kind)[language].texts for each in (found, shipped))
        assert {key: text.source for key, text in ours.items()} == {key: text.source for key, text in theirs.items()}


def test_check_lists_which_lines_come_from_leadbot_and_calls_it_no_mistake(folder: Path) -> None:
    without(folder / "chat/texts/fr.yaml", "trouble", "buttons.menu", "forget.kept")
    without(folder / "desk/texts/en.yaml", "expired")
    assert said(folder) == [
        "chat/texts/fr.yaml:1  3 lines are new since this folder was made and come from Leadbot: "
        "forget.kept, trouble, buttons.menu",
        "desk/texts/en.yaml:1  1 line is new since this folder was made and comes from Leadbot: expired",
    ]
    assert all(
        each.warning and each.notice for each in check(folder, base=SHIPPED_TEMPLATES, compile_text=compile_text)
    )


def test_a_whole_branch_may_be_new(folder: Path) -> None:
    without(folder / "desk/texts/sv.yaml", "durations", "why")
    (notice,) = said(folder)
    assert "11 lines are new" in notice


def test_a_language_of_the_folders_own_is_filled_in_english(folder: Path) -> None:
    for part in ("chat", "desk", "playbooks/b2b", "playbooks/b2c"):
        texts = folder / part / "texts"
        shutil.copy(texts / "en.yaml", texts / "de.yaml")
    without(folder / "chat/texts/de.yaml", "stopped")
    (notice,) = (line for line in said(folder) if "de.yaml" in line)
    assert notice.startswith(
        "chat/texts/de.yaml:1  1 line is new since this folder was made and comes from Leadbot, in"
    )
    german = load(folder, base=SHIPPED_TEMPLATES, compile_text=compile_text).chat["de"]
    assert "write to you any more" in german.render("stopped", PIA)


def test_a_folder_with_one_language_fewer_starts_unchanged(folder: Path) -> None:
    for file in folder.rglob("sv.yaml"):
        file.unlink()
    assert [line for line in said(folder) if "sv" not in line] == []
    assert load(folder, base=SHIPPED_TEMPLATES, compile_text=compile_text).chat.keys() == {"en", "fr", "es"}


def test_a_slip_in_a_key_is_a_mistake_as_ever_and_not_filled_in(folder: Path) -> None:
    file = folder / "chat/texts/en.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("\ntrouble:", "\ntruoble:"), encoding="utf-8")
    (mistake,) = said(folder)
    assert 'unknown key (did you mean "trouble"?)' in mistake


def test_the_words_of_ones_own_questions_and_contents_are_never_anothers(tmp_path: Path) -> None:
    base = write(tmp_path / "base")
    mine = write(
        tmp_path / "mine",
        {
            "playbooks/b2b/texts/en.yaml": TEXTS.replace("    ask: What is your budget?\n", "")
            .replace("    button: Prices\n", "")
            .replace("nudge: Still there?\n", "")
        },
    )
    assert said(mine, base) == [
        "playbooks/b2b/texts/en.yaml:1  1 line is new since this folder was made and comes from Leadbot: nudge",
        "playbooks/b2b/texts/en.yaml:21  questions.budget.ask: missing in English (en)",
        "playbooks/b2b/texts/en.yaml:34  contents.pricing.button: missing in English (en)",
    ]


def test_without_a_base_every_line_must_be_there(tmp_path: Path) -> None:
    tree = write(tmp_path, {"chat/texts/en.yaml": FILES["chat/texts/en.yaml"].replace("trouble: Say trouble\n", "")})
    assert [str(problem) for problem in check(tree, compile_text=compile_text)] == [
        "chat/texts/en.yaml:1  trouble: missing in English (en)"
    ]


def test_the_version_changes_with_the_lines_that_come_from_the_base(tmp_path: Path) -> None:
    base = write(tmp_path / "base")
    mine = write(
        tmp_path / "mine", {"chat/texts/en.yaml": FILES["chat/texts/en.yaml"].replace("trouble: Say trouble\n", "")}
    )
    before = load(mine, base=base, compile_text=compile_text)
    file = base / "chat/texts/en.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Say trouble", "Oh dear"), encoding="utf-8")
    after = load(mine, base=base, compile_text=compile_text)
    assert after.version != before.version
    assert after.chat["en"].render("trouble", PIA) == "Oh dear"


def test_the_words_for_when_a_text_cannot_be_written_are_the_bases(folder: Path) -> None:
    found = load(folder, base=SHIPPED_TEMPLATES, compile_text=compile_text)
    document, _ = read(SHIPPED_TEMPLATES / "desk/texts/fr.yaml", "fr", as_text=True)
    assert document is not None
    assert found.desk["fr"].spare["card"].source == str(document.content["card"]).rstrip()
    assert "closing.hot" in found.audiences["b2b"].texts["en"].spare
    assert "questions.need.ask" not in found.audiences["b2b"].texts["en"].spare
    assert found.desk["fr"].spare["card"].render(largest(CONTEXTS["desk"]["card"]))


def test_whoever_lists_reasons_of_their_own_has_no_others_and_whoever_lists_none_has_ours(folder: Path) -> None:
    file = folder / "desk/texts/en.yaml"
    without(file, "reasons.lost.price", "reasons.lost.timing")
    without(folder / "desk/texts/fr.yaml", "reasons")
    found = load(folder, base=SHIPPED_TEMPLATES, compile_text=compile_text)
    lost = [key.removeprefix("reasons.lost.") for key in found.desk["en"].texts if key.startswith("reasons.lost.")]
    assert lost == ["competitor", "no_need", "wrong_person", "no_answer"]
    assert found.desk["fr"].has("reasons.lost.price")


def test_a_reason_whose_name_fits_no_button_is_refused(folder: Path) -> None:
    file = folder / "desk/texts/en.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace('    price: "Price"', '    "Too dear!": "Price"'), encoding="utf-8"
    )
    (problem,) = said(folder)
    assert '"Too dear!" as a name, expected up to 30 small letters, digits and _, such as too_late' in problem
