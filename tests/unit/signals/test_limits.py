"""How much may come in at once: in order, bounded, and nobody who gives up keeps a place."""

import asyncio

import pytest

from bot.web.signals.bodies import NoRoomError, Room
from bot.web.signals.limits import BusyError, RateLimit, Turnstile


def test_a_key_may_be_used_so_often_at_once_and_then_as_time_goes_by() -> None:
    limit = RateLimit(a_second=2, at_once=3)
    assert [limit.seconds_to_wait("k", now=10) for _ in range(4)] == [0, 0, 0, 1]
    assert limit.seconds_to_wait("k", now=10.4) == 1
    assert [limit.seconds_to_wait("k", now=10.5), limit.seconds_to_wait("k", now=10.5)] == [0, 1]
    assert [limit.seconds_to_wait("k", now=1000) for _ in range(4)] == [0, 0, 0, 1]
    assert limit.seconds_to_wait("other", now=10) == 0


def test_much_at_once_counts_as_much_and_is_never_refused_for_good() -> None:
    limit = RateLimit(a_second=10, at_once=100)
    assert limit.seconds_to_wait("k", now=0, cost=90) == 0
    assert limit.seconds_to_wait("k", now=0, cost=60) == 5
    assert limit.seconds_to_wait("k", now=5, cost=60) == 0
    assert limit.seconds_to_wait("k", now=15, cost=5000) == 0
    assert limit.seconds_to_wait("k", now=15, cost=1) == 491


def test_room_is_given_back() -> None:
    room = Room(10)
    with room.taken(6), pytest.raises(NoRoomError), room.taken(5):
        pass
    with pytest.raises(ZeroDivisionError), room.taken(10):
        raise ZeroDivisionError
    with room.taken(10):
        pass


class Line:
    """People at a turnstile: who is inside, and who was let in in which order."""

    def __init__(self, turnstile: Turnstile) -> None:
        self.turnstile = turnstile
        self.let_in: list[str] = []
        self.doors: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def comes(self, name: str, reports: int) -> None:
        self.doors[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._pass(name, reports))
        await self.settled()

    async def leaves(self, name: str) -> None:
        self.doors[name].set()
        await self.settled()

    async def gives_up(self, name: str) -> None:
        self.tasks[name].cancel()
        await self.settled()

    async def settled(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    async def _pass(self, name: str, reports: int) -> None:
        async with self.turnstile.passed(reports):
            self.let_in.append(name)
            await self.doors[name].wait()


async def test_reports_pass_together_up_to_a_number_in_the_order_in_which_they_came() -> None:
    line = Line(Turnstile(together=10))
    for name, reports in (("a", 6), ("b", 4), ("c", 50), ("d", 1)):
        await line.comes(name, reports)
    assert line.let_in == ["a", "b"]
    await line.leaves("a")
    assert line.let_in == ["a", "b"], "c comes before d, and needs the whole place"
    await line.leaves("b")
    assert line.let_in == ["a", "b", "c"]
    await line.leaves("c")
    assert line.let_in == ["a", "b", "c", "d"]
    await line.leaves("d")


async def test_who_gives_up_keeps_no_place() -> None:
    line = Line(Turnstile(together=1))
    for name in ("a", "b", "c"):
        await line.comes(name, 1)
    await line.gives_up("b")
    await line.leaves("a")
    assert line.let_in == ["a", "c"]
    await line.gives_up("c")
    await line.comes("d", 1)
    assert line.let_in == ["a", "c", "d"]
    await line.leaves("d")


async def test_who_gives_up_at_the_very_moment_of_their_turn_leaves_it_to_the_next() -> None:
    line = Line(Turnstile(together=1))
    for name in ("a", "b", "c"):
        await line.comes(name, 1)
    line.doors["a"].set()
    await asyncio.sleep(0)
    line.tasks["b"].cancel()
    await line.settled()
    assert line.let_in[-1] == "c"
    await line.leaves("c")


async def test_too_many_who_wait_are_sent_away() -> None:
    line = Line(Turnstile(together=1, most_waiting=2))
    for name in ("a", "b", "c", "d"):
        await line.comes(name, 1)
    with pytest.raises(BusyError):
        await line.tasks["d"]
    for name in ("a", "b", "c"):
        await line.leaves(name)
    assert line.let_in == ["a", "b", "c"]
