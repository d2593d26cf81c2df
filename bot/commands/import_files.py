"""The files of `leadbot import`, opened with the mapping that makes their tables ours; where none is named, by a guess.

A guess is shown, and only what a person has confirmed is written down and gone by.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.commands.confirming import is_confirmed
from bot.errors import LeadbotError
from bot.import_mapping import ImportMapping
from bot.imports.files import ImportFile, open_file
from bot.imports.guess import Guess, guessed, name_for
from bot.imports.lines import WINDOWS
from bot.imports.tables import NoLeadError, listed
from bot.playbooks import load_drafts, load_import_mappings
from bot.settings import SHIPPED_TEMPLATES, Settings
from scoring.document_reader import nearest


class NotConfirmedError(LeadbotError):
    """A guess that nobody has confirmed; nothing was done."""


def open_files(settings: Settings, paths: Sequence[Path], mapped: str | None, *, dry_run: bool) -> list[ImportFile]:
    """Return the files to import; raise UnreadableFileError where one cannot be read, before any is."""
    mapping = None if mapped is None else _mapping_called(settings, mapped)
    files = [_opened(settings, path, mapping, dry_run=dry_run) for path in paths]
    for file in files:
        _say_what_is_found_out(file)
    return files


def _mapping_called(settings: Settings, name: str) -> ImportMapping:
    mappings = _mappings(settings)
    if name not in mappings:
        near = nearest(name, mappings)
        hint = f" (did you mean {near}?)" if near else ""
        raise LeadbotError(f"--map: there is no mapping {name}{hint}: templates/imports has {', '.join(mappings)}")
    return mappings[name]


def _mappings(settings: Settings) -> Mapping[str, ImportMapping]:
    return load_import_mappings(settings.templates_path, base=SHIPPED_TEMPLATES)


def _opened(settings: Settings, path: Path, mapping: ImportMapping | None, *, dry_run: bool) -> ImportFile:
    try:
        return open_file(path, mapping)
    except NoLeadError:
        guess = _guess(settings, path) if mapping is None else None
        if guess is None:
            raise
    return open_file(path, _confirmed(settings, path, guess, dry_run=dry_run))


def _guess(settings: Settings, path: Path) -> Guess | None:
    mappings = _mappings(settings)
    drafts = load_drafts(settings.templates_path, base=SHIPPED_TEMPLATES)
    fields = {field for draft in drafts.values() for field in (*draft.model.fields, *draft.model.imported)}
    guess = guessed(path, mappings, fields, name=name_for(path, mappings))
    if guess is None or guess.is_there or len(drafts) > 1:
        return guess
    return replace(guess, mapping=replace(guess.mapping, always={}))


def _confirmed(settings: Settings, path: Path, guess: Guess, *, dry_run: bool) -> ImportMapping:
    """Return a mapping that somebody has confirmed, written down where it is new; raise NotConfirmedError."""
    name, file = guess.mapping.name, settings.templates_path / "imports" / f"{guess.mapping.name}.yaml"
    known = f"{guess.known} of its {len(guess.columns)} columns are known"
    found = f"{path} has no column lead, but looks like {name}" if guess.is_there else f"{path} has no column lead"
    content = (
        "" if guess.is_there else f"# How the columns of {path.name} become ours (docs/imports.md).\n{guess.to_yaml()}"
    )
    if dry_run:
        print(f"{found}: {known}. Tried by that mapping{':' if content else '.'}\n{content}", file=sys.stderr)
        return guess.mapping
    then = f"leadbot import --map {name} {path}"
    if not sys.stdin.isatty():
        if not guess.is_there:
            print(content, end="")
        looked = (
            f"if that is right: {then}"
            if guess.is_there
            else f"save what is printed as {file}, look at it, then: {then}"
        )
        raise NotConfirmedError(f"{found}: {known}. Nothing was imported: {looked}")
    what = (
        f"{found}: {known}."
        if guess.is_there
        else f"{found}: {known}. It would be read by this, as {file}:\n\n{content}"
    )
    if not is_confirmed(what, f"imports {path}"):
        raise NotConfirmedError("not confirmed: nothing was imported, nothing written")
    if not guess.is_there:
        _write(file, content)
        print(f"{file} is written. From now on: {then}")
    return guess.mapping


def _write(file: Path, content: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as written:
            written.write(content)
    except OSError as error:
        raise LeadbotError(f"{file}: {error.strerror}: let LEADBOT_TEMPLATES name a folder of your own") from error


def _say_what_is_found_out(file: ImportFile) -> None:
    """Tell what the mapping does not say of a table, and was taken for granted."""
    table = file.table
    if table is None or table.mapping is None:
        return
    if table.left_out:
        columns = listed(table.left_out)
        print(f"{file.path}: left out, as {table.mapping.name}.yaml does not name them: {columns}", file=sys.stderr)
    if table.encoding == WINDOWS and not table.mapping.encoding:
        told = f"no UTF-8, so read as Windows' ({WINDOWS}); else say its encoding in the mapping"
        print(f"{file.path}: {told}", file=sys.stderr)
