"""From Telegram's updates to ours."""

from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update, User

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


def translate(update: Update) -> Incoming | None:
    """Return what an update says, or None where it says nothing to us."""
    if update.message is not None:
        return _from_message(update.update_id, update.message, edited=False)
    if update.edited_message is not None:
        return _from_message(update.update_id, update.edited_message, edited=True)
    if update.callback_query is not None:
        return _from_tap(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _from_membership(update.update_id, update.my_chat_member)
    return None


def _from_message(update_id: int, message: Message, *, edited: bool) -> Incoming | None:
    if message.migrate_to_chat_id is not None:
        moved = ChatMoved(message.migrate_to_chat_id)
        return Incoming(update_id, message.chat.id, private=False, sender=Sender(0, ""), what=moved)
    private = message.chat.type == "private"
    what = _what(message, edited=edited, private=private)
    if what is None or message.from_user is None:
        return None
    return Incoming(update_id, message.chat.id, private=private, sender=_sender(message.from_user), what=what)


def _what(message: Message, *, edited: bool, private: bool) -> What | None:
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
    return SentOther(number) if message.content_type not in _SERVICE else None


def _command(text: str, message_id: int) -> Commanded:
    """Return a command with its argument; ``/claim@our_bot 12`` is ``claim`` with ``12``."""
    name, _, argument = text[1:].replace("\n", " ").partition(" ")
    return Commanded(name.partition("@")[0].lower(), argument.strip()[:MAX_ARGUMENT_CHARS], message_id)


def _from_tap(update_id: int, query: CallbackQuery) -> Incoming | None:
    if query.message is None:
        return None
    chat = query.message.chat
    tapped = Tapped(Tap.parse(query.data or ""), query.id, query.message.message_id)
    return Incoming(update_id, chat.id, chat.type == "private", _sender(query.from_user), tapped)


def _from_membership(update_id: int, change: ChatMemberUpdated) -> Incoming:
    gone = change.new_chat_member.status in _GONE
    what = Blocked() if gone else Unblocked()
    return Incoming(update_id, change.chat.id, change.chat.type == "private", _sender(change.from_user), what)


def _sender(user: User) -> Sender:
    return Sender(
        id=user.id,
        first_name=clean_name(user.first_name),
        last_name=clean_name(user.last_name or ""),
        username=user.username or "",
        language=user.language_code or "",
    )


_SERVICE = frozenset(
    (
        "pinned_message",
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "message_auto_delete_timer_changed",
        "write_access_allowed",
        "forum_topic_created",
        "chat_background_set",
    )
)
