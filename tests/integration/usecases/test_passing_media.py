"""Photos, voices, files and whatever else is sent beside text reach the other side as a copy, in either direction."""

from dataclasses import replace

import pytest

from bot.messages import (
    CAPTIONED,
    Act,
    Commanded,
    CopyMedia,
    DeleteMessage,
    EditCaption,
    Edited,
    EditText,
    React,
    Said,
    Sender,
    SendText,
    SentOther,
    SharedContact,
    Tap,
    Tapped,
)
from bot.rendering import plain
from tests.builders import BO, CY, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm

KINDS = ("photo", "document", "voice", "sticker", "video_note", "location")
BO_LINK = f'<a href="tg://user?id={BO.id}">{BO.full_name}</a>'


def _card(office: Office) -> int:
    (alert,) = office.alerts()
    return alert.message_id


async def _rep_sends(office: Office, what: SentOther, rep: Sender = BO) -> list[Delivered]:
    await office.hear(what, rep, chat_id=SALES)
    return await office.deliver()


async def _claimed(office: Office) -> int:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    return _card(office)


def _to(chat_id: int, sent: list[Delivered]) -> list[object]:
    return [each.message for each in sent if each.chat_id == chat_id and not isinstance(each.message, React)]


def _without_cards(sent: list[Delivered]) -> list[object]:
    return [message for message in _to(SALES, sent) if not (isinstance(message, EditText) and message.keyboard)]


@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_rep_sends_in_reply_reaches_the_prospect_signed(office: Office, kind: str) -> None:
    await quentin_is_lukewarm(office)
    sent = await _rep_sends(office, SentOther(900, kind, "", _card(office)))
    copy = CopyMedia(SALES, (900,))
    if kind in CAPTIONED:
        assert _to(QUENTIN.id, sent) == [replace_html(copy, "<b>Bo</b>:")]
    else:
        assert _to(QUENTIN.id, sent) == [SendText("<b>Bo</b>:"), copy]
    assert office.rows("SELECT claimed_by FROM handoffs") == [(BO.id,)]
    assert [each.message for each in sent if isinstance(each.message, React)] == [React(900, "👍")]


def replace_html(copy: CopyMedia, html: str) -> CopyMedia:
    return CopyMedia(copy.from_chat, copy.message_ids, html, copy.reply_to)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_a_claimed_prospect_sends_comes_below_the_card_and_calls_the_rep(office: Office, kind: str) -> None:
    card = await _claimed(office)
    caption = "here is our <signed> offer" if kind in CAPTIONED else ""
    await office.hear(SentOther(31, kind, caption))
    sent = await office.deliver()
    head = f"<b>#1 {QUENTIN.full_name}</b> sent this ({BO_LINK}):"
    if kind in CAPTIONED:
        html = f"{head}\nhere is our &lt;signed&gt; offer"
        assert _without_cards(sent) == [CopyMedia(QUENTIN.id, (31,), html, card)]
    else:
        assert _without_cards(sent) == [SendText(head, reply_to=card), CopyMedia(QUENTIN.id, (31,), reply_to=card)]


async def test_it_comes_too_while_nobody_has_claimed_the_card_and_they_are_told(office: Office) -> None:
    await quentin_is_lukewarm(office)
    sent = await office.turn(SentOther(31, "voice"))
    assert "passed your message on to the team" in sent[-1].html
    assert any(isinstance(each.message, CopyMedia) for each in office.sent_to(SALES))


async def test_without_a_handoff_the_bot_says_that_it_can_only_read_text(office: Office) -> None:
    await office.start("b2b")
    (told,) = await office.turn(SentOther(31, "photo"))
    assert "I can only read text" in told.html
    assert office.sent_to(SALES) == []


async def test_words_below_a_photo_are_understood_like_any_others(office: Office) -> None:
    await office.start("b2b")
    await office.tap("need", "sales")
    told = await office.turn(SentOther(31, "photo", "this is our team, 200 people"))
    assert (await office.facts())["company_size"] == 200
    assert "I can only read the words" in "".join(each.html for each in told)
    await office.hear(Edited("this is our team, 300 people", 31, is_caption=True))
    assert (await office.facts())["company_size"] == 300


async def test_words_below_a_photo_are_understood_in_silence_while_a_rep_has_them(office: Office) -> None:
    await _claimed(office)
    first = await office.turn(SentOther(31, "photo", "we are 300 people"))
    assert ["passed your message on to Bo Berg" in each.html for each in first] == [True]
    assert (await office.facts())["company_size"] == 300
    assert await office.turn(SentOther(32, "photo", "what does it cost?")) == []


async def test_an_album_goes_as_one_in_its_order_below_a_line_with_the_name(office: Office) -> None:
    await quentin_is_lukewarm(office)
    card = _card(office)
    for number in (902, 901, 903):
        await office.hear(SentOther(number, "photo", "", card if number == 902 else None, "a1"), BO, chat_id=SALES)
    assert _to(QUENTIN.id, await office.deliver()) == [SendText("<b>Bo</b>:")]
    office.pass_time(seconds=2)
    assert _to(QUENTIN.id, await office.deliver()) == [CopyMedia(SALES, (902, 901, 903))]
    await office.hear(SentOther(904, "photo", "", None, "a1"), BO, chat_id=SALES)
    office.pass_time(seconds=2)
    assert _to(QUENTIN.id, await office.deliver()) == [CopyMedia(SALES, (904,))]


async def test_who_says_stop_gets_no_more_of_an_album(office: Office) -> None:
    card = await _claimed(office)
    await office.hear(SentOther(901, "photo", "", card, "a1"), BO, chat_id=SALES)
    office.pass_time(seconds=2)
    await office.deliver()
    await office.turn(Commanded("stop", "", 5))
    await office.hear(SentOther(902, "photo", "", None, "a1"), BO, chat_id=SALES)
    office.pass_time(seconds=2)
    assert _to(QUENTIN.id, await office.deliver()) == []


async def test_a_prospects_album_comes_as_one_and_is_answered_once(office: Office) -> None:
    card = await _claimed(office)
    said = []
    for number in (31, 32, 33):
        said += await office.turn(SentOther(number, "photo", "our shop" if number == 31 else "", None, "a1"))
    assert len(said) == 1
    office.pass_time(seconds=2)
    assert _without_cards(await office.deliver()) == [CopyMedia(QUENTIN.id, (31, 32, 33), reply_to=card)]
    copies = [row[0] for row in office.rows("SELECT message_id FROM outbox WHERE payload LIKE '%CopyMedia%'")]
    assert len(copies) == 3
    # A reply to any of them reaches the prospect.
    await office.hear(Said("nice shop!", 70, copies[2]), BO, chat_id=SALES)
    assert _to(QUENTIN.id, await office.deliver()) == [SendText("<b>Bo</b>: nice shop!")]


async def test_an_album_that_cannot_be_passed_on_is_answered_once(office: Office) -> None:
    card = await _claimed(office)
    await office.turn(Commanded("stop", "", 9))
    for number in (901, 902, 903):
        await office.hear(SentOther(number, "photo", "", card, "a1"), BO, chat_id=SALES)
    told = _without_cards(await office.deliver())
    assert [message.html for message in told if isinstance(message, SendText)] == [
        f"Not sent: {QUENTIN.full_name} (#1) has asked for no more messages here."
    ]


async def test_a_caption_without_room_for_the_name_has_it_in_a_line_above(office: Office) -> None:
    card = await _claimed(office)
    for caption, copies in (("x" * 1020, 1), ("x" * 1021, 2)):
        sent = _to(QUENTIN.id, await _rep_sends(office, SentOther(900, "photo", caption, card)))
        assert len(sent) == copies
    assert sent == [SendText("<b>Bo</b>:"), CopyMedia(SALES, (900,))]


async def test_a_reps_changed_caption_changes_for_the_prospect(office: Office) -> None:
    card = await _claimed(office)
    sent = await _rep_sends(office, SentOther(900, "document", "Ofer", card))
    (copy,) = [each for each in sent if isinstance(each.message, CopyMedia)]
    await office.hear(Edited("Offer", 900, is_caption=True), BO, chat_id=SALES)
    assert _to(QUENTIN.id, await office.deliver()) == [EditCaption("<b>Bo</b>: Offer", copy.message_id)]
    await office.hear(Edited("x" * 1100, 900, is_caption=True), BO, chat_id=SALES)
    (told,) = _to(SALES, await office.deliver())
    assert isinstance(told, SendText)
    assert told.html.startswith("Not changed for Quentin Quist (#1)")


async def test_a_changed_caption_of_an_album_changes_where_it_stands(office: Office) -> None:
    card = await _claimed(office)
    for number in (901, 902):
        await office.hear(SentOther(number, "photo", "", card, "a1"), BO, chat_id=SALES)
    office.pass_time(seconds=2)
    (album,) = [each for each in await office.deliver() if isinstance(each.message, CopyMedia)]
    await office.hear(Edited("the <second>", 902, is_caption=True, album="a1"), BO, chat_id=SALES)
    second = album.message_id + 1_000_000
    assert _to(QUENTIN.id, await office.deliver()) == [EditCaption("the &lt;second&gt;", second)]


async def test_what_a_prospect_changes_changes_in_the_sales_chat(office: Office) -> None:
    await _claimed(office)
    await office.hear(Said("at tne", 31))
    await office.hear(SentOther(32, "photo", "our ofice"))
    words, photo = [each.message_id for each in await office.deliver() if each.chat_id == SALES][-2:]
    await office.hear(Edited("at ten", 31))
    await office.hear(Edited("our office", 32, is_caption=True))
    changed = [m for m in _without_cards(await office.deliver()) if isinstance(m, EditText | EditCaption)]
    assert changed == [
        EditText(f"<b>#1 {QUENTIN.full_name}</b> wrote (changed) ({BO_LINK}):\nat ten", message_id=words),
        EditCaption(f"<b>#1 {QUENTIN.full_name}</b> sent this (changed) ({BO_LINK}):\nour office", photo),
    ]


async def test_another_reps_photo_is_sent_and_the_one_who_has_the_lead_is_told(office: Office) -> None:
    card = await _claimed(office)
    sent = await _rep_sends(office, SentOther(900, "photo", "", card), CY)
    assert _to(QUENTIN.id, sent) == [CopyMedia(SALES, (900,), "<b>Cy</b>:")]
    assert any(
        isinstance(m, SendText) and m.html.startswith(f"{CY.full_name} has written to") for m in _to(SALES, sent)
    )


async def test_what_reps_show_each_other_goes_nowhere(office: Office) -> None:
    await _claimed(office)
    await office.hear(SentOther(900, "photo", "", 55), BO, chat_id=SALES)
    await office.hear(SentOther(901, "photo", "", None, "a7"), BO, chat_id=SALES)
    await office.hear(Edited("lunch", 901, is_caption=True, album="a7"), BO, chat_id=SALES)
    assert await office.deliver() == []


async def test_a_card_that_they_share_goes_to_the_rep(office: Office) -> None:
    card = await _claimed(office)
    await office.hear(SharedContact("+46701234567", own=False, message_id=31))
    assert CopyMedia(QUENTIN.id, (31,), reply_to=card) in _without_cards(await office.deliver())


async def test_whoever_is_forgotten_takes_what_they_sent_along(office: Office) -> None:
    await _claimed(office)
    await office.hear(SentOther(31, "photo", "our offer"))
    await office.hear(SentOther(32, "sticker"))
    copies = [each.message_id for each in await office.deliver() if isinstance(each.message, CopyMedia)]
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None))
    deleted = [each.message for each in office.delivered if isinstance(each.message, DeleteMessage)]
    assert [each.message_id for each in deleted] == copies
    assert all("asked us to delete everything" in each.caption for each in deleted)
    assert office.rows("SELECT count(*) FROM outbox WHERE payload LIKE '%our offer%'") == [(0,)]


async def test_names_and_words_of_any_kind_arrive_as_they_are(office: Office) -> None:
    odd = replace(QUENTIN, first_name="<Q> & 🦊", last_name="مرحبا")
    await quentin_is_lukewarm(office, odd)
    await office.at_desk("claim", "1", replace(BO, first_name="B<o> 🐝"))
    await office.hear(SentOther(31, "photo", "שלום & <b>hi</b>"), odd)
    (copy,) = [each.message for each in await office.deliver() if isinstance(each.message, CopyMedia)]
    assert "שלום &amp; &lt;b&gt;hi&lt;/b&gt;" in copy.html
    assert "&lt;Q&gt; &amp; 🦊 مرحبا" in copy.html
    sent = await _rep_sends(office, SentOther(900, "photo", "<ok>", _card(office)), replace(BO, first_name="B<o> 🐝"))
    assert _to(QUENTIN.id, sent) == [CopyMedia(SALES, (900,), "<b>B&lt;o&gt; 🐝</b>: &lt;ok&gt;")]


async def test_what_is_said_right_after_an_album_does_not_overtake_it_either_way(office: Office) -> None:
    card = await _claimed(office)
    for number in (901, 902):
        await office.hear(SentOther(number, "photo", "", card, album="a1"), BO, chat_id=SALES)
    await office.hear(Said("which of the two?", 903, card), BO, chat_id=SALES)
    await office.hear(SentOther(904, "voice", "", card), BO, chat_id=SALES)
    for number in (801, 802):
        await office.hear(SentOther(number, "photo", "", album="b1"))
    await office.hear(Said("the first one please", 803))
    sent = await office.deliver()
    assert not [s for s in sent if "which of the two" in s.html or "the first one" in s.html]
    office.pass_time(seconds=1)
    sent = await office.deliver()
    new = [each for each in sent if isinstance(each.message, CopyMedia | SendText)]
    to_prospect, to_sales = (
        [s.message.message_ids if isinstance(s.message, CopyMedia) else plain(s.html) for s in new if s.chat_id == chat]
        for chat in (QUENTIN.id, SALES)
    )
    assert to_prospect == [(901, 902), "Bo: which of the two?", (904,)]
    assert to_sales == [(801, 802), "#1 Quentin Quist wrote (Bo Berg):\nthe first one please"]
