"""Messages owed: written in the transaction that caused them, taken by the courier, settled when their fate is known.

Rows of one lane go out in order, one at a time. ``payload`` belongs to ``bot.messages``; storage does not look inside.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, exists, or_, select, update

from storage.remains import ERASED
from storage.statements import InsertMany, Statement, Transaction, table_of
from storage.tables import OutboxMessage

QUEUED, SENDING, SENT, REFUSED, SUPERSEDED = "queued", "sending", "sent", "refused", "superseded"
SEND, EDIT, OTHER = "send", "edit", "other"
TOPIC = "outbox"
GOODBYE = "goodbye"
"""What the last messages to somebody who was erased are about: once their fate is known, nothing is kept of them."""

_outbox = table_of(OutboxMessage)
_earlier = _outbox.alias("earlier")


_ADD = InsertMany(
    OutboxMessage,
    *("chat_id", "lane", "kind", "about", "payload"),
    *("state", "due_at", "attempts", "created_at"),
)
_SUPERSEDE = Statement(
    update(_outbox)
    .where(_outbox.c.about == bindparam("subject"), _outbox.c.kind == EDIT, _outbox.c.state == QUEUED)
    .values(state=SUPERSEDED, settled_at=bindparam("now"))
)
_DUE = (
    select(_outbox.c.id)
    .where(
        _outbox.c.settled_at.is_(None),
        _outbox.c.state == QUEUED,
        _outbox.c.due_at <= bindparam("now"),
        ~exists().where(
            and_(_earlier.c.lane == _outbox.c.lane, _earlier.c.id < _outbox.c.id, _earlier.c.settled_at.is_(None))
        ),
    )
    .order_by(_outbox.c.id)
    .limit(bindparam("limit"))
)
_CLAIM = Statement(
    update(_outbox)
    .where(_outbox.c.id.in_(_DUE.scalar_subquery()))
    .values(state=SENDING, attempts=_outbox.c.attempts + 1)
    .returning(
        *(_outbox.c.id, _outbox.c.chat_id, _outbox.c.kind, _outbox.c.about, _outbox.c.payload),
        *(_outbox.c.attempts, _outbox.c.created_at),
    )
)
_MESSAGE_ABOUT = Statement(
    select(_outbox.c.chat_id, _outbox.c.message_id)
    .where(_outbox.c.about == bindparam("subject"), _outbox.c.kind == SEND, _outbox.c.state == SENT)
    .order_by(_outbox.c.id.desc())
    .limit(1)
)
_MESSAGES_ABOUT = Statement(
    select(_outbox.c.chat_id, _outbox.c.message_id).where(
        _outbox.c.about == bindparam("subject"), _outbox.c.kind == SEND, _outbox.c.message_id.is_not(None)
    )
)
_PAYLOAD = Statement(select(_outbox.c.payload).where(_outbox.c.id == bindparam("number")))
_PAYLOADS_TO = Statement(select(_outbox.c.payload).where(_outbox.c.chat_id == bindparam("chat")).order_by(_outbox.c.id))
_PAYLOADS_ABOUT = Statement(
    select(_outbox.c.payload).where(_outbox.c.about == bindparam("subject")).order_by(_outbox.c.id)
)
_SETTLE = Statement(
    update(_outbox)
    .where(_outbox.c.id == bindparam("number"))
    .values(
        state=bindparam("new_state"),
        settled_at=bindparam("now"),
        message_id=bindparam("sent_as"),
        error=bindparam("problem"),
    )
    .returning(_outbox.c.about)
)
_DROP = Statement(delete(_outbox).where(_outbox.c.id == bindparam("number")))
_RETRY = Statement(
    update(_outbox)
    .where(_outbox.c.id == bindparam("number"))
    .values(state=QUEUED, due_at=bindparam("at"), error=bindparam("problem"))
)
_RESUME = Statement(
    update(_outbox).where(_outbox.c.settled_at.is_(None), _outbox.c.state == SENDING).values(state=QUEUED)
)
_REFUSE_CHAT = Statement(
    update(_outbox)
    .where(_outbox.c.chat_id == bindparam("chat"), _outbox.c.state == QUEUED)
    .values(state=REFUSED, settled_at=bindparam("now"), error=bindparam("problem"))
)
_DROP_CHAT = Statement(delete(_outbox).where(_outbox.c.chat_id == bindparam("chat"), _outbox.c.state != SENDING))
_DROP_QUEUED_ABOUT = Statement(
    delete(_outbox).where(_outbox.c.about == bindparam("subject"), _outbox.c.state == QUEUED)
)
_DROP_GOODBYES = Statement(
    delete(_outbox).where(_outbox.c.chat_id == bindparam("chat"), _outbox.c.about == GOODBYE, _outbox.c.state == QUEUED)
)
_REDACT_CHAT = Statement(
    update(_outbox)
    .where(_outbox.c.chat_id == bindparam("chat"))
    .values(payload=bindparam("placeholder"), about=GOODBYE, error=None)
)
# What a messenger says is wrong with a message may quote it.
_REDACT = Statement(
    update(_outbox).where(_outbox.c.about == bindparam("subject")).values(payload=bindparam("placeholder"), error=None)
)
_REFILE = Statement(
    update(_outbox).where(_outbox.c.about == bindparam("subject")).values(about=bindparam("new_subject"))
)
_PRUNE = Statement(
    delete(_outbox).where(
        _outbox.c.id.in_(
            select(_outbox.c.id)
            .where(_outbox.c.settled_at < bindparam("before"), or_(_outbox.c.about.is_(None), _outbox.c.kind != SEND))
            .limit(bindparam("limit"))
            .scalar_subquery()
        )
    )
)


@dataclass(frozen=True, slots=True)
class Owed:
    """A message to write down. ``lane`` orders it among others; an edit ``about`` something replaces pending ones."""

    chat_id: int
    kind: str
    payload: str
    about: str | None = None
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message in the courier's hands. ``edits`` is the message that an edit by ``about`` means, if it was sent."""

    id: int
    chat_id: int
    kind: str
    about: str | None
    payload: str
    attempts: int
    created_at: datetime
    edits: int | None = None


def owe(tx: Transaction, messages: Iterable[Owed], now: datetime) -> None:
    """Write down messages to be sent, in this order."""
    messages = list(messages)
    if not messages:
        return
    tx.touch(TOPIC)
    for subject in {message.about for message in messages if message.kind == EDIT and message.about}:
        tx.run(_SUPERSEDE, subject=subject, now=now)
    tx.add_many(
        _ADD,
        (
            {
                "chat_id": message.chat_id,
                "lane": message.lane or str(message.chat_id),
                "kind": message.kind,
                "about": message.about,
                "payload": message.payload,
                "state": QUEUED,
                "due_at": now,
                "attempts": 0,
                "created_at": now,
            }
            for message in messages
        ),
    )


def claim_due(tx: Transaction, now: datetime, *, limit: int) -> list[Taken]:
    """Mark the first due message of each lane as being sent, and return them, oldest first."""
    taken = [Taken(*row) for row in tx.all(_CLAIM, now=now, limit=limit)]
    return [_with_target(tx, message) for message in sorted(taken, key=lambda message: message.id)]


def _with_target(tx: Transaction, message: Taken) -> Taken:
    if message.kind != EDIT or message.about is None:
        return message
    found = message_about(tx, message.about)
    chat_id, edits = found or (message.chat_id, None)
    return replace(message, chat_id=chat_id, edits=edits)


def message_about(tx: Transaction, about: str) -> tuple[int, int] | None:
    """Return chat and message number of what was last sent under ``about``."""
    row = tx.first(_MESSAGE_ABOUT, subject=about)
    return None if row is None or row[1] is None else (row[0], row[1])


def messages_about(tx: Transaction, about: str) -> list[tuple[int, int]]:
    """Return chat and message number of everything that was sent under ``about``."""
    return [(chat_id, message_id) for chat_id, message_id in tx.all(_MESSAGES_ABOUT, subject=about)]


def payloads_to(tx: Transaction, chat_id: int) -> list[str]:
    """Return what is kept of the messages to a chat, oldest first."""
    return [payload for (payload,) in tx.all(_PAYLOADS_TO, chat=chat_id)]


def payloads_about(tx: Transaction, about: str) -> list[str]:
    """Return what is kept of the messages about a subject, oldest first."""
    return [payload for (payload,) in tx.all(_PAYLOADS_ABOUT, subject=about)]


def settle(
    tx: Transaction, number: int, *, now: datetime, message_id: int | None = None, error: str | None = None
) -> None:
    """Record that a message was delivered (as ``message_id``), or refused for good because of ``error``."""
    tx.touch(TOPIC)
    state = SENT if error is None else REFUSED
    settled = tx.all(_SETTLE, number=number, new_state=state, now=now, sent_as=message_id, problem=error)
    if settled == [(GOODBYE,)]:
        tx.run(_DROP, number=number)
        tx.touch(ERASED)


def redacted(tx: Transaction, taken: Taken) -> str | None:
    """Return what took the place of a message's words after it was taken; None if they still stand."""
    row = tx.first(_PAYLOAD, number=taken.id)
    return None if row is None or row[0] == taken.payload else str(row[0])


def retry(tx: Transaction, number: int, *, at: datetime, error: str) -> None:
    """Try a message again at an instant; its lane waits."""
    tx.touch(TOPIC)
    tx.run(_RETRY, number=number, at=at, problem=error)


def resume(tx: Transaction) -> int:
    """Queue again what was being sent when the process ended, and return how many: whether it arrived is unknown."""
    return tx.run(_RESUME)


def refuse_chat(tx: Transaction, chat_id: int, *, now: datetime, error: str) -> int:
    """Give up what waits for a chat that takes no messages, and return how many."""
    if tx.run(_DROP_GOODBYES, chat=chat_id):
        tx.touch(ERASED)
    return tx.run(_REFUSE_CHAT, chat=chat_id, now=now, problem=error)


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
    """Delete so many messages settled before an instant that no edit can refer to, and return how many."""
    return tx.run(_PRUNE, before=before, limit=limit)
