"""Routes for tests and rehearsals: what the bot has called, faults on demand, foreign updates, speed limits."""

import json

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from bot.sandbox.control.chats import LONGEST_WAIT
from bot.sandbox.control.world import InWorld
from bot.sandbox.entities import JSON, CallRecord
from bot.sandbox.errors import ControlError
from bot.sandbox.faults import Fault, Kind

router = APIRouter(prefix="/sandbox")


class NewFault(BaseModel):
    """What is to go wrong."""

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int = Field(default=1, ge=1)
    after: int = Field(default=0, ge=0)
    retry_after: int = 1
    seconds: float = 5.0
    code: int = 400
    description: str = "Bad Request: refused on demand"
    words: str = ""


class Restart(BaseModel):
    """The number to go on with; random if none is given."""

    at: int | None = None


class LimitSwitch(BaseModel):
    """Whether Telegram's speed limits hold."""

    on: bool


@router.get("/calls")
async def read_calls(
    world: InWorld,
    method: str | None = None,
    chat_id: int | None = None,
    after: int = 0,
    wait: float = 0.0,
    begun: bool = False,
) -> list[JSON]:
    """Return the bot's answered calls (also those only `begun`), oldest first; with `wait`, once there is one."""

    def found() -> list[CallRecord]:
        wanted = [call for call in world.calls if call.number > after and (begun or call.is_done)]
        return [call for call in wanted if _fits(call, method=method, chat_id=chat_id)]

    await world.pulse.wait_for(lambda: bool(found()), min(wait, LONGEST_WAIT))
    return [_call_json(call) for call in found()]


@router.post("/faults")
async def order_fault(world: InWorld, wanted: NewFault) -> JSON:
    """Make something go wrong from now on."""
    world.faults.ordered.append(Fault(**wanted.model_dump()))
    return {"ordered": len(world.faults.ordered)}


@router.delete("/faults")
async def cancel_faults(world: InWorld) -> JSON:
    """Make nothing go wrong any more."""
    world.faults.ordered.clear()
    return {"ordered": 0}


@router.get("/updates")
async def read_updates(world: InWorld) -> list[JSON]:
    """Return the updates that the bot has not confirmed yet."""
    return [update.body for update in world.bot.updates.alive(world.clock())]


@router.post("/updates")
async def push_update(world: InWorld, request: Request) -> JSON:
    """Queue any JSON object as an update, also one that no library understands."""
    try:
        update = json.loads(await request.body())
    except ValueError as error:
        raise ControlError("An update must be a JSON object.") from error
    if not isinstance(update, dict):
        raise ControlError("An update must be a JSON object.")
    return {"update_id": world.bot.updates.push_raw(update, world.clock())}


@router.post("/updates/restart")
async def restart_numbers(world: InWorld, wanted: Restart) -> JSON:
    """Start the numbers of the updates anew."""
    return {"next_update_id": world.bot.updates.restart_numbers(wanted.at)}


@router.post("/limits")
async def switch_limits(world: InWorld, wanted: LimitSwitch) -> JSON:
    """Switch Telegram's speed limits on or off."""
    world.limits.on = wanted.on
    return {"on": world.limits.on}


def _fits(call: CallRecord, *, method: str | None, chat_id: int | None) -> bool:
    is_wanted = method is None or call.method.lower() == method.lower()
    return is_wanted and (chat_id is None or str(call.params.get("chat_id")) == str(chat_id))


def _call_json(call: CallRecord) -> JSON:
    return {
        "number": call.number,
        "at": call.at.isoformat(),
        "bot_id": call.bot_id,
        "method": call.method,
        "params": call.params,
        "answer": call.answer,
        "fault": call.fault,
    }
