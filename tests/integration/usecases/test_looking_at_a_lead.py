"""Bo looks at one lead: the card with notes, what happened, and what was said; and notes something for Cy."""

import json
from dataclasses import replace

import pytest

from bot.desk.rules import DeskRules
from bot.html import utf16_length
from bot.messages import Act, AnswerTap, Commanded, EditText, Said, Sender, SendText, Tap, Tapped
from bot.rendering import plain
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.sales.lead_conversation import PAGE_CHARS
from storage import messages
from storage.statements import Transaction
from tests.builders import BO, CY, PIA, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm
from tests.crm import Crm
from tests.integration.usecases.test_reminding_reps import with_rules
from tests.sales_chat import notices, press, stands_as


async def _asked(office: Office, name: str, argument: str = "") -> Delivered:
    """Have Bo type a command, and return the answer, whatever cards were drawn beside it."""
    sent = await office.at_desk(name, argument)
    return next(each for each in sent if isinstance(each.message, SendText))


async def _press(office: Office, shown: Delivered, label: str) -> Delivered:
    sent, original = await press(office, shown, label), stands_as(shown)
    return next(each for each in sent if isinstance(each.message, EditText) and each.message.message_id == original)


async def test_a_lead_is_shown_with_card_and_notes_history_and_conversation_in_one_message(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    office.pass_time(minutes=3)
    await office.at_desk("note_1", "decides with <Ada> & Cy in May")
    card = await _asked(office, "lead_1")
    told = plain(card.html)
    assert told.startswith("#1 Quentin Quist: Better sales follow-up · LUKEWARM")
    assert "Notes\nMar 2, 09:03 UTC, Bo Berg: decides with <Ada> & Cy in May" in told
    assert card.labels == ["• Card", "History", "Conversation"]
    history = await _press(office, card, "History")
    lines = plain(history.html).splitlines()
    assert lines[0] == "#1 Quentin Quist: what happened"
    for part in (
        "note: decides with <Ada> & Cy in May (Bo Berg)",
        "claimed (Bo Berg)",
        "handed to sales as #1",
        "COLD → LUKEWARM",
        "answered",
        "started a chat",
    ):
        assert [line for line in lines if part in line], (part, lines)
    talk = await _press(office, history, "Conversation")
    said = plain(talk.html)
    assert said.startswith("#1 Quentin Quist: what was said")
    assert said.index("[tapped] Better sales follow-up") < said.index("[tapped] Director")
    assert "Bot · Mar 2, 09:00 UTC" in said
    assert plain((await _press(office, talk, "Card")).html) == told


async def test_the_same_is_shown_by_other_words_and_what_nobody_is_is_told(office: Office) -> None:
    await quentin_is_lukewarm(office)
    shown = plain((await _asked(office, "lead", "#1")).html)
    for name, argument in (("lead_1", ""), ("lead", "lead 1"), ("lead_lead_1", "")):
        assert plain((await _asked(office, name, argument)).html) == shown
    assert "no #77" in (await _asked(office, "lead", "77")).html
    assert "no lead 77" in (await _asked(office, "lead", "lead 77")).html
    for argument in ("", "Quentin", "lead"):
        assert "/lead 1042" in (await _asked(office, "lead", argument)).html


async def test_a_lead_who_was_never_handed_over_is_shown_by_their_own_number(office: Office, crm: Crm) -> None:
    await crm.take("leads.csv", "lead,name,role,audience", "crm-1,Ada Lovelace,manager,b2b")
    shown = await _asked(office, "lead", "1")
    told = plain(shown.html)
    assert told.startswith("Lead 1 Ada Lovelace · COLD 1")
    assert "Not handed to sales so far." in told
    assert "Role: Manager" in told
    assert "Nothing is kept of it." in plain((await _press(office, shown, "Conversation")).html)
    await office.at_desk("note", "lead 1 met at the fair")
    assert "Bo Berg: met at the fair" in plain((await _asked(office, "lead", "lead 1")).html)


async def test_a_long_conversation_is_read_page_by_page_and_every_message_once(office: Office) -> None:
    await quentin_is_lukewarm(office)
    long = [f"<{number}> " + "wörd " * (40 * (number % 7)) for number in range(40)]

    def keep(tx: Transaction) -> None:
        kept = (messages.Kept(office.now, messages.PROSPECT, messages.TEXT, text.strip()) for text in long)
        messages.keep(tx, 1, kept)

    office.pass_time(hours=1)
    await office.write(keep)
    page = await _press(office, await _asked(office, "lead_1"), "Conversation")
    pages = [page]
    while "‹ Earlier" in page.labels:
        page = await _press(office, page, "‹ Earlier")
        pages.append(page)
    whole = "".join(plain(each.html) for each in pages)
    assert all(whole.count(f"<{number}>") == 1 for number in range(40))
    assert all(utf16_length(plain(each.html)) < 4096 for each in pages)
    assert len(pages) > sum(map(len, long)) / PAGE_CHARS / 2
    assert "<blockquote expandable>&lt;39&gt; wörd" in pages[0].html
    later = await _press(office, page, "Later ›")
    assert plain(later.html) != plain(page.html)


async def test_what_happened_is_turned_page_by_page(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for number in range(20):
        office.pass_time(minutes=1)
        await office.signal("page.viewed", {"path": f"/page-{number}"})
    newest = await _press(office, await _asked(office, "lead_1"), "History")
    assert "/page-19" in newest.html
    older = await _press(office, newest, "Older ›")
    assert "/page-0" in older.html
    assert plain((await _press(office, older, "‹ Newer")).html) == plain(newest.html)


async def test_a_note_is_on_the_card_and_goes_with_its_button_and_is_never_told_to_the_prospect(office: Office) -> None:
    await quentin_is_lukewarm(office)
    told_before = len(office.sent_to(QUENTIN.id))
    sent = await office.at_desk("note", "1 asks for a discount")
    (card,) = [each for each in sent if "✎ Bo Berg: asks for a discount" in each.html]
    assert isinstance(card.message, EditText)
    (noted,) = [each for each in sent if isinstance(each.message, SendText)]
    assert "Noted on #1 Quentin Quist" in noted.html
    assert len(office.sent_to(QUENTIN.id)) == told_before
    assert "asks for a discount" not in json.dumps(office.rows("SELECT text FROM messages"))
    for _ in range(2):
        gone = Tapped(Tap(Act.NOTE, ("1",)), "drop", noted.message_id)
        assert notices(await office.turn(gone, BO, chat_id=SALES)) == [""]
    assert office.rows("SELECT count(*) FROM notes") == [(0,)]
    assert "✎" not in office.sent_to(SALES)[-1].html


@pytest.mark.parametrize(
    ("head", "who", "may"),
    [
        (None, BO, True),
        (None, CY, False),
        ("@cy_c", CY, True),
        ("@CY_C", CY, True),
        (CY.id, CY, True),
        ("@bo", CY, False),
        (BO.id, CY, False),
        (SALES, CY, False),
        (CY.id, replace(CY, id=13, anonymous=True), False),
    ],
)
async def test_a_note_is_deleted_by_who_wrote_it_or_the_desks_head_and_by_nobody_else(
    office: Office, head: str | int | None, who: Sender, may: bool
) -> None:
    await quentin_is_lukewarm(with_rules(office, DeskRules(head=head)))
    (noted,) = [
        each for each in await office.at_desk("note", "1 asks <her> boss") if isinstance(each.message, SendText)
    ]
    who = replace(who, username="cy_c") if who.id == CY.id else who
    gone = Tapped(Tap(Act.NOTE, ("1",)), "drop", noted.message_id)
    sent = await office.turn(gone, who, chat_id=SALES)
    notice = next(each.message for each in sent if isinstance(each.message, AnswerTap))
    assert office.rows("SELECT count(*) FROM notes") == [(0 if may else 1,)]
    if may or who.anonymous:
        assert ("Remain anonymous" in notice.text) == who.anonymous
        return
    named = {"@bo": "@bo", BO.id: "Bo Berg"}.get(head or "", "")
    assert notice.text == f"Bo Berg wrote this note, so only they can delete it{f', or {named}' if named else ''}."
    assert notice.alert
    assert [each for each in sent if each.message is not notice] == [], "what stands there stays"


async def test_a_note_without_words_too_long_or_from_nobody_is_not_kept(office: Office) -> None:
    await quentin_is_lukewarm(office)
    assert "/note_1042" in (await _asked(office, "note_1")).html
    assert "at most 1000" in (await _asked(office, "note_1", "x" * 1001)).html
    assert "no #9" in (await _asked(office, "note_9", "hello")).html
    anonymous = await office.at_desk("note_1", "hello", replace(BO, anonymous=True))
    assert "Remain anonymous" in anonymous[0].html
    assert office.rows("SELECT count(*) FROM notes") == [(0,)]
    await office.at_desk("note_1", "x" * 1000, CY)
    assert office.rows("SELECT length(text), rep_id FROM notes") == [(1000, CY.id)]


async def test_whoever_is_forgotten_takes_notes_and_looks_along(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await quentin_is_lukewarm(office, PIA)
    await office.at_desk("note_1", "allergic to Mondays")
    shown = await _asked(office, "lead_1")
    await office.write(lambda tx: forget_lead(tx, 1, setup=office.setup, now=office.now))
    edits = [each.message for each in await office.deliver() if isinstance(each.message, EditText)]
    assert shown.message_id in [each.message_id for each in edits if "/leads and /find" in each.html]
    kept = json.dumps([office.rows(f"SELECT * FROM {table}") for table in ("outbox", "notes", "mentions")])
    assert "Mondays" not in kept
    assert "Quist" not in kept
    assert "no lead 1" in (await office.turn(Tapped(Tap(Act.LOOK, ("1", "card")), "old", 1), BO, chat_id=SALES))[1].html


async def test_who_asks_for_their_data_is_given_the_notes(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("note_1", "decides in May")
    (sent,) = await office.turn(Commanded("mydata", "", 1))
    told = json.loads(sent.message.content)  # type: ignore[union-attr]  # a file
    assert told["notes_of_sales"][0]["text"] == "decides in May"
    assert told["notes_of_sales"][0]["rep_id"] == "Bo Berg"


async def test_a_reply_to_a_look_reaches_the_prospect(office: Office) -> None:
    await quentin_is_lukewarm(office)
    shown = await _asked(office, "lead_1")
    await office.turn(Said("Hi, Bo here", 40_000, reply_to=shown.message_id), BO, chat_id=SALES)
    assert "Hi, Bo here" in office.sent_to(QUENTIN.id)[-1].html


async def test_prospects_can_neither_look_nor_note(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for what in (
        Commanded("lead_1", "", 9),
        Commanded("note_1", "hello", 9),
        Tapped(Tap(Act.LOOK, ("1", "card")), "x", 9),
        Tapped(Tap(Act.NOTE, ("1",)), "x", 9),
    ):
        assert "#1" not in " ".join(sent.html for sent in await office.turn(what, PIA))
    assert office.rows("SELECT count(*) FROM notes") == [(0,)]
