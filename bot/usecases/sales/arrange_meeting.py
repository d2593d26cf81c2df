"""A rep arranges to meet a prospect, moves that or calls it off; the prospect is told, and both are reminded."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import contexts, rendering
from bot.messages import Sender
from bot.understanding.appointments import FURTHEST, read_appointment
from bot.usecases.sales.claim_lead import claim_lead
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.sales.list_leads import Listed
from bot.usecases.sales.outcome_actions import tell_owner
from bot.usecases.sales.report_outcome import report_outcome
from bot.usecases.sales.tell_of_meeting import tell_prospect
from bot.usecases.sales.undo_outcome import reopen
from bot.usecases.setup import Setup
from storage import desk_steps, handoffs, meetings, outcomes
from storage.handoffs import StoredHandoff
from storage.leads import StoredChat
from storage.statements import Transaction

REMINDED_BEFORE = timedelta(hours=1)
MEETING = "meeting"
"""The outcome that a meeting counts as."""
CANCEL = "cancel"


def arrange_meeting(
    tx: Transaction, handoff: StoredHandoff, chat: StoredChat, said: str, *, rep: Sender, setup: Setup, now: datetime
) -> Listed:
    """Arrange a meeting at the day and time that a rep names, or cancel it, and return what the rep reads back."""
    if said.casefold() == CANCEL:
        return _cancel(tx, handoff, chat, rep=rep, setup=setup, now=now)
    if handoff.closed_at is not None:
        return _says("closed", handoff, chat, setup=setup, now=now)
    texts = setup.desk_texts
    zone = ZoneInfo(setup.desk.hours.zone)
    local_now = now.astimezone(zone).replace(tzinfo=None)
    local = read_appointment(said, now=local_now, locale=texts.locale)
    if local is None or local - local_now > FURTHEST:
        return _says("unclear", handoff, chat, setup=setup, now=now)
    at = local.replace(tzinfo=zone).astimezone(now.tzinfo)
    if at <= now:
        return _says("past", handoff, chat, setup=setup, now=now, at=at)
    before = meetings.standing(tx, handoff.number)
    _keep(tx, handoff, at, rep=rep, setup=setup, now=now)
    is_moved = before is not None and before.at > now
    reminds = at - REMINDED_BEFORE > now
    what = "moved" if is_moved else "made"
    told = tell_prospect(tx, chat, what, rep=_signed(rep), at=at, setup=setup, now=now, reminds=reminds)
    return _says(what, handoff, chat, setup=setup, now=now, at=at, told=told, reminds=reminds)


def _keep(tx: Transaction, handoff: StoredHandoff, at: datetime, *, rep: Sender, setup: Setup, now: datetime) -> None:
    """Keep a meeting in place of any other of the handoff; who has no rep yet is claimed, and it is an outcome."""
    number = handoff.number
    if handoff.claimed_by is None:
        claim_lead(tx, number, rep, setup=setup, now=now)
    handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
    meetings.cancel(tx, number, now)
    remind_at = at - REMINDED_BEFORE
    meetings.add(tx, number, at, rep_id=rep.id, made_at=now, remind_at=remind_at if remind_at > now else None)
    desk_steps.add(tx, number, desk_steps.MEETING, at=now, rep_id=rep.id, detail=at.isoformat())
    made = report_outcome(tx, number, MEETING, rep=rep, setup=setup, now=now)
    tell_owner(tx, made, rep=rep, setup=setup, now=now)
    redraw_card(tx, number, setup=setup, now=now)


def _cancel(
    tx: Transaction, handoff: StoredHandoff, chat: StoredChat, *, rep: Sender, setup: Setup, now: datetime
) -> Listed:
    meeting = meetings.standing(tx, handoff.number)
    if meeting is None or meeting.at <= now:
        return _says("none", handoff, chat, setup=setup, now=now)
    handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
    meetings.cancel(tx, handoff.number, now)
    desk_steps.add(tx, handoff.number, desk_steps.MEETING_OFF, at=now, rep_id=rep.id, detail=meeting.at.isoformat())
    _take_back(tx, handoff, rep=rep, setup=setup, now=now)
    redraw_card(tx, handoff.number, setup=setup, now=now)
    told = tell_prospect(tx, chat, "cancelled", rep=_first_name(meeting.rep), at=meeting.at, setup=setup, now=now)
    return _says("cancelled", handoff, chat, setup=setup, now=now, at=meeting.at, told=told)


def _take_back(tx: Transaction, handoff: StoredHandoff, *, rep: Sender, setup: Setup, now: datetime) -> None:
    """Take back the outcome that a meeting counted as, unless something was reported since: it does not take place."""
    standing = outcomes.standing(tx, handoff.number)
    if handoff.closed_at is None and standing and standing[0].outcome == MEETING:
        reopen(tx, handoff.number, rep=rep, setup=setup, now=now)


def _says(
    what: str,
    handoff: StoredHandoff,
    chat: StoredChat,
    *,
    setup: Setup,
    now: datetime,
    at: datetime | None = None,
    told: bool = False,
    reminds: bool = False,
) -> Listed:
    texts = setup.desk_texts
    zone, locale = setup.desk.hours.zone, texts.locale
    answer = contexts.MeetingAnswer(
        handoff.number,
        name=chat.lead.name,
        when=rendering.appointment(at, zone, now=now, locale=locale, names_zone=False) if at else "",
        zone=zone,
        told=told,
        reminds=reminds,
        meet=setup.command(f"meet_{handoff.number}"),
        cancel=setup.command(f"meet_{handoff.number}_{CANCEL}"),
    )
    return Listed(texts.render(f"meeting.{what}", answer), (), (chat.lead.id,), number=handoff.number)


def _signed(rep: Sender) -> str:
    return rep.first_name or rep.full_name


def _first_name(name: str) -> str:
    return name.partition(" ")[0]
