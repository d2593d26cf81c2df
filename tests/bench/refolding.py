"""Folding everybody anew with the command that users type, beside one SQL aggregate over the same signals."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from time import perf_counter, process_time

from .commands import Ran, Took, run_command
from .crowds import DEEDS

_CASES = " ".join(f"WHEN '{name}' THEN {points}" for points, name in enumerate(dict(DEEDS), start=1))
AGGREGATE = f"SELECT lead_id, count(*), max(at), sum(CASE name {_CASES} ELSE 0 END) FROM signals GROUP BY lead_id"
SORTED_AGGREGATE = AGGREGATE.replace("FROM signals", "FROM signals NOT INDEXED")
"""The fastest that we found: the table as it lies, then sorted; by the index each signal is looked up on its own."""


def plan_of(path: Path, sql: str) -> str:
    """Return how SQLite goes about a query."""
    with closing(sqlite3.connect(path)) as connection:
        return ", ".join(step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))


def time_query(path: Path, sql: str) -> Took:
    """Return what it took until a query has given its last row."""
    with closing(sqlite3.connect(path)) as connection:
        begun_at, cpu = perf_counter(), process_time()
        connection.execute(sql).fetchall()
        return Took(perf_counter() - begun_at, process_time() - cpu)


async def refold(crowd: Path, copy: Path, *, leads: int) -> Ran:
    """Fold everybody in a copy of a database anew; the copy stays, with everybody scored."""
    copyfile(crowd, copy)
    ran = await run_command(copy, "rescore", "--json")
    folded = json.loads(ran.printed)["folded"]
    if folded != leads:
        raise AssertionError(f"{folded} of {leads} leads were folded anew")
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return ran
