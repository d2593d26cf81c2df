"""Running the sandbox inside an event loop that is running already."""

import asyncio
import socket
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.app import close

STOP_WITHIN = 2
# Longer than any client leaves a connection idle (aiohttp: 15 s): who closes first must be the client, or else the next
# request can meet the closing, and what is not idempotent is never tried again.
IDLE_FOR = 75


@dataclass(frozen=True, slots=True)
class Served:
    """Where the sandbox listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address to open, and LEADBOT_API_URL."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


class _Protocol(H11Protocol):
    """Lets a request find its connection, so that a fault can cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.app_state = {**self.app_state, "transport": transport}
        super().connection_made(transport)


class _Server(uvicorn.Server):
    """Leaves the signals to the application around it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()
        self.leaves = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    async def main_loop(self) -> None:
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self.leaves.wait()

    def leave(self) -> None:
        self.should_exit = True
        self.leaves.set()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


@asynccontextmanager
async def serve(app: FastAPI, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Served]:
    """Listen; the block runs while the sandbox does. Port 0 takes a free one.

    Raises OSError when the address cannot be listened on.
    """
    config = uvicorn.Config(
        app,
        http=_Protocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        timeout_keep_alive=IDLE_FOR,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
    listener = _listener(host, port)
    port = listener.getsockname()[1]
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.listens.wait()
        yield Served(host, port)
    finally:
        await close(app.state.world)
        server.leave()
        await task


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, because asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
