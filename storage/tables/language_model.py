"""What a language model was asked, and what it wrote about leads: for whoever pays for it, and for the leads."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Personal, lead_id_column


class LanguageModelDay(SQLModel, table=True):
    """How often a language model was asked on a day (as UTC has it). It outlives those whom it was asked about."""

    __tablename__ = "language_model_days"

    day: str = Field(primary_key=True)
    calls: int


class LanguageModelCall(SQLModel, table=True):
    """That a language model was asked about a lead's words: to ``interpret`` a message, or for a ``summary``."""

    __tablename__ = "language_model_calls"

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    purpose: str


class Summary(SQLModel, table=True):
    """What a language model wrote for sales about a lead: a few lines. The newest of a lead counts."""

    __tablename__ = "summaries"

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    at: datetime = Field(sa_column=Column(Instant, nullable=False))
    words: str = Field(sa_column=Column(Personal, nullable=False))
