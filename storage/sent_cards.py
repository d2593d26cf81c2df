"""Under which messages a card is known to have arrived: what else shows its number is a copy, or older."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage.outbox import SEND
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import OutboxMessage

_outbox = table_of(OutboxMessage)

_SENT_AS = Statement(
    select(_outbox.c.id, _outbox.c.message_id, _outbox.c.attempts)
    .where(
        *(_outbox.c.about == bindparam("subject"), _outbox.c.kind == SEND),
        *(_outbox.c.message_id.is_not(None), _outbox.c.chat_id == bindparam("chat")),
    )
    .order_by(_outbox.c.id)
)
_SENT_BEFORE = Statement(
    select(_outbox.c.message_id)
    .where(
        *(_outbox.c.id < bindparam("number"), _outbox.c.chat_id == bindparam("chat")),
        *(_outbox.c.kind == SEND, _outbox.c.message_id.is_not(None)),
    )
    .order_by(_outbox.c.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class SentAs:
    """A message of ours (``id``) that has arrived as ``message_id``, after so many attempts."""

    id: int
    message_id: int
    attempts: int


def sent_as(tx: Transaction, about: str, chat_id: int) -> list[SentAs]:
    """Return the messages in a chat under which something is known to have arrived, oldest first."""
    return [SentAs(*row) for row in tx.all(_SENT_AS, subject=about, chat=chat_id)]


def sent_before(tx: Transaction, chat_id: int, number: int) -> int | None:
    """Return the message in a chat that was sent last before a message of ours was owed; None if none is known."""
    row = tx.first(_SENT_BEFORE, chat=chat_id, number=number)
    return None if row is None else int(row[0])
