"""Brings the history of other systems in, chunk by chunk: each is written as a whole, so that it can end anywhere.

What is known already is known by its id: an import that was interrupted is simply run again.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.imports.cell_readings import RowContext
from bot.imports.chunks import Chunk, read_ahead
from bot.imports.erased_leads import Returning
from bot.imports.files import ImportFile, Kind
from bot.imports.precedence import Precedence, in_order
from bot.imports.unknown_names import Met
from bot.processes.writer import IMPORT_HISTORY, IMPORT_OUTCOMES, Writer
from scoring.instants import microseconds

CHUNK_ROWS = 2_000
ALONE_CHUNK_ROWS = 10_000
"""Where no bot waits for its turn to write: fewer, longer transactions write fewer pages."""
OUTCOMES_CHUNK_ROWS = 200
"""Each outcome folds a history, and the bot's own work waits meanwhile."""
LEADS, FACTS, SIGNALS, OUTCOMES = "leads", "facts", "signals", "outcomes"


@dataclass(slots=True)
class Imported:
    """What came of an import: how much was new and known, how many rows were refused, and which names were met.

    ``cells`` is how many cells of other rows were left out, which could not be read. ``erased`` is how many rows were
    left out because whom they tell of was erased on request; ``returned`` are the keys of those let back.
    """

    new: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    cells: int = 0
    erased: int = 0
    returned: set[str] = field(default_factory=set)
    in_tables: Met = field(default_factory=Met)
    in_histories: Met = field(default_factory=Met)


@dataclass(frozen=True, slots=True)
class Import:
    """An import: when it began, who writes, the models' files by audience, and who hears how it goes on.

    ``on_refused`` is told file, line and mistake, ``on_progress`` how many bytes have been read, of how many.
    ``returning`` are the keys of those who come in although they were erased on request.
    """

    here: RowContext
    writer: Writer
    models: Mapping[str, str]
    on_refused: Callable[[Path, int, str], None]
    on_progress: Callable[[int, int], None] = lambda _done, _of: None
    most_rows: int = CHUNK_ROWS
    returning: frozenset[str] = frozenset()

    async def run(self, files: Sequence[ImportFile]) -> Imported:
        """Take in files, outcomes last: what they are worth depends on the history before them."""
        imported, named = Imported(), _Numbers()
        total, before = sum(file.size for file in files), 0
        precedence = Precedence() if sum(file.kind is Kind.LEADS for file in files) > 1 else None
        for file in in_order(files):
            most_rows = min(self.most_rows, OUTCOMES_CHUNK_ROWS) if file.kind is Kind.OUTCOMES else self.most_rows
            async with aclosing(read_ahead(file, self.here, most_rows)) as chunks:
                async for chunk in chunks:
                    if precedence and file.kind is Kind.LEADS:
                        chunk.rows = list(map(precedence.left_of, chunk.rows))
                    told = await self._write(file, chunk)
                    self._count(imported, file, chunk, told)
                    named.add(told["leads"])
                    self.on_progress(before + chunk.until, total)
            before += file.size
        imported.known[LEADS] = named.count - imported.new[LEADS]
        return imported

    async def _write(self, file: ImportFile, chunk: Chunk) -> dict[str, Any]:
        body: dict[str, Any] = {"at": microseconds(self.here.now), "rows": chunk.rows}
        if file.kind is Kind.OUTCOMES:
            return await self.writer.perform(IMPORT_OUTCOMES, body | {"models": dict(self.models)})
        return await self.writer.perform(IMPORT_HISTORY, body | {"returning": sorted(self.returning)})

    def _count(self, imported: Imported, file: ImportFile, chunk: Chunk, told: Mapping[str, Any]) -> None:
        for name, count in told["counts"].items():
            what, _, whether = name.partition("_")
            (imported.new if whether == "new" else imported.known)[what] += count
        mistakes = [(refused.line, str(problem)) for refused in chunk.refused for problem in refused.problems]
        for line, mistake in sorted(
            [*mistakes, *chunk.lost, *told["refused"], *told["erased"]], key=lambda one: one[0]
        ):
            self.on_refused(file.path, line, mistake)
        imported.refused += len(chunk.refused) + len(told["refused"])
        imported.cells += len(chunk.lost)
        imported.erased += len(told["erased"])
        if self.returning:
            back = Returning.of(self.returning)
            imported.returned.update(*(back.named_by(row[1]) for row in chunk.rows))
        (imported.in_tables if file.kind is Kind.LEADS else imported.in_histories).merge(chunk.met)


class _Numbers:
    """A set of lead numbers, at a bit each: there may be millions."""

    def __init__(self) -> None:
        self.count = 0
        self._bits = bytearray()

    def add(self, numbers: Sequence[int]) -> None:
        """Add numbers to the set."""
        for number in numbers:
            place, bit = number >> 3, 1 << (number & 7)
            if place >= len(self._bits):
                self._bits.extend(bytes(place + 1 - len(self._bits)))
            if not self._bits[place] & bit:
                self._bits[place] |= bit
                self.count += 1
