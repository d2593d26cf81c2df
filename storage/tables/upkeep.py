"""What is known of the database itself: where it was restored, and what its clock said."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Instant


class Restore(SQLModel, table=True):
    """That a backup was put in place of the database, which handoffs and leads (by number) it did not know."""

    __tablename__ = "restores"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    backup_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    first_handoff: int
    last_handoff: int
    first_lead: int
    last_lead: int


class ClockMark(SQLModel, table=True):
    """What the clock showed last, and since when it has gone steadily: there is one row.

    A clock that has just jumped is no reason to erase anybody.
    """

    __tablename__ = "clock_marks"

    id: int = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    steady_since: datetime = Field(sa_column=Column(Instant, nullable=False))


class Digest(SQLModel, table=True):
    """When a desk hears of its figures next, unasked, and from when on that was reckoned.

    The row of the first desk is 1, that of any other has the id of its chat.
    """

    __tablename__ = "digests"

    id: int = Field(primary_key=True)
    due_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    reckoned_from: datetime = Field(sa_column=Column(Instant, nullable=False))
