"""Finding what a call is about: the chat, its thread, a message; and whether the bot may write there."""

from bot.sandbox.calls import Call
from bot.sandbox.entities import Chat, Message
from bot.sandbox.errors import ApiError, bad_request, forbidden


def find_chat(call: Call, name: str = "chat_id") -> Chat:
    """Return the chat of the call; refuse one that is unknown, or moved."""
    if call.params.get(name) in (None, ""):
        raise bad_request(f"{name} is empty")
    number = call.chat_id(name)
    chat = call.world.find_chat(call.bot, number) if number is not None else None
    if chat is None or (chat.is_private and not chat.started and name == "from_chat_id"):
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            parameters={"migrate_to_chat_id": chat.migrated_to},
        )
    return chat


def writable_chat(call: Call) -> Chat:
    """Return the chat if the bot may write there, and count the message against the speed limits."""
    chat = find_chat(call)
    require_presence(call, chat)
    call.world.limits.check(call.bot.id, chat.id, now=call.world.clock())
    return chat


def require_presence(call: Call, chat: Chat) -> None:
    """Refuse where the bot is not wanted."""
    if chat.is_private:
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return
    what = "supergroup chat" if chat.kind == "supergroup" else "group chat"
    if call.bot.id in chat.kicked:
        raise forbidden(f"bot was kicked from the {what}")
    if call.bot.id not in chat.bots:
        raise forbidden(f"bot is not a member of the {what}")


def require_admin(chat: Chat, refusal: str) -> None:
    """Refuse in a group where the bot is an ordinary member."""
    if not chat.is_private and not chat.bot_is_admin:
        raise bad_request(refusal)


def find_message(call: Call, chat: Chat, *, doing: str, name: str = "message_id") -> Message:
    """Return a message of the chat that is still there."""
    number = call.integer(name)
    if number is None:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(number)
    if message is None or message.deleted:
        raise bad_request(f"message to {doing} not found")
    return message


def find_thread(call: Call, chat: Chat) -> int | None:
    """Return the topic to write into; None for the general one."""
    number = call.integer("message_thread_id")
    if number is None or number == 0:
        return None
    if number not in chat.topics:
        raise bad_request("message thread not found")
    if chat.topics[number].closed and not chat.bot_is_admin:
        raise bad_request("TOPIC_CLOSED")
    return number


def find_replied(call: Call, chat: Chat) -> Message | None:
    """Return the message that is answered; refuse a missing one unless the call says that it may be missing."""
    wanted = call.object("reply_parameters")
    number, may_be_missing = call.integer("reply_to_message_id"), call.flag("allow_sending_without_reply")
    if wanted is not None:
        if not isinstance(wanted, dict) or not isinstance(wanted.get("message_id"), int):
            raise bad_request("can't parse reply parameters: Can't find field \"message_id\"")
        number, may_be_missing = wanted["message_id"], wanted.get("allow_sending_without_reply") is True
    if number is None:
        return None
    message = chat.messages.get(number)
    if message is not None and not message.deleted:
        return message
    if may_be_missing:
        return None
    raise bad_request("message to be replied not found")
