"""What is taken out for other programs, page by page: handoffs, outcomes, and the histories of leads.

A page is found by an index, whatever was before it, so that memory stays small however much there is.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Table, bindparam, literal, select, tuple_

from storage.columns import Instant
from storage.dialects import is_one_of, text_of
from storage.handoffs import CHAT_STARTED
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Fact, Lead, Signal
from storage.tables.sales import Handoff, Outcome, Rep

_handoffs, _outcomes, _reps, _leads = table_of(Handoff), table_of(Outcome), table_of(Rep), table_of(Lead)
_facts, _signals = table_of(Fact), table_of(Signal)
PAGE = 500
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HandoffRow:
    """A handoff with its lead's source and audience, and the name of the rep who has it."""

    number: int
    at: datetime
    lead_id: int
    audience: str | None
    source: str
    campaign: str | None
    reason: str
    tier: str
    score: float
    model_version: str
    rep: str | None
    claimed_at: datetime | None
    first_contact_at: datetime | None
    outcome: str | None
    outcome_at: datetime | None
    closed_at: datetime | None
    desk_chat: int | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome, withdrawn or not, with the handoff that it was reported of."""

    number: int
    at: datetime
    handoff: int
    lead_id: int
    source: str
    campaign: str | None
    tier: str
    handoff_at: datetime
    rep: str
    outcome: str
    reason: str | None
    amount: float | None
    currency: str | None
    withdrawn_at: datetime | None
    desk_chat: int | None


def _behind(table: Table) -> object:
    place = tuple_(table.c.at, table.c.id)
    return place > tuple_(bindparam("after_at", type_=Instant), bindparam("after_id"))


_HANDOFFS = Statement(
    select(
        *(_handoffs.c.id, _handoffs.c.at, _handoffs.c.lead_id, _leads.c.audience, _leads.c.source),
        *(_handoffs.c.campaign, _handoffs.c.reason, _handoffs.c.tier, _handoffs.c.score, _handoffs.c.model_version),
        *(_reps.c.name, _handoffs.c.claimed_at, _handoffs.c.first_contact_at, _handoffs.c.outcome),
        *(_handoffs.c.outcome_at, _handoffs.c.closed_at, _handoffs.c.desk_chat),
    )
    .join(_leads, _leads.c.id == _handoffs.c.lead_id + 0)
    .join(_reps, _reps.c.id == _handoffs.c.claimed_by, isouter=True)
    .where(_behind(_handoffs))  # type: ignore[arg-type]  # a comparison of tuples
    .order_by(_handoffs.c.at, _handoffs.c.id)
    .limit(bindparam("limit"))
)
_OUTCOMES = Statement(
    select(
        *(_outcomes.c.id, _outcomes.c.at, _outcomes.c.handoff_id, _handoffs.c.lead_id, _leads.c.source),
        *(_handoffs.c.campaign, _handoffs.c.tier, _handoffs.c.at, _reps.c.name, _outcomes.c.outcome),
        *(_outcomes.c.reason, _outcomes.c.amount, _outcomes.c.currency, _outcomes.c.withdrawn_at),
        _handoffs.c.desk_chat,
    )
    .join(_handoffs, _handoffs.c.id == _outcomes.c.handoff_id + 0)
    .join(_leads, _leads.c.id == _handoffs.c.lead_id + 0)
    .join(_reps, _reps.c.id == _outcomes.c.rep_id + 0)
    .where(_behind(_outcomes))  # type: ignore[arg-type]  # a comparison of tuples
    .order_by(_outcomes.c.at, _outcomes.c.id)
    .limit(bindparam("limit"))
)
_STANDING = Statement(
    select(_outcomes.c.handoff_id, _outcomes.c.reason, _outcomes.c.amount, _outcomes.c.currency)
    .where(is_one_of(_outcomes.c.handoff_id, "handoffs"), _outcomes.c.withdrawn_at.is_(None))
    .order_by(_outcomes.c.at, _outcomes.c.id)
)
_CAME_BY = Statement(
    select(_handoffs.c.id, _signals.c.properties)
    .join(_signals, _signals.c.lead_id == _handoffs.c.lead_id)
    .where(
        is_one_of(_handoffs.c.id, "handoffs"),
        _signals.c.name == literal(CHAT_STARTED),
        _signals.c.at <= _handoffs.c.at,
        text_of(_signals.c.properties, "campaign").is_not(None),
    )
    .order_by(_signals.c.at, _signals.c.id)
)
_FACTS_OF = Statement(
    select(_facts.c.lead_id, _facts.c.id, _facts.c.at, _facts.c.field, _facts.c.value)
    .where(is_one_of(_facts.c.lead_id, "leads"), _facts.c.at >= bindparam("since", type_=Instant))
    .order_by(_facts.c.lead_id, _facts.c.at, _facts.c.id)
)
_SIGNALS_OF = Statement(
    select(_signals.c.lead_id, _signals.c.id, _signals.c.at, _signals.c.name, _signals.c.properties)
    .where(is_one_of(_signals.c.lead_id, "leads"), _signals.c.at >= bindparam("since", type_=Instant))
    .order_by(_signals.c.lead_id, _signals.c.at, _signals.c.id)
)
_FIELDS = Statement(select(_facts.c.field).distinct().order_by(_facts.c.field))

HistoryRow = tuple[int, str, datetime, str, str]
"""A lead's number, the item's id, when it was, and its name and value, the latter as JSON."""


def handoff_pages(tx: Transaction, since: datetime | None = None) -> Iterator[list[HandoffRow]]:
    """Yield the handoffs opened since an instant, oldest first."""
    at, number = since or BEGINNING, -1
    while page := [HandoffRow(*row) for row in tx.all(_HANDOFFS, after_at=at, after_id=number, limit=PAGE)]:
        yield page
        at, number = page[-1].at, page[-1].number


def outcome_pages(tx: Transaction, since: datetime | None = None) -> Iterator[list[OutcomeRow]]:
    """Yield the outcomes reported since an instant, oldest first, those withdrawn too."""
    at, number = since or BEGINNING, -1
    while page := [OutcomeRow(*row) for row in tx.all(_OUTCOMES, after_at=at, after_id=number, limit=PAGE)]:
        yield page
        at, number = page[-1].at, page[-1].number


def came_by(tx: Transaction, handoffs: Iterable[int]) -> dict[int, str]:
    """Return what the last link told by which the lead of each handoff had come before, as JSON; by handoff."""
    return dict(tx.all(_CAME_BY, handoffs=json.dumps(list(handoffs))))


def standing_of(tx: Transaction, handoffs: Iterable[int]) -> Mapping[int, tuple[str | None, float | None, str | None]]:
    """Return reason, amount and currency of the latest outcome of each handoff that nobody has withdrawn."""
    rows = tx.all(_STANDING, handoffs=json.dumps(list(handoffs)))
    return {handoff: (reason, amount, currency) for handoff, reason, amount, currency in rows}


def facts_of(tx: Transaction, lead_ids: Sequence[int], since: datetime | None = None) -> list[HistoryRow]:
    """Return the facts of these leads, lead by lead, oldest first."""
    return tx.all(_FACTS_OF, leads=json.dumps(list(lead_ids)), since=since or BEGINNING)


def signals_of(tx: Transaction, lead_ids: Sequence[int], since: datetime | None = None) -> list[HistoryRow]:
    """Return the signals of these leads, lead by lead, oldest first."""
    return tx.all(_SIGNALS_OF, leads=json.dumps(list(lead_ids)), since=since or BEGINNING)


def fields(tx: Transaction) -> list[str]:
    """Return the fields of all facts there are, in order: every fact is looked at for it."""
    return [field for (field,) in tx.all(_FIELDS)]
