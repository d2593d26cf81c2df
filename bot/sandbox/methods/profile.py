"""Methods about the bot itself: who it is, its commands and its descriptions, per scope and language; and files."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.entities import JSON
from bot.sandbox.errors import bad_request
from bot.sandbox.files import file_path
from bot.sandbox.views import user_json

Method = Callable[[Call], Awaitable[Any]]

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"|[a-z]{2}")
MOST_COMMANDS = 100
SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)
# What a profile text is called in the calls, and how long it may be.
PROFILE = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}


async def get_me(call: Call) -> JSON:
    """Return the bot's own profile."""
    bot = user_json(call.bot) | {"first_name": call.bot.profile.get(("name", ""), call.bot.first_name)}
    abilities = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return {**bot, **abilities, "can_connect_to_business": False, "has_main_web_app": False}


async def set_my_commands(call: Call) -> bool:
    """List the commands that people are offered."""
    commands = call.object("commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.commands[_scope(call)] = [_command(command) for command in commands]
    call.world.tell("people")
    return True


async def get_my_commands(call: Call) -> list[JSON]:
    """Return the commands set for exactly this scope and language."""
    return call.bot.commands.get(_scope(call), [])


async def delete_my_commands(call: Call) -> bool:
    """Forget the commands of this scope and language."""
    call.bot.commands.pop(_scope(call), None)
    call.world.tell("people")
    return True


async def get_file(call: Call) -> JSON:
    """Return the path of a file's bytes."""
    file = call.world.files.get(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    size = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": len(file.data)}
    return {**size, "file_path": file_path(file)}


def _command(command: object) -> JSON:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = command.get("command"), command.get("description")
    if not isinstance(name, str) or not COMMAND.fullmatch(name.removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def _scope(call: Call) -> tuple[str, str]:
    scope = call.object("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if scope["type"].startswith("chat"):
        number = scope.get("chat_id")
        if not isinstance(number, int) or call.world.find_chat(call.bot, number) is None:
            raise bad_request("chat not found")
    return json.dumps(scope, sort_keys=True), _language(call)


def _language(call: Call) -> str:
    language = call.text("language_code")
    if not LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language


def _setter(name: str, most: int) -> Method:
    async def set_profile_text(call: Call) -> bool:
        text = call.text(name)
        if len(text) > most:
            raise bad_request(f"bot {name.replace('_', ' ')} is too long")
        call.bot.profile[name, _language(call)] = text
        call.world.tell("people")
        return True

    return set_profile_text


def _getter(name: str) -> Method:
    async def get_profile_text(call: Call) -> JSON:
        profile = call.bot.profile
        return {name: profile.get((name, _language(call))) or profile.get((name, ""), "")}

    return get_profile_text


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "getFile": get_file,
    **{f"setMy{suffix}": _setter(name, most) for suffix, (name, most) in PROFILE.items()},
    **{f"getMy{suffix}": _getter(name) for suffix, (name, _) in PROFILE.items()},
}
