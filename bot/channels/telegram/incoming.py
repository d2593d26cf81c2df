"""From Telegram's updates to ours."""

import re
from collections.abc import Collection
from typing import Any

from bot.channels.telegram.update_schema import CallbackQuery, ChatMemberUpdated, Message, User, read
from bot.cleaning import clean_name, clean_text
from bot.messages import (
    CAPTIONED,
    MAX_TAP_BYTES,
    Blocked,
    ChatMoved,
    Commanded,
    Edited,
    Incoming,
    MembersChanged,
    Said,
    Sender,
    SentOther,
    SharedContact,
    Tap,
    Tapped,
    Unblocked,
    What,
)

MAX_LINK_CHARS = 200
"""Of what a link brings along; what reps type after other commands may be as long as a message."""
MAX_PHONE_CHARS = 32
MAX_ID_CHARS = 64
# As whom Telegram shows administrators who remain anonymous.
ANONYMOUS_ADMINISTRATOR = 1087968824
_GONE = frozenset(("left", "kicked"))
_COMMAND = re.compile(r"/([^\s@]*)(?:@(\S*))?\s*(.*)", re.DOTALL)
_LINKED = frozenset(("start", "try"))
_USERNAME = re.compile(r"\w{1,32}", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")


def translate(raw: Any, *, own_name: str = "") -> Incoming | None:
    """Return a raw update as an Incoming, or None where it says nothing to us.

    ``own_name`` is the user name of our bot: what is meant for another one is not for us. Raises pydantic's
    ``ValidationError`` where what we read of the update is broken.
    """
    update = read(raw)
    if update.message is not None:
        sent = raw["message"].keys()
        return _from_message(update.update_id, update.message, sent=sent, edited=False, own_name=own_name)
    if update.edited_message is not None:
        sent = raw["edited_message"].keys()
        return _from_message(update.update_id, update.edited_message, sent=sent, edited=True, own_name=own_name)
    if update.callback_query is not None:
        return _from_tap(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _from_membership(update.update_id, update.my_chat_member)
    return None


def _from_message(
    update_id: int, message: Message, *, sent: Collection[str], edited: bool, own_name: str
) -> Incoming | None:
    private, changed = message.chat.type == "private", _change_of_group(message)
    if changed is not None:
        return Incoming(update_id, message.chat.id, private=False, sender=Sender(0, ""), what=changed)
    if message.migrate_from_chat_id is not None:
        return _from_move(update_id, message.migrate_from_chat_id, message.chat.id)
    author = _author(message)
    what = _what(message, sent=sent, edited=edited, own_name=own_name) if author else None
    if author is None or what is None:
        return None
    return Incoming(update_id, message.chat.id, private=private, sender=author, what=what)


def _from_move(update_id: int, before: int, after: int) -> Incoming | None:
    """Return the move of a group as the new group tells it: there it may be read first, or alone."""
    if before >= 0 or after >= 0:
        return None
    return Incoming(update_id, before, private=False, sender=Sender(0, ""), what=ChatMoved(after))


def _change_of_group(message: Message) -> ChatMoved | MembersChanged | None:
    # Groups have ids below zero: alerts go to no other chat because a message says so.
    if message.migrate_to_chat_id is not None and message.chat.id < 0 and message.migrate_to_chat_id < 0:
        return ChatMoved(message.migrate_to_chat_id)
    joined = tuple(guest.id for guest in message.new_chat_members if not guest.is_bot)
    left = message.left_chat_member.id if message.left_chat_member else None
    return MembersChanged(joined, left) if joined or left is not None else None


def _author(message: Message) -> Sender | None:
    """Return the person who wrote a message; None where a bot did, or a channel."""
    user, chat_id = message.from_user, message.chat.id
    in_name_of = message.sender_chat.id if message.sender_chat else None
    if user is None or in_name_of not in (None, chat_id):
        return None
    if in_name_of == chat_id or user.id == ANONYMOUS_ADMINISTRATOR:
        return _sender(user, anonymous=True)
    return None if user.is_bot else _sender(user)


def _what(message: Message, *, sent: Collection[str], edited: bool, own_name: str) -> What | None:
    number = message.message_id
    if message.text is not None:
        return _written(clean_text(message.text), message, edited=edited, own_name=own_name)
    album = message.media_group_id[:MAX_ID_CHARS]
    if edited:
        has_caption = message.caption or (message.chat.type != "private" and not CAPTIONED.isdisjoint(sent))
        if not has_caption:
            return None
        return Edited(clean_text(message.caption), number, is_caption=True, album=album, reply_to=message.reply_to)
    if message.chat.type != "private" and message.reply_to is None and not album:
        return None  # what people show each other in a group
    if message.contact is not None and message.chat.type == "private":
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return SharedContact(clean_text(message.contact.phone_number, max_chars=MAX_PHONE_CHARS), own, number)
    # What the messenger itself notes (a pinned message, a changed picture) says nothing.
    media = next((name for name in _SENT if name in sent), None)
    if media is None:
        return None
    caption = clean_text(message.caption)
    return SentOther(number, media, caption, message.reply_to, album, message.names(own_name))


def _written(text: str, message: Message, *, edited: bool, own_name: str) -> What | None:
    """Return a text as words, or as a command: ``/claim@our_bot 12`` is ``claim`` with ``12``, and names its bot."""
    message_id = message.message_id
    if not text.startswith("/"):
        if edited:
            return Edited(text, message_id, reply_to=message.reply_to)
        return Said(text, message_id, message.reply_to, message.names(own_name))
    name, bot, argument = _parts(text)
    if bot and own_name and bot.lower() != own_name.lower():
        return None
    # Changed afterwards, a command is words: it was obeyed when it was typed.
    if edited:
        return Edited(text, message_id)
    return Commanded(name.lower(), argument, message_id, addressed=bool(bot), reply_to=message.reply_to)


def _parts(text: str) -> tuple[str, str, str]:
    """Return a command's name, the bot that it names, and its argument on one line."""
    found = _COMMAND.match(text)
    assert found is not None, "a command begins with a slash"
    argument = " ".join(found[3].split("\n")).strip()
    return found[1], found[2] or "", argument[:MAX_LINK_CHARS] if found[1].lower() in _LINKED else argument


def _from_tap(update_id: int, query: CallbackQuery) -> Incoming | None:
    user = query.from_user
    if query.message is None or (user.is_bot and user.id != ANONYMOUS_ADMINISTRATOR):
        return None
    chat = query.message.chat
    # Longer than a button can carry is none of ours.
    tap = Tap.parse(clean_text(query.data)) if len(query.data) <= MAX_TAP_BYTES else None
    tapped = Tapped(tap, clean_text(query.id, max_chars=MAX_ID_CHARS), query.message.message_id)
    sender = _sender(user, anonymous=user.id == ANONYMOUS_ADMINISTRATOR)
    return Incoming(update_id, chat.id, chat.type == "private", sender, tapped)


def _from_membership(update_id: int, change: ChatMemberUpdated) -> Incoming:
    gone = change.new_chat_member.status in _GONE
    what = Blocked() if gone else Unblocked()
    return Incoming(update_id, change.chat.id, change.chat.type == "private", _sender(change.from_user), what)


def _sender(user: User, *, anonymous: bool = False) -> Sender:
    return Sender(
        id=user.id,
        first_name=clean_name(user.first_name),
        last_name=clean_name(user.last_name),
        username=user.username if _USERNAME.fullmatch(user.username) else "",
        language=user.language_code if _LANGUAGE.fullmatch(user.language_code) else "",
        anonymous=anonymous,
    )


_SENT = (
    *("animation", "audio", "checklist", "contact", "dice", "document", "game", "live_photo", "venue", "location"),
    *("paid_media", "photo", "poll", "rich_message", "sticker", "story", "video", "video_note", "voice"),
)
"""What people send beside text. An animation is told as a document, too, and a venue as a location: they come first."""
