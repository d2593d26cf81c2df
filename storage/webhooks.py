"""The webhooks that are registered, and how each of them is doing."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, delete, func, select, update

from storage.columns import Instant
from storage.statements import Statement, Transaction, table_of
from storage.tables.webhooks import Webhook

TOPIC = "webhooks"
"""What changes when one is registered or deleted."""

_webhooks = table_of(Webhook)

_ADD = Statement(_webhooks.insert(), column_keys=["url", "kinds", "secret", "added_at", "given_up"])
_DROP = Statement(delete(_webhooks).where(_webhooks.c.id == bindparam("number")))
_COLUMNS = (
    *(_webhooks.c.id, _webhooks.c.url, _webhooks.c.kinds, _webhooks.c.added_at, _webhooks.c.delivered_at),
    *(_webhooks.c.failing_since, _webhooks.c.failure, _webhooks.c.given_up, _webhooks.c.disabled_at),
)
_ALL = Statement(select(*_COLUMNS).order_by(_webhooks.c.id))
_BY_NUMBER = Statement(select(*_COLUMNS).where(_webhooks.c.id == bindparam("number")))
_SECRET = Statement(select(_webhooks.c.secret).where(_webhooks.c.id == bindparam("number")))
_NOTE_DELIVERED = Statement(
    update(_webhooks)
    .where(_webhooks.c.id == bindparam("number"))
    .values(delivered_at=bindparam("now"), failing_since=None, failure=None, given_up=0)
)
_since = func.coalesce(_webhooks.c.failing_since, bindparam("now", type_=Instant))
_NOTE_FAILED = Statement(
    update(_webhooks)
    .where(_webhooks.c.id == bindparam("number"))
    .values(failing_since=_since, failure=bindparam("why"))
)
_NOTE_GIVEN_UP = Statement(
    update(_webhooks)
    .where(_webhooks.c.id == bindparam("number"))
    .values(given_up=_webhooks.c.given_up + bindparam("more"))
    .returning(_webhooks.c.given_up)
)
_DISABLE = Statement(
    update(_webhooks)
    .where(_webhooks.c.id == bindparam("number"), _webhooks.c.disabled_at.is_(None))
    .values(disabled_at=bindparam("now"), failure=bindparam("why"))
)


class StoredWebhook(Struct, frozen=True):
    """A webhook's row, without its secret: see ``Webhook``."""

    id: int
    url: str
    kinds: str
    added_at: datetime
    delivered_at: datetime | None = None
    failing_since: datetime | None = None
    failure: str | None = None
    given_up: int = 0
    disabled_at: datetime | None = None

    @property
    def events(self) -> tuple[str, ...]:
        """Return the kinds of events that it is told of."""
        return tuple(self.kinds.split(","))


def add(tx: Transaction, url: str, *, events: Sequence[str], secret: str, now: datetime) -> int:
    """Register a webhook and return its number."""
    tx.touch(TOPIC)
    return tx.add(_ADD, url=url, kinds=",".join(events), secret=secret, added_at=now, given_up=0)


def drop(tx: Transaction, number: int) -> bool:
    """Delete a webhook; False if there is none of this number."""
    tx.touch(TOPIC)
    return tx.change(_DROP, number=number) == 1


def registered(tx: Transaction) -> list[StoredWebhook]:
    """Return every webhook, the oldest first."""
    return [StoredWebhook(*row) for row in tx.all(_ALL)]


def by_number(tx: Transaction, number: int) -> StoredWebhook | None:
    """Return the webhook with this number."""
    row = tx.first(_BY_NUMBER, number=number)
    return None if row is None else StoredWebhook(*row)


def secret_of(tx: Transaction, number: int) -> str | None:
    """Return the secret by which what a webhook gets is signed."""
    row = tx.first(_SECRET, number=number)
    return None if row is None else str(row[0])


def note_delivered(tx: Transaction, number: int, now: datetime) -> None:
    """Record that something has arrived."""
    tx.run(_NOTE_DELIVERED, number=number, now=now)


def note_failed(tx: Transaction, number: int, *, now: datetime, why: str) -> None:
    """Record that something did not arrive, and why."""
    tx.run(_NOTE_FAILED, number=number, now=now, why=why)


def note_given_up(tx: Transaction, number: int, *, more: int) -> int:
    """Record that events were given up, and return how many since something arrived last."""
    return sum(count for (count,) in tx.all(_NOTE_GIVEN_UP, number=number, more=more))


def disable(tx: Transaction, number: int, *, now: datetime, why: str) -> bool:
    """Record that a webhook is gone, so that it is told nothing more; False if that was known."""
    return tx.change(_DISABLE, number=number, now=now, why=why) == 1
