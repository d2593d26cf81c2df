"""Methods about chats: what they are, who is in them, their topics, and leaving them."""

from bot.sandbox.calls import Call
from bot.sandbox.entities import JSON, Bot, Chat, Person, Topic
from bot.sandbox.errors import bad_request
from bot.sandbox.targets import find_chat, require_admin, require_presence
from bot.sandbox.views import chat_json, member_json, message_json

COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
GIFT_KINDS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
LONGEST_NAME = 128


async def get_chat(call: Call) -> JSON:
    """Describe a chat."""
    chat = find_chat(call)
    if chat.is_private and not chat.started:
        raise bad_request("chat not found")
    if not chat.is_private:
        require_presence(call, chat)
    gifts = dict.fromkeys(GIFT_KINDS, False)
    described = {**chat_json(chat), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    if not chat.is_private:
        described["permissions"] = {"can_send_messages": True}
    if chat.pinned:
        described["pinned_message"] = message_json(chat, chat.messages[chat.pinned[-1]])
    return described


async def get_chat_member(call: Call) -> JSON:
    """Describe somebody's membership."""
    chat = find_chat(call)
    if not chat.is_private:
        require_presence(call, chat)
    number = call.integer("user_id")
    if number is None:
        raise bad_request("invalid user_id specified")
    user = call.world.find_user(number)
    if user is None:
        raise bad_request("user not found")
    return member_json(chat, user)


async def get_chat_administrators(call: Call) -> list[JSON]:
    """List who runs a group."""
    chat = find_chat(call)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    require_presence(call, chat)
    candidates: list[Person | Bot] = [*chat.members[:1], *([call.bot] if chat.bot_is_admin else [])]
    return [member_json(chat, user) for user in candidates]


async def get_chat_member_count(call: Call) -> int:
    """Count the members, bots included."""
    chat = find_chat(call)
    return 2 if chat.is_private else len(chat.members) + len(chat.bots)


async def leave_chat(call: Call) -> bool:
    """Go, for good."""
    chat = find_chat(call)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    require_presence(call, chat)
    chat.bots.discard(call.bot.id)
    call.world.touch(chat)
    return True


async def create_forum_topic(call: Call) -> JSON:
    """Open a thread in a forum."""
    chat = _forum(call)
    name = _topic_name(call)
    colour = call.integer("icon_color", COLOURS[0])
    if colour not in COLOURS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    call.world.limits.check(call.bot.id, chat.id, now=call.world.clock())
    notice = {"forum_topic_created": {"name": name, "icon_color": colour}}
    message = call.world.post(chat, call.bot, content={"service": notice})
    message.thread_id = message.id
    chat.topics[message.id] = Topic(message.id, name, colour)
    return {"message_thread_id": message.id, "name": name, "icon_color": colour}


async def edit_forum_topic(call: Call) -> bool:
    """Give a thread another name."""
    chat = _forum(call)
    topic = _topic(call, chat)
    name = _topic_name(call) if call.params.get("name") else topic.name
    if name == topic.name and "icon_custom_emoji_id" not in call.params:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name = name
    notice = {"forum_topic_edited": {"name": name}}
    call.world.post(chat, call.bot, content={"service": notice}, thread_id=topic.id)
    return True


async def close_forum_topic(call: Call) -> bool:
    """Close a thread."""
    return _set_closed(call, closed=True)


async def reopen_forum_topic(call: Call) -> bool:
    """Open a closed thread again."""
    return _set_closed(call, closed=False)


async def delete_forum_topic(call: Call) -> bool:
    """Delete a thread with all that was said in it."""
    chat = _forum(call)
    topic = _topic(call, chat)
    del chat.topics[topic.id]
    for message in chat.messages.values():
        if message.thread_id == topic.id and not message.deleted:
            message.deleted = True
            call.world.touch(chat, message)
    return True


def _set_closed(call: Call, *, closed: bool) -> bool:
    chat = _forum(call)
    topic = _topic(call, chat)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    notice: JSON = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    call.world.post(chat, call.bot, content={"service": notice}, thread_id=topic.id)
    return True


def _forum(call: Call) -> Chat:
    chat = find_chat(call)
    require_presence(call, chat)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    require_admin(chat, "not enough rights to manage topics")
    return chat


def _topic(call: Call, chat: Chat) -> Topic:
    topic = chat.topics.get(call.integer("message_thread_id") or 0)
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _topic_name(call: Call) -> str:
    name = call.text("name").strip()
    if not name:
        raise bad_request("topic name must be non-empty")
    if len(name) > LONGEST_NAME:
        raise bad_request("topic name is too long")
    return name


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "deleteForumTopic": delete_forum_topic,
}
