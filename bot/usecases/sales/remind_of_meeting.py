"""Reminds a prospect and the rep who meets them of their meeting, an hour before.

Not once it is past or cancelled, or the lead is closed.
"""

from datetime import datetime

from bot import contexts, rendering
from bot.desk.ownership import who_meets
from bot.usecases.sales.pass_on_words import below_card
from bot.usecases.sales.tell_of_meeting import tell_prospect
from bot.usecases.setup import Setup
from storage import desk_steps, handoffs, leads, meetings, outbox, reps
from storage.statements import Transaction


def remind_of_meeting(tx: Transaction, meeting_id: int, *, setup: Setup, now: datetime) -> bool:
    """Owe the reminders of a meeting, once, and return whether there was anybody to remind."""
    meetings.set_reminder(tx, meeting_id, None)
    meeting = meetings.by_id(tx, meeting_id)
    handoff = handoffs.by_number(tx, meeting.number) if meeting else None
    chat = leads.by_id(tx, handoff.lead_id) if handoff else None
    if meeting is None or handoff is None or chat is None:
        return False
    if meeting.cancelled_at is not None or meeting.at <= now or handoff.closed_at is not None:
        return False
    setup = setup.at(handoff.desk_chat)
    steps = desk_steps.of_handoff(tx, meeting.number)
    meets = who_meets(meeting.rep_id, steps, arranged_at=meeting.made_at, owner=handoff.claimed_by)
    rep = reps.by_id(tx, meets) if meets is not None else None
    # Also while the desk is closed: whoever meets somebody at that hour works at it.
    link = "" if rep is None or rep.is_away(now) else f"tg://user?id={rep.id}"
    name = rep.name if rep else meeting.rep
    first_name = name.partition(" ")[0]
    told = tell_prospect(tx, chat, "soon", rep=first_name, at=meeting.at, setup=setup, now=now)
    texts = setup.desk_texts
    soon = contexts.MeetingSoon(
        meeting.number,
        name=chat.lead.name,
        when=rendering.appointment(meeting.at, setup.desk.hours.zone, now=now, locale=texts.locale, names_zone=False),
        rep=name,
        rep_link=link,
        told=told,
    )
    html = texts.render("meeting.soon", soon)
    outbox.owe(tx, [below_card(tx, meeting.number, html, calls=link, setup=setup, now=now)], now)
    return True
