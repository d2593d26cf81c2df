"""The courier: what is owed is delivered, in order, until it has arrived or is refused for good."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot import clock, metrics
from bot.errors import DeliveryError
from bot.in_force import InForce
from bot.messages import AnswerTap, EditText, Outgoing, SendText, outgoing_to_json
from bot.usecases.delivery.owe import owe, owed
from bot.usecases.delivery.worth import Worth
from bot.workers.courier import Courier
from bot.workers.failures import GIVE_UP_AFTER, pause_before
from bot.workers.rate_limits import Pace
from storage import outbox, updates
from tests.builders import QUENTIN, SALES, Office

LOST = DeliveryError("sendMessage: TimeoutError")
REFUSED = DeliveryError("sendMessage: chat not found", permanent=True)
BLOCKED = DeliveryError("sendMessage: bot was blocked by the user", permanent=True, blocked=True)


@dataclass
class FakeMessenger:
    """The messenger at the other end: what arrived there, and what it says instead, chat by chat."""

    arrived: list[tuple[int, Outgoing]] = field(default_factory=list)
    tried: list[tuple[int, Outgoing]] = field(default_factory=list)
    says: dict[int, deque[DeliveryError]] = field(default_factory=lambda: defaultdict(deque))
    closed: dict[int, asyncio.Event] = field(default_factory=dict)
    refuses: Callable[[int, Outgoing], bool] = lambda _chat_id, _message: False

    async def deliver(self, chat_id: int, message: Outgoing) -> int | None:
        self.tried.append((chat_id, message))
        if chat_id in self.closed:
            await self.closed[chat_id].wait()
        if self.refuses(chat_id, message):
            raise REFUSED
        if self.says[chat_id]:
            raise self.says[chat_id].popleft()
        self.arrived.append((chat_id, message))
        return len(self.arrived) if isinstance(message, SendText) else None

    def texts(self, chat_id: int) -> list[str]:
        return [
            message.html
            for chat, message in self.arrived
            if chat == chat_id and isinstance(message, SendText | EditText)
        ]


@dataclass
class Post:
    """A courier at work between an office and a messenger."""

    office: Office
    messenger: FakeMessenger
    in_force: InForce
    ahead: float = 0.0

    async def owe(self, chat_id: int, *messages: Outgoing, about: str | None = None) -> None:
        now, worth = self.office.now, Worth.ALERT if about else Worth.REPLY
        await self.office.write(lambda tx: owe(tx, chat_id, *messages, now=now, worth=worth, about=about))

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110  # any condition, also of rows in the file
                await asyncio.sleep(0.002)

    async def arrive(self, chat_id: int, *texts: str) -> None:
        await self.until(lambda: len(self.messenger.texts(chat_id)) >= len(texts))
        assert self.messenger.texts(chat_id) == list(texts)

    async def tried(self, times: int) -> None:
        """Wait until so many deliveries were tried and what became of them is written."""
        await self.until(lambda: len(self.messenger.tried) >= times)
        await self.until(lambda: not self.office.rows("SELECT 1 FROM outbox WHERE state = 'sending'"))

    async def pass_time(self, seconds: float) -> None:
        self.office.pass_time(seconds=seconds)
        self.ahead += seconds
        await self.office.write(lambda tx: tx.touch(outbox.TOPIC))


def _courier(post: Post) -> Courier:
    office = post.office
    return Courier(
        office.database,
        post.messenger,
        post.in_force,
        now=lambda: office.now,
        pace=Pace(),
        elapsed=lambda: clock.elapsed() + post.ahead,
    )


@asynccontextmanager
async def _at_work(office: Office, messenger: FakeMessenger | None = None) -> AsyncIterator[Post]:
    post = Post(office, messenger or FakeMessenger(), InForce(office.setup))
    courier = _courier(post)
    task = asyncio.create_task(courier.run())
    try:
        yield post
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_messages_to_one_chat_arrive_in_order(office: Office) -> None:
    async with _at_work(office) as post:
        await post.owe(1, SendText("one"), SendText("two"), SendText("three"))
        await post.arrive(1, "one", "two", "three")
        await post.tried(3)
    assert office.rows("SELECT DISTINCT state FROM outbox") == [("sent",)]


async def test_a_slow_chat_does_not_delay_the_others(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.closed[1] = asyncio.Event()
        await post.owe(1, SendText("slow"), SendText("after slow"))
        for chat in (2, 3, 4):
            await post.owe(chat, SendText("quick"))
            await post.arrive(chat, "quick")
        assert post.messenger.texts(1) == []
        post.messenger.closed[1].set()
        await post.arrive(1, "slow", "after slow")


async def test_an_answer_to_a_tap_overtakes_what_waits(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.closed[1] = asyncio.Event()
        await post.owe(1, SendText("slow"))
        await post.until(lambda: post.messenger.tried)
        await post.owe(1, AnswerTap("t1"))
        await post.until(lambda: len(post.messenger.tried) == 2)
        post.messenger.closed[1].set()


async def test_a_message_that_got_lost_is_tried_again_before_those_after_it(office: Office) -> None:
    async with _at_work(office) as post:
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
    async with _at_work(office) as post:
        post.messenger.says[1] = deque([DeliveryError("too many requests", retry_after=0.3)])
        await post.owe(1, SendText("one"))
        await post.tried(1)
        ((due_at,),) = office.rows("SELECT due_at FROM outbox")
        assert due_at == round((office.now.timestamp() + 0.3) * 1_000_000)
        await post.pass_time(0.3)
        await post.arrive(1, "one")


async def test_a_message_refused_for_good_is_recorded_and_the_next_one_goes(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.says[1] = deque([REFUSED])
        await post.owe(1, SendText("bad"), SendText("good"))
        await post.arrive(1, "good")
    assert office.rows("SELECT state, error FROM outbox ORDER BY id")[0] == ("refused", REFUSED.reason)


async def test_whoever_blocked_us_is_noted_and_owed_nothing_more(office: Office) -> None:
    await office.start("b2b")
    async with _at_work(office) as post:
        post.messenger.says[QUENTIN.id] = deque([BLOCKED])
        await post.owe(QUENTIN.id, SendText("one"), SendText("two"))
        await post.tried(1)
        await post.until(lambda: not office.rows("SELECT 1 FROM outbox WHERE settled_at IS NULL"))
        assert post.messenger.arrived == []
    assert (await office.chat()).blocked_at == office.now


async def test_what_fails_on_its_way_to_sales_is_counted_apart(office: Office) -> None:
    def counted() -> float:
        return float(metrics.SALES_FAILED._value.get())

    before = counted()
    async with _at_work(office) as post:
        post.messenger.says[1] = deque([LOST])
        await post.owe(1, SendText("to a prospect"))
        await post.tried(1)
        assert counted() == before
        post.messenger.says[SALES] = deque([LOST])
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.until(lambda: counted() == before + 1)


async def test_an_alert_is_never_given_up(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.says[SALES] = deque([REFUSED, BLOCKED, LOST] * 2)
        await post.owe(SALES, SendText("alert"), about="handoff:1")
        for tries in range(1, 7):
            await post.tried(tries)
            await post.pass_time(80)
        await post.arrive(SALES, "alert")


async def test_an_alert_outlives_any_number_of_failures(office: Office) -> None:
    await office.write(
        lambda tx: owe(tx, SALES, SendText("alert"), now=office.now, worth=Worth.ALERT, about="handoff:1")
    )
    await office.write(lambda tx: tx._connection.execute("UPDATE outbox SET attempts = 1000"))
    messenger = FakeMessenger()
    messenger.says[SALES] = deque([BLOCKED])
    async with _at_work(office, messenger) as post:
        await post.tried(1)
        await post.pass_time(80)
        await post.arrive(SALES, "alert")


async def test_the_bot_removed_from_the_group_gives_up_an_edit_but_no_alert_behind_it(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.says[SALES] = deque([BLOCKED])
        await post.owe(SALES, EditText("drawing", message_id=4), SendText("alert"))
        await post.arrive(SALES, "alert")


async def test_a_prospects_message_is_given_up_after_a_day(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.says[1] = deque([LOST, LOST])
        await post.owe(1, SendText("old"))
        await post.tried(1)
        await post.pass_time(GIVE_UP_AFTER.total_seconds())
        await post.tried(2)
        await post.owe(1, SendText("new"))
        await post.tried(3)
    assert office.rows("SELECT state FROM outbox ORDER BY id") == [("refused",), ("sent",)]


async def test_words_that_are_erased_on_their_way_are_blanked_when_they_arrive(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.closed[SALES] = asyncio.Event()
        await post.owe(SALES, SendText("my secret"), about="words:1")
        await post.until(lambda: post.messenger.tried)
        gone = json.dumps(outgoing_to_json(SendText("gone")))
        await office.write(lambda tx: outbox.redact(tx, "words:1", placeholder=gone))
        post.messenger.closed[SALES].set()
        await post.arrive(SALES, "my secret", "gone")


async def test_a_moved_group_gets_its_alerts_at_its_new_number(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.says[SALES] = deque([DeliveryError("moved", permanent=True, moved_to=-77)])
        await post.owe(SALES, SendText("alert"))
        await post.arrive(-77, "alert")
        await post.owe(SALES, SendText("another"))
        await post.arrive(-77, "alert", "another")
        assert post.in_force.address(SALES) == -77
    assert await office.write(updates.moved_chats) == {SALES: -77}


async def test_a_card_from_before_the_move_is_sent_anew_where_it_cannot_be_edited(office: Office) -> None:
    async with _at_work(office) as post:
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.arrive(SALES, "card")
        post.in_force.moved[SALES] = -77
        post.messenger.says[-77] = deque([REFUSED])
        await post.owe(SALES, EditText("card, claimed"), about="handoff:1")
        await post.arrive(-77, "card, claimed")
        assert SendText in map(type, [message for _, message in post.messenger.arrived[1:]])
        await post.owe(SALES, EditText("card, won"), about="handoff:1")
        await post.until(lambda: "card, won" in post.messenger.texts(-77))
        assert post.messenger.arrived[-1][1] == EditText("card, won", message_id=2)


async def test_several_edits_of_a_card_that_wait_become_one(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.closed[SALES] = asyncio.Event()
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.until(lambda: post.messenger.tried)
        for drawing in ("one", "two", "three"):
            await post.owe(SALES, EditText(drawing), about="handoff:1")
        post.messenger.closed[SALES].set()
        await post.arrive(SALES, "card", "three")
        assert post.messenger.arrived[-1][1] == EditText("three", message_id=1)


async def test_what_was_being_sent_when_the_process_ended_is_sent_by_the_next(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.closed[1] = asyncio.Event()
        await post.owe(1, SendText("unknown fate"))
        await post.until(lambda: post.messenger.tried)
    async with _at_work(office) as next_post:
        await next_post.arrive(1, "unknown fate")


async def test_a_message_that_cannot_be_read_does_not_stop_the_others(office: Office) -> None:
    async with _at_work(office) as post:
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
    assert "KeyError" in error


async def test_a_stop_at_the_very_moment_of_a_message_stops(office: Office) -> None:
    """In Python 3.11 `asyncio.wait_for` swallows a cancellation that comes together with what it waits for."""
    post = Post(office, FakeMessenger(), InForce(office.setup))
    courier = _courier(post)
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


async def test_an_alert_refused_for_good_is_told_as_a_plain_line_and_the_next_ones_go_at_once(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.refuses = lambda chat_id, message: isinstance(message, SendText) and "evil" in message.html
        await post.owe(SALES, SendText("evil card"), about="handoff:7")
        await post.owe(SALES, SendText("evil words"), about="words:8")
        await post.owe(SALES, SendText("good card"), about="handoff:9")
        await post.arrive(SALES, "good card")
        for tries in (3, 5, 9):
            await post.tried(tries)
            await post.pass_time(5)
        await post.until(lambda: len(post.messenger.texts(SALES)) == 3)
        card, words = sorted(post.messenger.texts(SALES)[1:], key=lambda text: "/claim" not in text)
        assert card.startswith("#7: a lead is waiting for you.")
        assert card.endswith("/claim_7")
        assert words.startswith("#8: a message about this lead is missing here")
        assert "evil" not in card + words
        # Its number stays: what is done with the lead shows on the line.
        await post.owe(SALES, EditText("#7 claimed"), about="handoff:7")
        await post.until(lambda: post.messenger.texts(SALES)[-1] == "#7 claimed")


async def test_where_the_sales_chat_refuses_everything_alerts_wait_as_they_are(office: Office) -> None:
    async with _at_work(office) as post:
        post.messenger.refuses = lambda chat_id, message: chat_id == SALES
        for number in (1, 2, 3):
            await post.owe(SALES, SendText(f"card {number}"), about=f"handoff:{number}")
        for _ in range(12):
            await post.pass_time(80)
            await post.tried(1)
        tried_in_vain = len(post.messenger.tried)
        assert tried_in_vain < 40
        post.messenger.refuses = lambda chat_id, message: False
        await post.pass_time(80)
        await post.until(lambda: len(post.messenger.texts(SALES)) == 3)
        assert sorted(post.messenger.texts(SALES)) == ["card 1", "card 2", "card 3"]


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=31), timedelta(days=-400)])
async def test_a_clock_that_jumps_while_a_message_is_tried_again_holds_nothing_up_and_sends_nothing_twice(
    office: Office, jump: timedelta
) -> None:
    async with _at_work(office) as post:
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
    async with _at_work(office) as post:
        post.messenger.says[1] = deque([LOST])
        await post.owe(1, SendText("waiting"))
        await post.tried(1)
    office.now += jump
    messenger = FakeMessenger()
    messenger.says[1] = deque([LOST])
    async with _at_work(office, messenger) as post:
        for tries in (1, 2):
            await post.pass_time(70)
            await post.tried(tries)
        await post.arrive(1, "waiting")


async def test_an_edit_that_would_change_nothing_is_not_sent(office: Office) -> None:
    async with _at_work(office) as post:
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.arrive(SALES, "card")
        await post.tried(1)
        await post.owe(SALES, EditText("card"), about="handoff:1")
        await post.until(lambda: not office.rows("SELECT 1 FROM outbox WHERE settled_at IS NULL"))
        await post.owe(SALES, EditText("card, claimed"), about="handoff:1")
        await post.arrive(SALES, "card", "card, claimed")
        await post.tried(2)
        await post.owe(SALES, EditText("card, claimed"), about="handoff:1")
        await post.until(lambda: not office.rows("SELECT 1 FROM outbox WHERE settled_at IS NULL"))
        assert len(post.messenger.tried) == 2


async def test_an_edit_whose_fate_is_unknown_is_followed_by_what_stood_there_before(office: Office) -> None:
    """Nobody knows what the chat shows now: even the old look is something new then."""
    async with _at_work(office) as post:
        await post.owe(SALES, SendText("card"), about="handoff:1")
        await post.tried(1)
        post.messenger.says[SALES] = deque([LOST])
        await post.owe(SALES, EditText("claimed"), about="handoff:1")
        await post.tried(2)
        await post.owe(SALES, EditText("card"), about="handoff:1")
        await post.pass_time(80)
        await post.until(lambda: post.messenger.texts(SALES) == ["card", "card"])


async def test_a_message_owed_for_later_waits_for_its_instant(office: Office) -> None:
    async with _at_work(office) as post:
        due_at = office.now + timedelta(hours=9)
        await office.write(lambda tx: owe(tx, 1, SendText("good morning"), now=office.now, due_at=due_at))
        await post.owe(1, SendText("hello"))
        await post.arrive(1, "hello")
        await post.pass_time(9 * 3600)
        await post.arrive(1, "hello", "good morning")


async def test_of_a_flood_only_the_reply_to_the_last_message_is_sent_and_the_rest_is_settled(office: Office) -> None:
    async with _at_work(office) as post:
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
