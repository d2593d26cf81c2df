"""A rep replies in the sales chat, and the prospect reads it in the bot's chat; what they write and do comes back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import Act, Blocked, Commanded, Edited, EditText, Said, Sender, SendText, Tap, Tapped, What
from storage import desk_steps
from storage.columns import EPOCH, MICROSECOND
from tests.builders import BO, CY, MONDAY, PIA, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm, timekeeper_of


def _card(office: Office) -> int:
    """Return the number of the card's message."""
    (alert,) = office.alerts()
    return alert.message_id


async def _reply(office: Office, text: str, to: int | None = None, rep: Sender = BO) -> list[Delivered]:
    """Have a rep reply, to the card unless said otherwise, and return everything that is sent of it."""
    await office.hear(Said(text, 70_000 + office.updates, _card(office) if to is None else to), rep, chat_id=SALES)
    return await office.deliver()


def _to(who: Sender, sent: list[Delivered]) -> list[str]:
    return [each.html for each in sent if each.chat_id == who.id]


def _in_group(sent: list[Delivered]) -> list[str]:
    """Return what sales is told, without the card."""
    return [e.html for e in sent if e.chat_id == SALES and isinstance(e.message, SendText)]


async def test_a_reply_to_the_card_reaches_the_prospect_signed_and_claims_the_lead(office: Office) -> None:
    await quentin_is_lukewarm(office)
    sent = await _reply(office, "Hi Quentin, is <Thursday> fine?")
    assert _to(QUENTIN, sent) == ["<b>Bo</b>: Hi Quentin, is &lt;Thursday&gt; fine?"]
    assert office.rows("SELECT claimed_by FROM handoffs") == [(BO.id,)]
    assert any(f"Claimed by {BO.full_name}" in each.html for each in office.sent_to(SALES))
    assert _in_group(sent) == []


async def test_what_they_write_back_comes_below_the_card_and_calls_the_rep(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await _reply(office, "When may I call?")
    await office.say("tomorrow at ten")
    words = office.sent_to(SALES)[-1]
    assert isinstance(words.message, SendText)
    assert words.message.reply_to == _card(office)
    assert "tomorrow at ten" in words.html
    assert f'<a href="tg://user?id={BO.id}">{BO.full_name}</a>' in words.html


async def test_a_reply_to_their_words_reaches_them_too(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await _reply(office, "When may I call?")
    await office.say("tomorrow at ten")
    sent = await _reply(office, "Perfect.", to=office.sent_to(SALES)[-1].message_id)
    assert _to(QUENTIN, sent) == ["<b>Bo</b>: Perfect."]


async def test_a_reply_that_is_changed_changes_for_the_prospect(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.hear(Said("Hello Quentim", 5, _card(office)), BO, chat_id=SALES)
    (first,) = [each for each in await office.deliver() if each.chat_id == QUENTIN.id]
    await office.hear(Edited("Hello Quentin", 5), BO, chat_id=SALES)
    (changed,) = [each for each in await office.deliver() if each.chat_id == QUENTIN.id]
    assert changed.message == EditText("<b>Bo</b>: Hello Quentin", message_id=first.message_id)


async def test_a_reply_changed_before_it_left_arrives_as_it_is_in_the_end(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.hear(Said("Hello Quentim", 5, _card(office)), BO, chat_id=SALES)
    await office.hear(Edited("Hello Quentin", 5), BO, chat_id=SALES)
    assert _to(QUENTIN, await office.deliver())[-1] == "<b>Bo</b>: Hello Quentin"


async def test_another_reps_reply_is_sent_and_the_one_who_has_the_lead_is_told(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    sent = await _reply(office, "Bo is ill today, may I help?", rep=CY)
    assert _to(QUENTIN, sent) == ["<b>Cy</b>: Bo is ill today, may I help?"]
    (told,) = _in_group(sent)
    assert told.startswith(f"{CY.full_name} has written to Quentin Quist (#1)")
    assert f'<a href="tg://user?id={BO.id}">{BO.full_name}</a>' in told
    assert office.rows("SELECT claimed_by FROM handoffs") == [(BO.id,)]


async def test_after_stop_nothing_reaches_them_and_the_rep_is_told(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.turn(Commanded("stop", "", 9))
    assert "has asked for no more messages" in office.sent_to(SALES)[-1].html
    sent = await _reply(office, "One more thing")
    assert _to(QUENTIN, sent) == []
    assert _in_group(sent) == ["Not sent: Quentin Quist (#1) has asked for no more messages here."]


async def test_whoever_has_blocked_the_bot_is_not_written_to_and_the_rep_is_told(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.hear(Blocked())
    assert "has blocked the bot" in _in_group(await office.deliver())[-1]
    sent = await _reply(office, "One more thing")
    assert _to(QUENTIN, sent) == []
    assert _in_group(sent)[0].startswith("Not sent: Quentin Quist (#1) has blocked the bot.")


async def test_what_is_too_long_is_said_to_be(office: Office) -> None:
    await quentin_is_lukewarm(office)
    sent = await _reply(office, "x" * 3901)
    assert _to(QUENTIN, sent) == []
    assert _in_group(sent)[0].startswith("Not sent: that’s too long")
    (longest,) = _to(QUENTIN, await _reply(office, "&" * 3900))
    assert longest.endswith("&amp;" * 3900)


async def test_a_reply_to_a_closed_lead_arrives_and_says_where_an_answer_goes(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    sent = await _reply(office, "Thank you all the same!")
    assert _to(QUENTIN, sent) == ["<b>Bo</b>: Thank you all the same!"]
    assert "#1 is closed" in _in_group(sent)[0]


async def test_what_reps_say_to_each_other_goes_nowhere(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.hear(Said("lunch?", 5), BO, chat_id=SALES)
    await office.hear(Said("yes", 6, 5), CY, chat_id=SALES)
    await office.hear(Edited("yes!", 6), CY, chat_id=SALES)
    assert await office.deliver() == []


async def test_nobody_learns_who_an_anonymous_administrator_is(office: Office) -> None:
    await quentin_is_lukewarm(office)
    sent = await _reply(office, "Hello", rep=replace(BO, anonymous=True))
    assert _to(QUENTIN, sent) == []
    assert len(_in_group(sent)) == 1


async def test_a_reply_goes_to_the_lead_whose_card_it_is(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.turn(Commanded("human", "", 1), PIA)
    cards = [each.message_id for each in office.alerts()]
    sent = await _reply(office, "Hello Pia", to=cards[1])
    assert (_to(QUENTIN, sent), _to(PIA, sent)) == ([], ["<b>Bo</b>: Hello Pia"])


@pytest.mark.parametrize(("locale", "told"), [("fr", "<b>Bo</b>\u00a0: Bonjour"), ("sv", "<b>Bo</b>: Bonjour")])
async def test_it_is_signed_as_their_language_does(office: Office, locale: str, told: str) -> None:
    await quentin_is_lukewarm(office, replace(QUENTIN, language=locale))
    assert _to(QUENTIN, await _reply(office, "Bonjour")) == [told]


async def test_once_they_are_forgotten_their_card_passes_nothing_on(office: Office) -> None:
    await quentin_is_lukewarm(office)
    card = _card(office)
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None))
    sent = await _reply(office, "Are you there?", to=card)
    assert _to(QUENTIN, sent) == []


async def test_the_first_words_that_reach_them_are_the_first_contact(office: Office) -> None:
    await quentin_is_lukewarm(office)
    began = office.now
    for _ in range(2):
        office.pass_time(seconds=90)
        await _reply(office, "Hi Quentin")
    ((contact,),) = office.rows("SELECT first_contact_at FROM handoffs")
    assert timedelta(microseconds=contact) == began - EPOCH + timedelta(seconds=90)
    steps = await office.write(lambda tx: desk_steps.of_handoff(tx, 1))
    assert [(step.step, step.rep) for step in steps] == [("claimed", BO.full_name)] + [("replied", BO.full_name)] * 2


async def test_what_cannot_be_passed_on_is_no_contact(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.turn(Commanded("stop", "", 9))
    await _reply(office, "Hi Quentin")
    assert office.rows("SELECT first_contact_at FROM handoffs") == [(None,)]


def _card_now(office: Office) -> Delivered:
    """Return the card as it was drawn last."""
    drawn = [e for e in office.sent_to(SALES) if isinstance(e.message, EditText | SendText) and e.message.keyboard]
    return drawn[-1]


@pytest.mark.parametrize("says_so", ["button", "/wrote 1", "/wrote_1"])
async def test_a_rep_who_wrote_from_their_own_account_says_so_once(office: Office, says_so: str) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    assert "I’ve written to them" in _card_now(office).labels
    for minutes in (4, 8):
        office.now += timedelta(minutes=4)
        if says_so == "button":
            await office.turn(Tapped(Tap(Act.WROTE, ("1",)), f"w{minutes}", _card(office)), BO, chat_id=SALES)
        else:
            name, _, argument = says_so.removeprefix("/").partition(" ")
            await office.at_desk(name, argument)
    contact, steps = office.rows("SELECT first_contact_at FROM handoffs"), office.rows("SELECT step FROM desk_steps")
    assert contact == [((MONDAY + timedelta(minutes=4) - EPOCH) // MICROSECOND,)]
    assert steps == [("claimed",), ("wrote",)]
    assert "I’ve written to them" not in _card_now(office).labels


async def test_whoever_says_so_of_what_nobody_has_has_it(office: Office) -> None:
    await quentin_is_lukewarm(office)
    told = await office.at_desk("wrote", "1", CY)
    assert any("a person has been in touch" in each.html for each in told)
    assert office.rows("SELECT claimed_by FROM handoffs") == [(CY.id,)]
    assert "no #9" in (await office.at_desk("wrote", "9", CY))[-1].html


async def test_who_has_the_lead_hears_that_a_colleague_has_written_to_them(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1", BO)
    for _ in range(2):
        await office.at_desk("wrote", "1", CY)
    (told,) = [s.html for s in office.sent_to(SALES) if "has written to" in s.html]
    assert told.startswith("Cy Carlsson has written to Quentin Quist (#1), whom <a href=")
    assert f"tg://user?id={BO.id}" in told
    assert office.rows("SELECT rep_id, step FROM desk_steps") == [(BO.id, "claimed"), (CY.id, "wrote")]


async def test_what_a_rep_says_again_later_is_a_sign_of_life_and_nobody_takes_the_lead_over(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1", BO)
    await office.at_desk("wrote", "1", BO)
    office.pass_time(hours=23)
    await office.at_desk("wrote", "1", BO)
    office.pass_time(hours=2)
    await office.at_desk("take", "1", CY)
    assert office.rows("SELECT claimed_by FROM handoffs") == [(BO.id,)]
    office.pass_time(hours=23)
    await timekeeper_of(office).tick()
    await office.deliver()
    assert "Take over" in _card_now(office).labels
    await office.at_desk("wrote", "1", BO)
    assert "Take over" not in _card_now(office).labels


async def test_of_a_closed_lead_nobody_need_say_so(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("outcome", "1 not_a_fit")
    assert "already closed" in (await office.at_desk("wrote", "1"))[-1].html


async def test_a_reply_to_our_own_words_reaches_no_prospect_and_says_so(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("why", "1")
    why = office.sent_to(SALES)[-1].message_id
    await office.turn(Commanded("stop", "", 9))
    news = office.sent_to(SALES)[-1].message_id
    await office.say("hello again")
    for ours in (why, news):
        sent = await _reply(office, "on it!", to=ours)
        assert _to(QUENTIN, sent) == []
        assert _in_group(sent) == [
            "Not sent to Quentin Quist: you replied to my own words. "
            "To write to them, reply to card #1 or to what they wrote."
        ]


@pytest.mark.parametrize("wish", [Commanded("human", "", 9), Tapped(Tap(Act.HUMAN), "h", None)])
async def test_a_reply_to_the_word_that_they_want_a_person_reaches_them(office: Office, wish: What) -> None:
    await quentin_is_lukewarm(office)
    await office.turn(wish)
    asked = office.sent_to(SALES)[-1].message_id
    assert _to(QUENTIN, await _reply(office, "Here I am.", to=asked)) == ["<b>Bo</b>: Here I am."]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (Commanded("stop", "", 9), "has asked for no more messages"),
        (Blocked(), "has blocked the bot"),
        (Tapped(Tap(Act.FORGET, ("yes",)), "forget", None), "asked us to delete everything: what you write here"),
    ],
)
async def test_what_a_claimed_prospect_does_calls_the_rep_who_has_them(office: Office, what: What, told: str) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.hear(what)
    (news,) = [e for e in await office.deliver() if isinstance(e.message, SendText) and e.chat_id == SALES]
    assert told in news.html
    assert f'<a href="tg://user?id={BO.id}">{BO.full_name}</a>' in news.html
    is_erased = not office.rows("SELECT 1 FROM leads")
    assert (QUENTIN.full_name in news.html) is not is_erased


async def test_a_reply_to_our_answer_about_a_lead_is_not_dropped_in_silence(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    answered = next(e.message_id for e in office.sent_to(SALES) if e.html == "#1 is yours.")
    await office.hear(Said("then tell him Friday", 70, answered, names=1), BO, chat_id=SALES)
    sent = await office.deliver()
    assert _to(QUENTIN, sent) == []
    assert _in_group(sent)[0].startswith("Not sent to Quentin Quist: you replied to my own words.")
    await office.hear(Said("what is 99?", 71, answered, names=99), BO, chat_id=SALES)
    assert await office.deliver() == []
