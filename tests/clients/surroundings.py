"""What is around the libraries: a shop's server that runs one, a website whose pages load one, and a bad network."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.clients.__main__ import BIN, HERE, node

PROGRAMS = HERE / "programs"
ENDS_WITHIN = 90.0
"""Libraries that were refused wait longer and longer before they try again."""
_PIECE = 65536


class Shop:
    """A shop's server with a library in it: what happens there is told to it, a line each."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def open(cls, program: str, address: str, key: str) -> "Shop":
        """Start a program of the folder ``programs``; nothing of the machine's environment gets in."""
        runs = node() if program.endswith(".mjs") else BIN / "python"
        assert runs is not None, "no Node: run `make clients`"
        pipe = asyncio.subprocess.PIPE
        words = (runs, PROGRAMS / program, address, key)
        return cls(await asyncio.create_subprocess_exec(*words, env={}, stdin=pipe, stdout=pipe, stderr=pipe))

    async def tell(self, *happenings: dict[str, Any]) -> None:
        """Tell what has happened."""
        assert self._process.stdin is not None
        self._process.stdin.writelines(json.dumps(each).encode() + b"\n" for each in happenings)
        await self._process.stdin.drain()

    async def close(self) -> None:
        """Let the library empty its queue, and see that it has given nothing up."""
        try:
            async with asyncio.timeout(ENDS_WITHIN):
                given_up, troubles = await self._process.communicate(b"")
        finally:
            if self._process.returncode is None:
                self._process.kill()
        # What a library only warns of (Segment's for Node: of many retries at once) is its own affair.
        assert self._process.returncode == 0, troubles.decode()
        assert not given_up, given_up.decode()


async def answer_of(program: str, asked: object, *words: str) -> Any:
    """Return what a program of the folder ``programs`` answers; both are JSON."""
    pipe = asyncio.subprocess.PIPE
    command = [str(BIN / "python"), str(PROGRAMS / program), *words]
    process = await asyncio.create_subprocess_exec(*command, env={}, stdin=pipe, stdout=pipe, stderr=pipe)
    answer, troubles = await process.communicate(json.dumps(asked).encode())
    assert process.returncode == 0, troubles.decode()
    return json.loads(answer)


@dataclass
class Website:
    """A website of which every page is the same file, with a library out of ``node_modules``."""

    file: str
    settings: dict[str, str]
    """What the page hands to its library: the address of the bot as ``host``, and the ``key``."""

    @asynccontextmanager
    async def served(self, port: int) -> AsyncIterator[str]:
        """Serve the pages, and return the address of the first."""
        app = web.Application()
        app.router.add_static("/lib", HERE / "node_modules")
        app.router.add_get("/settings.js", self._settings)
        app.router.add_get("/{page:.*}", self._page)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            yield f"http://127.0.0.1:{port}"
        finally:
            await runner.cleanup()

    async def _settings(self, request: web.Request) -> web.Response:
        return web.Response(text=f"const settings = {json.dumps(self.settings)};", content_type="text/javascript")

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(text=(PROGRAMS / self.file).read_text(encoding="utf-8"), content_type="text/html")


class Network:
    """The way to the bot: while it ``loses_answers`` all that is sent arrives, and no answer to it comes back.

    What browsers ask before they send is answered all the same: without that they would send nothing.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self.loses_answers = False
        self.has_lost = asyncio.Event()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Listen, and return the address that leads to the bot, whether it runs or not."""
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            server.close()

    async def _connect(self, asked: asyncio.StreamReader, answering: asyncio.StreamWriter) -> None:
        try:
            answered, asking = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            answering.transport.abort()
            return
        posted = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_carry(asked, asking, posted))
                both.create_task(self._carry_back(answered, answering, posted))
        except* (OSError, EOFError):
            pass  # one side has left, and so the other is left, too
        finally:
            asking.transport.abort()
            answering.transport.abort()

    async def _carry_back(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, posted: asyncio.Event
    ) -> None:
        while piece := await reader.read(_PIECE):
            if self.loses_answers and posted.is_set():
                self.has_lost.set()
                break
            writer.write(piece)
            await writer.drain()
        raise EOFError


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, posted: asyncio.Event) -> None:
    """Carry what is sent, and note whether it is a report: a client sends no request before it has the last answer."""
    while piece := await reader.read(_PIECE):
        if piece.startswith(b"POST "):
            posted.set()
        elif piece.startswith((b"GET ", b"OPTIONS ")):
            posted.clear()
        writer.write(piece)
        await writer.drain()
    raise EOFError
