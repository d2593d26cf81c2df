"""Which languages the templates are written in: every language that has a file anywhere must have one everywhere."""

from collections.abc import Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError

from bot.playbooks.problems import Problem
from scoring.model_reader import AUDIENCES
from scoring.reading import nearest

MAIN_LANGUAGE = "en"
FOLDERS = ("chat/texts", "desk/texts", *(f"playbooks/{audience}/texts" for audience in AUDIENCES))


def languages_in(directory: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the languages, the main one first, and what is wrong with the names of files and folders."""
    languages, problems = {MAIN_LANGUAGE: True}, [*_unknown_audiences(directory)]
    for folder in FOLDERS:
        for name in _names(directory / folder):
            language, _, suffix = name.rpartition(".")
            file = f"{folder}/{name}"
            if suffix == "yml":
                problems.append(Problem(file, 1, "", "a file that is not read", f"{language}.yaml"))
            elif suffix == "yaml" and not is_language(language):
                problems.append(Problem(file, 1, "", f'unknown language "{language}"', "a code such as fr"))
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


def _unknown_audiences(directory: Path) -> Iterator[Problem]:
    for name in _names(directory / "playbooks"):
        if name not in AUDIENCES and (directory / "playbooks" / name).is_dir():
            found, suggestion = f'unknown audience "{name}"', nearest(name, AUDIENCES)
            yield Problem(f"playbooks/{name}", 1, "", found, " or ".join(AUDIENCES), suggestion)


def _names(folder: Path) -> list[str]:
    """Return what is in a folder, without what editors leave behind."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith((".", "~", "#")))
