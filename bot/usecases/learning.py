"""Saves what was learnt of a lead and scores it at once: facts and signals in, standing and tier out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.script import Value
from bot.conversation.state import AUDIENCE
from bot.playbooks import Playbooks
from scoring.engine import (
    LateItem,
    Standing,
    TierChange,
    advance,
    fold_all,
    next_change,
    pack,
    replay,
    score_at,
    start,
    unpack,
)
from scoring.model import Model
from scoring.signals import Fact, Item, Signal
from storage import leads, signals
from storage.leads import StoredLead, StoredTierChange
from storage.statements import Transaction

REFOLDED = "model"
"""What a tier change is because of when not the lead but the rules changed."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lead after something was learnt. ``tier_before`` is their tier just before, under the same rules.

    ``model`` is None until the audience is known.
    """

    lead: StoredLead
    standing: Standing
    model: Model | None
    tier_before: str


def known_facts(lead: StoredLead) -> dict[str, Value]:
    """Return the latest value of every field."""
    facts: dict[str, Value] = json.loads(lead.facts)
    return facts


def learn(
    tx: Transaction,
    lead: StoredLead,
    items: Sequence[Item],
    *,
    playbooks: Playbooks,
    now: datetime,
    message_id: int | None = None,
) -> Learnt:
    """Append items to a lead's history and fold them into their standing. The lead is returned, not yet saved.

    Where the audience was learnt or changed, the rules have changed since, or an item comes late, the whole history
    is folded again; what the rules alone change is recorded, but is no news of the lead.
    """
    facts = [item for item in items if isinstance(item, Fact)]
    signals.add_facts(tx, lead.id, facts, message_id=message_id)
    signals.add_signals(tx, lead.id, (item for item in items if isinstance(item, Signal)))
    known = known_facts(lead) | {fact.field: fact.value for fact in facts}
    audience = str(known[AUDIENCE]) if AUDIENCE in known else None
    told = replace(lead, audience=audience, facts=_packed(known)) if facts else lead
    if audience is None:
        return Learnt(told, start(), None, lead.tier)
    model = playbooks.audiences[audience].model
    if audience != lead.audience:
        return _refold(tx, told, model, now=now)
    return _fold(tx, told, items, model=model, now=now)


def standing_now(tx: Transaction, lead: StoredLead, model: Model, *, now: datetime) -> Standing:
    """Return a lead's standing at an instant under these rules, whichever it was folded under. Nothing is stored."""
    if lead.model_version == model.version:
        return advance(model, unpack(lead.standing), now).standing
    return replay(model, signals.history(tx, lead.id), now).standing


def _packed(known: Mapping[str, Value]) -> str:
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"))


def _fold(tx: Transaction, lead: StoredLead, items: Sequence[Item], *, model: Model, now: datetime) -> Learnt:
    if lead.model_version != model.version:
        lead, standing = _under_new_rules(tx, lead, items, model=model, now=now)
    else:
        standing = unpack(lead.standing)
    tier_before = standing.tier
    try:
        folded = fold_all(model, standing, items)
    except LateItem:
        return replace(_refold(tx, lead, model, now=now), tier_before=tier_before)
    record_tier_changes(tx, lead.id, folded.tier_changes, model=model)
    return Learnt(stand(lead, folded.standing, model), folded.standing, model, tier_before)


def _refold(tx: Transaction, lead: StoredLead, model: Model, *, now: datetime) -> Learnt:
    folded = replay(model, signals.history(tx, lead.id), now)
    leads.drop_tier_changes(tx, lead.id)
    record_tier_changes(tx, lead.id, folded.tier_changes, model=model)
    return Learnt(stand(lead, folded.standing, model), folded.standing, model, lead.tier)


def _under_new_rules(
    tx: Transaction, lead: StoredLead, items: Sequence[Item], *, model: Model, now: datetime
) -> tuple[StoredLead, Standing]:
    """Fold what was known before these items under the rules of today."""
    fresh = {(item.kind, item.id) for item in items}
    before = [item for item in signals.history(tx, lead.id) if (item.kind, item.id) not in fresh]
    standing = replay(model, before, now).standing
    if standing.tier != lead.tier:
        score = score_at(model, standing, now).score
        change = StoredTierChange(now, lead.tier, standing.tier, REFOLDED, score)
        leads.add_tier_changes(tx, lead.id, (change,), model_version=model.version)
    return stand(lead, standing, model), standing


def stand(lead: StoredLead, standing: Standing, model: Model) -> StoredLead:
    """Return the lead with a standing, and what is kept beside it to be found by."""
    return replace(
        lead,
        standing=pack(standing),
        tier=standing.tier,
        model_version=model.version,
        next_change_at=next_change(model, standing),
    )


def record_tier_changes(tx: Transaction, lead_id: int, changes: Iterable[TierChange], *, model: Model) -> None:
    """Append tier changes to a lead's history."""
    rows = tuple(StoredTierChange(c.at, c.tier_from, c.tier_to, c.because, c.score) for c in changes)
    leads.add_tier_changes(tx, lead_id, rows, model_version=model.version)
