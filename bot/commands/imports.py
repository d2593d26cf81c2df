"""`leadbot import`: brings in what other systems know of leads, quietly, while the bot runs or not."""

import gc
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from bot import clock
from bot.cleaning import clean_text
from bot.commands.current_rules import (
    Published,
    in_force_now,
    left_to_fold,
    load_scripts,
    publish_first,
    what_is_in_force,
    who_publishes,
)
from bot.commands.import_files import open_files
from bot.commands.plurals import counted
from bot.imports.cell_readings import RowContext
from bot.imports.files import ImportFile
from bot.imports.importing import ALONE_CHUNK_ROWS, CHUNK_ROWS, Import, Imported
from bot.imports.questions import questions_of
from bot.imports.unknown_names import MOST_TOLD, Unknown, in_words, known_to, unknown
from bot.imports.written_dates import Calendar
from bot.orders.dry_run import Rehearsal
from bot.orders.writing import OwnWriter, writing
from bot.processes.progress import progress
from bot.processes.writer import Writer
from bot.rules.dated_model import versions_of
from bot.rules.refold_all import refold_everybody
from bot.settings import Settings
from storage import bulk
from storage.place import place_of
from storage.snapshots import copied

_WHAT = ("leads", "facts", "signals", "outcomes")


@dataclass(frozen=True, slots=True)
class _Told:
    """What came of an import, for the summary."""

    imported: Imported
    unknown: Sequence[Unknown]
    folded: int
    left: int
    dry_run: bool

    def to_json(self) -> dict[str, object]:
        """Return it as JSON values."""
        counts = {what: {"new": self.imported.new[what], "known": self.imported.known[what]} for what in _WHAT}
        unknown = {"unknown": list(map(asdict, self.unknown[:MOST_TOLD])), "unknown_in_all": len(self.unknown)}
        folded = {"folded": self.folded, "left": self.left, "dry_run": self.dry_run}
        rows = {"refused": self.imported.refused, "cells": self.imported.cells, "erased": self.imported.erased}
        return counts | rows | folded | unknown

    def __str__(self) -> str:
        new, known = self.imported.new, self.imported.known
        counts = [
            f"{counted(new[what], what.removesuffix('s'))} new, {known[what]} known"
            for what in _WHAT
            if new[what] or known[what]
        ]
        counts += [f"{counted(self.imported.refused, 'row')} refused"]
        if self.imported.cells:
            counts += [f"{counted(self.imported.cells, 'cell')} left out"]
        if self.imported.erased:
            counts += [f"{counted(self.imported.erased, 'row')} left out (erased on request)"]
        counts += [f"{counted(self.folded, 'lead')} folded"]
        said = "; ".join(counts)
        summary = f"Nothing was written. It would be: {said}." if self.dry_run else f"{said}. Nobody was alerted."
        left = [left_to_fold(self.left)] if self.left else []
        return "\n".join([summary, *left, *in_words(self.unknown)])


async def import_history(
    settings: Settings,
    paths: Sequence[Path],
    *,
    mapped: str | None,
    returning: Iterable[str],
    dry_run: bool,
    as_json: bool,
) -> bool:
    """Take in files and print what came of it; return whether every row and cell could be read.

    ``mapped`` is the name of the mapping by which their tables become ours. Who was erased on request comes in only if
    their key is among those ``returning``.
    """
    files, back = open_files(settings, paths, mapped, dry_run=dry_run), frozenset(map(clean_text, returning))
    told = await (_rehearse(settings, files, back) if dry_run else _import(settings, files, back))
    for key in sorted(back - told.imported.returned):
        print(f"(warning: no row has the key {key}: --return {key} changed nothing)", file=sys.stderr)
    print(json.dumps(told.to_json()) if as_json else told)
    return not (told.imported.refused or told.imported.cells)


async def _import(settings: Settings, files: Sequence[ImportFile], back: frozenset[str]) -> _Told:
    path = place_of(settings.database_url)
    # Whoever mistypes the path shall hear of it, and not get a new database there.
    in_force = in_force_now(settings)
    async with writing(path) as writer:
        await publish_first(in_force, writer, by=who_publishes())
        imported, found = await _bring_in(settings, files, writer, in_force, back=back)
        in_force = in_force_now(settings)  # others may have been published meanwhile
        with progress("Folding leads") as on_progress:
            refolding = await refold_everybody(
                path, in_force.rules, writer, now=clock.utc_now(), on_progress=on_progress
            )
    return _Told(imported, found, refolding.folded, refolding.left, dry_run=False)


async def _rehearse(settings: Settings, files: Sequence[ImportFile], back: frozenset[str]) -> _Told:
    with copied(place_of(settings.database_url)) as copy:
        in_force = what_is_in_force(copy, settings)
        imported, found = await _bring_in(settings, files, Rehearsal(copy), in_force, back=back)
        return _Told(imported, found, bulk.count_stale(copy, versions_of(in_force.rules)), 0, dry_run=True)


async def _bring_in(
    settings: Settings, files: Sequence[ImportFile], writer: Writer, in_force: Published, *, back: frozenset[str]
) -> tuple[Imported, list[Unknown]]:
    templates = load_scripts(settings, in_force.published)
    known = known_to(templates, (found.draft.model for found in in_force.models.values()))
    here = RowContext(
        clock.utc_now(),
        tuple(templates.chat),
        templates.only_audience,
        known.choices,
        known.numbers,
        known.several,
        known.texts,
        questions_of(templates),
        Calendar(settings.timezone),
    )
    sources = {audience: found.draft.source for audience, found in in_force.models.items()}
    most_rows = ALONE_CHUNK_ROWS if isinstance(writer, OwnWriter) else CHUNK_ROWS
    with progress("Taking in") as on_progress, _without_collector():
        imported = await Import(here, writer, sources, _say_refused, on_progress, most_rows, back).run(files)
    return imported, unknown(imported.in_tables, imported.in_histories, known)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Context manager: no search for cycles among rows, which have none; it would take a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _say_refused(path: Path, line: int, mistake: str) -> None:
    print(f"{path}:{line}: {mistake}", file=sys.stderr)
