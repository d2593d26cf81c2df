"""What becomes of messages that are kept: words are taken out, filed under another lead, cleared away in time."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, text, update

from storage.dialects import is_among
from storage.outbox import GOODBYE, QUEUED, SENDING
from storage.statements import Statement, Transaction, table_of
from storage.tables.messages import OutboxMessage

_outbox = table_of(OutboxMessage)

_BELOW = Statement(
    select(_outbox.c.about)
    .where(_outbox.c.about >= bindparam("first"), _outbox.c.about < bindparam("end"))
    .group_by(_outbox.c.about)
)
_IS_PRUNABLE = text("settled_at IS NOT NULL AND (about IS NULL OR kind != 'send')")
_DROP_CHAT = Statement(delete(_outbox).where(_outbox.c.chat_id == bindparam("chat"), _outbox.c.state != SENDING))
_DROP_QUEUED_ABOUT = Statement(
    delete(_outbox).where(_outbox.c.about == bindparam("subject"), _outbox.c.state == QUEUED)
)
_REDACT_CHAT = Statement(
    update(_outbox)
    .where(_outbox.c.chat_id == bindparam("chat"))
    .values(payload=bindparam("placeholder"), about=GOODBYE, shown=None, error=None)
)
# What a messenger says is wrong with a message may quote it.
_REDACT = Statement(
    update(_outbox)
    .where(_outbox.c.about == bindparam("subject"))
    .values(payload=bindparam("placeholder"), shown=None, error=None)
)
_REFILE = Statement(
    update(_outbox).where(_outbox.c.about == bindparam("subject")).values(about=bindparam("new_subject"))
)
_PRUNE = Statement(
    delete(_outbox).where(
        is_among(
            _outbox.c.id,
            select(_outbox.c.id)
            .where(_IS_PRUNABLE, _outbox.c.settled_at < bindparam("before"))
            .order_by(_outbox.c.settled_at)
            .limit(bindparam("limit")),
        )
    )
)


def subjects_below(tx: Transaction, about: str) -> list[str]:
    """Return the names that begin with one and a colon, under which something is filed."""
    return [each for (each,) in tx.all(_BELOW, first=f"{about}:", end=f"{about};")]


def drop_chat(tx: Transaction, chat_id: int, *, placeholder: str) -> None:
    """Delete what was sent or is owed to a chat; for what is just being sent the ``placeholder`` stands until it is."""
    tx.run(_DROP_CHAT, chat=chat_id)
    tx.run(_REDACT_CHAT, chat=chat_id, placeholder=placeholder)


def redact(tx: Transaction, about: str, *, placeholder: str) -> None:
    """Take the words out of everything about a subject; what has not left yet never will."""
    tx.run(_DROP_QUEUED_ABOUT, subject=about)
    tx.run(_REDACT, subject=about, placeholder=placeholder)


def refile(tx: Transaction, about: str, new: str) -> None:
    """File everything about a subject under another one."""
    tx.run(_REFILE, subject=about, new_subject=new)


def prune(tx: Transaction, before: datetime, *, limit: int) -> int:
    """Delete messages settled before an instant that no edit can refer to, the oldest first, and return how many.

    At most ``limit``: whoever clears away a week's messages comes again, so that nobody waits for it.
    """
    return tx.change(_PRUNE, before=before, limit=limit)
