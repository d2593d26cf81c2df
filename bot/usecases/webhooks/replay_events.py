"""Owes events anew that are still kept: each under the id it had, so that a receiver can tell repeats."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.webhooks.receivers import address_of
from storage import deliveries, webhooks
from storage.deliveries import AGAIN, ERASED, EVENT, Delivery, Kept
from storage.statements import Transaction

AT_ONCE = 1000
"""Events that are looked through in one transaction: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many events a slice owed again, and behind which number the next one goes on; None at the end."""

    owed: int
    after: int | None


def replay_events(
    tx: Transaction, webhook: int, *, event_id: str | None, since: datetime | None, after: int, now: datetime
) -> Replayed:
    """Owe a webhook anew what it was told since an instant, or one event: a slice, behind a number.

    What is still owed, what was erased with its lead, and what was itself told anew is not.
    """
    stored = webhooks.by_number(tx, webhook)
    if stored is None or stored.disabled_at is not None:
        return Replayed(0, None)
    address = address_of(webhook)
    kept = deliveries.kept_for(tx, address, after=after, limit=AT_ONCE)
    again = [Delivery(address, each.about, each.payload) for each in kept if _is_meant(each, event_id, since)]
    if again:
        deliveries.owe(tx, again, now, kind=AGAIN)
    # Whatever is told again lies behind all that there is now, and is of another kind.
    return Replayed(len(again), kept[-1].id if len(kept) == AT_ONCE else None)


def _is_meant(kept: Kept, event_id: str | None, since: datetime | None) -> bool:
    if kept.kind != EVENT or kept.payload == ERASED:
        return False
    return (since is None or kept.created_at >= since) and (event_id is None or f'"id":"{event_id}"' in kept.payload)
