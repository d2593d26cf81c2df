"""Methods that change or remove what is there: edits, deletions, pins, reactions."""

from datetime import timedelta

from bot.sandbox import texts
from bot.sandbox.calls import Call
from bot.sandbox.entities import JSON, Chat, Message
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import check_markup, require_inline
from bot.sandbox.methods.sending import read_text
from bot.sandbox.targets import find_chat, find_message, require_admin, writable_chat
from bot.sandbox.views import has_caption, message_json

DELETABLE_FOR = timedelta(hours=48)
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
MOST_AT_ONCE = 100


async def edit_message_text(call: Call) -> JSON:
    """Say something else in a message of the bot's own."""
    chat, message = _own(call)
    text, entities = read_text(call, "text")
    texts.require_text(text)
    if message.content:
        raise bad_request("there is no text in the message to edit")
    markup = _inline(call)
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad_request(SAME)
    message.text, message.entities, message.markup = text, entities, markup
    return _edited(call, chat, message=message)


async def edit_message_caption(call: Call) -> JSON:
    """Say something else under a file of the bot's own."""
    chat, message = _own(call)
    text, entities = read_text(call, "caption")
    texts.require_caption(text)
    if not has_caption(message):
        raise bad_request("there is no caption in the message to edit")
    markup = _inline(call)
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad_request(SAME)
    message.text, message.entities, message.markup = text, entities, markup
    return _edited(call, chat, message=message)


async def edit_message_reply_markup(call: Call) -> JSON:
    """Give a message other buttons, or none."""
    chat, message = _own(call)
    markup = _inline(call)
    if markup == message.markup:
        raise bad_request(SAME)
    message.markup = markup
    return _edited(call, chat, message=message)


async def delete_message(call: Call) -> bool:
    """Remove a message for everybody."""
    chat = find_chat(call)
    message = find_message(call, chat, doing="delete")
    _require_deletable(call, chat, message=message)
    _remove(call, chat, message=message)
    return True


async def delete_messages(call: Call) -> bool:
    """Remove several messages; those that are gone already are passed over."""
    chat = find_chat(call)
    numbers = call.object("message_ids")
    if not isinstance(numbers, list) or not numbers or not all(isinstance(one, int) for one in numbers):
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for message in [chat.messages[number] for number in numbers if number in chat.messages]:
        if not message.deleted:
            _require_deletable(call, chat, message=message)
            _remove(call, chat, message=message)
    return True


async def pin_chat_message(call: Call) -> bool:
    """Pin a message to the top; the chat says so."""
    chat = find_chat(call)
    require_admin(chat, "not enough rights to manage pinned messages in the chat")
    message = find_message(call, chat, doing="pin")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        notice = {"pinned_message": message_json(chat, message, with_reply=False)}
        call.world.post(chat, call.bot, content={"service": notice}, thread_id=message.thread_id)
    return True


async def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, or the latest pinned one."""
    chat = find_chat(call)
    require_admin(chat, "not enough rights to manage pinned messages in the chat")
    number = call.integer("message_id", chat.pinned[-1] if chat.pinned else None)
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    call.world.touch(chat)
    return True


async def set_message_reaction(call: Call) -> bool:
    """Put an emoji under a message, or take it away."""
    chat = find_chat(call)
    message = find_message(call, chat, doing="react")
    wanted = call.object("reaction") or []
    if not isinstance(wanted, list) or len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in wanted:
        if not isinstance(reaction, dict) or reaction.get("type") != "emoji" or not reaction.get("emoji"):
            raise bad_request("REACTION_INVALID")
    chat.reactions[message.id] = wanted
    call.world.touch(chat, message)
    return True


def _own(call: Call) -> tuple[Chat, Message]:
    chat = writable_chat(call)
    message = find_message(call, chat, doing="edit")
    if message.sender is not call.bot or message.is_service or "forward_origin" in message.content:
        raise bad_request("message can't be edited")
    return chat, message


def _inline(call: Call) -> JSON | None:
    return require_inline(check_markup(call.object("reply_markup"), private=True))


def _edited(call: Call, chat: Chat, *, message: Message) -> JSON:
    message.edited_at = call.world.clock()
    message.edits += 1
    call.world.touch(chat, message)
    return message_json(chat, message)


def _require_deletable(call: Call, chat: Chat, *, message: Message) -> None:
    if chat.is_private or message.sender is call.bot:
        if call.world.clock() - message.at > DELETABLE_FOR:
            raise bad_request("message can't be deleted for everyone")
        return
    if not chat.bot_is_admin:
        raise bad_request("message can't be deleted")


def _remove(call: Call, chat: Chat, *, message: Message) -> None:
    message.deleted = True
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    call.world.touch(chat, message)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "setMessageReaction": set_message_reaction,
}
