"""Leads and the chats they write in."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, astuple
from sqlalchemy import Integer, bindparam, cast, delete, exists, func, or_, select, update

from scoring.instants import microseconds
from storage import search_words
from storage.columns import Instant
from storage.dialects import earlier_of, is_one_of, later_of, new_numbers_of
from storage.erased import ERASED
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.leads import Chat, Conversation, Lead, Signal

_leads, _chats, _conversations = table_of(Lead), table_of(Chat), table_of(Conversation)
_signals = table_of(Signal)


class StoredLead(Struct, frozen=True):
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


class StoredChat(Struct, frozen=True):
    """A lead with the state of their conversation, and the private chat they write in.

    ``id`` is None for a lead who has no chat: they were imported.
    """

    id: int | None
    blocked_at: datetime | None
    state: str
    lead: StoredLead


PAGE = 500
_NAMES = StoredLead.__struct_fields__
_SAVED = tuple(name for name in _NAMES if name != "id")
_FOLDED = frozenset(("standing", "tier", "next_change_at"))
_TOLD = tuple(name for name in _SAVED if name not in _FOLDED)
"""What other systems tell of a lead; the rest is what folding makes of it."""
LEAD_COLUMNS = tuple(_leads.c[name] for name in _NAMES)


def _update_of(names: Iterable[str]) -> Statement:
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    return Statement(update(_leads).where(_leads.c.id == bindparam("lead_id")).values(values))


_BY_CHAT = Statement(
    select(_chats.c.id, _chats.c.blocked_at, _conversations.c.state, *LEAD_COLUMNS)
    .join(_leads, _leads.c.id == _chats.c.lead_id)
    .join(_conversations, _conversations.c.lead_id == _leads.c.id)
    .where(_chats.c.id == bindparam("chat_id"))
)
_by_id = (
    select(_chats.c.id, _chats.c.blocked_at, _conversations.c.state, *LEAD_COLUMNS)
    .select_from(_leads)
    .join(_conversations, _conversations.c.lead_id == _leads.c.id)
    .join(_chats, _chats.c.lead_id == _leads.c.id, isouter=True)
    .where(_leads.c.id == bindparam("lead_id"))
    .order_by(_chats.c.id)
    .limit(1)
)
_BY_ID = Statement(_by_id)
_FOR_SIGNAL = Statement(_by_id.add_columns(exists().where(_signals.c.id == bindparam("signal_id"))))
_ADD = Statement(_leads.insert(), column_keys=[*_SAVED])
_ADD_CHAT = Statement(_chats.insert(), column_keys=["id", "lead_id"])
_ADD_CONVERSATIONS = InsertMany(Conversation, "lead_id", "state", "nudge_at")
_SAVE = _update_of(_SAVED)
_RARELY_CHANGED = ("audience", "tier", "model_version")
_DUE = "next_change_at"
"""SQLite writes an index anew for each column that an UPDATE names, be its value what it was: a page more per turn.

So what stays is not named: of most turns all of these, of leads who are warm only the first. A source that stays is
never named: a trigger would look whether figures change by it (storage/tables/sales_days.py).
"""
_rarely_changed = attrgetter(*_RARELY_CHANGED)
_SAVE_BUT_SOURCE = _update_of(name for name in _SAVED if name != "source")
_SAVE_DUE = _update_of(name for name in _SAVED if name not in (*_RARELY_CHANGED, "source"))
_SAVE_IN_PLACE = _update_of(name for name in _SAVED if name not in (*_RARELY_CHANGED, _DUE, "source"))
_BY_IDS = Statement(select(*LEAD_COLUMNS).where(is_one_of(_leads.c.id, "ids")))
_EXISTING = Statement(select(_leads.c.id).where(is_one_of(_leads.c.id, "ids")))
_WITH_CHAT = Statement(select(_chats.c.lead_id).where(is_one_of(_chats.c.lead_id, "ids")).distinct())
_UPDATE_IMPORTED = _update_of(_TOLD)
_ADD_NUMBERED = InsertMany(Lead, *_NAMES)
_first = func.json_each(bindparam("first_at_us")).table_valued("key", "value")
_first_at = cast(_first.c.value, Integer)
_SEE = Statement(
    update(_leads)
    .where(
        _leads.c.id == cast(_first.c.key, Integer),
        or_(_leads.c.last_seen_at < bindparam("at"), _leads.c.created_at > _first_at),
    )
    .values(
        last_seen_at=later_of(_leads.c.last_seen_at, bindparam("at", type_=Instant)),
        created_at=earlier_of(_leads.c.created_at, _first_at),
    )
)
_OUTDATE = Statement(
    update(_leads)
    .where(is_one_of(_leads.c.id, "ids"), _leads.c.model_version != "", _leads.c.model_version != bindparam("version"))
    .values(model_version=bindparam("version"))
)
_NEW_NUMBERS = Statement(new_numbers_of(_leads, "places"))
_COUNT = Statement(select(func.count()).select_from(select(_leads.c.id).limit(bindparam("most")).subquery()))
_CHATS_AMONG = Statement(select(_chats.c.id).where(is_one_of(_chats.c.id, "ids")))
_CHATS_OF = Statement(select(_chats.c.id).where(_chats.c.lead_id == bindparam("lead_id")).order_by(_chats.c.id))
_BLOCK = Statement(update(_chats).where(_chats.c.id == bindparam("chat_id")).values(blocked_at=bindparam("blocked_at")))
_FORGET = Statement(delete(_leads).where(_leads.c.id == bindparam("lead_id")))
_DUE_UNDER = Statement(
    select(_leads.c.id).where(
        _leads.c.next_change_at <= bindparam("now"), _leads.c.model_version == bindparam("version")
    )
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
    """Return the lead with their chat (of several the first), or None if there is no such lead (any more)."""
    return _chat_from(tx.first(_BY_ID, lead_id=lead_id))


def for_signal(tx: Transaction, lead_id: int, signal_id: str) -> tuple[StoredChat | None, bool]:
    """Return the same as ``by_id``, and whether a signal of this id was recorded before, by one statement."""
    row = tx.first(_FOR_SIGNAL, lead_id=lead_id, signal_id=signal_id)
    return (None, False) if row is None else (_chat_from(row[:-1]), bool(row[-1]))


def add(tx: Transaction, lead: StoredLead, *, chat_id: int | None, state: str) -> StoredLead:
    """Store a new lead, writing in this chat if they have one, and return it with its number."""
    values = _values(lead, _SAVED)
    lead_id = tx.add(_ADD, **values)
    search_words.add(tx, lead_id, _words(lead))
    if chat_id is not None:
        tx.run(_ADD_CHAT, id=chat_id, lead_id=lead_id)
    tx.add_many(_ADD_CONVERSATIONS, [(lead_id, state, None)])
    return StoredLead(id=lead_id, **values)


def save(tx: Transaction, lead: StoredLead, *, seen_at: datetime | None = None, was: StoredLead | None = None) -> None:
    """Store what may change of a lead, who was just seen at ``seen_at``; ``was`` is how they are stored, if known."""
    statement = _SAVE if was is None else _saving(lead, was)
    tx.run(statement, **asdict(lead) | {"lead_id": lead.id, "last_seen_at": seen_at or lead.last_seen_at})
    if was is not None:
        _keep_words(tx, lead, was)


def save_many(tx: Transaction, changed: Iterable[tuple[StoredLead, StoredLead]], *, seen_at: datetime) -> None:
    """Do the same for many leads, each as they are now and as they are stored."""
    by_statement: dict[Statement, list[dict[str, Any]]] = defaultdict(list)
    for lead, was in changed:
        by_statement[_saving(lead, was)].append(asdict(lead) | {"lead_id": lead.id, "last_seen_at": seen_at})
        if lead.facts != was.facts or lead.name != was.name:
            _keep_words(tx, lead, was)
    for statement, rows in by_statement.items():
        tx.run_for_each(statement, rows)


def _saving(lead: StoredLead, was: StoredLead) -> Statement:
    if was.source != lead.source:
        return _SAVE
    if _rarely_changed(was) != _rarely_changed(lead):
        return _SAVE_BUT_SOURCE
    return _SAVE_IN_PLACE if was.next_change_at == lead.next_change_at else _SAVE_DUE


def find_anew(tx: Transaction, lead: StoredLead) -> None:
    """Let a lead be found by what they are called now, whatever they were called."""
    search_words.replace(tx, lead.id, _words(lead))


def _keep_words(tx: Transaction, lead: StoredLead, was: StoredLead) -> None:
    """Keep the words by which a lead is found, where they have changed: most turns change nothing that is searched."""
    before, words = _words(was), _words(lead)
    if words != before:
        search_words.change(tx, lead.id, gone=before - words, new=words - before)


def _words(lead: StoredLead) -> frozenset[str]:
    return search_words.words_of(lead.name, lead.username, lead.facts)


def _values(lead: StoredLead, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(lead, name) for name in names}


def by_ids(tx: Transaction, lead_ids: Iterable[int]) -> dict[int, StoredLead]:
    """Return the leads with these numbers, as far as there are such, by number."""
    found = (StoredLead(*row) for row in tx.all(_BY_IDS, ids=json.dumps(list(lead_ids))))
    return {lead.id: lead for lead in found}


def existing(tx: Transaction, lead_ids: Iterable[int]) -> set[int]:
    """Return the numbers among these that leads have."""
    return {lead_id for (lead_id,) in tx.all(_EXISTING, ids=json.dumps(list(lead_ids)))}


def with_chat(tx: Transaction, lead_ids: Iterable[int]) -> set[int]:
    """Return the numbers of the leads among these who write in a chat."""
    return {lead_id for (lead_id,) in tx.all(_WITH_CHAT, ids=json.dumps(list(lead_ids)))}


def add_imported(tx: Transaction, imported: Iterable[tuple[StoredLead, str]]) -> None:
    """Store new leads who have no chat, with the state of their conversation, under the numbers they were given."""
    imported = list(imported)
    tx.add_many(_ADD_NUMBERED, (astuple(lead) for lead, _ in imported))
    tx.add_many(_ADD_CONVERSATIONS, ((lead.id, state, None) for lead, state in imported))
    search_words.add_many(tx, ((lead.id, _words(lead)) for lead, _ in imported))


def new_numbers(tx: Transaction, count: int) -> list[int]:
    """Return so many numbers, in order, that no lead was ever given: they are for whoever asks for them."""
    places = json.dumps(dict.fromkeys(range(1, count + 1)))
    return sorted(number for (number,) in tx.all(_NEW_NUMBERS, places=places)) if count else []


def count_up_to(tx: Transaction, most: int) -> int:
    """Return the number of leads, ``most`` where there are more: counting a million takes a second."""
    row = tx.first(_COUNT, most=most)
    return int(row[0]) if row else 0


def see(tx: Transaction, first_at: Mapping[int, datetime], *, at: datetime) -> None:
    """Note that leads were heard of at an instant, with what they did since ``first_at`` (by lead)."""
    first_at_us = json.dumps({lead_id: microseconds(first) for lead_id, first in first_at.items()})
    tx.run(_SEE, first_at_us=first_at_us, at=at)


def outdate(tx: Transaction, lead_ids: Iterable[int], *, version: str) -> None:
    """Mark the standings of leads as folded under ``version``; those that never were folded stay so."""
    tx.run(_OUTDATE, ids=json.dumps(list(lead_ids)), version=version)


def update_imported(tx: Transaction, lead: StoredLead, *, was: StoredLead) -> None:
    """Store what another system told of a lead. The standing stays: what is told late is folded in later."""
    tx.run(_UPDATE_IMPORTED, lead_id=lead.id, **_values(lead, _TOLD))
    _keep_words(tx, lead, was)


def chats_of(tx: Transaction, lead_id: int) -> list[int]:
    """Return the chats in which a lead writes: none if imported, several if merged."""
    return [chat_id for (chat_id,) in tx.all(_CHATS_OF, lead_id=lead_id)]


def chats_among(tx: Transaction, chat_ids: Iterable[int]) -> set[int]:
    """Return the chats among these in which a lead writes."""
    return {chat_id for (chat_id,) in tx.all(_CHATS_AMONG, ids=json.dumps(list(chat_ids)))}


def set_blocked(tx: Transaction, chat_id: int, at: datetime | None) -> None:
    """Note since when a chat takes no messages, or that it does again."""
    tx.run(_BLOCK, chat_id=chat_id, blocked_at=at)


def erase(tx: Transaction, lead_id: int) -> None:
    """Delete a lead with everything that belongs to them, from the tables and soon after from the files."""
    tx.touch(ERASED)
    tx.run(_FORGET, lead_id=lead_id)


def due_under(tx: Transaction, version: str, now: datetime) -> Iterator[StoredLead]:
    """Yield the leads whose tier has fallen by itself at or before ``now`` under a model."""
    due = [lead_id for (lead_id,) in tx.all(_DUE_UNDER, version=version, now=now)]
    for place in range(0, len(due), PAGE):
        yield from by_ids(tx, due[place : place + PAGE]).values()
