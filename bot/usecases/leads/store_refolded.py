"""Stores what a refold of many leads gave; whoever has done something meanwhile is left as they are."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from scoring.engine import TierChange
from scoring.instants import instant, microseconds
from storage import bulk, publications, tier_changes
from storage.bulk import NewStanding
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class RefoldedLead:
    """A lead's new standing, the tier of the old one, and the tier changes since an instant (None: all of them)."""

    new: NewStanding
    tier_before: str
    since: datetime | None
    changes: tuple[TierChange, ...]


def store_refolded(tx: Transaction, leads: Iterable[RefoldedLead]) -> list[int]:
    """Store refolded leads and return their numbers.

    Those who have changed since they were read are passed over, and all if other rules were published meanwhile.
    """
    overtaken = publications.overtaken(publications.oldest_first(tx))
    told = {lead.new.lead_id: lead for lead in leads if lead.new.model_version not in overtaken}
    stored = bulk.replace_standings(tx, [lead.new for lead in told.values()])
    done = [told[new.lead_id] for new in stored]
    tier_changes.replace(tx, [(lead.new.lead_id, lead.since, lead.changes) for lead in done])
    return [lead.new.lead_id for lead in done]


# `astuple` would copy deeply, which here is most of the work.
_STANDING = attrgetter(*(f.name for f in fields(NewStanding)))
_CHANGE = attrgetter(*(f.name for f in fields(TierChange)))


def refolded_to_json(lead: RefoldedLead) -> list[Any]:
    """Return a refolded lead as plain values, for the way to the process that writes."""
    new = [_plain(value) for value in _STANDING(lead.new)]
    changes = [[_plain(value) for value in _CHANGE(change)] for change in lead.changes]
    return [new, lead.tier_before, _plain(lead.since), changes]


def refolded_from_json(values: list[Any]) -> RefoldedLead:
    """Return the refolded lead that ``refolded_to_json`` told."""
    new, tier_before, since, changes = values
    *row, due_us = new
    return RefoldedLead(
        NewStanding(*row, _instant(due_us)),  # type: ignore[call-arg]  # as many as were told
        tier_before,
        _instant(since),
        tuple(TierChange(instant(at_us), *rest) for at_us, *rest in changes),
    )


def _plain(value: object) -> object:
    return microseconds(value) if isinstance(value, datetime) else value


def _instant(at_us: int | None) -> datetime | None:
    return None if at_us is None else instant(at_us)
