"""What an operator's tools and Telegram ask of us over HTTP."""

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot import logs, metrics
from bot.web.figures import measure
from storage.database import Database

MAX_BODY_BYTES = 1_000_000
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
WEBHOOK_PATH = "/telegram/webhook"

Receive = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


@dataclass(slots=True)
class Health:
    """Whether we serve: ``ready`` once Telegram answers and the workers run."""

    ready: bool = False


def create_web(database: Database, health: Health, *, receive: Receive | None = None, secret: str = "") -> FastAPI:
    """Return the web application; with ``receive`` it takes Telegram's updates, signed with ``secret``."""
    web = FastAPI(title="Leadbot", docs_url=None, redoc_url=None)

    @web.get("/health")
    async def show_health() -> JSONResponse:
        figures = await measure(database)
        body = {"status": "ok" if health.ready else "starting", "owed": figures.owed}
        return JSONResponse(body, status_code=200 if health.ready else 503)

    @web.get("/metrics")
    async def show_metrics() -> Response:
        (await measure(database)).publish()
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
        body = await request.body()
        if len(body) > MAX_BODY_BYTES:
            return PlainTextResponse("The update is too large.", status_code=413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict):
            return PlainTextResponse("Expected one update as a JSON object.", status_code=400)
        try:
            await receive([update])
        except Exception as error:  # noqa: BLE001  # not stored: Telegram shall bring it again
            logs.logger().error("An update could not be stored.", action="webhook", error=error)
            return PlainTextResponse("Not stored; please bring it again.", status_code=503)
        # Only now is it safe on disk.
        return PlainTextResponse("")
