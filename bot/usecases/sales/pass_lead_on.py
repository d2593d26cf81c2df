"""A lead goes from one rep to another, or back to nobody; the bot has the conversation again where nobody has it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.desk.reps import KnownRep
from bot.messages import Sender
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.card_changes import free_from, note_changes
from bot.usecases.sales.conversation_owner import give_to_bot, give_to_rep
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.sales.move_to_desk import move_to_desk
from bot.usecases.sales.next_step import note_next_step
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_claim
from storage import desk_steps, handoffs
from storage.handoffs import StoredHandoff
from storage.statements import Transaction


class Passed(Enum):
    """What became of the wish to pass a lead on."""

    DONE = auto()
    NOT_FOUND = auto()
    CLOSED = auto()
    NOBODYS = auto()
    NOT_YOURS = auto()
    HAS_IT = auto()


@dataclass(frozen=True, slots=True)
class Passing:
    """What became of the wish, and the handoff as it was before."""

    became: Passed
    handoff: StoredHandoff | None = None


def release_lead(tx: Transaction, number: int, *, rep: Sender, setup: Setup, now: datetime) -> Passing:
    """Give a claimed lead back: whoever sees the card may claim it."""
    handoff = _open(tx, number)
    if isinstance(handoff, Passing):
        return handoff
    if handoff.claimed_by is None:
        return Passing(Passed.NOBODYS, handoff)
    if not _may_pass(tx, handoff, rep, setup=setup, now=now):
        return Passing(Passed.NOT_YOURS, handoff)
    _note(tx, handoff, desk_steps.RELEASED, rep=rep, to=None, now=now)
    give_to_bot(tx, handoff.lead_id, number)
    _show(tx, number, setup=setup, now=now)
    return Passing(Passed.DONE, handoff)


def give_lead(
    tx: Transaction,
    number: int,
    to: KnownRep,
    *,
    rep: Sender,
    setup: Setup,
    now: datetime,
    desk_chat: int | None = None,
) -> Passing:
    """Let another rep have a lead: one's own, one that nobody has, or one that may be taken over.

    With ``desk_chat`` they are of another desk, whose the lead is from then on.
    """
    handoff = _open(tx, number)
    if isinstance(handoff, Passing):
        return handoff
    if handoff.claimed_by == to.id:
        return Passing(Passed.HAS_IT, handoff)
    if handoff.claimed_by is not None and not _may_pass(tx, handoff, rep, setup=setup, now=now):
        return Passing(Passed.NOT_YOURS, handoff)
    if desk_chat is not None:
        setup = move_to_desk(tx, handoff, desk_chat, rep=rep, setup=setup, now=now)
    _note(tx, handoff, desk_steps.GIVEN, rep=rep, to=to, now=now)
    _hand_over(tx, handoff, to, setup=setup, now=now)
    return Passing(Passed.DONE, handoff)


def give_to_desk(tx: Transaction, number: int, chat: int, *, rep: Sender, setup: Setup, now: datetime) -> Passing:
    """Let another desk have a lead, on the same terms: whoever is of it may claim."""
    handoff = _open(tx, number)
    if isinstance(handoff, Passing):
        return handoff
    if not _may_pass(tx, handoff, rep, setup=setup, now=now):
        return Passing(Passed.NOT_YOURS, handoff)
    if handoff.claimed_by is not None:
        _note(tx, handoff, desk_steps.RELEASED, rep=rep, to=None, now=now)
        give_to_bot(tx, handoff.lead_id, number)
    else:
        handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
    there = move_to_desk(tx, handoff, chat, rep=rep, setup=setup, now=now)
    _show(tx, number, setup=there, now=now)
    return Passing(Passed.DONE, handoff)


def take_over_lead(tx: Transaction, number: int, *, rep: Sender, setup: Setup, now: datetime) -> Passing:
    """Take a lead over from a rep who has left, or has been silent for too long."""
    handoff = _open(tx, number)
    if isinstance(handoff, Passing):
        return handoff
    if handoff.claimed_by in (None, rep.id):
        return Passing(Passed.NOBODYS if handoff.claimed_by is None else Passed.HAS_IT, handoff)
    if not _may_pass(tx, handoff, rep, setup=setup, now=now):
        return Passing(Passed.NOT_YOURS, handoff)
    to = KnownRep(rep.id, rep.full_name, rep.username)
    _note(tx, handoff, desk_steps.TAKEN_OVER, rep=rep, to=to, now=now)
    _hand_over(tx, handoff, to, setup=setup, now=now)
    return Passing(Passed.DONE, handoff)


def _open(tx: Transaction, number: int) -> StoredHandoff | Passing:
    handoff = handoffs.by_number(tx, number)
    if handoff is None or handoff.reason == handoffs.IMPORTED:
        return Passing(Passed.NOT_FOUND)
    return handoff if handoff.closed_at is None else Passing(Passed.CLOSED, handoff)


def _may_pass(tx: Transaction, handoff: StoredHandoff, rep: Sender, *, setup: Setup, now: datetime) -> bool:
    """Return whether a claimed lead is this rep's to pass on: their own, or one that may be taken over."""
    if handoff.claimed_by is None or handoff.claimed_at is None or handoff.claimed_by == rep.id:
        return True
    steps = desk_steps.of_handoff(tx, handoff.number)
    free_at = free_from(handoff, steps, rules=setup.desk)
    return free_at is not None and free_at <= now


def _note(
    tx: Transaction, handoff: StoredHandoff, step: str, *, rep: Sender, to: KnownRep | None, now: datetime
) -> None:
    handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
    handoffs.set_owner(tx, handoff.number, to.id if to else None, now)
    desk_steps.add(tx, handoff.number, step, at=now, rep_id=rep.id, detail=to.name if to else "")


def _hand_over(tx: Transaction, handoff: StoredHandoff, to: KnownRep, *, setup: Setup, now: datetime) -> None:
    give_to_rep(tx, handoff.lead_id, handoff.number, to.name, now=now)
    _show(tx, handoff.number, setup=setup, now=now)
    announce_claim(tx, handoff, Sender(to.id, to.name, username=to.username), setup=setup, now=now)


def _show(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> None:
    handoff = handoffs.by_number(tx, number)
    assert handoff is not None, "it was passed on a moment ago"
    note_next_step(tx, handoff, setup=setup, now=now)
    redraw_card(tx, number, setup=setup, now=now, worth=Worth.CLAIM)
    note_changes(tx, number, setup=setup, now=now)
