"""The reps: what they go by, whether they are away, and whether they are on duty."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from storage.statements import Statement, Transaction, table_of
from storage.tables.sales import Rep

_reps = table_of(Rep)
_SELECT = select(_reps.c.id, _reps.c.name, _reps.c.username, _reps.c.away_since, _reps.c.away_until, _reps.c.duty_since)
_BY_ID = Statement(_SELECT.where(_reps.c.id == bindparam("rep")))
# There are fifteen of them, at most.
_BY_USERNAME = Statement(_SELECT.where(func.lower(_reps.c.username) == bindparam("username")).limit(1))
_ON_DUTY = Statement(_SELECT.where(_reps.c.duty_since.is_not(None)).order_by(_reps.c.duty_since))
_AWAY = Statement(_SELECT.where(_reps.c.away_since.is_not(None)).order_by(_reps.c.away_since))
_SET_AWAY = Statement(
    update(_reps)
    .where(_reps.c.id == bindparam("rep"))
    .values(away_since=bindparam("since"), away_until=bindparam("until"))
)
_SET_DUTY = Statement(update(_reps).where(_reps.c.id == bindparam("rep")).values(duty_since=bindparam("since")))


@dataclass(frozen=True, slots=True)
class StoredRep:
    """A rep's row; ``username`` is without @."""

    id: int
    name: str
    username: str | None = None
    away_since: datetime | None = None
    away_until: datetime | None = None
    duty_since: datetime | None = None

    def is_away(self, now: datetime) -> bool:
        """Return whether nobody is to address them: since they said so, until they are back."""
        return self.away_since is not None and (self.away_until is None or now < self.away_until)


def by_id(tx: Transaction, rep_id: int) -> StoredRep | None:
    """Return the rep with this id."""
    row = tx.first(_BY_ID, rep=rep_id)
    return None if row is None else StoredRep(*row)


def by_username(tx: Transaction, username: str) -> StoredRep | None:
    """Return the rep who was last known by a user name, with or without @."""
    row = tx.first(_BY_USERNAME, username=username.removeprefix("@").lower())
    return None if row is None else StoredRep(*row)


def on_duty(tx: Transaction, now: datetime, *, among: Container[int] | None = None) -> list[StoredRep]:
    """Return the reps on duty who are not away, in the order in which they came; ``among`` these, where given."""
    every = (StoredRep(*row) for row in tx.all(_ON_DUTY))
    return [rep for rep in every if not rep.is_away(now) and (among is None or rep.id in among)]


def away(tx: Transaction, now: datetime, *, among: Container[int] | None = None) -> list[StoredRep]:
    """Return the reps who are away, in the order in which they went; ``among`` these, where given."""
    every = (StoredRep(*row) for row in tx.all(_AWAY))
    return [rep for rep in every if rep.is_away(now) and (among is None or rep.id in among)]


def set_away(tx: Transaction, rep_id: int, *, since: datetime | None, until: datetime | None = None) -> None:
    """Record that a rep is away from ``since`` on (None: that they are back), until an instant if that is known."""
    tx.run(_SET_AWAY, rep=rep_id, since=since, until=until)


def set_duty(tx: Transaction, rep_id: int, *, since: datetime | None) -> None:
    """Record since when a rep is on duty; None where they are not any more."""
    tx.run(_SET_DUTY, rep=rep_id, since=since)
