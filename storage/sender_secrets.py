"""The secrets by which deliveries of other systems are known to be theirs."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from storage.statements import Statement, Transaction, table_of
from storage.tables.signals import SenderSecret

_secrets = table_of(SenderSecret)
_COLUMNS = (_secrets.c.sender, _secrets.c.secret, _secrets.c.audience, _secrets.c.set_at)

_add = insert(_secrets).values({column.key: bindparam(column.key) for column in _COLUMNS})
_KEEP = Statement(
    _add.on_conflict_do_update(
        index_elements=["sender"], set_={name: _add.excluded[name] for name in ("secret", "audience", "set_at")}
    )
)
_OF = Statement(select(*_COLUMNS).where(_secrets.c.sender == bindparam("called")))
_ALL = Statement(select(*_COLUMNS).order_by(_secrets.c.sender))
_DROP = Statement(delete(_secrets).where(_secrets.c.sender == bindparam("called")))


class StoredSecret(Struct, frozen=True):
    """A sender's row: see ``SenderSecret``."""

    sender: str
    secret: str
    audience: str | None
    set_at: datetime


def keep(tx: Transaction, sender: str, *, secret: str, audience: str | None, now: datetime) -> None:
    """Keep the secret of a sender, in place of the one that it had."""
    tx.run(_KEEP, sender=sender, secret=secret, audience=audience, set_at=now)


def of(tx: Transaction, sender: str) -> StoredSecret | None:
    """Return the secret of a sender; None where none was set."""
    row = tx.first(_OF, called=sender)
    return None if row is None else StoredSecret(*row)


def every_one(tx: Transaction) -> list[StoredSecret]:
    """Return the secrets of all senders, by name."""
    return [StoredSecret(*row) for row in tx.all(_ALL)]


def drop(tx: Transaction, sender: str) -> bool:
    """Forget the secret of a sender, whose deliveries are refused from now on; False if there was none."""
    return tx.change(_DROP, called=sender) == 1
