"""Runs a web application inside a running event loop."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from fastapi import FastAPI

from bot.errors import LeadbotError
from bot.web.connections import BACKLOG, BoundedConnection

STOP_WITHIN = 5


class _Server(uvicorn.Server):
    """Leaves the signals to the application around it."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raise ``LeadbotError`` where the address cannot be had."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise LeadbotError(
            f"cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}): "
            "choose another LEADBOT_HTTP_PORT or LEADBOT_HTTP_HOST, or stop what uses it"
        ) from error


@asynccontextmanager
async def serving(web: FastAPI, listener: socket.socket) -> AsyncIterator[None]:
    """Serve on the socket while the block runs."""
    config = uvicorn.Config(
        web,
        http=BoundedConnection,
        lifespan="off",
        log_config=None,
        access_log=False,
        ws="none",
        backlog=BACKLOG,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]), name="web")
    try:
        yield
    finally:
        server.should_exit = True
        await task
