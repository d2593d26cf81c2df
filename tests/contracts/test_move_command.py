"""`leadbot move`: a live business in another place and back, with nothing lost, changed or mixed, whatever happens."""

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
import time_machine
from sqlalchemy import select

from bot.exports.tables import What
from storage.place import POSTGRES, Place
from storage.postgres.leader import take_place
from storage.roles import Role
from storage.snapshots import snapshot
from storage.sqlite.lock import acquire_lock
from storage.sqlite.migrating import migrate
from storage.statements import Statement, table_of
from storage.tables.leads import Lead
from tests.builders import MONDAY, opened_office, quentin_is_lukewarm
from tests.crowd import crowd, settle
from tests.postgres import Server

from .terminal import assert_sentence, run

SECRET = "a-secret"
_leads = table_of(Lead)
_LEADS = Statement(select(_leads.c.id, _leads.c.standing, _leads.c.tier, _leads.c.next_change_at).order_by(_leads.c.id))
_STOPPED = """
import os, signal, sys
import storage.moving
from bot.commands import move
storage.moving.SLICE = 50
arrived = []
def carry(*ends, _carry=storage.moving._carry):
    for many in _carry(*ends):
        arrived.append(many)
        if len(arrived) == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield many
storage.moving._carry = carry
move.move(sys.argv[1], sys.argv[2])
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a business: a claimed lead from the chat, forty of another system, one who was forgotten."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_SALES_CHAT", "-5")
    asyncio.run(_quentin_is_claimed(tmp_path))
    settle(tmp_path / "leadbot.db", crowd(40))
    assert run("rescore").code == 0
    assert run("forget", "lead:41", "--yes").code == 0
    return tmp_path / "leadbot.db"


async def _quentin_is_claimed(folder: Path) -> None:
    async with opened_office(folder) as office:
        await quentin_is_lukewarm(office)
        await office.at_desk("claim", "1")


def _url(place: Place) -> str:
    if isinstance(place, Path):
        return f"sqlite+aiosqlite:///{place}"
    return place.url.replace("postgresql://", POSTGRES).replace(":@", f":{SECRET}@")


def _exported(place: Place, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("LEADBOT_DATABASE_URL", _url(place))
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):  # a score is that of an instant
        told = {what: run("export", what) for what in What}
    assert [each.code for each in told.values()] == [0] * len(told)
    return {what: each.out for what, each in told.items()}


def _standings(place: Place) -> Sequence[tuple[object, ...]]:
    with snapshot(place) as tx:
        return tx.all(_LEADS)


def _moved(source: Place, target: Place) -> str:
    told = run("move", _url(source), _url(target))
    assert told.code == 0, told.err
    assert SECRET not in told.out + told.err
    return told.out


def _numbers(file: Path) -> Mapping[str, int]:
    with closing(sqlite3.connect(file)) as connection:
        return dict(connection.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name").fetchall())


def test_a_business_that_moves_there_and_back_is_the_same_to_the_last_bit(
    file: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, back = postgres.empty(), file.with_name("back.db")
    before, whole = _exported(file, monkeypatch), file.read_bytes()

    told = _moved(file, server)
    assert f"Moved {file} to {server}: " in told
    assert "40 standings replayed from the whole history: each the same, bit for bit" in told
    assert file.read_bytes() == whole, "where it comes from is as it was"
    assert _exported(server, monkeypatch) == before
    assert _standings(server) == _standings(file)

    _moved(server, back)
    assert _exported(back, monkeypatch) == before
    assert _standings(back) == _standings(file)
    assert _numbers(back) == _numbers(file), "who was forgotten keeps their number"
    assert _dump(back) == _dump(file), "every row of every table is what it was"


def test_who_comes_after_a_move_gets_the_next_number(file: Path, postgres: Server) -> None:
    server = postgres.empty()
    _moved(file, server)
    with psycopg.connect(server.url) as connection:
        for table in ("leads", "handoffs", "outbox", "messages"):
            (number,) = connection.execute(f"SELECT nextval('{table}_id_seq')".encode()).fetchone() or (0,)
            assert number == _last(file, table) + 1


@pytest.mark.parametrize("goes", ["there", "back"])
def test_a_move_that_is_killed_serves_nobody_and_goes_on_where_it_stopped(
    file: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch, goes: str
) -> None:
    server, back = postgres.empty(), file.with_name("back.db")
    source: Place = file
    target: Place = server
    if goes == "back":
        _moved(file, server)
        source, target = server, back
    before = _exported(source, monkeypatch)
    stopped = subprocess.run([sys.executable, "-c", _STOPPED, _url(source), _url(target), "9"], check=False)
    assert stopped.returncode == -signal.SIGKILL

    monkeypatch.setenv("LEADBOT_DATABASE_URL", _url(target))
    for command in (("leads",), ("migrate",)):
        assert_sentence(run(*command), "has not finished filling", "run the same move again")
    other = file.with_name("other.db")
    migrate(other)
    assert_sentence(run("move", _url(other), _url(target)), "was from elsewhere", "nothing was changed")

    assert "were there from an earlier try" in _moved(source, target)
    assert _exported(target, monkeypatch) == before
    assert _standings(target) == _standings(source)


def test_what_is_there_already_is_never_mixed_with_another_business(file: Path, postgres: Server) -> None:
    server, other = postgres.empty(), file.with_name("other.db")
    _moved(file, server)
    shutil.copy(file, other)
    for target in (server, other):
        assert_sentence(
            run("move", _url(file), _url(target)), "holds data already", "name an empty", "nothing was changed"
        )
    assert_sentence(run("move", str(file), "leadbot.db"), "cannot be moved to itself")


def test_nothing_is_moved_from_a_file_that_a_bot_has_open(file: Path, postgres: Server) -> None:
    with acquire_lock(file):
        told = run("move", str(file), _url(postgres.empty()))
        assert_sentence(told, "already in use", "stop that one first", code=75)


@pytest.mark.parametrize("role", [Role.LEADER, Role.FRONT])
def test_nothing_is_moved_from_or_to_where_somebody_serves(file: Path, postgres: Server, role: Role) -> None:
    server = postgres.empty()
    with psycopg.connect(server.url) as serving:
        assert take_place(serving, role)
        assert_sentence(run("move", str(file), _url(server)), "already in use", code=75)
        assert_sentence(run("move", _url(server), "new.db"), "already in use", code=75)


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("nowhere.db", "new.db", "there is no database at nowhere.db"),
        ("leadbot.db", "mysql://root:a-secret@db/sales", "TO: expected sqlite+aiosqlite:///FILE"),
        ("postgresql+psycopg://leadbot:a-secret/part@db/sales", "new.db", "FROM: expected sqlite+aiosqlite:///FILE"),
        ("leadbot.db", "nowhere/new.db", "there is no folder"),
        ("notes.txt", "new.db", "is not a database"),
    ],
)
def test_what_cannot_be_moved_is_said_in_a_sentence(file: Path, source: str, target: str, told: str) -> None:
    file.with_name("notes.txt").write_text("Not a database at all, but a list of things to do. " * 40)
    found = run("move", source, target)
    assert_sentence(found, told)
    assert SECRET not in found.err


def test_a_server_that_does_not_answer_is_said_with_its_name_and_no_password(file: Path) -> None:
    found = run("move", str(file), f"{POSTGRES}leadbot:{SECRET}@127.0.0.1:1/sales")
    assert_sentence(found, "postgresql://127.0.0.1:1/sales", "see that it can be reached", code=75)
    assert SECRET not in found.err


def _last(file: Path, table: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        (highest,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        return int(max(highest, row[0] if row else 0))


def _dump(file: Path) -> Mapping[str, object]:
    with closing(sqlite3.connect(file)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables}
