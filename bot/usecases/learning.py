"""Saves what was learnt of a lead and scores it at once: facts and signals in, standing and tier out."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

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
from scoring.model import COLD, Model
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
    told: dict[str, Any] = {"audience": audience, "facts": _encode(known)} if facts else {}
    if audience is None:
        return Learnt(replace(lead, **told), start(), None, lead.tier)
    model = playbooks.audiences[audience].model
    learnt = _fold(tx, lead, items, model=model, now=now) if audience == lead.audience else None
    standing, tier_before = learnt or _refold(
        tx, lead, items, model=model, corrected=audience != lead.audience, now=now
    )
    return Learnt(stand(lead, standing, model, **told), standing, model, tier_before)


def standing_now(tx: Transaction, lead: StoredLead, model: Model, *, now: datetime) -> Standing:
    """Return a lead's standing at an instant under these rules, whichever it was folded under. Nothing is stored."""
    if lead.model_version == model.version:
        return advance(model, unpack(lead.standing), now).standing
    return replay(model, signals.history(tx, lead.id), now).standing


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def _fold(
    tx: Transaction, lead: StoredLead, items: Sequence[Item], *, model: Model, now: datetime
) -> tuple[Standing, str] | None:
    """Return the standing after the items and the tier just before them; None if one of them comes late."""
    if lead.model_version == model.version:
        standing = unpack(lead.standing)
    else:
        standing = _under_new_rules(tx, lead, items, model=model, now=now)
    try:
        folded = fold_all(model, standing, items)
    except LateItem:
        return None
    record_tier_changes(tx, lead.id, folded.tier_changes, model=model)
    # A fall that is due, and not yet recorded, comes before what was learnt now.
    return folded.standing, advance(model, standing, now).standing.tier


def _refold(
    tx: Transaction, lead: StoredLead, items: Sequence[Item], *, model: Model, corrected: bool, now: datetime
) -> tuple[Standing, str]:
    """Return the standing after the whole history, and the tier without these items.

    Under another audience's rules (``corrected``) a lead has had no tier yet.
    """
    history = signals.history(tx, lead.id)
    tier_before = COLD if corrected else replay(model, _without(items, history), now).standing.tier
    folded = replay(model, history, now)
    if lead.audience is not None:
        leads.drop_tier_changes(tx, lead.id)
    record_tier_changes(tx, lead.id, folded.tier_changes, model=model)
    return folded.standing, tier_before


def _without(items: Iterable[Item], history: Iterable[Item]) -> list[Item]:
    fresh = {(item.kind, item.id) for item in items}
    return [item for item in history if (item.kind, item.id) not in fresh]


def _under_new_rules(
    tx: Transaction, lead: StoredLead, items: Sequence[Item], *, model: Model, now: datetime
) -> Standing:
    """Fold what was known before these items under the rules of today."""
    standing = replay(model, _without(items, signals.history(tx, lead.id)), now).standing
    if standing.tier != lead.tier:
        score = score_at(model, standing, now).score
        change = StoredTierChange(now, lead.tier, standing.tier, REFOLDED, score)
        leads.add_tier_changes(tx, lead.id, (change,), model_version=model.version)
    return standing


def stand(lead: StoredLead, standing: Standing, model: Model, **told: Any) -> StoredLead:
    """Return the lead with a standing, what is kept beside it to be found by, and what else was ``told``."""
    return replace(
        lead,
        **told,
        standing=pack(standing),
        tier=standing.tier,
        model_version=model.version,
        next_change_at=next_change(model, standing),
    )


def record_tier_changes(tx: Transaction, lead_id: int, changes: Iterable[TierChange], *, model: Model) -> None:
    """Append tier changes to a lead's history."""
    rows = tuple(StoredTierChange(c.at, c.tier_from, c.tier_to, c.because, c.score) for c in changes)
    leads.add_tier_changes(tx, lead_id, rows, model_version=model.version)
