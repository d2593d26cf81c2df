"""Registers an address that is told what happens, or takes it off the list again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.usecases.webhooks.receivers import EVENTS, address_of
from storage import deliveries, webhooks
from storage.statements import Transaction

AT_ONCE = 1000


def add_webhook(tx: Transaction, url: str, *, events: Sequence[str], secret: str, now: datetime) -> int:
    """Register an address for some kinds of events, and return its number. What happened before is not told."""
    if unknown := sorted(set(events) - set(EVENTS)):
        raise ValueError(f"there are no such events: {', '.join(unknown)}")
    return webhooks.add(tx, url, events=[event for event in EVENTS if event in events], secret=secret, now=now)


@dataclass(frozen=True, slots=True)
class Removed:
    """Whether there was such a webhook, and whether there is more to delete of what it was told."""

    found: bool
    more: bool


def remove_webhook(tx: Transaction, number: int) -> Removed:
    """Forget a webhook, and as much of what it was told or is owed as is soon deleted; nothing more is sent to it."""
    found = webhooks.drop(tx, number)
    return Removed(found, deliveries.drop_some(tx, address_of(number), limit=AT_ONCE) == AT_ONCE)
