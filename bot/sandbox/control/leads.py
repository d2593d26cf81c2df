"""Routes of the score panel: what the application knows of a prospect, and signals from its website."""

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from bot.sandbox.entities import JSON
from bot.sandbox.errors import ControlError

router = APIRouter(prefix="/sandbox/leads/{chat_id}")


class NewSignal(BaseModel):
    """Something that the prospect did elsewhere."""

    name: str
    properties: dict[str, str | int | float | bool] = Field(default_factory=dict)


@router.get("")
async def read_lead(request: Request, chat_id: int) -> JSON | None:
    """Return the lead of a chat; null if there is none, or nobody to ask."""
    lead_of = request.app.state.lead_of
    return None if lead_of is None else await lead_of(chat_id)


@router.post("/signals")
async def record_signal(request: Request, chat_id: int, signal: NewSignal) -> JSON:
    """Record a signal for the lead of a chat."""
    record = request.app.state.record_signal
    if record is None:
        raise ControlError("Nobody records signals here: the messenger runs without the application.")
    await record(chat_id, signal.name, signal.properties)
    request.app.state.world.tell("lead", chat=chat_id)
    return {"recorded": signal.name}
