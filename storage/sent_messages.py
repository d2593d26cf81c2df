"""What was said about each subject: in which chat and under which numbers it is known to stand there."""

from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, select, text, update

from storage.outbox import EDIT, IS_QUEUED_IN_CHAT, REFUSED, SEND
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import IS_FILED, OutboxMessage

_outbox = table_of(OutboxMessage)

_WAS_SENT = text("kind = 'send' AND state = 'sent'")
_SENT_ABOUT = Statement(
    select(_outbox.c.id, _outbox.c.chat_id, _outbox.c.message_id, _outbox.c.shown)
    .where(_outbox.c.about == bindparam("subject"), _WAS_SENT)
    .order_by(_outbox.c.id.desc())
    .limit(1)
)
_SENT_PAYLOADS_ABOUT = Statement(
    select(_outbox.c.chat_id, _outbox.c.message_id, _outbox.c.payload).where(
        _outbox.c.about == bindparam("subject"), _outbox.c.kind == SEND, _outbox.c.message_id.is_not(None)
    )
)
_PAYLOADS_ABOUT = Statement(
    select(_outbox.c.payload).where(_outbox.c.about == bindparam("subject")).order_by(_outbox.c.id)
)
_CHAT_ABOUT = Statement(
    select(_outbox.c.chat_id).where(_outbox.c.about == bindparam("subject"), _outbox.c.kind == SEND).limit(1)
)
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
_owed = _outbox.alias()
_SENT_BEFORE = Statement(
    select(_outbox.c.message_id)
    .where(
        *(_outbox.c.id < bindparam("number"), _outbox.c.chat_id == bindparam("chat")),
        *(_outbox.c.kind == SEND, _outbox.c.message_id.is_not(None)),
        # What was owed before it may still have been under way beside it, and have been sent again later.
        _outbox.c.settled_at <= select(_owed.c.created_at).where(_owed.c.id == bindparam("number")).scalar_subquery(),
    )
    .order_by(_outbox.c.id.desc())
    .limit(1)
)
_SHOW = Statement(update(_outbox).where(_outbox.c.id == bindparam("number")).values(shown=bindparam("digest")))
_FORGET_PLACES = Statement(
    update(_outbox)
    .where(_outbox.c.chat_id == bindparam("chat"), _outbox.c.kind == SEND, _outbox.c.message_id.is_not(None))
    .values(message_id=None, shown=None)
)
_REFUSE_PLACED = Statement(
    update(_outbox)
    .where(_outbox.c.chat_id == bindparam("chat"), _outbox.c.kind == EDIT, _outbox.c.about.is_(None), IS_QUEUED_IN_CHAT)
    .values(state=REFUSED, settled_at=bindparam("now"), error=bindparam("problem"))
)


class Shown(Struct, frozen=True):
    """What was last sent under a subject: its row, chat and message number, and a digest of what stands there."""

    id: int
    chat_id: int
    message_id: int
    digest: str | None


@dataclass(frozen=True, slots=True)
class SentAs:
    """A message of ours (``id``) that has arrived as ``message_id``, after so many attempts."""

    id: int
    message_id: int
    attempts: int


def shown_about(tx: Transaction, about: str) -> Shown | None:
    """Return the message last sent under ``about``; None if none was."""
    row = tx.first(_SENT_ABOUT, subject=about)
    return None if row is None or row[2] is None else Shown(*row)


def sent_with_payloads(tx: Transaction, about: str) -> list[tuple[int, int, str]]:
    """Return chat, message number and payload of everything that was sent under ``about``."""
    return [(chat, number, payload) for chat, number, payload in tx.all(_SENT_PAYLOADS_ABOUT, subject=about)]


def payloads_about(tx: Transaction, about: str) -> list[str]:
    """Return the payloads of the messages about a subject that are kept, oldest first."""
    return [payload for (payload,) in tx.all(_PAYLOADS_ABOUT, subject=about)]


def chat_about(tx: Transaction, about: str) -> int | None:
    """Return the chat that a message about something was sent to, or is owed to; None if there is none."""
    row = tx.first(_CHAT_ABOUT, subject=about)
    return None if row is None else int(row[0])


def sent_as(tx: Transaction, about: str, chat_id: int) -> list[SentAs]:
    """Return the messages in a chat under which something is known to have arrived, oldest first."""
    return [SentAs(*row) for row in tx.all(_SENT_AS, subject=about, chat=chat_id)]


def filed_under(tx: Transaction, chat_id: int, message_id: int) -> str | None:
    """Return what a message of ours in a chat is about; None if it is about nothing, or none of ours."""
    row = tx.first(_FILED_UNDER, chat=chat_id, message=message_id)
    return None if row is None else str(row[0])


def sent_before(tx: Transaction, chat_id: int, number: int) -> int | None:
    """Return a message that was in a chat before a message of ours was owed, the latest owed; None if none is known."""
    row = tx.first(_SENT_BEFORE, chat=chat_id, number=number)
    return None if row is None else int(row[0])


def show(tx: Transaction, number: int, *, digest: str | None) -> None:
    """Record what stands in the chat now, in the row of the message that was sent there; None: that is not known."""
    tx.run(_SHOW, number=number, digest=digest)


def forget_places(tx: Transaction, chat_id: int, *, now: datetime, error: str) -> None:
    """Forget under which numbers messages stand in a chat, and give up the edits that name such a number."""
    tx.run(_FORGET_PLACES, chat=chat_id)
    tx.run(_REFUSE_PLACED, chat=chat_id, now=now, problem=error)
