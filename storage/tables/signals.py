"""What other systems report: who may, who did something and is no lead yet, and what nobody could make anything of."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Text
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Personal, index_where


class ApiKey(SQLModel, table=True):
    """A key that another system shows when it reports (``kind``: server or browser); only its hash is kept.

    ``audience`` is that of whoever becomes a lead by it. Events are told apart by the key's name and their own ids.
    """

    __tablename__ = "api_keys"
    __table_args__ = (index_where("ix_api_keys_in_use", "name", where="revoked_at IS NULL", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    kind: str
    audience: str | None = None
    hash: str = Field(sa_column=Column(Text, nullable=False, unique=True))
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class SenderSecret(SQLModel, table=True):
    """The secret by which a sender's deliveries are known (or its public key); ``audience`` as that of a key."""

    __tablename__ = "sender_secrets"

    sender: str = Field(primary_key=True)
    secret: str
    audience: str | None = None
    set_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Visitor(SQLModel, table=True):
    """An identity of somebody who is no lead yet; all identities of one person name the same ``visitor``.

    ``identified`` says that a system that we trust has told who they are: with an address they are a lead.
    """

    __tablename__ = "visitors"
    # The identity is the key, and there is little else: a table beside it would only hold it twice.
    __table_args__ = {"sqlite_with_rowid": False}

    identity: str = Field(sa_column=Column(Personal, primary_key=True))
    visitor: str = Field(sa_column=Column(Personal, nullable=False, index=True))
    seen_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    identified: bool = False


class VisitorSignal(SQLModel, table=True):
    """A signal of somebody who is no lead yet: it moves into the history of the lead whom they become.

    ``source`` is where they came from, ``audience`` what the page tells of them; empty where that is not known.
    """

    __tablename__ = "visitor_signals"

    id: str = Field(primary_key=True)
    visitor: str = Field(sa_column=Column(Personal, nullable=False, index=True))
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    name: str
    properties: str = Field(sa_column=Column(Personal, nullable=False))
    source: str
    audience: str


class VisitorFact(SQLModel, table=True):
    """What another system has told of somebody who is no lead yet; ``value`` is JSON."""

    __tablename__ = "visitor_facts"

    id: str = Field(primary_key=True)
    visitor: str = Field(sa_column=Column(Personal, nullable=False, index=True))
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    field: str
    value: str = Field(sa_column=Column(Personal, nullable=False))


class UnknownEvent(SQLModel, table=True):
    """An event that no rule maps, kept for a time in case one does later: of a lead, or of a visitor.

    ``payload`` is JSON: its properties and what was known beside them.
    """

    __tablename__ = "unknown_events"
    __table_args__ = (
        Index("ix_unknown_events_name", "name", "id"),
        index_where("ix_unknown_events_of_visitors", "at", where="lead_id IS NULL"),
    )

    id: str = Field(primary_key=True)
    lead_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("leads.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    visitor: str | None = Field(default=None, sa_column=Column(Personal, nullable=True, index=True))
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    name: str
    source: str
    payload: str = Field(sa_column=Column(Personal, nullable=False))
