"""Shipped files as hurried hands leave them: each is in force as a whole or not at all, and told at once."""

import shutil
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot.playbooks import FileProblem, PlaybookError, check, load
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from tests.unit.playbooks.mutations import saves

AT_ONCE = 15.0
"""Seconds of a processor for a check, on a machine that does other things as well; the end says what was measured."""
PARTS = [path.relative_to(SHIPPED_TEMPLATES) for path in SHIPPED_TEMPLATES.glob("**/*.yaml")]
SOURCES = {
    str(path): (SHIPPED_TEMPLATES / path).read_text(encoding="utf-8") for path in PARTS if "examples" not in path.parts
}


def verdict(folder: Path, found: Sequence[FileProblem]) -> str:
    """Return what a save gets of which this was found; a load must say the same."""
    mistakes = [problem for problem in found if not problem.warning]
    assert all(problem.line and problem.found for problem in found)
    try:
        load(folder, compile_text=compile_text)
        told: list[FileProblem] = []
    except PlaybookError as error:
        told = list(error.problems)
    assert told == mistakes
    return "refused" if mistakes else "warned of" if found else "silent"


# As long as is asked for: --mutations 5000 takes an hour of a processor.
@pytest.mark.timeout(0)
def test_a_slip_in_a_shipped_file_is_told_at_once_and_nothing_is_ever_half_loaded(
    tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SHIPPED_TEMPLATES, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("examples"))
    verdicts, took = Counter[str](), list[float]()

    @settings(max_examples=request.config.getoption("mutations"), deadline=None, suppress_health_check=[*HealthCheck])
    @given(saves(SOURCES))
    def slips(save: tuple[str, bytes]) -> None:
        file, content = save
        (tmp_path / file).write_bytes(content)
        begun = time.process_time()
        try:
            found = check(tmp_path, compile_text=compile_text)
            took.append(time.process_time() - begun)
            said = verdict(tmp_path, found)
        finally:
            (tmp_path / file).write_text(SOURCES[file], encoding="utf-8")
        verdicts["unchanged" if content == SOURCES[file].encode() else said] += 1

    slips()
    took.sort()
    assert took[-1] < AT_ONCE
    with capsys.disabled():
        print(
            f"\n{len(took)} slips: {dict(verdicts)}; a check took {took[len(took) // 2]:.2f} s, 99 of 100"
            f" {took[len(took) * 99 // 100]:.2f}, at most {took[-1]:.2f}, {sum(each > 2 for each in took)} more than 2"
        )
