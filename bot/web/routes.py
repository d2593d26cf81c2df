"""What an operator's tools and Telegram ask of us over HTTP."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import ClientDisconnect

from bot import clock, logs, metrics
from bot.web.figures_now import FiguresNow
from bot.web.health import Health
from bot.web.lead_counts import Waiting, owed, waiting
from bot.web.webhook_states import webhook_states
from storage.errors import StorageError
from storage.store import Store

MAX_BODY_BYTES = 1_000_000
BODY_SECONDS = 30.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
WEBHOOK_PATH = "/telegram/webhook"

Receive = Callable[[str], Awaitable[None]]
"""Handles the text of an update, whatever it holds; raises only where it cannot be stored."""


def create_web(database: Store, health: Health, *, receive: Receive | None = None, secret: str = "") -> FastAPI:
    """Return the web application; with ``receive`` it takes Telegram's updates, signed with ``secret``."""
    web = FastAPI(title="Leadbot", docs_url=None, redoc_url=None, openapi_url=None)

    figures = FiguresNow(database, health)

    @web.get("/health")
    async def show_health() -> JSONResponse:
        problems = [*health.problems(database, clock.elapsed())]
        owing: int | None = None
        inbox: Waiting | None = None
        told: list[dict[str, object]] = []
        try:
            owing, inbox = await owed(database), await waiting(database)
            told = await webhook_states(database)
            problems += health.kept_waiting(inbox)
        except StorageError as error:
            problems.append(f"The database cannot be read: {logs.describe(error)}")
        figures_now: dict[str, object] = {"owed": owing, "waiting": inbox and inbox.updates}
        if health.leadership is not None:
            figures_now["leader"] = health.leadership.told(clock.elapsed())
        if told:
            figures_now["webhooks"] = told
        if health.mail_trouble is not None:
            # Told, and no reason to be started anew: prospects are served all the same.
            figures_now["mail"] = health.mail_trouble() or "ok"
        if problems:
            return JSONResponse({"status": "failing", **figures_now, "problems": problems}, status_code=503)
        body = {"status": "ok" if health.ready else "starting", **figures_now}
        return JSONResponse(body, status_code=200 if health.ready else 503)

    @web.get("/metrics")
    async def show_metrics() -> Response:
        await figures.publish()
        return Response(generate_latest(metrics.REGISTRY), media_type=CONTENT_TYPE_LATEST)

    if receive is not None:
        _add_webhook(web, receive, secret)
    return web


def _add_webhook(web: FastAPI, receive: Receive, secret: str) -> None:
    @web.post(WEBHOOK_PATH)
    async def receive_update(request: Request) -> PlainTextResponse:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("The secret is missing or wrong.", status_code=401)
        try:
            body = await _beginning_of(request, MAX_BODY_BYTES)
        # Cancelled, too: who stops waits for a few seconds, and then no longer.
        except (TimeoutError, ClientDisconnect, asyncio.CancelledError):
            return PlainTextResponse("The update did not arrive.", status_code=408)
        try:
            # Too large, or no JSON, it is kept as far as it came: refused, it would be brought again for ever.
            await receive(body.decode("utf-8", "replace"))
        # Not stored, or not in the seconds that a stop waits: Telegram shall bring it again.
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001
            logs.logger().error("An update could not be stored.", action="webhook", error=error)
            return PlainTextResponse("Not stored; please bring it again.", status_code=503)
        # Only now is it safe on disk.
        return PlainTextResponse("")


async def _beginning_of(request: Request, most: int) -> bytes:
    """Return the body of a request up to a size; what lies behind it is not even read."""
    body = bytearray()
    async with asyncio.timeout(BODY_SECONDS):
        async for piece in request.stream():
            body += piece[: most - len(body)]
            if len(body) >= most:
                break
    return bytes(body)
