"""Other systems' tables become ours by a mapping: what it may say, what it makes of rows, and what is wrong with it."""

from pathlib import Path

import pytest

from bot.import_mapping import ImportMapping
from bot.imports.cell_readings import RowContext
from bot.imports.files import open_file, rows_of
from bot.imports.import_history import Row
from bot.imports.import_outcomes import OutcomeRow
from bot.imports.lines import UnreadableFileError
from bot.playbooks import check
from bot.playbooks.imports_reader import read_import_mapping
from bot.rendering import compile_text
from bot.settings import SHIPPED_TEMPLATES
from tests.unit.imports.test_cell_readings import NOW, here
from tests.unit.playbooks.template_trees import write

CRM = ImportMapping(
    "crm",
    (
        ("id", ("lead",)),
        ("e-mail", ("lead", "email")),
        ("first name", ("first_name",)),
        ("surname", ("last_name",)),
        ("mobile", ("phone",)),
        ("phone", ("phone",)),
        ("position", ("role",)),
        ("since", ("created_at",)),
        ("notes", ()),
    ),
    values={"role": {"big cheese": "founder", "none": ""}},
    always={"audience": "b2b"},
    keys="crm-",
    country="SE",
)


def brought(
    folder: Path, content: str | bytes, mapping: ImportMapping = CRM, context: RowContext | None = None
) -> tuple[dict[str, dict[str, object]], list[int]]:
    """Return the facts by key, and the lines that were refused."""
    path = folder / "people.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    rows = [read.row for read in rows_of(open_file(path, mapping), context or here())]
    told: dict[str, dict[str, object]] = {
        row.key: {"name": row.about.name} | dict(row.undated) for row in rows if isinstance(row, Row)
    }
    return told, [row.line for row in rows if not isinstance(row, Row | OutcomeRow)]


@pytest.mark.parametrize(
    "content",
    [
        "ID;First Name;SURNAME;Position;Phone;Notes;Owner\r\n7;Ada;Lovelace;Big Cheese;070-123 45 67;x;Bo\r\n",
        "sep=;\r\nid;first name;surname;position;phone\r\n7;Ada;Lovelace;big  cheese;070-123 45 67\r\n",
        "Table 1\r\nid,first name,surname,position,phone\r\n7,Ada,Lovelace,Big Cheese,070-123 45 67\r\n",
        "Report of 2 March\n\nid\tfirst name\tsurname\tposition\tmobile\tphone\n7\tAda\tLovelace\tCEO\t\t0701234567\n",
        "id|first name|surname|position|phone|phone\n7|Ada|Lovelace|Founder|070-123 45 67|08-1\n",
    ],
    ids=["Excel", "with its separator named", "Numbers, with its title", "a report", "bars, a column twice"],
)
def test_their_columns_and_values_become_ours(tmp_path: Path, content: str) -> None:
    facts = {"name": "Ada Lovelace", "audience": "b2b", "role": "founder", "phone": "+46701234567"}
    assert brought(tmp_path, content) == ({"crm-7": facts}, [])


def test_the_first_column_that_says_something_counts_and_an_address_is_a_key_in_any_system(tmp_path: Path) -> None:
    rows = "id,e-mail,position\n,Ada@acme.com,none\ncrm-8,bo@acme.com,\n9,,\n"
    told, refused = brought(tmp_path, rows)
    assert told == {
        "Ada@acme.com": {"name": "", "audience": "b2b", "email": "Ada@acme.com"},
        "crm-8": {"name": "", "audience": "b2b", "email": "bo@acme.com"},
    }
    assert refused == [4]  # nothing but a key


def test_what_a_row_says_itself_goes_before_what_always_holds(tmp_path: Path) -> None:
    always = ImportMapping("crm", (("id", ("lead",)), ("kind", ("audience",))), always={"audience": "b2b"})
    told, _ = brought(tmp_path, "id,kind,x\n1,b2c,\n2,,y\n3,B2B,\n", always)
    assert {key: facts["audience"] for key, facts in told.items()} == {"1": "b2c", "3": "b2b"}


@pytest.mark.parametrize(
    ("encoding", "named"), [("cp1252", ""), ("utf-8", ""), ("utf-16", ""), ("mac-roman", "mac-roman")]
)
def test_letters_are_read_in_whatever_encoding_they_were_saved(tmp_path: Path, encoding: str, named: str) -> None:
    mapping = ImportMapping("crm", CRM.columns, encoding=named)
    content = "id\tfirst name\tsurname\r\n7\tZoë\tSjöström\r\n".encode(encoding)
    assert brought(tmp_path, content, mapping)[0]["7"]["name"] == "Zoë Sjöström"


def test_one_bad_byte_in_utf_8_costs_its_row_and_does_not_garble_the_others(tmp_path: Path) -> None:
    content = "id,first name\n7,Zoë\n".encode() + b"8,Jos\xe9\n"
    told, refused = brought(tmp_path, content)
    assert (told["crm-7"]["name"], refused) == ("Zoë", [3])


def test_a_table_of_outcomes_can_be_mapped_too(tmp_path: Path) -> None:
    columns = (("deal of", ("lead",)), ("closed", ("at",)), ("status", ("outcome",)), ("owner", ()))
    path = tmp_path / "deals.csv"
    path.write_text("Deal of,Status,Closed,Owner,Value\n7,Won deal,01.03.2026,Bo,5\n", encoding="utf-8")
    file = open_file(path, ImportMapping("deals", columns, values={"outcome": {"won deal": "won"}}, keys="crm-"))
    (row,) = (read.row for read in rows_of(file, here()))
    assert isinstance(row, OutcomeRow)
    assert (row.key, row.outcome, row.at.date().isoformat()) == ("crm-7", "won", "2026-03-01")


def test_a_file_that_the_mapping_does_not_know_is_refused_with_the_columns_that_it_looks_for(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as raised:
        brought(tmp_path, "number,who\n7,Ada\n")
    expected = "people.csv:1: found the columns number, who, expected one by which crm.yaml knows the lead: id, e-mail"
    assert str(raised.value).endswith(expected)


def test_every_shipped_mapping_can_be_read_and_tells_a_key_and_an_audience() -> None:
    names = sorted(path.stem for path in (SHIPPED_TEMPLATES / "imports").glob("*.yaml"))
    assert names == ["hubspot", "pipedrive", "salesforce", "spreadsheet"]


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        ({}, "columns: found nothing, expected a value for columns"),
        ({"columns": {"Email": "email"}}, "columns: found a mapping, expected a column that is lead"),
        ({"columns": {"Id": "lead", "ID ": "email"}}, "expected each column once"),
        ({"columns": {"Id": "lead", "Job": "Job Title"}}, 'columns.Job: found "Job Title", expected a field such as'),
        ({"columns": {"Id": "lead", "Job": {"a": 1}}}, "columns.Job: found a mapping, expected a field such as"),
        ({"columns": {"Id": "lead"}, "dates": "day first"}, 'dates: found "day first", expected dmy or mdy or ymd'),
        ({"columns": {"Id": "lead"}, "zone": "Europe/Pari"}, 'zone: found "Europe/Pari", expected a time zone such as'),
        ({"columns": {"Id": "lead"}, "decimal": ";"}, 'decimal: found ";", expected . or ,'),
        ({"columns": {"Id": "lead"}, "encoding": "windows"}, 'encoding: found "windows", expected an encoding such as'),
        ({"columns": {"Id": "lead"}, "encoding": "base64"}, 'encoding: found "base64", expected an encoding such as'),
        ({"columns": {"Id": "lead"}, "delimiter": "::"}, 'delimiter: found "::", expected'),
        (
            {"columns": {"Id": "lead"}, "country": "Sweden"},
            'country: found "Sweden", expected a country\'s two letters',
        ),
        (
            {"columns": {"Id": "lead"}, "values": {"role": "x"}},
            'values.role: found "x", expected their values',
        ),
        ({"columns": {"Id": "lead"}, "always": []}, "always: found a list, expected fields and values"),
        ({"columns": {"Id": "lead"}, "keys": " x"}, 'keys: found " x", expected what keys begin with'),
        ({"columns": {"Id": "lead"}, "date": "dmy"}, '(did you mean "dates"?)'),
    ],
)
def test_a_mistake_in_a_mapping_is_named_with_its_place(content: dict[object, object], mistake: str) -> None:
    _, problems = read_import_mapping("crm", content)
    assert any(mistake in str(problem) for problem in problems), list(map(str, problems))


def test_a_mapping_without_mistakes_says_what_it_says() -> None:
    content: dict[object, object] = {
        "columns": {"ID": "lead", "E-mail": ["lead", "email"], "Notes": None, 2026: "budget"},
        "values": {"role": {"Yes": True, 1: "founder", "None": None}},
        "always": {"audience": "b2b"},
        "keys": "crm-",
        "dates": "dmy",
        "zone": "Europe/Paris",
        "decimal": ",",
        "encoding": "cp1252",
        "delimiter": "tab",
        "country": "FR",
    }
    mapping, problems = read_import_mapping("crm", content)
    assert problems == []
    assert mapping == ImportMapping(
        "crm",
        (("id", ("lead",)), ("e-mail", ("lead", "email")), ("notes", ()), ("2026", ("budget",))),
        values={"role": {"yes": "true", "1": "founder", "none": ""}},
        always={"audience": "b2b"},
        keys="crm-",
        dates="dmy",
        zone="Europe/Paris",
        decimal=",",
        encoding="cp1252",
        delimiter="\t",
        country="FR",
    )
    assert NOW.tzinfo is not None


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        ("columns:\nalways: {audience: b2b}\n", "columns: found nothing"),
        ("always: {audience: b2b}\n", "columns: found nothing"),
        ("column: {Id: lead}\n", '"column"'),
        ("columns: []\n", "columns: "),
        ("columns: {Id: lead, ID: name}\n", "each column once"),
        ("columns: {1: lead, true: [], 2.5: 7}\n", "expected a field"),
        ("columns: {Id: lead}\nvalues:\n", "values: found nothing"),
        ("columns: {Id: lead}\nvalues: {role: }\n", "values.role: found nothing"),
        ("columns: {Id: lead}\nalways: [b2b]\n", "always: "),
    ],
)
def test_half_a_mapping_is_told_as_what_it_lacks(tmp_path: Path, content: str, mistake: str) -> None:
    folder = write(tmp_path, {"imports/crm.yaml": content})
    told = [str(problem) for problem in check(folder, compile_text=compile_text) if not problem.warning]
    assert told
    assert all(problem.startswith("imports/crm.yaml:") for problem in told)
    assert any(mistake in problem for problem in told), told
