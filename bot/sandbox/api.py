"""The Bot API's front door: `/bot{token}/{method}`, with the log of all calls and the faults that were ordered."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.sandbox.calls import Call, read_call
from bot.sandbox.entities import JSON, CallRecord
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import BAD_GATEWAY, BAD_UTF8, Fault
from bot.sandbox.files import file_path
from bot.sandbox.limits import too_many_requests
from bot.sandbox.methods import chats, editing, polling, profile, sending
from bot.sandbox.people import upgrade_group
from bot.sandbox.world import World

METHODS: dict[str, Callable[[Call], Awaitable[Any]]] = {
    name.lower(): method
    for family in (chats, editing, polling, profile, sending)
    for name, method in family.METHODS.items()
}
CALLS_KEPT = 20_000


async def answer_call(world: World, token: str, *, method: str, request: Request) -> Response:
    """Carry out one call of a bot and answer as Telegram would."""
    try:
        bot = world.add_bot(token)
        call = await read_call(world, bot, method=method, request=request)
    except ApiError as error:
        return json_response(refusal(error))
    record = _note(call)
    fault = world.faults.next_for(method, call.chat_id(), str(call.params.get("text") or ""))
    try:
        if fault is not None:
            record.fault = fault.kind
            return await _strike(call, fault, record=record, request=request)
        record.answer = await carry_out(call)
        return json_response(record.answer)
    finally:
        record.is_done = True
        world.tell("call", number=record.number)


async def carry_out(call: Call) -> JSON:
    """Run the method; return the answer's body."""
    method = METHODS.get(call.method.lower(), _unknown)
    try:
        return {"ok": True, "result": await method(call)}
    except ApiError as error:
        return refusal(error)


def refusal(error: ApiError) -> JSON:
    """Write a refusal as the Bot API does."""
    body: JSON = {"ok": False, "error_code": error.code, "description": error.description}
    return {**body, "parameters": error.parameters} if error.parameters else body


def json_response(body: JSON) -> Response:
    """Send a body with the status that belongs to it."""
    text = json.dumps(body, ensure_ascii=False)
    return Response(text.encode(), status_code=body.get("error_code", 200), media_type="application/json")


def send_file(world: World, token: str, *, path: str) -> Response:
    """Send the bytes behind a path that getFile gave."""
    if token in world.bots:
        for file in world.files.values():
            if file_path(file) == path:
                return Response(file.data, media_type=file.mime_type)
    return json_response(refusal(ApiError(404, "Not Found")))


async def _unknown(_: Call) -> None:
    raise ApiError(404, "Not Found: method not found")


def _note(call: Call) -> CallRecord:
    world = call.world
    number = world.calls[-1].number + 1 if world.calls else 1
    uploads = {name: f"<{upload.name}, {len(upload.data)} bytes>" for name, upload in call.uploads.items()}
    params = {name: call.object(name) if _is_json(value) else value for name, value in call.params.items()}
    record = CallRecord(number, world.clock(), call.bot.id, call.method, {**params, **uploads})
    world.calls.append(record)
    del world.calls[:-CALLS_KEPT]
    world.tell("call", number=number)
    return record


def _is_json(value: object) -> bool:
    if not isinstance(value, str) or not value.startswith(("{", "[")):
        return False
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


async def _strike(call: Call, fault: Fault, *, record: CallRecord, request: Request) -> Response:
    match fault.kind:
        case "429":
            record.answer = refusal(too_many_requests(fault.retry_after))
        case "500":
            record.answer = refusal(ApiError(500, "Internal Server Error"))
        case "refuse":
            record.answer = refusal(ApiError(fault.code, fault.description))
        case "502_html":
            return Response(BAD_GATEWAY, status_code=502, media_type="text/html")
        case "bad_utf8":
            await carry_out(call)
            return Response(BAD_UTF8, media_type="application/json")
        case "drop":
            return _hang_up(request)
        case "lost_answer":
            record.answer = await carry_out(call)
            return _hang_up(request)
        case "hang":
            record.answer = await carry_out(call)
            await call.world.pulse.wait_for(lambda: False, fault.seconds)
        case "migrate":
            _upgrade(call)
            record.answer = await carry_out(call)
    return json_response(record.answer or {})


def _upgrade(call: Call) -> None:
    group = call.world.groups.get(call.chat_id() or 0)
    if group is not None and group.kind == "group":
        upgrade_group(call.world, group)


def _hang_up(request: Request) -> Response:
    """Close the connection; the response returned here goes nowhere."""
    transport = getattr(request.state, "transport", None)
    if transport is not None:
        transport.abort()
    return Response(status_code=503)
