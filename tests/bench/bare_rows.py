"""The very rows that a batch of reports left behind, written again by nothing but ``executemany``.

They go into a copy of the database, with its tables, its indexes and what stood in them: what lies between the two is
reading, keeping people apart, and scoring.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter

_PRAGMAS = """
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -32000
"""
_ADD_SIGNALS = "INSERT INTO signals VALUES (?, ?, ?, ?, ?)"
_ADD_VISITOR_SIGNALS = "INSERT INTO visitor_signals VALUES (?, ?, ?, ?, ?, ?, ?)"
_NOTE_VISITORS = "INSERT OR REPLACE INTO visitors VALUES (?, ?, ?, ?)"
_SAVE_LEADS = "UPDATE leads SET last_seen_at = ?, standing = ?, tier = ?, next_change_at = ? WHERE id = ?"


class BareRows:
    """A copy of a database that is given what its original has gained."""

    def __init__(self, original: sqlite3.Connection, copy: sqlite3.Connection) -> None:
        self._original, self._copy = original, copy

    def follow(self, events: Collection[str], identities: Collection[str]) -> float:
        """Write what these events of these people have left, as one transaction; return the seconds that this takes."""
        signals = self._gained("SELECT * FROM signals WHERE id IN", events)
        everything = {
            _ADD_SIGNALS: signals,
            _ADD_VISITOR_SIGNALS: self._gained("SELECT * FROM visitor_signals WHERE id IN", events),
            _NOTE_VISITORS: self._gained("SELECT * FROM visitors WHERE identity IN", identities),
            _SAVE_LEADS: self._gained(
                "SELECT last_seen_at, standing, tier, next_change_at, id FROM leads WHERE id IN",
                {lead for _, lead, *_ in signals},
            ),
        }
        begun_at = perf_counter()
        self._copy.execute("BEGIN IMMEDIATE")
        for sql, rows in everything.items():
            self._copy.executemany(sql, rows)
        self._copy.execute("COMMIT")
        return perf_counter() - begun_at

    def _gained(self, sql: str, keys: Collection[object]) -> list[tuple[object, ...]]:
        """Return the rows that the copy has not, or has otherwise."""
        asked = f"{sql} ({', '.join('?' * len(keys))})"
        original, copy = (each.execute(asked, tuple(keys)).fetchall() for each in (self._original, self._copy))
        known = set(copy)
        return [row for row in original if row not in known]


@contextmanager
def bare_rows(path: Path) -> Iterator[BareRows]:
    """Give a copy of the database as it stands, next to it."""
    name = path.with_name("bare-rows.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as original:
        original.execute("VACUUM INTO ?", (str(name),))
        with closing(sqlite3.connect(name, isolation_level=None)) as copy:
            copy.executescript(_PRAGMAS)
            yield BareRows(original, copy)
