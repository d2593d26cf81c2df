"""Codes that confirm an address: how they are made, how long and how often they count, and how many are mailed."""

import hmac
import secrets
from datetime import datetime, timedelta

from bot.understanding.newsletter_wishes import CODE_DIGITS
from bot.usecases.leads import identities
from storage import erased, newsletter
from storage.newsletter import StoredCode
from storage.statements import Transaction

DIGITS = CODE_DIGITS
VALID_FOR = timedelta(minutes=15)
MOST_TRIES = 3
MOST_MAILS_OF_CHAT = 5
MOST_MAILS_TO_ADDRESS = 3
"""In a day. With both, nobody fills a stranger's mailbox by us, and a code is guessed once in some tens of years."""
COUNTED_FOR = timedelta(days=1)


def new_code(tx: Transaction, waiting: StoredCode, *, now: datetime) -> str:
    """Return a new code for an address that waits for one, from now on valid; only its keyed hash is kept."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    newsletter.note_mailed(tx, waiting.id, _hash(tx, waiting, code), until=now + VALID_FOR)
    return code


def is_right(tx: Transaction, waiting: StoredCode, code: str) -> bool:
    """Return whether a code is the one that was mailed last, or the one before: they may have either mail."""
    given = _hash(tx, waiting, code)
    return any(hmac.compare_digest(given, known) for known in (waiting.hash, waiting.earlier_hash) if known)


def _hash(tx: Transaction, waiting: StoredCode, code: str) -> str:
    return erased.keyed_hash(tx, f"newsletter:{waiting.id}:{code}")


def address_name(address: str) -> str:
    """Return the identity that an address is.

    >>> address_name("Ada@Bücher.example")
    'mail:ada@xn--bcher-kva.example'
    """
    return min(identities.of_fact("email", address))


def count_mail(tx: Transaction, chat_id: int, address: str, *, now: datetime) -> bool:
    """Count one more mail from a chat to an address; False where either has had as many as a day allows."""
    # A mailbox has many names: ada+1@, ada+2@, and with some a.d.a@.
    before, _, domain = min(identities.looked_up_as({address_name(address)}), key=len).rpartition("@")
    mailbox = f"{before.replace('.', '')}@{domain}"
    limits = {
        erased.keyed_hash(tx, f"from:{chat_id}"): MOST_MAILS_OF_CHAT,
        erased.keyed_hash(tx, f"to:{mailbox}"): MOST_MAILS_TO_ADDRESS,
    }
    counted = newsletter.mails_since(tx, limits, now - COUNTED_FOR)
    if any(counted.get(each, 0) >= most for each, most in limits.items()):
        return False
    newsletter.note_mail(tx, limits, at=now)
    return True
