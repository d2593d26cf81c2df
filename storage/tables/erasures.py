"""What is remembered of those who were erased, so that they do not come back unasked."""

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.columns import Instant


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
