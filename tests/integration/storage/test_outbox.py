"""Messages owed: claimed once, merged where they say the same, settled for good and then not read again."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.usecases.delivery.worth import Worth
from storage import outbox, outbox_clearing, sending, sent_messages
from storage.outbox import EDIT, OTHER, SEND, Owed
from storage.sending import Claimed, Queued
from storage.statements import Statement, Transaction
from tests.builders import MONDAY, SALES, Office

MINUTE = timedelta(minutes=1)
CARD = Owed(SALES, SEND, "card", about="handoff:1", worth=Worth.ALERT)


async def _owe(office: Office, *messages: Owed) -> None:
    await office.write(lambda tx: outbox.owe(tx, messages, office.now))


async def _queued(office: Office) -> list[Queued]:
    return await office.write(lambda tx: sending.queued_after(tx, dict.fromkeys(Worth, 0), limit=100))


async def _claim(office: Office, numbers: Iterable[int] | None = None) -> list[Claimed]:
    """Claim these, else all that wait, in the order in which they were owed."""
    wanted = sorted(each.id for each in await _queued(office)) if numbers is None else list(numbers)
    return await office.write(lambda tx: sending.claim(tx, wanted))


async def _payloads(office: Office) -> list[str]:
    return [claimed.payload for claimed in await _claim(office)]


async def _settle(office: Office, claimed: Claimed, message_id: int | None = None, error: str | None = None) -> None:
    await office.write(lambda tx: sending.settle(tx, claimed.id, now=office.now, message_id=message_id, error=error))


async def _sent(office: Office, *messages: Owed) -> None:
    """Owe messages and have each of them arrive under the number of its row."""
    await _owe(office, *messages)
    for claimed in await _claim(office):
        await _settle(office, claimed, claimed.id)


async def test_what_waits_is_read_by_worth_and_only_what_is_new(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "nudge", worth=Worth.BULK), Owed(2, SEND, "hello", worth=Worth.FIRST_REPLY), CARD)
    read = await _queued(office)
    assert [(each.worth, each.chat_id) for each in read] == [
        (Worth.ALERT, SALES),
        (Worth.FIRST_REPLY, 2),
        (Worth.BULK, 1),
    ]
    known = dict.fromkeys(map(int, Worth), 0) | {each.worth: each.id for each in read}
    await _owe(office, Owed(3, SEND, "new", worth=Worth.FIRST_REPLY))
    news = await office.write(lambda tx: sending.queued_after(tx, known, limit=100))
    assert [each.chat_id for each in news] == [3]


async def test_what_is_claimed_comes_in_the_order_asked_for_and_only_once(office: Office) -> None:
    await _owe(office, *(Owed(chat, SEND, str(chat)) for chat in (1, 2, 3)))
    assert [each.payload for each in await _claim(office, [3, 1])] == ["3", "1"]
    assert [each.payload for each in await _claim(office, [1, 2, 3])] == ["2"]


async def test_what_is_to_be_tried_again_can_be_claimed_again(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "first"))
    (claimed,) = await _claim(office)
    await office.write(lambda tx: sending.retry(tx, claimed.id, at=office.now + MINUTE, error="busy"))
    (queued,) = await _queued(office)
    assert (queued.attempts, queued.due_at) == (1, office.now + MINUTE)
    (again,) = await _claim(office)
    assert (again.payload, again.attempts) == ("first", 2)


async def test_a_message_may_be_owed_for_later(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "tomorrow", due_at=office.now + timedelta(days=1)))
    (queued,) = await _queued(office)
    assert queued.due_at - queued.created_at == timedelta(days=1)


async def test_what_was_being_sent_when_the_process_ended_is_sent_again(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "a"), Owed(2, SEND, "b"))
    await _claim(office)
    assert await office.write(sending.resume) == 2
    assert await _payloads(office) == ["a", "b"]


async def test_of_several_edits_of_one_card_only_the_last_is_sent(office: Office) -> None:
    await _sent(office, CARD)
    for drawing in ("one", "two", "three"):
        await _owe(office, Owed(SALES, EDIT, drawing, about="handoff:1"))
    (edit,) = await _claim(office)
    assert edit.edits is not None
    assert (edit.payload, edit.edits.message_id) == ("three", 1)
    await _settle(office, edit)
    assert await _queued(office) == []


async def test_an_edit_that_takes_the_place_of_a_worthier_one_inherits_its_worth(office: Office) -> None:
    """A claim shows at once, also where the prospect answers before it has been drawn."""
    await _owe(office, Owed(SALES, EDIT, "claimed", about="handoff:1", worth=Worth.CLAIM))
    await _owe(office, Owed(SALES, EDIT, "claimed, and answered", about="handoff:1", worth=Worth.EDIT))
    (edit,) = await _queued(office)
    assert edit.worth == Worth.CLAIM


async def test_a_drawing_that_is_owed_already_keeps_its_place(office: Office) -> None:
    """A card is drawn when it is sent: whoever answers again and again must not push it back again and again."""
    drawing = Owed(SALES, EDIT, "redraw", about="handoff:1", worth=Worth.EDIT)
    for _ in range(3):
        await _owe(office, drawing)
    assert [each.id for each in await _queued(office)] == [1]
    await _owe(office, Owed(SALES, EDIT, "redraw", about="handoff:1", worth=Worth.CLAIM))
    assert [(each.id, each.worth) for each in await _queued(office)] == [(2, Worth.CLAIM)]
    await _owe(office, Owed(SALES, EDIT, "redraw", about="handoff:1", worth=Worth.BULK))
    assert [each.id for each in await _queued(office)] == [2]


async def test_edits_of_another_card_are_left_alone(office: Office) -> None:
    await _owe(office, Owed(SALES, EDIT, "first card", about="handoff:1"))
    await _owe(office, Owed(SALES, EDIT, "second card", about="handoff:2"))
    assert await _payloads(office) == ["first card", "second card"]


async def test_an_edit_that_is_being_sent_is_followed_by_the_next_one(office: Office) -> None:
    await _owe(office, Owed(SALES, EDIT, "drawing", about="handoff:1"))
    (old,) = await _claim(office)
    await _owe(office, Owed(SALES, EDIT, "drawing", about="handoff:1"))
    await _settle(office, old)
    assert await _payloads(office) == ["drawing"]


async def test_an_edit_means_the_newest_message_about_its_subject(office: Office) -> None:
    await _sent(office, CARD)
    await _sent(office, CARD)
    shown = await office.write(lambda tx: sent_messages.shown_about(tx, "handoff:1"))
    assert shown is not None
    assert (shown.chat_id, shown.message_id) == (SALES, 2)
    sent = await office.write(lambda tx: sent_messages.sent_with_payloads(tx, "handoff:1"))
    assert sent == [(SALES, 1, "card"), (SALES, 2, "card")]


async def test_what_stands_in_the_chat_is_remembered_until_it_is_erased(office: Office) -> None:
    await _sent(office, CARD)
    await office.write(lambda tx: sent_messages.show(tx, 1, digest="d1"))
    shown = await office.write(lambda tx: sent_messages.shown_about(tx, "handoff:1"))
    assert shown is not None
    assert shown.digest == "d1"
    await office.write(lambda tx: outbox_clearing.redact(tx, "handoff:1", placeholder="gone"))
    assert office.rows("SELECT shown FROM outbox") == [(None,)]


async def test_what_is_left_out_is_settled_unless_it_is_being_sent(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "a"), Owed(2, SEND, "b"), Owed(3, SEND, "c"))
    await _claim(office, [2])
    assert await office.write(lambda tx: outbox.leave_out(tx, [1, 2], now=office.now)) == 1
    assert office.rows("SELECT state FROM outbox ORDER BY id") == [("superseded",), ("sending",), ("queued",)]


async def test_a_refused_message_is_recorded_with_the_reason(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "bad"))
    (bad,) = await _claim(office)
    await _settle(office, bad, error="refused")
    assert office.rows("SELECT state, error FROM outbox") == [("refused", "refused")]


async def test_a_chat_that_takes_no_messages_is_owed_none(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "a"), Owed(1, SEND, "b"), Owed(2, SEND, "c"))
    assert await office.write(lambda tx: sending.refuse_chat(tx, 1, now=office.now, error="blocked")) == 2
    assert await _payloads(office) == ["c"]


async def test_redacting_takes_the_words_out_of_everything_about_a_subject(office: Office) -> None:
    await _sent(office, Owed(SALES, SEND, "Quentin", about="handoff:1"))
    await _owe(office, Owed(SALES, EDIT, "Quentin, claimed", about="handoff:1"))
    await office.write(lambda tx: outbox_clearing.redact(tx, "handoff:1", placeholder="gone"))
    assert office.rows("SELECT payload FROM outbox") == [("gone",)]
    shown = await office.write(lambda tx: sent_messages.shown_about(tx, "handoff:1"))
    assert shown is not None
    assert (shown.chat_id, shown.message_id) == (SALES, 1)


async def test_old_messages_are_cleared_away_but_not_the_cards_that_may_still_be_edited(office: Office) -> None:
    await _sent(office, CARD, Owed(1, SEND, "hello"), Owed(SALES, EDIT, "drawing", about="handoff:2"))
    await _owe(office, Owed(2, SEND, "waiting"))
    office.pass_time(days=8)
    assert await office.write(lambda tx: outbox_clearing.prune(tx, office.now - timedelta(days=7), limit=100)) == 2
    assert office.rows("SELECT payload FROM outbox ORDER BY id") == [("card",), ("waiting",)]


async def test_a_weeks_messages_are_cleared_away_in_slices(office: Office) -> None:
    await _sent(office, *(Owed(chat, SEND, "hello") for chat in range(1, 26)))
    office.pass_time(days=8)
    cleared = [await office.write(lambda tx: outbox_clearing.prune(tx, office.now, limit=10)) for _ in range(4)]
    assert cleared == [10, 10, 5, 0]


async def test_what_is_owed_is_counted_by_worth(office: Office) -> None:
    await _sent(office, Owed(9, SEND, "settled", worth=Worth.BULK))
    await _owe(office, CARD, *(Owed(chat, SEND, "nudge", worth=Worth.BULK) for chat in range(1, 6)))
    assert await office.write(outbox.owed_by_worth) == {Worth.ALERT: 1, Worth.BULK: 5}


async def test_whoever_waits_for_the_outbox_is_told_of_each_message(office: Office) -> None:
    told: list[str] = []
    office.database.when_touched(outbox.TOPIC, lambda: told.append("woken"))
    await _owe(office, Owed(1, OTHER, "a"))
    assert told == ["woken"]


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("statement", "way"),
    [
        (sending._QUEUED_AFTER, "SEARCH outbox USING INDEX ix_outbox_owed (worth=? AND id>?)"),
        (sending._CLAIM, "SEARCH outbox USING INTEGER PRIMARY KEY"),
        (outbox._LEAVE_OUT, "SEARCH outbox USING INTEGER PRIMARY KEY"),
        (outbox._EDITS_THAT_WAIT, "SEARCH outbox USING INDEX ix_outbox_owed_about (about=?)"),
        (sent_messages._SENT_ABOUT, "SEARCH outbox USING INDEX ix_outbox_sent_about (about=?)"),
        (sending._SETTLE, "SEARCH outbox USING INTEGER PRIMARY KEY"),
        (sent_messages._SHOW, "SEARCH outbox USING INTEGER PRIMARY KEY"),
        (sending._RETRY, "SEARCH outbox USING INTEGER PRIMARY KEY"),
        (sending._PAYLOAD, "SEARCH outbox USING INTEGER PRIMARY KEY"),
        (sending._RESUME, "SCAN outbox USING INDEX ix_outbox_owed"),
        (sending._REFUSE_CHAT, "SEARCH outbox USING INDEX ix_outbox_chat_id (chat_id=?)"),
        (outbox_clearing._PRUNE, "SEARCH outbox USING INDEX ix_outbox_prunable (settled_at"),
        (outbox._OWED_BY_WORTH, "SCAN outbox USING INDEX ix_outbox_owed"),
    ],
)
async def test_nothing_that_is_settled_is_read_on_the_way_of_a_message(
    office: Office, statement: Statement, way: str
) -> None:
    """A scan is only of an index that holds nothing but what is owed, or of the numbers that were handed in."""
    plan = [
        str(row[3])
        for row in office.rows(f"EXPLAIN QUERY PLAN {statement.sqlite.sql}", *[0] * statement.sqlite.sql.count("?"))
    ]
    assert [step for step in plan if step.startswith(way)]
    assert [step for step in plan if step.startswith("SCAN outbox") and not step.startswith(way)] == []


@pytest.mark.sqlite_only
async def test_a_hundred_thousand_settled_messages_cost_no_more_than_a_hundred(office: Office) -> None:
    """Counted in the steps of SQLite's own machine: no noise of this one touches them."""
    steps = []
    for settled in (100, 100_000):
        await office.write(lambda tx, settled=settled: _grow(tx, settled))  # type: ignore[misc]
        await _owe(office, *(Owed(chat, SEND, "hello", worth=Worth.FIRST_REPLY) for chat in range(1, 31)), CARD)
        steps.append(await office.write(_steps_of_a_take))
    assert steps[1] <= 1.2 * steps[0]


def _grow(tx: Transaction, settled: int) -> None:
    tx._connection.execute(
        "INSERT INTO outbox "
        "(chat_id, kind, about, payload, state, due_at, attempts, created_at, settled_at, message_id, worth) "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
        "SELECT i % 5000, iif(i % 7, 'send', 'edit'), iif(i % 7, NULL, 'handoff:1'), 'x', 'sent', "
        "i, 1, i, i, i, 40 FROM n",
        (settled,),
    )


def _steps_of_a_take(tx: Transaction) -> int:
    """Count what a look, a claim, an edit, a settlement and the figures of the health page make SQLite do."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    tx._connection.set_progress_handler(count, 10)
    queued = sending.queued_after(tx, dict.fromkeys(Worth, 0), limit=100)
    claimed = sending.claim(tx, [each.id for each in queued])
    outbox.owe(tx, [Owed(SALES, EDIT, "drawing", about="handoff:1")], MONDAY)
    for each in claimed:
        sending.settle(tx, each.id, now=MONDAY, message_id=1)
    sent_messages.shown_about(tx, "handoff:1")
    sending.resume(tx)
    outbox.owed_by_worth(tx)
    outbox.leave_out(tx, [each.id for each in sending.queued_after(tx, dict.fromkeys(Worth, 0), limit=100)], now=MONDAY)
    tx._connection.set_progress_handler(None, 0)
    return steps
