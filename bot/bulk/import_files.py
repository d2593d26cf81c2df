"""The files that an import reads: tables of leads or of outcomes, and histories, row by row in bounded memory."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import IO

from bot.bulk.import_rows import (
    AT,
    COLUMNS,
    LEAD,
    MAX_WORD_CHARS,
    NO_UTF8,
    OUTCOME,
    Circumstances,
    Refused,
    history_row,
    lead_row,
    not_utf8,
    outcome_row,
)
from bot.errors import LeadbotError
from bot.messages import clean_text
from bot.usecases.take_in import Row
from bot.usecases.take_outcomes import OutcomeRow
from scoring.errors import Problem
from scoring.reading import describe, nearest

MAX_LINE_CHARS = 1_000_000
_SEPARATORS = ",;\t"


class Kind(Enum):
    """What a file tells."""

    LEADS = auto()
    HISTORY = auto()
    OUTCOMES = auto()


class UnreadableFileError(LeadbotError):
    """A file that cannot be read at all; nothing of it was taken in, unless it was found out half-way."""


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file that can be read: what it tells, its length in bytes, and how its columns are called and separated."""

    path: Path
    kind: Kind
    size: int
    columns: tuple[str, ...] = ()
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A row, or why there is none, and how many bytes of the file have been read."""

    row: Row | OutcomeRow | Refused
    until: int


def open_file(path: Path) -> ImportFile:
    """Return what a file is; raise UnreadableFileError if it is none of ours or cannot be read."""
    try:
        size = path.stat().st_size
        match path.suffix.lower():
            case ".csv":
                columns, separator = _header(path)
                kind = Kind.OUTCOMES if sorted(columns) == sorted((LEAD, AT, OUTCOME)) else Kind.LEADS
                return ImportFile(path, kind, size, columns, separator)
            case ".jsonl":
                with path.open("rb"):
                    return ImportFile(path, Kind.HISTORY, size)
    except OSError as error:
        raise UnreadableFileError(f"{path}: {error.strerror}: give a file that can be read") from error
    raise UnreadableFileError(f"{path}: an unknown kind of file: give a .csv (leads, outcomes) or a .jsonl (history)")


def rows_of(file: ImportFile, here: Circumstances) -> Iterator[Read]:
    """Give every row of a file, those to be refused too."""
    try:
        with _text(file.path) as (text, raw):
            rows = _history(text, here, file.path) if file.kind is Kind.HISTORY else _table(text, file, here)
            for row in rows:
                yield Read(row, raw.tell())
    except OSError as error:
        raise UnreadableFileError(f"{file.path}: {error.strerror}: give a file that can be read") from error


@contextmanager
def _text(path: Path) -> Iterator[tuple[IO[str], IO[bytes]]]:
    # What is no UTF-8 becomes lone surrogates, by which its row is known and refused.
    with path.open("rb") as raw, io.TextIOWrapper(raw, "utf-8-sig", "surrogateescape", newline="") as text:
        yield text, raw


def _lines(text: IO[str], path: Path) -> Iterator[str]:
    number = 0
    while line := text.readline(MAX_LINE_CHARS):
        number += 1
        if len(line) == MAX_LINE_CHARS:
            raise UnreadableFileError(
                f"{path}:{number}: a line of more than {MAX_LINE_CHARS:,} characters: is it really text?"
            )
        yield line


def _history(text: IO[str], here: Circumstances, path: Path) -> Iterator[Row | Refused]:
    for number, line in enumerate(_lines(text, path), start=1):
        if not line.isspace():
            yield history_row(number, line, here)


def _table(text: IO[str], file: ImportFile, here: Circumstances) -> Iterator[Row | OutcomeRow | Refused]:
    seen: set[int] = set()
    for line, cells in _cells(text, file):
        if isinstance(cells, Refused):
            yield cells
        elif file.kind is Kind.OUTCOMES:
            yield outcome_row(line, cells, here)
        else:
            yield _once(lead_row(line, cells, here), seen)


def _once(row: Row | Refused, seen: set[int]) -> Row | Refused:
    """Refuse a lead's second row without an instant: which of them is newer nobody could tell."""
    if isinstance(row, Refused) or row.at is not None:
        return row
    name = hash(row.key)
    if name in seen:
        expected = f"one row for each lead, or a column {AT} that says which is newer"
        return Refused(row.line, (Problem((LEAD,), f"{describe(row.key)} for the second time", expected),))
    seen.add(name)
    return row


def _cells(text: IO[str], file: ImportFile) -> Iterator[tuple[int, dict[str, str] | Refused]]:
    """Give the line where each row begins, and its cells by column, after the row of columns."""
    reader = csv.reader(_lines(text, file.path), delimiter=file.separator, strict=True)
    next(reader)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            expected = "a row of csv: is a quotation mark missing?"
            yield line, Refused(line, (Problem(("row",), str(error), expected),))
            continue
        if any(cell.strip() for cell in cells):
            yield line, _named(line, cells, file.columns)


def _named(line: int, cells: Sequence[str], columns: Sequence[str]) -> dict[str, str] | Refused:
    """Return the cells by column. Rows may be shorter: Excel leaves out the last empty cells."""
    if any(not cell.isascii() and NO_UTF8.search(cell) for cell in cells):
        return not_utf8(line)
    named = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    beside = [*(cell for column, cell in zip(columns, cells, strict=False) if not column), *cells[len(columns) :]]
    if any(cell.strip() for cell in beside):
        nameless = next(cell for cell in beside if cell.strip())
        problem = Problem(("row",), f"{describe(nameless)} in a column without a name", "nothing there, or a name")
        return Refused(line, (problem,))
    return named


def _header(path: Path) -> tuple[tuple[str, ...], str]:
    """Return the columns of a table, and what separates them: that by which one of them is the lead."""
    found: list[str] = []
    for separator in _SEPARATORS:
        columns = _first_row(path, separator)
        if LEAD in columns:
            _check(path, columns)
            return columns, separator
        found = max(found, [column for column in columns if column], key=len)
    near = nearest(LEAD, found)
    hint = f' (did you mean "{LEAD}" by "{near}"?)' if near else ""
    raise UnreadableFileError(
        f"{path}:1: found {f'the columns {_listed(found)}' if found else 'no columns'}, "
        f"expected one called {LEAD}: the key by which another system calls the lead{hint}"
    )


def _first_row(path: Path, separator: str) -> tuple[str, ...]:
    with _text(path) as (text, _):
        try:
            first = next(csv.reader(_lines(text, path), delimiter=separator, strict=True), [])
        except csv.Error as error:
            raise UnreadableFileError(f"{path}:1: {error}: is this a table?") from error
    return tuple(map(_column, first))


def _column(name: str) -> str:
    """Return a column's name; those that we know in whatever case they are written."""
    cleaned = clean_text(name)
    return cleaned.lower() if cleaned.lower() in (*COLUMNS, OUTCOME) else cleaned


def _check(path: Path, columns: Sequence[str]) -> None:
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise UnreadableFileError(f"{path}:1: found the column {_listed(twice)} twice, expected each once")
    long = next((column for column in columns if len(column) > MAX_WORD_CHARS), None)
    if long:
        raise UnreadableFileError(
            f"{path}:1: found a column {describe(long)}, expected a name of at most {MAX_WORD_CHARS} characters"
        )


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(describe(column)[1:-1] for column in columns)
