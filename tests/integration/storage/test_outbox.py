"""Messages owed: in order by lane, one at a time, until their fate is known."""

from datetime import timedelta

from storage import outbox
from storage.outbox import EDIT, OTHER, SEND, Owed, Taken
from tests.builders import SALES, Office

MINUTE = timedelta(minutes=1)


async def _owe(office: Office, *messages: Owed) -> None:
    await office.write(lambda tx: outbox.owe(tx, messages, office.now))


async def _take(office: Office, limit: int = 100) -> list[Taken]:
    return await office.write(lambda tx: outbox.claim_due(tx, office.now, limit=limit))


async def _payloads(office: Office, limit: int = 100) -> list[str]:
    return [taken.payload for taken in await _take(office, limit)]


async def _settle(office: Office, taken: Taken, message_id: int | None = None, error: str | None = None) -> None:
    await office.write(lambda tx: outbox.settle(tx, taken.id, now=office.now, message_id=message_id, error=error))


async def test_messages_of_one_chat_go_out_one_after_the_other(office: Office) -> None:
    await _owe(office, *(Owed(1, SEND, text) for text in "abc"))
    gone = []
    while taken := await _take(office):
        assert len(taken) == 1
        gone.append(taken[0].payload)
        assert await _take(office) == []
        await _settle(office, taken[0], 1)
    assert gone == ["a", "b", "c"]


async def test_chats_do_not_wait_for_each_other(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "slow"), Owed(1, SEND, "next"), Owed(2, SEND, "other"))
    assert await _payloads(office) == ["slow", "other"]


async def test_an_answer_to_a_tap_waits_for_nobody(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "slow"), Owed(1, OTHER, "tapped", lane="tap:7"))
    assert await _payloads(office) == ["slow", "tapped"]


async def test_no_more_are_taken_than_there_is_room_for(office: Office) -> None:
    await _owe(office, *(Owed(chat, SEND, str(chat)) for chat in range(1, 6)))
    assert await _payloads(office, 2) == ["1", "2"]
    assert await _payloads(office, 2) == ["3", "4"]


async def test_what_is_to_be_tried_again_holds_its_lane_until_it_is_due(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "first"), Owed(1, SEND, "second"))
    (taken,) = await _take(office)
    await office.write(lambda tx: outbox.retry(tx, taken.id, at=office.now + MINUTE, error="busy"))
    assert await _take(office) == []
    office.pass_time(minutes=1)
    (again,) = await _take(office)
    assert (again.payload, again.attempts) == ("first", 2)


async def test_what_was_being_sent_when_the_process_ended_is_sent_again(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "a"), Owed(2, SEND, "b"))
    await _take(office)
    assert await office.write(outbox.resume) == 2
    assert await _payloads(office) == ["a", "b"]


async def test_of_several_edits_of_one_card_only_the_last_is_sent(office: Office) -> None:
    await _owe(office, Owed(SALES, SEND, "card", about="handoff:1"))
    for drawing in ("one", "two", "three"):
        await _owe(office, Owed(SALES, EDIT, drawing, about="handoff:1"))
    (card,) = await _take(office)
    await _settle(office, card, 55)
    (edit,) = await _take(office)
    assert (edit.payload, edit.edits) == ("three", 55)
    await _settle(office, edit)
    assert await _take(office) == []


async def test_edits_of_another_card_are_left_alone(office: Office) -> None:
    await _owe(office, Owed(SALES, EDIT, "first card", about="handoff:1"))
    await _owe(office, Owed(SALES, EDIT, "second card", about="handoff:2"))
    assert await _payloads(office) == ["first card"]


async def test_an_edit_that_is_being_sent_is_followed_by_the_next_one(office: Office) -> None:
    await _owe(office, Owed(SALES, EDIT, "old", about="handoff:1"))
    (old,) = await _take(office)
    await _owe(office, Owed(SALES, EDIT, "new", about="handoff:1"))
    await _settle(office, old)
    assert await _payloads(office) == ["new"]


async def test_an_edit_means_the_newest_message_about_its_subject(office: Office) -> None:
    for number in (70, 80):
        await _owe(office, Owed(SALES, SEND, "card", about="handoff:1"))
        (card,) = await _take(office)
        await _settle(office, card, number)
    assert await office.write(lambda tx: outbox.message_about(tx, "handoff:1")) == (SALES, 80)
    assert await office.write(lambda tx: outbox.messages_about(tx, "handoff:1")) == [(SALES, 70), (SALES, 80)]


async def test_a_refused_message_lets_its_lane_go_on(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "bad"), Owed(1, SEND, "good"))
    (bad,) = await _take(office)
    await _settle(office, bad, error="refused")
    assert await _payloads(office) == ["good"]
    assert office.rows("SELECT state, error FROM outbox WHERE payload = 'bad'") == [("refused", "refused")]


async def test_a_chat_that_takes_no_messages_is_owed_none(office: Office) -> None:
    await _owe(office, Owed(1, SEND, "a"), Owed(1, SEND, "b"), Owed(2, SEND, "c"))
    assert await office.write(lambda tx: outbox.refuse_chat(tx, 1, now=office.now, error="blocked")) == 2
    assert await _payloads(office) == ["c"]


async def test_redacting_takes_the_words_out_of_everything_about_a_subject(office: Office) -> None:
    await _owe(office, Owed(SALES, SEND, "Quentin", about="handoff:1"))
    (sent,) = await _take(office)
    await _settle(office, sent, 5)
    await _owe(office, Owed(SALES, EDIT, "Quentin, claimed", about="handoff:1"))
    await office.write(lambda tx: outbox.redact(tx, "handoff:1", placeholder="gone"))
    assert office.rows("SELECT payload FROM outbox") == [("gone",)]
    assert await office.write(lambda tx: outbox.message_about(tx, "handoff:1")) == (SALES, 5)


async def test_old_messages_are_cleared_away_but_not_the_cards_that_may_still_be_edited(office: Office) -> None:
    await _owe(office, Owed(SALES, SEND, "card", about="handoff:1"), Owed(1, SEND, "hello"), Owed(2, SEND, "waiting"))
    for taken in await _take(office):
        if taken.payload != "waiting":
            await _settle(office, taken, taken.id)
    office.pass_time(days=8)
    await office.write(lambda tx: outbox.prune(tx, office.now - timedelta(days=7), limit=99))
    assert office.rows("SELECT payload FROM outbox ORDER BY id") == [("card",), ("waiting",)]


async def test_old_drawings_of_a_card_are_cleared_away(office: Office) -> None:
    """An edit is what no other edit can refer to: kept for ever, they would grow with every answer."""
    await _owe(office, Owed(SALES, SEND, "card", about="handoff:1"))
    for _ in range(3):
        (taken,) = await _take(office)
        await _settle(office, taken, taken.id)
        await _owe(office, Owed(SALES, EDIT, "drawing", about="handoff:1"))
    (last,) = await _take(office)
    await _settle(office, last)
    office.pass_time(days=8)
    await office.write(lambda tx: outbox.prune(tx, office.now - timedelta(days=7), limit=99))
    assert office.rows("SELECT payload FROM outbox") == [("card",)]


async def test_whoever_waits_for_the_outbox_is_told_of_each_message(office: Office) -> None:
    told: list[str] = []
    office.database.when_touched(outbox.TOPIC, lambda: told.append("woken"))
    await _owe(office, Owed(1, SEND, "a"))
    assert told == ["woken"]


async def test_messages_are_found_by_their_lane_without_looking_at_those_long_sent(office: Office) -> None:
    (plan,) = {
        " | ".join(str(row[3]) for row in office.rows(f"EXPLAIN QUERY PLAN {outbox._CLAIM.sql}", *([0] * count)))
        for count in [outbox._CLAIM.sql.count("?")]
    }
    assert "ix_outbox_owed" in plan
