"""Whom the templates speak to, and in which languages: each that has a file anywhere must have one everywhere."""

from itertools import product
from pathlib import Path

from babel import Locale, UnknownLocaleError

from bot.playbooks.overlay import PLAYBOOKS, Overlay
from bot.playbooks.problems import FileProblem
from scoring.model_reader import AUDIENCES
from scoring.reading import nearest

MAIN_LANGUAGE = "en"
FOLDERS = ("chat/texts", "desk/texts", *(f"playbooks/{audience}/texts" for audience in AUDIENCES))


def audiences_in(templates: Overlay) -> tuple[tuple[str, ...], tuple[FileProblem, ...]]:
    """Return the audiences that have a playbook, and what is wrong with the names of their folders."""
    root = templates.layers[-1]
    folder = root / PLAYBOOKS
    if not folder.is_dir():
        return AUDIENCES, ()
    names = [name for name in _names(folder) if (folder / name).is_dir()]
    audiences = tuple(audience for audience in AUDIENCES if audience in names)
    problems = [_unknown_audience(templates.called(f"{PLAYBOOKS}/{n}", root), n) for n in names if n not in AUDIENCES]
    if not audiences and not problems:
        called = templates.called(PLAYBOOKS, root)
        problems.append(FileProblem(called, 1, "", "no audience", f"a folder {' or '.join(AUDIENCES)}, or both"))
    return audiences, tuple(problems)


def languages_in(templates: Overlay) -> tuple[tuple[str, ...], tuple[FileProblem, ...]]:
    """Return the languages, the main one first, and what is wrong with the names of files."""
    languages, problems = {MAIN_LANGUAGE: True}, []
    for root, folder in product(templates.layers, FOLDERS):
        for name in _names(root / folder):
            language, _, suffix = name.rpartition(".")
            file = templates.called(f"{folder}/{name}", root)
            if suffix == "yml":
                problems.append(FileProblem(file, 1, "", "a file that is not read", f"{language}.yaml"))
            elif suffix == "yaml" and not is_language(language):
                problems.append(FileProblem(file, 1, "", f'unknown language "{language}"', "a code such as fr"))
            elif suffix == "yaml":
                languages[language] = True
    return tuple(languages), tuple(problems)


def is_language(code: str) -> bool:
    """Return whether this is the code of a language that we can write numbers in."""
    try:
        return str(Locale.parse(code)) == code
    except (UnknownLocaleError, ValueError, TypeError):
        return False


def language_called(code: str) -> str:
    """Return the language's English name, with its code."""
    return f"{Locale.parse(code).english_name} ({code})"


def _unknown_audience(file: str, name: str) -> FileProblem:
    found, suggestion = f'unknown audience "{name}"', nearest(name, AUDIENCES)
    return FileProblem(file, 1, "", found, " or ".join(AUDIENCES), suggestion)


def _names(folder: Path) -> list[str]:
    """Return what is in a folder, without what editors leave behind."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith((".", "~", "#")))
