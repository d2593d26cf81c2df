"""Tells the desk of its figures unasked, once each time and never of nothing, and plans the next time."""

from datetime import datetime

from bot.desk.digests import TOO_LATE, day_after, next_digest, period_of
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.count_sales import count_all
from bot.usecases.sales.tell_statistics import statistics_of
from bot.usecases.setup import Setup
from storage import digests
from storage.digests import Planned
from storage.statements import Transaction
from storage.statistics import By


def plan_digest(tx: Transaction, *, setup: Setup, now: datetime) -> None:
    """Plan the next digest by the rules as they are now: they may have changed since it was planned."""
    planned = digests.planned(tx) or Planned(None, now)
    due_at = next_digest(setup.desk, planned.reckoned_from)
    if due_at is not None and due_at < now - TOO_LATE:
        # Switched on just now, or away for long: what would have come before is not made up for.
        planned = Planned(None, now)
        due_at = next_digest(setup.desk, now)
    digests.plan(tx, Planned(due_at, planned.reckoned_from))


def send_digest(tx: Transaction, *, setup: Setup, now: datetime) -> bool:
    """Owe the digest that is due, plan the next one in the same transaction, and return whether any was due."""
    planned = digests.planned(tx)
    if planned is None or planned.due_at is None or planned.due_at > now:
        return False
    rules, due_at = setup.desk, planned.due_at
    # Whoever puts the morning off shall not hear the same twice on one day.
    from_then = day_after(rules, now)
    digests.plan(tx, Planned(next_digest(rules, from_then), from_then))
    if now - due_at > TOO_LATE:
        return True
    period = period_of(rules, due_at)
    whole = count_all(tx, period)
    if any((whole.now.handoffs, whole.before.handoffs, whole.now.outcomes)):
        messages = statistics_of(tx, period, by=By.REP, setup=setup, now=now)
        owe(tx, setup.sales_chat, *messages, now=now, worth=Worth.REMINDER)
    return True
