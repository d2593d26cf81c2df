"""The files that an import reads, row by row: tables of leads or outcomes (their keys are kept, hashed), histories."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import IO

from bot.conversation.state import AUDIENCE
from bot.import_mapping import ImportMapping
from bot.imports.cell_readings import RowContext
from bot.imports.import_history import Row
from bot.imports.import_outcomes import OutcomeRow
from bot.imports.lines import Lines, UnreadableFileError, encoding_of, opened
from bot.imports.rows import AT, LEAD, OUTCOME, Refused, history_row, lead_row, outcome_row
from bot.imports.table_rows import cells_of
from bot.imports.tables import Table, listed, table_in
from bot.usecases.leads import identities
from scoring.document_reader import describe
from scoring.errors import Problem


class Kind(Enum):
    """What a file tells."""

    LEADS = auto()
    HISTORY = auto()
    OUTCOMES = auto()


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file that can be read: what it tells, its length in bytes, and the table in it where it is one."""

    path: Path
    kind: Kind
    size: int
    encoding: str
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row, or why there is none, and how many bytes of the file have been read."""

    row: Row | OutcomeRow | Refused
    until: int


_INSTEAD = {
    **dict.fromkeys(
        (".xlsx", ".xls", ".xlsm", ".ods", ".numbers"), "a workbook: save its sheet as CSV UTF-8, and give"
    ),
    **dict.fromkeys((".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".rar"), "packed: unpack it first, and give"),
}


def open_file(path: Path, mapping: ImportMapping | None = None) -> ImportFile:
    """Return a file to import with its kind; raise UnreadableFileError if it is none of ours or cannot be read.

    ``mapping`` says how a table of another system becomes one of ours.
    """
    try:
        size = path.stat().st_size
        match path.suffix.lower():
            case ".csv" | ".txt" | ".tsv":
                named = mapping.encoding if mapping else ""
                encoding = encoding_of(path, named, is_foreign=mapping is not None)
                table = table_in(path, encoding, mapping)
                return ImportFile(path, _kind(table), size, encoding, table)
            case ".jsonl":
                encoding = encoding_of(path)
                _refuse_array(path, encoding)
                return ImportFile(path, Kind.HISTORY, size, encoding)
    except OSError as error:
        raise UnreadableFileError(f"{path}: {error.strerror}: give a file that can be read") from error
    instead = _INSTEAD.get(path.suffix.lower(), "an unknown kind of file: give")
    raise UnreadableFileError(f"{path}: {instead} a .csv (leads, outcomes) or a .jsonl (history)")


def rows_of(file: ImportFile, here: RowContext) -> Iterator[ReadRow]:
    """Yield the rows of a file, those to be refused too."""
    try:
        with opened(file.path, file.encoding) as (text, raw):
            rows = _history(text, here, file.path) if file.table is None else _table(text, file, file.table, here)
            for row in rows:
                yield ReadRow(row, raw.tell())
    except OSError as error:
        raise UnreadableFileError(f"{file.path}: {error.strerror}: give a file that can be read") from error


def _history(text: IO[str], here: RowContext, path: Path) -> Iterator[Row | Refused]:
    for number, line in enumerate(Lines(text, path), start=1):
        if not line.isspace():
            yield history_row(number, line, here)


def _table(text: IO[str], file: ImportFile, table: Table, here: RowContext) -> Iterator[Row | OutcomeRow | Refused]:
    here = here.written_as(table.mapping, order=table.order, decimal=table.decimal)
    always = dict(table.mapping.always) if table.mapping else {}
    if here.only_audience:
        always.pop(AUDIENCE, None)
    seen: dict[int, int] = {}
    for line, cells in cells_of(text, table):
        if isinstance(cells, Refused):
            yield cells
        elif always:
            yield _once(lead_row(line, always | cells, here), seen)
        elif file.kind is Kind.OUTCOMES:
            yield outcome_row(line, cells, here)
        else:
            yield _once(lead_row(line, cells, here), seen)


def _once(row: Row | Refused, seen: dict[int, int]) -> Row | Refused:
    """Refuse a lead's second row without an instant that says something else: which is newer nobody could tell."""
    if isinstance(row, Refused) or row.at is not None:
        return row
    name, content = hash(identities.as_compared(row.key)), hash((row.about, *sorted(map(repr, row.undated.items()))))
    if seen.setdefault(name, content) != content:
        expected = f"one row for each lead, or a column {AT} that says which is newer"
        found = f"{describe(row.key)} for the second time, with other contents"
        return Refused(row.line, (Problem((LEAD,), found, expected),))
    return row


def _refuse_array(path: Path, encoding: str) -> None:
    """Raise UnreadableFileError for a list of objects: each line of it but the last would be no object of its own."""
    with opened(path, encoding) as (text, _):
        first = next((line for line in Lines(text, path) if not line.isspace()), "")
    if first.lstrip().startswith("["):
        raise UnreadableFileError(
            f"{path}: this is one JSON array: write each of its objects on a line of its own (jq -c '.[]' does)"
        )


def _kind(table: Table) -> Kind:
    """Return the kind of a table by its columns; a column for outcomes makes it a table of outcomes."""
    columns = tuple(sorted(table.mapping.fields)) if table.mapping else table.columns
    if OUTCOME not in columns:
        return Kind.LEADS
    besides = listed(column for column in columns if column and column not in (LEAD, AT, OUTCOME))
    if AT not in columns or besides:
        found = f"also {besides}" if AT in columns else f"no {AT} but {besides}" if besides else f"no {AT}"
        raise UnreadableFileError(
            f"{table.path}:1: a table of outcomes has exactly lead, at and outcome: found {found}"
        )
    return Kind.OUTCOMES
