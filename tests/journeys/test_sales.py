"""Bo and Cy work the alerts: the first one wins, everybody sees who it is, and each button can be typed as well."""

import asyncio
import re

import pytest

from bot.sandbox.client_chats import ChatView

from .life import Life

pytestmark = pytest.mark.journey


async def _asks_for_a_person(life: Life) -> ChatView:
    chat = await (await life.quentin()).start()
    await chat.say("/human")
    await chat.expect("Whoever takes it will write to you")
    return chat


async def test_two_reps_want_the_same_lead_and_one_gets_it(life: Life) -> None:
    await _asks_for_a_person(life)
    await _both_want_the_same_lead(life)
    assert await _handoffs(life) == [(True, "meeting")]


async def test_reps_claim_and_report_by_words(life: Life) -> None:
    await _asks_for_a_person(life)
    await _everything_can_be_typed(life)
    assert await _handoffs(life) == [(True, "won")]


async def _handoffs(life: Life) -> list[tuple[bool, str]]:
    return [(one["claimed"], one["outcome"]) for one in [lead["handoff"] for lead in await life.leads()]]


async def _both_want_the_same_lead(life: Life) -> None:
    sales, cys = life.sales, life.sales.seen_by(life.cy)
    card = await sales.expect("#1 Quentin · COLD")
    assert "Asked for a person" in card.text
    # Both have the button before their eyes, though the bot may take it away between the two taps.
    claim = card.button("Claim")["callback_data"]
    taps = await asyncio.gather(*(rep.tap_and_wait(data=claim, on=card) for rep in (sales, cys)))
    claimed = await sales.expect("Claimed by")
    winner = "Bo" if "Claimed by Bo" in claimed.text else "Cy"
    assert sorted(tap.text for tap in taps) == sorted(["#1 is yours.", f"{winner} was faster: #1 is taken."])
    assert [tap.is_alert for tap in taps if "faster" in tap.text] == [True], "the loser must not miss it"

    # Telegram may bring the same taps again under new numbers: nothing changes hands.
    for tap in taps:
        await sales.repeat(tap)
    await sales.say("/claim 1")
    await sales.expect("#1 is yours." if winner == "Bo" else "Cy was faster: #1 is taken.")
    assert [one.text for one in await sales.messages() if "Claimed by" in one.text] == [claimed.text]

    await sales.tap("Meeting")
    assert "· Meeting" in (await sales.expect(f"Claimed by {winner}")).text


async def _everything_can_be_typed(life: Life) -> None:
    sales = life.sales.seen_by(life.cy)
    card = await sales.expect("#1 Quentin")
    for words, answer in (
        ("/outcome 1 won", "Nobody has claimed #1 yet. First: /claim_1@leadbot_7000001_bot"),
        ("/claim 1", "#1 is yours."),
        ("/outcome 1 no answer", "Noted for #1: No answer"),
        ("/outcome 1 won", "Noted for #1: Won"),
    ):
        said = await sales.say(words)
        reply = await sales.expect(answer)
        assert reply.body["reply_to_message"]["message_id"] == said.id
    settled = await sales.expect("· Won")
    assert re.search(r"^Claimed by Cy after \d+ seconds? · Won$", settled.text, re.MULTILINE)
    assert settled.id == card.id
    assert settled.buttons == ["Undo"], "what is settled offers nothing but the way back"


async def test_what_a_claimed_prospect_writes_reaches_the_rep(life: Life) -> None:
    chat = await _asks_for_a_person(life)
    await life.sales.tap("Claim")
    card = await life.sales.expect("Claimed by Bo")
    for words in ("could a person call me on Friday?", "I forgot to say that we are in Lund"):
        await chat.say(words)
        passed_on = await life.sales.expect(words)
        assert "#1 Quentin wrote (Bo):" in passed_on.text
        assert passed_on.body["reply_to_message"]["message_id"] == card.id
    await life.sales.say("Friday at ten it is!", reply_to=passed_on)
    assert (await chat.expect("Friday at ten")).text == "Bo: Friday at ten it is!"
    bos = await life.bo.start()
    await _looks_them_up(bos)
    await bos.say("/meet_1 tomorrow at 10")
    await bos.expect("They have been told. You both get a reminder an hour before.")
    assert ", 10:00 (" in (await chat.expect("your meeting with Bo")).text


async def _looks_them_up(bos: ChatView) -> None:
    await bos.say("/leads")
    listed = await bos.expect("Your leads · Bo")
    assert "/lead_1 Quentin" in listed.text
    await bos.tap("Unclaimed", on=listed)
    await bos.expect("Nobody has these yet")
    await bos.say("/find quent")
    await bos.expect("“quent”: 1 found")
    await bos.say("/note_1 is in Lund")
    await bos.expect("Noted on #1 Quentin. Only reps see it.")
    await bos.say("/lead_1")
    card = await bos.expect("Notes")
    await bos.tap("Conversation", on=card)
    assert "I forgot to say that we are in Lund" in (await bos.expect("#1 Quentin: what was said")).text


async def test_bo_asks_why_by_button_and_by_words_and_the_numbers_add_up(life: Life) -> None:
    chat = await life.begins(await life.quentin(), "b2b")
    await chat.say("we drown in inbound, I'm the sales director at Acme, about 200 people")
    card = await life.sales.expect("Quentin (Acme): Better sales follow-up · LUKEWARM")
    await life.sales.tap_and_wait("Why?")
    told = await life.sales.expect("Who they are: 40")
    assert told.body["reply_to_message"]["message_id"] == card.id
    _adds_up(told.text)

    typed = await life.sales.say("/why 1")
    again = await life.sales.expect("#1 Quentin (Acme) · LUKEWARM")
    assert again.body["reply_to_message"]["message_id"] == typed.id
    for words, answer in (
        ("/why lead 1", "Lead 1, Quentin (Acme) · LUKEWARM"),
        ("/why 99", "There’s no #99 here."),
        ("/why", "Like this: /why 1042"),
    ):
        await life.sales.say(words)
        await life.sales.expect(answer)


def _adds_up(told: str) -> None:
    lines = [float(points) for points in re.findall(r"^\+([\d.]+) ", told, re.MULTILINE)]
    (score,) = re.findall(r"^Score: ([\d.]+) · LUKEWARM", told, re.MULTILINE)
    assert len(lines) >= 4
    assert round(sum(lines), 1) == float(score)
