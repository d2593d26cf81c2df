"""The tables. Their history is ``storage/migrations``; a test proves that the two agree."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Personal

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING
IS_WARM = "tier IN ('hot', 'lukewarm')"
"""Said in these very words by an index and by who looks things up in it: else SQLite does not see that they agree."""


def _lead_id(*, primary_key: bool = False) -> Column[int]:
    """Return a reference to the lead that a row belongs to; the row goes when the lead is erased."""
    return Column(
        "lead_id",
        Integer,
        ForeignKey("leads.id", ondelete="CASCADE"),
        primary_key=primary_key,
        index=not primary_key,
        nullable=False,
    )


def _index_where(name: str, *columns: str, where: str) -> Index:
    """Return an index over the rows that meet a condition only."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


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
    lead_id: int = Field(sa_column=_lead_id())


class ErasedKey(SQLModel, table=True):
    """That somebody was erased on request: the keyed hash of one of the names they go by (``storage.erased``)."""

    __tablename__ = "erased_keys"

    hash: str = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))


class ErasureSecret(SQLModel, table=True):
    """The random key of those hashes, made with the first; of another database, too, whose hashes were taken over."""

    __tablename__ = "erasure_secrets"

    id: int | None = Field(default=None, primary_key=True)
    secret: str


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


class Chat(SQLModel, table=True):
    """A private chat on the messenger, and the lead who writes there."""

    __tablename__ = "chats"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    lead_id: int = Field(sa_column=_lead_id())
    blocked_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class Conversation(SQLModel, table=True):
    """What was asked and what is open. ``state`` belongs to ``bot.conversation``; storage does not look inside."""

    __tablename__ = "conversations"

    lead_id: int = Field(sa_column=_lead_id(primary_key=True))
    state: str = Field(sa_column=Column(Personal, nullable=False))
    nudge_at: datetime | None = Field(default=None, sa_column=Column(Instant, index=True))


class Consent(SQLModel, table=True):
    """The consent that a prospect gave by answering, and when it was revoked."""

    __tablename__ = "consents"

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=_lead_id())
    text_version: str
    given_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class Fact(SQLModel, table=True):
    """A dated value of a field; ``value`` is JSON, ``message_id`` the message that said it."""

    __tablename__ = "facts"

    id: str = Field(primary_key=True)
    lead_id: int = Field(sa_column=_lead_id())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    field: str
    value: str = Field(sa_column=Column(Personal, nullable=False))
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))


class Signal(SQLModel, table=True):
    """One dated thing a lead did; append-only. ``properties`` is JSON."""

    __tablename__ = "signals"

    id: str = Field(primary_key=True)
    lead_id: int = Field(sa_column=_lead_id())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    name: str
    properties: str = Field(sa_column=Column(Personal, nullable=False))


class TierChange(SQLModel, table=True):
    """When a lead's tier changed, from what to what, and because of which item of the history."""

    __tablename__ = "tier_changes"

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=_lead_id())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    tier_from: str
    tier_to: str
    because: str
    score: float
    model_version: str


class Handoff(SQLModel, table=True):
    """The record of passing a lead to sales. Its id is the number that sales sees; one is open per lead.

    ``redraw_at`` is when its card may be drawn again because the lead has cooled since.
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
        # AUTOINCREMENT: the number of an erased handoff must never name another lead.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=_lead_id())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
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


class PublishedModel(SQLModel, table=True):
    """A scoring model that was once in force; ``source`` is the file as marketing wrote it."""

    __tablename__ = "models"

    version: str = Field(primary_key=True)
    audience: str
    source: str = Field(sa_column=Column(Text, nullable=False))


class Publication(SQLModel, table=True):
    """When which model came into force, and by whom; the newest of an audience is in force."""

    __tablename__ = "publications"

    id: int | None = Field(default=None, primary_key=True)
    audience: str
    version: str = Field(sa_column=Column(ForeignKey("models.version"), nullable=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    by: str


class Review(SQLModel, table=True):
    """When the rules for an audience were last looked at with sales, and when sales was last reminded to."""

    __tablename__ = "reviews"

    audience: str = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    by: str
    reminded_at: datetime | None = Field(default=None, sa_column=Column(Instant))


class Rep(SQLModel, table=True):
    """A salesperson, known from the first claim on."""

    __tablename__ = "reps"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    name: str


class Outcome(SQLModel, table=True):
    """What a rep reported about a handoff; append-only."""

    __tablename__ = "outcomes"

    id: int | None = Field(default=None, primary_key=True)
    handoff_id: int = Field(
        sa_column=Column(Integer, ForeignKey("handoffs.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    rep_id: int = Field(sa_column=Column(BigInteger, ForeignKey("reps.id"), nullable=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    outcome: str


class OutboxMessage(SQLModel, table=True):
    """A message owed. The lower its ``worth``, the sooner it goes; ``about`` names what later edits refer to.

    ``shown`` is a digest of what stands in the chat where it was sent; None where that is not known.
    """

    __tablename__ = "outbox"
    # Each index holds only the rows that its question is about: what is settled costs nothing, however much is kept.
    __table_args__ = (
        _index_where("ix_outbox_owed", "worth", "id", where="settled_at IS NULL"),
        _index_where("ix_outbox_owed_about", "about", where="settled_at IS NULL AND about IS NOT NULL"),
        _index_where("ix_outbox_sent_about", "about", where="kind = 'send' AND state = 'sent' AND about IS NOT NULL"),
        _index_where(
            "ix_outbox_prunable", "settled_at", where="settled_at IS NOT NULL AND (about IS NULL OR kind != 'send')"
        ),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    kind: str
    about: str | None = Field(default=None, index=True)
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


class SeenUpdate(SQLModel, table=True):
    """An update that was handled: the same one again changes nothing."""

    __tablename__ = "seen_updates"

    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))


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


class ClockMark(SQLModel, table=True):
    """What the clock showed last, and since when it has gone steadily: there is one row.

    A clock that has just jumped is no reason to erase anybody.
    """

    __tablename__ = "clock_marks"

    id: int = Field(primary_key=True)
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    steady_since: datetime = Field(sa_column=Column(Instant, nullable=False))


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


class TemplateFile(SQLModel, table=True):
    """The content of a file of templates that was once in force, by its hash."""

    __tablename__ = "template_files"

    hash: str = Field(primary_key=True)
    content: str = Field(sa_column=Column(Text, nullable=False))


class TemplateVersion(SQLModel, table=True):
    """That a folder's templates came into force: ``files`` maps each file of it to the hash of its content (JSON)."""

    __tablename__ = "template_versions"

    id: int | None = Field(default=None, primary_key=True)
    folder: str
    version: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    files: str = Field(sa_column=Column(Text, nullable=False))


class TemplateNotice(SQLModel, table=True):
    """What marketing was told of the templates last, in one row: ``state`` is empty where all is well."""

    __tablename__ = "template_notices"

    id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    state: str
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
