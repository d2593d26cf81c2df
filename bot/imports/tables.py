"""The tables that spreadsheets and other systems save: their columns, and how they write what stands below them."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from bot.cells import OURS, unguarded
from bot.cleaning import clean_text
from bot.import_mapping import POINT, SEPARATORS, ImportMapping, folded
from bot.imports.lines import Lines, UnreadableFileError, opened
from bot.imports.rows import COLUMNS, LEAD, MAX_WORD_CHARS, OUTCOME
from bot.imports.written_dates import order_in
from bot.imports.written_numbers import decimal_in
from scoring.document_reader import describe, nearest

MAX_COLUMNS = 1_000
"""Larger exports have some hundreds; a file of more is no table of people."""
MAX_CELL_CHARS = csv.field_size_limit()
_LOOKED_AT_ROWS = 1_000
_SEP = re.compile("sep=[,;\t|]?", re.IGNORECASE)
_MOST_TITLES = 10


class NoLeadError(UnreadableFileError):
    """A table in which no column says whose rows they are."""


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is encoded, how its columns are called (empty: without a name), and what separates them.

    ``titles`` is how many rows come before the first one of the table, the row of columns among them. ``mapping`` says
    which columns are ours. ``order`` and ``decimal`` are how it writes days and numbers, as far as its first rows show
    it.
    """

    path: Path
    encoding: str
    columns: tuple[str, ...]
    separator: str
    titles: int = 1
    mapping: ImportMapping | None = None
    order: str = ""
    decimal: str = ""

    @property
    def least_cells(self) -> int:
        """Return the number of cells that each row has: as many as reach the last column with a name."""
        return max((number for number, column in enumerate(self.columns, start=1) if column), default=0)

    @property
    def place_of_key(self) -> int:
        """Return which column says of whom a row tells, the first where several may."""
        ours = {theirs for theirs, fields in self.mapping.columns if LEAD in fields} if self.mapping else {LEAD}
        names = [folded(column) if self.mapping else column for column in self.columns]
        return next((place for place, name in enumerate(names) if name in ours), 0)

    @property
    def says_more_than_who(self) -> bool:
        """Return whether there is a column beside the lead."""
        return any(column and column != LEAD for column in self.columns)

    @property
    def left_out(self) -> list[str]:
        """Return the columns that the mapping does not name."""
        known = {theirs for theirs, _ in self.mapping.columns} if self.mapping else set(self.columns)
        return [column for column in self.columns if column and folded(column) not in known]


def table_in(path: Path, encoding: str, mapping: ImportMapping | None = None) -> Table:
    """Return the table in a file, by its row of columns; raise UnreadableFileError where there is none of leads."""
    found: list[tuple[int, Table]] = []
    separators = [mapping.delimiter] if mapping and mapping.delimiter else [*SEPARATORS]
    first: tuple[str, ...] = ()
    for separator in separators:
        for titles, columns in enumerate(first_rows(path, encoding, separator), start=1):
            if known := _known(columns, mapping):
                found.append((known, Table(path, encoding, columns, separator, titles, mapping)))
            elif titles == 1 or _SEP.fullmatch("".join(first)):
                first = max(first, columns, key=len)
    if not found:
        raise NoLeadError(_none_found(path, [column for column in first if column], mapping))
    table = max(found, key=lambda one: one[0])[1]
    if mapping is None:
        _check(path, table.columns)
    return _looked_at(replace(table, columns=_told_apart(table.columns)))


def _known(columns: Sequence[str], mapping: ImportMapping | None) -> int:
    """Return how many of these columns are known; none where none says of whom a row tells."""
    if mapping is None:
        return int(LEAD in columns)
    return mapping.told_by(frozenset(map(folded, columns)))


def _none_found(path: Path, columns: list[str], mapping: ImportMapping | None) -> str:
    found = f"the columns {listed(columns)}" if columns else "no columns"
    if mapping is not None:
        keys = [theirs for theirs, fields in mapping.columns if LEAD in fields]
        return f"{path}:1: found {found}, expected one by which {mapping.name}.yaml knows the lead: {listed(keys)}"
    near = nearest(LEAD, columns[:MAX_COLUMNS])
    hint = f' (did you mean "{LEAD}" by "{near}"?)' if near else ""
    return f"{path}:1: found {found}, expected one called {LEAD}: the key by which another system calls the lead{hint}"


def _told_apart(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return columns with a number behind whatever comes again: a foreign table may have two called Phone."""
    seen: Counter[str] = Counter()
    found = []
    for column in columns:
        seen[folded(column)] += bool(column)
        found.append(f"{column} ({seen[folded(column)]})" if seen[folded(column)] > 1 else column)
    return tuple(found)


def listed(columns: Iterable[str]) -> str:
    """Return the names of columns for a sentence, the first of them where there are too many to read."""
    names = [describe(column)[1:-1] for column in columns]
    more = [f"and {len(names) - _MOST_LISTED} more"] if len(names) > _MOST_LISTED else []
    return ", ".join([*names[:_MOST_LISTED], *more])


_MOST_LISTED = 40


def _looked_at(table: Table) -> Table:
    """Return a table with how it writes days and numbers, by its first rows.

    Raises UnreadableFileError where a cell is so long that there is no telling where it ends: so such a file is refused
    before anything of it is written.
    """
    if any(column.startswith(OURS) for column in table.columns):
        return replace(table, decimal=POINT)  # an export of ours
    cells = list(_first_cells(table))
    return replace(table, order=order_in(cells), decimal=decimal_in(cells))


def _first_cells(table: Table) -> Iterator[str]:
    with opened(table.path, table.encoding) as (text, _):
        reader = csv.reader(Lines(text, table.path), delimiter=table.separator, strict=True)
        pass_titles(reader, table)
        for _ in range(_LOOKED_AT_ROWS):
            line = reader.line_num + 1
            try:
                yield from (cell for cell in map(str.strip, next(reader)) if cell and cell[-1].isdigit())
            except StopIteration:
                return
            except csv.Error as error:
                if is_too_long(error):
                    found = f"{table.path}:{line}: a cell of more than {MAX_CELL_CHARS:,} characters"
                    raise UnreadableFileError(f"{found}: is a quotation mark not closed?") from error


def is_too_long(error: csv.Error) -> bool:
    """Return whether a cell was longer than any may be."""
    return "field limit" in str(error)


def pass_titles(reader: Iterator[list[str]], table: Table) -> None:
    """Read what comes before the first row below the columns."""
    for _ in range(table.titles):
        next(reader, [])


def first_rows(path: Path, encoding: str, separator: str) -> Iterator[tuple[str, ...]]:
    """Yield the cells of the first rows as columns: titles may stand above a table, and Excel's ``sep=;``."""
    with opened(path, encoding) as (text, _):
        reader = csv.reader(Lines(text, path), delimiter=separator, strict=True)
        try:
            for row in islice(reader, _MOST_TITLES):
                if len(row) > MAX_COLUMNS:
                    raise UnreadableFileError(f"{path}:1: found {len(row):,} columns, expected at most {MAX_COLUMNS:,}")
                yield tuple(map(_column, row))
        except csv.Error:
            return  # no rows with this separator


def _column(name: str) -> str:
    """Return a column's name; those that we know in whatever case they are written."""
    cleaned = unguarded(clean_text(name))
    return cleaned.lower() if cleaned.lower() in (*COLUMNS, OUTCOME) else cleaned


def _check(path: Path, columns: Sequence[str]) -> None:
    twice = sorted(column for column, times in Counter(columns).items() if column and times > 1)
    if twice:
        raise UnreadableFileError(f"{path}:1: found the column {listed(twice)} twice, expected each once")
    long = next((column for column in columns if len(column) > MAX_WORD_CHARS), None)
    if long:
        raise UnreadableFileError(
            f"{path}:1: found a column {describe(long)}, expected a name of at most {MAX_WORD_CHARS} characters"
        )
