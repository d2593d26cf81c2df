"""The sandbox as one web application: the Bot API, the control API and the page, over one world."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from bot.sandbox.api import answer_call, json_response, refusal, send_file
from bot.sandbox.control import chats, leads, trouble
from bot.sandbox.control import world as world_routes
from bot.sandbox.entities import JSON
from bot.sandbox.errors import ApiError, ControlError
from bot.sandbox.language_model import StandIn
from bot.sandbox.language_model import routes as language_model_routes
from bot.sandbox.page import WEBSITES, page_routes, website_routes
from bot.sandbox.world import World

LeadOf = Callable[[int], Awaitable[JSON | None]]
RecordSignal = Callable[[int, str, Mapping[str, str | int | float | bool]], Awaitable[None]]

PAGE = Path(__file__).parents[2] / "templates" / "web" / "sandbox"
WEBSITE = PAGE.parent / "website"


def create_app(
    world: World,
    *,
    lead_of: LeadOf | None = None,
    record_signal: RecordSignal | None = None,
    page: Path = PAGE,
    stand_in: StandIn | None = None,
    websites: Iterable[str] = (),
) -> FastAPI:
    """Join the parts; `lead_of` and `record_signal` connect the score panel to the application.

    `stand_in` is the language model that is served beside the messenger. `websites` are the audiences that the business
    has a website for; the application brings the addresses that these report to.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await close(world)

    app = FastAPI(title="Leadbot sandbox", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.world, app.state.lead_of, app.state.record_signal = world, lead_of, record_signal
    app.add_exception_handler(ControlError, _explain)
    app.add_exception_handler(ApiError, _refuse)
    app.add_api_route("/bot{token}/{method}", _call, methods=["GET", "POST"], include_in_schema=False)
    app.add_api_route("/file/bot{token}/{path:path}", _file, include_in_schema=False)
    for part in (world_routes, chats, trouble, leads):
        app.include_router(part.router)
    app.include_router(language_model_routes(stand_in or StandIn()))
    app.state.websites = [audience for audience in WEBSITES if audience in websites]
    app.router.routes.extend(page_routes(page))
    if app.state.websites:
        app.router.routes.extend(website_routes(WEBSITE, app.state.websites))
    return app


async def close(world: World) -> None:
    """End all waiting requests and the deliveries to webhooks."""
    world.close()
    for bot in world.bots.values():
        if bot.updates.webhook is not None:
            await bot.updates.webhook.stop()


async def _call(request: Request, token: str, method: str) -> Response:
    return await answer_call(request.app.state.world, token, method=method, request=request)


async def _file(request: Request, token: str, path: str) -> Response:
    return send_file(request.app.state.world, token, path=path)


async def _explain(_: Request, error: Exception) -> Response:
    return JSONResponse({"detail": str(error)}, status_code=409)


async def _refuse(_: Request, error: Exception) -> Response:
    return json_response(refusal(error)) if isinstance(error, ApiError) else Response(status_code=500)
