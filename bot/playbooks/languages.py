"""Whom the templates speak to, and in which languages: each that has a file anywhere must have one everywhere."""

from itertools import product

from babel import Locale, UnknownLocaleError

from bot.playbooks.overlay import PLAYBOOKS, Overlay
from bot.playbooks.problems import FileProblem
from scoring.document_reader import nearest
from scoring.model_reader import AUDIENCES

MAIN_LANGUAGE = "en"
MOST_LANGUAGES = 50
"""Each is read from several files: hundreds of them would take minutes."""
FOLDERS = ("chat/texts", "desk/texts", *(f"playbooks/{audience}/texts" for audience in AUDIENCES))


def audiences_in(templates: Overlay) -> tuple[tuple[str, ...], tuple[FileProblem, ...]]:
    """Return the audiences that have a playbook, and what is wrong with the names of their folders."""
    layer = templates.layers[-1]
    names = layer.folders(PLAYBOOKS)
    if not layer.has(PLAYBOOKS):
        return AUDIENCES, ()
    audiences = tuple(audience for audience in AUDIENCES if audience in names)
    problems = [
        FileProblem(templates.called(f"{PLAYBOOKS}/{name}", layer), 1, "", "no folder that can be read", "a folder")
        for name in layer.names(PLAYBOOKS)
        if name in AUDIENCES and name not in names
    ]
    problems += [_unknown_audience(templates.called(f"{PLAYBOOKS}/{n}", layer), n) for n in names if n not in AUDIENCES]
    if not audiences and not problems:
        called = templates.called(PLAYBOOKS, layer)
        problems.append(FileProblem(called, 1, "", "no audience", f"a folder {' or '.join(AUDIENCES)}, or both"))
    return audiences, tuple(problems)


def languages_in(templates: Overlay) -> tuple[tuple[str, ...], tuple[FileProblem, ...]]:
    """Return the languages, the main one first, and what is wrong with the names of files."""
    languages, problems = {MAIN_LANGUAGE: True}, []
    for layer, folder in product(templates.layers, FOLDERS):
        for name in layer.names(folder):
            language, _, suffix = name.rpartition(".")
            file = templates.called(f"{folder}/{name}", layer)
            if suffix == "yml":
                problems.append(FileProblem(file, 1, "", "a file that is not read", f"{language}.yaml"))
            elif suffix == "yaml" and not is_language(language):
                problems.append(FileProblem(file, 1, "", f'unknown language "{language}"', "a code such as fr"))
            elif suffix == "yaml":
                languages[language] = True
    if len(languages) > MOST_LANGUAGES:
        problems.append(FileProblem(FOLDERS[0], 1, "", f"{len(languages)} languages", f"at most {MOST_LANGUAGES}"))
    return tuple(languages)[:MOST_LANGUAGES], tuple(problems)


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
