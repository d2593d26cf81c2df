"""The webhooks: addresses of other systems that are told what happens with leads."""

from datetime import datetime

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from storage.columns import Instant


class Webhook(SQLModel, table=True):
    """An address that is told of some of what happens (``kinds`` names it, with commas).

    ``failing_since`` and ``failure`` say since when nothing arrives, and what its server said last; ``given_up`` is how
    many events were given up since something arrived. ``disabled_at`` is when its server said that it is gone.
    """

    __tablename__ = "webhooks"
    # AUTOINCREMENT: what is still kept of a removed webhook must never count as another's.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    url: str = Field(sa_column=Column(Text, nullable=False))
    kinds: str
    secret: str = Field(sa_column=Column(Text, nullable=False))
    added_at: datetime = Field(sa_column=Column(Instant, nullable=False))
    delivered_at: datetime | None = Field(default=None, sa_column=Column(Instant))
    failing_since: datetime | None = Field(default=None, sa_column=Column(Instant))
    failure: str | None = None
    given_up: int = 0
    disabled_at: datetime | None = Field(default=None, sa_column=Column(Instant))
