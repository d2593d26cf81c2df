"""Scoring models that were published, and when they were last looked at."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Text
from sqlmodel import Field, SQLModel

from storage.columns import Instant


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
