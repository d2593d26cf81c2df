"""People and chats as the sandbox's client holds them: doing, waiting, and telling the story when waiting fails."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.sandbox.client_http import RefusedError, Wire
from bot.sandbox.client_messages import Received, transcript
from bot.sandbox.entities import JSON

Wanted = str | Callable[[Received], bool]


class Prospect:
    """Somebody with a phone; whoever has a chat with the bot, reps included."""

    def __init__(self, wire: Wire, described: JSON) -> None:
        self._wire = wire
        self.id: int = described["id"]
        self.first_name: str = described["first_name"]
        self.phone: str = described["phone"]
        self.chat = ChatView(wire, self.id, self.first_name, self)

    async def start(self, payload: str | None = None) -> "ChatView":
        """Press Start, perhaps by a deep link, and return the chat."""
        await self._wire.post(f"/chats/{self.id}/start", payload=payload)
        return self.chat

    async def block(self) -> None:
        """Block the bot."""
        await self._wire.post(f"/chats/{self.id}/block", blocked=True)

    async def unblock(self) -> None:
        """Unblock the bot."""
        await self._wire.post(f"/chats/{self.id}/block", blocked=False)

    def __repr__(self) -> str:
        return f"{self.first_name} ({self.id})"


@dataclass(slots=True, eq=False)
class Tapped:
    """A tap; `answer` is the bot's answer, None if none came in time."""

    query_id: str
    answer: JSON | None

    @property
    def text(self) -> str:
        """The text of the answer."""
        return str((self.answer or {}).get("text", ""))

    @property
    def is_alert(self) -> bool:
        """Whether the answer was a dialog rather than a passing notice."""
        return bool((self.answer or {}).get("show_alert"))


@dataclass(slots=True, eq=False)
class ChatView:
    """A chat as one person uses it, with a memory of which messages the story has dealt with."""

    _wire: Wire
    id: int
    title: str
    who: Prospect
    _done: set[tuple[int, int]] = field(default_factory=set)

    # doing

    async def say(self, text: str, *, reply_to: Received | None = None) -> Received:
        """Write something."""
        number = reply_to.id if reply_to else None
        return Received(await self._act("say", text=text, reply_to=number))

    async def edit(self, text: str, *, message: Received | None = None) -> Received:
        """Change an own message, by default the latest."""
        return Received(await self._act("edit", text=text, message_id=message.id if message else None))

    async def tap(
        self,
        button: str | None = None,
        *,
        data: str | None = None,
        on: Received | None = None,
        within: float | None = None,
        wait_answer: float = 0.0,
    ) -> Tapped:
        """Tap an inline button by its text or data; wait for it to appear.

        Data on a given message is tapped even if the button is gone: an old phone may still show it.
        """
        if on is None or data is None:
            await self._until(
                partial(_shows_button, text=button, data=data, on=on), f"a button {button or data!r}", within=within
            )
        number = on.id if on else None
        done = await self._act("tap", text=button, data=data, message_id=number, wait=wait_answer)
        return Tapped(done["query_id"], done["answer"])

    async def tap_and_wait(
        self, button: str | None = None, *, data: str | None = None, on: Received | None = None
    ) -> Tapped:
        """Tap, and wait until the bot has answered the tap."""
        tapped = await self.tap(button, data=data, on=on, wait_answer=self._wire.patience)
        if tapped.answer is None:
            raise AssertionError(f"The bot never answered the tap on {button or data!r}.\n{await self.transcript()}")
        return tapped

    async def repeat(self, tapped: Tapped) -> None:
        """Deliver an earlier tap once more, under a new update number."""
        await self._act("tap", repeat_of=tapped.query_id)

    async def press(self, button: str) -> Received:
        """Press a button of the keyboard below the text field; wait for it to appear."""
        await self._until(lambda chat: button in _keyboard(chat), f"a keyboard with {button!r}")
        return Received(await self._act("press", text=button))

    async def share_contact(self, *, whose: Prospect | None = None, phone: str | None = None) -> Received:
        """Share the own contact, or somebody else's."""
        return Received(await self._act("contact", whose=whose.id if whose else None, phone=phone))

    async def send(
        self, kind: str, caption: str = "", *, reply_to: Received | None = None, album: str = ""
    ) -> Received:
        """Send a photo, a voice message, a document, a sticker, a location or whatever else."""
        number = reply_to.id if reply_to else None
        return Received(await self._act("send", kind=kind, caption=caption, reply_to=number, album=album))

    # reading

    async def messages(self) -> list[Received]:
        """Return every message that is not deleted, oldest first."""
        return [message for message in _received(await self._read()) if not message.deleted]

    async def everything(self) -> list[Received]:
        """Return every message, deleted ones too."""
        return _received(await self._read())

    async def last(self) -> Received:
        """Return the newest message of the bot."""
        from_bot = [message for message in await self.messages() if message.from_bot]
        if not from_bot:
            raise AssertionError(f"The bot has said nothing yet.\n{await self.transcript()}")
        return from_bot[-1]

    async def keyboard(self) -> list[str]:
        """Return the buttons below the text field."""
        return _keyboard(await self._read())

    async def transcript(self) -> str:
        """Tell the whole chat as text."""
        return transcript(self.title, await self.everything())

    # waiting

    async def next_message(self, within: float | None = None) -> Received:
        """Wait for the bot's next message that this story has not dealt with; edits do not count."""
        dealt_with = {number for number, _ in self._done}
        return await self._find(lambda one: one.id not in dealt_with, "a new message", within=within)

    async def expect(self, wanted: Wanted, within: float | None = None) -> Received:
        """Wait for a message of the bot, new or edited, that contains the text or fulfils the predicate.

        A message counts once per state: after an edit it can be expected again.
        """
        if not isinstance(wanted, str):
            return await self._find(wanted, "a message as described", within=within)
        text = wanted
        return await self._find(lambda one: text in one.text, f"a message with {text!r}", within=within)

    async def expect_gone(self, message: "Received", within: float | None = None) -> None:
        """Wait until a message has been deleted."""

        def gone(chat: JSON) -> bool:
            return any(one.id == message.id and one.deleted for one in _received(chat))

        await self._until(gone, f"the deletion of {message.text!r}", within=within)

    async def caught_up(self) -> None:
        """Take everything said until now as dealt with."""
        self._done.update((one.id, one.version) for one in await self.everything())

    async def _find(self, fits: Callable[[Received], bool], what: str, *, within: float | None = None) -> Received:
        def candidates(chat: JSON) -> list[Received]:
            found = [one for one in _received(chat) if one.from_bot and not one.deleted and not one.is_service]
            return [one for one in found if (one.id, one.version) not in self._done and fits(one)]

        chat = await self._until(lambda chat: bool(candidates(chat)), what, within=within)
        found = candidates(chat)[0]
        self._done.add((found.id, found.version))
        return found

    async def _until(self, condition: Callable[[JSON], bool], what: str, *, within: float | None = None) -> JSON:
        seconds = self._wire.patience if within is None else within
        time = asyncio.get_running_loop().time
        ends = time() + seconds
        chat = await self._read()
        while not condition(chat):
            left = ends - time()
            if left <= 0:
                raise AssertionError(
                    f"Waited {seconds:g} seconds in vain for {what}.\n" + transcript(self.title, _received(chat))
                )
            chat = await self._read(after_version=chat["version"], wait=left)
        return chat

    async def _read(self, **query: Any) -> JSON:
        return await self._wire.get(f"/chats/{self.id}/messages", **query)

    async def _act(self, what: str, **details: Any) -> JSON:
        try:
            return await self._wire.post(f"/chats/{self.id}/{what}", by=self.who.id, **details)
        except RefusedError as refused:
            raise RefusedError(f"{refused}\n{await self.transcript()}") from None


class Group(ChatView):
    """A group; what is done in it is done by its first member unless another is named."""

    __slots__ = ()

    def seen_by(self, member: Prospect) -> "Group":
        """Return the same group in another member's hands."""
        return Group(self._wire, self.id, self.title, member)

    async def upgrade(self) -> "Group":
        """Turn the group into a supergroup and return that."""
        made = await self._wire.post(f"/chats/{self.id}/upgrade")
        return Group(self._wire, made["id"], self.title, self.who)

    async def leave(self) -> None:
        """Leave the group."""
        await self._act("leave")

    async def join(self) -> None:
        """Come into the group."""
        await self._act("join")

    async def remove(self, member: Prospect) -> None:
        """Throw another member out."""
        await self._act("leave", whose=member.id)

    async def bring(self, person: Prospect) -> None:
        """Bring somebody into the group."""
        await self._act("join", whose=person.id)

    async def remove_bot(self) -> None:
        """Throw the bot out."""
        await self._act("remove-bot")

    async def invite_bot(self) -> None:
        """Bring the bot back."""
        await self._act("invite-bot")


def _received(chat: JSON) -> list[Received]:
    return [Received(message) for message in chat["messages"]]


def _shows_button(chat: JSON, *, text: str | None, data: str | None, on: Received | None) -> bool:
    shown = [one for one in _received(chat) if not one.deleted and (on is None or one.id == on.id)]
    return any(one.has_button(text, data) for one in shown)


def _keyboard(chat: JSON) -> list[str]:
    rows = (chat["keyboard"] or {}).get("keyboard", [])
    return [button["text"] for row in rows for button in row]
