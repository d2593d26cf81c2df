"""Messages owed: written in the transaction that caused them, claimed by the courier, settled when their fate is known.

What goes to a chat is claimed here; what goes to other addresses lies in the same table (storage/deliveries.py).

``worth`` says what goes first: the lower, the sooner; what the numbers mean belongs to the application, and so does
``payload``: storage does not look inside. Whatever asks for what is still owed does so by an index over that alone:
nothing that is settled is read again, however much of it is kept.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import bindparam, delete, func, select, text, update

from storage.secure_erase import ERASED
from storage.statements import InsertMany, Statement, Transaction, is_one_of, table_of
from storage.tables.messages import IS_OWED_TO_CHATS, OutboxMessage

QUEUED, SENDING, SENT, REFUSED, SUPERSEDED = "queued", "sending", "sent", "refused", "superseded"
SEND, EDIT, OTHER = "send", "edit", "other"
TOPIC = "outbox"
GOODBYE = "goodbye"
"""What the last messages to somebody who was erased are about: once their fate is known, nothing is kept of them."""

_outbox = table_of(OutboxMessage)
# Written out, not bound: SQLite uses a partial index only where it can see that the condition of the index holds.
IS_OWED = text(IS_OWED_TO_CHATS)
_IS_QUEUED = text(f"{IS_OWED_TO_CHATS} AND state = 'queued'")
_WAS_SENT = text("kind = 'send' AND state = 'sent'")
_IS_PRUNABLE = text("settled_at IS NOT NULL AND (about IS NULL OR kind != 'send')")

_ADD = InsertMany(
    OutboxMessage,
    *("chat_id", "worth", "kind", "about", "payload"),
    *("state", "due_at", "attempts", "created_at"),
)
_EDITS_THAT_WAIT = Statement(
    select(_outbox.c.id, _outbox.c.worth, _outbox.c.payload).where(
        _outbox.c.about == bindparam("subject"), _outbox.c.kind == EDIT, _IS_QUEUED
    )
)
_QUEUED_AFTER = Statement(
    select(
        *(_outbox.c.id, _outbox.c.chat_id, _outbox.c.worth, _outbox.c.kind, _outbox.c.about),
        *(_outbox.c.attempts, _outbox.c.created_at, _outbox.c.due_at),
    )
    .where(_outbox.c.worth == bindparam("worth"), _outbox.c.id > bindparam("number"), _IS_QUEUED)
    .order_by(_outbox.c.id)
    .limit(bindparam("limit"))
)
# More than can be sent in a minute, and read once in the life of a process: no index is kept for it.
_LATELY = 2000
_ARRIVED_LATELY = Statement(
    select(_outbox.c.chat_id, _outbox.c.settled_at).where(
        _outbox.c.id > select(func.max(_outbox.c.id)).scalar_subquery() - _LATELY,
        *(_outbox.c.state == SENT, _outbox.c.kind != OTHER, _outbox.c.address.is_(None)),
        _outbox.c.settled_at > bindparam("since"),
    )
)
_CLAIM = Statement(
    update(_outbox)
    .where(is_one_of(_outbox.c.id, "numbers"), _IS_QUEUED)
    .values(state=SENDING, attempts=_outbox.c.attempts + 1)
    .returning(
        *(_outbox.c.id, _outbox.c.chat_id, _outbox.c.worth, _outbox.c.kind, _outbox.c.about, _outbox.c.payload),
        *(_outbox.c.attempts, _outbox.c.created_at),
    )
)
_LEAVE_OUT = Statement(
    update(_outbox)
    .where(is_one_of(_outbox.c.id, "numbers"), _IS_QUEUED)
    .values(state=SUPERSEDED, settled_at=bindparam("now"))
)
_LEAVE_OUT_HELD = Statement(
    update(_outbox)
    .where(
        *(_outbox.c.chat_id == bindparam("chat"), _outbox.c.due_at == bindparam("until")),
        *(_outbox.c.kind == SEND, _IS_QUEUED),
    )
    .values(state=SUPERSEDED, settled_at=bindparam("now"))
)
_SENT_ABOUT = Statement(
    select(_outbox.c.id, _outbox.c.chat_id, _outbox.c.message_id, _outbox.c.shown)
    .where(_outbox.c.about == bindparam("subject"), _WAS_SENT)
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
_CHAT_ABOUT = Statement(
    select(_outbox.c.chat_id).where(_outbox.c.about == bindparam("subject"), _outbox.c.kind == SEND).limit(1)
)
_QUEUED_ABOUT = Statement(
    select(_outbox.c.id, _outbox.c.payload).where(_outbox.c.about == bindparam("subject"), _IS_QUEUED).limit(1)
)
_AMEND = Statement(
    update(_outbox).where(_outbox.c.id == bindparam("number"), _IS_QUEUED).values(payload=bindparam("new_payload"))
)
_BELOW = Statement(
    select(_outbox.c.about)
    .where(_outbox.c.about >= bindparam("first"), _outbox.c.about < bindparam("end"))
    .group_by(_outbox.c.about)
)
_FILE = Statement(
    _outbox.insert(),
    column_keys=[
        *("chat_id", "worth", "kind", "about", "payload", "state"),
        *("due_at", "attempts", "created_at", "settled_at", "message_id"),
    ],
)
_SENT_PAYLOADS_ABOUT = Statement(
    select(_outbox.c.chat_id, _outbox.c.message_id, _outbox.c.payload).where(
        _outbox.c.about == bindparam("subject"), _outbox.c.kind == SEND, _outbox.c.message_id.is_not(None)
    )
)
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
_SHOW = Statement(update(_outbox).where(_outbox.c.id == bindparam("number")).values(shown=bindparam("digest")))
_RETRY = Statement(
    update(_outbox)
    .where(_outbox.c.id == bindparam("number"))
    .values(state=QUEUED, due_at=bindparam("at"), error=bindparam("problem"))
)
_RESUME = Statement(update(_outbox).where(IS_OWED, _outbox.c.state == SENDING).values(state=QUEUED))
_REFUSE_CHAT = Statement(
    update(_outbox)
    .where(_outbox.c.chat_id == bindparam("chat"), _IS_QUEUED)
    .values(state=REFUSED, settled_at=bindparam("now"), error=bindparam("problem"))
)
_FORGET_PLACES = Statement(
    update(_outbox)
    .where(_outbox.c.chat_id == bindparam("chat"), _outbox.c.kind == SEND, _outbox.c.message_id.is_not(None))
    .values(message_id=None, shown=None)
)
_REFUSE_PLACED = Statement(
    update(_outbox)
    .where(_outbox.c.chat_id == bindparam("chat"), _outbox.c.kind == EDIT, _outbox.c.about.is_(None), _IS_QUEUED)
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
        _outbox.c.id.in_(
            select(_outbox.c.id)
            .where(_IS_PRUNABLE, _outbox.c.settled_at < bindparam("before"))
            .order_by(_outbox.c.settled_at)
            .limit(bindparam("limit"))
            .scalar_subquery()
        )
    )
)
_OWED_BY_WORTH = Statement(
    select(_outbox.c.worth, func.count()).where(IS_OWED).group_by(_outbox.c.worth).order_by(_outbox.c.worth)
)
_some = select(_outbox.c.id).where(_outbox.c.worth == bindparam("worth"), IS_OWED).limit(bindparam("most")).subquery()
_OWED_OF_WORTH = Statement(select(func.count()).select_from(_some))


class Owed(Struct, frozen=True):
    """A message to write down. An edit ``about`` something replaces those that wait; ``due_at``: not before."""

    chat_id: int
    kind: str
    payload: str
    about: str | None = None
    worth: int = 50
    due_at: datetime | None = None


class Queued(Struct, frozen=True):
    """What the place of a message that waits depends on."""

    id: int
    chat_id: int
    worth: int
    kind: str
    about: str | None
    attempts: int
    created_at: datetime
    due_at: datetime


class Shown(Struct, frozen=True):
    """What was last sent under a subject: its row, chat and message number, and a digest of what stands there."""

    id: int
    chat_id: int
    message_id: int
    digest: str | None


class Claimed(Struct, frozen=True):
    """A message in the courier's hands. ``edits`` is the message that an edit by ``about`` means, if it was sent."""

    id: int
    chat_id: int
    worth: int
    kind: str
    about: str | None
    payload: str
    attempts: int
    created_at: datetime
    edits: Shown | None = None


def owe(tx: Transaction, messages: Iterable[Owed], now: datetime) -> None:
    """Write down messages to be sent, in this order.

    An edit takes the place of those of the same subject that wait, and their worth if that is better.
    """
    wanted = [merged for message in messages if (merged := _merged(tx, message, now)) is not None]
    if not wanted:
        return
    tx.touch(TOPIC)
    tx.add_many(
        _ADD,
        (
            {
                "chat_id": message.chat_id,
                "worth": message.worth,
                "kind": message.kind,
                "about": message.about,
                "payload": message.payload,
                "state": QUEUED,
                "due_at": message.due_at or now,
                "attempts": 0,
                "created_at": now,
            }
            for message in wanted
        ),
    )


def _merged(tx: Transaction, message: Owed, now: datetime) -> Owed | None:
    """Return a message as it is to be written down beside those that wait; None where one of them says it already."""
    if message.kind != EDIT or message.about is None:
        return message
    waiting = tx.all(_EDITS_THAT_WAIT, subject=message.about)
    if any(payload == message.payload and worth <= message.worth for _, worth, payload in waiting):
        return None
    if not waiting:
        return message
    leave_out(tx, [number for number, _, _ in waiting], now=now)
    return replace(message, worth=min(message.worth, *(worth for _, worth, _ in waiting)))


def queued_after(tx: Transaction, numbers: Mapping[int, int], *, limit: int) -> list[Queued]:
    """Return the messages that wait, of each worth those behind the number given, at most ``limit`` of each."""
    found: list[Queued] = []
    for worth, number in numbers.items():
        found += (Queued(*row) for row in tx.all(_QUEUED_AFTER, worth=worth, number=number, limit=limit))
    return found


def arrived_lately(tx: Transaction, *, now: datetime, within: timedelta) -> list[tuple[int, timedelta]]:
    """Return chat and age of the newest messages and edits that arrived not long ago, as far as the clock tells."""
    arrived = ((chat_id, now - at) for chat_id, at in tx.all(_ARRIVED_LATELY, since=now - within))
    return [(chat_id, age) for chat_id, age in arrived if age >= timedelta()]


def claim(tx: Transaction, numbers: Sequence[int]) -> list[Claimed]:
    """Mark messages as being sent and return those that are still owed, in the order given."""
    claimed = {row[0]: Claimed(*row) for row in tx.all(_CLAIM, numbers=json.dumps(list(numbers)))}
    return [_with_target(tx, claimed[number]) for number in numbers if number in claimed]


def _with_target(tx: Transaction, message: Claimed) -> Claimed:
    if message.kind != EDIT or message.about is None:
        return message
    shown = shown_about(tx, message.about)
    return replace(message, chat_id=shown.chat_id, edits=shown) if shown else message


def shown_about(tx: Transaction, about: str) -> Shown | None:
    """Return the message last sent under ``about``; None if none was."""
    row = tx.first(_SENT_ABOUT, subject=about)
    return None if row is None or row[2] is None else Shown(*row)


def message_about(tx: Transaction, about: str) -> tuple[int, int] | None:
    """Return chat and message number of what was last sent under ``about``."""
    shown = shown_about(tx, about)
    return None if shown is None else (shown.chat_id, shown.message_id)


def messages_about(tx: Transaction, about: str) -> list[tuple[int, int]]:
    """Return chat and message number of everything that was sent under ``about``."""
    return [(chat_id, message_id) for chat_id, message_id in tx.all(_MESSAGES_ABOUT, subject=about)]


def payloads_to(tx: Transaction, chat_id: int) -> list[str]:
    """Return the payloads of the messages to a chat that are kept, oldest first."""
    return [payload for (payload,) in tx.all(_PAYLOADS_TO, chat=chat_id)]


def chat_about(tx: Transaction, about: str) -> int | None:
    """Return the chat that a message about something was sent to, or is owed to; None if there is none."""
    row = tx.first(_CHAT_ABOUT, subject=about)
    return None if row is None else int(row[0])


def payloads_about(tx: Transaction, about: str) -> list[str]:
    """Return the payloads of the messages about a subject that are kept, oldest first."""
    return [payload for (payload,) in tx.all(_PAYLOADS_ABOUT, subject=about)]


def queued_about(tx: Transaction, about: str) -> tuple[int, str] | None:
    """Return number and payload of a message about a subject that has not left yet; None if there is none."""
    row = tx.first(_QUEUED_ABOUT, subject=about)
    return None if row is None else (int(row[0]), str(row[1]))


def amend(tx: Transaction, number: int, payload: str) -> bool:
    """Let a message say something else, if it has not left yet; return whether that is so."""
    return tx.run(_AMEND, number=number, new_payload=payload) == 1


def subjects_below(tx: Transaction, about: str) -> list[str]:
    """Return the names that begin with one and a colon, under which something is filed."""
    return [each for (each,) in tx.all(_BELOW, first=f"{about}:", end=f"{about};")]


def sent_with_payloads(tx: Transaction, about: str) -> list[tuple[int, int, str]]:
    """Return chat, message number and payload of everything that was sent under ``about``."""
    return [(chat, number, payload) for chat, number, payload in tx.all(_SENT_PAYLOADS_ABOUT, subject=about)]


def file_further(tx: Transaction, claimed: Claimed, message_ids: Iterable[int], now: datetime) -> None:
    """File the other messages as which an album has arrived beside its first."""
    for message_id in message_ids:
        tx.add(
            _FILE,
            **{"chat_id": claimed.chat_id, "worth": claimed.worth, "kind": SEND, "about": claimed.about},
            **{"payload": claimed.payload, "state": SENT, "due_at": now, "attempts": claimed.attempts},
            **{"created_at": now, "settled_at": now, "message_id": message_id},
        )


def settle(
    tx: Transaction, number: int, *, now: datetime, message_id: int | None = None, error: str | None = None
) -> None:
    """Record that a message was delivered (as ``message_id``), or refused for good because of ``error``."""
    state = SENT if error is None else REFUSED
    settled = tx.all(_SETTLE, number=number, new_state=state, now=now, sent_as=message_id, problem=error)
    if settled == [(GOODBYE,)]:
        tx.run(_DROP, number=number)
        tx.touch(ERASED)


def show(tx: Transaction, number: int, *, digest: str | None) -> None:
    """Record what stands in the chat now, in the row of the message that was sent there; None: that is not known."""
    tx.run(_SHOW, number=number, digest=digest)


def leave_out(tx: Transaction, numbers: Sequence[int], *, now: datetime) -> int:
    """Record that messages need not be sent any more, and return how many still waited."""
    return tx.run(_LEAVE_OUT, numbers=json.dumps(numbers), now=now)


def leave_out_held(tx: Transaction, chat_id: int, *, until: datetime, now: datetime) -> bool:
    """Record that the message which a chat was to get at exactly that instant is not needed; False if it has left."""
    return tx.run(_LEAVE_OUT_HELD, chat=chat_id, until=until, now=now) > 0


def redacted(tx: Transaction, claimed: Claimed) -> str | None:
    """Return the payload that took the place of a message's words after it was claimed; None if they still stand."""
    row = tx.first(_PAYLOAD, number=claimed.id)
    return None if row is None or row[0] == claimed.payload else str(row[0])


def retry(tx: Transaction, number: int, *, at: datetime, error: str) -> None:
    """Record that a message is to be tried again, at about an instant."""
    tx.run(_RETRY, number=number, at=at, problem=error)


def resume(tx: Transaction) -> int:
    """Queue again what was being sent when the process ended, and return how many: whether it arrived is unknown."""
    return tx.run(_RESUME)


def refuse_chat(tx: Transaction, chat_id: int, *, now: datetime, error: str) -> int:
    """Give up the messages that wait for a chat that takes none, and return their number."""
    if tx.run(_DROP_GOODBYES, chat=chat_id):
        tx.touch(ERASED)
    return tx.run(_REFUSE_CHAT, chat=chat_id, now=now, problem=error)


def forget_places(tx: Transaction, chat_id: int, *, now: datetime, error: str) -> None:
    """Forget under which numbers messages stand in a chat, and give up the edits that name such a number."""
    tx.run(_FORGET_PLACES, chat=chat_id)
    tx.run(_REFUSE_PLACED, chat=chat_id, now=now, problem=error)


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
    return tx.run(_PRUNE, before=before, limit=limit)


def owed_by_worth(tx: Transaction) -> dict[int, int]:
    """Return how many messages are owed, by worth."""
    return dict(tx.all(_OWED_BY_WORTH))


def owed_count(tx: Transaction) -> int:
    """Return how many messages are owed."""
    return sum(owed_by_worth(tx).values())


def owed_of_worth(tx: Transaction, worth: int, *, most: int) -> int:
    """Return how many messages of a worth are owed, counted up to ``most``."""
    ((owed,),) = tx.all(_OWED_OF_WORTH, worth=worth, most=most)
    return int(owed)
