"""Links of campaigns, clicks on them, and links of one person: to open a content, to go on in the chat."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from storage.columns import Instant, Personal, lead_id_column


class Link(SQLModel, table=True):
    """A link that marketing has made. ``target`` is the address it leads to, empty where that is the bot's chat."""

    __tablename__ = "links"

    id: str = Field(primary_key=True)
    campaign: str
    medium: str
    audience: str | None = None
    target: str
    made_at: datetime = Field(sa_column=Column(Instant, nullable=False))


class Click(SQLModel, table=True):
    """That somebody, nobody knows who, followed a link; ``properties`` (JSON) is what the address carried.

    The row goes when they start the chat with what the click gave them along: from then on their history says it.
    """

    __tablename__ = "clicks"

    id: str = Field(primary_key=True)
    link_id: str = Field(foreign_key="links.id")
    at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    properties: str


class ContentLink(SQLModel, table=True):
    """The link by which one lead opens one content, so that it counts as opened when it is."""

    __tablename__ = "content_links"

    id: str = Field(primary_key=True)
    lead_id: int = Field(sa_column=lead_id_column())
    content: str


class VisitorLink(SQLModel, table=True):
    """A link by which a visitor of a website goes on in the chat, once: ``hash`` is that of what the link carries.

    ``visitor`` is the identity of their browser, ``properties`` (JSON) what the page's address carried. ``lead_id`` is
    theirs if they are a lead. The row goes when somebody comes by the link.
    """

    __tablename__ = "visitor_links"

    hash: str = Field(primary_key=True)
    lead_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("leads.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    visitor: str = Field(sa_column=Column(Personal, nullable=False, index=True))
    expires_at: datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
    properties: str
