"""What each kind of cell is read as: as the chat would, and what may be two things is told instead of guessed."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from bot.imports.cell_readings import RowContext, Speaker, as_asked, fact_of
from bot.imports.questions import questions_of
from bot.imports.written_dates import Calendar, instant_of, order_in
from bot.imports.written_numbers import Unsure, decimal_in, number_of
from scoring.errors import Problem
from tests.builders import shipped

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BUYER = Speaker("b2b")


@cache
def here() -> RowContext:
    return RowContext(
        NOW,
        ("en", "fr", "es", "sv"),
        texts=frozenset({"zip"}),
        numbers=frozenset({"orders"}),
        questions=questions_of(shipped()),
    )


def read(field: str, cell: str, who: Speaker = BUYER, **written: str) -> object:
    return fact_of(field, cell, who, replace(here(), **written))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("company", "1984", "1984"),
        ("company", "TRUE", "TRUE"),
        ("company", "007", "007"),
        ("company", "=1+1", "=1+1"),
        ("zip", "12345", "12345"),
        ("zip", "01234", "01234"),
        ("zip", "TRUE", "TRUE"),
        ("zip", "1.5", "1.5"),
    ],
)
def test_text_stays_text_where_it_is_asked_for_or_compared_as_text(field: str, cell: str, value: str) -> None:
    assert read(field, cell) == value


@pytest.mark.parametrize(
    ("cell", "language", "country", "value"),
    [
        ("+46 (0)70-123 45 67", "", "", "+46701234567"),
        ("0046701234567", "", "", "+46701234567"),
        ("070-123 45 67", "sv", "", "+46701234567"),
        ("070-123 45 67", "", "SE", "+46701234567"),
        ("06 12 34 56 78", "fr", "", "+33612345678"),
        ("0151 23456789", "", "DE", "+4915123456789"),
        ("070-123 45 67", "", "", "070-123 45 67"),
        ("46701234567", "", "", "46701234567"),
        ("46701234567.0", "", "", "46701234567"),
        ("730907665", "", "", "730907665"),
    ],
)
def test_a_phone_number_is_read_as_in_the_chat_and_is_never_an_amount(
    cell: str, language: str, country: str, value: str
) -> None:
    assert read("phone", cell, Speaker("b2b", language), country=country) == value


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("phone", "4.67012E+10"),
        ("phone", "ask Bo"),
        ("phone", "+46"),
        ("email", "not-an-email"),
        ("email", "ada@"),
        ("email", "ada at acme"),
        ("orders", "1.200"),
        ("orders", "20k"),
        ("orders", "9" * 30),
        ("budget", "a lot of money"),
    ],
)
def test_what_cannot_be_read_surely_is_lost_and_told(field: str, cell: str) -> None:
    assert isinstance(read(field, cell), Problem)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Ada@Example.com", "Ada@example.com"),
        ("Ada Lovelace <ada@example.com>", "ada@example.com"),
        ("mailto:ada@example.com", "ada@example.com"),
        ("“ada@example.com”", "ada@example.com"),
        ("😊ada@example.com", "ada@example.com"),
        ("mary.o’neil@example.com", "mary.o'neil@example.com"),
    ],
)
def test_an_address_is_read_as_in_the_chat(cell: str, value: str) -> None:
    assert read("email", cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "language", "value"),
    [
        ("role", "Director", "", "director"),
        ("role", "Manager", "en", "manager"),
        ("role", "VP Sales", "", "director"),
        ("role", "Directeur commercial", "fr", "director"),
        ("role", "Marknadschef", "sv", "director"),
        ("role", "Wizard", "", "Wizard"),
        ("need", "Sales", "", "sales"),
        ("need", "A better phone", "", "A better phone"),
        ("company_size", "Medium", "", 100),
        ("company_size", "120", "", 120),
        ("company_size", "11-50", "", 11),
        ("company_size", "1,000+", "", 1000),
        ("timeline", "Now", "", "now"),
        ("role", "N/A", "", None),
        ("company_size", "unknown", "", None),
    ],
)
def test_an_option_is_known_by_its_name_and_by_the_words_that_the_chat_knows(
    field: str, cell: str, language: str, value: object
) -> None:
    assert read(field, cell, Speaker("b2b", language)) == value


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("20000", "", 20000),
        ("20 000", "", 20000),
        ("20 000,50", "", 20000.5),
        ("20.000,50", "", 20000.5),
        ("20,000.50", "", 20000.5),
        ("20'000.50", "", 20000.5),
        ("€20,000", "", 20000),
        ("1.200", "", 1200),
        ("1.200", ",", 1200),
        ("1.200", ".", 1.2),
        ("1,200", ".", 1200),
        ("1,200 €", ",", 1.2),
        ("20k", "", 20000),
        ("2k per month", "", 24000),
        ("1.5 M€", "", 1_500_000),
    ],
)
def test_an_amount_is_read_by_the_decimal_sign_of_its_file_and_else_as_in_the_chat(
    cell: str, decimal: str, value: float
) -> None:
    assert read("budget", cell, decimal=decimal) == value


@pytest.mark.parametrize(
    "cell", ["12 5", "1,2,3", "1.2.3.4", "1 2345", "12,", ",5", "--3", "٣", "1e5", "1_000", "0x10"]
)
def test_what_is_written_like_no_number_is_none(cell: str) -> None:
    assert number_of(cell) is None


@pytest.mark.parametrize(
    ("cell", "order", "found"),
    [
        ("2026-03-05", "", "2026-03-04T23:00"),
        ("2026-03-05 14:30", "", "2026-03-05T13:30"),
        ("2026-03-05T14:30:00Z", "", "2026-03-05T14:30"),
        ("2026-03-05 14:30 +0200", "", "2026-03-05T12:30"),
        ("2026-07-05 14:30", "", "2026-07-05T12:30"),
        ("05/03/2026", "dmy", "2026-03-04T23:00"),
        ("05/03/2026", "mdy", "2026-05-02T22:00"),
        ("25/03/2026", "mdy", "2026-03-24T23:00"),
        ("3/25/2026 2:30 PM", "dmy", "2026-03-25T13:30"),
        ("5.3.2026 12:05", "mdy", "2026-03-05T11:05"),
        ("5/3/26", "dmy", "2026-03-04T23:00"),
        ("Mar 5, 2026", "", "2026-03-04T23:00"),
        ("5. März 2026", "", "2026-03-04T23:00"),
        ("le 5 mars 2026 à 14h30", "", "2026-03-05T13:30"),
        ("5 de marzo de 2026", "", "2026-03-04T23:00"),
        ("den 5 mars 2026 kl. 14:30", "", "2026-03-05T13:30"),
    ],
)
def test_a_day_or_an_instant_without_a_zone_is_one_of_ours(cell: str, order: str, found: str) -> None:
    assert instant_of(cell, Calendar("Europe/Stockholm", order)) == datetime.fromisoformat(f"{found}:00+00:00")


@pytest.mark.parametrize(
    "cell", ["soon", "46086", "1772442000", "31/02/2026", "2026-02-30", "13/13/2026", "May 2026", "Q1"]
)
def test_what_is_no_day_is_none(cell: str) -> None:
    assert instant_of(cell, Calendar("UTC", "dmy")) is None


def test_a_day_that_may_be_two_is_not_guessed_but_known_by_the_rest_of_the_file() -> None:
    assert instant_of("05/03/2026", Calendar()) is Unsure.EITHER
    assert [order_in(cells) for cells in (["05/03/2026", "3/25/2026"], ["25-03-2026"], ["5.3.2026"])] == [
        "mdy",
        "dmy",
        "",
    ]
    assert [decimal_in(cells) for cells in (["1.200", "3,5"], ["1,200.50"], ["1,5", "1.5"], ["1.200"])] == [
        ",",
        ".",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("phone", 46701234567, "46701234567"),
        ("company", 1984, "1984"),
        ("company", True, "true"),
        ("zip", 12345.0, "12345"),
        ("budget", 20000, 20000),
        ("orders", 3, 3),
        ("elsewhere", 3, 3),
    ],
)
def test_a_number_of_a_history_is_a_text_where_one_is_asked_for(field: str, value: float, kept: object) -> None:
    assert as_asked(field, value, here()) == kept
