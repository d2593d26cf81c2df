"""Folds everybody anew under the rules in force: in bounded memory, on all cores, and resumable at any point.

What is done is told by the lead's own row (the version it was folded under), so that a refold which was interrupted
goes on where it stopped. A lead who does something meanwhile is left to what they did: that refolds them as well.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.processes.pool import over_leads
from bot.processes.writer import REFOLD, Writer
from bot.rules.rules import Rules, versions_of
from bot.usecases.leads.refold import refold, stood_under
from bot.usecases.leads.store_refolded import RefoldedLead, refolded_to_json
from scoring.engine import advance, next_change, pack, replay, unpack
from scoring.errors import StandingError
from scoring.instants import LAST_US, instant, microseconds
from scoring.model import Model
from storage import bulk
from storage.bulk import Dossier, NewStanding, snapshot
from storage.statements import Transaction

MOST_PASSES = 3


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
class _Range:
    last: int
    leads: list[RefoldedLead]
    differing: int


async def refold_everybody(
    path: Path,
    rules: Mapping[str, Rules],
    writer: Writer,
    *,
    now: datetime,
    everybody: bool = False,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Refolding:
    """Fold anew every lead who stands under other rules, and return what came of it.

    With ``everybody`` also those under these rules: nothing may differ then, and what does is mended.
    """
    outcome = Refolding()
    for _ in range(MOST_PASSES):
        last, outcome.left = _to_fold(path, rules)
        if not outcome.left and not everybody:
            return outcome
        work = partial(_refold_range, rules=rules, now=now, everybody=everybody)
        async for done in over_leads(path, work, last=last):
            outcome.count(done.leads, await _stored(writer, done.leads))
            outcome.differing += done.differing
            on_progress(done.last, last)
        everybody = False
    _, outcome.left = _to_fold(path, rules)
    return outcome


def _to_fold(path: Path, rules: Mapping[str, Rules]) -> tuple[int, int]:
    """Return the number of the newest lead, and how many stand under other rules."""
    with snapshot(path) as tx:
        return bulk.last_id(tx), bulk.count_stale(tx, versions_of(rules))


async def _stored(writer: Writer, leads: Sequence[RefoldedLead]) -> Container[int]:
    """Have leads stored, and return the numbers of those who were."""
    if not leads:
        return ()
    told = await writer.perform(REFOLD, {"leads": [refolded_to_json(lead) for lead in leads]})
    return frozenset(told["done"])


def _refold_range(
    tx: Transaction, first: int, last: int, *, rules: Mapping[str, Rules], now: datetime, everybody: bool
) -> _Range:
    leads, differing = [], 0
    for dossier in bulk.dossiers(tx, first, last):
        one = rules.get(dossier.lead.audience or "")
        if one is None:
            continue
        is_stale = dossier.lead.model_version != one.model.version
        if is_stale or (everybody and not _is_right(dossier, one.model, now=now)):
            leads.append(_refolded(dossier, one, now=now))
            differing += not is_stale
    return _Range(last, leads, differing)


def _is_right(dossier: Dossier, model: Model, *, now: datetime) -> bool:
    """Return whether the stored standing is what a full replay gives."""
    at = max((now, *(item.at for item in dossier.history)))
    try:
        stored = unpack(dossier.lead.standing)
        if stored.at_us > microseconds(at):
            # A fall that was recorded after `now` is no difference.
            at = instant(min(stored.at_us, LAST_US))
        return pack(advance(model, stored, at).standing) == pack(replay(model, dossier.history, at).standing)
    except StandingError:
        return False


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
