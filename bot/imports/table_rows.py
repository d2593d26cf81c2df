"""The rows of a table: the cells of each by column, or why they are no row.

A row that has not the cells that it should have is nobody: what stands above or below a table, a total, or half of a
row whose other half went on in the next line. Excel's rows without their last empty cells are somebody
(``bot.imports.short_rows``).
"""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import IO

from bot.import_mapping import SEPARATORS, ImportMapping, folded
from bot.imports.lines import Lines
from bot.imports.rows import LEAD, NO_UTF8, Refused, not_utf8
from bot.imports.short_rows import ShortRows
from bot.imports.tables import Table, pass_titles
from bot.understanding.lexicon.everywhere import TOTALS
from bot.understanding.tokens import fold_words
from bot.usecases.leads import identities
from scoring.document_reader import describe
from scoring.errors import Problem

_LONGEST_TOTAL = 3
"""Words: grand total, total general, total: 25 records."""
_CODE = re.compile(r"[@_/]|\w-\w|[A-Za-z][0-9]|[0-9][A-Za-z]")
"""What is in keys of systems, and in no footer: total-energies-12, total@acme.com."""

Cells = tuple[int, dict[str, str] | Refused]
"""The line where a row begins, and its cells by column, or why it is no row."""


def cells_of(text: IO[str], table: Table) -> Iterator[Cells]:
    """Yield the rows below the row of columns.

    Rows that are shorter than the table wait for those behind them, since together they may be one that was cut.
    """
    lines = Lines(text, table.path)
    short, waiting = ShortRows(table.least_cells, table.place_of_key), list[tuple[int, list[str]]]()
    for line, cells in _rows_of(lines, table):
        if isinstance(cells, list) and len(cells) < table.least_cells and len(waiting) < _MOST_WAITING:
            waiting.append((line, cells))
            continue
        yield from _judged(waiting, table, short, cut=False)
        waiting = []
        if isinstance(cells, Refused):
            yield line, cells
            continue
        short.saw(cells)
        yield line, _named(line, cells, table, cut=lines.cut)
    yield from _judged(waiting, table, short, cut=lines.cut)


_MOST_WAITING = 100_000
"""Rows shorter than the table that may follow each other; whatever comes behind so many is read on its own."""


def _rows_of(lines: Lines, table: Table) -> Iterator[tuple[int, list[str] | Refused]]:
    """Yield the rows that hold anything, each with its line, and why lines are no row."""
    reader = csv.reader(lines, delimiter=table.separator, strict=True)
    pass_titles(reader, table)
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
            yield line, cells


def _judged(rows: Sequence[tuple[int, list[str]]], table: Table, short: ShortRows, *, cut: bool) -> Iterator[Cells]:
    """Yield rows that are shorter than the table: with nothing in the cells that are not there, or as no rows."""
    missing = [""] * table.least_cells
    is_whole = not cut and short.are_whole([cells for _, cells in rows])
    for at, (line, cells) in enumerate(rows, start=1):
        whole = [*cells, *missing[len(cells) :]] if is_whole else cells
        yield line, _named(line, whole, table, cut=cut and at == len(rows))


def _no_row(line: int, found: str, *, below: int, ended: bool) -> Refused:
    """Return why lines are no row of csv; the lines ``below`` the first one have been read with it."""
    if not below and not ended:
        return Refused(line, (Problem(("row",), found, "a row of csv: is a quotation mark missing?"),))
    expected = "one at the end of its cell too"
    if below:
        unread = "line below it was" if below == 1 else f"{below} lines below it were"
        expected += f"; the {unread} not read"
    return Refused(line, (Problem(("row",), "a quotation mark that is not closed", expected),))


def _named(line: int, cells: Sequence[str], table: Table, *, cut: bool) -> dict[str, str] | Refused:
    """Return the cells by column, or why they are no row."""
    if any(not cell.isascii() and NO_UTF8.search(cell) for cell in cells):
        return not_utf8(line)
    if len(cells) > len(table.columns):
        separator = SEPARATORS[table.separator]
        hint = f"is a value with {separator} in it not in quotation marks, or is there one too many at the end?"
        return _wrong_number(line, cells, table, hint)
    if len(cells) < table.least_cells:
        hint = "is a line break in a value not in quotation marks, or is it a title, a total or a footer?"
        return _wrong_number(line, cells, table, "the file ends here, is it all there?" if cut else hint)
    named: dict[str, str] = {}
    for column, cell in zip(table.columns, cells, strict=False):
        if column:
            named[folded(column) if table.mapping else column] = cell
        elif cell.strip():
            found = f"{describe(cell)} in a column without a name"
            return Refused(line, (Problem(("row",), found, "nothing there, or a name"),))
    if table.mapping:
        named = table.mapping.of(named)
    return _nobody(line, named, table) or _with_key(named, table.mapping)


def _with_key(named: dict[str, str], mapping: ImportMapping | None) -> dict[str, str]:
    """Return cells with the beginning before their key that the mapping gives; an address is one in any system."""
    if mapping is None or not mapping.keys or "@" in (key := named.get(LEAD, "").strip()) or not key:
        return named
    return named | {LEAD: key if key.startswith(mapping.keys) else f"{mapping.keys}{key}"}


def _nobody(line: int, named: dict[str, str], table: Table) -> Refused | None:
    """Return why a row tells of nobody, None if it may: what stands below tables has a text where the key should be."""
    key = named.get(LEAD, "").strip()
    if not key or not table.says_more_than_who:
        return None
    if not (any(cell.strip() for column, cell in named.items() if column != LEAD) or _says_who(key)):
        expected = "something about them: is it a title, a total or a footer?"
        return Refused(line, (Problem(("row",), f"nothing but {describe(key)}", expected),))
    if len(words := fold_words(key)) <= _LONGEST_TOTAL and not TOTALS.isdisjoint(words) and not _CODE.search(key):
        return Refused(line, (Problem((LEAD,), describe(key), "a lead: this is a total"),))
    return None


def _says_who(key: str) -> bool:
    """Return whether a key alone tells who somebody is: an address, a link, a number with its country's."""
    return not key.isdecimal() and any(not name.startswith("key:") for name in identities.of_key(key))


def _wrong_number(line: int, cells: Sequence[str], table: Table, hint: str) -> Refused:
    found = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
    return Refused(line, (Problem(("row",), found, f"{len(table.columns)}: {hint}"),))
