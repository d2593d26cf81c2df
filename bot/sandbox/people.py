"""What people do in the messenger: start, write, edit, tap, share, block; each as the bot then hears of it."""

import secrets
from typing import Any

from bot.html import utf16_length
from bot.sandbox.detect import detect
from bot.sandbox.entities import JSON, Bot, Chat, Message, Person, Query
from bot.sandbox.errors import ControlError
from bot.sandbox.files import PICTURE, file_json, keep_file, photo_json
from bot.sandbox.texts import TEXT_LIMIT
from bot.sandbox.views import chat_json, has_caption, member_json, message_json, unix, user_json
from bot.sandbox.world import World

QUERIES_KEPT = 5_000


def speaker(world: World, chat: Chat, *, by: int | None) -> Person:
    """Return the person who acts: the prospect in a private chat, the named (or first) member in a group."""
    if chat.person is not None:
        return chat.person
    if by is None and chat.members:
        return chat.members[0]
    person = world.people.get(by or 0)
    if person is None or person not in chat.members:
        raise ControlError(f"Nobody with the id {by} is a member of {chat.title}.")
    return person


def start(world: World, bot: Bot, *, person: Person, payload: str | None) -> Message:
    """Press Start, perhaps by a deep link; it unblocks a blocked bot."""
    chat = world.private(bot, person)
    if chat.blocked:
        set_blocked(world, bot, chat=chat, blocked=False)
    return say(world, chat, person=person, text=f"/start {payload}" if payload else "/start")


def say(world: World, chat: Chat, *, person: Person, text: str, **more: Any) -> Message:
    """Write something; the first word makes a private chat known to the bot."""
    _require_text(text)
    _require_open(chat)
    return world.post(chat, person, text=text.strip(), **more)


def edit(world: World, chat: Chat, *, message: Message, text: str) -> Message:
    """Change what one wrote before."""
    if isinstance(message.sender, Bot) or message.deleted or not (message.text or has_caption(message)):
        raise ControlError("Only an own message with a text can be edited.")
    _require_text(text)
    message.text, message.entities = text.strip(), detect(text.strip(), [])
    message.edited_at, message.edits = world.clock(), message.edits + 1
    world.touch(chat, message)
    world.deliver(chat, message, kind="edited_message")
    return message


def tap(world: World, bot: Bot, *, chat: Chat, message: Message, person: Person, data: str) -> Query:
    """Tap an inline button; the bot has 150 seconds to answer."""
    number = str(secrets.randbelow(9 * 10**17) + 10**17)
    body = {
        "id": number,
        "from": user_json(person),
        "message": message_json(chat, message),
        "chat_instance": str(abs(chat.id) * 7919),
        "data": data,
    }
    query = world.queries[number] = Query(number, world.clock(), chat, body)
    while len(world.queries) > QUERIES_KEPT:
        del world.queries[next(iter(world.queries))]
    world.push(bot, "callback_query", body=body)
    return query


def press(world: World, chat: Chat, *, person: Person, text: str) -> Message:
    """Press a button of the reply keyboard: it writes its text, or shares the contact."""
    rows = (chat.keyboard or {}).get("keyboard", [])
    button = next((button for row in rows for button in row if button["text"] == text), None)
    if button is None:
        offered = ", ".join(button["text"] for row in rows for button in row) or "none"
        raise ControlError(f"There is no button {text!r} below the text field; there is: {offered}.")
    if (chat.keyboard or {}).get("one_time_keyboard"):
        chat.keyboard = None
    if button.get("request_contact"):
        return share_contact(world, chat, person=person, card={})
    return say(world, chat, person=person, text=text)


def share_contact(world: World, chat: Chat, *, person: Person, card: JSON) -> Message:
    """Share the own contact, or the card given."""
    _require_open(chat)
    own = {"phone_number": person.phone, "first_name": person.first_name, "user_id": person.id}
    if person.last_name:
        own["last_name"] = person.last_name
    return world.post(chat, person, content={"contact": card or own})


def send_media(world: World, chat: Chat, *, person: Person, kind: str, caption: str, **more: Any) -> Message:
    """Send what a text bot does not expect; ``album`` says with what it belongs together."""
    _require_open(chat)
    name, mime_type = _FILES.get(kind, (f"{kind}.ogg", "audio/ogg"))
    file = keep_file(world, PICTURE if kind == "photo" else kind.encode(), name=name, mime_type=mime_type)
    document = file_json(file)
    bare = {key: value for key, value in document.items() if key != "file_name"}
    sized, timed = {**bare, "width": 512, "height": 512}, {**bare, "duration": 3}
    content: JSON = {
        "photo": photo_json(file),
        "document": document,
        "voice": timed,
        "audio": {**timed, "title": "A song"},
        "video": {**sized, "duration": 3},
        "animation": {**sized, "duration": 3},
        "video_note": {**timed, "length": 240},
        "sticker": {**sized, "type": "regular", "is_animated": False, "is_video": False},
        "location": {"latitude": 59.33, "longitude": 18.07},
        "contact": {"phone_number": "+46709999999", "first_name": "Kim"},
    }
    if kind not in content:
        raise ControlError(f"Nobody can send a {kind} here; there is: {', '.join(content)}.")
    sent = {kind: content[kind]} | ({"document": document} if kind == "animation" else {})
    if album := more.pop("album", ""):
        sent["media_group_id"] = album
    return world.post(chat, person, text=caption, content=sent, **more)


_FILES = {
    "photo": ("photo.png", "image/png"),
    "document": ("document.pdf", "application/pdf"),
    "video": ("video.mp4", "video/mp4"),
    "animation": ("animation.mp4", "video/mp4"),
    "video_note": ("round.mp4", "video/mp4"),
    "audio": ("song.mp3", "audio/mpeg"),
}


def set_blocked(world: World, bot: Bot, *, chat: Chat, blocked: bool) -> None:
    """Block the bot, or unblock it."""
    if chat.person is not None and chat.blocked != blocked:
        before = member_json(chat, bot)
        chat.blocked = blocked
        _membership_changed(world, bot, chat=chat, person=chat.person, before=before)


def remove_bot(world: World, bot: Bot, *, chat: Chat, person: Person) -> None:
    """Throw the bot out of a group."""
    before = member_json(chat, bot)
    chat.bots.discard(bot.id)
    chat.kicked.add(bot.id)
    _membership_changed(world, bot, chat=chat, person=person, before=before)


def add_bot_back(world: World, bot: Bot, *, chat: Chat, person: Person) -> None:
    """Invite the bot into a group."""
    before = member_json(chat, bot)
    chat.kicked.discard(bot.id)
    chat.bots.add(bot.id)
    _membership_changed(world, bot, chat=chat, person=person, before=before)


def leave(world: World, group: Chat, *, person: Person, by: Person) -> Message:
    """Leave a group, or be removed by another member; the notice of it goes to every bot there."""
    before = member_json(group, person)
    group.members.remove(person)
    _member_changed(world, group, person, by=by, before=before)
    return world.post(group, by, content={"service": {"left_chat_member": user_json(person)}})


def join(world: World, group: Chat, *, person: Person, by: Person) -> Message:
    """Come into a group, by a link or because a member brings one."""
    if person in group.members:
        raise ControlError(f"{person.first_name} is in {group.title} already.")
    before = member_json(group, person)
    group.members.append(person)
    _member_changed(world, group, person, by=by, before=before)
    return world.post(group, by, content={"service": {"new_chat_members": [user_json(person)]}})


def upgrade_group(world: World, group: Chat) -> Chat:
    """Turn a group into a supergroup: a new chat with a new id; both say so."""
    if group.kind != "group" or group.migrated_to is not None:
        raise ControlError(f"{group.title} cannot be upgraded: it is a supergroup or was upgraded before.")
    after = world.add_group(group.title, group.members, supergroup=True, bot_is_admin=group.bot_is_admin)
    after.bots = set(group.bots)
    sender = group.members[0]
    world.post(group, sender, content={"service": {"migrate_to_chat_id": after.id}})
    group.migrated_to = after.id
    world.post(after, sender, content={"service": {"migrate_from_chat_id": group.id}})
    return after


def _membership_changed(world: World, bot: Bot, *, chat: Chat, person: Person, before: JSON) -> None:
    body = {
        "chat": chat_json(chat),
        "from": user_json(person),
        "date": unix(world.clock()),
        "old_chat_member": before,
        "new_chat_member": member_json(chat, bot),
    }
    world.push(bot, "my_chat_member", body=body)
    world.touch(chat)


def _member_changed(world: World, group: Chat, person: Person, *, by: Person, before: JSON) -> None:
    """Tell the pages, and bots that are administrators and asked for it: Telegram tells these beside the notice."""
    world.tell("people")
    if not group.bot_is_admin:
        return
    changed = {"old_chat_member": before, "new_chat_member": member_json(group, person)}
    body = {"chat": chat_json(group), "from": user_json(by), "date": unix(world.clock()), **changed}
    for bot in world.bots.values():
        if bot.id in group.bots:
            world.push(bot, "chat_member", body=body)


def _require_text(text: str) -> None:
    if not text.strip():
        raise ControlError("An empty message cannot be sent.")
    if utf16_length(text.strip()) > TEXT_LIMIT:
        raise ControlError(f"A message has at most {TEXT_LIMIT} characters; send the rest as another one.")


def _require_open(chat: Chat) -> None:
    if chat.blocked:
        raise ControlError("The bot is blocked here; unblock it first.")
    if chat.migrated_to is not None:
        raise ControlError(f"This group has become the supergroup {chat.migrated_to}; write there.")
