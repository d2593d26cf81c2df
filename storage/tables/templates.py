"""The last good templates, and what was told of those that are not."""

from datetime import datetime

from sqlalchemy import Column, Integer, Text
from sqlmodel import Field, SQLModel

from storage.columns import Instant


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
