"""Writes a table as a spreadsheet's file or as JSON lines, page by page, so that memory stays small."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime

from bot.cells import cell_of, guarded
from bot.exports.tables import Row, Table

BYTE_ORDER_MARK = "\ufeff"
"""By it Excel knows that a file is UTF-8."""


def csv_of(table: Table) -> Iterator[str]:
    """Yield the text of a CSV file: commas, lines that end as spreadsheets end them, and no cell that calculates."""
    yield BYTE_ORDER_MARK + _lines([[guarded(column) for column in table.columns]])
    for page in table.pages:
        yield _lines([[_cell(value) for value in row] for row in page])


def json_of(table: Table) -> Iterator[str]:
    """Yield the text of JSON lines."""
    for page in table.pages:
        told = (table.as_json(row) if table.as_json else _by_column(table, row) for row in page)
        yield "".join(json.dumps(one, ensure_ascii=False, default=_instant) + "\n" for one in told)


def _by_column(table: Table, row: Row) -> dict[str, object]:
    return dict(zip(table.columns, row, strict=True))


def _lines(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else cell_of(value)


def _instant(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
