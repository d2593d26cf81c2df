"""The keys by which other systems report. A key is shown once; what is kept is a hash, from which nobody gets it back.

A browser's key stands in every page that visitors load: it is no secret, and says so in how it begins.
"""

import secrets
from datetime import datetime
from hashlib import blake2b

from bot.foreign_events import Reporter
from storage import api_keys
from storage.api_keys import BROWSER, SERVER
from storage.statements import Transaction

BEGINS = {SERVER: "lbs_", BROWSER: "lbb_"}
KEY_BYTES = 24
HASH_BYTES = 16
MOST_CHARS = 100
"""What is longer was never a key of ours: it is not even hashed."""


def new_key(kind: str) -> str:
    """Return a new random key, in letters and digits: some clients take nothing else."""
    return BEGINS[kind] + secrets.token_hex(KEY_BYTES)


def hash_of(key: str) -> str:
    """Return the hash under which a key is kept. A random key needs no salt: there is no list of likely ones."""
    return blake2b(key.encode(errors="replace"), digest_size=HASH_BYTES).hexdigest()


def add_key(tx: Transaction, name: str, *, kind: str, audience: str | None, hash_: str, now: datetime) -> bool:
    """Let a key open the door from now on; False if one of this name is in use."""
    if api_keys.in_use(tx, name) is not None:
        return False
    api_keys.add(tx, name, kind=kind, audience=audience, hash_=hash_, now=now)
    return True


def reporter_of(tx: Transaction, key: str) -> Reporter | None:
    """Return who reports by this key; None for a key that is wrong or revoked."""
    if not key or len(key) > MOST_CHARS:
        return None
    stored = api_keys.by_hash(tx, hash_of(key))
    return None if stored is None else Reporter(stored.name, stored.kind == SERVER, stored.audience)
