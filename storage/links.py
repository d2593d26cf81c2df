"""Links of campaigns, clicks on them, and the links by which leads open contents."""

import json
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from sqlalchemy import bindparam, delete, literal, select

from storage.dialects import is_among, text_of
from storage.handoffs import CHAT_STARTED
from storage.statements import Statement, Transaction, table_of
from storage.tables.leads import Signal
from storage.tables.links import Click, ContentLink, Link

_links, _clicks, _contents, _signals = (table_of(each) for each in (Link, Click, ContentLink, Signal))

_COLUMNS = (_links.c.id, _links.c.campaign, _links.c.medium, _links.c.audience, _links.c.target, _links.c.made_at)
_ADD = Statement(_links.insert(), column_keys=[column.key for column in _COLUMNS])
_BY_ID = Statement(select(*_COLUMNS).where(_links.c.id == bindparam("id")))
_ALL = Statement(select(*_COLUMNS).order_by(_links.c.made_at, _links.c.id))
_ADD_CLICK = Statement(_clicks.insert(), column_keys=["id", "link_id", "at", "properties"])
_TAKE_CLICK = Statement(
    delete(_clicks)
    .where(_clicks.c.id == bindparam("id"), _clicks.c.link_id == bindparam("link"))
    .returning(_clicks.c.properties)
)
_PRUNE = Statement(
    delete(_clicks).where(
        is_among(
            _clicks.c.id,
            select(_clicks.c.id)
            .where(_clicks.c.at < bindparam("before"))
            .order_by(_clicks.c.at)
            .limit(bindparam("limit")),
        )
    )
)
_CONTENT_IDS = Statement(select(_contents.c.content, _contents.c.id).where(_contents.c.lead_id == bindparam("lead")))
_ADD_CONTENT = Statement(_contents.insert(), column_keys=["id", "lead_id", "content"])
_CONTENT = Statement(select(_contents.c.lead_id, _contents.c.content).where(_contents.c.id == bindparam("id")))


_LAST_START = Statement(
    select(_signals.c.properties)
    .where(
        _signals.c.lead_id == bindparam("lead"),
        _signals.c.name == literal(CHAT_STARTED),
        text_of(_signals.c.properties, "campaign").is_not(None),
    )
    .order_by(_signals.c.at.desc(), _signals.c.id.desc())
    .limit(1)
)


class StoredLink(Struct, frozen=True):
    """A link's row: see ``Link``."""

    id: str
    campaign: str
    medium: str
    audience: str | None
    target: str
    made_at: datetime


def add(tx: Transaction, link: StoredLink) -> None:
    """Keep a link. An id that is known already is an integrity error."""
    tx.run(
        _ADD,
        id=link.id,
        campaign=link.campaign,
        medium=link.medium,
        audience=link.audience,
        target=link.target,
        made_at=link.made_at,
    )


def by_id(tx: Transaction, link_id: str) -> StoredLink | None:
    """Return the link with this id."""
    row = tx.first(_BY_ID, id=link_id)
    return None if row is None else StoredLink(*row)


def made(tx: Transaction) -> list[StoredLink]:
    """Return every link, the oldest first."""
    return [StoredLink(*row) for row in tx.all(_ALL)]


def add_click(tx: Transaction, click_id: str, link_id: str, *, properties: Mapping[str, str], at: datetime) -> None:
    """Keep that somebody followed a link, with what its address carried."""
    tx.run(_ADD_CLICK, id=click_id, link_id=link_id, at=at, properties=json.dumps(properties))


def take_click(tx: Transaction, click_id: str, link_id: str) -> dict[str, str]:
    """Drop a click and return what its address carried; nothing where there is no such click of this link."""
    carried: dict[str, str] = {}
    for (properties,) in tx.all(_TAKE_CLICK, id=click_id, link=link_id):
        carried |= json.loads(properties)
    return carried


def prune_clicks(tx: Transaction, before: datetime, *, limit: int) -> int:
    """Drop so many clicks that are older, and return how many."""
    return tx.change(_PRUNE, before=before, limit=limit)


def content_ids(tx: Transaction, lead_id: int) -> dict[str, str]:
    """Return the ids of the links by which a lead opens contents, by content."""
    return dict(tx.all(_CONTENT_IDS, lead=lead_id))


def add_content(tx: Transaction, link_id: str, lead_id: int, content: str) -> None:
    """Keep the link by which a lead opens a content."""
    tx.run(_ADD_CONTENT, id=link_id, lead_id=lead_id, content=content)


def opened_by(tx: Transaction, link_id: str) -> tuple[int, str] | None:
    """Return the lead and the content of a link; None where it is of nobody any more."""
    row = tx.first(_CONTENT, id=link_id)
    return None if row is None else (int(row[0]), str(row[1]))


def last_start(tx: Transaction, lead_id: int) -> dict[str, str]:
    """Return what the last link told by which a lead came: campaign, medium, and what its address carried."""
    row = tx.first(_LAST_START, lead=lead_id)
    return {} if row is None else dict(json.loads(row[0]))
