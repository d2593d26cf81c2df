"""Owes events anew that are still kept: each under the id it had, so that a receiver can tell repeats."""

from collections.abc import Iterator
from datetime import datetime

from bot.json_text import from_json
from bot.usecases.webhooks.receivers import address_of
from storage import deliveries, webhooks
from storage.deliveries import Delivery, Kept
from storage.statements import Transaction

AT_ONCE = 1000


def replay_events(
    tx: Transaction, *, event_id: str | None, since: datetime | None, webhook: int | None, now: datetime
) -> dict[int, int]:
    """Owe anew what was told since an instant, or one event; return how many to each webhook that had any.

    Of what was replayed before, each event is owed once; what is owed already, or was erased with its lead, is not.
    """
    counts = {}
    for each in webhooks.registered(tx):
        if each.disabled_at is None and webhook in (None, each.id):
            again = _wanted(tx, each.id, event_id=event_id, since=since)
            deliveries.owe(tx, again, now)
            counts[each.id] = len(again)
    return {number: count for number, count in counts.items() if count}


def _wanted(tx: Transaction, webhook: int, *, event_id: str | None, since: datetime | None) -> list[Delivery]:
    address = address_of(webhook)
    wanted: dict[str, Delivery] = {}
    for kept in _kept(tx, address):
        if kept.payload == deliveries.ERASED:
            continue
        event = from_json(kept.payload)
        is_meant = event_id in (None, event["id"]) and (since is None or instant_of(event["timestamp"]) >= since)
        if is_meant:
            wanted.setdefault(event["id"], Delivery(address, kept.about, kept.payload))
    return list(wanted.values())


def instant_of(timestamp: str) -> datetime:
    """Return the instant that an event names.

    >>> instant_of("2026-03-02T09:00:00.000Z")
    datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.timezone.utc)
    """
    return datetime.fromisoformat(timestamp)


def _kept(tx: Transaction, address: str) -> Iterator[Kept]:
    after = 0
    while page := deliveries.kept_for(tx, address, after=after, limit=AT_ONCE):
        yield from page
        after = page[-1].id
