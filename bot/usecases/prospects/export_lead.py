"""Gives a person everything that is stored about them, as a file."""

import json
from collections.abc import Iterable
from datetime import datetime

from bot.messages import SendFile
from bot.usecases.setup import words_about
from scoring.signals import Fact, Item, order_key
from storage import conversations, handoffs, keys, leads, outbox, signals, tier_changes, updates
from storage.leads import StoredLead
from storage.statements import Transaction

Json = dict[str, object]


def everything_about(tx: Transaction, lead_id: int) -> Json | None:
    """Return all that is stored about a lead, or None if there is no such lead."""
    chat = leads.by_id(tx, lead_id)
    if chat is None:
        return None
    chats = leads.chats_of(tx, lead_id)
    return {
        **_who(chat.lead),
        "telegram_chats": chats,
        "known_elsewhere_as": keys.of_lead(tx, lead_id),
        "conversation": json.loads(chat.state),
        **_history(signals.history(tx, lead_id)),
        **_decided(tx, lead_id),
        "messages": _messages(tx, lead_id, chats),
        "not_understood": [_as_sent(raw) for chat_id in chats for raw in updates.buried(tx, chat_id)],
        "consents": [
            {"text": text, "given_at": given.isoformat(), "revoked_at": revoked.isoformat() if revoked else None}
            for text, given, revoked in conversations.consents(tx, lead_id)
        ],
    }


def _as_sent(raw: str) -> object:
    """Return an update that could not be handled; as text where it was none, or was cut."""
    try:
        json.dumps(sent := json.loads(raw), ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return raw
    return sent


def _who(lead: StoredLead) -> Json:
    return {
        "name": lead.name,
        "username": lead.username,
        "language": lead.locale,
        "source": lead.source,
        "created_at": lead.created_at.isoformat(),
        "tier": lead.tier,
    }


def _history(items: Iterable[Item]) -> Json:
    """Return what they told and did, oldest first."""
    told: list[Json] = []
    done: list[Json] = []
    for item in sorted(items, key=order_key):
        if isinstance(item, Fact):
            told.append(_dated(item.at) | {"field": item.field, "value": item.value})
        else:
            done.append(_dated(item.at) | {"signal": item.name, "properties": dict(item.properties)})
    return {"facts": told, "signals": done}


def _decided(tx: Transaction, lead_id: int) -> Json:
    """Return how they were judged, and when they were passed to sales."""
    return {
        "tier_changes": [
            _dated(change.at) | {"from": change.tier_from, "to": change.tier_to, "score": change.score}
            for change in tier_changes.of_lead(tx, lead_id)
        ],
        "handoffs": [
            _dated(handoff.at) | {"number": handoff.number, "claimed_by": handoff.rep, "outcome": handoff.outcome}
            for handoff in handoffs.of_lead(tx, lead_id)
        ],
    }


def _messages(tx: Transaction, lead_id: int, chats: Iterable[int]) -> list[Json]:
    """Return what was written to them, and what of theirs was passed on to sales."""
    payloads = [payload for chat_id in chats for payload in outbox.payloads_to(tx, chat_id)]
    for handoff in handoffs.of_lead(tx, lead_id):
        payloads += outbox.payloads_about(tx, words_about(handoff.number))
    # Earlier exports hold nothing that this one does not, and each would hold all before it.
    return [message for payload in payloads if (message := json.loads(payload))["kind"] != SendFile.__name__]


def _dated(at: datetime) -> Json:
    return {"at": at.isoformat()}


def export_lead(tx: Transaction, lead_id: int, *, caption: str) -> SendFile:
    """Return the file with everything about a lead, for themselves; ``caption`` is HTML."""
    content = json.dumps(everything_about(tx, lead_id), ensure_ascii=False, indent=2)
    return SendFile("my-data.json", content, caption)
