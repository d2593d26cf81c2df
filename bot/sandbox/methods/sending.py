"""Methods that put a message into a chat: text, documents, photos, copies, forwards, and the typing notice."""

from itertools import pairwise
from typing import Any

from bot.sandbox import texts
from bot.sandbox.calls import Call
from bot.sandbox.entities import JSON, Chat, Message
from bot.sandbox.errors import bad_request
from bot.sandbox.files import file_json, photo_json, uploaded_file
from bot.sandbox.keyboards import check_markup
from bot.sandbox.targets import find_chat, find_message, find_replied, find_thread, require_presence, writable_chat
from bot.sandbox.views import has_caption, message_json, unix, user_json

ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
    ]
)

UNCOPYABLE = frozenset(("paid_media", "giveaway", "giveaway_winners", "invoice", "story"))
MOST_COPIED = 100


async def send_message(call: Call) -> JSON:
    """Say something."""
    chat = writable_chat(call)
    text, entities = read_text(call, "text")
    texts.require_text(text)
    return message_json(chat, put(call, chat, text=text, entities=entities))


async def send_document(call: Call) -> JSON:
    """Send a file."""
    chat = writable_chat(call)
    file = uploaded_file(call, "document")
    return message_json(chat, put_media(call, chat, content={"document": file_json(file)}))


async def send_photo(call: Call) -> JSON:
    """Send a picture."""
    chat = writable_chat(call)
    file = uploaded_file(call, "photo")
    return message_json(chat, put_media(call, chat, content={"photo": photo_json(file)}))


async def send_contact(call: Call) -> JSON:
    """Send somebody's phone number."""
    chat = writable_chat(call)
    contact = {name: call.text(name) for name in ("phone_number", "first_name", "last_name") if call.text(name)}
    if not {"phone_number", "first_name"} <= contact.keys():
        raise bad_request("contact phone number and first name must be non-empty")
    return message_json(chat, put(call, chat, content={"contact": contact}))


async def copy_message(call: Call) -> JSON:
    """Send the content of a message again, without its author."""
    message = _source(call, "copy")
    if not _is_copyable(message):
        raise bad_request("message can't be copied")
    chat = writable_chat(call)
    text, entities = message.text, message.entities
    if call.params.get("caption") is not None and has_caption(message):
        text, entities = read_text(call, "caption")
        texts.require_caption(text)
    return {"message_id": put(call, chat, text=text, entities=entities, content=_copied(message)).id}


async def copy_messages(call: Call) -> list[JSON]:
    """Send several messages again, as an album where they were one; those that cannot be copied are left out."""
    source = find_chat(call, "from_chat_id")
    if not source.is_private:
        require_presence(call, source)
    numbers = call.object("message_ids")
    if not isinstance(numbers, list) or not numbers or not all(type(one) is int for one in numbers):
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_COPIED:
        raise bad_request("too many message identifiers specified")
    if any(before >= after for before, after in pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [source.messages[number] for number in numbers if number in source.messages]
    copyable = [message for message in found if not message.deleted and _is_copyable(message)]
    if not copyable:
        raise bad_request("there are no messages to copy")
    chat = writable_chat(call)
    albums = {name: f"{name}{chat.version}" for each in copyable if (name := each.content.get("media_group_id"))}
    return [{"message_id": _put_copy(call, chat, message, albums)} for message in copyable]


def _put_copy(call: Call, chat: Chat, message: Message, albums: JSON) -> int:
    content, album = _copied(message), message.content.get("media_group_id")
    content |= {"media_group_id": albums[album]} if album else {}
    text, entities = (
        ("", []) if call.flag("remove_caption") and has_caption(message) else (message.text, message.entities)
    )
    return put(call, chat, text=text, entities=entities, content=content).id


def _is_copyable(message: Message) -> bool:
    return not message.is_service and UNCOPYABLE.isdisjoint(message.content)


def _copied(message: Message) -> JSON:
    return {name: value for name, value in message.content.items() if name not in ("forward_origin", "media_group_id")}


async def forward_message(call: Call) -> JSON:
    """Pass a message on, with its author."""
    message = _source(call, "forward")
    if message.is_service:
        raise bad_request("message can't be forwarded")
    chat = writable_chat(call)
    origin = message.content.get("forward_origin") or {
        "type": "user",
        "sender_user": user_json(message.sender),
        "date": unix(message.at),
    }
    content = {**message.content, "forward_origin": origin}
    return message_json(chat, put(call, chat, text=message.text, entities=message.entities, content=content))


async def send_chat_action(call: Call) -> bool:
    """Show that the bot is busy writing."""
    chat = find_chat(call)
    require_presence(call, chat)
    action = call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = {"action": action, "at": call.world.clock().isoformat()}
    call.world.tell("typing", chat=chat.id)
    return True


def read_text(call: Call, name: str) -> tuple[str, list[JSON]]:
    """Read a text or a caption with its formatting."""
    return texts.format_text(
        call.text(name),
        parse_mode=call.text("parse_mode"),
        entities=call.object("entities" if name == "text" else f"{name}_entities"),
        user_of=call.world.user_of,
    )


def put_media(call: Call, chat: Chat, *, content: JSON) -> Message:
    """Post a file with its caption."""
    text, entities = read_text(call, "caption")
    texts.require_caption(text)
    return put(call, chat, text=text, entities=entities, content=content)


def put(call: Call, chat: Chat, **content: Any) -> Message:
    """Post a message of the bot, with the thread, the reply and the markup that the call asks for."""
    thread_id = find_thread(call, chat)
    replied = find_replied(call, chat)
    markup = check_markup(call.object("reply_markup"), private=chat.is_private)
    if replied is not None and thread_id is None:
        thread_id = replied.thread_id
    inline = markup if markup is not None and any(markup.get("inline_keyboard", [])) else None
    if markup is not None and "inline_keyboard" not in markup:
        chat.keyboard = None if "remove_keyboard" in markup else markup
    chat.action = None
    return call.world.post(chat, call.bot, markup=inline, reply_to=replied, thread_id=thread_id, **content)


def _source(call: Call, doing: str) -> Message:
    chat = find_chat(call, "from_chat_id")
    if not chat.is_private:
        require_presence(call, chat)
    return find_message(call, chat, doing=doing)


METHODS = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendContact": send_contact,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "sendChatAction": send_chat_action,
}
