"""Routes about who exists: the state as a whole, bots, people and groups; and the stream of changes."""

import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel

from bot.sandbox.entities import JSON, Bot, Chat, Person
from bot.sandbox.errors import ControlError
from bot.sandbox.page import WEBSITES
from bot.sandbox.views import chat_json, user_json
from bot.sandbox.world import World

KEEP_ALIVE = 15.0

router = APIRouter(prefix="/sandbox")


def the_world(request: Request) -> World:
    """Find the world that the app was made with."""
    world: World = request.app.state.world
    return world


InWorld = Annotated[World, Depends(the_world)]


class NewBot(BaseModel):
    """A bot, before its first call."""

    token: str
    username: str | None = None
    first_name: str = "Leadbot"


class NewPerson(BaseModel):
    """Somebody new."""

    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    phone: str | None = None
    id: int | None = None


class NewGroup(BaseModel):
    """A group and who is in it."""

    title: str
    members: list[int]
    supergroup: bool = False
    is_forum: bool = False
    bot_is_admin: bool = False
    id: int | None = None


@router.get("/state")
async def read_state(world: InWorld, request: Request) -> JSON:
    """Return everything the page needs to begin."""
    bots = list(world.bots.values())
    return {
        "bot": _bot_json(bots[0]) if bots else None,
        "people": [person_json(person) for person in world.people.values()],
        "groups": [group_json(group) for group in world.groups.values()],
        "chats": {chat.id: chat.version for chat in [*world.groups.values(), *world.privates.values()]},
        "started": [chat.id for chat in world.privates.values() if chat.started],
        "scores": request.app.state.lead_of is not None,
        "signals": request.app.state.record_signal is not None,
        "websites": [_website_json(audience) for audience in request.app.state.websites],
        "event": world.event_number,
    }


def _website_json(audience: str) -> JSON:
    name, _, (home, *_) = WEBSITES[audience]
    return {"audience": audience, "name": name, "path": home}


@router.post("/bots")
async def add_bot(world: InWorld, wanted: NewBot) -> JSON:
    """Make a bot before it calls for the first time, so that people can write to it."""
    return _bot_json(world.add_bot(wanted.token, username=wanted.username, first_name=wanted.first_name))


@router.post("/people")
async def add_person(world: InWorld, wanted: NewPerson) -> JSON:
    """Create a person."""
    return person_json(world.add_person(**wanted.model_dump()))


@router.post("/groups")
async def add_group(world: InWorld, wanted: NewGroup) -> JSON:
    """Create a group with the bot in it."""
    missing = [number for number in wanted.members if number not in world.people]
    if missing:
        raise ControlError(f"Nobody has the ids {missing}; make the people first.")
    members = [world.people[number] for number in wanted.members]
    return group_json(world.add_group(members=members, **wanted.model_dump(exclude={"members"})))


@router.get("/files/{file_id}")
async def read_file(world: InWorld, file_id: str) -> Response:
    """Return the bytes of a file."""
    file = world.files.get(file_id)
    if file is None:
        raise ControlError(f"There is no file {file_id}.")
    # The sandbox attribute keeps a file's own scripts from acting in the page's name.
    headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
    return Response(file.data, media_type=file.mime_type, headers=headers)


@router.get("/events")
async def stream_events(world: InWorld, after: int | None = None) -> StreamingResponse:
    """Stream the changes as Server-Sent Events, from now or from an event's number on."""
    start = world.event_number if after is None else after
    return StreamingResponse(
        _events(world, start), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _events(world: World, seen: int) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    while not world.pulse.closed:
        for number, event in [one for one in world.events if one[0] > seen]:
            seen = number
            if event["kind"] != "call":
                yield f"id: {number}\ndata: {json.dumps(event)}\n\n"
        if not await world.pulse.wait_for(partial(_is_past, world, seen), KEEP_ALIVE):
            yield ": still here\n\n"


def _is_past(world: World, number: int) -> bool:
    return world.event_number > number


def person_json(person: Person) -> JSON:
    """Write a person with what the page shows of them."""
    return {**user_json(person), "phone": person.phone}


def group_json(group: Chat) -> JSON:
    """Write a group with its members."""
    return {
        **chat_json(group),
        "members": [person.id for person in group.members],
        "bot_is_admin": group.bot_is_admin,
        "migrated_to": group.migrated_to,
    }


def _bot_json(bot: Bot) -> JSON:
    commands = {f"{scope}|{language}": listed for (scope, language), listed in bot.commands.items()}
    profile = {f"{name}|{language}": text for (name, language), text in bot.profile.items()}
    return {**user_json(bot), "commands": commands, "profile": profile}
