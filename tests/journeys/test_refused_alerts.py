"""Alerts that Telegram refuses for good, each in its own way: sales hears of every lead, and of the others at once."""

import pytest

from .life import Life, together

pytestmark = pytest.mark.journey

REFUSALS = {
    "Quentin": (400, "Bad Request: BUTTON_URL_INVALID"),
    "Pia": (400, "Bad Request: can't parse entities: Unsupported start tag"),
    "Zoe": (400, "Bad Request: message is too long"),
    "Max": (413, "Request Entity Too Large"),
}
AT_FAULT = (
    (403, "Forbidden: bot was kicked from the group chat"),
    (400, "Bad Request: not enough rights to send text messages to the chat"),
    (400, "Bad Request: TOPIC_CLOSED"),
    (400, "Bad Request: chat not found"),
)


async def _asks_for_a_person(life: Life, name: str) -> None:
    person = await life.sandbox.person(name, language_code="en")
    chat = await person.start()
    await chat.say("/human")


async def test_alerts_refused_in_a_row_come_as_plain_lines_and_a_good_one_comes_at_once(life: Life) -> None:
    for name, (code, description) in REFUSALS.items():
        await life.sandbox.fault(
            "sendMessage", "refuse", chat=life.sales, times=100, code=code, description=description, words=name
        )
    await together(*(_asks_for_a_person(life, name) for name in REFUSALS))
    await _asks_for_a_person(life, "Ida")
    await life.sales.expect("Ida", within=12)
    lines = [await life.sales.expect("a lead is waiting for you") for _ in REFUSALS]
    assert not any(name in line.text for name in REFUSALS for line in lines)
    number = lines[0].text.partition(":")[0]
    await life.sales.say(f"/claim {number}")
    claimed = await life.sales.expect("Claimed by Bo", within=12)
    assert claimed.id == lines[0].id
    assert "Won" in claimed.buttons


async def test_where_the_chat_is_at_fault_alerts_wait_as_they_are_and_prospects_are_served(life: Life) -> None:
    for code, description in AT_FAULT:
        await life.sandbox.fault(
            "sendMessage", "refuse", chat=life.sales, times=1000, code=code, description=description
        )
        await _asks_for_a_person(life, "Quentin")
        await life.sandbox.next_call("sendMessage", chat=life.sales)
        pia = await (await life.pia()).start()
        await pia.expect("Is it for your company or for yourself?")
        await life.sandbox.no_more_faults()
        card = await life.sales.expect("Asked for a person", within=10)
        assert "Claim" in card.buttons
    assert "told as a plain line" not in life.log()
