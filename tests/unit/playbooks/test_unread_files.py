"""Files in a folder of templates that nobody reads are told, since whoever edits one wonders why nothing changes."""

from pathlib import Path

import pytest

from bot.playbooks import check, load
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from tests.unit.playbooks.template_trees import FILES, spoilt, write

B2B = "playbooks/b2b"


@pytest.mark.parametrize(
    ("file", "meant"),
    [
        (f"{B2B}/model (1).yaml", "model.yaml"),
        (f"{B2B}/model.yaml.old", "model.yaml"),
        (f"{B2B}/modell.yaml", "model.yaml"),
        (f"{B2B}/script - Copy.yaml", "script.yaml"),
        (f"{B2B}/script - Kopia (2).yaml", "script.yaml"),
        (f"{B2B}/texts/en.txt", "en.yaml"),
        (f"{B2B}/texts/en.yaml.txt", "en.yaml"),
        (f"{B2B}/texts/en.yaml~", "en.yaml"),
        ("chat/faq.yml", "faq.yaml"),
        ("desk/desk_old.yaml", "desk.yaml"),
        ("Business.YAML", "business.yaml"),
        ("business.yaml.orig", "business.yaml"),
        ("signals copy.yaml", "signals.yaml"),
    ],
)
def test_a_copy_and_what_was_saved_under_another_ending_is_told_with_the_name_that_is_read(
    tmp_path: Path, file: str, meant: str
) -> None:
    folder = write(tmp_path, {file: FILES["business.yaml"]})
    (told,) = check(folder, compile_text=compile_text)
    assert str(told) == f"{file}:1  a file that nobody reads, expected the name {meant}, or another place for it"
    assert told.warning
    load(folder, compile_text=compile_text)


@pytest.mark.parametrize(
    "file", [f"{B2B}/text/fr.yaml", f"{B2B}/prices.docx", f"{B2B}/examples/de.yaml", "imports/a.csv"]
)
def test_what_resembles_nothing_is_told_too(tmp_path: Path, file: str) -> None:
    (told,) = check(write(tmp_path, {file: "a: b\n"}), compile_text=compile_text)
    assert str(told) == f"{file}:1  a file that nobody reads, expected another place for it"


def test_what_systems_and_editors_leave_and_notes_for_people_are_passed_over(tmp_path: Path) -> None:
    litter = (".DS_Store", "Thumbs.db", "desktop.ini", ".en.yaml.swp", "en.yaml.tmp", "~$en.yaml", "#en.yaml#", "4913")
    notes = ("README.md", "readme.txt", "LICENSE", "compose.yaml", "prices.docx", "leads.csv")
    files = {f"{B2B}/texts/{name}": "x" for name in litter} | dict.fromkeys(notes, "x") | {"media/price-list.pdf": "x"}
    assert check(write(tmp_path, files), compile_text=compile_text) == ()


def test_while_there_are_mistakes_only_these_are_told(tmp_path: Path) -> None:
    files = spoilt(f"{B2B}/model.yaml", "handoff: lukewarm", "handoff: luke") | {f"{B2B}/model (1).yaml": "x"}
    assert [problem.file for problem in check(write(tmp_path, files), compile_text=compile_text)] == [
        f"{B2B}/model.yaml"
    ]


def test_of_a_folder_over_a_base_the_base_is_not_looked_through(tmp_path: Path) -> None:
    business = write(
        tmp_path, {file: None for file in FILES if not file.startswith(B2B)} | {"business.yaml": FILES["business.yaml"]}
    )
    assert [
        told for told in check(business, compile_text=compile_text, base=SHIPPED_TEMPLATES) if not told.notice
    ] == []
