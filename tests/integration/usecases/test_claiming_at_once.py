"""Bo and Cy claim the same leads in the same instants, each over a connection of their own: one of them has each."""

import sqlite3
from collections import Counter
from contextlib import closing
from threading import Barrier, Thread

import pytest

from bot.messages import Sender
from bot.usecases.sales.claim_lead import claim_lead
from storage.sqlite.transaction import SqliteTransaction
from tests.builders import BO, CY, MONDAY, Office, quentin_is_lukewarm

pytestmark = pytest.mark.sqlite_only

MANY = 1000
TABLES = {"leads": "id", "conversations": "lead_id", "handoffs": "id"}


def _copy_many(connection: sqlite3.Connection) -> None:
    """Make the only lead and its handoff a thousand, each with the same number."""
    connection.execute(
        "CREATE TEMP TABLE numbers AS WITH RECURSIVE n(i) AS "
        f"(SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) SELECT i FROM n"
    )
    for table, key in TABLES.items():
        columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        values = ["numbers.i" if name in (key, "lead_id") else f"one.{name}" for name in columns]
        names, selected = ", ".join(columns), ", ".join(values)
        connection.execute(f"INSERT INTO {table} ({names}) SELECT {selected} FROM {table} one, numbers")


async def test_of_two_who_claim_a_thousand_leads_at_once_one_has_each_and_the_other_is_told(office: Office) -> None:
    await quentin_is_lukewarm(office)
    path, setup = office.file, office.setup
    with closing(_connected(path)) as connection:
        _copy_many(connection)
    starts, won = Barrier(2), {rep.id: list[int]() for rep in (BO, CY)}
    told = {rep.id: dict[int, int | None]() for rep in (BO, CY)}

    def claims(rep: Sender) -> None:
        with closing(_connected(path)) as connection:
            for number in range(1, MANY + 1):
                starts.wait(timeout=60)
                connection.execute("BEGIN IMMEDIATE")
                claim = claim_lead(SqliteTransaction(connection), number, rep, setup=setup, now=MONDAY)
                connection.execute("COMMIT")
                assert claim is not None
                told[rep.id][number] = claim.handoff.claimed_by
                if claim.won:
                    won[rep.id].append(number)

    threads = [Thread(target=claims, args=(rep,)) for rep in (BO, CY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    owners = dict(office.rows("SELECT id, claimed_by FROM handoffs"))
    assert sorted(won[BO.id] + won[CY.id]) == list(range(1, MANY + 1))
    assert told[BO.id] == told[CY.id] == owners
    assert Counter(owners.values()) == Counter({rep.id: len(won[rep.id]) for rep in (BO, CY) if won[rep.id]})
    assert office.rows("SELECT count(*), count(DISTINCT handoff_id) FROM desk_steps WHERE step = 'claimed'") == [
        (MANY, MANY)
    ]


def _connected(path: object) -> sqlite3.Connection:
    connection = sqlite3.connect(str(path), isolation_level=None, timeout=60)
    connection.execute("PRAGMA synchronous = OFF")
    return connection
