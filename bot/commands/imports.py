"""`leadbot import`: brings in what other systems know of leads, quietly, while the bot runs or not."""

import gc
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot import clock
from bot.bulk.import_files import ImportFile, open_file
from bot.bulk.import_rows import Circumstances
from bot.bulk.importing import ALONE_CHUNK_ROWS, CHUNK_ROWS, Import, Imported
from bot.bulk.progress import progress
from bot.bulk.refolding import refold_everybody
from bot.bulk.rehearsal import Rehearsal
from bot.bulk.rules import Writer, versions_of
from bot.bulk.writing import OwnWriter, writing
from bot.commands.published import Published, load_files, what_is_in_force
from bot.settings import Settings
from storage import bulk
from storage.bulk import snapshot

_WHAT = ("leads", "facts", "signals", "outcomes")


@dataclass(frozen=True, slots=True)
class _Told:
    """What came of an import, for the summary."""

    imported: Imported
    folded: int
    dry_run: bool

    def to_json(self) -> dict[str, object]:
        """Return it as JSON values."""
        counts = {what: {"new": self.imported.new[what], "known": self.imported.known[what]} for what in _WHAT}
        return counts | {"refused": self.imported.refused, "folded": self.folded, "dry_run": self.dry_run}

    def __str__(self) -> str:
        new, known = self.imported.new, self.imported.known
        counts = [f"{new[what]} {what} new, {known[what]} known" for what in _WHAT if new[what] or known[what]]
        counts += [f"{self.imported.refused} rows refused", f"{self.folded} leads folded"]
        said = "; ".join(counts)
        return f"Nothing was written. It would be: {said}." if self.dry_run else f"{said}. Nobody was called."


async def import_history(settings: Settings, paths: Sequence[Path], *, dry_run: bool, as_json: bool) -> bool:
    """Take in files and print what came of it; return whether every row was taken in."""
    files = [open_file(path) for path in paths]
    told = await (_rehearse(settings, files) if dry_run else _import(settings, files))
    print(json.dumps(told.to_json()) if as_json else told)
    return not told.imported.refused


async def _import(settings: Settings, files: Sequence[ImportFile]) -> _Told:
    path = settings.database_path
    async with writing(path) as writer:
        with snapshot(path) as tx:
            in_force = what_is_in_force(tx, settings)
        imported = await _take(settings, files, writer, in_force)
        with snapshot(path) as tx:
            in_force = what_is_in_force(tx, settings)  # others may have been published meanwhile
        with progress("Folding leads") as on_progress:
            refolding = await refold_everybody(
                path, in_force.rules, writer, now=clock.utc_now(), on_progress=on_progress
            )
    return _Told(imported, refolding.folded, dry_run=False)


async def _rehearse(settings: Settings, files: Sequence[ImportFile]) -> _Told:
    with bulk.copied(settings.database_path) as copy:
        in_force = what_is_in_force(copy, settings)
        imported = await _take(settings, files, Rehearsal(copy), in_force)
        return _Told(imported, bulk.count_stale(copy, versions_of(in_force.rules)), dry_run=True)


async def _take(settings: Settings, files: Sequence[ImportFile], writer: Writer, in_force: Published) -> Imported:
    templates = load_files(settings)
    here = Circumstances(clock.utc_now(), tuple(templates.chat), templates.only_audience)
    sources = {audience: found.draft.source for audience, found in in_force.models.items()}
    most_rows = ALONE_CHUNK_ROWS if isinstance(writer, OwnWriter) else CHUNK_ROWS
    with progress("Taking in") as on_progress, _without_collector():
        return await Import(here, writer, sources, _say_refused, on_progress, most_rows).take(files)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Let no rows be searched for cycles, which they have none: that takes a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _say_refused(path: Path, line: int, mistake: str) -> None:
    print(f"{path}:{line}: {mistake}", file=sys.stderr)
