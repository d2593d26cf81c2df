"""Who keeps the database's log from shrinking is named to the operator, once in a while, and it shrinks afterwards."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.workers.wal_watch import LOOK_EVERY_SECONDS, TELL_EVERY_SECONDS, LogWatch
from storage.sqlite import wal
from tests.builders import Office

_READS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM leads").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""


def _reader(path: Path) -> "subprocess.Popen[str]":
    """Begin a process that reads until its input ends."""
    command = [sys.executable, "-c", _READS, str(path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


async def _much(office: Office) -> None:
    for number in range(3):
        many = "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < 9000)"
        values = f"{many} SELECT {number}00000 + k, 1"
        await office.write(lambda tx, sql=values: tx._connection.execute(f"INSERT INTO seen_updates {sql} FROM n"))  # type: ignore[misc]


async def test_a_process_that_reads_for_very_long_is_named_and_the_log_shrinks_when_it_has_ended(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(wal, "SMALL_BYTES", 10_000)
    monkeypatch.setattr(wal, "CEILING_BYTES", 20_000)
    watch, said = LogWatch(office.opened_file), list[int]()
    with _reader(office.file) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        await _much(office)
        for elapsed in (0.0, 1.0, LOOK_EVERY_SECONDS, TELL_EVERY_SECONDS):
            await watch.look(elapsed)
            told = capsys.readouterr()
            said.append((told.out + told.err).count("cannot shrink"))
            if said[-1]:
                assert f"({reader.pid})" in told.out + told.err
        assert reader.stdin is not None
        reader.stdin.close()
    assert said == [1, 0, 0, 1]
    assert wal.size_of(office.file) > 20_000
    await watch.look(TELL_EVERY_SECONDS + LOOK_EVERY_SECONDS)
    assert wal.size_of(office.file) == 0
    assert "cannot shrink" not in capsys.readouterr().out
