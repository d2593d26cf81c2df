"""Messages whose fate was not known when a backup was made, and what becomes of them when it is restored."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from scoring.instants import instant
from storage.outbox import QUEUED, SUPERSEDED
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import OutboxMessage

_outbox = table_of(OutboxMessage)

_UNSETTLED = Statement(
    select(_outbox.c.id, _outbox.c.kind, _outbox.c.about, _outbox.c.created_at)
    .where(_outbox.c.settled_at.is_(None))
    .order_by(_outbox.c.id)
)
_SETTLE = Statement(
    update(_outbox)
    .where(_outbox.c.id == bindparam("number"))
    .values(
        state=bindparam("new_state"),
        settled_at=bindparam("at"),
        message_id=bindparam("sent_as"),
        error=bindparam("problem"),
    )
)
_SAY_ANEW = Statement(
    update(_outbox).where(_outbox.c.id == bindparam("number")).values(payload=bindparam("words"), state=QUEUED)
)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A message whose fate is not known."""

    id: int
    kind: str
    about: str | None
    created_at: datetime


def unsettled(tx: Transaction) -> list[Unsettled]:
    """Return every message whose fate is not known, oldest first."""
    return [Unsettled(*row) for row in tx.all(_UNSETTLED)]


def settle_as(
    tx: Transaction, number: int, state: str, settled_us: int | None, message_id: int | None, error: str | None
) -> None:
    """Record what another database knows of a message, with the instant in microseconds."""
    at = None if settled_us is None else instant(settled_us)
    tx.run(_SETTLE, number=number, new_state=state, at=at, sent_as=message_id, problem=error)


def leave_unsent(tx: Transaction, number: int, *, now: datetime, error: str) -> None:
    """Mark a message as never to be sent."""
    tx.run(_SETTLE, number=number, new_state=SUPERSEDED, at=now, sent_as=None, problem=error)


def say_anew(tx: Transaction, number: int, *, payload: str) -> None:
    """Replace the words of a message that waits."""
    tx.run(_SAY_ANEW, number=number, words=payload)
