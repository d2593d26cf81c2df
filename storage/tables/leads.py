"""Leads: who they are, what they said and did, and where they write."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, text
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Personal, index_where, lead_id_column

IS_HOT = "tier = 'hot'"
IS_WARM = "tier IN ('hot', 'lukewarm')"
"""Said in these very words by an index and by who looks things up in it: else SQLite does not see that they agree."""


class Lead(SQLModel, table=True):
    """A person we may sell to.

    ``standing`` is the packed state of their history (scoring), ``facts`` the latest value by field (JSON).
    """

    __tablename__ = "leads"
    __table_args__ = (
        # Who is to be folded anew after an import or a publication is found without walking everybody.
        Index("ix_leads_model_version", "audience", "model_version"),
        # Few are warm: those whom a list of tiers means are found among these.
        Index("ix_leads_warm", "id", sqlite_where=text(IS_WARM), postgresql_where=text(IS_WARM)),
        index_where("ix_leads_hot", "id", where=IS_HOT),
        # A number is never given twice: old cards, exports and notes of sales name leads by it.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    audience: str | None = None
    locale: str
    name: str = Field(sa_column=Column(Personal, nullable=False))
    username: str = Field(sa_column=Column(Personal, nullable=False))
    source: str
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    last_seen_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    facts: str = Field(sa_column=Column(Personal, nullable=False))
    standing: str = Field(sa_column=Column(Personal, nullable=False))
    tier: str
    model_version: str
    next_change_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))


class LeadKey(SQLModel, table=True):
    """What another system calls a lead (an address, a customer number), so that imports find them again."""

    __tablename__ = "lead_keys"

    key: str = Field(sa_column=Column(Personal, primary_key=True))
    lead_id: int = Field(sa_column=lead_id_column())


class SearchWord(SQLModel, table=True):
    """A word by which a lead is found (``storage.search_words``), without case and accents."""

    __tablename__ = "search_words"
    # The words are the key, and there is nothing else: a table beside it would only hold them twice.
    __table_args__ = {"sqlite_with_rowid": False}

    word: str = Field(sa_column=Column(Personal, primary_key=True))
    lead_id: int = Field(
        sa_column=Column(
            Integer, ForeignKey("leads.id", ondelete="CASCADE"), primary_key=True, index=True, nullable=False
        )
    )


class Chat(SQLModel, table=True):
    """A private chat on the messenger, and the lead who writes there."""

    __tablename__ = "chats"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    lead_id: int = Field(sa_column=lead_id_column())
    blocked_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class Conversation(SQLModel, table=True):
    """What was asked and what is open. ``state`` belongs to ``bot.conversation``; storage does not look inside."""

    __tablename__ = "conversations"

    lead_id: int = Field(sa_column=lead_id_column(primary_key=True))
    state: str = Field(sa_column=Column(Personal, nullable=False))
    nudge_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))


class Consent(SQLModel, table=True):
    """A consent that a prospect gave, and when it was revoked.

    ``kind`` is what for: the conversation, by answering, or the newsletter, by a code. Of the newsletter's it is kept
    to which ``address``, and with which ``words``.
    """

    __tablename__ = "consents"

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    text_version: str
    given_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    kind: str = Field(default="conversation", sa_column_kwargs={"server_default": "conversation"})
    address: str | None = Field(default=None, sa_column=Column(Personal))
    words: str | None = Field(default=None, sa_column=Column(Personal))


class Fact(SQLModel, table=True):
    """A dated value of a field; ``value`` is JSON, ``message_id`` the message that said it."""

    __tablename__ = "facts"

    id: str = Field(primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    field: str
    value: str = Field(sa_column=Column(Personal, nullable=False))
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))


class Signal(SQLModel, table=True):
    """One dated thing a lead did; append-only. ``properties`` is JSON."""

    __tablename__ = "signals"

    id: str = Field(primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    name: str
    properties: str = Field(sa_column=Column(Personal, nullable=False))


class Unanswered(SQLModel, table=True):
    """Something that a lead typed and nobody understood.

    ``asked`` is the field that they were asked for, if a question was open, ``kind`` whether they ask us something.
    """

    __tablename__ = "unanswered"

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    locale: str
    audience: str | None = None
    asked: str | None = None
    kind: str
    words: str = Field(sa_column=Column(Personal, nullable=False))


class TierChange(SQLModel, table=True):
    """When a lead's tier changed, from what to what, and because of which item of the history."""

    __tablename__ = "tier_changes"

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    tier_from: str
    tier_to: str
    because: str
    score: float
    model_version: str
