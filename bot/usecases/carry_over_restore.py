"""Carries over, into a backup that takes the place of the database, what must not come back or happen twice.

Numbers go on above all that were given, who was erased since is erased again, and what was owed when the backup was
made is not sent as if it were new.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.usecases.delivery.owe import card_to_redraw, redraw_payload
from bot.usecases.filed_under import card_about
from bot.usecases.leads import identities
from bot.usecases.webhooks.announce import announce_erasure
from bot.usecases.webhooks.receivers import receivers_of
from storage import (
    conversations,
    erased,
    handoffs,
    inbox,
    lead_identifiers,
    lead_rows,
    lost_numbers,
    outbox,
    restored_messages,
    sent_messages,
    visitor_links,
    webhooks,
)
from storage.lost_numbers import Gap
from storage.restored_messages import Unsettled
from storage.sqlite.restoring import Restoring
from storage.statements import Transaction

STILL_NEW = timedelta(hours=1)
"""What has been owed for less long is sent: an alert that is an hour late still helps, one of last week confuses."""
MOST_CARDS = 100
"""Cards that are drawn again: five minutes of what a group takes."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What came of it: the number from which each kind goes on, how many were erased again, how many stay unsent."""

    first_lead: int
    first_handoff: int
    erased: int
    unsent: int


def carry_over(under_way: Restoring, *, now: datetime) -> CarriedOver:
    """Make a backup fit to go on from, in its transaction."""
    tx, until = under_way.backup, under_way.contents.until
    known, highest = under_way.go_on_above()
    gap = Gap(known["handoffs"] + 1, highest["handoffs"], known["leads"] + 1, highest["leads"])
    lost_numbers.add(tx, gap, at=now, backup_at=until)
    erased_again = _erase_again(under_way, now=now)
    unsent = _settle_what_was_owed(under_way, now=now)
    # Whether they were nudged since, or have written, nobody knows: a second nudge is one too many.
    conversations.drop_due_nudges(tx, now)
    # What waited to be understood for the moment of the backup is as lost as what came a moment later.
    inbox.drop_all(tx)
    # Whether a link was used since, nobody knows: it leads whoever comes by it again to a plain start.
    visitor_links.drop_all(tx)
    _draw_open_cards_again(tx, now=now)
    return CarriedOver(highest["leads"] + 1, highest["handoffs"] + 1, erased_again, unsent)


def _erase_again(under_way: Restoring, *, now: datetime) -> int:
    """Erase whom the present database has erased on request since the backup, and return how many.

    Webhooks are told so again: what the present database still owed them is lost with it.
    """
    tx, present = under_way.backup, under_way.present.tx()
    if present is None or not under_way.present.has("erased_keys"):
        return 0
    erased.take_over(tx, present)
    until = under_way.contents.until
    hashes = erased.since(tx, until) if until else set()
    if not hashes:
        return 0
    secrets = erased.secrets_of(tx)
    gone = {
        lead_id
        for lead_id, names in _known_as(tx)
        if hashes & erased.hashes_of(identities.looked_up_as(names), secrets)
    }
    receivers = receivers_of(webhooks.registered(tx))
    for lead_id in gone:
        lead_rows.erase(tx, lead_id)
        announce_erasure(tx, lead_id, receivers=receivers, now=now)
    return len(gone)


def _known_as(tx: Transaction) -> Iterator[tuple[int, set[str]]]:
    """Give, for every lead, what they go by, in pieces."""
    for lead_id, username in lead_identifiers.usernames(tx):
        yield lead_id, identities.of_username(username)
    for lead_id, chat_id in lead_identifiers.chats(tx):
        yield lead_id, identities.of_chat(chat_id)
    for lead_id, key in lead_identifiers.keys(tx):
        yield lead_id, identities.of_key(key)
    for lead_id, field, value in lead_identifiers.facts(tx, phone=identities.PHONE):
        yield lead_id, identities.of_fact(field, json.loads(value))


def _settle_what_was_owed(under_way: Restoring, *, now: datetime) -> int:
    """Settle what was owed when the backup was made as it is known to have ended, or unsent if it is old."""
    tx, unsent = under_way.backup, 0
    for owed in restored_messages.unsettled(tx):
        fate = under_way.present.settled(owed.id, owed.created_at)
        if fate is not None:
            restored_messages.settle_as(tx, owed.id, *fate)
        elif now - owed.created_at >= STILL_NEW and not _rings_on(tx, owed):
            restored_messages.leave_unsent(tx, owed.id, now=now, error="it was owed long before a restore")
            unsent += 1
    return unsent


def _rings_on(tx: Transaction, owed: Unsettled) -> bool:
    """Return whether a message is the alert of a handoff that is still open; it shows the lead as they are now."""
    if owed.kind != outbox.SEND or not (owed.about or "").startswith("handoff:"):
        return False
    number = int(str(owed.about).partition(":")[2])
    handoff = handoffs.by_number(tx, number)
    if handoff is None or handoff.closed_at is not None:
        return False
    restored_messages.say_anew(tx, owed.id, payload=redraw_payload(number))
    return True


def _draw_open_cards_again(tx: Transaction, *, now: datetime) -> None:
    """Draw the cards of open handoffs as the backup knows them: what happened to them since is lost."""
    for number in handoffs.newest_open(tx, limit=MOST_CARDS):
        if card := sent_messages.shown_about(tx, card_about(number)):
            # What stands there may be newer than what the backup remembers of it.
            sent_messages.show(tx, card.id, digest=None)
            outbox.owe(tx, [card_to_redraw(number, card.chat_id)], now)
