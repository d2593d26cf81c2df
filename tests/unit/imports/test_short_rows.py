"""Rows without their last cells: Excel's are somebody's, halves and footers nobody's."""

from pathlib import Path

import pytest

from bot.imports.table_rows import cells_of
from bot.imports.tables import table_in

HEAD = "lead;name;audience;company;need"
FULL = "crm-1;Ada;b2b;Acme;leads"


def read(folder: Path, *rows: str, ends: str = "\r\n", head: str = HEAD) -> tuple[list[dict[str, str]], list[int]]:
    """Return the rows that are somebody's, and the lines of those that are nobody's."""
    file = folder / "list.csv"
    file.write_text("\r\n".join([head, *rows]) + ends, encoding="utf-8", newline="")
    with file.open(encoding="utf-8", newline="") as text:
        told = list(cells_of(text, table_in(file, "utf-8")))
    return [cells for _, cells in told if isinstance(cells, dict)], [
        line for line, c in told if not isinstance(c, dict)
    ]


@pytest.mark.parametrize(
    "short",
    [
        ["crm-2;Bo;b2b;Bergs"],
        ["crm-2;Bo;b2b"],
        [f"crm-{number};Bo;b2b;Bergs" for number in range(2, 5)],
    ],
)
def test_rows_that_excel_has_cut_at_their_end_are_somebody_s_with_nothing_there(
    tmp_path: Path, short: list[str]
) -> None:
    found, refused = read(tmp_path, FULL, *short, "crm-9;Ida;b2b;Ida AB;sales")
    assert refused == []
    assert [row["lead"] for row in found] == ["crm-1", *(row.partition(";")[0] for row in short), "crm-9"]
    assert all(row["need"] == "" for row in found[1:-1])
    assert {len(row) for row in found} == {5}


def test_a_key_alone_tells_of_nobody(tmp_path: Path) -> None:
    found, refused = read(tmp_path, FULL, "crm-2", "crm-3;Cy;b2b;Cykel")
    assert ([row["lead"] for row in found], refused) == (["crm-1", "crm-3"], [3])


@pytest.mark.parametrize(("first", "key"), [("10001", "10002"), ("Ada@acme.com", "bo@x.org"), ("c1", "c22")])
def test_keys_of_any_system_are_known_again(tmp_path: Path, first: str, key: str) -> None:
    found, refused = read(tmp_path, f"{first};Ada;b2b;Acme;leads", f"{key};Bo;b2b;Bergs")
    assert ([row["lead"] for row in found], refused) == ([first, key], [])


@pytest.mark.parametrize(
    "rows",
    [
        ["crm-2;Bo;b2b;Bergs", "North;leads"],  # a line break in a value
        ["crm-2;Bo;b2b;Bergs", "75001;leads"],
        ["crm-2;Bo;b2b", "crm-7 House;leads"],
        ["crm-2;Bo;b2b;Bergs", "crm-3;leads"],  # could be a key, and together they are one row
        ["crm-2;Bo", "crm-3;b2b", "crm-4;Bergs;leads"],  # two breaks in one row
        ["Total;1"],
        ["Copyright (c) 2026"],
        ["Confidential Information;do not share;2026"],
        ["Hot leads report;2;b2b;page 1"],
    ],
)
def test_halves_of_rows_and_footers_make_nobody(tmp_path: Path, rows: list[str]) -> None:
    found, refused = read(tmp_path, FULL, *rows)
    assert [row["lead"] for row in found] == ["crm-1"]
    assert refused == list(range(3, 3 + len(rows)))


def test_the_last_row_of_a_file_that_ends_in_its_midst_is_nobody_s(tmp_path: Path) -> None:
    found, refused = read(tmp_path, FULL, "crm-2;Bo;b2b;Ber", ends="")
    assert ([row["lead"] for row in found], refused) == (["crm-1"], [3])


def test_where_no_whole_row_has_shown_how_keys_are_written_short_ones_are_refused(tmp_path: Path) -> None:
    found, refused = read(tmp_path, "crm-2;Bo;b2b;Bergs", "crm-3;Cy;b2b;Cykel")
    assert (found, refused) == ([], [2, 3])


def test_names_are_no_keys_that_a_short_row_could_be_known_by(tmp_path: Path) -> None:
    found, refused = read(tmp_path, "Ada;Ada;b2b;Acme;leads", "Bo;Bo;b2b;Bergs")
    assert ([row["lead"] for row in found], refused) == (["Ada"], [3])
