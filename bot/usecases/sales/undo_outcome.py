"""Takes an outcome back, whole: the handoff, who has it, and the bot's conversation are as they were before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.desk.outcomes import FINAL, TELL_OF_CONTACT, may_undo, to_withdraw
from bot.desk.ownership import BY_REPORT
from bot.messages import Sender
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.card_changes import note_changes
from bot.usecases.sales.conversation_owner import resume
from bot.usecases.sales.draw_card import redraw_card
from bot.usecases.sales.next_step import note_next_step
from bot.usecases.sales.record_outcome import record_withdrawal
from bot.usecases.setup import Setup
from bot.usecases.webhooks.announce import announce_withdrawal
from storage import desk_steps, handoffs, outcomes
from storage.handoffs import StoredHandoff
from storage.outcomes import StoredOutcome
from storage.statements import Transaction


class Undone(Enum):
    """What became of the wish to take an outcome back."""

    DONE = auto()
    NOT_FOUND = auto()
    NOTHING = auto()
    LATE = auto()
    OTHER_OPEN = auto()


@dataclass(frozen=True, slots=True)
class Undoing:
    """What became of the wish, the handoff as it is now, and the outcomes that were taken back, the newest first.

    ``other`` is the number of an open handoff of the same lead that stands in the way.
    """

    became: Undone
    handoff: StoredHandoff | None = None
    withdrawn: tuple[StoredOutcome, ...] = ()
    other: int = 0


def undo_outcome(tx: Transaction, outcome_id: int, *, rep: Sender, setup: Setup, now: datetime) -> Undoing:
    """Take back the one outcome whose button was tapped, while it is new; tapped again it changes nothing."""
    outcome = outcomes.by_id(tx, outcome_id)
    if outcome is None:
        return Undoing(Undone.NOT_FOUND)
    if outcome.withdrawn_at is not None:
        return Undoing(Undone.DONE, handoffs.by_number(tx, outcome.handoff), (outcome,))
    standing = outcomes.standing(tx, outcome.handoff)
    if standing[0].id != outcome_id or not may_undo(outcome.at, now=now):
        redraw_card(tx, outcome.handoff, setup=setup, now=now)
        return Undoing(Undone.LATE, handoffs.by_number(tx, outcome.handoff))
    return _withdraw(tx, outcome.handoff, standing, 1, rep=rep, setup=setup, now=now)


def reopen(tx: Transaction, number: int, *, rep: Sender, setup: Setup, now: datetime) -> Undoing:
    """Take back whatever has closed a handoff; of an open one, what was reported last."""
    handoff = handoffs.by_number(tx, number)
    if handoff is None or handoff.reason == handoffs.IMPORTED:
        return Undoing(Undone.NOT_FOUND)
    standing = outcomes.standing(tx, number)
    many = to_withdraw(each.outcome for each in standing)
    if not many:
        other = handoffs.open_of(tx, handoff.lead_id)
        if handoff.closed_at is not None and other is not None:
            # Of two leads who turned out to be one, the other's handoff stands for both.
            return Undoing(Undone.OTHER_OPEN, handoff, other=other.number)
        return Undoing(Undone.NOTHING, handoff)
    return _withdraw(tx, number, standing, many, rep=rep, setup=setup, now=now)


def _withdraw(
    tx: Transaction,
    number: int,
    standing: list[StoredOutcome],
    many: int,
    *,
    rep: Sender,
    setup: Setup,
    now: datetime,
) -> Undoing:
    gone, left = standing[:many], standing[many:]
    before = left[0] if left else None
    is_closed = before is not None and before.outcome in FINAL
    handoff = handoffs.by_number(tx, number)
    assert handoff is not None, "its outcomes would have gone with it"
    other = handoffs.open_of(tx, handoff.lead_id)
    if not is_closed and other is not None and other.number != number:
        return Undoing(Undone.OTHER_OPEN, handoff, other=other.number)
    handoffs.meet_rep(tx, rep.id, rep.full_name, rep.username)
    _take_back(tx, handoff, gone, rep=rep, setup=setup, now=now)
    if (contact := _contact_left(tx, number, left)) is not None:
        handoffs.note_contact(tx, number, contact)
    handoffs.settle(
        tx,
        number,
        outcome=before.outcome if before else None,
        at=before.at if before else None,
        closed_at=before.at if before and is_closed else None,
    )
    if any(_claimed_by(tx, number, outcome) for outcome in gone):
        handoffs.set_owner(tx, number, None, now)
    if not is_closed and handoff.closed_at is not None:
        _hand_back(tx, number, gone, rep=rep, setup=setup, now=now)
    elif not is_closed and handoff.claimed_by is not None:
        _remind_again(tx, number, setup=setup, now=now)
    redraw_card(tx, number, setup=setup, now=now, worth=Worth.CLAIM)
    note_changes(tx, number, setup=setup, now=now)
    return Undoing(Undone.DONE, handoffs.by_number(tx, number), tuple(gone))


def _take_back(
    tx: Transaction, handoff: StoredHandoff, gone: list[StoredOutcome], *, rep: Sender, setup: Setup, now: datetime
) -> None:
    """Note that outcomes were never so: for the history, the score, and whoever was told of them."""
    number = handoff.number
    for outcome in gone:
        outcomes.withdraw(tx, outcome.id, rep_id=rep.id, now=now)
        handoffs.forget_contact(tx, number, outcome.at)
        desk_steps.add(tx, number, desk_steps.WITHDRAWN, at=now, rep_id=rep.id, detail=outcome.outcome)
        record_withdrawal(tx, outcome, setup=setup, now=now)
        announce_withdrawal(tx, handoff, outcome.outcome, rep, setup=setup, now=now)


def _contact_left(tx: Transaction, number: int, left: Iterable[StoredOutcome]) -> datetime | None:
    """Return when a person's words first reached the prospect, apart from what was taken back."""
    words = (
        step.at for step in desk_steps.of_handoff(tx, number) if step.step in (desk_steps.REPLIED, desk_steps.WROTE)
    )
    reports = (outcome.at for outcome in left if outcome.outcome in TELL_OF_CONTACT)
    return min((*words, *reports), default=None)


def _claimed_by(tx: Transaction, number: int, outcome: StoredOutcome) -> bool:
    """Return whether an outcome claimed the handoff for its rep, which nobody has had since but them."""
    owners = (desk_steps.CLAIMED, desk_steps.RELEASED, desk_steps.GIVEN, desk_steps.TAKEN_OVER)
    passed = [step for step in desk_steps.of_handoff(tx, number) if step.step in owners]
    return bool(passed) and passed[-1].detail == BY_REPORT and passed[-1].at == outcome.at


def _remind_again(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> None:
    """Let the owner be reminded as if nothing had been reported: that it was may have ended the reminders."""
    handoff = handoffs.by_number(tx, number)
    assert handoff is not None, "it was settled a moment ago"
    note_next_step(tx, handoff, setup=setup, now=now)


def _hand_back(
    tx: Transaction, number: int, gone: list[StoredOutcome], *, rep: Sender, setup: Setup, now: datetime
) -> None:
    """Let the handoff's owner, or the bot, talk with the prospect again, as before the first of these reports."""
    handoff = handoffs.by_number(tx, number)
    assert handoff is not None, "it was settled a moment ago"
    note_next_step(tx, handoff, setup=setup, now=now)
    desk_steps.add(tx, number, desk_steps.REOPENED, at=now, rep_id=rep.id)
    before = next((outcome.state for outcome in reversed(gone) if outcome.state is not None), None)
    resume(tx, handoff.lead_id, number, rep=handoff.rep or "", before=before, setup=setup, now=now)
