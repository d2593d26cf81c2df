"""Folds everybody anew under the rules in force: in bounded memory, on all cores, and resumable at any point.

What is done is told by the lead's own row (the version it was folded under), so that a refold which was interrupted
goes on where it stopped. A lead who does something meanwhile is left to what they did: that refolds them as well.
"""

from collections.abc import AsyncIterator, Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.processes.pool import over_leads, over_these
from bot.processes.writer import REFOLD, Writer
from bot.rules.dated_model import Rules, versions_of
from bot.rules.replay_all import is_right
from bot.usecases.leads.refold import refold, stood_under
from bot.usecases.leads.standing_text import pack
from bot.usecases.leads.store_refolded import RefoldedLead, refolded_to_json
from scoring.engine import next_change
from storage import bulk
from storage.bulk import Dossier, NewStanding
from storage.place import Place
from storage.snapshots import snapshot
from storage.statements import Transaction

MOST_PASSES = 3
STORED_AT_ONCE = 200
"""In one transaction: what a running bot writes for us holds up its own work for some 20 ms."""


@dataclass(slots=True)
class Refolding:
    """What came of it: how many leads were folded anew, and how many have another tier or score than before.

    ``left`` counts those who have changed each time they were about to be stored.
    """

    folded: int = 0
    changed_tier: int = 0
    differing: int = 0
    left: int = 0

    def count(self, leads: Iterable[RefoldedLead], stored: Container[int]) -> None:
        """Count those who were stored; the others were left to what they did meanwhile."""
        done = [lead for lead in leads if lead.new.lead_id in stored]
        self.folded += len(done)
        self.changed_tier += sum(lead.new.tier != lead.tier_before for lead in done)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What came of some leads: how many were looked at, who is to be stored, and how many should not have differed."""

    looked_at: int
    leads: list[RefoldedLead]
    differing: int


async def refold_everybody(
    place: Place,
    rules: Mapping[str, Rules],
    writer: Writer,
    *,
    now: datetime,
    everybody: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Refolding:
    """Fold anew every lead who stands under other rules, and return what came of it.

    Only those are read. With ``everybody`` also those under these rules: nothing may differ then, and what does is
    mended.
    """
    outcome = Refolding()
    for _ in range(MOST_PASSES):
        pieces, of = _everybody(place, rules, now=now) if everybody else _stale(place, rules, now=now)
        if not of:
            break
        looked_at = 0
        async for done in pieces:
            outcome.count(done.leads, await _stored(writer, done.leads))
            outcome.differing += done.differing
            looked_at += done.looked_at
            on_progress(looked_at, of)
        everybody = False
    with snapshot(place) as tx:
        outcome.left = bulk.count_stale(tx, versions_of(rules))
    return outcome


def _everybody(place: Place, rules: Mapping[str, Rules], *, now: datetime) -> tuple[AsyncIterator[_Piece], int]:
    """Return the refolds of everybody, and how many numbers there are to look at."""
    with snapshot(place) as tx:
        last = bulk.last_id(tx)
    return over_leads(place, partial(_refold_range, rules=rules, now=now), last=last), last


def _stale(place: Place, rules: Mapping[str, Rules], *, now: datetime) -> tuple[AsyncIterator[_Piece], int]:
    """Return the refolds of those who stand under other rules, and how many they are."""
    with snapshot(place) as tx:
        stale = bulk.stale(tx, versions_of(rules))
    return over_these(place, partial(_refold_these, rules=rules, now=now), stale), len(stale)


async def _stored(writer: Writer, leads: Sequence[RefoldedLead]) -> Container[int]:
    """Store refolded leads through the writer, and return the numbers of those that were stored."""
    stored: set[int] = set()
    for first in range(0, len(leads), STORED_AT_ONCE):
        told = [refolded_to_json(lead) for lead in leads[first : first + STORED_AT_ONCE]]
        stored.update((await writer.perform(REFOLD, {"leads": told}))["done"])
    return stored


def _refold_range(tx: Transaction, first: int, last: int, *, rules: Mapping[str, Rules], now: datetime) -> _Piece:
    return _refold(bulk.dossiers(tx, first, last), last - first + 1, rules, now=now, everybody=True)


def _refold_these(tx: Transaction, lead_ids: Sequence[int], *, rules: Mapping[str, Rules], now: datetime) -> _Piece:
    return _refold(bulk.dossiers_of(tx, lead_ids), len(lead_ids), rules, now=now, everybody=False)


def _refold(
    dossiers: Iterable[Dossier], looked_at: int, rules: Mapping[str, Rules], *, now: datetime, everybody: bool
) -> _Piece:
    leads, differing = [], 0
    for dossier in dossiers:
        one = rules.get(dossier.lead.audience or "")
        if one is None:
            continue
        is_stale = dossier.lead.model_version != one.model.version
        if is_stale or (everybody and not is_right(dossier, one.model, now=now)):
            leads.append(_refolded(dossier, one, now=now))
            differing += not is_stale
    return _Piece(looked_at, leads, differing)


def _refolded(dossier: Dossier, rules: Rules, *, now: datetime) -> RefoldedLead:
    lead, model = dossier.lead, rules.model
    since = rules.since if lead.model_version else None
    same_rules = stood_under(lead, model)
    done = refold(dossier.history, dossier.changes, model=model, since=since, same_rules=same_rules, now=now)
    standing = done.standing
    new = NewStanding(
        lead_id=lead.id,
        seen=lead.standing,
        seen_version=lead.model_version,
        seen_items=len(dossier.history),
        standing=pack(standing),
        tier=standing.tier,
        model_version=model.version,
        next_change_at=next_change(model, standing),
    )
    return RefoldedLead(new, lead.tier, done.since, done.changes)
