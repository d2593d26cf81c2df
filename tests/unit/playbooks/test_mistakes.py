"""What marketers read when a file is wrong: the exact sentences are in ``mistakes.txt``."""

import shutil
from pathlib import Path

import pytest

from bot.playbooks import PlaybookError, check, load
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from tests.unit.playbooks.template_trees import spoilt, write

B2B = "playbooks/b2b/texts/en.yaml"
SCRIPT = "playbooks/b2b/script.yaml"
MODEL = "playbooks/b2b/model.yaml"
CHAT = "chat/texts/en.yaml"
DESK = "desk/texts/en.yaml"

_, *CASES = (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8").strip().split("\n\n")


def marked(line: str, mark: str) -> str:
    """Return what follows the mark that begins a line of a case."""
    assert line.startswith(f"{mark} ") or line == mark
    return line[2:].replace("\\n", "\n").replace("\\t", "\t")


def one_of_each() -> list[str]:
    """Return a case for each file that stops a load, one that is only warned of, and one that is both."""
    return list({(case.splitlines()[0], "\n>" in case, "\n~" in case): case for case in CASES}.values())


@pytest.mark.parametrize("case", CASES)
def test_a_marketer_reads_where_the_mistake_is_and_what_to_do(tmp_path: Path, case: str) -> None:
    file, old, new, *said = case.splitlines()
    directory = write(tmp_path, spoilt(marked(file, "="), marked(old, "-"), marked(new, "+")))
    problems = check(directory, compile_text=compile_text)
    assert [f"{'~' if problem.warning else '>'} {problem}" for problem in problems] == said


# Checking and loading read alike: that they find the same in whatever a file says is tried in test_any_file.
@pytest.mark.parametrize("case", one_of_each())
def test_a_mistake_stops_a_load_and_a_warning_does_not(tmp_path: Path, case: str) -> None:
    file, old, new, *said = case.splitlines()
    directory = write(tmp_path, spoilt(marked(file, "="), marked(old, "-"), marked(new, "+")))
    mistakes = [line for line in said if line.startswith(">")]
    if not mistakes:
        load(directory, compile_text=compile_text)
        return
    with pytest.raises(PlaybookError) as refused:
        load(directory, compile_text=compile_text)
    assert [f"> {problem}" for problem in refused.value.problems] == mistakes


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            B2B,
            "So that the right person answers.",
            "Y" + "y" * 199 + ".",
            "questions.need.why: 201 characters, expected at most 200",
        ),
        (CHAT, "Say passed\n", "y" * 4097 + "\n", "passed: 4097 characters, expected at most 4096"),
        (CHAT, "Say short_description", "😀" * 61, "profile.short_description: 122 characters, expected at most 120"),
        (CHAT, "Say share_phone", "y" * 41, "buttons.share_phone: 41 characters, expected at most 40"),
        (CHAT, "Say mydata", "y" * 257, "commands.mydata: 257 characters, expected at most 256"),
        (CHAT, "Say caption", "y" * 1025, "mydata.caption: 1025 characters, expected at most 1024"),
        (DESK, "Say too_late", "y" * 201, "too_late: 201 characters, expected at most 200"),
        (
            SCRIPT,
            "[founder, student]",
            f"[founder, {'s' * 53}]",
            'questions.role.options.1: found "answer:role:ssssssssssssssssssssssssssss…", '
            "expected names so short that a button's data fits in 64 bytes",
        ),
    ],
)
def test_what_is_too_long_for_telegram_is_refused(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    (problem,) = check(write(tmp_path, spoilt(file, old, new)), compile_text=compile_text)
    assert str(problem).split("  ", 1)[1] == said


def test_all_mistakes_of_all_files_are_told_at_once_by_file_and_line(tmp_path: Path) -> None:
    files = (
        spoilt(B2B, "Still there?", "Still there, {{ frist_name }} or {{ last_name }}?")
        | spoilt(MODEL, "handoff: lukewarm", "handoff: luke")
        | spoilt(CHAT, "trouble: Say trouble", "trouble:")
    )
    with pytest.raises(PlaybookError) as refused:
        load(write(tmp_path, files), compile_text=compile_text)
    assert str(refused.value).splitlines() == [
        "chat/texts/en.yaml:157  trouble: found nothing, expected a text",
        'playbooks/b2b/model.yaml:2  handoff: found "luke" (did you mean "lukewarm"?)',
        'playbooks/b2b/texts/en.yaml:34  nudge: unknown variable "frist_name" (did you mean "first_name"?)',
        'playbooks/b2b/texts/en.yaml:34  nudge: unknown variable "last_name" (did you mean "first_name"?)',
    ]


def test_a_mistake_in_a_block_of_text_is_named_with_its_own_line(tmp_path: Path) -> None:
    files = spoilt(DESK, "\ncard: Say card", "\ncard: |\n  One\n  two\n  {{ thre }}")
    (problem,) = check(write(tmp_path, files), compile_text=compile_text)
    assert (problem.line, problem.key) == (5, "card")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\nquestions:", "\nquestions: ["),
        ("\nquestions:", "\nquestion:"),
        ("kind: money", "kind: mony"),
        ("  role:         {", "  role:         {{"),
        ("company:      {kind: text, max_chars: 120, ask: after}", "company: text"),
        ("\ncontents:", "\ncontent:"),
    ],
)
def test_what_only_follows_from_a_mistake_in_a_script_is_not_told_beside_it(tmp_path: Path, old: str, new: str) -> None:
    shutil.copytree(SHIPPED_TEMPLATES, tmp_path, dirs_exist_ok=True)
    script = tmp_path / SCRIPT
    source = script.read_text(encoding="utf-8")
    assert old in source
    script.write_text(source.replace(old, new), encoding="utf-8")
    mistakes = [problem for problem in check(tmp_path, compile_text=compile_text) if not problem.warning]
    assert {problem.file for problem in mistakes} == {SCRIPT}
