"""What reps look up on a grown database, from the command to its commit: lists, a page far behind, names, a lead."""

from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from bot import clock
from bot.messages import Act, Commanded, Tap, Tapped
from storage.database import Database
from storage.desk_lists import LISTS
from storage.statements import Transaction
from tests.builders import BO, SALES, Office

ROUNDS = 7
_OPEN = 5_000
"""More than any desk has open."""


async def time_looks(path: Path) -> Mapping[str, tuple[float, float]]:
    """Return the median and the longest time that each look takes, in seconds; the first, with cold caches, apart."""
    database = await Database.open(path)
    try:
        await database.write(_open_some)
        office = Office(database, now=clock.utc_now(), updates=1_700_000_000)
        return {name: await _time(office, what) for name, what in _looks().items()}
    finally:
        await database.close()


def _open_some(tx: Transaction) -> None:
    """Let thousands of handoffs be open, a third of them Bo's, and a few leads be called as nobody else is."""
    run = tx._connection.execute
    run("UPDATE handoffs SET closed_at = NULL WHERE id % 20 = 0 AND id <= ?", (20 * _OPEN,))
    run("UPDATE handoffs SET claimed_by = ? WHERE closed_at IS NULL AND id % 3 = 0", (BO.id,))
    run("INSERT OR IGNORE INTO search_words SELECT 'zephyr', id FROM leads WHERE id % 90000 = 7")
    run("INSERT OR IGNORE INTO search_words SELECT '#76543210764', id FROM leads WHERE id % 500000 = 9")


def _looks() -> Mapping[str, Commanded | Tapped]:
    looks: dict[str, Commanded | Tapped] = {f"/leads {name}": Commanded("leads", name, 1) for name in LISTS}
    far = Tap(Act.LIST, ("open", "behind", "0", "40000", str(BO.id)))
    looks["/leads open, far behind"] = Tapped(far, "far", None)
    for sought in ("zephyr", "zephyr palm", "pia", "pia palm", "zeph", "070-123 45 67", "#40"):
        looks[f"/find {sought}"] = Commanded("find", sought, 1)
    looks["/lead 40"] = Commanded("lead", "40", 1)
    return looks


async def _time(office: Office, what: Commanded | Tapped) -> tuple[float, float]:
    took = []
    for _ in range(ROUNDS + 1):
        begun_at = perf_counter()
        await office.hear(what, BO, chat_id=SALES)
        took.append(perf_counter() - begun_at)
    return median(took[1:]), max(took)
