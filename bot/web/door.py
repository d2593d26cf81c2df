"""The bot's door for commands on the same machine: while it runs it alone writes, so they ask it to.

It listens on 127.0.0.1 only, at a port of its own; port and key stand in the lock file beside the database, which
only the bot's account can read.
"""

import hmac
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot import clock, logs
from bot.in_force import InForce
from bot.orders.orders import ORDERS, Json, perform
from bot.playbooks import PlaybookError
from bot.processes.writer import ADD_WEBHOOK, PUBLISH, REMOVE_WEBHOOK
from bot.web.serving import listen, serving
from storage import publications, webhooks
from storage.sqlite.database import Database

MAX_BODY_BYTES = 64_000_000


def create_door(database: Database, in_force: InForce, key: str) -> FastAPI:
    """Return the web application that takes orders from whoever has the key."""
    door = FastAPI(title="Leadbot's door", docs_url=None, redoc_url=None, openapi_url=None)

    @door.post("/orders/{order}")
    async def receive_order(order: str, request: Request) -> JSONResponse:
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {key}".encode()):
            return JSONResponse({"error": "the key is missing or wrong"}, status_code=401)
        if order not in ORDERS:
            return JSONResponse({"error": f"no such order: {order}"}, status_code=404)
        try:
            content = _content(await _body(request))
        except ValueError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        try:
            told = await database.write(
                lambda tx: perform(tx, order, content, setup=in_force.setup, now=clock.utc_now())
            )
            if order == PUBLISH:
                in_force.publish(await database.write(publications.oldest_first))
            elif order in (ADD_WEBHOOK, REMOVE_WEBHOOK):
                in_force.register(await database.write(webhooks.registered))
        except PlaybookError as error:
            return JSONResponse({"error": str(error)}, status_code=422)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            logs.logger().error("An order is not of the expected shape.", action="order", order=order, error=error)
            said = f"the bot that runs cannot read this {order} order: is it of another version?"
            return JSONResponse({"error": said}, status_code=400)
        except Exception as error:  # noqa: BLE001  # the command is told, the bot goes on
            logs.logger().error("An order could not be carried out.", action="order", order=order, error=error)
            return JSONResponse({"error": f"{type(error).__name__}: {error}"}, status_code=500)
        return JSONResponse(told)

    return door


async def _body(request: Request) -> bytes:
    """Return the body of a request; raise ValueError as soon as it is too much."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BODY_BYTES:
            raise ValueError(f"the order has more than {MAX_BODY_BYTES} bytes: send it in pieces")
    return bytes(body)


def _content(body: bytes) -> Json:
    """Return the content of an order; raise ValueError if it is no order's."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise ValueError("the order is no JSON object")  # noqa: TRY004  # whoever sent it is told
    return content


@asynccontextmanager
async def open_door(database: Database, in_force: InForce) -> AsyncIterator[None]:
    """Take orders while the block runs."""
    listener = listen("127.0.0.1", 0)
    key = secrets.token_urlsafe(32)
    port = listener.getsockname()[1]
    async with serving(create_door(database, in_force, key), listener):
        database.announce(json.dumps({"url": f"http://127.0.0.1:{port}", "key": key}))
        try:
            yield
        finally:
            database.announce("")
