"""`leadbot import`: what real files of other systems become, and what an importer is told."""

import io
import json
import re
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from bot.commands.import_files import NotConfirmedError, open_files
from bot.settings import SHIPPED_TEMPLATES, load_settings
from tests.builders import new_database
from tests.contracts.terminal import assert_sentence, run
from tests.foreign_exports import BROKEN, CHANGED, NUMBERS_OF_ROWS, REPEATED, ROWS, hubspot_export


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    new_database(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    monkeypatch.setenv("LEADBOT_TIMEZONE", "Europe/Stockholm")
    return tmp_path


def test_every_row_of_a_hubspot_export_that_a_person_could_read_goes_in(folder: Path) -> None:
    (folder / "contacts.csv").write_bytes(hubspot_export())
    told = run("import", "--map", "hubspot", "--json", "contacts.csv")
    summary = json.loads(told.out)
    assert NUMBERS_OF_ROWS + REPEATED + CHANGED + BROKEN == ROWS
    assert (summary["leads"]["new"], summary["refused"]) == (NUMBERS_OF_ROWS, CHANGED + BROKEN)
    mistakes = Counter(line.split(": ")[1] for line in told.err.splitlines() if re.match(r"contacts\.csv:\d+:", line))
    assert mistakes == {"row": BROKEN, "lead": CHANGED, "email": summary["cells"]}
    assert "contacts.csv: no UTF-8, so read as Windows' (cp1252)" in told.err
    leads = {lead["keys"][0]: lead for lead in map(json.loads, run("leads", "--json").out.splitlines())}
    ada = leads["hubspot-10001"]
    assert (ada["name"], ada["audience"], ada["source"]) == ("Zoë Núñez", "b2b", "Organic Search")
    assert leads["hubspot-10002"]["created_at"].startswith("2026-03-04T23:00")
    facts = {(fact["lead"], fact["field"]): fact["value"] for fact in _facts()}
    assert facts["hubspot-10000", "company"] == "1984"
    assert facts["hubspot-10000", "phone"] == "+46701234567"
    assert {facts.get((f"hubspot-{10_000 + n}", "role")) for n in range(24)} >= {"director", "manager", "founder"}
    assert {facts.get((f"hubspot-{10_000 + n}", "budget")) for n in range(56)} >= {1200.5, 20000, 1200, 12.5}
    again = json.loads(run("import", "--map", "hubspot", "--json", "contacts.csv").out)
    assert (again["leads"]["new"], again["facts"]["new"]) == (0, 0)


def _facts() -> list[dict[str, object]]:
    return [json.loads(line) for line in run("export", "facts", "--json").out.splitlines()]


def test_a_mapping_that_there_is_not_is_refused_with_those_that_there_are(folder: Path) -> None:
    (folder / "contacts.csv").write_text("Email\nada@acme.com\n", encoding="utf-8")
    told = run("import", "--map", "hubspott", "contacts.csv")
    names = "hubspot, pipedrive, salesforce, spreadsheet"
    assert_sentence(
        told, f"there is no mapping hubspott (did you mean hubspot?): templates/imports has {names}", code=2
    )


def test_a_mapping_of_ones_own_is_checked_as_every_template(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SHIPPED_TEMPLATES, folder / "mine")
    own = folder / "mine" / "imports" / "crm.yaml"
    content = "columns:\n  Nr: lead\n  Job: rolle\nvalues:\n  role: {Boss: foundr}\n"
    own.write_text(f"{content}dates: first\n", encoding="utf-8")
    told = run("check", str(folder / "mine"))
    assert told.code == 1
    assert 'imports/crm.yaml:6  dates: found "first", expected dmy or mdy or ymd' in told.out
    own.write_text(content, encoding="utf-8")
    told = run("check", str(folder / "mine"))
    assert 'imports/crm.yaml:3  columns.Job: no question or rule has "rolle" (did you mean "role"?)' in told.out
    assert 'imports/crm.yaml:5  values.role: no option is called "foundr" (did you mean "founder"?)' in told.out
    assert told.code == 0


class _Keyboard(io.StringIO):
    """A terminal at which somebody answers."""

    def isatty(self) -> bool:
        return True


LIST = "Kundnummer;Number of Employees;E-post;Namn;Fax\r\n7;3;ada@example.com;Ada;\r\n"


def test_a_guess_is_only_printed_where_nobody_can_confirm_it(folder: Path) -> None:
    (folder / "kunder.csv").write_text(LIST, encoding="utf-8")
    told = run("import", "kunder.csv")
    assert told.code == 2
    assert '  "Number of Employees": company_size\n' in told.out
    assert '  "Fax":    # left out\n' in told.out
    assert "Nothing was imported: save what is printed as" in told.err
    assert run("leads", "--json").out == ""
    tried = run("import", "--dry-run", "kunder.csv")
    assert (tried.code, tried.out.splitlines()[0][:44]) == (0, "Nothing was written. It would be: 1 lead new")


def test_a_guess_that_is_confirmed_is_written_down_and_gone_by(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SHIPPED_TEMPLATES, folder / "mine")
    monkeypatch.setenv("LEADBOT_TEMPLATES", str(folder / "mine"))
    (folder / "kunder.csv").write_text(LIST, encoding="utf-8")
    settings = load_settings()
    monkeypatch.setattr(sys, "stdin", _Keyboard("no\n"))
    with pytest.raises(NotConfirmedError, match="nothing was imported, nothing written"):
        open_files(settings, [folder / "kunder.csv"], None, dry_run=False)
    assert not (folder / "mine" / "imports" / "kunder.yaml").exists()
    monkeypatch.setattr(sys, "stdin", _Keyboard("yes\n"))
    (file,) = open_files(settings, [folder / "kunder.csv"], None, dry_run=False)
    assert file.table is not None
    assert file.table.mapping is not None
    assert (file.table.mapping.name, run("check", str(folder / "mine")).code) == ("kunder", 0)
    assert run("import", "--map", "kunder", "kunder.csv").code == 0
    assert run("explain", "kunder-7").code == 0
