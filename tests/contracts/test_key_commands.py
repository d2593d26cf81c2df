"""`leadbot keys`: a key is shown once, kept as a hash, and opens nothing once it is revoked."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.foreign_events import Reporter
from bot.usecases.signals.reporting_keys import reporter_of
from storage.snapshots import snapshot
from tests.contracts.terminal import assert_sentence, run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


def _made(*words: str) -> str:
    told = run("keys", "create", *words, "--json")
    assert told.code == 0, told.err
    return str(json.loads(told.out)["key"])


def _reporter(folder: Path, key: str) -> Reporter | None:
    with snapshot(folder / "leadbot.db") as tx:
        return reporter_of(tx, key)


def test_a_key_is_shown_once_and_only_its_hash_is_kept(folder: Path) -> None:
    told = run("keys", "create", "website")
    assert told.code == 0
    (key,) = [word for word in told.out.split() if word.startswith("lbs_")]
    listed = run("keys", "list").out + run("keys", "list", "--json").out
    assert "website" in listed
    assert key not in listed
    with closing(sqlite3.connect(folder / "leadbot.db")) as connection:
        assert key not in "\n".join(connection.iterdump())


def test_a_key_says_who_reports_and_for_whom(folder: Path) -> None:
    server, browser = _made("shop", "--audience", "b2c"), _made("page", "--browser")
    assert _reporter(folder, server) == Reporter("shop", trusted=True, audience="b2c")
    assert _reporter(folder, browser) == Reporter("page", trusted=False, audience=None)
    for wrong in ("", server[:-1], server.upper(), "lbs_\ud800", "x" * 1_000_000):
        assert _reporter(folder, wrong) is None


def test_a_key_that_is_revoked_opens_nothing_and_its_name_is_free(folder: Path) -> None:
    before = _made("website")
    assert_sentence(run("keys", "create", "website"), "there is a key website already")
    assert run("keys", "revoke", "website").code == 0
    assert_sentence(run("keys", "revoke", "website"), "there is no key website in use")
    after = _made("website")
    assert _reporter(folder, before) is None
    assert _reporter(folder, after) is not None
    assert [bool(each["revoked_at"]) for each in json.loads(run("keys", "list", "--json").out)] == [True, False]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["create", "My Shop"], "NAME: found My Shop, expected"),
        (["create", "u1:2"], "NAME"),
        (["create", "shop", "--audience", "b2d"], "--audience: found b2d, expected b2b or b2c"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(folder: Path, words: list[str], says: str) -> None:
    assert_sentence(run("keys", *words), says)


def test_where_there_is_no_key_the_list_says_how_to_make_one(folder: Path) -> None:
    run("migrate")
    assert "leadbot keys create NAME" in run("keys", "list").out


def test_unknown_events_are_listed_with_how_often_they_came_and_what_they_said(folder: Path) -> None:
    run("migrate")
    assert "Every event that is kept is known." in run("signals", "unknown").out
    with closing(sqlite3.connect(folder / "leadbot.db")) as connection, connection:
        payload = json.dumps({"properties": {"level": 3}, "context": {}})
        connection.executemany(
            "INSERT INTO unknown_events (id, visitor, at, name, source, payload) VALUES (?, 'visitor:a', ?, ?, ?, ?)",
            [(f"web:{n}", n * 60_000_000, "Levelled Up", "web", payload) for n in range(3)],
        )
    shown = run("signals", "unknown").out
    assert all(word in shown for word in ("Levelled Up", "3", "1970-01-01 00:02", "level=3"))
    (told,) = json.loads(run("signals", "unknown", "--json").out)
    assert (told["event"], told["times"], told["example"]["properties"]) == ("Levelled Up", 3, {"level": 3})
