"""How fast is sent, in the loop's own time: these loops jump over every wait."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.messages import AnswerTap, SendText
from bot.workers.pace import Pace

HELLO = SendText("hello")


class JumpingLoop(asyncio.SelectorEventLoop):
    """A loop in which nobody ever waits: where nothing else is to do, the next timer's instant is now."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self.ahead += max(0.0, self._scheduled[0]._when - self.time())  # type: ignore[attr-defined]
        super()._run_once()  # type: ignore[misc]


def _took(story: Callable[[Pace], Awaitable[object]]) -> float:
    """Return how many seconds of the loop's time a story took."""

    async def timed() -> float:
        loop = asyncio.get_running_loop()
        began = loop.time()
        await story(Pace())
        return loop.time() - began

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(timed())


async def _send(pace: Pace, chat_id: int, times: int) -> None:
    for _ in range(times):
        await pace.wait(chat_id, HELLO)


def test_a_chat_gets_a_short_burst_at_once() -> None:
    assert _took(lambda pace: _send(pace, 1, 4)) < 0.2


def test_a_chat_gets_about_a_message_a_second() -> None:
    assert 25 <= _took(lambda pace: _send(pace, 1, 30)) <= 31


def test_a_group_gets_at_most_twenty_a_minute() -> None:
    assert _took(lambda pace: _send(pace, -1, 19)) < 1
    assert 57 <= _took(lambda pace: _send(pace, -1, 38)) <= 63


def test_the_whole_bot_sends_less_than_thirty_a_second() -> None:
    assert 3.5 <= _took(lambda pace: asyncio.gather(*(_send(pace, chat, 1) for chat in range(140)))) <= 5


def test_chats_do_not_wait_for_a_full_one() -> None:
    async def story(pace: Pace) -> None:
        full = asyncio.create_task(_send(pace, 1, 30))
        await _send(pace, 2, 2)
        full.cancel()

    assert _took(story) < 1


def test_answers_to_taps_do_not_wait_for_their_chat() -> None:
    async def story(pace: Pace) -> None:
        await _send(pace, 1, 4)
        for number in range(10):
            await pace.wait(1, AnswerTap(str(number)))

    assert _took(story) < 0.6


def test_a_chat_on_hold_waits_and_the_others_do_not() -> None:
    async def held(pace: Pace, chat_id: int) -> None:
        pace.hold(1, 35)
        await _send(pace, chat_id, 1)

    assert _took(lambda pace: held(pace, 2)) < 1
    assert 35 <= _took(lambda pace: held(pace, 1)) < 36
