"""What reps look up on a grown database, from the command to its commit: lists, a page far behind, names.

Figures are counted when they are sent: there it is from the command until they can be drawn.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from bot import clock
from bot.messages import Act, AskedFigures, Commanded, Tap, Tapped
from bot.usecases.sales.ask_for_figures import asked_in, figures_now
from bot.usecases.sales.tell_statistics import told_figures
from scoring.instants import microseconds
from storage.desk_lists import LISTS
from storage.sqlite.database import Database
from storage.statements import Transaction
from tests.builders import BO, SALES, Office, pack_days

ROUNDS = 7
FIGURES = ("", "7", "28", "rep 28", "source 28", "campaign 92", "365", "source 365")
_OPEN = 5_000
"""More than any desk has open."""
HANDOFFS = 200_000
_DAYS = 2 * 365
"""Over so many days they are spread: a desk that gets nearly three hundred a day."""


async def time_looks(path: Path) -> Mapping[str, tuple[float, float]]:
    """Return the median and the longest time that each look takes, in seconds; the first, with cold caches, apart."""
    database = await Database.open(path)
    try:
        await database.write(_sell_for_years)
        await database.write(_open_some)
        office = Office(database, now=clock.utc_now(), updates=1_700_000_000)
        await pack_days(database, office.now)
        looks = {name: partial(_hear, office, what) for name, what in _looks().items()}
        looks |= {f"/stats {words}".strip(): partial(_count, office, words) for words in FIGURES}
        return {name: await _time(look) for name, look in looks.items()}
    finally:
        await database.close()


def _sell_for_years(tx: Transaction) -> None:
    """Let there have been a fifth as many handoffs as leads, claimed, heard and reported within two years."""
    run, now = tx._connection.execute, microseconds(clock.utc_now())
    ((leads, first),) = run("SELECT count(*), (SELECT max(id) FROM handoffs) FROM leads")
    many = leads * HANDOFFS // 1_000_000
    run(
        "INSERT INTO handoffs (lead_id, reason, tier, score, model_version, at, closed_at, campaign) "
        "SELECT id, 'tier', CASE WHEN id % 3 THEN 'lukewarm' ELSE 'hot' END, 50, model_version, 0, 0, 'spring' "
        "FROM leads WHERE id % 10 = 8 ORDER BY id LIMIT ?",
        (max(0, many - first),),
    )
    for rep in range(15):
        run("INSERT OR IGNORE INTO reps (id, name) VALUES (?, ?)", (9_000 + rep, f"Rep {rep}"))
    day = 86_400_000_000
    run("UPDATE handoffs SET at = ? - id * 7919 % ? * 1000000", (now, _DAYS * 86_400))
    run(
        "UPDATE handoffs SET claimed_by = 9000 + id % 15, claimed_at = at + id % 900 * 1000000, "
        "first_contact_at = at + id % 7200 * 1000000, outcome = CASE WHEN id % 4 THEN 'lost' ELSE 'won' END, "
        "outcome_at = at + ?, closed_at = at + ? WHERE id % 20",
        (day, day),
    )
    run("UPDATE handoffs SET closed_at = at + ?, outcome = 'lost' WHERE id % 20 = 0", (day,))
    report = (
        "INSERT INTO outcomes (handoff_id, rep_id, at, outcome, amount, currency) SELECT id, claimed_by, outcome_at"
    )
    run(f"{report} - 1, 'reached', NULL, NULL FROM handoffs WHERE id % 20")
    run(f"{report}, outcome, 990.0, 'EUR' FROM handoffs WHERE id % 20")
    run(
        "INSERT INTO desk_steps (handoff_id, step, at, rep_id, detail) "
        "SELECT id, 'claimed', claimed_at, claimed_by, '' FROM handoffs WHERE claimed_by IS NOT NULL"
    )


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


async def _hear(office: Office, what: Commanded | Tapped) -> None:
    await office.hear(what, BO, chat_id=SALES)


async def _count(office: Office, words: str) -> None:
    await office.hear(Commanded("stats", words, 1), BO, chat_id=SALES)
    asked = asked_in(words)
    assert asked is not None
    made_of = figures_now(asked, setup=office.setup, now=office.now).made_of
    assert isinstance(made_of, AskedFigures)
    await office.database.read(lambda tx: told_figures(tx, made_of, setup=office.setup))


async def _time(look: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    took = []
    for _ in range(ROUNDS + 1):
        begun_at = perf_counter()
        await look()
        took.append(perf_counter() - begun_at)
    return median(took[1:]), max(took)
