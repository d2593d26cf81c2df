"""What reps note about a lead for each other; the prospect never sees it unless they ask for all that is stored."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.statements import Statement, Transaction, table_of
from storage.tables.sales import Note, Rep

_notes, _reps = table_of(Note), table_of(Rep)

_ADD = Statement(_notes.insert(), column_keys=["lead_id", "rep_id", "at", "text"])
_SELECT = select(_notes.c.id, _notes.c.lead_id, _notes.c.at, _notes.c.rep_id, _reps.c.name, _notes.c.text).join(
    _reps, _reps.c.id == _notes.c.rep_id
)
_NEWEST = Statement(
    _SELECT.where(_notes.c.lead_id == bindparam("lead"))
    .order_by(_notes.c.at.desc(), _notes.c.id.desc())
    .limit(bindparam("limit"))
)
_BY_ID = Statement(_SELECT.where(_notes.c.id == bindparam("number")))
_DROP = Statement(delete(_notes).where(_notes.c.id == bindparam("number")))


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note of a rep's about a lead."""

    id: int
    lead_id: int
    at: datetime
    rep_id: int
    rep: str
    text: str


def add(tx: Transaction, lead_id: int, text: str, *, rep_id: int, at: datetime) -> int:
    """Keep a note and return its number; the rep must be known (``handoffs.meet_rep``)."""
    return tx.add(_ADD, lead_id=lead_id, rep_id=rep_id, at=at, text=text)


def newest_of(tx: Transaction, lead_id: int, *, limit: int) -> list[StoredNote]:
    """Return the newest notes about a lead, the oldest of them first."""
    return [StoredNote(*row) for row in reversed(tx.all(_NEWEST, lead=lead_id, limit=limit))]


def by_id(tx: Transaction, number: int) -> StoredNote | None:
    """Return the note with this number."""
    row = tx.first(_BY_ID, number=number)
    return None if row is None else StoredNote(*row)


def drop(tx: Transaction, number: int) -> None:
    """Erase a note."""
    tx.run(_DROP, number=number)
