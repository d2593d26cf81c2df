"""`leadbot backup` and `restore`, and an import that leaves out who was erased: what they print, and their codes."""

import json
import stat
from pathlib import Path

import pytest

from tests.builders import new_database
from tests.traces import traces_in

from .terminal import assert_sentence, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-5")
    new_database(tmp_path)
    return tmp_path


def _two_leads(folder: Path) -> None:
    (folder / "leads.csv").write_text("lead;name;email\ncrm-1;Zoë;zoe@example.com\ncrm-2;Pia;\n", encoding="utf-8")
    assert run("import", "leads.csv").code == 0


def test_a_backup_says_what_is_in_it_and_is_not_overwritten_by_the_next(folder: Path) -> None:
    _two_leads(folder)
    told = run("backup", "backup.db")
    assert told.code == 0
    assert "with 2 leads and no handoffs" in told.out
    assert "MB" in told.out
    assert stat.S_IMODE((folder / "backup.db").stat().st_mode) == 0o600
    assert_sentence(run("backup", "backup.db"), "it is there already", "--overwrite", "nothing was changed")
    assert run("backup", "backup.db", "--overwrite").code == 0
    assert_sentence(run("backup", "nowhere/backup.db"), "there is no folder nowhere", "make it")


def test_a_restore_says_what_is_lost_and_asks_first(folder: Path) -> None:
    assert run("backup", "backup.db").code == 0
    _two_leads(folder)
    before = (folder / "leadbot.db").read_bytes()
    assert_sentence(run("restore", "backup.db"), "--yes restores without asking")
    assert (folder / "leadbot.db").read_bytes() == before
    told = run("restore", "backup.db", "--yes")
    assert told.code == 0
    assert "would be lost: 2 leads, 1 fact or signal" in told.out
    assert "Numbers go on from #1 and lead 3" in told.out
    assert json.loads(run("leads", "--json").out or "[]") == []
    assert_sentence(run("restore", "leads.csv", "--yes"), "leads.csv", "no backup that Leadbot can use")
    assert_sentence(run("restore", "gone.db", "--yes"), "gone.db", "there is no such file")


@pytest.mark.parametrize("words", [("migrate",), ("leads",), ("backup", "b.db"), ("restore", "b.db", "--yes")])
def test_a_folder_that_is_not_there_is_named_and_never_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (folder / "leadbot.db").rename(folder / "b.db")
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{folder}/mistyped/dir/leadbot.db")
    if words[0] == "backup":
        words = ("backup", "c.db")
    assert_sentence(run(*words), "there is no folder", "mistyped/dir", "LEADBOT_DATABASE_URL")
    assert not (folder / "mistyped").exists()


def test_an_import_names_and_counts_who_was_erased_and_lets_back_whom_it_is_told(folder: Path) -> None:
    _two_leads(folder)
    assert run("forget", "crm-1", "--yes").code == 0
    assert traces_in(folder / "leadbot.db", ["zoe@example.com", "crm-1"]) == set()
    for dry in ((), ("--dry-run",)):
        told = run("import", *dry, "leads.csv")
        assert told.code == 0, "a nightly import goes on as it did"
        assert "1 row left out (erased on request)" in told.out
        assert "leads.csv:2: lead: was erased on request" in told.err
        assert json.loads(run("import", *dry, "--json", "leads.csv").out)["erased"] == 1
    assert "no row has the key crm-9" in run("import", "--return", "crm-9", "leads.csv").err
    told = run("import", "--return", "crm-1", "leads.csv")
    assert "1 lead new" in told.out
    assert "erased" not in told.out
    assert len(run("leads", "--json").out.splitlines()) == 2
