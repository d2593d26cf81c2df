"""What prospects typed that nobody understood: a few messages of each lead, theirs like all that is stored of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Unanswered

MOST_PER_LEAD = 20
"""Of more than that the oldest go: one person never fills the list, nor the disk."""
QUESTION, SAID = "question", "said"
"""What was typed: something that they ask us, or anything else."""

_rows = table_of(Unanswered)
_COLUMNS = ("at", "locale", "audience", "asked", "kind", "words")

_KEEP = Statement(_rows.insert(), column_keys=["lead_id", *_COLUMNS])
_newest_to_go = (
    select(_rows.c.id)
    .where(_rows.c.lead_id == bindparam("lead"))
    .order_by(_rows.c.id.desc())
    .limit(1)
    .offset(MOST_PER_LEAD)
)
_DROP_OLDEST = Statement(
    delete(_rows).where(_rows.c.lead_id == bindparam("lead"), _rows.c.id <= _newest_to_go.scalar_subquery())
)
_NEWEST_OF = Statement(
    select(_rows.c.words)
    .where(_rows.c.lead_id == bindparam("lead"))
    .order_by(_rows.c.id.desc())
    .limit(bindparam("limit"))
)
_NEXT = Statement(
    select(_rows.c.id, *(_rows.c[name] for name in _COLUMNS))
    .where(_rows.c.id > bindparam("after"))
    .order_by(_rows.c.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A message that nobody understood; ``asked`` is the field that was asked for, None where no question was open."""

    at: datetime
    locale: str
    audience: str | None
    asked: str | None
    kind: str
    words: str


def keep(tx: Transaction, lead_id: int, message: NotUnderstood) -> None:
    """Keep a message that was not understood; of too many the lead's oldest goes."""
    tx.run(_KEEP, lead_id=lead_id, **{name: getattr(message, name) for name in _COLUMNS})
    tx.run(_DROP_OLDEST, lead=lead_id)


def pages(tx: Transaction, *, limit: int) -> Iterator[Sequence[NotUnderstood]]:
    """Yield all that was kept, oldest first."""
    last = 0
    while page := tx.all(_NEXT, after=last, limit=limit):
        yield [NotUnderstood(*row) for _, *row in page]
        last = page[-1][0]


def newest_words(tx: Transaction, lead_id: int, *, limit: int) -> list[str]:
    """Return what was kept of a lead, the newest first."""
    return [words for (words,) in tx.all(_NEWEST_OF, lead=lead_id, limit=limit)]
