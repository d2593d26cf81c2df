"""Tells the desk of its figures unasked, once each time and never of nothing, and plans the next time."""

from datetime import datetime

from bot.desk.digests import TOO_LATE, day_after, next_digest, period_of
from bot.figures.by import By
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.ask_for_figures import figures_of
from bot.usecases.sales.desk_in_charge import own_scope
from bot.usecases.setup import Setup
from storage import digests, sales_days
from storage.digests import Planned
from storage.statements import Transaction

MOST_DESKS = 100


def plan_digests(tx: Transaction, *, setup: Setup, now: datetime) -> None:
    """Plan the next digest of each desk by the rules as they are now: they may have changed since it was planned."""
    for number, desk in _desks(setup).items():
        _plan(tx, number, setup=desk, now=now)


def send_digests(tx: Transaction, *, setup: Setup, now: datetime) -> bool:
    """Owe the digests that are due, plan the next ones in the same transaction, and return whether any was due."""
    due, desks = digests.due(tx, now, limit=MOST_DESKS), _desks(setup)
    for number in due:
        if number in desks:
            _send(tx, number, setup=desks[number], now=now)
        else:
            digests.drop(tx, number)
    return bool(due)


def _desks(setup: Setup) -> dict[int, Setup]:
    """Return the setup as each desk sees it, by the number of its digest."""
    return {digests.FIRST if chat == setup.chats[0] else chat: setup.at(chat) for chat in setup.chats}


def _plan(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> None:
    planned = digests.planned(tx, number) or Planned(None, now)
    due_at = next_digest(setup.desk, planned.reckoned_from)
    if due_at is not None and due_at < now - TOO_LATE:
        # Switched on just now, or away for long: what would have come before is not made up for.
        planned = Planned(None, now)
        due_at = next_digest(setup.desk, now)
    digests.plan(tx, Planned(due_at, planned.reckoned_from), number)


def _send(tx: Transaction, number: int, *, setup: Setup, now: datetime) -> None:
    planned = digests.planned(tx, number)
    if planned is None or planned.due_at is None:
        return
    rules, due_at = setup.desk, planned.due_at
    # Whoever puts the morning off shall not hear the same twice on one day.
    from_then = day_after(rules, now)
    digests.plan(tx, Planned(next_digest(rules, from_then), from_then), number)
    if now - due_at > TOO_LATE:
        return
    period, scope = period_of(rules, due_at), own_scope(setup)
    stretches = ((period.since, period.until), (period.before_since, period.before_until))
    if any(sales_days.anything(tx, *stretch, scope=scope) for stretch in stretches):
        message = figures_of(period, by=By.REP, setup=setup, now=now, scope=scope)
        owe(tx, setup.sales_chat, message, now=now, worth=Worth.REMINDER)
