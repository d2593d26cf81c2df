"""What every store promises, whichever engine holds the data: together, in order, each spoiling only itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import select

from scoring.history import Fact, Signal
from scoring.values import Value
from storage import histories, inbox, leads, updates
from storage.errors import DatabaseFailedError, StorageError
from storage.opening import open_store
from storage.place import Place
from storage.postgres.transaction import WORTH_COPYING
from storage.snapshots import copied, snapshot
from storage.statements import FEW, Statement, Transaction, table_of
from storage.store import MAX_GROUP, Store
from storage.tables.messages import SeenUpdate
from tests.builders import MONDAY, SOMEBODY

pytestmark = pytest.mark.both_places
_seen = table_of(SeenUpdate)
_SEEN = Statement(select(_seen.c.id).order_by(_seen.c.id))
_HUGE = 2**62


@pytest.fixture
async def store(place: Place) -> AsyncIterator[Store]:
    opened = await open_store(place)
    yield opened
    await opened.close()


def _seeing(number: int) -> Callable[[Transaction], bool]:
    return lambda tx: updates.see(tx, number, MONDAY)


def _failing(tx: Transaction) -> bool:
    updates.see(tx, 999, MONDAY)
    raise ValueError("this piece of work is broken")


def _refused(tx: Transaction) -> None:
    """Do what the engine itself refuses: a chat of nobody."""
    updates.see(tx, 998, MONDAY)
    tx.run(leads._ADD_CHAT, id=5, lead_id=777)


def _read_for_ever(tx: Transaction) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    tx._connection.execute(endless)


async def _numbers(store: Store) -> list[int]:
    return [number for (number,) in await store.read(lambda tx: tx.all(_SEEN))]


async def test_works_queued_together_are_one_commit_and_a_very_long_queue_is_committed_in_portions(
    store: Store,
) -> None:
    works = MAX_GROUP + 1
    assert await asyncio.gather(*(store.write(_seeing(number)) for number in range(works))) == [True] * works
    assert (store.counters.works, store.counters.groups) == (works, 2)
    assert await _numbers(store) == [*range(works)]


async def test_works_run_in_order_and_a_later_one_sees_what_an_earlier_one_of_its_group_wrote(store: Store) -> None:
    ran: list[int] = []

    def work(number: int) -> Callable[[Transaction], bool]:
        def see(tx: Transaction) -> bool:
            ran.append(number)
            return updates.see(tx, 5, MONDAY)

        return see

    assert await asyncio.gather(*(store.write(work(number)) for number in range(3))) == [True, False, False]
    assert ran == [0, 1, 2]


@pytest.mark.parametrize("broken", [_failing, _refused])
async def test_one_broken_piece_of_work_spoils_only_itself(store: Store, broken: Callable[[Transaction], Any]) -> None:
    results = await asyncio.gather(
        *(store.write(work) for work in (_seeing(1), broken, _seeing(2))), return_exceptions=True
    )
    assert (results[0], results[2]) == (True, True)
    assert isinstance(results[1], Exception)
    assert not isinstance(results[1], StorageError)
    assert await _numbers(store) == [1, 2]
    assert store.trouble is None


@pytest.mark.parametrize("broken", [_failing, _refused])
async def test_a_part_that_fails_is_taken_back_and_the_rest_of_its_work_stays(
    store: Store, broken: Callable[[Transaction], Any]
) -> None:
    def work(tx: Transaction) -> Exception | None:
        updates.see(tx, 1, MONDAY)
        error = tx.attempt(lambda: broken(tx))
        updates.see(tx, 2, MONDAY)
        return error

    assert await store.write(work) is not None
    assert await _numbers(store) == [1, 2]


async def test_a_cancelled_caller_does_not_stop_its_group(store: Store) -> None:
    first, second = (asyncio.ensure_future(store.write(_seeing(number))) for number in (1, 2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second
    assert await _numbers(store) == [1, 2]


async def test_closing_finishes_what_is_queued_and_waits_for_no_reading_that_never_ends(place: Place) -> None:
    store = await open_store(place)
    reading = asyncio.ensure_future(store.read(_read_for_ever))
    assert await _numbers(store) == []
    works = [store.submit(_seeing(number)) for number in range(20)]
    async with asyncio.timeout(5):
        await store.close()
    assert await asyncio.gather(*works) == [True] * 20
    with pytest.raises(DatabaseFailedError):
        await reading


async def test_closing_ends_readings_that_are_only_about_to_begin(place: Place) -> None:
    for _ in range(5):
        store = await open_store(place)
        readings = [asyncio.ensure_future(store.read(_read_for_ever)) for _ in range(4)]
        await asyncio.sleep(0)
        async with asyncio.timeout(10):
            await store.close()
        assert all(isinstance(each, Exception) for each in await asyncio.gather(*readings, return_exceptions=True))


async def test_readers_write_nothing(store: Store) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        await store.read(_seeing(1))
    assert await store.write(_seeing(1))


async def test_a_reader_sees_one_state_of_things_and_the_next_reading_a_newer_one(store: Store) -> None:
    loop = asyncio.get_running_loop()

    def look_twice(tx: Transaction) -> list[Any]:
        before = tx.all(_SEEN)
        asyncio.run_coroutine_threadsafe(store.write(_seeing(1)), loop).result()
        return [before, tx.all(_SEEN)]

    assert await store.read(look_twice) == [[], []]
    assert await _numbers(store) == [1]


async def test_a_reading_that_takes_longer_than_it_may_ends_and_the_next_one_is_none_the_worse(store: Store) -> None:
    with pytest.raises(DatabaseFailedError):
        await store.read(_read_for_ever, within=0.05)
    assert await store.read(lambda tx: tx.all(_SEEN), within=5) == []
    assert await _numbers(store) == []


async def test_who_waits_for_a_topic_is_told_after_the_commit_that_touched_it_and_after_no_other(store: Store) -> None:
    told: list[int] = []
    store.when_touched(inbox.TOPIC, lambda: told.append(store.counters.works))

    def failing(tx: Transaction) -> None:
        inbox.put(tx, 5, "{}", at=MONDAY)
        raise ValueError

    await store.write(_seeing(1))
    await asyncio.gather(store.write(failing), return_exceptions=True)
    assert told == []
    await store.write(lambda tx: inbox.put(tx, 5, "{}", at=MONDAY))
    assert told == [3]


async def test_numbers_of_63_bits_and_any_text_come_back_as_they_were(store: Store) -> None:
    told = "naïve 'quoted' 100% \\ “ö” 🙂 \x7f"
    await store.write(lambda tx: updates.bury(tx, _HUGE, chat_id=-_HUGE, raw=told, error="%s ? $1", at=MONDAY))
    assert await store.read(lambda tx: updates.buried(tx, -_HUGE)) == [told]


async def test_a_snapshot_sees_one_instant_until_it_is_renewed_and_writes_nothing(store: Store, place: Place) -> None:
    with snapshot(place) as tx:
        assert tx.all(_SEEN) == []
        await store.write(_seeing(1))
        assert tx.all(_SEEN) == []
        tx.renew()
        assert tx.all(_SEEN) == [(1,)]


async def test_what_is_tried_out_on_a_copy_stays_nowhere(store: Store, place: Place) -> None:
    await store.write(_seeing(1))
    with copied(place) as tx:
        updates.see(tx, 2, MONDAY)
        assert tx.all(_SEEN) == [(1,), (2,)]
    assert await _numbers(store) == [1]
    assert await store.write(_seeing(2))


@pytest.mark.parametrize("many", [FEW + 1, WORTH_COPYING])
async def test_rows_that_are_many_come_back_as_they_were(store: Store, many: int) -> None:
    lead = await store.write(lambda tx: leads.add(tx, SOMEBODY, chat_id=None, state="{}"))
    odd: list[Value] = ["tab\t", "line\r\n", "\\N", "\\.", '"', "é🙂", "", " ", "\x7f", 2**62, -0.1, True]
    facts = [Fact(f"{number} \\t", MONDAY, "told", odd[number % len(odd)]) for number in range(many)]
    await store.write(lambda tx: histories.add_facts(tx, lead.id, facts))
    assert sorted(await store.read(lambda tx: histories.history(tx, lead.id))) == sorted(facts)


async def test_rows_of_which_one_is_refused_spoil_only_their_own_work(store: Store) -> None:
    lead = await store.write(lambda tx: leads.add(tx, SOMEBODY, chat_id=None, state="{}"))
    signals = [Signal(f"{number}", MONDAY, "demo.used") for number in range(WORTH_COPYING)]

    def tells(told: list[Signal]) -> Callable[[Transaction], None]:
        return lambda tx: histories.add_signals(tx, lead.id, told)

    works = [_seeing(1), tells([*signals, signals[7]]), tells(signals), _seeing(2)]
    told = await asyncio.gather(*map(store.write, works), return_exceptions=True)
    assert [isinstance(each, Exception) for each in told] == [False, True, False, False]
    assert await _numbers(store) == [1, 2]
    assert len(await store.read(lambda tx: histories.history(tx, lead.id))) == len(signals)
