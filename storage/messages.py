"""The conversation as it was: what prospects, the bot and reps said, kept for a time and read in order."""

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec import Struct
from sqlalchemy import Tuple, bindparam, delete, select, tuple_

from storage.columns import Instant
from storage.dialects import is_among
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.messages import Message
from storage.tables.sales import Rep

PROSPECT, BOT, REP = "prospect", "bot", "rep"
"""Who says something."""
TEXT, EDIT, TAP, COMMAND, QUESTION, CONTACT = "text", "edit", "tap", "command", "question", "contact"
"""What is said; media go by the messenger's own names: photo, voice, document ..."""

Place = tuple[datetime, int]
FIRST: Place = (datetime(1, 1, 1, tzinfo=UTC), 0)
LAST: Place = (datetime(9999, 1, 1, tzinfo=UTC), 0)
"""Before and after all messages."""

_messages, _reps = table_of(Message), table_of(Rep)
_COLUMNS = ("lead_id", "at", "who", "rep_id", "kind", "field", "text")

_KEEP = InsertMany(Message, *_COLUMNS)
_SELECT = select(
    *(_messages.c.id, _messages.c.at, _messages.c.who, _messages.c.rep_id, _reps.c.name),
    *(_messages.c.kind, _messages.c.field, _messages.c.text),
).join(_reps, _reps.c.id == _messages.c.rep_id, isouter=True)
_place = tuple_(_messages.c.at, _messages.c.id)


def _at(name: str) -> Tuple:
    return tuple_(bindparam(f"{name}_at", type_=Instant), bindparam(f"{name}_id"))


_NEXT = Statement(
    _SELECT.where(_messages.c.lead_id == bindparam("lead"), _place > _at("after"))
    .order_by(_messages.c.at, _messages.c.id)
    .limit(bindparam("limit"))
)
_BEFORE = Statement(
    _SELECT.where(_messages.c.lead_id == bindparam("lead"), _place < _at("before"))
    .order_by(_messages.c.at.desc(), _messages.c.id.desc())
    .limit(bindparam("limit"))
)
_DROP_AT = Statement(
    delete(_messages).where(
        *(_messages.c.lead_id == bindparam("lead"), _messages.c.at == bindparam("at")), _messages.c.who == BOT
    )
)
_SAID_AT = Statement(
    select(_messages.c.id, _messages.c.text).where(
        *(_messages.c.lead_id == bindparam("lead"), _messages.c.at == bindparam("at")), _messages.c.who == BOT
    )
)
_DROP = Statement(delete(_messages).where(_messages.c.id == bindparam("number")))
_PRUNE = Statement(
    delete(_messages).where(
        is_among(
            _messages.c.id,
            select(_messages.c.id)
            .where(_messages.c.at < bindparam("before"))
            .order_by(_messages.c.at)
            .limit(bindparam("limit")),
        )
    )
)


class Kept(Struct, frozen=True):
    """A message to keep. ``text`` is what was written, or what the tapped button says; ``rep_id`` where a rep wrote."""

    at: datetime
    who: str
    kind: str
    text: str = ""
    field: str | None = None
    rep_id: int | None = None


class Said(Struct, frozen=True):
    """A message that was kept, with the rep's name where a rep wrote it."""

    id: int
    at: datetime
    who: str
    rep_id: int | None
    rep: str | None
    kind: str
    field: str | None
    text: str

    @property
    def place(self) -> Place:
        """Return the place in the order of a conversation, from which to read on."""
        return self.at, self.id


def keep(tx: Transaction, lead_id: int, messages: Iterable[Kept]) -> None:
    """Keep messages of a lead's conversation, in one statement."""
    tx.add_many(
        _KEEP, [(lead_id, each.at, each.who, each.rep_id, each.kind, each.field, each.text) for each in messages]
    )


def page_after(tx: Transaction, lead_id: int, after: Place = FIRST, *, limit: int) -> list[Said]:
    """Return the messages behind a place of a lead's conversation, oldest first."""
    rows = tx.all(_NEXT, lead=lead_id, after_at=after[0], after_id=after[1], limit=limit)
    return [Said(*row) for row in rows]


def page_before(tx: Transaction, lead_id: int, before: Place = LAST, *, limit: int) -> list[Said]:
    """Return the last messages in front of a place of a lead's conversation, oldest first."""
    rows = tx.all(_BEFORE, lead=lead_id, before_at=before[0], before_id=before[1], limit=limit)
    return [Said(*row) for row in reversed(rows)]


def drop_held(tx: Transaction, lead_id: int, *, until: datetime) -> None:
    """Drop what the bot was to say at exactly that instant and never did."""
    tx.run(_DROP_AT, lead=lead_id, at=until)


def drop_unread(tx: Transaction, lead_id: int, *, at: datetime, text: str) -> None:
    """Drop what the bot said at an instant in these words, and which was never sent."""
    same = [number for number, said in tx.all(_SAID_AT, lead=lead_id, at=at) if said == text]
    if same:
        tx.run(_DROP, number=same[0])


def prune(tx: Transaction, before: datetime, *, limit: int) -> int:
    """Delete what was said before an instant, the oldest first and at most ``limit``, and return how many."""
    return tx.change(_PRUNE, before=before, limit=limit)
