"""Files in a folder of templates that nobody reads: copies, backups, and what was saved under another ending.

Whoever edits "model (1).yaml" wonders why nothing changes. What systems and editors leave behind, and notes for people,
are passed over; so is whatever a folder of somebody's own has at its top beside ours.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice

from bot.playbooks.files import Files
from bot.playbooks.problems import FileProblem
from bot.playbooks.template_sources import Layer

_FOLDERS = ("chat", "desk", "imports", "playbooks", "senders")
_TOP = ("business.yaml", "signals.yaml")
_NAMES = ("desk.yaml", "faq.yaml", "model.yaml", "script.yaml")
_PASSED_OVER = re.compile(
    r"(?:readme|licen[cs]e|copying)\b.*|.*\.(?:md|swp|swo|swx|tmp|part|lock)|thumbs\.db|desktop\.ini|icon\r?|\d+",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r"(?:[ _-]+(?:copy|copie|copia|kopia|kopie|old|new|backup)|[ _-]*\(\d+\)"
    r"|\.(?:ya?ml|txt|bak|orig|old|save|\d+)|~)+\Z",
    re.IGNORECASE,
)
"""What copying, backups and word processors put behind a name."""
_CLOSE = 0.8
"""As near a name must be: others' files lie beside ours, such as compose.yaml."""
_ENDING = ".yaml"
_MOST = 20
_DEEPEST = 4


def lint_unread(files: Files) -> Iterator[FileProblem]:
    """Warn of files that were not read, once everything that can be read has been."""
    folder = files.templates.folder
    if not folder.is_edited:
        return
    inside = (file for part in _FOLDERS for file in _within(folder, part, depth=_DEEPEST))
    top = (name for name in folder.names("") if _meant(name, _TOP) and name not in folder.folders(""))
    for file in islice((file for file in (*top, *inside) if not _is_known(files, file)), _MOST):
        meant = _meant(file.rpartition("/")[2], _likely(file, files.languages))
        expected = f"the name {meant}, or another place for it" if meant else "another place for it"
        yield FileProblem(file, 1, "", "a file that nobody reads", expected, warning=True)


def _within(folder: Layer, path: str, *, depth: int) -> Iterator[str]:
    inner = folder.folders(path)
    for name in folder.names(path):
        if name not in inner:
            yield f"{path}/{name}"
        elif depth:
            yield from _within(folder, f"{path}/{name}", depth=depth - 1)


def _is_known(files: Files, file: str) -> bool:
    """Return whether a file was read, or is of those that are read only while others are not in force."""
    name = file.rpartition("/")[2]
    return file in files.documents or name == "model.yaml" or bool(_PASSED_OVER.fullmatch(name))


def _likely(file: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    parts = file.split("/")
    if len(parts) == 1:
        return _TOP
    return tuple(f"{language}.yaml" for language in languages) if parts[-2] in ("texts", "examples") else _NAMES


def _meant(name: str, likely: tuple[str, ...]) -> str | None:
    """Return the name that one comes from, None where it resembles none of those that are likely."""
    stems = [each.removesuffix(_ENDING) for each in likely]
    near = get_close_matches(_ADDED.sub("", name.casefold()), stems, n=1, cutoff=_CLOSE)
    return f"{near[0]}{_ENDING}" if near else None
