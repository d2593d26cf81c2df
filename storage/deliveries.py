"""What is owed to addresses that are no chats: rows of the outbox with an ``address``, such as ``webhook:3``.

They share the table with what goes to chats, so that they are written, pruned, erased, merged and restored alike. An
address is a channel and who it is there; storage knows neither. ``about`` orders them: of two that are about the same
and go to the same address, the later one waits.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, delete, func, select, text, update

from storage.dialects import is_among
from storage.outbox import QUEUED, REFUSED, SENDING, SENT
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables.messages import IS_OWED_ELSEWHERE, OutboxMessage

EVENT, AGAIN = "event", "again"
"""What is told for the first time, and what is told once more."""
TOPIC = "deliveries"
NO_CHAT = 0
ERASED = ""
"""The payload of what was erased while it was on its way."""
_WORTH = 0

_outbox = table_of(OutboxMessage)
_IS_OWED = text(IS_OWED_ELSEWHERE)
_IS_QUEUED = text(f"{IS_OWED_ELSEWHERE} AND state = 'queued'")

_ADD = InsertMany(
    OutboxMessage,
    *("chat_id", "kind", "about", "payload", "state"),
    *("due_at", "attempts", "created_at", "worth", "address"),
)
_QUEUED_AFTER = Statement(
    select(_outbox.c.id, _outbox.c.address, _outbox.c.about, _outbox.c.attempts, _outbox.c.created_at)
    .where(_outbox.c.address == bindparam("to"), _outbox.c.id > bindparam("number"), _IS_QUEUED)
    .order_by(_outbox.c.id)
    .limit(bindparam("limit"))
)
_NEXT_ADDRESS = Statement(select(func.min(_outbox.c.address)).where(_outbox.c.address > bindparam("after"), _IS_OWED))
_CLAIM = Statement(
    update(_outbox)
    .where(_outbox.c.id == bindparam("number"), _IS_QUEUED)
    .values(state=SENDING, attempts=_outbox.c.attempts + 1)
    .returning(
        *(_outbox.c.id, _outbox.c.address, _outbox.c.about, _outbox.c.payload),
        *(_outbox.c.attempts, _outbox.c.created_at),
    )
)
_SETTLE = Statement(
    update(_outbox)
    .where(_outbox.c.id == bindparam("number"))
    .values(state=bindparam("new_state"), settled_at=bindparam("now"), error=bindparam("problem"))
)
_RETRY = Statement(
    update(_outbox)
    .where(_outbox.c.id == bindparam("number"))
    .values(state=QUEUED, due_at=bindparam("at"), error=bindparam("problem"))
)
_RESUME = Statement(update(_outbox).where(_IS_OWED, _outbox.c.state == SENDING).values(state=QUEUED))
_DROP_SOME = Statement(
    delete(_outbox).where(
        is_among(
            _outbox.c.id,
            select(_outbox.c.id)
            .where(_outbox.c.address == bindparam("to"))
            .order_by(_outbox.c.id)
            .limit(bindparam("limit")),
        )
    )
)
_OWED_TO = Statement(
    select(_outbox.c.address, func.count(), func.min(_outbox.c.created_at)).where(_IS_OWED).group_by(_outbox.c.address)
)
_KEPT = Statement(
    select(_outbox.c.id, _outbox.c.kind, _outbox.c.about, _outbox.c.payload, _outbox.c.created_at)
    .where(_outbox.c.address == bindparam("to"), _outbox.c.id > bindparam("number"), _outbox.c.settled_at.is_not(None))
    .order_by(_outbox.c.id)
    .limit(bindparam("limit"))
)


class Delivery(Struct, frozen=True):
    """What is to be delivered to an address; of those about the same, in the order in which they were owed."""

    address: str
    about: str
    payload: str


class Queued(Struct, frozen=True):
    """What the place of a delivery that waits depends on."""

    id: int
    address: str
    about: str
    attempts: int
    created_at: datetime


class Claimed(Struct, frozen=True):
    """A delivery in the hands of whoever delivers it; ``attempts`` counts this one."""

    id: int
    address: str
    about: str
    payload: str
    attempts: int
    created_at: datetime


class Kept(Struct, frozen=True):
    """A delivery whose fate is known, and that is still kept; ``kind`` says whether it was told for the first time."""

    id: int
    kind: str
    about: str
    payload: str
    created_at: datetime


def owe(tx: Transaction, deliveries: Iterable[Delivery], now: datetime, *, kind: str = EVENT) -> None:
    """Write down what is to be delivered, in this order."""
    tx.touch(TOPIC)
    tx.add_many(
        _ADD,
        ((NO_CHAT, kind, each.about, each.payload, QUEUED, now, 0, now, _WORTH, each.address) for each in deliveries),
    )


def addresses_owed(tx: Transaction) -> Iterator[str]:
    """Yield every address to which something is owed: one look in the index for each, however much it is owed."""
    after = ""
    while (row := tx.first(_NEXT_ADDRESS, after=after)) is not None and row[0] is not None:
        after = str(row[0])
        yield after


def queued_after(tx: Transaction, address: str, number: int, *, limit: int) -> list[Queued]:
    """Return the deliveries that wait for an address behind a number, the oldest first."""
    return [Queued(*row) for row in tx.all(_QUEUED_AFTER, to=address, number=number, limit=limit)]


def claim(tx: Transaction, number: int) -> Claimed | None:
    """Mark a delivery as being sent and return it; None if it is not owed any more."""
    claimed = [Claimed(*row) for row in tx.all(_CLAIM, number=number)]
    return claimed[0] if claimed else None


def settle(tx: Transaction, number: int, *, now: datetime, error: str | None = None) -> None:
    """Record that a delivery has arrived, or was given up because of ``error``."""
    tx.run(_SETTLE, number=number, new_state=SENT if error is None else REFUSED, now=now, problem=error)


def retry(tx: Transaction, number: int, *, at: datetime, error: str) -> None:
    """Record that a delivery is to be tried again, at about an instant."""
    tx.run(_RETRY, number=number, at=at, problem=error)


def resume(tx: Transaction) -> int:
    """Queue again what was being sent when the process ended, and return how many: whether it arrived is unknown."""
    return tx.change(_RESUME)


def drop_some(tx: Transaction, address: str, *, limit: int) -> int:
    """Delete what was sent or is owed to an address, the oldest first, and return how many."""
    return tx.change(_DROP_SOME, to=address, limit=limit)


def owed_to(tx: Transaction) -> dict[str, tuple[int, datetime]]:
    """Return how much is owed to each address, and since when the oldest of it."""
    return {address: (count, since) for address, count, since in tx.all(_OWED_TO)}


def kept_for(tx: Transaction, address: str, *, after: int, limit: int) -> Sequence[Kept]:
    """Return what was sent to an address, or given up, and is still kept, behind a number, the oldest first."""
    return [Kept(*row) for row in tx.all(_KEPT, to=address, number=after, limit=limit)]
