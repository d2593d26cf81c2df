"""Registers an address that is told what happens, or takes it off the list again."""

from collections.abc import Sequence
from datetime import datetime

from bot.usecases.webhooks.receivers import EVENTS, address_of
from storage import deliveries, webhooks
from storage.statements import Transaction


def add_webhook(tx: Transaction, url: str, *, events: Sequence[str], secret: str, now: datetime) -> int:
    """Register an address for some kinds of events, and return its number. What happened before is not told."""
    if unknown := sorted(set(events) - set(EVENTS)):
        raise ValueError(f"there are no such events: {', '.join(unknown)}")
    return webhooks.add(tx, url, events=[event for event in EVENTS if event in events], secret=secret, now=now)


def remove_webhook(tx: Transaction, number: int) -> bool:
    """Forget a webhook with everything it is owed; False if there is none of this number."""
    deliveries.drop_all(tx, address_of(number))
    return webhooks.drop(tx, number)
