"""A client of the sandbox for journeys, in which tests read like stories.

async with SandboxClient(url) as sandbox:
quentin = await sandbox.person("Quentin", language_code="en")
chat = await quentin.start("spring")
await chat.expect("Is it for your company")
await chat.tap("For my company")
"""

from collections.abc import Sequence
from typing import Any, Self

from bot.sandbox.client_chats import ChatView, Group, Prospect
from bot.sandbox.client_http import Wire
from bot.sandbox.entities import JSON
from bot.sandbox.faults import Kind


class SandboxClient:
    """A tester's hands in the messenger; `patience` is how many seconds every waiting lasts at most."""

    def __init__(self, url: str, *, patience: float = 10.0) -> None:
        self.url = url.rstrip("/")
        self._wire = Wire(self.url, patience)

    async def __aenter__(self) -> Self:
        await self._wire.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._wire.close()

    # people and groups

    async def bot(self, token: str, *, username: str | None = None) -> JSON:
        """Make a bot before it calls, so that people can write to it first."""
        return await self._wire.post("/bots", token=token, username=username)

    async def person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        phone: str | None = None,
    ) -> Prospect:
        """Create a person."""
        made = await self._wire.post(
            "/people",
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            phone=phone,
        )
        return Prospect(self._wire, made)

    async def group(
        self,
        title: str,
        *,
        members: Sequence[Prospect],
        supergroup: bool = False,
        is_forum: bool = False,
        bot_is_admin: bool = False,
    ) -> Group:
        """Create a group with the bot in it."""
        made = await self._wire.post(
            "/groups",
            title=title,
            members=[member.id for member in members],
            supergroup=supergroup,
            is_forum=is_forum,
            bot_is_admin=bot_is_admin,
        )
        return Group(self._wire, made["id"], title, members[0])

    async def known_person(self, number: int) -> Prospect:
        """Return somebody who exists already, for instance by the seed."""
        state = await self.state()
        return next(Prospect(self._wire, one) for one in state["people"] if one["id"] == number)

    async def known_group(self, number: int) -> Group:
        """Return a group that exists already."""
        state = await self.state()
        found = next(one for one in state["groups"] if one["id"] == number)
        return Group(self._wire, number, found["title"], await self.known_person(found["members"][0]))

    async def state(self) -> JSON:
        """Return the people, groups and chats that exist."""
        return await self._wire.get("/state")

    # what the bot does

    async def calls(self, method: str | None = None, *, chat: ChatView | None = None, after: int = 0) -> list[JSON]:
        """Return the calls that the bot has made."""
        return await self._wire.get_list("/calls", method=method, chat_id=chat.id if chat else None, after=after)

    async def next_call(
        self,
        method: str | None = None,
        *,
        chat: ChatView | None = None,
        after: int | None = None,
        within: float | None = None,
        begun: bool = False,
    ) -> JSON:
        """Wait for the next answered (or only `begun`) call, by default after those made until now."""
        if after is None:
            made = await self.calls()
            after = made[-1]["number"] if made else 0
        seconds = within if within is not None else self._wire.patience
        found = await self._wire.get_list(
            "/calls",
            method=method,
            chat_id=chat.id if chat else None,
            after=after,
            wait=seconds,
            begun=str(begun).lower(),
        )
        if not found:
            raise AssertionError(f"No call {method or 'at all'} of the bot within {seconds} seconds.")
        return found[0]

    async def unconfirmed_updates(self) -> list[JSON]:
        """Return the updates that the bot has not confirmed."""
        return await self._wire.get_list("/updates")

    # trouble

    async def fault(
        self,
        method: str | None,
        kind: Kind,
        *,
        chat: ChatView | None = None,
        times: int = 1,
        after: int = 0,
        **details: float | str,
    ) -> None:
        """Make the next `times` calls go wrong, once `after` have gone well; details as in `Fault`."""
        chat_id = chat.id if chat else None
        await self._wire.post("/faults", method=method, kind=kind, chat_id=chat_id, times=times, after=after, **details)

    async def no_more_faults(self) -> None:
        """Make nothing go wrong any more."""
        await self._wire.delete("/faults")

    async def push_update(self, update: JSON) -> int:
        """Queue any object as an update; return its number."""
        made = await self._wire.post_object("/updates", update)
        return int(made["update_id"])

    async def restart_update_numbers(self, at: int | None = None) -> int:
        """Start the numbers of the updates anew, at random if no number is given."""
        made = await self._wire.post("/updates/restart", at=at)
        return int(made["next_update_id"])

    async def speed_limits(self, *, on: bool) -> None:
        """Switch Telegram's speed limits on or off."""
        await self._wire.post("/limits", on=on)

    async def tell_language_model(self, **told: Any) -> None:
        """Tell the stand-in for a language model how to be: its `mood`, for how many `seconds`, what it `knows`."""
        await self._wire.post_object("/language-model", told)

    async def language_model_asked(self) -> list[JSON]:
        """Return the bodies of the requests that the stand-in for a language model was sent."""
        found = await self._wire.get("/language-model")
        return list(found["asked"])

    async def lead(self, prospect: Prospect) -> JSON | None:
        """Return the content of the application's score panel about a prospect."""
        found = await self._wire.get(f"/leads/{prospect.id}")
        return found or None

    async def signal(self, prospect: Prospect, name: str, **properties: str | float | bool) -> None:
        """Do something on the website as a prospect."""
        await self._wire.post(f"/leads/{prospect.id}/signals", name=name, properties=properties)
