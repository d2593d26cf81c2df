"""Bo arranges to meet Quentin: read back, told, moved, called off, and both are reminded an hour before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import Blocked, Commanded, MembersChanged, Sender, SendText
from bot.rendering import plain
from bot.usecases.leads.forget_lead import forget_lead
from bot.usecases.leads.merge_leads import merge_leads
from tests.builders import BO, CY, PIA, QUENTIN, SALES, Delivered, Office, quentin_is_lukewarm, shipped, timekeeper_of
from tests.integration.usecases.test_reminding_reps import with_rules
from tests.sales_chat import drawn_card


async def _asked(office: Office, name: str, argument: str = "", rep: object = BO) -> str:
    """Have a rep type a command, and return the text of the answer."""
    sent = await office.at_desk(name, argument, rep)  # type: ignore[arg-type]  # of the cast
    answers = [each for each in sent if isinstance(each.message, SendText) and each.message.reply_to is not None]
    return plain(answers[-1].html)


async def _reminders(office: Office) -> list[Delivered]:
    before = len(office.delivered)
    await timekeeper_of(office).tick()
    await office.deliver()
    return [each for each in office.delivered[before:] if "In an hour" in each.html or "in an hour" in each.html]


def _told(office: Office) -> str:
    return plain(office.sent_to(QUENTIN.id)[-1].html)


async def test_a_meeting_is_read_back_told_to_the_prospect_and_both_are_reminded_an_hour_before(office: Office) -> None:
    business = replace(shipped().business, booking_url="https://book.example.com/bo?a=1&b=2")
    office.setup = replace(office.setup, time_zone="Europe/Stockholm", playbooks=replace(shipped(), business=business))
    await quentin_is_lukewarm(office)
    answer = await _asked(office, "meet_1", "thursday 15:00")
    assert answer.startswith(
        "Meeting with Quentin Quist (#1): Thu, Mar 5, 15:00 (Europe/Stockholm). They have been told. "
        "You both get a reminder an hour before."
    )
    assert "\nTo move it: /meet_1 and another day and time. To call it off: /meet_1_cancel" in answer
    told = office.sent_to(QUENTIN.id)[-1].html
    assert "Quentin, your meeting with Bo (Northwind) is set: <b>Thu, Mar 5, 15:00" in told
    assert '<a href="https://book.example.com/bo?a=1&amp;b=2">' in told
    assert "Central European" in told
    assert office.rows("SELECT outcome, claimed_by, first_contact_at IS NOT NULL FROM handoffs") == [
        ("meeting", BO.id, 1)
    ]
    assert [each for each in office.sent_to(SALES) if "Meeting: <b>Thu, Mar 5, 15:00</b>" in each.html]
    office.now = office.now.replace(day=5, hour=12, minute=59)
    assert await _reminders(office) == []
    office.pass_time(minutes=2)
    soon = await _reminders(office)
    assert sorted(each.chat_id for each in soon) == sorted((SALES, QUENTIN.id))
    to_rep = next(each.html for each in soon if each.chat_id == SALES)
    assert f'<a href="tg://user?id={BO.id}">Bo Berg</a>, in an hour: Quentin Quist (#1), Thu, Mar 5, 15:00.' in to_rep
    assert await _reminders(office) == []


async def test_the_rep_who_has_the_lead_hears_that_a_colleague_meets_them(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1", BO)
    for day, heard in (("tomorrow at 10", 1), ("tomorrow at 11", 0)):
        told = [sent.html for sent in await office.at_desk("meet", f"1 {day}", CY)]
        assert sum("Bo Berg" in html and "tg://user?id=11" in html and "Meeting" in html for html in told) == heard


async def test_a_meeting_is_moved_and_called_off_and_the_prospect_hears_of_both(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("meet", "1 tomorrow at 10")
    assert "Tue, Mar 3, 10:00" in _told(office)
    moved = await _asked(office, "meet", "#1 friday 9.30")
    assert moved.startswith("Moved: you meet Quentin Quist (#1) on Fri, Mar 6, 09:30 (UTC).")
    assert "has moved. It’s now Fri, Mar 6, 09:30" in _told(office)
    office.now = office.now.replace(day=3, hour=9, minute=30)
    assert await _reminders(office) == []
    assert "Called off" in await _asked(office, "meet_1_cancel", rep=CY)
    assert "with Bo (Northwind) on Fri, Mar 6, 09:30 (Coordinated Universal Time) is called off" in _told(office)
    assert "No meeting" in await _asked(office, "meet_1", "cancel")
    office.now = office.now.replace(day=6, hour=8, minute=40)
    assert await _reminders(office) == []
    history = office.rows("SELECT step FROM desk_steps ORDER BY id")
    assert [step for (step,) in history if step.startswith("meeting")] == ["meeting", "meeting", "meeting_off"]


@pytest.mark.parametrize("said", ["", "soon", "thursday", "25:00 friday", "next week 15:00", "1 march 2030 10:00"])
async def test_what_names_no_day_and_time_is_answered_with_an_example_and_changes_nothing(
    office: Office, said: str
) -> None:
    await quentin_is_lukewarm(office)
    assert "thursday 15:00" in await _asked(office, "meet_1", said)
    assert office.rows("SELECT count(*) FROM meetings") == [(0,)]
    assert office.rows("SELECT claimed_by FROM handoffs") == [(None,)]


async def test_what_is_past_or_nobody_is_said_to_be_so(office: Office) -> None:
    await quentin_is_lukewarm(office)
    assert "Mon, Mar 2, 08:00 (UTC) is past" in await _asked(office, "meet_1", "today 8:00")
    assert "no #9" in await _asked(office, "meet_9", "friday 10:00")
    assert "thursday 15:00" in await _asked(office, "meet", "Quentin friday 10:00")
    assert "Remain anonymous" in await _asked(office, "meet_1", "friday 10:00", replace(BO, anonymous=True))
    await office.at_desk("outcome", "1 not_a_fit")
    assert "#1 Quentin Quist is closed. First: /reopen_1" in await _asked(office, "meet_1", "friday 10:00")
    assert office.rows("SELECT count(*) FROM meetings") == [(0,)]


@pytest.mark.parametrize(
    ("locale", "said", "read"),
    [
        ("fr", "jeudi 15h", "jeu. 5 mars, 15:00"),
        ("es", "jueves a las 15", "jue, 5 mar, 15:00"),
        ("sv", "torsdag kl 15", "tors 5 mars, 15:00"),
    ],
)
async def test_a_rep_writes_and_reads_the_day_in_the_language_of_the_desk(
    office: Office, locale: str, said: str, read: str
) -> None:
    office.setup = replace(office.setup, sales_locale=locale)
    await quentin_is_lukewarm(office)
    assert read in await _asked(office, "meet_1", said)
    assert "Thu, Mar 5, 15:00" in _told(office)


async def test_who_has_stopped_or_blocked_is_told_nothing_and_the_rep_reads_that(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await quentin_is_lukewarm(office, PIA)
    await office.turn(Commanded("stop", "", 1))
    await office.hear(Blocked(), PIA)
    await office.deliver()
    for number, who in ((1, QUENTIN), (2, PIA)):
        before = len(office.sent_to(who.id))
        assert "can’t reach them: please tell them yourself. You get a reminder" in await _asked(
            office, f"meet_{number}", "friday 10:00"
        )
        assert len(office.sent_to(who.id)) == before
    office.now = office.now.replace(day=6, hour=9, minute=1)
    assert [each.chat_id for each in await _reminders(office)] == [SALES, SALES]


async def test_nobody_is_reminded_of_a_lead_who_is_closed_or_forgotten_or_of_what_is_past(office: Office) -> None:
    for number, who in enumerate((QUENTIN, PIA, replace(PIA, id=503)), start=1):
        await quentin_is_lukewarm(office, who)
        await office.at_desk("meet", f"{number} friday 10:00")
    await office.at_desk("outcome", "1 lost")
    await office.write(lambda tx: forget_lead(tx, 2, setup=office.setup, now=office.now))
    await office.deliver()
    assert office.rows("SELECT count(*) FROM meetings") == [(2,)]
    office.now = office.now.replace(day=6, hour=10, minute=30)
    assert await _reminders(office) == []


async def test_a_meeting_within_the_hour_promises_no_reminder(office: Office) -> None:
    await quentin_is_lukewarm(office)
    answer = await _asked(office, "meet_1", "9:30")
    assert "reminder" not in answer
    assert "remind" not in _told(office)
    office.now += timedelta(minutes=10)
    assert await _reminders(office) == []


async def test_who_is_away_is_not_called_to_their_meeting_and_who_arranged_one_in_the_night_is(office: Office) -> None:
    await quentin_is_lukewarm(with_rules(office))
    await office.at_desk("meet_1", "tomorrow 21:00")
    for away, called in ((True, False), (False, True)):
        await office.at_desk("away" if away else "back", "")
        await office.at_desk("meet_1", "tomorrow 21:00")
        office.now = office.now.replace(hour=20, minute=5) + timedelta(days=1)
        to_rep = next(each for each in await _reminders(office) if each.chat_id == SALES)
        assert (f"tg://user?id={BO.id}" in to_rep.html) == called
        assert isinstance(to_rep.message, SendText)
        assert to_rep.message.silent != called


@pytest.mark.parametrize("reported", ["", "reached", "won"])
async def test_a_meeting_that_is_called_off_counts_as_none_unless_more_was_reported_since(
    office: Office, reported: str
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim", "1")
    await office.at_desk("meet_1", "friday 10:00")
    if reported:
        await office.at_desk("outcome", f"1 {reported}")
    await office.at_desk("meet_1_cancel", "")
    assert office.rows("SELECT outcome FROM handoffs") == [(reported or None,)]
    withdrawn = office.rows("SELECT outcome FROM outcomes WHERE withdrawn_at IS NOT NULL")
    assert withdrawn == ([] if reported else [("meeting",)])


@pytest.mark.parametrize(
    ("happens", "meets"),
    [
        ((("give", "1 Cy", BO),), CY),
        ((("give", "1 Cy", BO), ("give", "1 Bo", CY)), BO),
        ((("release_1", "", BO), ("claim_1", "", CY)), CY),
        ((("release_1", "", BO),), BO),
        ((("outcome", "1 reached", CY),), BO),
    ],
)
async def test_the_meeting_is_of_whoever_has_got_the_lead_since(
    office: Office, happens: tuple[tuple[str, str, Sender], ...], meets: Sender
) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("back", "", CY)
    await office.at_desk("claim_1", "", BO)
    await office.at_desk("meet_1", "friday 10:00", BO)
    for name, argument, rep in happens:
        office.pass_time(minutes=1)
        await office.at_desk(name, argument, rep)
    to_rep, told = await _an_hour_before(office)
    assert f'<a href="tg://user?id={meets.id}">{meets.full_name}</a>, in an hour' in to_rep
    assert f"your meeting with {meets.first_name} " in told


async def test_a_colleague_who_meets_them_is_reminded_as_long_as_the_lead_stays_where_it_is(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim_1", "", BO)
    await office.at_desk("meet_1", "friday 10:00", CY)
    to_rep, _ = await _an_hour_before(office)
    assert f"tg://user?id={CY.id}" in to_rep


async def test_who_has_left_is_called_to_no_meeting_and_who_takes_over_is(office: Office) -> None:
    await quentin_is_lukewarm(office)
    await office.at_desk("claim_1", "", BO)
    await office.at_desk("meet_1", "friday 10:00", BO)
    await office.hear(MembersChanged((), BO.id), CY, chat_id=SALES)
    taken = office.now
    to_rep, _ = await _an_hour_before(office)
    assert "Bo Berg, in an hour" in to_rep, "by name, and not called: they would read of the lead"
    office.now = taken
    await office.at_desk("meet_1", "friday 10:00", CY)
    await office.at_desk("take_1", "", CY)
    to_rep, _ = await _an_hour_before(office)
    assert f"tg://user?id={CY.id}" in to_rep


async def test_a_meeting_goes_with_a_lead_who_turns_out_to_be_another_one(office: Office) -> None:
    for who, rep in ((QUENTIN, BO), (replace(QUENTIN, id=601, first_name="Q"), CY)):
        await quentin_is_lukewarm(office, who)
        office.pass_time(minutes=1)
        await office.at_desk("claim", "1" if rep is BO else "2", rep)
    await office.at_desk("meet_2", "friday 10:00", CY)
    await office.write(lambda tx: merge_leads(tx, 1, 2, setup=office.setup, now=office.now))
    await office.deliver()
    assert office.rows("SELECT handoff_id FROM meetings") == [(1,)]
    assert "Meeting: <b>Fri, Mar 6, 10:00</b>" in drawn_card(office, 1).html
    assert "Meeting: <b>" not in drawn_card(office, 2).html
    to_rep, _ = await _an_hour_before(office)
    assert "(#1), Fri, Mar 6, 10:00." in to_rep
    assert "Called off" in await _asked(office, "meet_1_cancel")


async def _an_hour_before(office: Office) -> tuple[str, str]:
    """Return what the desk and the prospect read an hour before the meeting on Friday at ten."""
    office.now = office.now.replace(day=6, hour=9, minute=1)
    soon = {each.chat_id: each.html for each in await _reminders(office)}
    return soon.pop(SALES), next(iter(soon.values()), "")
