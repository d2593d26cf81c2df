"""What reps report can be taken back, whole, and is told more of: why it came to that, or how much it is worth."""

import json
from dataclasses import replace
from itertools import product

import pytest

from bot.desk.outcomes import FINAL, OUTCOMES, UNDO_FOR
from bot.messages import Act, Edited, Keyboard, Said, Sender, SendText, SentOther, Tap, Tapped
from bot.usecases.leads.merge_leads import merge_leads
from storage import desk_steps, due, outcomes
from tests.builders import BO, CY, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm, timekeeper_of
from tests.sales_chat import drawn_card, notices, tap_desk

DANA = Sender(13, "Dana", "Dé", "dana_d")


async def _reply(office: Office, text: str, to: int, rep: Sender = BO) -> list[Delivered]:
    return await office.turn(Said(text, 70_000 + office.updates, to), rep, chat_id=SALES)


def _asked(office: Office) -> Delivered:
    """Return the newest question to a rep."""
    return [s for s in office.sent_to(SALES) if isinstance(s.message, SendText) and "is noted" in s.html][-1]


async def _everything(office: Office) -> tuple[object, ...]:
    """Return what a slip must leave as it was: the handoff, the conversation, and when a nudge is due."""
    handoffs = office.rows(
        "SELECT claimed_by, claimed_at, outcome, outcome_at, closed_at, first_contact_at FROM handoffs"
    )
    conversations = office.rows("SELECT state, nudge_at FROM conversations")
    return handoffs, [(json.loads(state), nudge) for state, nudge in conversations]


async def test_every_outcome_of_a_claimed_lead_is_undone_whole_by_button_and_by_words(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    before, buttons = await _everything(office), drawn_card(office).labels
    for number, (outcome, way) in enumerate(product(OUTCOMES, ("undo", "reopen", "/reopen")), start=1):
        office.pass_time(minutes=1)
        await tap_desk(office, "outcome", "1", outcome, rep=CY)
        assert await _everything(office) != before
        assert "Undo" in drawn_card(office).labels
        office.pass_time(minutes=9)
        if way == "/reopen":
            told = [s.html for s in await office.at_desk("reopen_1", "", CY)]
        else:
            told = notices(await tap_desk(office, way, "1", *([str(number)] if way == "undo" else []), rep=CY))
        assert any("is taken back. It’s open, and Bo Berg has it." in html for html in told), (outcome, way)
        assert await _everything(office) == before, (outcome, way)
        assert drawn_card(office).labels == buttons, (outcome, way)


@pytest.mark.parametrize("way", ["undo", "reopen"])
async def test_not_a_fit_of_a_lead_that_nobody_had_leaves_it_to_nobody(office: Office, way: str) -> None:
    await quentin_is_lukewarm(office)
    before = await _everything(office)
    await tap_desk(office, "outcome", "1", "not_a_fit", rep=CY)
    (told,) = notices(await tap_desk(office, *(("undo", "1", "1") if way == "undo" else ("reopen", "1"))))
    assert told.endswith("It’s open, and nobody has it.")
    assert await _everything(office) == before
    assert drawn_card(office).labels[:2] == ["Claim", "Not a fit"]
    await office.at_desk("claim", "1", BO)
    assert "Claimed by Bo Berg" in drawn_card(office).html, "a claim that was taken back was none"


async def test_a_reply_after_a_report_that_is_taken_back_is_the_first_contact(office: Office) -> None:
    await quentin_is_lukewarm(office)
    (card,) = office.alerts()
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 reached")
    office.pass_time(minutes=1)
    await _reply(office, "Hi, Bo here", card.message_id)
    replied_at = int(office.now.timestamp() * 1e6)
    await office.at_desk("reopen", "1")
    assert office.rows("SELECT first_contact_at FROM handoffs") == [(replied_at,)]


async def test_after_a_slip_the_lead_turns_hot_and_the_rep_sees_it(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await tap_desk(office, "outcome", "1", "not_a_fit", rep=CY)
    await tap_desk(office, "undo", "1", "1", rep=CY)
    for name in ("demo.used", "info.requested"):
        await office.signal(name)
    assert "HOT" in drawn_card(office).html
    assert "Claim" in drawn_card(office).labels


async def test_the_button_goes_by_itself_after_ten_minutes_and_another_one_stays(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    assert await office.write(lambda tx: due.redraw_of(tx, 1)) == office.now + UNDO_FOR
    office.now += UNDO_FOR
    await timekeeper_of(office).tick()
    await office.deliver()
    assert drawn_card(office).labels == ["Chat", "Reopen"]
    assert await office.write(lambda tx: due.redraw_of(tx, 1)) is None
    (told,) = notices(await tap_desk(office, "undo", "1", "1"))
    assert "/reopen_1" in told
    ((outcome,),) = office.rows("SELECT outcome FROM handoffs")
    assert outcome == "lost"
    assert "is taken back" in notices(await tap_desk(office, "reopen", "1"))[0]


async def test_a_tap_that_comes_twice_undoes_one_outcome(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    for outcome in ("reached", "meeting"):
        await office.at_desk("outcome", f"1 {outcome}")
    for _ in range(3):
        assert "“Meeting” for #1 is taken back" in notices(await tap_desk(office, "undo", "1", "2"))[0]
    assert office.rows("SELECT outcome FROM handoffs") == [("reached",)]


async def test_a_final_outcome_that_was_corrected_is_undone_step_by_step_and_reopened_at_once(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    for outcome in ("meeting", "lost", "won"):
        await office.at_desk("outcome", f"1 {outcome}")
        office.pass_time(seconds=5)
    assert "What was reported before it stands again." in notices(await tap_desk(office, "undo", "1", "3"))[0]
    assert office.rows("SELECT outcome, closed_at IS NULL FROM handoffs") == [("lost", 0)]
    await office.at_desk("outcome", "1 won")
    await office.at_desk("reopen", "1")
    assert office.rows("SELECT outcome, closed_at IS NULL FROM handoffs") == [("meeting", 1)]
    steps = await office.write(lambda tx: desk_steps.of_handoff(tx, 1))
    assert [step.step for step in steps][-3:] == ["withdrawn", "withdrawn", "reopened"]


async def test_a_handoff_stays_closed_while_another_one_of_the_lead_is_open(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    await office.say("/human")
    await office.say("I want to talk to a person")
    assert office.rows("SELECT count(*) FROM handoffs") == [(2,)]
    (told,) = [s for s in await office.at_desk("reopen", "1") if isinstance(s.message, SendText)]
    assert told.html == "#1 stays closed: the same lead is open as #2."


@pytest.mark.parametrize(
    ("name", "argument", "told"),
    [
        ("reopen", "1", "nothing to take back"),
        ("reopen_1", "", "nothing to take back"),
        ("reopen", "99", "There’s no #99 here."),
        ("reopen", "", "Like this"),
        ("reopen", "soon", "Like this"),
    ],
)
async def test_there_may_be_nothing_to_take_back(office: Office, name: str, argument: str, told: str) -> None:
    await quentin_is_lukewarm(office)
    (reply,) = await office.at_desk(name, argument)
    assert told in reply.html


@pytest.mark.parametrize("tap", [("undo", "1", "9"), ("undo", "1", ""), ("undo", "1", "x"), ("undo", "2", "1")])
async def test_a_button_of_an_outcome_that_is_not_there_undoes_nothing(office: Office, tap: tuple[str, ...]) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    assert "There’s no #" in notices(await tap_desk(office, *tap))[0]
    assert office.rows("SELECT outcome FROM handoffs") == [("lost",)]


async def test_an_outcome_told_by_another_rep_names_them_and_the_owner_is_called(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await tap_desk(office, "outcome", "1", "lost", rep=CY)
    assert "· Lost, by Cy Carlsson</b>" in drawn_card(office).html
    (told,) = [s.html for s in office.sent_to(SALES) if "has reported" in s.html]
    assert f'whom <a href="tg://user?id={BO.id}">Bo Berg</a> has' in told
    await office.at_desk("outcome", "1 won")
    assert "· Won</b>" in drawn_card(office).html


@pytest.mark.parametrize("outcome", ["lost", "not_a_fit"])
async def test_the_reason_is_asked_for_and_tapped_and_stands_on_the_card(office: Office, outcome: str) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await tap_desk(office, "outcome", "1", outcome)
    asked = _asked(office)
    assert asked.labels[-2:] == ["Something else", "Skip"]
    assert "Wrong person" in asked.labels
    (data,) = [button.data for row in _rows(asked) for button in row if button.label == "Wrong person"]
    await tap_desk(office, *data.split(":"))
    assert ": Wrong person</b>" in drawn_card(office).html
    assert office.rows("SELECT reason FROM outcomes") == [("wrong_person",)]
    assert office.sent_to(SALES)[-2].labels == [] or office.sent_to(SALES)[-1].labels == []


def _rows(sent: Delivered) -> Keyboard:
    assert isinstance(sent.message, SendText)
    return sent.message.keyboard


async def test_a_reason_in_own_words_comes_by_a_reply_and_the_prospect_reads_nothing_of_it(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    await tap_desk(office, "reason", "1", "1", "?")
    question = _asked(office).message_id
    before = len(office.sent_to(QUENTIN.id))
    await _reply(office, "his <brother> sells it, too", question)
    assert ": his &lt;brother&gt; sells it, too</b>" in drawn_card(office).html
    assert len(office.sent_to(QUENTIN.id)) == before
    await _reply(office, "Timing", question)
    assert office.rows("SELECT reason FROM outcomes") == [("timing",)]


@pytest.mark.parametrize(
    ("said", "outcome", "reason", "amount", "currency"),
    [
        ("1 lost too expensive", "lost", "too expensive", None, None),
        ("1 lost Price", "lost", "price", None, None),
        ("1 lost: wrong person", "lost", "wrong_person", None, None),
        ("1 not a fit - student of law", "not_a_fit", "student of law", None, None),
        ("1 NOT_A_FIT spam", "not_a_fit", "spam", None, None),
        ("1 won 5000", "won", None, 5000.0, "EUR"),
        ("1 won 5k usd", "won", None, 5000.0, "USD"),
        ("1 won 12 500 kr", "won", None, 12500.0, "SEK"),
        ("1 won 1.5m eur", "won", None, 1_500_000.0, "EUR"),
        ("1 won by a hair", "won", "by a hair", None, None),
        ("1 meeting on Thursday", "meeting", "on Thursday", None, None),
    ],
)
async def test_reason_and_amount_may_be_typed_behind_the_outcome(
    office: Office, said: str, outcome: str, reason: str | None, amount: float | None, currency: str | None
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", said)
    stored = office.rows("SELECT outcome, reason, amount, currency FROM outcomes")
    assert stored == [(outcome, reason, amount, currency)]
    assert [s for s in office.sent_to(SALES) if "is noted" in s.html] == [], "nothing is asked that was said"


async def test_what_was_won_is_asked_for_and_replied(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await tap_desk(office, "outcome", "1", "won")
    question = _asked(office)
    assert question.labels == ["Skip"]
    for nothing in ("a lot", "-5", "🎉"):
        (told,) = await _reply(office, nothing, question.message_id)
        assert "can’t find an amount" in told.html
    await _reply(office, "5k eur", question.message_id)
    assert "· Won: €5,000</b>" in drawn_card(office).html
    await _reply(office, "6k eur", question.message_id)
    assert "· Won: €6,000</b>" in drawn_card(office).html


async def test_a_question_may_stay_open_and_goes_with_the_outcome(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await tap_desk(office, "outcome", "1", "lost")
    question = _asked(office).message_id
    await tap_desk(office, "reason", "1", "1", "-")
    assert office.rows("SELECT reason FROM outcomes") == [(None,)]
    await tap_desk(office, "undo", "1", "1")
    (told,) = await _reply(office, "too expensive", question)
    assert "was taken back" in told.html
    assert "was taken back" in notices(await tap_desk(office, "reason", "1", "1", "price"))[0]
    stored = await office.write(lambda tx: outcomes.by_id(tx, 1))
    assert stored is not None
    assert stored.reason is None


@pytest.mark.parametrize("outcome", [each for each in OUTCOMES if each not in FINAL])
async def test_only_what_closes_a_lead_is_asked_about(office: Office, outcome: str) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", f"1 {outcome}")
    assert [s for s in office.sent_to(SALES) if "is noted" in s.html] == []


async def test_withdrawn_outcomes_are_counted_by_no_review(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 won")
    await office.at_desk("reopen", "1")
    assert office.rows("SELECT outcome, closed_at FROM handoffs") == [(None, None)]
    assert await office.write(lambda tx: outcomes.standing(tx, 1)) == []


async def test_whoever_is_forgotten_leaves_no_name_in_what_reps_were_asked(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("give", "1")
    await office.at_desk("outcome", "1 lost his <brother> sells it")
    await office.at_desk("outcome", "1 won")
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "forget", None))
    await office.deliver()
    kept = " ".join(
        str(row) for table in ("outbox", "desk_steps", "outcomes") for row in office.rows(f"SELECT * FROM {table}")
    )
    assert "Quentin" not in kept
    assert "brother" not in kept


async def test_an_outcome_is_typed_in_the_words_of_the_rep(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    for typed, told in (
        ("1 pas de réponse", "No answer"),
        ("1 möte", "Meeting"),
        ("1 perdu : trop cher", "Lost: trop cher"),
        ("1 ganado 5k eur", "Won: €5,000"),
    ):
        await office.at_desk("outcome", typed)
        assert f"· {told}" in drawn_card(office).html
    await office.at_desk("outcome_1_hors_cible", "")
    assert "· Not a fit" in drawn_card(office).html


@pytest.mark.parametrize(("outcome", "media"), [("lost", "photo"), ("not_a_fit", "voice"), ("won", "document")])
async def test_an_answer_that_cannot_be_read_is_said_to_be_so_and_a_caption_is_as_good_as_words(
    office: Office, outcome: str, media: str
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await tap_desk(office, "outcome", "1", outcome)
    question, before = _asked(office).message_id, len(office.sent_to(QUENTIN.id))
    (told,) = await office.turn(SentOther(900, media, reply_to=question), CY, chat_id=SALES)
    assert "reply once more, in words" in told.html
    assert isinstance(told.message, SendText)
    assert told.message.reply_to == 900
    caption = "6k eur" if outcome == "won" else "see the <mail>"
    await office.turn(SentOther(901, media, caption, reply_to=question), CY, chat_id=SALES)
    stored = office.rows("SELECT reason, amount FROM outcomes")
    assert stored == [(None, 6000.0) if outcome == "won" else ("see the <mail>", None)]
    assert len(office.sent_to(QUENTIN.id)) == before


@pytest.mark.parametrize(
    ("outcome", "said", "meant", "stored"),
    [
        ("won", "5k", "6k usd", (None, 6000.0, "USD")),
        ("lost", "Prize", "Price", ("price", None, None)),
        ("not_a_fit", "spamer", "a spammer", ("a spammer", None, None)),
    ],
)
async def test_an_answer_that_is_changed_counts_as_it_is_now(
    office: Office, outcome: str, said: str, meant: str, stored: tuple[object, ...]
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await tap_desk(office, "outcome", "1", outcome)
    question = _asked(office).message_id
    await office.turn(Said(said, 900, question), BO, chat_id=SALES)
    await office.turn(Edited(meant, 900, reply_to=question), BO, chat_id=SALES)
    assert office.rows("SELECT reason, amount, currency FROM outcomes") == [stored]


async def test_the_amount_is_read_back_where_it_was_asked_for(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await tap_desk(office, "outcome", "1", "won")
    await _reply(office, "twelve k", _asked(office).message_id)
    assert [s.html for s in office.sent_to(SALES) if "noted by" in s.html] == ["#1: Won (€12,000), noted by Bo Berg."]


@pytest.mark.parametrize(
    ("way", "reports", "undoes", "called"),
    [
        ("undo", BO, CY, BO),
        ("/reopen", CY, CY, BO),
        ("reopen", CY, BO, CY),
        ("undo", CY, DANA, BO),
        ("reopen", BO, BO, None),
    ],
)
async def test_who_would_not_expect_that_an_outcome_is_taken_back_hears_of_it(
    office: Office, way: str, reports: Sender, undoes: Sender, called: Sender | None
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1", BO)
    await tap_desk(office, "outcome", "1", "lost", rep=reports)
    for _ in range(2):
        if way == "/reopen":
            await office.at_desk("reopen_1", "", undoes)
        else:
            await tap_desk(office, way, "1", *(["1"] if way == "undo" else []), rep=undoes)
    told = [s.html for s in office.sent_to(SALES) if "has taken back" in s.html]
    assert told == (
        [
            f'<a href="tg://user?id={called.id}">{called.full_name}</a>: {undoes.full_name} has taken back <b>Lost</b>'
            " for #1 Quentin Quist."
        ]
        if called
        else []
    )


async def test_whoever_said_not_a_fit_of_what_nobody_had_hears_that_it_is_taken_back(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await tap_desk(office, "outcome", "1", "not_a_fit", rep=CY)
    await tap_desk(office, "undo", "1", "1", rep=BO)
    (told,) = [s.html for s in office.sent_to(SALES) if "has taken back" in s.html]
    assert f"tg://user?id={CY.id}" in told


async def test_of_two_leads_who_are_one_it_is_said_which_number_stands_for_both(office: Office) -> None:
    for number, who in enumerate((QUENTIN, replace(QUENTIN, id=601)), start=1):
        await quentin_is_lukewarm(office, who)
        await office.at_desk("claim", str(number), BO if number == 1 else CY)
        office.pass_time(minutes=1)
    await office.write(lambda tx: merge_leads(tx, 1, 2, setup=office.setup, now=office.now))
    await office.deliver()
    told = [s.html for s in await office.at_desk("reopen_2", "", CY) if isinstance(s.message, SendText)]
    assert told == ["#2 stays closed: the same lead is open as #1."]
    assert "already closed" in (await office.at_desk("claim_2", "", CY))[-1].html
