"""The newsletter: codes that wait to be typed, and how often mail was asked for."""

from datetime import datetime

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Personal, lead_id_column


class NewsletterCode(SQLModel, table=True):
    """A code that is to confirm an address: kept as keyed hashes, since six digits are soon guessed from a plain one.

    ``hash`` is that of the code mailed last, ``earlier_hash`` of the one before: of a mail that was sent twice either
    counts. ``expires_at`` is None until one is mailed, ``tries`` counts wrong codes. ``words`` is what they agree to.
    """

    __tablename__ = "newsletter_codes"
    # A number is never given twice: what is owed to a mail server names a code by it.
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    address: str = Field(sa_column=Column(Personal, nullable=False))
    text_version: str
    words: str = Field(sa_column=Column(Personal, nullable=False))
    asked_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    hash: str | None = None
    earlier_hash: str | None = None
    expires_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    tries: int = 0


class MailAsked(SQLModel, table=True):
    """That mail was asked for, from a chat or to an address: its keyed hash, so that nobody mails without end.

    It is of no lead: who is forgotten and comes back must not begin to count anew.
    """

    __tablename__ = "mails_asked"
    __table_args__ = (Index("ix_mails_asked_hash", "hash", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    hash: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
