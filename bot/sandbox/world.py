"""The state of the messenger: who exists, which chats there are, and what everybody is told when something happens.

It knows no HTTP. The clock comes from outside, so that tests can turn it.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.sandbox import views
from bot.sandbox.detect import detect
from bot.sandbox.entities import JSON, Bot, CallRecord, Chat, File, Message, Person, Query
from bot.sandbox.errors import ApiError, ControlError
from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits
from bot.sandbox.pulse import Pulse

TOKEN = re.compile(r"(?P<id>[1-9][0-9]*):[\w-]{30,}", re.ASCII)
FIRST_PERSON = 7_100_001
FIRST_GROUP = -4_100_001
FIRST_SUPERGROUP = -1_002_100_000_001
EVENTS_KEPT = 500


class World:
    """Everything that the messenger remembers, in memory."""

    def __init__(self, clock: Callable[[], datetime], *, wrong_tokens: frozenset[str] = frozenset()) -> None:
        self.clock = clock
        self.wrong_tokens = wrong_tokens
        self.people: dict[int, Person] = {}
        self.bots: dict[str, Bot] = {}
        self.groups: dict[int, Chat] = {}
        self.privates: dict[tuple[int, int], Chat] = {}
        self.files: dict[str, File] = {}
        self.queries: dict[str, Query] = {}
        self.calls: list[CallRecord] = []
        self.faults = Faults()
        self.limits = Limits()
        self.pulse = Pulse()
        self.events: list[tuple[int, JSON]] = []
        self.event_number = 0
        self._shared_message_id = 0

    # people, bots, groups

    def add_person(self, first_name: str, *, id: int | None = None, **more: str | None) -> Person:  # noqa: A002
        """Create a person, who is in no chat yet."""
        number = id if id is not None else max([FIRST_PERSON - 1, *self.people]) + 1
        if number in self.people:
            raise ControlError(f"There is a person with the id {number} already: {self.people[number].first_name}.")
        phone = more.pop("phone", None) or f"+46701{number % 1_000_000:06d}"
        known = {name: value for name, value in more.items() if value}
        person = Person(number, first_name, phone=phone, **known)
        self.people[number] = person
        self.tell("people")
        return person

    def add_bot(self, token: str, *, username: str | None = None, first_name: str = "Leadbot") -> Bot:
        """Make the bot of this token, or return it if it exists; ApiError 401 if it cannot be a token."""
        if bot := self.bots.get(token):
            return bot
        shape = TOKEN.fullmatch(token)
        if shape is None or token in self.wrong_tokens:
            raise ApiError(401, "Unauthorized")
        bot = Bot(int(shape["id"]), token, username or f"leadbot_{shape['id']}_bot", first_name)
        self.bots[token] = bot
        for group in self.groups.values():
            group.bots.add(bot.id)
        self.tell("people")
        return bot

    def add_group(
        self,
        title: str,
        members: list[Person],
        *,
        id: int | None = None,  # noqa: A002
        supergroup: bool = False,
        is_forum: bool = False,
        bot_is_admin: bool = False,
    ) -> Chat:
        """Create a group with every bot of the world in it."""
        supergroup = supergroup or is_forum
        number = id if id is not None else self._free_group_id(supergroup)
        group = Chat(number, "supergroup" if supergroup else "group", title, members=list(members))
        group.is_forum, group.bot_is_admin = is_forum, bot_is_admin
        group.bots = {bot.id for bot in self.bots.values()}
        self.groups[number] = group
        self.tell("people")
        return group

    def _free_group_id(self, supergroup: bool) -> int:
        first = FIRST_SUPERGROUP if supergroup else FIRST_GROUP
        number = first
        while number in self.groups:
            number -= 1
        return number

    # looking things up

    @property
    def bot(self) -> Bot:
        """The bot that was seen first; ControlError if none was."""
        for bot in self.bots.values():
            return bot
        raise ControlError("No bot yet: start one against this address (LEADBOT_API_URL), then try again.")

    def private(self, bot: Bot, person: Person) -> Chat:
        """Return the chat of the two, started or not."""
        chat = self.privates.get((bot.id, person.id))
        if chat is None:
            chat = self.privates[bot.id, person.id] = Chat(person.id, "private", person=person, bots={bot.id})
        return chat

    def find_chat(self, bot: Bot, chat_id: int) -> Chat | None:
        """Return the group or the private chat that this bot would mean by the id."""
        if chat_id in self.groups:
            return self.groups[chat_id]
        person = self.people.get(chat_id)
        return self.private(bot, person) if person else None

    def find_user(self, number: int) -> Person | Bot | None:
        """Return a person or a bot."""
        return self.people.get(number) or next((bot for bot in self.bots.values() if bot.id == number), None)

    def user_of(self, number: int) -> JSON | None:
        """Return somebody who can be mentioned, as the Bot API writes users."""
        user = self.find_user(number)
        return views.user_json(user) if user else None

    # messages

    def post(self, chat: Chat, sender: Person | Bot, *, text: str = "", **more: Any) -> Message:
        """Add a message to a chat and tell the bots that may see it."""
        message = Message(self._next_message_id(chat), sender, self.clock(), text, **more)
        if isinstance(sender, Person):
            chat.started = True
            message.entities = detect(text, message.entities)
        chat.messages[message.id] = message
        self.touch(chat, message)
        self.deliver(chat, message, kind="message")
        return message

    def _next_message_id(self, chat: Chat) -> int:
        if chat.kind == "supergroup":
            chat.last_message_id += 1
            return chat.last_message_id
        self._shared_message_id += 1
        return self._shared_message_id

    def deliver(self, chat: Chat, message: Message, *, kind: str) -> None:
        """Queue the message for every bot that sees it; no bot sees what a bot has said."""
        for bot in self.bots.values():
            if bot.id in chat.bots and views.is_seen_by(bot, chat, message=message):
                self.push(bot, kind, body=views.message_json(chat, message))

    def push(self, bot: Bot, kind: str, *, body: JSON) -> int | None:
        """Queue an update for a bot."""
        return bot.updates.push(kind, body, now=self.clock())

    # telling those who watch

    def touch(self, chat: Chat, message: Message | None = None) -> None:
        """Note that a chat looks different now."""
        chat.version += 1
        if message is not None:
            message.version = chat.version
        chat.pulse.beat()
        self.tell("chat", chat=chat.id, version=chat.version)

    def tell(self, kind: str, **more: Any) -> None:
        """Send the change to the pages."""
        self.event_number += 1
        self.events.append((self.event_number, {"kind": kind, **more}))
        del self.events[:-EVENTS_KEPT]
        self.pulse.beat()

    def close(self) -> None:
        """End all waiting requests."""
        everything = [*self.groups.values(), *self.privates.values()]
        for pulse in [self.pulse, *(chat.pulse for chat in everything)]:
            pulse.close()
        for bot in self.bots.values():
            bot.updates.pulse.close()
