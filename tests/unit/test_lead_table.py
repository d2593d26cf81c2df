"""The list of leads as a table: it comes page by page, in columns that the first page is asked for."""

from collections.abc import Iterator

import pytest

from bot.commands.lead_table import fitting, print_table

NAMES = ("lead", "name", "audience", "tier", "score", "source", "handoff")
ROW = ("1", "Quentin Quist", "b2b", "lukewarm", "41.5", "spring", "#12 Bo Berg")


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    assert fitting(NAMES, [ROW], 1000) == [4, 13, 8, 8, 5, 6, 11]


def test_what_may_be_folded_gives_way_where_there_is_no_room_and_numbers_and_tiers_never_do() -> None:
    widths = fitting(NAMES, [ROW], 55)
    assert sum(widths) + len(widths) - 1 <= 55
    assert (widths[0], widths[2], widths[3]) == (4, 8, 8)


def test_a_terminal_narrower_than_any_table_is_no_mistake() -> None:
    assert min(fitting(NAMES, [ROW], 5)) > 0


def test_the_first_page_is_printed_before_the_second_is_even_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    seen = []

    def pages() -> Iterator[list[tuple[str, ...]]]:
        yield [ROW]
        seen.append(capsys.readouterr().out)
        yield [("2", *ROW[1:])]

    assert print_table(NAMES, pages())
    assert "Quentin Quist" in seen[0]
    second = capsys.readouterr().out
    assert "handoff" in seen[0]
    assert "handoff" not in second, "the columns' names come once"
    assert seen[0].splitlines()[-1].index("b2b") == second.splitlines()[0].index("b2b")


def test_nobody_is_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert not print_table(NAMES, iter(()))
    assert capsys.readouterr().out == ""
