"""Links by which visitors of a website go on in the chat: each for one of them, for a time, and for one who comes."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from storage.dialects import is_among, is_one_of
from storage.statements import Statement, Transaction, table_of
from storage.tables.links import VisitorLink

_links = table_of(VisitorLink)
_ADD = Statement(_links.insert(), column_keys=["hash", "lead_id", "visitor", "expires_at", "properties"])
_open = (_links.c.hash == bindparam("hash"), _links.c.expires_at > bindparam("now"))
_FIND = Statement(select(_links.c.visitor, _links.c.properties).where(*_open))
_TAKE = Statement(delete(_links).where(*_open).returning(_links.c.visitor))
_MOVE = Statement(update(_links).where(is_one_of(_links.c.visitor, "visitors")).values(lead_id=bindparam("lead")))
_DROP_ALL = Statement(delete(_links))
_PRUNE = Statement(
    delete(_links).where(
        is_among(
            _links.c.hash,
            select(_links.c.hash)
            .where(_links.c.expires_at <= bindparam("now"))
            .order_by(_links.c.expires_at)
            .limit(bindparam("limit")),
        )
    )
)


def add(
    tx: Transaction,
    hash_: str,
    visitor: str,
    *,
    lead_id: int | None,
    properties: Mapping[str, str],
    expires_at: datetime,
) -> None:
    """Keep a link of a visitor, who may be a lead, with what the page's address carried."""
    told = json.dumps(properties)
    tx.run(_ADD, hash=hash_, lead_id=lead_id, visitor=visitor, expires_at=expires_at, properties=told)


def find(tx: Transaction, hash_: str, *, now: datetime) -> tuple[str, dict[str, str]] | None:
    """Return the visitor of a link and what the page's address carried; None once it is used or its time is up."""
    row = tx.first(_FIND, hash=hash_, now=now)
    return None if row is None else (str(row[0]), json.loads(row[1]))


def take(tx: Transaction, hash_: str, *, now: datetime) -> str | None:
    """Drop a link and return its visitor; None where it was used, or its time is up."""
    return next((str(visitor) for (visitor,) in tx.all(_TAKE, hash=hash_, now=now)), None)


def move_to_lead(tx: Transaction, visitors: Iterable[str], lead_id: int) -> None:
    """Let the links of visitors be those of the lead whom they turn out to be."""
    tx.run(_MOVE, visitors=json.dumps(list(visitors)), lead=lead_id)


def drop_all(tx: Transaction) -> None:
    """Drop all links."""
    tx.run(_DROP_ALL)


def prune(tx: Transaction, now: datetime, *, limit: int) -> int:
    """Drop so many links whose time is up, and return how many."""
    return tx.change(_PRUNE, now=now, limit=limit)
