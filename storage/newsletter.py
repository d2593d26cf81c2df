"""The newsletter: whose code waits to be typed, who has subscribed, and how often mail was asked for of late."""

import json
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, delete, func, literal, select, update

from storage.dialects import is_among, is_one_of
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Consent
from storage.tables.newsletter import MailAsked, NewsletterCode

KIND = "newsletter"
_codes, _consents, _mails = (table_of(each) for each in (NewsletterCode, Consent, MailAsked))

_COLUMNS = (
    *(_codes.c.id, _codes.c.lead_id, _codes.c.address, _codes.c.text_version, _codes.c.words, _codes.c.asked_at),
    *(_codes.c.hash, _codes.c.earlier_hash, _codes.c.expires_at, _codes.c.tries),
)
_ADD = Statement(_codes.insert(), column_keys=["lead_id", "address", "text_version", "words", "asked_at", "tries"])
_OF_LEAD = Statement(
    select(*_COLUMNS).where(_codes.c.lead_id == bindparam("lead")).order_by(_codes.c.id.desc()).limit(1)
)
_BY_ID = Statement(select(*_COLUMNS).where(_codes.c.id == bindparam("number")))
_MAILED = Statement(
    update(_codes)
    .where(_codes.c.id == bindparam("number"))
    .values(earlier_hash=_codes.c.hash, hash=bindparam("code_hash"), expires_at=bindparam("until"))
)
_TRIED = Statement(update(_codes).where(_codes.c.id == bindparam("number")).values(tries=_codes.c.tries + 1))
_DROP = Statement(delete(_codes).where(_codes.c.lead_id == bindparam("lead")))
_PRUNE = Statement(
    delete(_codes).where(
        is_among(
            _codes.c.id,
            select(_codes.c.id)
            .where(_codes.c.asked_at < bindparam("before"))
            .order_by(_codes.c.asked_at)
            .limit(bindparam("limit")),
        )
    )
)
_IS_OURS = (_consents.c.lead_id == bindparam("lead")) & (_consents.c.kind == literal(KIND))
_SUBSCRIBED = Statement(
    select(_consents.c.address, _consents.c.given_at)
    .where(_IS_OURS, _consents.c.revoked_at.is_(None))
    .order_by(_consents.c.id.desc())
    .limit(1)
)
_SUBSCRIBE = Statement(
    _consents.insert(), column_keys=["lead_id", "text_version", "given_at", "kind", "address", "words"]
)
_UNSUBSCRIBE = Statement(
    update(_consents).where(_IS_OURS, _consents.c.revoked_at.is_(None)).values(revoked_at=bindparam("at"))
)
_NOTE_MAIL = Statement(_mails.insert(), column_keys=["hash", "at"])
_MAILS = Statement(
    select(_mails.c.hash, func.count())
    .where(is_one_of(_mails.c.hash, "hashes"), _mails.c.at > bindparam("since"))
    .group_by(_mails.c.hash)
)
_PRUNE_MAILS = Statement(
    delete(_mails).where(
        is_among(
            _mails.c.id,
            select(_mails.c.id)
            .where(_mails.c.at < bindparam("before"))
            .order_by(_mails.c.at)
            .limit(bindparam("limit")),
        )
    )
)


class StoredCode(Struct, frozen=True):
    """A code's row: see ``NewsletterCode``."""

    id: int
    lead_id: int
    address: str
    text_version: str
    words: str
    asked_at: datetime
    hash: str | None
    earlier_hash: str | None
    expires_at: datetime | None
    tries: int


def ask(tx: Transaction, lead_id: int, address: str, *, text_version: str, words: str, at: datetime) -> int:
    """Let a lead's address wait for a code, in place of any other, and return the number of that code."""
    drop(tx, lead_id)
    return tx.add(_ADD, lead_id=lead_id, address=address, text_version=text_version, words=words, asked_at=at, tries=0)


def waiting(tx: Transaction, lead_id: int) -> StoredCode | None:
    """Return the code that a lead is to type."""
    row = tx.first(_OF_LEAD, lead=lead_id)
    return None if row is None else StoredCode(*row)


def by_number(tx: Transaction, number: int) -> StoredCode | None:
    """Return the code with a number; None where it is not waited for any more."""
    row = tx.first(_BY_ID, number=number)
    return None if row is None else StoredCode(*row)


def note_mailed(tx: Transaction, number: int, code_hash: str, *, until: datetime) -> None:
    """Take note of what is being mailed, and until when it counts."""
    tx.run(_MAILED, number=number, code_hash=code_hash, until=until)


def note_wrong(tx: Transaction, number: int) -> None:
    """Count a wrong code."""
    tx.run(_TRIED, number=number)


def drop(tx: Transaction, lead_id: int) -> None:
    """Wait no more for a lead's code."""
    tx.run(_DROP, lead=lead_id)


def prune(tx: Transaction, before: datetime, *, limit: int) -> int:
    """Drop so many codes and counts of mails that were asked for earlier, and return how many of either at most."""
    return max(tx.change(_PRUNE, before=before, limit=limit), tx.change(_PRUNE_MAILS, before=before, limit=limit))


def address_of(tx: Transaction, lead_id: int) -> str | None:
    """Return the address to which a lead gets the newsletter; None where they have not subscribed."""
    row = tx.first(_SUBSCRIBED, lead=lead_id)
    return None if row is None else str(row[0])


def subscribed_at(tx: Transaction, lead_id: int) -> datetime | None:
    """Return since when a lead gets the newsletter; None where they do not."""
    row = tx.first(_SUBSCRIBED, lead=lead_id)
    return None if row is None else row[1]


def subscribe(tx: Transaction, lead_id: int, code: StoredCode, *, at: datetime) -> None:
    """Record that a lead agreed to get the newsletter to the code's address, in place of any other."""
    unsubscribe(tx, lead_id, at=at)
    told = {"text_version": code.text_version, "address": code.address, "words": code.words}
    tx.run(_SUBSCRIBE, lead_id=lead_id, given_at=at, kind=KIND, **told)


def unsubscribe(tx: Transaction, lead_id: int, *, at: datetime) -> None:
    """Record that a lead wants the newsletter no longer."""
    tx.run(_UNSUBSCRIBE, lead=lead_id, at=at)


def note_mail(tx: Transaction, hashes: Iterable[str], *, at: datetime) -> None:
    """Count a mail for each of whom it is of and to."""
    tx.run_for_each(_NOTE_MAIL, ({"hash": each, "at": at} for each in hashes))


def mails_since(tx: Transaction, hashes: Iterable[str], since: datetime) -> dict[str, int]:
    """Return how many mails were counted for each after an instant."""
    return dict(tx.all(_MAILS, hashes=json.dumps(list(hashes)), since=since))
