"""Saves what was learnt of a lead and scores it at once: facts and signals in, standing and tier out."""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.conversation.script import Value
from bot.conversation.state import AUDIENCE
from bot.playbooks import Playbook, Playbooks
from bot.usecases.refolding import refold
from scoring.engine import (
    LateItem,
    Standing,
    advance,
    fold_all,
    next_change,
    pack,
    replay,
    start,
    unpack,
)
from scoring.errors import StandingError
from scoring.model import COLD, Model
from scoring.signals import Fact, Item, Signal
from storage import signals, tier_changes
from storage.leads import StoredLead
from storage.statements import Transaction

UNSCORED = "unscored"
"""The model version of a lead of whom something was learnt while there were no rules for their audience."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lead after something was learnt. ``tier_before`` is their tier just before, under the same rules.

    ``model`` is None until the audience is known, and where there is no playbook for it any more.
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
    told: dict[str, Any] = {"audience": audience, "facts": facts_to_json(known)} if facts else {}
    if audience is None:
        return Learnt(replace(lead, **told), start(), None, lead.tier)
    playbook, corrected = playbooks.audiences.get(audience), audience != lead.audience
    if playbook is None:
        # The tier stays as it is; what was learnt meanwhile counts as soon as there are rules for it again.
        version = lead.model_version and UNSCORED
        return Learnt(replace(lead, **told, model_version=version), start(), None, lead.tier)
    model = playbook.model
    learnt = None if corrected else _fold(tx, lead, items, model=model, now=now)
    standing, tier_before = learnt or _refold(tx, lead, items, playbook=playbook, corrected=corrected, now=now)
    return Learnt(stand(lead, standing, model, **told), standing, model, tier_before)


def standing_now(tx: Transaction, lead: StoredLead, model: Model, *, now: datetime) -> Standing:
    """Return a lead's standing at an instant under these rules, whichever it was folded under. Nothing is stored."""
    if lead.model_version == model.version:
        with suppress(StandingError):
            return advance(model, unpack(lead.standing), now).standing
    return replay(model, signals.history(tx, lead.id), now).standing


facts_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def _fold(
    tx: Transaction, lead: StoredLead, items: Sequence[Item], *, model: Model, now: datetime
) -> tuple[Standing, str] | None:
    """Return the standing after the items and the tier just before them; None if that takes the whole history."""
    if lead.model_version != model.version:
        return None
    try:
        standing = unpack(lead.standing)
        folded = fold_all(model, standing, items)
    except (LateItem, StandingError):
        return None
    tier_changes.add(tx, lead.id, folded.tier_changes)
    # A fall that is due, and not yet recorded, comes before what was learnt now.
    return folded.standing, advance(model, standing, now).standing.tier


def _refold(
    tx: Transaction, lead: StoredLead, items: Sequence[Item], *, playbook: Playbook, corrected: bool, now: datetime
) -> tuple[Standing, str]:
    """Return the standing after the whole history, and the tier without these items.

    Under another audience's rules (``corrected``) a lead has had no tier yet.
    """
    history, model = signals.history(tx, lead.id), playbook.model
    tier_before = COLD if corrected else replay(model, _without(items, history), now).standing.tier
    recorded = tier_changes.of_lead(tx, lead.id)
    since = None if corrected or not lead.model_version else playbook.model_since
    refolded = refold(history, recorded, model=model, since=since, now=now)
    if recorded:
        tier_changes.drop(tx, lead.id, since=refolded.since)
    tier_changes.add(tx, lead.id, refolded.changes)
    return refolded.standing, tier_before


def _without(items: Iterable[Item], history: Iterable[Item]) -> list[Item]:
    fresh = {(item.kind, item.id) for item in items}
    return [item for item in history if (item.kind, item.id) not in fresh]


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
