"""The nouns of the messenger: people, bots, chats, topics, messages and files. They hold state and decide nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.pulse import Pulse
from bot.sandbox.updates import UpdateQueue

JSON = dict[str, Any]


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a phone and the messenger on it."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone: str = ""


@dataclass(slots=True, eq=False)
class Bot:
    """A bot account: whoever calls with its token is this bot."""

    id: int
    token: str
    username: str
    first_name: str = "Leadbot"
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    commands: dict[tuple[str, str], list[JSON]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Topic:
    """A thread of a forum; its id is the id of the message that opened it."""

    id: int
    name: str
    icon_color: int
    closed: bool = False


@dataclass(slots=True, eq=False)
class Message:
    """One message; `content` holds what is neither text nor markup (a contact, a file, a service notice)."""

    id: int
    sender: "Person | Bot"
    at: datetime
    text: str = ""
    entities: list[JSON] = field(default_factory=list)
    content: JSON = field(default_factory=dict)
    markup: JSON | None = None
    reply_to: "Message | None" = None
    thread_id: int | None = None
    edited_at: datetime | None = None
    edits: int = 0
    deleted: bool = False
    version: int = 0

    @property
    def is_service(self) -> bool:
        """Return whether a message is a notice of the messenger, not something said."""
        return not self.text and "service" in self.content


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat of one person and one bot, or a group."""

    id: int
    kind: str
    title: str = ""
    person: Person | None = None
    members: list[Person] = field(default_factory=list)
    bots: set[int] = field(default_factory=set)
    kicked: set[int] = field(default_factory=set)
    bot_is_admin: bool = False
    is_forum: bool = False
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    reactions: dict[int, list[JSON]] = field(default_factory=dict)
    keyboard: JSON | None = None
    action: JSON | None = None
    migrated_to: int | None = None
    last_message_id: int = 0
    version: int = 0
    pulse: Pulse = field(default_factory=Pulse)

    @property
    def is_private(self) -> bool:
        """Return whether a chat is one of two, not a group."""
        return self.kind == "private"


@dataclass(slots=True, eq=False)
class Query:
    """A tap on an inline button, waiting for the bot's answer."""

    id: str
    at: datetime
    chat: Chat
    body: JSON
    answer: JSON | None = None


@dataclass(frozen=True, slots=True)
class File:
    """Bytes that somebody sent."""

    id: str
    unique_id: str
    name: str
    mime_type: str
    data: bytes


@dataclass(slots=True, eq=False)
class CallRecord:
    """One call of a bot, for those who want to look at it afterwards; an answer that was no JSON is None."""

    number: int
    at: datetime
    bot_id: int
    method: str
    params: JSON
    answer: JSON | None = None
    fault: str | None = None
    is_done: bool = False
