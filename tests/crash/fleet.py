"""Fronts, a leader and a standby on one PostgreSQL, behind a proxy, as processes that can be killed and frozen."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from storage.place import POSTGRES, Postgres
from tests.journeys.life import free_port

from .lives import PIPE, ROOT
from .town import TOKEN, Town

READY_WITHIN = 60.0


@dataclass(eq=False)
class Life:
    """A process of the bot, and when it was ready."""

    pid: int
    port: int
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    def send(self, how: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, how)

    @property
    def is_alive(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True


@dataclass(eq=False)
class Proxy:
    """Hands each request to some front; one that does not take connections is left out, as any proxy does."""

    chance: random.Random
    fronts: list[Life] = field(default_factory=list)

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[None]:
        application = web.Application()
        application.router.add_post("/{path:.*}", self._forward)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            async with aiohttp.ClientSession() as self._session:
                await web.TCPSite(runner, "127.0.0.1", port).start()
                yield
                await runner.cleanup()
        finally:
            await runner.cleanup()

    async def _forward(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), {**request.headers}
        headers.pop("Host", None)
        for front in self.chance.sample(self.fronts, len(self.fronts)):
            url = f"http://127.0.0.1:{front.port}{request.path_qs}"
            try:
                async with self._session.post(url, data=body, headers=headers) as answer:
                    return web.Response(status=answer.status, body=await answer.read())
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                break
        return web.Response(status=502)


@dataclass(eq=False)
class Fleet:
    """Who serves; ``leaders`` are the one that leads and those that stand by."""

    nursery: asyncio.subprocess.Process
    proxy: Proxy
    leaders: list[Life] = field(default_factory=list)
    lives: dict[int, Life] = field(default_factory=dict)
    _begun: "asyncio.Queue[int]" = field(default_factory=asyncio.Queue)

    async def begin(self, role: str) -> Life:
        """Begin a process; it need not be ready yet."""
        assert self.nursery.stdin is not None
        port = free_port()
        self.nursery.stdin.write(f"{role} {port}\n".encode())
        pid = await self._begun.get()
        life = self.lives.setdefault(pid, Life(pid, port))
        life.port = port
        (self.proxy.fronts if role == "FRONT" else self.leaders).append(life)
        return life

    async def read(self) -> None:
        """Take note of who begins and who is ready, until the nursery ends."""
        assert self.nursery.stdout is not None
        async for line in self.nursery.stdout:
            word, _, number = line.decode().partition(" ")
            pid = int(number)
            if word == "began":
                self._begun.put_nowait(pid)
            else:
                self.lives.setdefault(pid, Life(pid, 0)).ready.set()

    async def leader(self) -> Life:
        """Return who leads, once somebody does; whoever was deposed is begun anew, as a supervisor does."""
        async with asyncio.timeout(READY_WITHIN):
            while True:
                for deposed in [life for life in self.leaders if not life.is_alive]:
                    await self.lose(deposed)
                for life in self.leaders:
                    if life.ready.is_set():
                        return life
                await asyncio.sleep(0.02)

    async def lose(self, life: Life, how: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a process, do without it, and begin another in its place."""
        life.send(how)
        is_front = life in self.proxy.fronts
        (self.proxy.fronts if is_front else self.leaders).remove(life)
        await self.begin("FRONT" if is_front else "STANDBY")


@asynccontextmanager
async def fleet(town: Town, place: Postgres, api_url: str, folder: Path, *, fronts: int = 2) -> AsyncIterator[Fleet]:
    """Give so many fronts, a leader and a standby, all ready but the last; their log is kept in the folder."""
    port = free_port()
    url = place.url.replace("postgresql://", POSTGRES)
    arguments = (url, api_url, TOKEN, str(town.bo.id), f"http://127.0.0.1:{port}")
    proxy = Proxy(town.chance)
    with (folder / "fleet.log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.fleet_nursery", *arguments),
            cwd=ROOT,
            stdin=PIPE,
            stdout=PIPE,
            stderr=log,
            start_new_session=True,
        )
        assert process.stdout is not None
        try:
            said = await process.stdout.readline()
            assert said == b"warm\n", said
            serving = Fleet(process, proxy)
            async with proxy.listening(port):
                reading = asyncio.create_task(serving.read())
                begun = [await serving.begin(role) for role in ("STANDBY", *("FRONT",) * fronts)]
                async with asyncio.timeout(READY_WITHIN):
                    for life in begun:
                        await life.ready.wait()
                await serving.begin("STANDBY")
                yield serving
                reading.cancel()
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
