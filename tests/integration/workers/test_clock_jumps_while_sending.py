"""A clock that is set back or ahead while messages wait: nothing is held up, given up or sent twice."""

from collections import deque
from datetime import timedelta

import pytest

from bot.messages import SendText
from tests.builders import SALES, Office
from tests.integration.workers.courier_at_work import LOST, FakeMessenger, at_work


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=31), timedelta(days=-400)])
async def test_a_clock_that_jumps_while_a_message_is_tried_again_holds_nothing_up_and_sends_nothing_twice(
    office: Office, jump: timedelta
) -> None:
    async with at_work(office) as post:
        for chat, about in ((SALES, "handoff:1"), (1, None)):
            post.messenger.says[chat] = deque([LOST])
            await post.owe(chat, SendText("before"), about=about)
        await post.tried(2)
        office.now += jump
        for chat, about in ((SALES, "handoff:2"), (1, None)):
            await post.owe(chat, SendText("after"), about=about)
        await post.pass_time(1)
        await post.until(lambda: len(post.messenger.texts(1)) == len(post.messenger.texts(SALES)) == 2)
        await post.pass_time(3600)
        await post.owe(2, SendText("last"))
        await post.arrive(2, "last")
        assert [*post.messenger.texts(1), *sorted(post.messenger.texts(SALES))] == [
            "before",
            "after",
            "after",
            "before",
        ]


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=31)])
async def test_a_clock_that_jumps_before_a_start_neither_holds_up_nor_gives_up_what_waits(
    office: Office, jump: timedelta
) -> None:
    async with at_work(office) as post:
        post.messenger.says[1] = deque([LOST])
        await post.owe(1, SendText("waiting"))
        await post.tried(1)
    office.now += jump
    messenger = FakeMessenger()
    messenger.says[1] = deque([LOST])
    async with at_work(office, messenger) as post:
        for tries in (1, 2):
            await post.pass_time(70)
            await post.tried(tries)
        await post.arrive(1, "waiting")
