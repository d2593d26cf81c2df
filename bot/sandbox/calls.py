"""Reading a Bot API call: JSON, form, multipart or query, with numbers and objects as text where they come as text."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.entities import JSON, Bot
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime_type: str
    data: bytes


@dataclass(slots=True)
class Call:
    """What a bot asks for; the readers refuse in Telegram's words."""

    world: World
    bot: Bot
    method: str
    params: JSON = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Read a text; numbers are taken as written."""
        value = self.params.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise bad_request(f'Field "{name}" must be of type String')
        return str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Read a whole number, given as such or as text."""
        value = self.params.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value.strip()):
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise bad_request(f'Field "{name}" must be of type Number')

    def flag(self, name: str) -> bool:
        """Read a yes or no."""
        value = self.params.get(name)
        return value is True or str(value).lower() in ("true", "yes", "1")

    def object(self, name: str) -> Any:
        """Read an object or a list, given as such or as JSON text."""
        value = self.params.get(name)
        if not isinstance(value, str) or not value:
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            what = name.replace("_", " ")
            raise bad_request(f"can't parse {what} JSON object") from error

    def chat_id(self, name: str = "chat_id") -> int | None:
        """Read a chat's id; None if it is none."""
        try:
            return self.integer(name)
        except ApiError:
            return None


async def read_call(world: World, bot: Bot, *, method: str, request: Request) -> Call:
    """Gather the parameters from the address and the body; the body wins."""
    call = Call(world, bot, method, dict(request.query_params))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        call.params |= await _json_body(request)
    elif kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        await _read_form(request, call)
    return call


async def _json_body(request: Request) -> JSON:
    body = await request.body()
    if not body.strip():
        return {}
    try:
        params = json.loads(body)
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(params, dict):
        raise bad_request("object expected")
    return params


async def _read_form(request: Request, call: Call) -> None:
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                data = await value.read()
                kind = value.content_type or "application/octet-stream"
                call.uploads[name] = Upload(value.filename or name, kind, data)
            else:
                call.params[name] = value
