"""What a table is probably, of which nobody said whose columns are which: proposed, written as a file, read back."""

from pathlib import Path

import pytest

from bot.imports.guess import Guess, guessed, name_for
from bot.playbooks import load_import_mappings
from bot.playbooks.imports_reader import read_import_mapping
from bot.playbooks.yaml_files import read_source
from bot.settings import SHIPPED_TEMPLATES

SHIPPED = load_import_mappings(SHIPPED_TEMPLATES)
SWEDISH = (
    "Kundnummer;Förnamn;Efternamn;E-post;Telefon;Befattning;Budget;Fax;Skapad\r\n7;Åsa;Ek;;;Vd;1.200,50;;25/03/2026\r\n"
)


def guess(folder: Path, content: str | bytes, name: str = "list.csv") -> Guess | None:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return guessed(path, SHIPPED, {"orders", "company_size"}, name=name_for(path, SHIPPED))


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ("Record ID,First Name,Last Name,Email,Job Title,Lifecycle Stage,Create Date", "hubspot"),
        ("Lead ID,First Name,Last Name,Title,Company / Account,Lead Source", "salesforce"),
        ("Person - ID,Person - Name,Person - Email - Work,Person - Organization", "pipedrive"),
        ("Prénom,Nom,Courriel,Téléphone,Fonction,Société", "spreadsheet"),
    ],
)
def test_an_export_is_known_by_its_columns(tmp_path: Path, columns: str, name: str) -> None:
    found = guess(tmp_path, f"{columns}\n")
    assert found is not None
    assert (found.mapping.name, found.is_there) == (name, True)


def test_a_list_that_no_mapping_knows_gets_one_of_its_own_with_how_it_writes(tmp_path: Path) -> None:
    found = guess(tmp_path, SWEDISH.encode("cp1252"), "Kunder 2026.csv")
    assert found is not None
    assert (found.is_there, found.mapping.name, found.known, len(found.columns)) == (True, "spreadsheet", 7, 9)
    other = guess(tmp_path, SWEDISH.replace("Fax", "Orders").replace("Vd", "Boss").encode("cp1252"), "Kunder 2026.csv")
    assert other is not None
    assert (other.is_there, other.mapping.name, other.known) == (False, "kunder-2026", 8)
    told = dict(other.mapping.columns)
    assert (told["e-post"], told["orders"], told["skapad"]) == (("lead", "email"), ("orders",), ())
    assert (other.mapping.dates, other.mapping.decimal, other.mapping.encoding) == ("dmy", ",", "cp1252")


def test_what_is_written_down_is_what_was_guessed(tmp_path: Path) -> None:
    content = 'Email\tOrders\t"A ""quoted"": name"\tCompany size\nada@acme.com\t3\tx\t5\n'
    found = guess(tmp_path, content)
    assert found is not None
    assert not found.is_there
    document, problems = read_source("list.yaml", found.to_yaml())
    assert document is not None
    mapping, mistakes = read_import_mapping("list", document.content)
    assert (list(problems), mistakes) == ([], [])
    assert mapping == found.mapping


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "Fax;Town\n", "Phone,Budget\n1,2\n"])
def test_where_no_column_says_whose_rows_they_are_nothing_is_guessed(tmp_path: Path, content: str) -> None:
    assert guess(tmp_path, content) is None


@pytest.mark.parametrize(
    ("column", "known"), [("E-mails", True), ("Telephones", False), ("Home", False), ("E mail", True)]
)
def test_a_column_may_be_misspelt_by_a_letter_and_not_by_much_more(tmp_path: Path, column: str, known: bool) -> None:
    found = guess(tmp_path, f"Customer number,Orders,{column}\n1,2,3\n")
    assert found is not None
    assert bool(dict(found.mapping.columns)[column.lower()]) is known
