"""When sales hears of a lead, who gets it, and what comes of it."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, update

from bot.cleaning import clean_name
from bot.desk.outcomes import FINAL, OUTCOMES
from bot.messages import Act, AnswerTap, Commanded, DeleteMessage, EditText, Said, Sender, SendText, Tap, Tapped
from bot.usecases.sales.claim_lead import Claim, claim_lead
from storage import desk_steps, handoffs
from storage.statements import Statement, table_of
from storage.tables.messages import OutboxMessage
from tests.builders import BO, CY, PIA, QUENTIN, SALES, Delivered, Office, answer, quentin_is_lukewarm, temporary_office

DAVE = Sender(13, "Dave")
_outbox = table_of(OutboxMessage)
# As after an answer that got lost: the first attempt arrived, too.
_SENT_TWICE = Statement(update(_outbox).where(_outbox.c.about == bindparam("subject")).values(attempts=2))


async def _tap_desk(office: Office, tap: Tap, rep: Sender = BO, message_id: int | None = None) -> list[Delivered]:
    return await office.turn(Tapped(tap, f"desk-{office.updates}", message_id), rep, chat_id=SALES)


def _card(office: Office) -> str:
    """Return the card as it stands in the sales chat."""
    drawn = [s.html for s in office.sent_to(SALES) if s.html.startswith("<b>#1 ")]
    return drawn[-1]


def _notices(sent: Sequence[Delivered]) -> list[str]:
    return [s.message.text for s in sent if isinstance(s.message, AnswerTap)]


async def test_a_company_rings_at_lukewarm_in_mid_conversation(office: Office) -> None:
    await quentin_is_lukewarm(office)
    (alert,) = office.alerts()
    assert "#1 " in alert.html
    assert "LUKEWARM" in alert.html
    assert "Why now: " in alert.html
    assert "Came via <i>spring</i>" in alert.html
    assert "still answering" in alert.html
    assert alert.labels == ["Claim", "Not a fit", "Chat", "Why?"]
    assert (await office.chat()).lead.tier == "lukewarm"


@pytest.mark.parametrize("nothing", ["\u3164", "\u200b", "\u2060", "\ufe0f", " \u2800 "])
async def test_a_lead_whose_name_shows_nothing_is_called_by_their_number(office: Office, nothing: str) -> None:
    name = clean_name(nothing)
    await quentin_is_lukewarm(office, replace(QUENTIN, first_name=name, last_name="", username=""))
    (alert,) = office.alerts()
    assert f">{QUENTIN.id}</a>" in alert.html or f"<b>#1 {QUENTIN.id}" in alert.html


async def test_a_person_rings_only_when_hot(office: Office) -> None:
    await office.start("b2c", PIA)
    for field, option in (("use", "road"), ("style", "bold"), ("timing", "now")):
        await office.tap(field, option, PIA)
    assert (await office.chat(PIA)).lead.tier == "lukewarm"
    assert office.alerts() == []
    office.pass_time(days=1)
    await office.signal("cart.added", who=PIA)
    assert (await office.chat(PIA)).lead.tier == "hot"
    assert len(office.alerts()) == 1


async def test_more_answers_change_the_card_and_ring_no_second_time(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.tap("timeline", "quarter")
    assert len(office.alerts()) == 1
    assert "This quarter" in _card(office)


async def test_a_lead_that_gets_hotter_in_the_hands_of_sales_rings_no_second_time(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for name in ("demo.used", "info.requested"):
        await office.signal(name)
    assert (await office.chat()).lead.tier == "hot"
    assert len(office.alerts()) == 1
    assert "HOT" in _card(office)


async def test_whoever_asks_for_a_person_gets_one_whatever_the_tier(office: Office) -> None:
    await office.start("b2b")
    await office.tap("role", "student")
    assert (await office.chat()).lead.tier == "unfit"
    await office.turn(Commanded("human", "", 1))
    (alert,) = office.alerts()
    assert "Asked for a person" in alert.html


async def test_a_person_is_called_before_anything_is_known(office: Office) -> None:
    await office.turn(Commanded("human", "", 1))
    assert len(office.alerts()) == 1


async def test_asking_twice_for_a_person_opens_one_handoff(office: Office) -> None:
    for _ in range(3):
        await office.turn(Commanded("human", "", 1))
    assert len(office.alerts()) == 1
    assert office.rows("SELECT count(*) FROM handoffs") == [(1,)]


async def test_a_lead_lost_rings_again_only_after_a_new_rise_and_the_time_the_model_names(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    await office.signal("page.viewed", {"path": "/pricing"})
    assert len(office.alerts()) == 1
    office.pass_time(days=80)
    await office.signal("email.opened")
    assert (await office.chat()).lead.tier == "cold"
    await office.signal("demo.used")
    assert (await office.chat()).lead.tier in ("lukewarm", "hot")
    assert len(office.alerts()) == 2
    assert "#2 " in office.alerts()[-1].html


async def test_a_second_rise_within_days_does_not_ring(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("outcome", "1 not a fit")
    await office.turn(answer("timeline", "exploring"))
    assert (await office.chat()).lead.tier == "cold"
    office.pass_time(days=2)
    await office.turn(answer("timeline", "now"))
    assert (await office.chat()).lead.tier == "lukewarm"
    assert len(office.alerts()) == 1


async def test_whoever_said_stop_is_handed_to_nobody_by_what_they_do_elsewhere(office: Office) -> None:
    await office.start("b2c", PIA)
    await office.turn(Commanded("stop", "", 1), PIA)
    for name in ("cart.added", "info.requested", "question.asked", "question.asked"):
        await office.signal(name, who=PIA)
    assert (await office.chat(PIA)).lead.tier == "hot"
    assert office.alerts() == []


async def test_the_first_claim_wins_and_the_card_says_who_it_is_and_how_fast(office: Office) -> None:
    await quentin_is_lukewarm(office)
    office.pass_time(seconds=38)
    won = await _tap_desk(office, Tap(Act.CLAIM, ("1",)), BO)
    lost = await _tap_desk(office, Tap(Act.CLAIM, ("1",)), CY)
    assert _notices(won) == ["#1 is yours."]
    assert _notices(lost) == ["Bo Berg was faster: #1 is taken."]
    assert "Claimed by Bo Berg after 38 seconds" in _card(office)
    drawn = [s for s in office.sent_to(SALES) if s.html == _card(office)][-1]
    assert drawn.labels == [
        "I’ve written to them",
        "Reached",
        "No answer",
        "Meeting",
        "Won",
        "Lost",
        "Not a fit",
        "Chat",
        "Why?",
        "Pass on",
    ]


async def test_claiming_ones_own_lead_again_changes_nothing(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for _ in range(2):
        assert _notices(await _tap_desk(office, Tap(Act.CLAIM, ("1",)))) == ["#1 is yours."]
    assert office.rows("SELECT claimed_by FROM handoffs") == [(BO.id,)]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from((BO, CY, DAVE)), st.booleans()), min_size=2, max_size=8))
def test_of_any_claimants_in_any_order_one_wins(claims: list[tuple[Sender, bool]]) -> None:
    """Two claimants, one winner: a claim is one conditional UPDATE. The flag starts a new commit before a claim."""

    async def story() -> None:
        async with temporary_office() as office:
            await office.turn(Commanded("human", "", 1))
            waiting: list[asyncio.Future[Claim | None]] = []
            for rep, apart in claims:
                if apart and waiting:
                    await waiting[-1]
                waiting.append(_claiming(office, rep))
            made = [await claim for claim in waiting]
            won = {rep.id for (rep, _), claim in zip(claims, made, strict=True) if claim and claim.won}
            assert won == {claims[0][0].id}
            assert office.rows("SELECT claimed_by FROM handoffs") == [(claims[0][0].id,)]

    asyncio.run(story())


def _claiming(office: Office, rep: Sender) -> "asyncio.Future[Claim | None]":
    return office.database.submit(lambda tx: claim_lead(tx, 1, rep, setup=office.setup, now=office.now))


@pytest.mark.parametrize(
    ("command", "argument", "answered"),
    [
        ("claim", "", "Like this"),
        ("claim", "abc", "Like this"),
        ("claim", "1" * 30, "Like this"),
        ("claim", "99", "There’s no #99 here."),
        ("claim", "#1", "#1 is yours."),
        ("outcome", "1", "Like this"),
        ("outcome", "1 brilliant", "Like this"),
        ("outcome", "99 won", "There’s no #99 here."),
        ("outcome", "1 won", "Nobody has claimed #1 yet."),
        ("outcome", "1 Not a Fit", "Noted for #1: Not a fit"),
        ("outcome", "#1 not-a-fit", "Noted for #1: Not a fit"),
        ("help", "", "A card comes here"),
        ("claim_1", "", "#1 is yours."),
        ("outcome_1_not_a_fit", "", "Noted for #1: Not a fit"),
        ("outcome_1", "not a fit", "Noted for #1: Not a fit"),
        ("claim_²", "", "Like this"),
        ("claim_١٢", "", "Like this"),
        ("claim", "1e3", "Like this"),
        ("why_lead_99", "", "There’s no lead 99 here."),
    ],
)
async def test_every_command_of_a_rep_is_answered_below_it(
    office: Office, command: str, argument: str, answered: str
) -> None:
    await quentin_is_lukewarm(office)
    sent = await office.at_desk(command, argument)
    (reply,) = [s for s in sent if isinstance(s.message, SendText) and "is noted" not in s.html]
    assert answered in reply.html
    assert isinstance(reply.message, SendText)
    assert reply.message.reply_to is not None


@pytest.mark.parametrize("command", ["ban", "foo", "forget", "try_it", "claims", "", "start_over"])
async def test_unknown_commands_in_the_group_are_left_to_other_bots_unless_they_name_ours(
    office: Office, command: str
) -> None:
    await quentin_is_lukewarm(office)
    assert await office.at_desk(command, "spammer") == []
    named = Commanded(command, "spammer", 77, addressed=True)
    (reply,) = await office.turn(named, BO, chat_id=SALES)
    assert "A card comes here" in reply.html


async def test_to_one_person_as_sales_chat_unknown_commands_are_explained(office: Office) -> None:
    office.setup = replace(office.setup, sales_chat=BO.id)
    (reply,) = await office.turn(Commanded("foo", "", 1), BO)
    assert "A card comes here" in reply.html


@pytest.mark.parametrize("number", ["²", "١٢", "9" * 60, "-1", "1e9", ""])
async def test_a_tap_whose_number_is_none_is_answered_and_harms_nothing(office: Office, number: str) -> None:
    await quentin_is_lukewarm(office)
    for act in (Act.CLAIM, Act.WHY, Act.OUTCOME):
        (answered,) = await _tap_desk(office, Tap(act, (number, "won")), BO)
        assert isinstance(answered.message, AnswerTap)
    assert office.rows("SELECT claimed_by FROM handoffs") == [(None,)]


@pytest.mark.parametrize("what", ["tap", "claim", "claim_1", "outcome_1_not_a_fit", "why_1"])
async def test_an_anonymous_administrator_is_asked_to_show_who_it_is(office: Office, what: str) -> None:
    await quentin_is_lukewarm(office)
    group = Sender(1087968824, "Group", anonymous=True)
    if what == "tap":
        (told,) = await _tap_desk(office, Tap(Act.CLAIM, ("1",)), group)
        assert isinstance(told.message, AnswerTap)
        assert "Remain anonymous" in told.message.text
        assert told.message.alert
    else:
        (told,) = await office.at_desk(what, "1" if what == "claim" else "", group)
        assert "Switch off <b>Remain anonymous</b>" in told.html
    assert office.rows("SELECT claimed_by, closed_at FROM handoffs") == [(None, None)]
    assert office.rows("SELECT count(*) FROM reps") == [(0,)]


async def test_a_card_can_be_claimed_by_tapping_its_last_line_in_a_group_and_alone(office: Office) -> None:
    office.setup = replace(office.setup, bot_name="our_bot")
    await quentin_is_lukewarm(office)
    assert office.alerts()[-1].html.endswith("/claim_1@our_bot")
    office.setup = replace(office.setup, sales_chat=BO.id)
    await office.turn(Commanded("human", "", 1), PIA)
    assert office.sent_to(BO.id)[-1].html.endswith("/claim_2")


async def test_a_card_says_what_they_wrote_last_where_that_is_more_than_a_word(office: Office) -> None:
    await office.start("b2b-spring")
    words = "we drown in inbound & I'm the <sales director> at Acme, about 200 people"
    await office.say(words)
    await office.turn(Commanded("human", "", 1))
    card = office.alerts()[-1].html
    assert "Last message: <i>“we drown in inbound &amp; I&#39;m the &lt;sales director&gt; at Acme" in card
    await office.say("x" * 3_000)
    assert json.loads((await office.chat()).state)["last_words"] == "x" * 199 + "…"


async def test_before_they_have_agreed_and_after_one_word_a_card_says_nothing_of_it(office: Office) -> None:
    await office.turn(Commanded("start", "", 1))
    await office.say("something that is nobody's affair")
    assert "last_words" not in json.loads((await office.chat()).state)
    await office.start("b2b", PIA)
    await office.say("200", PIA)
    await office.turn(Commanded("human", "", 1), PIA)
    assert "Last message" not in office.alerts()[-1].html


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_a_claimed_lead_may_have_any_outcome_and_final_ones_give_it_back(office: Office, outcome: str) -> None:
    await quentin_is_lukewarm(office)
    await _tap_desk(office, Tap(Act.CLAIM, ("1",)))
    await _tap_desk(office, Tap(Act.OUTCOME, ("1", outcome)))
    ((stored, closed),) = office.rows("SELECT outcome, closed_at FROM handoffs")
    assert stored == outcome
    assert (closed is not None) == (outcome in FINAL)
    assert ('"rep"' in (await office.chat()).state) == (outcome not in FINAL)
    assert office.rows("SELECT outcome, rep_id FROM outcomes") == [(outcome, BO.id)]


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_an_outcome_says_that_they_were_written_to_or_called_but_for_not_a_fit(
    office: Office, outcome: str
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", f"1 {outcome}", CY)
    ((contact,),) = office.rows("SELECT first_contact_at FROM handoffs")
    assert (contact is None) == (outcome == "not_a_fit")
    steps = await office.write(lambda tx: desk_steps.of_handoff(tx, 1))
    told = [(step.step, step.rep, step.detail) for step in steps]
    assert told == [("claimed", BO.full_name, ""), ("outcome", CY.full_name, outcome)]


async def test_an_outcome_reported_twice_is_one_row(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    for _ in range(2):
        await office.at_desk("outcome", "1 won")
    assert office.rows("SELECT count(*) FROM outcomes") == [(1,)]


async def test_a_final_outcome_may_be_corrected_to_another_but_not_reopened(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("outcome", "1 lost")
    await office.at_desk("outcome", "1 won")
    assert office.rows("SELECT outcome FROM handoffs") == [("won",)]
    (refused,) = [s for s in await office.at_desk("outcome", "1 meeting") if isinstance(s.message, SendText)]
    assert "#1 is already closed." in refused.html


async def test_not_a_fit_of_an_unclaimed_lead_claims_and_closes_in_one(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await _tap_desk(office, Tap(Act.OUTCOME, ("1", "not_a_fit")), CY)
    ((rep, closed),) = office.rows("SELECT claimed_by, closed_at FROM handoffs")
    assert rep == CY.id
    assert closed is not None
    (late,) = [s for s in await office.at_desk("claim", "1", BO) if isinstance(s.message, SendText)]
    assert "Cy Carlsson was faster" in late.html


async def test_a_second_copy_of_a_card_is_removed_when_it_is_tapped(office: Office) -> None:
    await quentin_is_lukewarm(office)
    (alert,) = office.alerts()
    await office.write(lambda tx: tx.run(_SENT_TWICE, subject="handoff:1"))
    sent = await _tap_desk(office, Tap(Act.CLAIM, ("1",)), BO, alert.message_id + 500)
    assert DeleteMessage(alert.message_id + 500) in [s.message for s in sent]
    edits = [s.message for s in sent if isinstance(s.message, EditText)]
    assert [edit.message_id for edit in edits] == [alert.message_id]


@pytest.mark.parametrize("arguments", [("x",), (), ("9" * 40,), ("-1",), ("1", "2", "3"), ("٣",)])
async def test_a_broken_button_in_the_sales_chat_never_raises(office: Office, arguments: tuple[str, ...]) -> None:
    for act in (Act.CLAIM, Act.OUTCOME):
        assert _notices(await _tap_desk(office, Tap(act, arguments), BO, 5))


async def test_words_for_a_person_reach_sales_and_are_quoted_as_they_are(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.say("Do you have <b>references</b> in Lyon & Nice?")
    (wrote,) = [s.html for s in office.sent_to(SALES) if " wrote" in s.html]
    assert "&lt;b&gt;references&lt;/b&gt; in Lyon &amp; Nice?" in wrote


async def test_a_call_asked_of_the_rep_reaches_them(office: Office) -> None:
    """A claimed lead who writes again must ring, whatever they write."""
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.say("could you call me tomorrow at nine")
    assert [s.html for s in office.sent_to(SALES) if "tomorrow at nine" in s.html]


async def test_a_name_with_markup_does_not_break_the_card(office: Office) -> None:
    who = replace(QUENTIN, first_name="<Q_&*", last_name="")
    await office.turn(Commanded("human", "", 1), who)
    (alert,) = office.alerts()
    assert "&lt;Q_&amp;*" in alert.html


async def test_a_handoff_number_is_never_given_twice(office: Office) -> None:
    await office.turn(Commanded("human", "", 1))
    await office.turn(Tapped(Tap(Act.FORGET, ("yes",)), "t", 1))
    await office.turn(Commanded("human", "", 1))
    assert office.rows("SELECT id FROM handoffs") == [(2,)]
    assert await office.write(lambda tx: handoffs.by_number(tx, 1)) is None


async def test_the_card_says_what_was_asked_and_how_often(office: Office) -> None:
    await quentin_is_lukewarm(office)
    for question in ("what does it cost?", "is it secure?", "how much is it?"):
        await office.turn(Said(question, 900 + office.updates), QUENTIN)
    assert "\nAsked: Prices twice · Security\n" in _card(office)
