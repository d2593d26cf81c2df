"""Lists of very many leads: page by page, in the order asked for, found by index, and in nobody's way."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.commands.lead_pages import PAGE, candidates, in_order
from bot.commands.leads import BY_LEAD, BY_SCORE, BY_SEEN, Asked, Listed, listed_pages
from bot.rules.dated_model import Rules, versions_of
from scoring.model import TIERS
from storage import bulk
from storage.snapshots import snapshot
from storage.sqlite import wal
from storage.sqlite.database import Database
from tests.builders import MONDAY, shipped
from tests.grown import Size, make_grown

LEADS = 3 * PAGE + 60
RULES = {name: Rules(playbook.model, None) for name, playbook in shipped().audiences.items()}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("grown") / "leadbot.db"
    asyncio.run(make_grown(path, Size(leads=LEADS, settled=100), now=MONDAY))
    return path


@pytest.fixture
async def database(crowded: Path, tmp_path: Path) -> AsyncIterator[Database]:
    shutil.copyfile(crowded, tmp_path / "leadbot.db")
    database = await Database.open(tmp_path / "leadbot.db")
    try:
        yield database
    finally:
        await database.close()


def _listed(path: Path, wanted: Asked) -> list[Listed]:
    with snapshot(path) as tx:
        return [listed for page in listed_pages(tx, wanted, RULES) for listed in page]


@pytest.mark.parametrize("sort", [BY_LEAD, BY_SCORE, BY_SEEN])
@pytest.mark.parametrize("tiers", [(), ("hot",), ("lukewarm", "hot"), ("cold",), ("unfit", "lukewarm")])
def test_a_list_holds_whom_it_is_asked_for_each_once_in_order(crowded: Path, sort: str, tiers: tuple[str, ...]) -> None:
    found = _listed(crowded, Asked(frozenset(tiers), None, sort))
    everybody = _listed(crowded, Asked())
    assert len(everybody) == LEADS
    expected = [one for one in everybody if not tiers or one.tier in tiers]
    assert {one.lead.id for one in found} == {one.lead.id for one in expected}
    assert len(found) == len(expected)
    if sort == BY_LEAD:
        assert [one.lead.id for one in found] == sorted(one.lead.id for one in found)
    elif sort == BY_SEEN:
        seen = [one.lead.last_seen_at for one in found]
        assert seen == sorted(seen, reverse=True)
    else:
        scores = [one.score.score if one.score else -1e9 for one in found]
        assert scores == sorted(scores, reverse=True)


async def test_who_is_warm_is_found_with_whoever_has_not_been_scored_under_the_rules_in_force(
    database: Database,
) -> None:
    sql = "UPDATE leads SET model_version = 'outgrown' WHERE id IN (7, 8, 901)"
    await database.write(lambda tx: tx._connection.execute(sql))
    with snapshot(database.path) as tx:
        warm = {number for (number,) in tx._connection.execute("SELECT id FROM leads WHERE tier IN ('hot','lukewarm')")}
        stale = bulk.stale(tx, versions_of(RULES))
        found = [number for page in candidates(tx, frozenset({"hot"}), stale=lambda: stale) for number in page]
    assert [*stale] == [7, 8, 901]
    assert found == sorted(warm | {7, 8, 901})


def test_what_is_sorted_is_by_key_then_number() -> None:
    assert [*in_order([(1.0, 3), (2.0, 9), (1.0, 2), (float("-inf"), 1)])] == [[9, 2, 3, 1]]


async def test_whoever_looks_at_a_list_for_an_hour_keeps_the_log_from_shrinking_for_nobody(
    database: Database,
) -> None:
    """As in `leadbot leads | less`: between two pages nothing is held."""
    with snapshot(database.path) as tx:
        pages = listed_pages(tx, Asked(sort=BY_LEAD), RULES)
        for _ in range(2):
            next(pages)
            await database.write(lambda tx: tx._connection.execute("UPDATE leads SET source = source || 'x'"))
            assert await database.truncate_log()
            assert wal.size_of(database.path) == 0


async def test_a_reader_who_holds_on_is_named_and_the_log_is_cut_back_when_they_let_go(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wal, "SMALL_BYTES", 100_000)
    with snapshot(database.path) as tx:
        tx._connection.execute("SELECT count(*) FROM leads").fetchone()
        for _ in range(3):
            await database.write(lambda tx: tx._connection.execute("UPDATE leads SET source = source || 'x'"))
        log = await database.tend_log()
        assert log.is_pinned
        assert log.size > 100_000
        readers = wal.readers_of(database.path)
    assert readers, "the process is named while it reads"
    assert all(reader.program for reader in readers)
    log = await database.tend_log()
    assert not log.is_pinned
    assert log.size == 0
    assert await database.keep_up(lambda c: c.execute("PRAGMA wal_autocheckpoint").fetchone()) == (
        wal.CHECKPOINT_PAGES,
    )


def test_every_tier_there_is_can_be_listed(crowded: Path) -> None:
    found = {one.tier for one in _listed(crowded, Asked(frozenset(TIERS)))}
    assert found <= {*TIERS}
