"""The files that an import reads, row by row: tables of leads or outcomes (their keys are kept, hashed), histories."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import IO

from bot.cells import unguarded
from bot.cleaning import clean_text
from bot.errors import LeadbotError
from bot.imports.import_history import Row
from bot.imports.import_outcomes import OutcomeRow
from bot.imports.rows import (
    AT,
    COLUMNS,
    LEAD,
    MAX_WORD_CHARS,
    NO_UTF8,
    OUTCOME,
    Refused,
    RowContext,
    decimals,
    history_row,
    lead_row,
    not_utf8,
    outcome_row,
)
from scoring.document_reader import describe, nearest
from scoring.errors import Problem

MAX_LINE_CHARS = 1_000_000
_FIRST_BYTES = 4096
_SEP = re.compile("sep=[,;\t]?", re.IGNORECASE)
_SEPARATORS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}


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
class ReadRow:
    """A row, or why there is none, and how many bytes of the file have been read.

    ``decimals`` are the fields of numbers whose cells may have been meant as thousands.
    """

    row: Row | OutcomeRow | Refused
    until: int
    decimals: Sequence[str] = ()


def open_file(path: Path) -> ImportFile:
    """Return a file to import with its kind; raise UnreadableFileError if it is none of ours or cannot be read."""
    try:
        size = path.stat().st_size
        match path.suffix.lower():
            case ".csv":
                _check_encoding(path, "CSV UTF-8")
                columns, separator = _header(path)
                return ImportFile(path, _kind(path, columns), size, columns, separator)
            case ".jsonl":
                _check_encoding(path, "UTF-8")
                return ImportFile(path, Kind.HISTORY, size)
    except OSError as error:
        raise UnreadableFileError(f"{path}: {error.strerror}: give a file that can be read") from error
    raise UnreadableFileError(f"{path}: an unknown kind of file: give a .csv (leads, outcomes) or a .jsonl (history)")


def rows_of(file: ImportFile, here: RowContext) -> Iterator[ReadRow]:
    """Yield the rows of a file, those to be refused too."""
    try:
        with _text(file.path) as (text, raw):
            rows = _history(text, here, file.path) if file.kind is Kind.HISTORY else _table(text, file, here)
            for row, thousands in rows:
                yield ReadRow(row, raw.tell(), thousands)
    except OSError as error:
        raise UnreadableFileError(f"{file.path}: {error.strerror}: give a file that can be read") from error


def _check_encoding(path: Path, save_as: str) -> None:
    with path.open("rb") as raw:
        first = raw.read(_FIRST_BYTES)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableFileError(f"{path}: this is UTF-16, not UTF-8: save it as {save_as}")
    if b"\0" in first:
        raise UnreadableFileError(f"{path}: this is UTF-16 or no text at all, not UTF-8: save it as {save_as}")


@contextmanager
def _text(path: Path) -> Iterator[tuple[IO[str], IO[bytes]]]:
    # What is no UTF-8 becomes lone surrogates, by which its row is known and refused.
    with path.open("rb") as raw, io.TextIOWrapper(raw, "utf-8-sig", "surrogateescape", newline="") as text:
        yield text, raw


class _Lines:
    """The lines of a text; ``cut`` once the last one has come without its end, ``ended`` once there are no more."""

    def __init__(self, text: IO[str], path: Path) -> None:
        self._text, self._path = text, path
        self._number = 0
        self.cut = self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_LINE_CHARS)
        if not line:
            self.ended = True
            raise StopIteration
        self._number += 1
        if len(line) == MAX_LINE_CHARS:
            raise UnreadableFileError(
                f"{self._path}:{self._number}: a line of more than {MAX_LINE_CHARS:,} characters: is it really text?"
            )
        self.cut = not line.endswith(("\n", "\r"))
        return line


def _history(text: IO[str], here: RowContext, path: Path) -> Iterator[tuple[Row | Refused, Sequence[str]]]:
    for number, line in enumerate(_Lines(text, path), start=1):
        if not line.isspace():
            yield history_row(number, line, here), ()


def _table(
    text: IO[str], file: ImportFile, here: RowContext
) -> Iterator[tuple[Row | OutcomeRow | Refused, Sequence[str]]]:
    seen: set[int] = set()
    for line, cells in _cells(text, file):
        if isinstance(cells, Refused):
            yield cells, ()
        elif file.kind is Kind.OUTCOMES:
            yield outcome_row(line, cells, here), ()
        else:
            yield _once(lead_row(line, cells, here), seen), decimals(cells, here)


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
    """Yield the line where each row begins, and its cells by column, after the row of columns."""
    lines = _Lines(text, file.path)
    reader = csv.reader(lines, delimiter=file.separator, strict=True)
    _titles(reader)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _no_row(line, str(error), below=reader.line_num - line, ended=lines.ended)
            continue
        if any(cell.strip() for cell in cells):
            yield line, _named(line, cells, file, cut=lines.cut)


def _titles(reader: Iterator[list[str]]) -> list[str]:
    """Return the row of columns: the first one, or the one below a ``sep=;``, by which Excel is told the separator."""
    first = next(reader, [])
    # Cut at the separator that it names, or not.
    return next(reader, []) if _SEP.fullmatch("".join(first)) else first


def _no_row(line: int, found: str, *, below: int, ended: bool) -> Refused:
    """Return why lines are no row of csv; the lines ``below`` the first one have been read with it."""
    if not below and not ended:
        return Refused(line, (Problem(("row",), found, "a row of csv: is a quotation mark missing?"),))
    expected = "one at the end of its cell too"
    if below:
        unread = "line below it was" if below == 1 else f"{below} lines below it were"
        expected += f"; the {unread} not read"
    return Refused(line, (Problem(("row",), "a quotation mark that is not closed", expected),))


def _named(line: int, cells: Sequence[str], file: ImportFile, *, cut: bool) -> dict[str, str] | Refused:
    """Return the cells by column. Spreadsheets leave out the last ones of a row where they are empty."""
    if any(not cell.isascii() and NO_UTF8.search(cell) for cell in cells):
        return not_utf8(line)
    if len(cells) > len(file.columns):
        separator = _SEPARATORS[file.separator]
        hint = f"is a value with {separator} in it not in quotation marks, or is there one too many at the end?"
        return _wrong_number(line, cells, file, hint)
    if cut and len(cells) < len(file.columns):
        return _wrong_number(line, cells, file, "the file ends here, is it all there?")
    named: dict[str, str] = {}
    for column, cell in zip(file.columns, cells, strict=False):
        if column:
            named[column] = cell
        elif cell.strip():
            found = f"{describe(cell)} in a column without a name"
            return Refused(line, (Problem(("row",), found, "nothing there, or a name"),))
    return named


def _wrong_number(line: int, cells: Sequence[str], file: ImportFile, hint: str) -> Refused:
    found = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
    return Refused(line, (Problem(("row",), found, f"{len(file.columns)}: {hint}"),))


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


def _kind(path: Path, columns: Sequence[str]) -> Kind:
    """Return the kind of a table by its columns; a column for outcomes makes it a table of outcomes."""
    if OUTCOME not in columns:
        return Kind.LEADS
    besides = _listed(column for column in columns if column and column not in (LEAD, AT, OUTCOME))
    if AT not in columns or besides:
        found = f"also {besides}" if AT in columns else f"no {AT} but {besides}" if besides else f"no {AT}"
        raise UnreadableFileError(f"{path}:1: a table of outcomes has exactly lead, at and outcome: found {found}")
    return Kind.OUTCOMES


def _first_row(path: Path, separator: str) -> tuple[str, ...]:
    """Return the cells of the first row; none if it is no row with this separator."""
    with _text(path) as (text, _):
        try:
            first = _titles(csv.reader(_Lines(text, path), delimiter=separator, strict=True))
        except csv.Error:
            return ()
    return tuple(map(_column, first))


def _column(name: str) -> str:
    """Return a column's name; those that we know in whatever case they are written."""
    cleaned = unguarded(clean_text(name))
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
