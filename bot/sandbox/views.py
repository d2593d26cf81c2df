"""How people, chats and messages look in the Bot API, and which messages a bot gets to see."""

import re
from datetime import datetime

from bot.sandbox.entities import JSON, Bot, Chat, Message, Person

# What an administrating bot may do, and what it may not.
RIGHTS = {
    **dict.fromkeys(["can_manage_chat", "can_delete_messages", "can_pin_messages", "can_manage_topics"], True),
    **dict.fromkeys(["can_manage_video_chats", "can_restrict_members", "can_promote_members"], False),
    **dict.fromkeys(["can_change_info", "can_invite_users"], True),
    **dict.fromkeys(["can_post_stories", "can_edit_stories", "can_delete_stories", "can_send_welcome_messages"], False),
}
CAPTIONED = frozenset(("photo", "video", "animation", "audio", "document", "voice"))
"""The content below which there can be words."""
_COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@(?P<bot>\w+))?")


def user_json(user: Person | Bot) -> JSON:
    """Write a user."""
    written: JSON = {"id": user.id, "is_bot": isinstance(user, Bot), "first_name": user.first_name}
    if isinstance(user, Bot):
        return {**written, "username": user.username}
    optional: JSON = {
        "last_name": user.last_name,
        "username": user.username,
        "language_code": user.language_code,
    }
    written.update({name: value for name, value in optional.items() if value})
    return written


def chat_json(chat: Chat) -> JSON:
    """Write a chat as it stands in messages."""
    if chat.person is not None:
        user = user_json(chat.person)
        named: JSON = {name: user[name] for name in ("first_name", "last_name", "username") if name in user}
        return {"id": chat.id, **named, "type": "private"}
    forum = {"is_forum": True} if chat.is_forum else {}
    return {"id": chat.id, "title": chat.title, "type": chat.kind, **forum}


def message_json(chat: Chat, message: Message, *, with_reply: bool = True) -> JSON:
    """Write a message as a bot reads it."""
    written: JSON = {
        "message_id": message.id,
        "from": user_json(message.sender),
        "chat": chat_json(chat),
        "date": unix(message.at),
        **message.content.get("service", {}),
    }
    written.update({name: value for name, value in message.content.items() if name != "service"})
    if message.thread_id is not None:
        written |= {"message_thread_id": message.thread_id, "is_topic_message": True}
    if message.edited_at is not None:
        written["edit_date"] = unix(message.edited_at)
    if message.reply_to is not None and with_reply:
        written["reply_to_message"] = message_json(chat, message.reply_to, with_reply=False)
    is_caption = has_caption(message)
    if message.text:
        written["caption" if is_caption else "text"] = message.text
    if message.entities:
        written["caption_entities" if is_caption else "entities"] = message.entities
    if message.markup is not None:
        written["reply_markup"] = message.markup
    return written


def has_caption(message: Message) -> bool:
    """Return whether the words of a message stand below media."""
    return not CAPTIONED.isdisjoint(message.content)


def member_json(chat: Chat, user: Person | Bot) -> JSON:
    """Write somebody's membership."""
    written = {"user": user_json(user), "status": status(chat, user)}
    if written["status"] == "kicked":
        return {**written, "until_date": 0}
    if written["status"] == "administrator":
        return {**written, "can_be_edited": False, "is_anonymous": False, **RIGHTS}
    if written["status"] == "creator":
        return {**written, "is_anonymous": False}
    return written


def status(chat: Chat, user: Person | Bot) -> str:
    """Return somebody's membership of a chat."""
    if isinstance(user, Bot):
        if user.id in chat.kicked or chat.blocked:
            return "kicked"
        if user.id not in chat.bots:
            return "left"
        return "administrator" if chat.bot_is_admin else "member"
    if chat.is_private:
        return "member" if chat.person is user else "left"
    if user in chat.members:
        return "creator" if chat.members[0] is user else "member"
    return "left"


def is_seen_by(bot: Bot, chat: Chat, *, message: Message) -> bool:
    """Apply privacy mode: in groups a bot sees commands, replies to itself and notices only."""
    if isinstance(message.sender, Bot):
        return False
    if chat.is_private or chat.bot_is_admin or message.is_service:
        return True
    if message.reply_to is not None and message.reply_to.sender is bot:
        return True
    command = _COMMAND.match(message.text)
    if command is None:
        return False
    return command["bot"] is None or command["bot"].lower() == bot.username.lower()


def unix(at: datetime) -> int:
    """Write an instant in seconds, as the Bot API does."""
    return int(at.timestamp())
