"""The town around the bot: a messenger, and people who chat by script and never notice who is killed when.

Everything they say is put down, so that it can be looked for afterwards.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from bot import clock
from bot.sandbox import people
from bot.sandbox.client_messages import Received, transcript
from bot.sandbox.control.chats import seen
from bot.sandbox.entities import Chat, Message, Person
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.world import World

from .people import SCRIPTS, Script, Step, Told

TOKEN = "7000001:AAcrash-test-token-that-nobody-else-has-01"
PATIENCE = 60.0
FIRST_UPDATE = UpdateQueue().next_id


@dataclass(eq=False)
class Prospect:
    """Somebody who works through a script; ``told`` is what they have said so far."""

    world: World
    person: Person
    script: Script
    told: Told = ()
    done: bool = False

    @property
    def chat(self) -> Chat:
        return self.world.private(self.world.bot, self.person)

    async def live(self) -> None:
        """Press Start and do one step after the other, each as soon as the bot has given the occasion."""
        people.start(self.world, self.world.bot, person=self.person, payload=None)
        answered: dict[str, Message] = {}
        for step in self.script:
            await self._until_shown(step.after)
            self._do(step, answered)
        await self._until_shown("content:")
        self.done = True

    def _do(self, step: Step, answered: dict[str, Message]) -> None:
        self.told += step.facts
        if step.says:
            people.say(self.world, self.chat, person=self.person, text=step.says)
            return
        message = answered[step.old] if step.old else next(iter(_showing(self.chat, step.tap)))
        answered[step.tap.split(":")[1]] = message
        people.tap(self.world, self.world.bot, chat=self.chat, message=message, person=self.person, data=step.tap)

    async def _until_shown(self, button: str) -> None:
        if not await self.chat.pulse.wait_for(lambda: any(_showing(self.chat, button)), PATIENCE):
            messages = [Received(seen(self.chat, message)) for message in self.chat.messages.values()]
            raise AssertionError(
                f"Waited {PATIENCE:g} seconds in vain for a button {button!r}.\n"
                + transcript(self.person.first_name, messages)
            )


def _showing(chat: Chat, data: str) -> list[Message]:
    """Return the messages that have a button whose data begins so, newest first."""
    newest_first = reversed(list(chat.messages.values()))
    return [message for message in newest_first if any(one.startswith(data) for one in buttons(message))]


def buttons(message: Message) -> list[str]:
    """Return the data of a message's buttons."""
    rows = message.markup.get("inline_keyboard", []) if message.markup and not message.deleted else []
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


@dataclass(eq=False)
class Town:
    """Prospects who come one after the other through a few doors, and Bo, who sells to those who are through."""

    chance: random.Random
    scripts: Sequence[Script] = SCRIPTS
    world: World = field(default_factory=lambda: World(clock.utc_now))
    prospects: list[Prospect] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.world.add_bot(TOKEN)
        self.bo = self.world.add_person("Bo")
        self.sales = self.world.private(self.world.bot, self.bo)
        self.sales.started = True
        self._numbers = count()

    @asynccontextmanager
    async def chatting(self, doors: int) -> AsyncIterator[None]:
        """Let people come in while the block runs; then let those who are in come to their end."""
        open_ = asyncio.Event()
        open_.set()
        async with asyncio.TaskGroup() as group:
            inside = [group.create_task(self._door(open_)) for _ in range(doors)]
            bo = group.create_task(self._sell())
            yield
            open_.clear()
            await asyncio.gather(*inside)
            bo.cancel()

    async def _door(self, open_: asyncio.Event) -> None:
        while open_.is_set():
            number = next(self._numbers)
            person = self.world.add_person(f"Quentin-{number:04d}", language_code="en")
            prospect = Prospect(self.world, person, self.scripts[number % len(self.scripts)])
            self.prospects.append(prospect)
            await prospect.live()

    async def _sell(self) -> None:
        """Claim some cards of prospects who are through, and lose some of these leads."""
        while True:
            version = self.sales.version
            for message in list(self.sales.messages.values()):
                self._work(message)
            await self.sales.pulse.wait_for(lambda then=version: self.sales.version > then, PATIENCE)  # type: ignore[misc]

    def _work(self, message: Message) -> None:
        for data in buttons(message):
            act, number, *_ = data.split(":")
            if act == "claim" and int(number) % 2 and int(number) not in self.claimed and self._through(message):
                self.claimed.add(int(number))
                self._tap(message, data)
            elif data.endswith(":lost") and int(number) % 4 == 1 and int(number) not in self.lost:
                self.lost.add(int(number))
                self._tap(message, data)

    def _tap(self, message: Message, data: str) -> None:
        people.tap(self.world, self.world.bot, chat=self.sales, message=message, person=self.bo, data=data)

    def _through(self, card: Message) -> bool:
        return any(one.done and one.person.first_name in card.text for one in self.prospects)

    @property
    def shown(self) -> int:
        """How many messages of the bot people have, copies included."""
        chats = [prospect.chat for prospect in self.prospects] + [self.sales]
        return sum(message.sender is self.world.bot for chat in chats for message in chat.messages.values())

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.world.bot.updates.waiting)

    @property
    def confirmed_ids(self) -> set[int]:
        """The numbers of all updates that the bot has confirmed."""
        queue = self.world.bot.updates
        return set(range(FIRST_UPDATE, queue.next_id)) - {update.id for update in queue.waiting}
