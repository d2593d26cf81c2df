"""What a messenger refuses for good: recorded, told as a plain line where sales must know, and nothing waits for it."""

from collections import deque

import pytest

from bot.errors import DeliveryError
from bot.messages import Commanded, EditText, Outgoing, Said, SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.workers.failures import TRY_CARD_AGAIN
from tests.builders import BO, QUENTIN, SALES, Office, quentin_is_lukewarm
from tests.integration.workers.courier_at_work import BLOCKED, LOST, REFUSED, FakeMessenger, at_work


def _evil(_chat_id: int, message: Outgoing) -> bool:
    return isinstance(message, SendText) and "evil" in message.html


async def test_a_message_refused_for_good_is_recorded_and_the_next_one_goes(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.says[1] = deque([REFUSED])
        await post.owe(1, SendText("bad"), SendText("good"))
        await post.arrive(1, "good")
    assert office.rows("SELECT state, error FROM outbox ORDER BY id")[0] == ("refused", REFUSED.reason)


async def test_whoever_blocked_us_is_noted_and_owed_nothing_more(office: Office) -> None:
    await office.start("b2b")
    async with at_work(office) as post:
        post.messenger.says[QUENTIN.id] = deque([BLOCKED])
        await post.owe(QUENTIN.id, SendText("one"), SendText("two"))
        await post.tried(1)
        await post.until(lambda: not office.rows("SELECT 1 FROM outbox WHERE settled_at IS NULL"))
        assert post.messenger.arrived == []
    assert (await office.chat()).blocked_at == office.now


async def test_a_rep_is_told_that_their_reply_did_not_arrive(office: Office) -> None:
    await quentin_is_lukewarm(office)
    (alert,) = office.alerts()
    async with at_work(office) as post:
        post.messenger.says[QUENTIN.id] = deque([REFUSED])
        await office.hear(Said("Hello Quentin", 77, alert.message_id), BO, chat_id=SALES)
        told = f"Not delivered: what you sent to Quentin Quist (#1). Telegram says: {REFUSED.reason}."
        for tries in (1, 2):  # of the reply, and of the card; a group gets the next message some seconds later
            await post.tried(tries)
            await post.pass_time(10)
        await post.until(lambda: any(text.startswith(told) for text in post.messenger.texts(SALES)))


async def test_an_alert_is_never_given_up(office: Office) -> None:
    async with at_work(office) as post:
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
    async with at_work(office, messenger) as post:
        await post.tried(1)
        await post.pass_time(80)
        await post.arrive(SALES, "alert")


async def test_the_bot_removed_from_the_group_gives_up_an_edit_but_no_alert_behind_it(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.says[SALES] = deque([BLOCKED])
        await post.owe(SALES, EditText("drawing", message_id=4), SendText("alert"))
        await post.arrive(SALES, "alert")


async def test_an_alert_refused_for_good_is_told_as_a_plain_line_and_the_next_ones_go_at_once(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.refuses = _evil
        await post.owe(SALES, SendText("evil card"), about="handoff:7")
        await post.owe(SALES, SendText("evil words"), about="words:8")
        await post.owe(SALES, SendText("good card"), about="handoff:9")
        await post.until(lambda: len(post.messenger.texts(SALES)) == 3)
        good, words, card = sorted(post.messenger.texts(SALES), key=lambda text: ("#" in text, "/claim" in text))
        assert good == "good card"
        assert card.startswith("#7: a lead is waiting for you.")
        assert card.endswith("/claim_7")
        assert words.startswith("#8: a message about this lead is missing here")
        assert "evil" not in card + words
        # Its number stays: what is done with the lead shows on the line.
        await post.owe(SALES, EditText("#7 claimed"), about="handoff:7")
        await post.until(lambda: post.messenger.texts(SALES)[-1] == "#7 claimed")


@pytest.mark.parametrize("refused", [1, 4, 10])
async def test_alerts_refused_in_a_row_cost_a_good_one_behind_them_no_more_than_good_ones_would(
    office: Office, refused: int
) -> None:
    async with at_work(office) as post:
        post.messenger.refuses = _evil
        for number in range(refused):
            await post.owe(SALES, SendText(f"evil {number}"), about=f"handoff:{number}")
        await post.owe(SALES, SendText("good card"), about="handoff:99")
        for _ in range(refused + 1):
            await post.tried(1)
            await post.pass_time(4)
        await post.until(lambda: "good card" in post.messenger.texts(SALES))
        assert len(post.messenger.texts(SALES)) == refused + 1
        assert len(post.messenger.tried) == 2 * refused + 1, "each once as it is, and once as a line"


async def test_a_refusal_that_is_over_in_a_moment_brings_the_card_a_minute_later(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.says[SALES] = deque([REFUSED])
        await office.start("b2b")
        await office.hear(Commanded("human", "", 1))
        await post.until(lambda: len(post.messenger.texts(SALES)) == 1)
        (line,) = post.messenger.texts(SALES)
        assert line.startswith("#1: a lead is waiting for you.")
        await post.pass_time(TRY_CARD_AGAIN.total_seconds())
        await post.until(lambda: len(post.messenger.texts(SALES)) == 2)
        card = post.messenger.arrived[-1][1]
        assert isinstance(card, EditText)
        assert "Asked for a person" in card.html
        assert card.keyboard


async def test_whoever_claims_by_the_plain_line_sees_that_on_it_at_once(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.says[SALES] = deque([REFUSED])
        await office.start("b2b")
        await office.hear(Commanded("human", "", 1))
        await post.until(lambda: len(post.messenger.texts(SALES)) == 1)
        await office.hear(Commanded("claim_1", "", 2), BO, chat_id=SALES)
        await post.until(lambda: any("Claimed by Bo" in text for text in post.messenger.texts(SALES)))
        await post.pass_time(TRY_CARD_AGAIN.total_seconds())
        await post.tried(4)
        assert len(post.messenger.texts(SALES)) == 3, "the line, the card with the claim, the answer to the command"


@pytest.mark.parametrize(
    "second",
    [
        DeliveryError("too many requests", retry_after=40.0),
        LOST,
        DeliveryError("moved", permanent=True, moved_to=-77),
    ],
)
async def test_a_plain_line_that_fails_for_another_reason_is_told_all_the_same(
    office: Office, second: DeliveryError
) -> None:
    async with at_work(office) as post:
        post.messenger.says[SALES] = deque([REFUSED, second])
        post.messenger.refuses = lambda chat_id, message: "evil" in str(message) and not post.messenger.says[SALES]
        await post.owe(SALES, SendText("evil card"), about="handoff:7")
        await post.until(lambda: not post.messenger.says[SALES])
        await post.tried(2)
        if second.retry_after:
            await post.owe(SALES, SendText("good card"), about="handoff:8")
            await post.pass_time(second.retry_after - 1)
            assert post.messenger.arrived == [], "the whole chat waits as long as told"
        await post.pass_time(4)

        def told() -> list[str]:
            return [*post.messenger.texts(SALES), *post.messenger.texts(-77)]

        await post.until(lambda: any(text.startswith("#7: a lead is waiting") for text in told()))
        assert not any("evil" in text for text in told())


async def test_where_the_sales_chat_refuses_everything_alerts_wait_as_they_are(office: Office) -> None:
    async with at_work(office) as post:
        post.messenger.refuses = lambda chat_id, message: chat_id == SALES
        for number in (1, 2, 3):
            await post.owe(SALES, SendText(f"card {number}"), about=f"handoff:{number}")
        for _ in range(12):
            await post.pass_time(80)
            await post.tried(1)
        tried_in_vain = len(post.messenger.tried)
        assert tried_in_vain <= 12 * 6, (
            "each card and the word that it is refused, no more often than a minute has passed"
        )
        post.messenger.refuses = lambda chat_id, message: False
        await post.pass_time(80)
        await post.until(lambda: len(post.messenger.texts(SALES)) == 3)
        assert sorted(post.messenger.texts(SALES)) == ["card 1", "card 2", "card 3"]
