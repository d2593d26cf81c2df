"""From Telegram's updates to ours."""

from collections.abc import Collection
from typing import Any

from bot.channels.telegram.reading import CallbackQuery, ChatMemberUpdated, Message, User, read
from bot.messages import (
    Blocked,
    ChatMoved,
    Commanded,
    Edited,
    Incoming,
    Said,
    Sender,
    SentOther,
    SharedContact,
    Tap,
    Tapped,
    Unblocked,
    What,
    clean_name,
    clean_text,
)

MAX_ARGUMENT_CHARS = 200
_GONE = frozenset(("left", "kicked"))


def translate(raw: dict[str, Any]) -> Incoming | None:
    """Return what a raw update says, or None where it says nothing to us.

    Raises pydantic's ``ValidationError`` where what we read of it is broken.
    """
    update = read(raw)
    if update.message is not None:
        return _from_message(update.update_id, update.message, sent=raw["message"].keys(), edited=False)
    if update.edited_message is not None:
        sent = raw["edited_message"].keys()
        return _from_message(update.update_id, update.edited_message, sent=sent, edited=True)
    if update.callback_query is not None:
        return _from_tap(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _from_membership(update.update_id, update.my_chat_member)
    return None


def _from_message(update_id: int, message: Message, *, sent: Collection[str], edited: bool) -> Incoming | None:
    if message.migrate_to_chat_id is not None:
        moved = ChatMoved(message.migrate_to_chat_id)
        return Incoming(update_id, message.chat.id, private=False, sender=Sender(0, ""), what=moved)
    private = message.chat.type == "private"
    what = _what(message, sent=sent, edited=edited, private=private)
    if what is None or message.from_user is None:
        return None
    return Incoming(update_id, message.chat.id, private=private, sender=_sender(message.from_user), what=what)


def _what(message: Message, *, sent: Collection[str], edited: bool, private: bool) -> What | None:
    number = message.message_id
    if message.text is not None:
        text = clean_text(message.text)
        if text.startswith("/") and not edited:
            return _command(text, number)
        return Edited(text, number) if edited else Said(text, number)
    if edited or not private:
        return None
    if message.contact is not None:
        own = message.from_user is not None and message.contact.user_id == message.from_user.id
        return SharedContact(clean_text(message.contact.phone_number, max_chars=32), own, number)
    # What the messenger itself notes (a pinned message, a changed picture) says nothing.
    return None if _SENT.isdisjoint(sent) else SentOther(number)


def _command(text: str, message_id: int) -> Commanded:
    """Return a command with its argument; ``/claim@our_bot 12`` is ``claim`` with ``12``."""
    name, _, argument = text[1:].replace("\n", " ").partition(" ")
    return Commanded(name.partition("@")[0].lower(), argument.strip()[:MAX_ARGUMENT_CHARS], message_id)


def _from_tap(update_id: int, query: CallbackQuery) -> Incoming | None:
    if query.message is None:
        return None
    chat = query.message.chat
    tapped = Tapped(Tap.parse(query.data), query.id, query.message.message_id)
    return Incoming(update_id, chat.id, chat.type == "private", _sender(query.from_user), tapped)


def _from_membership(update_id: int, change: ChatMemberUpdated) -> Incoming:
    gone = change.new_chat_member.status in _GONE
    what = Blocked() if gone else Unblocked()
    return Incoming(update_id, change.chat.id, change.chat.type == "private", _sender(change.from_user), what)


def _sender(user: User) -> Sender:
    return Sender(
        id=user.id,
        first_name=clean_name(user.first_name),
        last_name=clean_name(user.last_name),
        username=user.username,
        language=user.language_code,
    )


_SENT = frozenset(
    (
        *("animation", "audio", "checklist", "dice", "document", "game", "live_photo", "location", "paid_media"),
        *("photo", "poll", "rich_message", "sticker", "story", "venue", "video", "video_note", "voice"),
    )
)
"""What people send beside text and contacts."""
