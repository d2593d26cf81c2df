"""Shipped files as hurried hands leave them: each is in force as a whole or not at all, and told at once."""

import shutil
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from bot.playbooks import PlaybookError, check, load
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES

AT_ONCE = 15.0
"""Seconds for a check, on a machine that does other things as well; what is measured is told at the end."""
SCRAPS = (
    "{{ ",
    "}}",
    "{% if x %}",
    "<b>",
    "&",
    "\t",
    "\u00a0",
    "“",
    "#",
    ": ",
    "- ",
    '"',
    "'",
    "[",
    "}",
    "ÿ",
    "…",
    "|",
)
PARTS = [path.relative_to(SHIPPED_TEMPLATES) for path in SHIPPED_TEMPLATES.glob("**/*.yaml")]
FILES = sorted(path for path in PARTS if "examples" not in path.parts)


def mutated(source: str, random: Random) -> str:
    """Return a file after one slip: of a line, of a few signs, or of the whole."""
    lines = source.splitlines(keepends=True)
    at = random.randrange(len(lines))
    line = lines[at]
    column = random.randrange(max(len(line), 1))
    match random.randrange(12):
        case 0:
            lines[at] = ""
        case 1:
            lines[at] = line * 2
        case 2:
            lines[at] = f" {line}"
        case 3:
            lines[at] = line.removeprefix("  ")
        case 4:
            other = random.randrange(len(lines))
            lines[at], lines[other] = lines[other], line
        case 5:
            lines[at] = line[:column] + random.choice(SCRAPS) + line[column:]
        case 6:
            lines[at] = line[:column] + line[column + 1 :]
        case 7:
            lines[at] = line[:column] + line[column : column + 2][::-1] + line[column + 2 :]
        case 8:
            return source[: random.randrange(len(source))]
        case 9:
            lines[at] = line.replace('"', "", 1) if '"' in line else line.replace(":", "", 1)
        case 10:
            lines[at] = line.replace(" ", "\u00a0", 1)
        case _:
            lines[at] = line.replace(",", ";").replace("points", "point")
    return "".join(lines)


def _slips(folder: Path, random: Random) -> Iterator[Path]:
    """Yield files of the folder, each time with one slip in it, and mend them."""
    while True:
        file = folder / random.choice(FILES)
        source = file.read_text(encoding="utf-8")
        file.write_text(mutated(source, random), encoding="utf-8")
        yield file
        file.write_text(source, encoding="utf-8")


def test_a_slip_in_a_shipped_file_is_told_at_once_and_nothing_is_ever_half_loaded(
    tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SHIPPED_TEMPLATES, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("examples"))
    random, took, refused = Random(5), list[float](), 0
    for file in islice(_slips(tmp_path, random), request.config.getoption("mutations")):
        begun = time.perf_counter()
        found = [problem for problem in check(tmp_path, compile_text=compile_text) if not problem.warning]
        took.append(time.perf_counter() - begun)
        try:
            load(tmp_path, compile_text=compile_text)
            told: list[str] = []
        except PlaybookError as error:
            told = [str(problem) for problem in error.problems]
        assert told == [str(problem) for problem in found], file
        assert all(problem.line and problem.found for problem in found)
        refused += bool(told)
    took.sort()
    assert took[-1] < AT_ONCE
    with capsys.disabled():
        print(
            f"\n{len(took)} slips, {refused} refused; a check took {took[len(took) // 2]:.2f} s, at most {took[-1]:.2f}"
        )
