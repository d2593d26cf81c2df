"""What we read of Telegram's updates, and nothing else.

Whatever else an update holds, now or in a later Bot API, is passed over: so what we do not know cannot make an update
unreadable (docs/decisions/0014).
"""

import re
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

# SQLite's whole numbers end here. Strict: a text or a truth value in the place of a number is none.
Number = Annotated[int, Field(strict=True, ge=-(2**63), lt=2**63)]
# More than Telegram tells of at once: a list that goes on is not walked to its end.
MOST_GUESTS = 200
# A card names its handoff at its head.
MOST_LOOKED_THROUGH = 200


def _text_or_none(told: Any) -> str:
    return told if isinstance(told, str) else ""


def _first_guests(told: Any) -> Any:
    return told[:MOST_GUESTS] if isinstance(told, list) else told or ()


_NAMES_A_HANDOFF = re.compile(r"#(\d{1,9})\b", re.ASCII)


class Replied(NamedTuple):
    """A message that is replied to; ``names`` is the handoff that it names, as our cards do, ``bot`` who wrote it."""

    number: int | None = None
    names: int | None = None
    bot: str = ""


def _replied(told: Any) -> Replied:
    if not isinstance(told, dict):
        return Replied()
    number = told.get("message_id")
    known = number if isinstance(number, int) and abs(number) < 2**63 else None
    author, words = told.get("from"), told.get("text") or told.get("caption")
    if not isinstance(author, dict) or author.get("is_bot") is not True or not isinstance(words, str):
        return Replied(known)
    named = _NAMES_A_HANDOFF.search(words[:MOST_LOOKED_THROUGH])
    return Replied(known, int(named[1]) if named else None, _text_or_none(author.get("username")))


# What only describes somebody must not cost their words: of another shape, null among them, it counts as left out.
Detail = Annotated[str, BeforeValidator(_text_or_none)]
Flag = Annotated[bool, BeforeValidator(lambda told: told is True)]


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True)


class User(_Read):
    """Somebody, as Telegram describes them."""

    id: Number
    is_bot: Flag = False
    first_name: Detail = ""
    last_name: Detail = ""
    username: Detail = ""
    language_code: Detail = ""


class Chat(_Read):
    """Where something happened: ``private``, ``group``, ``supergroup`` or ``channel``."""

    id: Number
    type: str


class Contact(_Read):
    """A contact card, maybe somebody else's."""

    phone_number: str
    user_id: Number | None = None


class Sent(_Read):
    """The chat in whose name a message was written."""

    id: Number


class Guest(_Read):
    """Somebody who came to a group, or went."""

    id: Number
    is_bot: Flag = False


class Message(_Read):
    """A message; ``replied`` is the one that it replies to.

    ``from_user`` is None where a channel wrote it. ``sender_chat`` is in whose name it was written in a group: that of
    a channel, or of the group itself where an administrator remains anonymous.
    """

    message_id: Number
    chat: Chat
    from_user: User | None = Field(default=None, alias="from")
    sender_chat: Sent | None = None
    text: str | None = None
    replied: Annotated[Replied, BeforeValidator(_replied)] = Field(default=Replied(), alias="reply_to_message")
    caption: Detail = ""
    media_group_id: Detail = ""
    contact: Contact | None = None
    migrate_to_chat_id: Number | None = None
    migrate_from_chat_id: Number | None = None
    new_chat_members: Annotated[tuple[Guest, ...], BeforeValidator(_first_guests)] = ()
    left_chat_member: Guest | None = None

    @property
    def reply_to(self) -> int | None:
        """Return the number of the message that it replies to."""
        return self.replied.number

    def names(self, own_name: str) -> int | None:
        """Return the handoff that the message names which it replies to, if the bot of this name wrote that."""
        by = self.replied.bot.lower()
        return self.replied.names if own_name.lower() in ("", by) or not by else None


class Tapped(_Read):
    """A message whose button was tapped; it may be too old to be told more of."""

    message_id: Number
    chat: Chat


class CallbackQuery(_Read):
    """A tap on a button."""

    id: str
    from_user: User = Field(alias="from")
    data: Detail = ""
    message: Tapped | None = None


class ChatMember(_Read):
    """Whether somebody is in a chat."""

    status: str


class ChatMemberUpdated(_Read):
    """A change of our own place in a chat."""

    chat: Chat
    from_user: User = Field(alias="from")
    new_chat_member: ChatMember


class Update(_Read):
    """One update: a single one of these is there."""

    update_id: Number
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None


_UPDATE = TypeAdapter(Update)


def read(raw: Any) -> Update:
    """Return the fields of a raw update that we use; raise pydantic's ``ValidationError`` where that is broken."""
    return _UPDATE.validate_python(raw)
