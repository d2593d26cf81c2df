"""Under which messages cards and words are known to have arrived, and what such a message is about."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select, text

from storage.outbox import SEND
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import IS_FILED, OutboxMessage

_outbox = table_of(OutboxMessage)

_SENT_AS = Statement(
    select(_outbox.c.id, _outbox.c.message_id, _outbox.c.attempts)
    .where(
        *(_outbox.c.about == bindparam("subject"), _outbox.c.kind == SEND),
        *(_outbox.c.message_id.is_not(None), _outbox.c.chat_id == bindparam("chat")),
    )
    .order_by(_outbox.c.id)
)
_FILED_UNDER = Statement(
    select(_outbox.c.about).where(
        _outbox.c.message_id == bindparam("message"), _outbox.c.chat_id == bindparam("chat"), text(IS_FILED)
    )
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


def filed_under(tx: Transaction, chat_id: int, message_id: int) -> str | None:
    """Return what a message of ours in a chat is about; None if it is about nothing, or none of ours."""
    row = tx.first(_FILED_UNDER, chat=chat_id, message=message_id)
    return None if row is None else str(row[0])


def sent_before(tx: Transaction, chat_id: int, number: int) -> int | None:
    """Return the message in a chat that was sent last before a message of ours was owed; None if none is known."""
    row = tx.first(_SENT_BEFORE, chat=chat_id, number=number)
    return None if row is None else int(row[0])
