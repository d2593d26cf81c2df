"""Lives of the bot: begun in a forked or in a really started process, ended by kill -9 or, the last one, by SIGTERM."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from storage.roles import Role
from tests.warm_process import LEADBOT, fork_leadbot
from tests.warm_process import Forked as ForkedCommand

from .town import TOKEN, Town

ROOT = Path(__file__).parents[2]
PIPE = asyncio.subprocess.PIPE
BEGUN_WITHIN = 30.0


class Life(Protocol):
    """One process of the bot; ``longest`` is within how many seconds from now to kill it."""

    @property
    def longest(self) -> float: ...

    async def end(self, how: signal.Signals) -> int:
        """Send a signal and return the exit code, negative for the signal that killed."""


class Cradle(Protocol):
    """Where lives begin."""

    async def begin(self) -> Life:
        """Begin a life; the one before must have ended."""


@dataclass(eq=False)
class Forked:
    """A life forked by the nursery, which tells when it is ready and how it ended."""

    pid: int
    port: int = 0
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    ended: "asyncio.Future[int]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    longest: float = 0.2

    def send(self, how: signal.Signals) -> None:
        # A life that ended by itself shows by its exit code.
        with suppress(ProcessLookupError):
            os.kill(self.pid, how)

    async def end(self, how: signal.Signals) -> int:
        self.send(how)
        return await self.ended


@dataclass(eq=False)
class Nursery:
    """A process that forks lives."""

    process: asyncio.subprocess.Process
    _lives: dict[int, Forked] = field(default_factory=dict)
    _begun: "asyncio.Queue[Forked]" = field(default_factory=asyncio.Queue)
    _one_by_one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def begin(self, role: Role = Role.LEADER, port: int = 0) -> Forked:
        """Begin a life; it need not be ready yet."""
        assert self.process.stdin is not None
        async with self._one_by_one, asyncio.timeout(BEGUN_WITHIN):
            self.process.stdin.write(f"{role.name} {port}\n".encode())
            life = await self._begun.get()
        life.port = port
        return life

    async def read(self) -> None:
        """Take note of what the nursery tells, until it ends."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            word, pid, *code = line.split()
            if word == b"began":
                life = self._lives[int(pid)] = Forked(int(pid))
                self._begun.put_nowait(life)
            elif word == b"ready":
                self._lives[int(pid)].ready.set()
            else:
                self._lives.pop(int(pid)).ended.set_result(int(*code))


@asynccontextmanager
async def nursery(log: Path, **settings: object) -> AsyncIterator[Nursery]:
    """Give a warm nursery of lives with these settings; what they log is kept."""
    with log.open("w") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.nursery", json.dumps(settings)),
            cwd=ROOT,
            stdin=PIPE,
            stdout=PIPE,
            stderr=errors,
            start_new_session=True,
        )
        assert process.stdout is not None
        try:
            said = await process.stdout.readline()
            assert said == b"warm \n", said
            warm = Nursery(process)
            reading = asyncio.create_task(warm.read())
            yield warm
            # Whoever was killed had perhaps not written a line to its end.
            assert not reading.done()
            reading.cancel()
        finally:
            # The nursery and all its lives.
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


@dataclass(slots=True)
class Started:
    """A life of the command that operators start."""

    process: asyncio.subprocess.Process | ForkedCommand
    longest: float = 1.0

    async def end(self, how: signal.Signals) -> int:
        with suppress(ProcessLookupError):
            self.process.send_signal(how)
        return await self.process.wait()


@dataclass(slots=True)
class CommandLine:
    """`leadbot run`, with nothing in its environment but its settings; only the first life loads everything itself."""

    settings: dict[str, str]
    database: Path
    lives: list[Started] = field(default_factory=list)
    start_takes: float = 0.0

    async def begin(self) -> Started:
        """Begin a life; two of three are let alone until updates come in, the others may be killed while they start."""
        with self.database.with_suffix(".log").open("a") as log:
            process = await self._process(log.fileno())
        life = Started(process)
        self.lives.append(life)
        if len(self.lives) % 3 == 0:
            life.longest = self.start_takes * 1.1
            return life
        begun_at = asyncio.get_running_loop().time()
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
        self.start_takes = asyncio.get_running_loop().time() - begun_at
        return life

    async def _process(self, log: int) -> asyncio.subprocess.Process | ForkedCommand:
        folder = self.database.parent
        if self.lives:
            return await fork_leadbot("run", environment=self.settings, folder=folder, errors=log)
        return await asyncio.create_subprocess_exec(
            LEADBOT, "run", env=self.settings, cwd=folder, stdout=PIPE, stderr=log
        )


@asynccontextmanager
async def command_line(town: Town, database: Path, api_url: str) -> AsyncIterator[CommandLine]:
    """Give the command line; a life that is left over at the end of the block is killed."""
    settings = {
        "LEADBOT_TOKEN": TOKEN,
        "LEADBOT_SALES_CHAT": str(town.bo.id),
        "LEADBOT_API_URL": api_url,
        "LEADBOT_DATABASE_URL": f"sqlite+aiosqlite:///{database}",
        "LEADBOT_HTTP_PORT": "0",
        "LEADBOT_GATHER_SECONDS": "0",
    }
    cradle = CommandLine(settings, database)
    try:
        yield cradle
    finally:
        for life in cradle.lives:
            if life.process.returncode is None:
                await life.end(signal.SIGKILL)
