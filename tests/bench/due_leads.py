"""Finding the leads due to cool among very many: what the timekeeper asks once a second."""

from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.workers.due_work import MOST_LEADS
from storage import due
from storage.snapshots import snapshot
from storage.statements import Transaction

from .crowds import grow

DUE = 50
_LOOKS = 200


def time_look(path: Path, *, after: int, until: int, now: datetime) -> float:
    """Let a database grow to so many leads, a few of them due, and return the seconds of one look at those."""
    grow(path, after=after, until=until, due=DUE, now=now)
    with snapshot(path) as tx:
        return median(_look(tx, now) for _ in range(_LOOKS))


def _look(tx: Transaction, now: datetime) -> float:
    begun_at = perf_counter()
    found = due.to_cool(tx, now, limit=MOST_LEADS)
    seconds = perf_counter() - begun_at
    if len(found) != DUE:
        raise AssertionError(f"{len(found)} leads are due, expected {DUE}")
    return seconds
