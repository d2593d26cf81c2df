"""Who is in a desk's chat: seen there, or confirmed by the messenger."""

from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, or_, select
from sqlalchemy.dialects.sqlite import insert

from storage.handoffs import IMPORTED_REP
from storage.statements import Statement, Transaction, table_of
from storage.tables.sales import Member, Rep

TOPIC = "members"

_members, _reps = table_of(Member), table_of(Rep)

_upsert = insert(_members).values(
    desk_id=bindparam("desk"), person_id=bindparam("person"), known_at=bindparam("known_at")
)
_MEET = Statement(
    _upsert.on_conflict_do_update(index_elements=["desk_id", "person_id"], set_={"known_at": _upsert.excluded.known_at})
)
_LEAVE = Statement(
    delete(_members).where(_members.c.desk_id == bindparam("desk"), _members.c.person_id == bindparam("person"))
)
_OF = Statement(select(_members.c.person_id, _members.c.known_at).where(_members.c.desk_id == bindparam("desk")))
_DESKS_OF = Statement(select(_members.c.desk_id).where(_members.c.person_id == bindparam("person")))

_CLAIMED = Statement(select(_reps.c.id).where(_reps.c.id != IMPORTED_REP))

_IS_MEMBER = exists().where(_members.c.desk_id == bindparam("desk"), _members.c.person_id == _reps.c.id)
_KNOWN = Statement(
    select(_reps.c.id, _reps.c.name, func.coalesce(_reps.c.username, ""))
    # Where nobody's membership is known, as in a private chat, whoever has worked on alerts there is one of the desk.
    .where(_reps.c.id != IMPORTED_REP, or_(_IS_MEMBER, ~exists().where(_members.c.desk_id == bindparam("desk"))))
    .order_by(_reps.c.name)
)


def meet(tx: Transaction, desk_id: int, person_id: int, *, at: datetime) -> None:
    """Remember that somebody is in a desk's chat."""
    tx.touch(TOPIC)
    tx.run(_MEET, desk=desk_id, person=person_id, known_at=at)


def leave(tx: Transaction, desk_id: int, person_id: int) -> None:
    """Remember no longer that somebody is in a desk's chat."""
    tx.touch(TOPIC)
    tx.run(_LEAVE, desk=desk_id, person=person_id)


def of_desk(tx: Transaction, desk_id: int) -> dict[int, datetime]:
    """Return the people in a desk's chat, with the instant when that was last known."""
    return dict(tx.all(_OF, desk=desk_id))


def desks_of(tx: Transaction, person_id: int) -> frozenset[int]:
    """Return the desks in whose chats somebody is known to be."""
    return frozenset(desk for (desk,) in tx.all(_DESKS_OF, person=person_id))


def who_claimed(tx: Transaction) -> list[int]:
    """Return the reps who have ever claimed a lead: they were in a desk's chat then."""
    return [person_id for (person_id,) in tx.all(_CLAIMED)]


def known_reps(tx: Transaction, desk_id: int) -> list[tuple[int, str, str]]:
    """Return the reps of a desk who have ever worked on alerts: id, name, username (empty where there is none)."""
    return [(number, name, username) for number, name, username in tx.all(_KNOWN, desk=desk_id)]
