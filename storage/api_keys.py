"""The keys by which other systems report: their hashes, and what may be done with each."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, select, update

from storage.statements import Statement, Transaction, table_of
from storage.tables.signals import ApiKey

SERVER, BROWSER = "server", "browser"

_keys = table_of(ApiKey)
_COLUMNS = (_keys.c.name, _keys.c.kind, _keys.c.audience, _keys.c.created_at, _keys.c.revoked_at)

_ADD = Statement(_keys.insert(), column_keys=["name", "kind", "audience", "hash", "created_at"])
_IN_USE = Statement(select(*_COLUMNS).where(_keys.c.name == bindparam("called"), _keys.c.revoked_at.is_(None)))
_BY_HASH = Statement(select(*_COLUMNS).where(_keys.c.hash == bindparam("shown"), _keys.c.revoked_at.is_(None)))
_ALL = Statement(select(*_COLUMNS).order_by(_keys.c.id))
_REVOKE = Statement(
    update(_keys)
    .where(_keys.c.name == bindparam("called"), _keys.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)


class StoredKey(Struct, frozen=True):
    """A key's row, without its hash: see ``ApiKey``."""

    name: str
    kind: str
    audience: str | None
    created_at: datetime
    revoked_at: datetime | None


def add(tx: Transaction, name: str, *, kind: str, audience: str | None, hash_: str, now: datetime) -> None:
    """Keep the hash of a new key. A name that a key in use has is an integrity error."""
    tx.run(_ADD, name=name, kind=kind, audience=audience, hash=hash_, created_at=now)


def in_use(tx: Transaction, name: str) -> StoredKey | None:
    """Return the key of this name, unless there is none that is not revoked."""
    row = tx.first(_IN_USE, called=name)
    return None if row is None else StoredKey(*row)


def by_hash(tx: Transaction, hash_: str) -> StoredKey | None:
    """Return the key with this hash, unless there is none that is not revoked."""
    row = tx.first(_BY_HASH, shown=hash_)
    return None if row is None else StoredKey(*row)


def every_one(tx: Transaction) -> list[StoredKey]:
    """Return all keys, revoked ones too, in the order in which they were made."""
    return [StoredKey(*row) for row in tx.all(_ALL)]


def revoke(tx: Transaction, name: str, *, now: datetime) -> bool:
    """Let the key of this name open nothing any more; False if there is none in use."""
    return tx.change(_REVOKE, called=name, now=now) == 1
