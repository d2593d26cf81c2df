"""Fronts, a leader and a standby on one PostgreSQL, behind a proxy, as processes that can be killed and frozen."""

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from bot.commands.exit_codes import UNREACHABLE
from storage.place import POSTGRES, Postgres
from storage.roles import Role
from tests.journeys.life import free_port

from .lives import Forked, Nursery, nursery
from .town import TOKEN, Town

READY_WITHIN = 60.0
PAUSE_SECONDS = 0.5


@dataclass(eq=False)
class Proxy:
    """Hands each request to some front; one that does not take connections is left out, as any proxy does."""

    chance: random.Random
    fronts: list[Forked] = field(default_factory=list)

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
    """Who serves; ``leaders`` are the one that leads and those that stand by.

    Whoever ends by itself is begun anew, as a supervisor does; ``ended`` are their exit codes.
    """

    nursery: Nursery
    proxy: Proxy
    leaders: list[Forked] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    _supervising: list["asyncio.Task[None]"] = field(default_factory=list)

    async def begin(self, role: Role) -> Forked:
        """Begin a process; it need not be ready yet."""
        life = await self.nursery.begin(role, free_port())
        self._of(role).append(life)
        self._supervising.append(asyncio.create_task(self._supervise(life, role)))
        return life

    async def leader(self) -> Forked:
        """Return who leads, once somebody does."""
        return await self._ready_of(self.leaders)

    async def front(self) -> Forked:
        """Return a front that takes what comes in, once there is one."""
        return await self._ready_of(self.proxy.fronts)

    async def _ready_of(self, lives: list[Forked]) -> Forked:
        async with asyncio.timeout(READY_WITHIN):
            while True:
                for life in lives:
                    if life.ready.is_set() and not life.ended.done():
                        return life
                await asyncio.sleep(0.02)

    async def lose(self, life: Forked, how: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a process, do without it, and begin another in its place."""
        life.send(how)
        role = Role.FRONT if life in self.proxy.fronts else Role.STANDBY
        self._of(role).remove(life)
        await self.begin(role)

    def end_supervision(self) -> None:
        """Begin nobody any more; raise what a supervisor has come across."""
        for task in self._supervising:
            if task.done():
                task.result()
            task.cancel()

    def _of(self, role: Role) -> list[Forked]:
        return self.proxy.fronts if role is Role.FRONT else self.leaders

    async def _supervise(self, life: Forked, role: Role) -> None:
        code = await asyncio.shield(life.ended)
        if life in self._of(role):
            self.ended.append(code)
            self._of(role).remove(life)
            await asyncio.sleep(PAUSE_SECONDS)
            await self.begin(role)


@asynccontextmanager
async def fleet(town: Town, place: Postgres, api_url: str, log: Path, *, fronts: int = 2) -> AsyncIterator[Fleet]:
    """Give so many fronts, a leader and a standby, all ready but the last; what they log is kept."""
    port = free_port()
    settings = {
        "token": TOKEN,
        "sales_chat": str(town.bo.id),
        "database_url": place.url.replace("postgresql://", POSTGRES),
        "webhook_url": f"http://127.0.0.1:{port}",
        "webhook_secret": "only-the-messenger-knows",
    }
    async with nursery(log, api_url=api_url, **settings) as warm:
        serving = Fleet(warm, Proxy(town.chance))
        async with serving.proxy.listening(port):
            begun = [await serving.begin(role) for role in (Role.STANDBY, *(Role.FRONT,) * fronts)]
            async with asyncio.timeout(READY_WITHIN):
                for life in begun:
                    await life.ready.wait()
            await serving.begin(Role.STANDBY)
            yield serving
            serving.end_supervision()
        assert set(serving.ended) <= {UNREACHABLE}
