"""Whatever is in a file, an import reads it as it was written, or says in a sentence why it does not."""

import csv
import io
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.import_mapping import ImportMapping
from bot.imports.cell_readings import RowContext
from bot.imports.files import open_file, rows_of
from bot.imports.guess import guessed, name_for
from bot.imports.lines import UnreadableFileError, encoding_of, opened
from bot.imports.table_rows import cells_of
from bot.imports.tables import table_in
from bot.imports.written_dates import Calendar, day_of
from bot.imports.written_numbers import Unsure, number_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CRM = ImportMapping("crm", (("id", ("lead",)), ("name", ("name",)), ("since", ("created_at",)), ("role", ("role",))))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
TABLES = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=8)


@given(
    rows=TABLES,
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
@example(rows=[('a "quoted", one', "two\nlines", "=1+1")], delimiter=";", end="\r\n", encoding="utf-16")
def test_any_table_that_csv_writes_is_read_back_the_same(
    rows: list[tuple[str, str, str]], delimiter: str, end: str, encoding: str
) -> None:
    # Python's writer puts no quotation marks around a bare carriage return, which its reader then takes for an end.
    assume(end == "\r\n" or not any("\r" in cell for row in rows for cell in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerow(("lead", "one", "two", "three"))
    writer.writerows((f"k-{n}", f"x{a}", b, c) for n, (a, b, c) in enumerate(rows))
    with TemporaryDirectory() as folder:
        path = Path(folder, "any.csv")
        path.write_bytes(text.getvalue().encode(encoding))
        table = table_in(path, encoding_of(path))
        with opened(path, table.encoding) as (lines, _):
            told = [cells for _, cells in cells_of(lines, table)]
    assert told == [{"lead": f"k-{n}", "one": f"x{a}", "two": b, "three": c} for n, (a, b, c) in enumerate(rows)]


BEGINNINGS = (b"", b"lead,company,at\n", b"ID;Name;Since;Role\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b'lead,x\n1,"', b"[")


@given(
    begin=st.sampled_from(BEGINNINGS),
    content=st.binary(max_size=200),
    mapping=st.sampled_from([None, CRM]),
    suffix=st.sampled_from([".csv", ".jsonl"]),
)
def test_any_bytes_are_rows_or_a_sentence_and_never_a_traceback(
    begin: bytes, content: bytes, mapping: ImportMapping | None, suffix: str
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"any{suffix}")
        path.write_bytes(begin + content)
        with suppress(UnreadableFileError):
            rows = [read.row.line for read in rows_of(open_file(path, mapping), RowContext(NOW, ("en",)))]
            assert rows == sorted(rows)
        with suppress(UnreadableFileError):
            guess = guessed(path, {"crm": CRM}, ("role",), name=name_for(path, ()))
            assert guess is None or guess.known > 0


COUNTRIES = [("en", "."), ("de", ","), ("fr", ","), ("sv", ","), ("es", ","), ("de_CH", ".")]
ORDERS = [("en_US", "mdy"), ("en_GB", "dmy"), ("de", "dmy"), ("fr", "dmy"), ("es", "dmy"), ("sv", "ymd")]


@given(value=st.one_of(st.integers(-(10**9), 10**9), st.decimals(-(10**6), 10**6, places=2).map(float)))
@pytest.mark.parametrize(("locale", "decimal"), COUNTRIES)
def test_a_number_is_the_same_however_a_country_writes_it(locale: str, decimal: str, value: float) -> None:
    written = format_decimal(value, locale=locale).replace("\N{MINUS SIGN}", "-")
    assert number_of(written, decimal=decimal) == pytest.approx(value)
    assert number_of(written) in (pytest.approx(value), Unsure.EITHER)


@given(day=st.dates(date(1970, 1, 1), date(2069, 12, 31)))
@pytest.mark.parametrize("form", ["short", "medium", "long", "full"])
@pytest.mark.parametrize(("locale", "order"), ORDERS)
def test_a_day_is_the_same_however_a_country_writes_it(locale: str, order: str, form: str, day: date) -> None:
    written = format_date(day, form, locale=locale)
    assert day_of(written, Calendar("Europe/Stockholm", order)) == day
    assert day_of(written, Calendar("Europe/Stockholm")) in (day, Unsure.EITHER)
