"""Slices of what has fallen due: each a small transaction that does as much as fits into some milliseconds.

A lead for whom it cannot be done is put off in the same transaction, with everything it wrote taken back: so it is not
tried at every look, and whoever is due behind it comes next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot import clock
from bot.usecases.delivery.worth import Worth
from bot.usecases.leads.cool_lead import cool_lead
from bot.usecases.leads.forget_lead import EXPIRED, forget_lead
from bot.usecases.prospects.nudge_lead import nudge_lead
from bot.usecases.sales.redraw_cards import redraw_due_card
from bot.usecases.sales.remind_of_meeting import remind_of_meeting
from bot.usecases.sales.remind_reps import remind_reps
from bot.usecases.sales.send_digest import send_digests
from bot.usecases.setup import Setup
from storage import digests, due, meetings, unknown_events, visitors
from storage.outbox import EDIT, SEND
from storage.statements import Transaction

SLICE_SECONDS = 0.012
"""When this much has passed no further lead is begun: with the longest and the commit it is about 20 ms."""
MOST_LEADS = 100
ROWS_AT_ONCE = 500
"""Rows that are only deleted, by an index: measured at 3 ms, on a database of a million leads."""
MOST_NUDGES_WAITING = 20
"""So many nudges may wait in the outbox: about what leaves it within a second, when nobody else needs it."""
MOST_CARDS_WAITING = 3
"""And so many cards to be drawn again: a group takes 20 messages a minute, alerts and claims first."""
MOST_REMINDERS_WAITING = 3
"""And so many reminders, for the same reason."""
KEEP_UNKNOWN = timedelta(days=90)
"""So long an event of a lead waits for a line of signals.yaml that knows it."""
COME_BACK_AFTER = timedelta(hours=1)


@dataclass(slots=True)
class Slice:
    """What a slice did: whether more of it is due, how many seconds it took, and for whom it failed."""

    more: bool = False
    seconds: float = 0.0
    failed: list[tuple[int, Exception]] = field(default_factory=list)


class Work(Protocol):
    """Does a slice of one kind of work."""

    def __call__(self, tx: Transaction, *, setup: Setup, now: datetime) -> Slice:
        """Do as much as fits and return what was done."""


def cool(tx: Transaction, *, setup: Setup, now: datetime) -> Slice:
    """Lower the tiers that are due to fall, the most overdue first."""
    return _for_each(
        tx,
        lambda: due.to_cool(tx, now, limit=MOST_LEADS),
        lambda lead_id: cool_lead(tx, lead_id, setup=setup, now=now),
        put_off=lambda lead_id: due.postpone_cooling(tx, lead_id, now + COME_BACK_AFTER),
    )


def nudge(tx: Transaction, *, setup: Setup, now: datetime) -> Slice:
    """Owe nudges, those who have been silent longest first, as far as there is room."""
    return _for_each(
        tx,
        lambda: due.to_nudge(tx, now, limit=_room(tx, SEND, MOST_NUDGES_WAITING)),
        lambda lead_id: nudge_lead(tx, lead_id, setup=setup, now=now),
        put_off=lambda lead_id: due.postpone_nudge(tx, lead_id, now + COME_BACK_AFTER),
    )


def redraw(tx: Transaction, *, setup: Setup, now: datetime) -> Slice:
    """Owe the cards of leads who have cooled anew, as far as there is room."""
    return _for_each(
        tx,
        lambda: due.to_redraw(tx, now, limit=_room(tx, EDIT, MOST_CARDS_WAITING)),
        lambda number: redraw_due_card(tx, number, setup=setup, now=now),
        put_off=lambda number: due.set_redraw(tx, number, now + COME_BACK_AFTER),
    )


def remind(tx: Transaction, *, setup: Setup, now: datetime) -> Slice:
    """Say to sales what is due of handoffs on which nobody acts, as far as there is room."""
    return _for_each(
        tx,
        lambda: due.to_remind(tx, now, limit=_room(tx, SEND, MOST_REMINDERS_WAITING, worth=Worth.REMINDER)),
        lambda number: remind_reps(tx, number, setup=setup, now=now),
        put_off=lambda number: due.postpone_step(tx, number, now + COME_BACK_AFTER),
    )


def digest(tx: Transaction, *, setup: Setup, now: datetime) -> Slice:
    """Owe the figures that the desk hears of unasked."""
    send_digests(tx, setup=setup, now=now)
    return Slice()


def remind_of_meetings(tx: Transaction, *, setup: Setup, now: datetime) -> Slice:
    """Owe the reminders of meetings, as many as are due: nobody may miss one."""
    return _for_each(
        tx,
        lambda: meetings.to_remind_of(tx, now, limit=MOST_LEADS),
        lambda meeting: remind_of_meeting(tx, meeting, setup=setup, now=now),
        put_off=lambda meeting: meetings.set_reminder(tx, meeting, now + COME_BACK_AFTER),
    )


_LOOKS: Mapping[Work, Callable[..., list[int]]] = {
    cool: due.to_cool,
    nudge: due.to_nudge,
    redraw: due.to_redraw,
    remind: due.to_remind,
    digest: digests.due,
    remind_of_meetings: meetings.to_remind_of,
}


def works_due(tx: Transaction, now: datetime) -> list[Work]:
    """Return the kinds of work of which something is due."""
    return [work for work, look in _LOOKS.items() if look(tx, now, limit=1)]


def expire(
    tx: Transaction, before: datetime, *, after: tuple[datetime, int], setup: Setup, now: datetime
) -> tuple[Slice, tuple[datetime, int]]:
    """Erase leads who were last seen before an instant, and return where in their order the next slice goes on."""
    found = due.unseen(tx, before, after=after, limit=MOST_LEADS)
    done = Slice()
    tried = _until_time_is_up(
        tx,
        [lead_id for _, lead_id in found],
        lambda lead_id: forget_lead(tx, lead_id, setup=setup, now=now, because=EXPIRED),
        done,
    )
    done.more = bool(tried)
    return done, found[len(tried) - 1] if tried else after


def drop_strangers(tx: Transaction, now: datetime, *, keep_anonymous: timedelta) -> int:
    """Drop some of what visitors did who never became leads, and of events that nobody found a word for; say how many.

    That is ``ROWS_AT_ONCE`` as long as there may be more.
    """
    before = now - keep_anonymous
    dropped = visitors.drop_old(tx, before, limit=ROWS_AT_ONCE)
    unknown = unknown_events.drop_old(tx, of_visitors=before, of_leads=now - KEEP_UNKNOWN, limit=ROWS_AT_ONCE)
    return max(dropped, unknown)


def _room(tx: Transaction, kind: str, most: int, *, worth: Worth = Worth.BULK) -> int:
    return most - due.waiting_in_bulk(tx, kind, worth=worth, limit=most)


def _for_each(
    tx: Transaction, look: Callable[[], list[int]], work: Callable[[int], object], *, put_off: Callable[[int], None]
) -> Slice:
    """Do the work for those who are due; who is due still after it was tried is put off, whatever the reason."""
    done = Slice()
    tried = {*_until_time_is_up(tx, look(), work, done)}
    for number, _ in done.failed:
        put_off(number)
    left = {*look()}
    for number in left & tried:
        put_off(number)
    done.more = bool(left)
    return done


def _until_time_is_up(tx: Transaction, numbers: list[int], work: Callable[[int], object], done: Slice) -> list[int]:
    """Do the work for each, until the time of a slice is over, and return for whom it was tried."""
    began, tried = clock.elapsed(), []
    for number in numbers:
        error = tx.attempt(partial(work, number))
        tried.append(number)
        if error is not None:
            done.failed.append((number, error))
        done.seconds = clock.elapsed() - began
        if done.seconds >= SLICE_SECONDS:
            break
    return tried
