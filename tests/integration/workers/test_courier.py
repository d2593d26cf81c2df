"""The courier: what is owed is delivered, in order, until it has arrived."""

import asyncio
from collections import deque
from datetime import timedelta

import pytest

from bot import metrics
from bot.errors import DeliveryError
from bot.in_force import InForce
from bot.messages import AnswerTap, SendText
from bot.usecases.delivery.owe import owe, owed
from bot.usecases.delivery.worth import Worth
from bot.workers.failures import GIVE_UP_AFTER, pause_before
from storage import outbox
from tests.builders import SALES, Office
from tests.integration.workers.courier_at_work import LOST, FakeMessenger, Post, at_work, courier_of


async def test_messages_to_one_chat_arrive_in_order(office: Office) -> None:
    async with at_work(office) as post:
        await post.owe(1, SendText("one"), SendText("two"), SendText("three"))
        await post.arrive(1, "one", "two", "three")
        await post.tried(3)
    assert office.rows("SELECT DISTINCT state FROM outbox") == [("sent",)]


async def test_a_slow_chat_does_not_delay_the_others(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.closed[1] = asyncio.Event()
        await post.owe(1, SendText("slow"), SendText("after slow"))
        for chat in (2, 3, 4):
            await post.owe(chat, SendText("quick"))
            await post.arrive(chat, "quick")
        assert post.messenger.texts(1) == []
        post.messenger.closed[1].set()
        await post.arrive(1, "slow", "after slow")


async def test_an_answer_to_a_tap_overtakes_what_waits(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.closed[1] = asyncio.Event()
        await post.owe(1, SendText("slow"))
        await post.until(lambda: post.messenger.tried)
        await post.owe(1, AnswerTap("t1"))
        await post.until(lambda: len(post.messenger.tried) == 2)
        post.messenger.closed[1].set()


async def test_a_message_that_got_lost_is_tried_again_before_those_after_it(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.says[1] = deque([LOST, LOST])
        await post.owe(1, SendText("one"), SendText("two"))
        await post.tried(1)
        assert post.messenger.texts(1) == []
        await post.pass_time(0.4)
        assert len(post.messenger.tried) == 1
        await post.pass_time(0.3)
        await post.tried(2)
        await post.pass_time(1.3)
        await post.arrive(1, "one", "two")


def test_pauses_grow_to_a_minute_and_never_beyond_it_by_more_than_a_quarter() -> None:
    pauses = [pause_before(attempt, spread=1) for attempt in range(1, 60)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 0.625
    assert pauses[-1] == 75


async def test_when_the_messenger_says_how_long_to_wait_the_whole_chat_waits_so_long(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.says[1] = deque([DeliveryError("too many requests", retry_after=0.3)])
        await post.owe(1, SendText("one"))
        await post.tried(1)
        ((due_at,),) = office.rows("SELECT due_at FROM outbox")
        assert due_at == round((office.now.timestamp() + 0.3) * 1_000_000)
        await post.pass_time(0.3)
        await post.arrive(1, "one")


async def test_what_fails_on_its_way_to_sales_is_counted_apart(office: Office) -> None:
    def counted() -> float:
        return float(metrics.SALES_FAILED._value.get())

    before = counted()
    async with at_work(office) as post:
        post.messenger.says[1] = deque([LOST])
        await post.owe(1, SendText("to a prospect"))
        await post.tried(1)
        assert counted() == before
        post.messenger.says[SALES] = deque([LOST])
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.until(lambda: counted() == before + 1)


async def test_a_prospects_message_is_given_up_after_a_day(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.says[1] = deque([LOST, LOST])
        await post.owe(1, SendText("old"))
        await post.tried(1)
        await post.pass_time(GIVE_UP_AFTER.total_seconds())
        await post.tried(2)
        await post.owe(1, SendText("new"))
        await post.tried(3)
    assert office.rows("SELECT state FROM outbox ORDER BY id") == [("refused",), ("sent",)]


async def test_what_was_being_sent_when_the_process_ended_is_sent_by_the_next(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.closed[1] = asyncio.Event()
        await post.owe(1, SendText("unknown fate"))
        await post.until(lambda: post.messenger.tried)
    async with at_work(office) as next_post:
        await next_post.arrive(1, "unknown fate")


async def test_a_message_that_cannot_be_read_does_not_stop_the_others(office: Office) -> None:
    async with at_work(office) as post:
        await post.owe(1, SendText("one"))
        await post.arrive(1, "one")
        await office.write(
            lambda tx: outbox.owe(tx, [outbox.Owed(2, outbox.SEND, '{"kind": "FromANewerVersion"}')], office.now)
        )
        await post.owe(3, SendText("three"))
        await post.arrive(3, "three")
        await post.until(lambda: office.rows("SELECT 1 FROM outbox WHERE chat_id = 2 AND error IS NOT NULL"))
    ((state, error),) = office.rows("SELECT state, error FROM outbox WHERE chat_id = 2")
    assert state == "queued"
    assert "ValidationError" in error


async def test_a_stop_at_the_very_moment_of_a_message_stops(office: Office) -> None:
    """In Python 3.11 `asyncio.wait_for` swallows a cancellation that comes together with what it waits for."""
    post = Post(office, FakeMessenger(), InForce(office.setup))
    courier = courier_of(post)
    for number in range(1, 21):
        task = asyncio.create_task(courier.run())
        await post.owe(number, SendText("hello"))
        await post.arrive(number, "hello")
        for _ in range(number):
            await asyncio.sleep(0)
        courier._wake.set()
        task.cancel()
        stopped, _ = await asyncio.wait([task], timeout=5)
        assert stopped


async def test_a_message_owed_for_later_waits_for_its_instant(office: Office) -> None:
    async with at_work(office) as post:
        due_at = office.now + timedelta(hours=9)
        await office.write(lambda tx: owe(tx, 1, SendText("good morning"), now=office.now, due_at=due_at))
        await post.owe(1, SendText("hello"))
        await post.arrive(1, "hello")
        await post.pass_time(9 * 3600)
        await post.arrive(1, "hello", "good morning")


async def test_of_a_flood_only_the_reply_to_the_last_message_is_sent_and_the_rest_is_settled(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.closed[1] = asyncio.Event()
        await post.owe(1, SendText("first"))
        await post.until(lambda: post.messenger.tried)
        flood = [owed(1, SendText(f"{number}"), worth=Worth.FIRST_REPLY) for number in range(300)]
        await office.write(lambda tx: outbox.owe(tx, flood, office.now))
        await office.write(lambda tx: owe(tx, 1, SendText("erased"), now=office.now, worth=Worth.PROMISE))
        post.messenger.closed[1].set()
        await post.arrive(1, "first", "erased", "299")
        await post.tried(3)
    assert office.rows("SELECT state, count(*) FROM outbox GROUP BY state ORDER BY state") == [
        ("sent", 3),
        ("superseded", 299),
    ]


@pytest.mark.parametrize("seconds", [2.0, 60.0, 300.0])
async def test_while_sales_waits_as_long_as_told_others_are_answered(office: Office, seconds: float) -> None:
    async with at_work(office) as post:
        post.messenger.says[SALES] = deque([DeliveryError("too many requests", retry_after=seconds)])
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.tried(1)
        await post.owe(1, SendText("hello"))
        await post.owe(SALES, AnswerTap("tap"), SendText("card 2"), about="handoff:2")
        await post.arrive(1, "hello")
        await post.until(lambda: (SALES, AnswerTap("tap")) in post.messenger.arrived)
        await post.pass_time(seconds - 1)
        assert post.messenger.texts(SALES) == []
        await post.pass_time(1)
        await post.arrive(SALES, "card", "card 2")


@pytest.mark.parametrize("sent_before", [5, 7, 9])
async def test_what_was_sent_before_a_restart_counts_after_it(office: Office, sent_before: int) -> None:
    """Telegram counts it, too: the group would be made to wait for up to a minute, claims included."""
    async with at_work(office) as post:
        for number in range(sent_before):
            await post.owe(SALES, SendText(f"{number}"), about=f"handoff:{number}")
            await post.until(lambda: len(post.messenger.texts(SALES)) == number + 1)  # noqa: B023  # awaited at once
            await post.tried(number + 1)
            await post.pass_time(0.0 if number < 4 or number + 1 == sent_before else 4.0)
    async with at_work(office) as post:
        for number in (21, 22):
            await post.owe(SALES, SendText(f"{number}"), about=f"handoff:{number}")
        await post.owe(1, SendText("a prospect's reply"))
        await post.arrive(1, "a prospect's reply")
        assert post.messenger.texts(SALES) == []
        await post.pass_time(4)
        await post.until(lambda: post.messenger.texts(SALES) == ["21"])
        await post.pass_time(4)
        await post.until(lambda: len(post.messenger.texts(SALES)) == 2)


async def test_a_clock_set_back_over_a_restart_holds_up_nothing_for_what_was_sent_before(office: Office) -> None:
    async with at_work(office) as post:
        for number in range(5):
            await post.owe(SALES, SendText(f"{number}"), about=f"handoff:{number}")
        await post.until(lambda: len(post.messenger.texts(SALES)) == 5)
        await post.tried(5)
    office.now -= timedelta(days=1)
    async with at_work(office) as post:
        await post.owe(SALES, SendText("next"), about="handoff:21")
        await post.arrive(SALES, "next")
