"""Gives a person everything that is stored about them, as a file."""

import json
from datetime import datetime

from bot.messages import SendFile
from bot.usecases.house import words_about
from scoring.signals import Fact
from storage import conversations, handoffs, keys, leads, outbox, signals, tier_changes, updates
from storage.statements import Transaction

Json = dict[str, object]


def everything_about(tx: Transaction, lead_id: int) -> Json | None:
    """Return all that is stored about a lead, or None if there is no such lead."""
    chat = leads.by_id(tx, lead_id)
    if chat is None:
        return None
    lead = chat.lead
    passed_on = [words_about(handoff.number) for handoff in handoffs.of_lead(tx, lead_id)]
    chats = leads.chats_of(tx, lead_id)
    messages = [p for chat_id in chats for p in outbox.payloads_to(tx, chat_id)]
    messages += [p for about in passed_on for p in outbox.payloads_about(tx, about)]
    history = sorted(signals.history(tx, lead_id), key=lambda item: (item.at, item.id))
    return {
        "name": lead.name,
        "username": lead.username,
        "telegram_chats": chats,
        "known_elsewhere_as": keys.of_lead(tx, lead_id),
        "language": lead.locale,
        "source": lead.source,
        "created_at": lead.created_at.isoformat(),
        "tier": lead.tier,
        "conversation": json.loads(chat.state),
        "facts": [_dated(f.at) | {"field": f.field, "value": f.value} for f in history if isinstance(f, Fact)],
        "signals": [
            _dated(s.at) | {"signal": s.name, "properties": dict(s.properties)}
            for s in history
            if not isinstance(s, Fact)
        ],
        "tier_changes": [
            _dated(change.at) | {"from": change.tier_from, "to": change.tier_to, "score": change.score}
            for change in tier_changes.of_lead(tx, lead_id)
        ],
        "handoffs": [
            _dated(handoff.at) | {"number": handoff.number, "claimed_by": handoff.rep, "outcome": handoff.outcome}
            for handoff in handoffs.of_lead(tx, lead_id)
        ],
        # Earlier exports hold nothing that this one does not, and each would hold all before it.
        "messages": [message for payload in messages if (message := json.loads(payload))["kind"] != SendFile.__name__],
        "not_understood": [json.loads(raw) for chat_id in chats for raw in updates.buried(tx, chat_id)],
        "consents": [
            {"text": text, "given_at": given.isoformat(), "revoked_at": revoked.isoformat() if revoked else None}
            for text, given, revoked in conversations.consents(tx, lead_id)
        ],
    }


def _dated(at: datetime) -> Json:
    return {"at": at.isoformat()}


def export_lead(tx: Transaction, lead_id: int, *, caption: str) -> SendFile:
    """Return the file with everything about a lead, for themselves; ``caption`` is HTML."""
    content = json.dumps(everything_about(tx, lead_id), ensure_ascii=False, indent=2)
    return SendFile("my-data.json", content, caption)
