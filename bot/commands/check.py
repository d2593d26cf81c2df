"""`leadbot check`: every mistake in the templates, at once."""

import json
import sys
from pathlib import Path

from bot import playbooks, rendering
from bot.commands.quantities import counted
from bot.settings import SHIPPED_TEMPLATES


def check_templates(folder: Path, *, as_json: bool) -> int:
    """Print mistakes and warnings and return the exit code: 1 if anything must be mended."""
    if not folder.is_dir():
        print(
            f"leadbot: there is no folder {folder}: give the one that holds playbooks, chat and desk", file=sys.stderr
        )
        return 2
    found = playbooks.check(folder, base=SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    mistakes = [problem for problem in found if not problem.warning]
    if as_json:
        print(json.dumps([problem.to_json() for problem in found], ensure_ascii=False, indent=2))
    else:
        for problem in found:
            print(problem)
        warnings = sum(problem.warning and not problem.notice for problem in found)
        print(f"{folder}: {counted(len(mistakes), 'mistake')}, {counted(warnings, 'warning')}.")
    return 1 if mistakes else 0
