"""Scoring models that were published: which is in force, since when, and by whom; and when they were last reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from storage.statements import Statement, Transaction, table_of
from storage.tables.rules import Publication, PublishedModel, Review

AT_START = "first start"
"""Who published the rules that the bot first started with."""

AT_UPGRADE = "upgrade"
"""Who published rules that a new version of Leadbot scores differently."""

TOPIC = "rules"
"""What changes when a model is published."""

_models, _publications, _reviews = table_of(PublishedModel), table_of(Publication), table_of(Review)


@dataclass(frozen=True, slots=True)
class StoredPublication:
    """That a model came into force: ``source`` is its file as it was written."""

    id: int
    audience: str
    version: str
    at: datetime
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class StoredReview:
    """When the rules for an audience were last reviewed or published, and when sales was reminded of it since."""

    audience: str
    at: datetime
    by: str
    reminded_at: datetime | None


_keep = insert(_models).values(version=bindparam("version"), audience=bindparam("audience"), source=bindparam("source"))
_KEEP = Statement(_keep.on_conflict_do_update(index_elements=["version"], set_={"source": _keep.excluded.source}))
_PUBLISH = Statement(_publications.insert(), column_keys=["audience", "version", "at", "by"])
_ALL = Statement(
    select(
        *(_publications.c.id, _publications.c.audience, _publications.c.version),
        *(_publications.c.at, _publications.c.by, _models.c.source),
    )
    .join(_models, _models.c.version == _publications.c.version)
    .order_by(_publications.c.id)
)
_review = insert(_reviews).values(audience=bindparam("audience"), at=bindparam("at"), by=bindparam("by"))
_REVIEW = Statement(
    _review.on_conflict_do_update(
        index_elements=["audience"],
        set_={"at": _review.excluded.at, "by": _review.excluded.by, "reminded_at": None},
    )
)
_REVIEWS = Statement(select(_reviews.c.audience, _reviews.c.at, _reviews.c.by, _reviews.c.reminded_at))
_REMINDED = Statement(
    update(_reviews).where(_reviews.c.audience == bindparam("whose")).values(reminded_at=bindparam("now"))
)


def oldest_first(tx: Transaction) -> list[StoredPublication]:
    """Return every publication, oldest first."""
    return [StoredPublication(*row) for row in tx.all(_ALL)]


def newest(published: Iterable[StoredPublication], *, at: datetime | None = None) -> dict[str, StoredPublication]:
    """Return, by audience, what was in force at an instant, or now; before the first publication, that."""
    in_force: dict[str, StoredPublication] = {}
    for publication in published:
        if publication.audience not in in_force or at is None or publication.at <= at:
            in_force[publication.audience] = publication
    return in_force


def overtaken(published: Iterable[StoredPublication]) -> set[str]:
    """Return the versions that were in force and are no longer."""
    published = list(published)
    in_force = {publication.version for publication in newest(published).values()}
    return {publication.version for publication in published} - in_force


def keep(tx: Transaction, *, audience: str, version: str, source: str) -> None:
    """Remember a model's file by its version; of the same rules in other words, the newest words."""
    tx.run(_KEEP, version=version, audience=audience, source=source)


def publish(tx: Transaction, *, audience: str, version: str, source: str, by: str, now: datetime) -> None:
    """Put a model in force for an audience; its review is due anew from now on."""
    keep(tx, audience=audience, version=version, source=source)
    tx.touch(TOPIC)
    tx.run(_PUBLISH, audience=audience, version=version, at=now, by=by)
    note_review(tx, audience=audience, by=by, now=now)


def note_review(tx: Transaction, *, audience: str, by: str, now: datetime) -> None:
    """Record that the rules for an audience were looked at."""
    tx.run(_REVIEW, audience=audience, at=now, by=by)


def reviews(tx: Transaction) -> list[StoredReview]:
    """Return when each audience's rules were last reviewed."""
    return [StoredReview(*row) for row in tx.all(_REVIEWS)]


def note_reminder(tx: Transaction, *, audience: str, now: datetime) -> None:
    """Record that sales was reminded of an audience's review."""
    tx.run(_REMINDED, whose=audience, now=now)
