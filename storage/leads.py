"""Leads and the chats they write in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables import Chat, Conversation, Lead, TierChange

_leads, _chats, _conversations = table_of(Lead), table_of(Chat), table_of(Conversation)
_changes = table_of(TierChange)


@dataclass(frozen=True, slots=True)
class StoredLead:
    """A lead's row. ``standing`` is packed, ``tier`` and ``next_change_at`` are what it says.

    ``facts`` is JSON: the latest value by field.
    """

    id: int
    audience: str | None
    locale: str
    name: str
    username: str
    source: str
    created_at: datetime
    last_seen_at: datetime
    facts: str
    standing: str
    tier: str
    model_version: str
    next_change_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredChat:
    """A private chat with its lead and the state of their conversation."""

    id: int
    blocked_at: datetime | None
    state: str
    lead: StoredLead


_LEAD_COLUMNS = tuple(_leads.c[name] for name in StoredLead.__dataclass_fields__)

_BY_CHAT = Statement(
    select(_chats.c.id, _chats.c.blocked_at, _conversations.c.state, *_LEAD_COLUMNS)
    .join(_leads, _leads.c.id == _chats.c.lead_id)
    .join(_conversations, _conversations.c.lead_id == _leads.c.id)
    .where(_chats.c.id == bindparam("chat_id"))
)
_BY_ID = Statement(
    select(_chats.c.id, _chats.c.blocked_at, _conversations.c.state, *_LEAD_COLUMNS)
    .join(_leads, _leads.c.id == _chats.c.lead_id)
    .join(_conversations, _conversations.c.lead_id == _leads.c.id)
    .where(_leads.c.id == bindparam("lead_id"))
)
_ADD = Statement(_leads.insert(), column_keys=[name for name in StoredLead.__dataclass_fields__ if name != "id"])
_ADD_CHAT = Statement(_chats.insert(), column_keys=["id", "lead_id"])
_ADD_CONVERSATION = Statement(_conversations.insert(), column_keys=["lead_id", "state", "nudge_at"])
_SAVE = Statement(
    update(_leads)
    .where(_leads.c.id == bindparam("lead_id"))
    .values(
        {
            name: bindparam(name)
            for name in (
                *("audience", "locale", "name", "username", "source", "last_seen_at", "facts"),
                *("standing", "tier", "model_version", "next_change_at"),
            )
        }
    )
)
_BLOCK = Statement(update(_chats).where(_chats.c.id == bindparam("chat_id")).values(blocked_at=bindparam("blocked_at")))
_FORGET = Statement(delete(_leads).where(_leads.c.id == bindparam("lead_id")))
_ADD_CHANGES = InsertMany(TierChange, "lead_id", "at", "tier_from", "tier_to", "because", "score", "model_version")
_DROP_CHANGES = Statement(delete(_changes).where(_changes.c.lead_id == bindparam("lead_id")))
_CHANGES = Statement(
    select(_changes.c.at, _changes.c.tier_from, _changes.c.tier_to, _changes.c.because, _changes.c.score)
    .where(_changes.c.lead_id == bindparam("lead_id"))
    .order_by(_changes.c.id)
)
_POSTPONE = Statement(
    update(_leads)
    .where(_leads.c.id == bindparam("lead_id"), _leads.c.next_change_at < bindparam("until"))
    .values(next_change_at=bindparam("until"))
)
_UNSEEN = Statement(
    select(_leads.c.id)
    .where(_leads.c.last_seen_at < bindparam("before"))
    .order_by(_leads.c.last_seen_at)
    .limit(bindparam("limit"))
)
_DUE = Statement(
    select(_leads.c.id)
    .where(_leads.c.next_change_at <= bindparam("now"))
    .order_by(_leads.c.next_change_at)
    .limit(bindparam("limit"))
)


def _chat_from(row: tuple[object, ...] | None) -> StoredChat | None:
    if row is None:
        return None
    chat_id, blocked_at, state, *lead = row
    return StoredChat(chat_id, blocked_at, state, StoredLead(*lead))  # type: ignore[arg-type]  # as selected


def by_chat(tx: Transaction, chat_id: int) -> StoredChat | None:
    """Return the chat with its lead, or None for somebody new."""
    return _chat_from(tx.first(_BY_CHAT, chat_id=chat_id))


def by_id(tx: Transaction, lead_id: int) -> StoredChat | None:
    """Return the lead with their chat, or None if there is no such lead (any more)."""
    return _chat_from(tx.first(_BY_ID, lead_id=lead_id))


def add(tx: Transaction, lead: StoredLead, *, chat_id: int, state: str) -> StoredLead:
    """Store a new lead, writing in this chat, and return it with its number."""
    values = {name: getattr(lead, name) for name in StoredLead.__dataclass_fields__ if name != "id"}
    lead_id = tx.add(_ADD, **values)
    tx.add(_ADD_CHAT, id=chat_id, lead_id=lead_id)
    tx.add(_ADD_CONVERSATION, lead_id=lead_id, state=state, nudge_at=None)
    return StoredLead(id=lead_id, **values)


def save(tx: Transaction, lead: StoredLead, *, seen_at: datetime | None = None) -> None:
    """Store what may change of a lead, who was just seen at ``seen_at``."""
    tx.run(
        _SAVE,
        lead_id=lead.id,
        audience=lead.audience,
        locale=lead.locale,
        name=lead.name,
        username=lead.username,
        source=lead.source,
        last_seen_at=seen_at or lead.last_seen_at,
        facts=lead.facts,
        standing=lead.standing,
        tier=lead.tier,
        model_version=lead.model_version,
        next_change_at=lead.next_change_at,
    )


def set_blocked(tx: Transaction, chat_id: int, at: datetime | None) -> None:
    """Note since when a chat takes no messages, or that it does again."""
    tx.run(_BLOCK, chat_id=chat_id, blocked_at=at)


def erase(tx: Transaction, lead_id: int) -> None:
    """Delete a lead with everything that belongs to them."""
    tx.run(_FORGET, lead_id=lead_id)


@dataclass(frozen=True, slots=True)
class StoredTierChange:
    """A tier change of a lead's history."""

    at: datetime
    tier_from: str
    tier_to: str
    because: str
    score: float


def add_tier_changes(
    tx: Transaction, lead_id: int, changes: tuple[StoredTierChange, ...], *, model_version: str
) -> None:
    """Append tier changes in the order they happened."""
    rows = (
        {
            "lead_id": lead_id,
            "at": change.at,
            "tier_from": change.tier_from,
            "tier_to": change.tier_to,
            "because": change.because,
            "score": change.score,
            "model_version": model_version,
        }
        for change in changes
    )
    tx.add_many(_ADD_CHANGES, rows)


def tier_changes(tx: Transaction, lead_id: int) -> list[StoredTierChange]:
    """Return a lead's tier changes, oldest first."""
    return [StoredTierChange(*row) for row in tx.all(_CHANGES, lead_id=lead_id)]


def drop_tier_changes(tx: Transaction, lead_id: int) -> None:
    """Delete a lead's tier changes, before a refold gives them anew."""
    tx.run(_DROP_CHANGES, lead_id=lead_id)


def due_to_cool(tx: Transaction, now: datetime, *, limit: int) -> list[int]:
    """Return the leads whose tier falls by itself at or before ``now``, the most overdue first."""
    return [lead_id for (lead_id,) in tx.all(_DUE, now=now, limit=limit)]


def unseen_since(tx: Transaction, before: datetime, *, limit: int) -> list[int]:
    """Return the leads who were last seen before an instant, the longest absent first."""
    return [lead_id for (lead_id,) in tx.all(_UNSEEN, before=before, limit=limit)]


def postpone(tx: Transaction, lead_id: int, until: datetime) -> None:
    """Let what is due for a lead be due again later."""
    tx.run(_POSTPONE, lead_id=lead_id, until=until)
