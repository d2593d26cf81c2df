"""What all leads go by, read at one stroke: to find again who was erased."""

from collections.abc import Iterator

from sqlalchemy import bindparam, or_, select

from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Chat, Fact, Lead, LeadKey

_leads, _chats, _keys, _facts = (table_of(each) for each in (Lead, Chat, LeadKey, Fact))

_USERNAMES = Statement(select(_leads.c.id, _leads.c.username).where(_leads.c.username != ""))
_CHATS = Statement(select(_chats.c.lead_id, _chats.c.id))
_KEYS = Statement(select(_keys.c.lead_id, _keys.c.key))
# An address in any field; a phone number in its own, or as "+46...".
_FACTS = Statement(
    select(_facts.c.lead_id, _facts.c.field, _facts.c.value).where(
        or_(_facts.c.value.like("%@%"), _facts.c.value.like('"+%'), _facts.c.field == bindparam("phone"))
    )
)


def usernames(tx: Transaction) -> Iterator[tuple[int, str]]:
    """Yield every username with the number of its lead."""
    yield from ((lead_id, username) for lead_id, username in tx.all(_USERNAMES))


def chats(tx: Transaction) -> Iterator[tuple[int, int]]:
    """Yield every chat with the number of its lead, which comes first."""
    yield from ((lead_id, chat_id) for lead_id, chat_id in tx.all(_CHATS))


def keys(tx: Transaction) -> Iterator[tuple[int, str]]:
    """Yield every key with the number of its lead."""
    yield from ((lead_id, key) for lead_id, key in tx.all(_KEYS))


def facts(tx: Transaction, *, phone: str) -> Iterator[tuple[int, str, str]]:
    """Yield every fact that may be an address or a phone number: the lead's number, field (``phone`` is one), JSON."""
    yield from ((lead_id, field, value) for lead_id, field, value in tx.all(_FACTS, phone=phone))
