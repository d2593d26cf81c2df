"""Conversations, consents, and when to nudge."""

from datetime import datetime

from sqlalchemy import bindparam, literal, select, update

from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Consent, Conversation

CONVERSATION = "conversation"
"""What these consents are for; those for the newsletter are ``storage.newsletter``'s."""
_conversations, _consents = table_of(Conversation), table_of(Consent)
_IS_OURS = (_consents.c.lead_id == bindparam("lead")) & (_consents.c.kind == literal(CONVERSATION))

_SAVE = Statement(
    update(_conversations)
    .where(_conversations.c.lead_id == bindparam("lead"))
    .values(state=bindparam("state"), nudge_at=bindparam("nudge_at"))
)
_SAVE_STATE = Statement(
    update(_conversations).where(_conversations.c.lead_id == bindparam("lead")).values(state=bindparam("state"))
)
_DROP_DUE = Statement(update(_conversations).where(_conversations.c.nudge_at <= bindparam("now")).values(nudge_at=None))
_CONSENT = Statement(_consents.insert(), column_keys=["lead_id", "text_version", "given_at", "kind"])
_REVOKE = Statement(
    update(_consents).where(_IS_OURS, _consents.c.revoked_at.is_(None)).values(revoked_at=bindparam("at"))
)
_CONSENTS = Statement(
    select(_consents.c.text_version, _consents.c.given_at, _consents.c.revoked_at)
    .where(_IS_OURS)
    .order_by(_consents.c.id)
)


def save(tx: Transaction, lead_id: int, *, state: str, nudge_at: datetime | None) -> None:
    """Store where a conversation is, and when to nudge if nothing comes."""
    tx.run(_SAVE, lead=lead_id, state=state, nudge_at=nudge_at)


def save_state(tx: Transaction, lead_id: int, *, state: str) -> None:
    """Store where a conversation is; a nudge stays due when it was."""
    tx.run(_SAVE_STATE, lead=lead_id, state=state)


def drop_due_nudges(tx: Transaction, now: datetime) -> None:
    """Drop the nudges that are due by now."""
    tx.run(_DROP_DUE, now=now)


def give_consent(tx: Transaction, lead_id: int, *, text_version: str, at: datetime) -> None:
    """Record that the prospect agreed to the text of this version."""
    tx.run(_CONSENT, lead_id=lead_id, text_version=text_version, given_at=at, kind=CONVERSATION)


def revoke_consent(tx: Transaction, lead_id: int, *, at: datetime) -> None:
    """Record that the prospect agrees no longer."""
    tx.run(_REVOKE, lead=lead_id, at=at)


def consents(tx: Transaction, lead_id: int) -> list[tuple[str, datetime, datetime | None]]:
    """Return text version, when given and when revoked, oldest first."""
    return [(version, given, revoked) for version, given, revoked in tx.all(_CONSENTS, lead=lead_id)]
