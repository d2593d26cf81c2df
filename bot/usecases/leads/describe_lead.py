"""One lead, as a page shows them: what is known, the score with its reasons, the changes of tier."""

import json
from datetime import datetime
from typing import Any

from bot.usecases.leads.update_score import standing_now
from bot.usecases.sales.draw_card import desk_phrasing
from bot.usecases.sales.reason_labels import reason_label
from bot.usecases.setup import Setup
from scoring.ledger import explain
from storage import tier_changes
from storage.leads import StoredChat
from storage.statements import Transaction

Json = dict[str, Any]


def describe_lead(tx: Transaction, chat: StoredChat, *, setup: Setup, now: datetime) -> Json:
    """Return who a chat's lead is to us, in the words of sales; ``locale`` is the language we write to them in."""
    lead = chat.lead
    phrasing = desk_phrasing(lead, setup)
    told = [
        {"field": field, "label": phrasing.label(field), "value": phrasing.answer(field, value)}
        for field, value in json.loads(lead.facts).items()
        if phrasing.question(field) is not None
    ]
    changes = [
        {"at": change.at.isoformat(), "tier_from": change.tier_from, "tier_to": change.tier_to}
        for change in tier_changes.of_lead(tx, lead.id)
    ]
    known: Json = {
        "lead": lead.id,
        "audience": lead.audience,
        "locale": lead.locale,
        "sales_locale": setup.desk_texts.locale,
        "tier": lead.tier,
        "facts": told,
        "tier_changes": changes,
    }
    playbook = setup.playbook(lead.audience)
    if playbook is None:
        return known | {"score": 0.0, "fit": 0.0, "engagement": 0.0, "next_change_at": None, "ledger": []}
    model = playbook.model
    ledger = explain(model, standing_now(tx, lead, model, now=now), now)
    reasons = [line.to_json() | {"label": reason_label(line, phrasing, setup.desk_texts)} for line in ledger.lines]
    return known | {
        "tier": ledger.tier,
        "score": ledger.score,
        "fit": ledger.fit,
        "engagement": ledger.engagement,
        "next_change_at": ledger.next_change_at.isoformat() if ledger.next_change_at else None,
        "ledger": reasons,
    }
