"""Handoffs and outcomes, who sells, and their trials of the conversation."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, text
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Personal, index_where, lead_id_column


class Handoff(SQLModel, table=True):
    """The record of passing a lead to sales. Its id is the number that sales sees; one is open per lead.

    ``redraw_at`` is when its card may be drawn again: the lead has cooled, or time has changed its buttons.
    ``first_contact_at`` is when the first words of a person reached the prospect, or a rep said so: speed to lead is
    counted up to it. ``campaign`` is that of the last link by which the lead came before; ``leads.source`` keeps the
    first. ``next_step`` is what is said next where nobody acts (bot/desk/ladder.py), and ``next_step_at`` when.
    ``desk_chat`` is the chat of the desk that has it, by the id in the settings; None: the first.
    """

    __tablename__ = "handoffs"
    __table_args__ = (
        Index(
            "ix_handoffs_open",
            "lead_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_handoffs_redraw_at",
            "redraw_at",
            sqlite_where=text("redraw_at IS NOT NULL"),
            postgresql_where=text("redraw_at IS NOT NULL"),
        ),
        # What is open, and what a rep or nobody has of it, newest first: by the number alone SQLite would walk what is
        # closed, too.
        index_where("ix_handoffs_open_newest", "closed_at", "id", where="closed_at IS NULL"),
        index_where("ix_handoffs_held", "claimed_by", "id", where="closed_at IS NULL"),
        index_where("ix_handoffs_next_step_at", "next_step_at", where="next_step_at IS NOT NULL"),
        # AUTOINCREMENT: the number of an erased handoff must never name another lead.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    reason: str
    tier: str
    score: float
    model_version: str
    claimed_by: int | None = Field(default=None, sa_column=Column(BigInteger, ForeignKey("reps.id")))
    claimed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    outcome: str | None = None
    outcome_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    rung_again_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    closed_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    redraw_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    first_contact_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    campaign: str | None = None
    next_step: str | None = None
    next_step_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    desk_chat: int | None = Field(default=None, sa_column=Column(BigInteger))


class Note(SQLModel, table=True):
    """What a rep noted about a lead, for other reps."""

    __tablename__ = "notes"

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    rep_id: int = Field(sa_column=Column(BigInteger, ForeignKey("reps.id"), nullable=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    text: str = Field(sa_column=Column(Personal, nullable=False))


class Meeting(SQLModel, table=True):
    """A meeting of a rep with the lead of a handoff. ``remind_at`` is when both are to be reminded, None once they are.

    One that is moved is cancelled, and another one is made.
    """

    __tablename__ = "meetings"
    __table_args__ = (index_where("ix_meetings_remind_at", "remind_at", where="remind_at IS NOT NULL"),)

    id: int | None = Field(default=None, primary_key=True)
    handoff_id: int = Field(
        sa_column=Column(Integer, ForeignKey("handoffs.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    rep_id: int = Field(sa_column=Column(BigInteger, ForeignKey("reps.id"), nullable=False))
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    remind_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    cancelled_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class Mention(SQLModel, table=True):
    """That something in the outbox, by what it is filed under, names a lead beside others: a list that a rep read."""

    __tablename__ = "mentions"

    id: int | None = Field(default=None, primary_key=True)
    about: str = Field(index=True)
    lead_id: int = Field(sa_column=lead_id_column())


class Rep(SQLModel, table=True):
    """A salesperson, known from the first time they work on alerts; ``username`` is theirs in the messenger.

    ``away_since`` is set while they are away: until ``away_until``, or until they say that they are back.
    ``duty_since`` is set while hot leads ring them outside of the desk's hours.
    """

    __tablename__ = "reps"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    name: str
    username: str | None = None
    away_since: datetime | None = Field(default=None, sa_column=Column(Instant))
    away_until: datetime | None = Field(default=None, sa_column=Column(Instant))
    duty_since: datetime | None = Field(default=None, sa_column=Column(Instant))


class Outcome(SQLModel, table=True):
    """What a rep reported about a handoff; append-only but for its withdrawal.

    ``reason`` is the key of a reason that marketing has listed, or the rep's own words. ``state`` is the conversation
    that it has ended, as it was before.
    """

    __tablename__ = "outcomes"
    __table_args__ = (
        # Whether a later one replaces it is told by the index alone: statistics ask of each.
        Index("ix_outcomes_handoff_id", "handoff_id", "withdrawn_at", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    handoff_id: int = Field(sa_column=Column(Integer, ForeignKey("handoffs.id", ondelete="CASCADE"), nullable=False))
    rep_id: int = Field(sa_column=Column(BigInteger, ForeignKey("reps.id"), nullable=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    outcome: str
    reason: str | None = Field(default=None, sa_column=Column(Personal))
    amount: float | None = None
    currency: str | None = None
    state: str | None = Field(default=None, sa_column=Column(Personal))
    withdrawn_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    withdrawn_by: int | None = Field(default=None, sa_column=Column(BigInteger, ForeignKey("reps.id")))


class DeskStep(SQLModel, table=True):
    """One thing that happened to a handoff; append-only. ``rep_id`` is who did it, None where nobody did."""

    __tablename__ = "desk_steps"

    id: int | None = Field(default=None, primary_key=True)
    handoff_id: int = Field(
        sa_column=Column(Integer, ForeignKey("handoffs.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    rep_id: int | None = Field(default=None, sa_column=Column(BigInteger, ForeignKey("reps.id")))
    step: str
    detail: str = Field(sa_column=Column(Personal, nullable=False))


class Member(SQLModel, table=True):
    """Somebody in the chat of a desk, a rep therefore; ``known_at`` is when that was last seen or confirmed."""

    __tablename__ = "members"

    desk_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    known_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Trial(SQLModel, table=True):
    """A rep's walk through the conversation as a prospect: ``held`` is a small database of its own, packed.

    So nothing of it is in any other table, and nothing that lists or counts can meet it.
    """

    __tablename__ = "trials"

    rep_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    begun_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    revision: str
    held: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
