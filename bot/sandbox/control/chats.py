"""Routes of one chat: reading it, waiting for its next change, and doing what people do in it."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from bot.sandbox import people
from bot.sandbox.control.world import InWorld, group_json
from bot.sandbox.entities import JSON, Chat, Message
from bot.sandbox.errors import ControlError
from bot.sandbox.views import chat_json, has_caption, message_json

LONGEST_WAIT = 60.0

router = APIRouter(prefix="/sandbox/chats/{chat_id}")


def the_chat(world: InWorld, chat_id: int) -> Chat:
    """Find the chat of the address; a private chat has its person's id."""
    chat = world.groups.get(chat_id)
    if chat is None and chat_id in world.people:
        chat = world.private(world.bot, world.people[chat_id])
    if chat is None:
        raise ControlError(f"There is no chat {chat_id}: neither a group nor a person has this id.")
    return chat


InChat = Annotated[Chat, Depends(the_chat)]


class Act(BaseModel):
    """Something done by a member; in a private chat it can only be the prospect."""

    by: int | None = None


class Start(BaseModel):
    """Pressing Start, perhaps by a deep link."""

    payload: str | None = None


class Say(Act):
    """A text, perhaps in answer to a message."""

    text: str
    reply_to: int | None = None


class Edit(Act):
    """Another text for an own message, by default the latest."""

    text: str
    message_id: int | None = None


class Tap(Act):
    """A button by its text or its data; `repeat_of` sends an earlier tap again under a new update number."""

    text: str | None = None
    data: str | None = None
    message_id: int | None = None
    repeat_of: str | None = None
    wait: float = 0.0


class Contact(Act):
    """The own contact, or the card of somebody else."""

    phone: str | None = None
    first_name: str | None = None
    whose: int | None = None


class Media(Act):
    """Something that is not text, maybe of an album, or in answer to a message."""

    kind: str
    caption: str = ""
    album: str = ""
    reply_to: int | None = None


class Membership(Act):
    """Leaving or coming in; with `whose`, somebody else whom the member removes or brings."""

    whose: int | None = None


class Block(BaseModel):
    """Blocking or unblocking."""

    blocked: bool = True


@router.get("")
async def read_chat(chat: InChat) -> JSON:
    """Describe the chat."""
    return described(chat)


@router.get("/messages")
async def read_messages(chat: InChat, after_version: int = -1, wait: float = 0.0) -> JSON:
    """Return all messages; with `wait`, only once the chat's version is past `after_version`, or the time is up."""
    await chat.pulse.wait_for(lambda: chat.version > after_version, min(wait, LONGEST_WAIT))
    return {**described(chat), "messages": [seen(chat, message) for message in chat.messages.values()]}


@router.post("/start")
async def start(world: InWorld, chat: InChat, act: Start) -> JSON:
    """Press Start."""
    if chat.person is None:
        raise ControlError("Start is pressed in a private chat.")
    return seen(chat, people.start(world, world.bot, person=chat.person, payload=act.payload))


@router.post("/say")
async def say(world: InWorld, chat: InChat, act: Say) -> JSON:
    """Write a message."""
    replied = find(chat, act.reply_to) if act.reply_to is not None else None
    thread = replied.thread_id if replied else None
    person = people.speaker(world, chat, by=act.by)
    return seen(chat, people.say(world, chat, person=person, text=act.text, reply_to=replied, thread_id=thread))


@router.post("/edit")
async def edit(world: InWorld, chat: InChat, act: Edit) -> JSON:
    """Edit an own message."""
    person = people.speaker(world, chat, by=act.by)
    theirs = (one for one in chat.messages.values() if one.sender is person and not one.deleted)
    own = [one.id for one in theirs if one.text or has_caption(one)]
    if act.message_id not in own and (act.message_id is not None or not own):
        raise ControlError(f"{person.first_name} has no such message to edit.")
    message = find(chat, act.message_id or own[-1])
    return seen(chat, people.edit(world, chat, message=message, text=act.text))


@router.post("/tap")
async def tap(world: InWorld, chat: InChat, act: Tap) -> JSON:
    """Tap an inline button and, with `wait`, return the bot's answer to it."""
    if act.repeat_of is not None:
        query = world.queries.get(act.repeat_of)
        if query is None:
            raise ControlError(f"There was no tap {act.repeat_of}.")
        world.push(world.bot, "callback_query", body=query.body)
    else:
        message, data = find_button(chat, act)
        person = people.speaker(world, chat, by=act.by)
        query = people.tap(world, world.bot, chat=chat, message=message, person=person, data=data)
    tapped = query
    await chat.pulse.wait_for(lambda: tapped.answer is not None, min(act.wait, LONGEST_WAIT))
    return {"query_id": query.id, "answer": query.answer}


@router.post("/press")
async def press(world: InWorld, chat: InChat, act: Say) -> JSON:
    """Press a button of the reply keyboard."""
    person = people.speaker(world, chat, by=act.by)
    return seen(chat, people.press(world, chat, person=person, text=act.text))


@router.post("/contact")
async def share_contact(world: InWorld, chat: InChat, act: Contact) -> JSON:
    """Share a contact."""
    card: JSON = {}
    if act.whose is not None or act.phone is not None:
        person = world.people.get(act.whose or 0)
        card = {"phone_number": act.phone or (person.phone if person else "")}
        card["first_name"] = act.first_name or (person.first_name if person else "Somebody")
        card |= {"user_id": person.id} if person else {}
    sharer = people.speaker(world, chat, by=act.by)
    return seen(chat, people.share_contact(world, chat, person=sharer, card=card))


@router.post("/send")
async def send_media(world: InWorld, chat: InChat, act: Media) -> JSON:
    """Send a photo, a voice message, a document, a sticker, a location or whatever else."""
    person = people.speaker(world, chat, by=act.by)
    replied = find(chat, act.reply_to) if act.reply_to is not None else None
    more = {"album": act.album, "reply_to": replied, "thread_id": replied.thread_id if replied else None}
    return seen(chat, people.send_media(world, chat, person=person, kind=act.kind, caption=act.caption, **more))


@router.post("/block")
async def block(world: InWorld, chat: InChat, act: Block) -> JSON:
    """Block or unblock the bot."""
    if chat.person is None:
        raise ControlError("A bot is blocked in a private chat; it is removed from a group.")
    people.set_blocked(world, world.bot, chat=chat, blocked=act.blocked)
    return described(chat)


@router.post("/remove-bot")
async def remove_bot(world: InWorld, chat: InChat, act: Act) -> JSON:
    """Throw the bot out of a group."""
    people.remove_bot(world, world.bot, chat=chat, person=people.speaker(world, chat, by=act.by))
    return described(chat)


@router.post("/invite-bot")
async def invite_bot(world: InWorld, chat: InChat, act: Act) -> JSON:
    """Bring the bot back into a group."""
    people.add_bot_back(world, world.bot, chat=chat, person=people.speaker(world, chat, by=act.by))
    return described(chat)


@router.post("/leave")
async def leave(world: InWorld, chat: InChat, act: Membership) -> JSON:
    """Leave a group, or remove another member from it."""
    by = people.speaker(world, in_group(chat), by=act.by)
    person = by if act.whose is None else people.speaker(world, chat, by=act.whose)
    return seen(chat, people.leave(world, chat, person=person, by=by))


@router.post("/join")
async def join(world: InWorld, chat: InChat, act: Membership) -> JSON:
    """Come into a group by oneself, or be brought by a member."""
    person = world.people.get(act.whose or act.by or 0)
    if person is None:
        raise ControlError("Say by its id who comes in.")
    by = person if act.whose is None else people.speaker(world, in_group(chat), by=act.by)
    return seen(chat, people.join(world, in_group(chat), person=person, by=by))


@router.post("/upgrade")
async def upgrade(world: InWorld, chat: InChat) -> JSON:
    """Turn a group into a supergroup; return the new one."""
    return group_json(people.upgrade_group(world, chat))


def in_group(chat: Chat) -> Chat:
    """Return a chat that people can leave; ControlError if it is a private one."""
    if chat.is_private:
        raise ControlError("People leave and join groups; a private chat is its person's own.")
    return chat


def described(chat: Chat) -> JSON:
    """Write the chat as its people see it."""
    return {
        "chat": chat_json(chat),
        "version": chat.version,
        "started": chat.started,
        "blocked": chat.blocked,
        "keyboard": chat.keyboard,
        "action": chat.action,
        "pinned": chat.pinned,
        "migrated_to": chat.migrated_to,
        "topics": [{"id": one.id, "name": one.name, "closed": one.closed} for one in chat.topics.values()],
        "bot_status": "kicked" if chat.kicked else "member" if chat.bots else "left",
    }


def seen(chat: Chat, message: Message) -> JSON:
    """Write a message as its people see it: as the Bot API does, with its history."""
    return {
        **message_json(chat, message),
        "edits": message.edits,
        "deleted": message.deleted,
        "version": message.version,
        "service": message.is_service,
        "reactions": chat.reactions.get(message.id, []),
    }


def find(chat: Chat, number: int) -> Message:
    """Return a message that is still there."""
    message = chat.messages.get(number)
    if message is None or message.deleted:
        raise ControlError(f"There is no message {number} in this chat.")
    return message


def find_button(chat: Chat, act: Tap) -> tuple[Message, str]:
    """Return the newest message with the wanted button, and the button's data."""
    offered = []
    candidates = [find(chat, act.message_id)] if act.message_id else list(chat.messages.values())
    for message in reversed(candidates):
        rows = message.markup["inline_keyboard"] if message.markup and not message.deleted else []
        for button in [button for row in rows for button in row if "callback_data" in button]:
            if act.data == button["callback_data"] or (act.data is None and act.text == button["text"]):
                return message, button["callback_data"]
            offered.append(button["text"])
    if act.data is not None and act.message_id is not None:
        # An old keyboard stays on a phone for a while: its data may be tapped though the bot has replaced it.
        return find(chat, act.message_id), act.data
    raise ControlError(f"There is no button {act.data or act.text!r} here; there is: {', '.join(offered) or 'none'}.")
