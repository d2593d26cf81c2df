"""Who was erased on request, so that neither a list nor a backup brings them back: keyed hashes of what they go by.

The key is a random secret of this database. A plain hash of an address could be guessed from a list of addresses, by
anybody who sees it (docs/decisions/0033).
"""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from storage.dialects import is_one_of, later_of
from storage.statements import Statement, Transaction, table_of
from storage.tables.erasures import ErasedKey, ErasureSecret

ERASED = "erased"
"""The topic of what was erased on request, or because its time was up."""
_erased, _secrets = table_of(ErasedKey), table_of(ErasureSecret)
SECRET_BYTES = 32
HASH_BYTES = 16

_SECRETS = Statement(select(_secrets.c.secret).order_by(_secrets.c.id))
_ADD_SECRET = Statement(_secrets.insert(), column_keys=["secret"])
_add = insert(_erased).values(hash=bindparam("hash"), at=bindparam("at"))
_later = later_of(_erased.c.at, _add.excluded.at)
_ADD = Statement(_add.on_conflict_do_update(index_elements=["hash"], set_={"at": _later}))
_FOUND = Statement(select(_erased.c.hash, _erased.c.at).where(is_one_of(_erased.c.hash, "hashes")))
_DROP = Statement(delete(_erased).where(is_one_of(_erased.c.hash, "hashes")))
_ALL = Statement(select(_erased.c.hash, _erased.c.at))


def remember(tx: Transaction, names: Iterable[str], *, at: datetime) -> None:
    """Remember that who goes by these names was erased on request at an instant; the latest counts."""
    secret = _own_secret(tx)
    tx.run_for_each(_ADD, ({"hash": _hash(name, secret), "at": at} for name in names))


def keyed_hash(tx: Transaction, told: str) -> str:
    """Return a hash that nobody guesses who has not the secret of this database: of a short code, of an address."""
    return _hash(told, _own_secret(tx))


def _own_secret(tx: Transaction) -> str:
    known = secrets_of(tx)
    if known:
        return known[-1]
    secret = secrets.token_hex(SECRET_BYTES)
    tx.run(_ADD_SECRET, secret=secret)
    return secret


def among(tx: Transaction, names: Iterable[str]) -> dict[str, datetime]:
    """Return the names among these under which somebody was erased, and when that was."""
    names = list(names)
    by_hash = {_hash(name, secret): name for secret in secrets_of(tx) for name in names}
    if not by_hash:
        return {}
    return {by_hash[each]: at for each, at in tx.all(_FOUND, hashes=json.dumps(list(by_hash)))}


def let_return(tx: Transaction, names: Iterable[str]) -> int:
    """Forget that who goes by these names was erased, and return how many were."""
    names = list(names)
    hashes = [_hash(name, secret) for secret in secrets_of(tx) for name in names]
    return tx.change(_DROP, hashes=json.dumps(hashes))


def secrets_of(tx: Transaction) -> list[str]:
    """Return the secrets under which names are remembered: one, more where another database's were taken over."""
    return [secret for (secret,) in tx.all(_SECRETS)]


def since(tx: Transaction, at: datetime) -> set[str]:
    """Return the hashes of who was erased at an instant or later."""
    return {each for each, erased_at in tx.all(_ALL) if erased_at >= at}


def hashes_of(names: Iterable[str], secrets: Iterable[str]) -> set[str]:
    """Return the hashes under which names would be remembered."""
    secrets = list(secrets)
    return {_hash(name, secret) for name in names for secret in secrets}


def take_over(tx: Transaction, other: Transaction) -> None:
    """Remember here, too, who was erased in another database."""
    known = secrets_of(tx)
    for secret in secrets_of(other):
        if secret not in known:
            tx.run(_ADD_SECRET, secret=secret)
    tx.run_for_each(_ADD, ({"hash": each, "at": at} for each, at in other.all(_ALL)))


def _hash(name: str, secret: str) -> str:
    return blake2b(name.encode(), key=bytes.fromhex(secret), digest_size=HASH_BYTES).hexdigest()
