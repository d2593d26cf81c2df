"""Import files as spreadsheets, shops and people write them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.imports.cell_readings import RowContext
from bot.imports.files import Kind, open_file, rows_of
from bot.imports.import_history import Row
from bot.imports.import_outcomes import OutcomeRow
from bot.imports.lines import UnreadableFileError
from bot.imports.rows import Refused

HERE = RowContext(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), ("en",), numbers=frozenset({"orders"}))


def written(folder: Path, content: str | bytes, name: str = "leads.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path: Path) -> tuple[dict[str, dict[str, object]], list[tuple[int, str]]]:
    """Return the undated facts by key, and the mistakes by line."""
    rows = [read.row for read in rows_of(open_file(path), HERE)]
    mistakes = [(row.line, str(problem)) for row in rows if isinstance(row, Refused) for problem in row.problems]
    return {row.key: dict(row.undated) for row in rows if isinstance(row, Row)}, mistakes


@pytest.mark.parametrize(
    "content",
    [
        "lead,company,orders\ncrm-1,Acme,3\ncrm-2,Beta,\n",
        "\ufefflead;company;orders\r\ncrm-1;Acme;3\r\ncrm-2;Beta;\r\n",
        "lead\tcompany\torders\rcrm-1\tAcme\t3\rcrm-2\tBeta\t\r",
        'orders,"LEAD",company,\n\n3,crm-1,"Acme",\n,"crm-2",Beta\n,,\n',
    ],
    ids=["plain", "Excel", "old Mac", "quoted and gappy"],
)
def test_tables_are_read_however_they_were_saved(tmp_path: Path, content: str) -> None:
    told, mistakes = read(written(tmp_path, content))
    assert told == {"crm-1": {"company": "Acme", "orders": 3}, "crm-2": {"company": "Beta"}}
    assert mistakes == []


def test_a_quoted_line_break_belongs_to_its_cell_and_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    content = 'lead,note,\ncrm-1,"two\nlines, and a ""quote""",\ncrm-2,x,too much\n'
    told, mistakes = read(written(tmp_path, content))
    assert told == {"crm-1": {"note": 'two\nlines, and a "quote"'}}
    assert mistakes == [(4, 'row: found "too much" in a column without a name, expected nothing there, or a name')]


@pytest.mark.parametrize("row", ["crm-2,Beta, Inc,3", "crm-2,Beta, Inc,"])
def test_a_row_with_too_many_cells_is_refused(tmp_path: Path, row: str) -> None:
    told, mistakes = read(written(tmp_path, f"lead,company,orders\ncrm-1,Acme,3\n{row}\ncrm-3,Gamma,\n"))
    assert told == {"crm-1": {"company": "Acme", "orders": 3}, "crm-3": {"company": "Gamma"}}
    hint = "is a value with a comma in it not in quotation marks, or is there one too many at the end?"
    assert mistakes == [(3, f"row: found 4 cells, expected 3: {hint}")]


def test_cells_of_columns_without_a_name_may_be_left_out(tmp_path: Path) -> None:
    told, mistakes = read(written(tmp_path, "lead;company;orders;;\ncrm-1;Acme;3\ncrm-2;Beta;\ncrm-4;Delta;;;\n"))
    assert told == {
        "crm-1": {"company": "Acme", "orders": 3},
        "crm-2": {"company": "Beta"},
        "crm-4": {"company": "Delta"},
    }
    assert mistakes == []


@pytest.mark.parametrize(
    ("content", "leads", "lines"),
    [
        ("lead;name;audience;company;need\r\nl1;A;b2b;Acme\nNorth;leads\r\nl2;B;b2b;Beta;sales\r\n", ["l2"], [2, 3]),
        ("lead,company,need\rl1,Acme\rNorth,leads\rl2,Beta,sales\r", ["l2"], [2, 3]),
        ("lead\tname\tnotes\trole\nl1\tAda\tcall\nback later\tdirector\nl2\tBo\t\tmanager\n", ["l2"], [2, 3]),
        ("lead,name,need\nl1,Ada,leads\nHot leads report\nTotal,1\n", ["l1"], [3, 4]),
    ],
    ids=["an address in two lines", "an old Mac's", "a note in two lines", "a footer"],
)
def test_a_row_with_too_few_cells_is_nobody_and_is_told(
    tmp_path: Path, content: str, leads: list[str], lines: list[int]
) -> None:
    told, mistakes = read(written(tmp_path, content))
    assert list(told) == leads
    assert [line for line, _ in mistakes] == lines
    assert all("is it a title, a total or a footer?" in mistake for _, mistake in mistakes)


@pytest.mark.parametrize(
    "footer",
    ["Hot leads report,,", '"Copyright (c) 2026, Acme",,', "Confidential Information - Do Not Distribute,,", "crm-9,,"],
)
def test_a_row_that_says_nothing_but_a_key_makes_no_lead_unasked(tmp_path: Path, footer: str) -> None:
    told, mistakes = read(written(tmp_path, f"lead,company,orders\ncrm-1,Acme,3\n{footer}\n"))
    assert list(told) == ["crm-1"]
    assert [line for line, _ in mistakes] == [3]
    assert mistakes[0][1].endswith("expected something about them: is it a title, a total or a footer?")
    assert read(written(tmp_path, "lead\ncrm-1\ncrm-9\n")) == ({"crm-1": {}, "crm-9": {}}, [])


@pytest.mark.parametrize("key", ["Total", "TOTAL:", "Grand Total", "Total général", "Summe", "Totalt 25", "Somme :"])
def test_a_total_is_no_lead_whatever_language_the_spreadsheet_speaks(tmp_path: Path, key: str) -> None:
    told, mistakes = read(written(tmp_path, f"lead,company,orders\ncrm-1,Acme,3\n{key},,3\n"))
    assert (list(told), [line for line, _ in mistakes]) == (["crm-1"], [3])
    assert mistakes[0][1].endswith("expected a lead: this is a total")


@pytest.mark.parametrize("key", ["total-energies", "total@acme.com", "Total1", "Sum Wing Chan and sons"])
def test_a_key_that_only_looks_like_a_total_is_a_lead(tmp_path: Path, key: str) -> None:
    assert list(read(written(tmp_path, f"lead,company\n{key},Acme\n"))[0]) == [key]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_names_of_columns_may_stand_in_quotation_marks(tmp_path: Path, separator: str) -> None:
    content = '"lead";"company"\n"crm-1";"Acme; Ltd"\n'.replace(";", separator)
    assert read(written(tmp_path, content)) == ({"crm-1": {"company": f"Acme{separator} Ltd".strip()}}, [])


@pytest.mark.parametrize(("row", "cells"), [("crm-2,Be", "2 cells"), ("crm", "1 cell")])
def test_a_file_that_was_cut_off_is_noticed_at_its_last_row(tmp_path: Path, row: str, cells: str) -> None:
    told, mistakes = read(written(tmp_path, f"lead,company,orders\ncrm-1,Acme,3\n{row}"))
    assert list(told) == ["crm-1"]
    assert mistakes == [(3, f"row: found {cells}, expected 3: the file ends here, is it all there?")]
    assert read(written(tmp_path, "lead,company,orders\ncrm-1,Acme,3"))[1] == []


def test_a_row_that_is_no_csv_or_no_text_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    content = b'lead,company\ncrm-1,"Acme" Ltd\ncrm-2,Caf\xe9\ncrm-3,Beta\n'
    told, mistakes = read(written(tmp_path, content))
    assert told == {"crm-3": {"company": "Beta"}}
    assert [line for line, _ in mistakes] == [2, 3]
    assert "quotation mark missing" in mistakes[0][1]
    assert "not UTF-8" in mistakes[1][1]


@pytest.mark.parametrize(
    ("below", "unread"),
    [
        ("", ""),
        ("crm-3,x\n", "; the line below it was not read"),
        ("crm-3,x\ncrm-4,y\n", "; the 2 lines below it were not read"),
        ('crm-3,x\ncrm-4,"y\ncrm-5,z\n', "; the 2 lines below it were not read"),
    ],
    ids=["last line", "one below", "two below", "up to the next mark"],
)
def test_a_quotation_mark_that_is_not_closed_tells_how_many_lines_it_swallowed(
    tmp_path: Path, below: str, unread: str
) -> None:
    told, mistakes = read(written(tmp_path, f'lead,company\ncrm-1,Acme\ncrm-2,"open\n{below}'))
    assert list(told) == ["crm-1", "crm-5"] if "crm-5" in below else ["crm-1"]
    expected = f"expected one at the end of its cell too{unread}"
    assert mistakes == [(3, f"row: found a quotation mark that is not closed, {expected}")]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "\ufeffsep=;"])
def test_the_line_that_tells_excel_the_separator_is_passed_over(tmp_path: Path, first: str) -> None:
    told, mistakes = read(written(tmp_path, f"{first}\r\nlead;company\r\ncrm-1;Acme, Ltd\r\ncrm-2;x;y\r\n"))
    assert told == {"crm-1": {"company": "Acme, Ltd"}}
    assert [line for line, _ in mistakes] == [4]


def test_a_leads_second_row_without_an_instant_is_refused_since_nobody_knows_which_is_newer(tmp_path: Path) -> None:
    told, mistakes = read(written(tmp_path, "lead,company\ncrm-1,Acme\ncrm-1,Beta\ncrm-1, Acme\n"))
    assert told == {"crm-1": {"company": "Acme"}}
    assert mistakes == [
        (
            3,
            'lead: found "crm-1" for the second time, with other contents, expected one row for each '
            "lead, or a column at that says which is newer",
        )
    ]
    spelled = "lead,company\nAda@Acme.com,Acme\nada@acme.com,Beta\n"
    assert [line for line, _ in read(written(tmp_path, spelled))[1]] == [3]
    assert read(written(tmp_path, "lead,at\na,2026-01-01T00:00Z\na,2026-01-02T00:00Z\n"))[1] == []


def test_a_table_of_lead_at_and_outcome_tells_outcomes(tmp_path: Path) -> None:
    assert open_file(written(tmp_path, "at,lead,outcome\n")).kind is Kind.OUTCOMES
    assert open_file(written(tmp_path, "lead,at,company\n")).kind is Kind.LEADS


def test_columns_without_a_name_do_not_make_outcomes_leads(tmp_path: Path) -> None:
    file = open_file(written(tmp_path, "lead;at;Outcome;;\ncrm-1;2026-01-05T10:00Z;won;;\ncrm-2;;won;x;\n"))
    assert file.kind is Kind.OUTCOMES
    outcome, refused = (read.row for read in rows_of(file, HERE))
    assert outcome == OutcomeRow(2, "crm-1", datetime(2026, 1, 5, 10, 0, tzinfo=UTC), "won")
    assert isinstance(refused, Refused)
    assert "in a column without a name" in str(refused.problems[0])


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ("lead,at,outcome,rep", "also rep"),
        ("lead;outcome;at;rep;company;", "also rep, company"),
        ("lead,outcome", "no at"),
        ("lead,outcome,date", "no at but date"),
    ],
)
def test_a_table_of_outcomes_with_other_columns_is_refused_and_never_taken_for_leads(
    tmp_path: Path, columns: str, found: str
) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        open_file(written(tmp_path, f"{columns}\n"))
    assert str(raised.value).endswith(
        f"leads.csv:1: a table of outcomes has exactly lead, at and outcome: found {found}"
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_read_by_its_mark_and_refused_as_a_whole_without(tmp_path: Path, encoding: str) -> None:
    content = "lead\tcompany\r\ncrm-1\tÅkeri\r\n"
    assert read(written(tmp_path, f"\ufeff{content}".encode(encoding))) == ({"crm-1": {"company": "Åkeri"}}, [])
    with pytest.raises(UnreadableFileError, match="no text, or UTF-16 without its mark: save it as CSV UTF-8"):
        open_file(written(tmp_path, content.encode(encoding)))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("leads.csv", "lead,company\ncrm-1,Ac\0me\n", "this is no text, or UTF-16 without its mark"),
        ("leads.xlsx", "PK", "a workbook: save its sheet as CSV UTF-8, and give a .csv"),
        ("leads.ODS", "PK", "a workbook: save its sheet as CSV UTF-8"),
        ("leads.csv.gz", "x", "packed: unpack it first"),
        ("leads.pdf", "x", "an unknown kind of file: give a .csv"),
        ("leads.csv", "", "found no columns, expected one called lead"),
        ("leads.csv", "leads,company\n", "found the columns leads, company, expected one called lead"),
        ("leads.csv", "leads;company\n", '(did you mean "lead" by "leads"?)'),
        ("leads.csv", "lead,company,company\n", "found the column company twice"),
        ("leads.csv", "lead," + "x" * 65 + "\n", "a name of at most 64 characters"),
        ("leads.csv", "lead," + "x" * 1_000_001, "a line of more than 1,000,000 characters"),
        ("leads.csv", "lead,note\ncrm-1," + "x" * 1_000_001, "leads.csv:2: a line of more than 1,000,000 characters"),
        ("leads.csv", 'lead,note\na,b\ncrm-1,"' + "x\n" * 70_000 + '"\n', "leads.csv:3: a cell of more than 131,072"),
        ("leads.csv", "lead," + ",".join(map(str, range(60_000))), "found 60,001 columns, expected at most 1,000"),
        ("leads.csv", ",".join(map(str, range(60_000))), "found 60,000 columns, expected at most 1,000"),
        ("h.jsonl", '[{"kind": "signal"},\n{"kind": "signal"}]\n', "this is one JSON array: write each of its objects"),
        ("h.jsonl", '\n \n[\n{"kind": "signal"}\n]\n', "this is one JSON array"),
        ("h.jsonl", "[]", "this is one JSON array"),
        ("h.jsonl", "\ufeff[1]", "this is one JSON array"),
        ("gone.csv", None, "No such file"),
        ("gone.jsonl", None, "No such file"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_says_why(tmp_path: Path, name: str, content: str | None, told: str) -> None:
    path = tmp_path / name if content is None else written(tmp_path, content, name)
    with pytest.raises(UnreadableFileError) as raised:
        open_file(path)
    assert str(path) in str(raised.value)
    assert told in str(raised.value)


def test_reading_tells_how_many_bytes_are_done(tmp_path: Path) -> None:
    path = written(tmp_path, "lead\n" + "".join(f"crm-{n}\n" for n in range(5000)))
    untils = [read.until for read in rows_of(open_file(path), HERE)]
    assert untils == sorted(untils)
    assert untils[0] < path.stat().st_size == untils[-1]
