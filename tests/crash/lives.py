"""Lives of the bot: begun in a forked or in a really started process, ended by kill -9 or, the last one, by SIGTERM."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.warm_process import LEADBOT, fork_leadbot
from tests.warm_process import Forked as ForkedCommand

from .town import TOKEN, Town

ROOT = Path(__file__).parents[2]
PIPE = asyncio.subprocess.PIPE


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


@dataclass(slots=True)
class Forked:
    """A life forked by the nursery, which tells how it ended."""

    pid: int
    nursery: asyncio.StreamReader
    longest: float = 0.2

    async def end(self, how: signal.Signals) -> int:
        # A life that ended by itself shows by its exit code.
        with suppress(ProcessLookupError):
            os.kill(self.pid, how)
        return int(await self.nursery.readline())


@dataclass(slots=True)
class Nursery:
    """A process that forks lives."""

    process: asyncio.subprocess.Process

    async def begin(self) -> Forked:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(b"\n")
        return Forked(int(await self.process.stdout.readline()), self.process.stdout)


@asynccontextmanager
async def nursery(town: Town, database: Path, api_url: str) -> AsyncIterator[Nursery]:
    """Give a warm nursery; what its lives log is kept beside the database."""
    arguments = (str(database), api_url, TOKEN, str(town.bo.id))
    with database.with_suffix(".log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.nursery", *arguments),
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
            yield Nursery(process)
        finally:
            # The nursery and whichever life it waits for.
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
