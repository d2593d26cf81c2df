"""Messages owed and messages kept, updates that came in and those that wait, and groups that moved."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Text
from sqlmodel import Field, SQLModel

from storage.columns import ROW_NUMBER, Instant, Personal, index_where, lead_id_column

IS_OWED_TO_CHATS = "settled_at IS NULL AND address IS NULL"
IS_OWED_ELSEWHERE = "settled_at IS NULL AND address IS NOT NULL"
IS_FILED = "kind = 'send' AND about IS NOT NULL AND message_id IS NOT NULL"
"""Has arrived, and is about something: to these people reply."""


class OutboxMessage(SQLModel, table=True):
    """A message owed. The lower its ``worth``, the sooner it goes; ``about`` names what later edits refer to.

    ``shown`` is a digest of what stands in the chat where it was sent; None where that is not known. Where it goes to
    no chat, ``address`` says where: the channel, and who it is there (``webhook:3``); ``chat_id`` is 0 then, for SQLite
    makes a column that was always filled optional only by writing the whole table anew.
    """

    __tablename__ = "outbox"
    # Each index holds only the rows that its question is about: what is settled costs nothing, however much is kept.
    __table_args__ = (
        index_where("ix_outbox_owed", "worth", "id", where=IS_OWED_TO_CHATS),
        index_where("ix_outbox_owed_elsewhere", "address", "id", where=IS_OWED_ELSEWHERE),
        index_where("ix_outbox_address", "address", "id", where="address IS NOT NULL"),
        index_where("ix_outbox_about", "about", where="about IS NOT NULL"),
        index_where("ix_outbox_owed_about", "about", where="settled_at IS NULL AND about IS NOT NULL"),
        index_where("ix_outbox_sent_about", "about", where="kind = 'send' AND state = 'sent' AND about IS NOT NULL"),
        index_where("ix_outbox_filed", "message_id", where=IS_FILED),
        index_where(
            "ix_outbox_prunable", "settled_at", where="settled_at IS NOT NULL AND (about IS NULL OR kind != 'send')"
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    kind: str
    about: str | None = None
    payload: str = Field(sa_column=Column(Personal, nullable=False))
    state: str
    due_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    attempts: int
    created_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    settled_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    error: str | None = Field(default=None, sa_column=Column(Text))
    worth: int
    shown: str | None = None
    address: str | None = None


class Message(SQLModel, table=True):
    """A message of a conversation, kept for those who read it later: who said what, and when.

    ``who`` is the prospect, the bot or a rep, and ``rep_id`` which one. ``field`` is what a question asks for, or a tap
    answers.
    """

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_of_lead", "lead_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column(indexed=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    who: str
    rep_id: int | None = Field(default=None, sa_column=Column(BigInteger, ForeignKey("reps.id")))
    kind: str
    field: str | None = None
    text: str = Field(sa_column=Column(Personal, nullable=False))


class SeenUpdate(SQLModel, table=True):
    """An update that was handled: the same one again changes nothing."""

    __tablename__ = "seen_updates"

    id: int = Field(sa_column=Column(ROW_NUMBER, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))


class WaitingUpdate(SQLModel, table=True):
    """An update that waits to be interpreted, or behind one of its chat that does; ``payload`` is the update as JSON.

    ``starts`` counts how many starts of the bot have found it here.
    """

    __tablename__ = "inbox"
    # Whoever works the rows asks for those behind the last: a number must not be given twice.
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    payload: str = Field(sa_column=Column(Personal, nullable=False))
    starts: int


class DeadUpdate(SQLModel, table=True):
    """An update that could not be handled, kept with its error so that nobody's words are lost."""

    __tablename__ = "dead_updates"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    chat_id: int | None = Field(default=None, sa_column=Column(BigInteger, index=True))
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    raw: str = Field(sa_column=Column(Personal, nullable=False))
    error: str = Field(sa_column=Column(Text, nullable=False))


class MovedChat(SQLModel, table=True):
    """A group that became a supergroup: what is owed to the old id goes to the new one."""

    __tablename__ = "moved_chats"

    old_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    new_id: int = Field(sa_column=Column(BigInteger, nullable=False))
