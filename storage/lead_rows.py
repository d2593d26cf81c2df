"""Which rows of which tables belong to a lead: one list, for what they are given, erased of, and merged into another.

A contract test goes through all tables: one that may hold a lead's data and is not named here, or is named here and
left out somewhere, fails it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, Text, bindparam, delete, literal, select, true, union
from sqlmodel import SQLModel

from storage.dialects import Either, is_among
from storage.statements import Statement, Transaction, table_of
from storage.tables.language_model import LanguageModelCall, Summary
from storage.tables.leads import (
    Chat,
    Consent,
    Conversation,
    Fact,
    Lead,
    LeadKey,
    SearchWord,
    Signal,
    TierChange,
    Unanswered,
)
from storage.tables.links import ContentLink, VisitorLink
from storage.tables.messages import DeadUpdate, Message, OutboxMessage, WaitingUpdate
from storage.tables.newsletter import NewsletterCode
from storage.tables.sales import DeskStep, Handoff, Meeting, Mention, Note, Outcome, Rep
from storage.tables.signals import UnknownEvent

Row = Mapping[str, object]

MOVES = "its rows become the other lead's"


@dataclass(frozen=True, slots=True)
class Belonging:
    """A table with rows that belong to leads: which, how they go at an erasure, and what becomes of them in a merge."""

    model: type[SQLModel]
    rows: ColumnElement[bool]
    erased: str
    merged: str


_CASCADES = "the lead's row takes it along"
_lead = bindparam("lead", type_=Integer)
_leads, _chats, _handoffs, _outbox = (table_of(each) for each in (Lead, Chat, Handoff, OutboxMessage))
_outcomes, _steps, _dead, _reps = (table_of(each) for each in (Outcome, DeskStep, DeadUpdate, Rep))
_inbox = table_of(WaitingUpdate)
_chats_of = select(_chats.c.id).where(_chats.c.lead_id == _lead)
_handoffs_of = select(_handoffs.c.id).where(_handoffs.c.lead_id == _lead)


def _filed(under: str) -> ColumnElement[bool]:
    """Return the condition that a message is about a handoff of the lead."""
    filed = select(literal(f"{under}:") + _handoffs.c.id.cast(Text)).where(_handoffs.c.lead_id == _lead)
    return _outbox.c.about.in_(filed)


def _filed_below(under: str) -> ColumnElement[bool]:
    """Return the condition that a message is about something of a handoff of the lead that has a name of its own."""
    begins = literal(f"{under}:") + _handoffs.c.id.cast(Text)
    same = _outbox.alias()
    is_below = (same.c.about >= begins + literal(":")) & (same.c.about < begins + literal(";"))
    of_lead = _handoffs.c.lead_id == _lead
    # Asked for each handoff apart: of both together PostgreSQL expects a ninth of all messages, and looks through them.
    apart = select(same.c.id).where(is_below).correlate(_handoffs).offset(0).lateral()
    return Either(
        sqlite=_outbox.c.id.in_(select(same.c.id).join(_handoffs, is_below).where(of_lead)),
        postgres=_outbox.c.id.in_(select(apart.c.id).select_from(_handoffs.join(apart, true())).where(of_lead)),
    )


def _any_of(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return a condition: a message meets one of these, each found by its own index.

    Joined by "or", SQLite may find it cheaper to go through all messages, as it does after ANALYZE.
    """
    return is_among(_outbox.c.id, union(*(select(_outbox.c.id).where(condition) for condition in conditions)))


def _by_lead(model: type[SQLModel], *, merged: str = MOVES) -> Belonging:
    return Belonging(model, table_of(model).c.lead_id == _lead, _CASCADES, merged)


BELONGINGS = (
    Belonging(Lead, _leads.c.id == _lead, "leads.erase", "the rows of both become one (merge_leads)"),
    _by_lead(LeadKey),
    _by_lead(SearchWord, merged="made anew of the row of both (merge_leads)"),
    _by_lead(Chat),
    _by_lead(Conversation, merged="that of the lead with a chat goes on (merge_leads)"),
    _by_lead(Consent),
    _by_lead(NewsletterCode),
    _by_lead(Fact),
    _by_lead(Signal),
    _by_lead(Unanswered),
    _by_lead(ContentLink),
    _by_lead(VisitorLink),
    _by_lead(UnknownEvent),
    _by_lead(Message),
    _by_lead(LanguageModelCall),
    _by_lead(Summary),
    _by_lead(TierChange, merged="both records become one (merge_leads)"),
    _by_lead(Handoff),
    _by_lead(Mention),
    _by_lead(Note),
    *(
        Belonging(model, handoff_id.in_(_handoffs_of), _CASCADES, "goes with its handoff")
        for model, handoff_id in (
            (Outcome, _outcomes.c.handoff_id),
            (DeskStep, _steps.c.handoff_id),
            (Meeting, table_of(Meeting).c.handoff_id),
        )
    ),
    Belonging(
        OutboxMessage,
        _any_of(
            _outbox.c.chat_id.in_(_chats_of),
            _filed("handoff"),
            _filed("words"),
            _filed_below("words"),
            _outbox.c.about == literal("lead:") + _lead.cast(Text),
            _outbox.c.about == literal("events:") + _lead.cast(Text),
        ),
        "forget_lead: dropped, or blanked where sales has it",
        "goes with chat and handoff; what is about the lead's number is filed anew",
    ),
    *(
        Belonging(model, chat_id.in_(_chats_of), "forget_lead: dropped with the chat", "goes with its chat")
        for model, chat_id in ((WaitingUpdate, _inbox.c.chat_id), (DeadUpdate, _dead.c.chat_id))
    ),
)
NOBODYS = {
    "clicks": "what addresses carried, of nobody knows whom",
    "api_keys": "hashes of what other systems show",
    "clock_marks": "what the clock of this machine showed",
    "digests": "when the figures come next",
    "erased_keys": "keyed hashes of who is no lead any more",
    "erasure_secrets": "random",
    "language_model_days": "numbers",
    "links": "campaigns of marketing",
    "mails_asked": "keyed hashes of chats and addresses for which mail was asked of late",
    "members": "who is in a desk's chat",
    "models": "scoring rules",
    "moved_chats": "groups of sales",
    "publications": "which scoring rules are in force",
    "reps": "the reps' own names",
    "restores": "numbers",
    "reviews": "who looked at the scoring rules",
    "sales_days": "numbers of handoffs, without anybody; a day is forgotten when one of them changes or goes",
    "sender_secrets": "secrets of the business's other systems",
    "seen_updates": "numbers of updates",
    "template_files": "what marketing wrote",
    "template_notices": "what marketing was told",
    "template_versions": "which files were in force",
    "trials": "what reps have tried, which is of no lead",
    "webhooks": "addresses of the business's other systems",
}
"""The tables that hold nothing of a lead, and what they hold."""
STRANGERS = {
    "visitors": "the identities of who is no lead yet",
    "visitor_facts": "what was told of them",
    "visitor_signals": "what they did",
}
"""The tables of people who are no leads: in the moment in which somebody becomes one, nothing of theirs stays there."""

_ROWS = {
    each.model.__tablename__: (
        tuple(table_of(each.model).c.keys()),
        Statement(select(*table_of(each.model).c).where(each.rows).order_by(*table_of(each.model).primary_key.columns)),
    )
    for each in BELONGINGS
}
# The lead goes last: by its other rows theirs are found.
_DELETES = [Statement(delete(table_of(each.model)).where(each.rows)) for each in reversed(BELONGINGS)]
_REPS = Statement(select(_reps.c.id, _reps.c.name))


def of_lead(tx: Transaction, lead_id: int) -> dict[str, list[Row]]:
    """Return everything that is stored of a lead, by table."""
    return {
        str(name): [dict(zip(columns, row, strict=True)) for row in tx.all(statement, lead=lead_id)]
        for name, (columns, statement) in _ROWS.items()
    }


def erase(tx: Transaction, lead_id: int) -> None:
    """Delete every row that belongs to a lead, and tell nobody."""
    for statement in _DELETES:
        tx.run(statement, lead=lead_id)


def reps(tx: Transaction) -> dict[int, str]:
    """Return the names of all reps."""
    return dict(tx.all(_REPS))
