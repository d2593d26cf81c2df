"""A life to tell stories about: a messenger, Bo and Cy in their sales group, and the bot as a process of its own."""

import asyncio
import json
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom
from typing import Any

import psycopg

from bot.clock import utc_now
from bot.sandbox.app import create_app
from bot.sandbox.client import SandboxClient
from bot.sandbox.client_chats import ChatView, Group, Prospect
from bot.sandbox.serving import serve
from bot.sandbox.world import World
from storage.place import SQLITE, Postgres
from tests.warm_process import LEADBOT, Forked, fork_leadbot

JSON = dict[str, Any]

SHIPPED_TEMPLATES = Path(__file__).parents[2] / "templates"
TOKEN = "7000001:AAjourney-token-that-nobody-else-has-01"
REVOKED_TOKEN = "7000009:AArevoked-token-that-is-long-enough-09"
LONG_WAITS = str(Path(__file__).with_name("long_waits"))
"""On Python's path: words that only the encoder knows are understood by it, however slow the machine."""
# Starting takes some seconds of computing, and several times that where others compute, too.
START_WITHIN = 120.0
END_WITHIN = 60.0
_PORTS = 20_000, 32_000
"""Below those that systems give to connections."""
_CHANCE = SystemRandom()


def free_port() -> int:
    """Return a port that nobody listens on, and that no connection is given while a bot that was killed starts anew."""
    while True:
        port = _CHANCE.randrange(*_PORTS)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def rewrite(file: Path, old: str, new: str) -> int:
    """Change the one place where a file says something, and return its line."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


async def together(*stories: Coroutine[Any, Any, None]) -> None:
    """Let several people's stories happen at the same time."""
    async with asyncio.TaskGroup() as group:
        for story in stories:
            group.create_task(story)


class Process:
    """A `leadbot` command under way, with all that it has printed so far.

    Its environment is what is given and nothing else, so that no setting of the developer's own gets in.
    """

    def __init__(self, process: asyncio.subprocess.Process | Forked) -> None:
        self._process = process
        self._printed: list[str] = []
        self._news = asyncio.Condition()
        self._is_silent = False
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def begin(cls, *arguments: str, environment: Mapping[str, str], folder: Path) -> "Process":
        """Start the command in a folder: from nothing where what Python loads is not as usual."""
        if "PYTHONPATH" not in environment:
            return cls(await fork_leadbot(*arguments, environment=environment, folder=folder))
        out = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            LEADBOT, *arguments, env=environment, cwd=folder, stdout=out, stderr=asyncio.subprocess.STDOUT
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """Return the number that the system gave it."""
        return self._process.pid

    @property
    def printed(self) -> str:
        """Return everything printed so far."""
        return "".join(self._printed)

    async def expect(self, words: str, *, within: float = 10.0) -> None:
        """Wait until these words have been printed."""
        try:
            async with asyncio.timeout(within), self._news:
                await self._news.wait_for(lambda: words in self.printed or self._is_silent)
        except TimeoutError:
            raise AssertionError(f"Waited {within:g} seconds in vain for {words!r}.") from None
        if words not in self.printed:
            raise AssertionError(f"Ended without saying {words!r}:\n{self.printed}")

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, wait for the end, and return the exit code."""
        if self._process.returncode is None:
            self._process.send_signal(how)
        return await self.ended()

    async def ended(self) -> int:
        """Wait for the end and return the exit code; a process that does not end is killed."""
        try:
            async with asyncio.timeout(END_WITHIN):
                return await self._finish()
        except TimeoutError:
            self._process.kill()
            await self._finish()
            raise AssertionError(f"Did not end within {END_WITHIN:g} seconds.") from None

    async def _finish(self) -> int:
        await asyncio.shield(self._reading)
        return await self._process.wait()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self._printed.append(line.decode(errors="replace"))
            await self._tell()
        self._is_silent = True
        await self._tell()

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()


@dataclass
class Life:
    """One story's world. `settings` may be changed before the bot starts, and between its lives."""

    sandbox: SandboxClient
    world: World
    folder: Path
    bo: Prospect
    cy: Prospect
    sales: Group
    settings: dict[str, str]
    postgres: Postgres | None = None
    processes: list[Process] = field(default_factory=list)

    @property
    def bot(self) -> Process:
        """The bot's process, or the last one there was."""
        return self.processes[-1]

    @property
    def database(self) -> Path:
        """The file in which everything is kept."""
        return self.folder / "leadbot.db"

    # the bot

    async def start(self) -> None:
        """Start the bot and wait until it is ready."""
        self.processes.append(await self.command("run"))
        await self.bot.expect("ready\n", within=START_WITHIN)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ask the bot to end, and see that it ends well."""
        assert await self.bot.end(how) == 0

    async def kill(self) -> None:
        """End the bot without warning, as a power cut does."""
        await self.bot.end(signal.SIGKILL)

    async def restart(self) -> None:
        """Stop the bot and start it again."""
        await self.stop()
        await self.start()

    async def command(self, *arguments: str) -> Process:
        """Begin a `leadbot` command with the story's settings."""
        return await Process.begin(*arguments, environment=self.settings, folder=self.folder)

    def log(self) -> str:
        """Return what every process of the bot has printed."""
        lives = [f"--- the bot's log, life {number} ---\n{one.printed}" for number, one in enumerate(self.processes, 1)]
        return "\n".join(lives)

    # what is known

    async def leads(self) -> list[JSON]:
        """Return what `leadbot leads --json` prints."""
        listing = await self.command("leads", "--json")
        assert await listing.ended() == 0, listing.printed
        return [json.loads(line) for line in listing.printed.splitlines()]

    async def lead(self) -> JSON:
        """Return the only lead there is."""
        (lead,) = await self.leads()
        return lead

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what the database holds."""
        if self.postgres is not None:
            with psycopg.connect(self.postgres.url) as server:
                return server.execute(query.encode()).fetchall()
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()

    async def expect_rows(self, query: str, expected: list[tuple[Any, ...]], *, within: float = 10.0) -> None:
        """Wait until the database holds these rows."""
        try:
            async with asyncio.timeout(within):
                while self.rows(query) != expected:  # noqa: ASYNC110  # another process writes them
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"Waited {within:g} seconds in vain for {expected}: {self.rows(query)}") from None

    # people

    async def quentin(self, language: str = "en", **more: str) -> Prospect:
        """Let Quentin exist, who asks for his company."""
        return await self.sandbox.person("Quentin", language_code=language, **more)

    async def pia(self, language: str = "en", **more: str) -> Prospect:
        """Let Pia exist, who asks for herself."""
        return await self.sandbox.person("Pia", language_code=language, **more)

    async def begins(self, prospect: Prospect, audience: str, payload: str | None = None) -> ChatView:
        """Let a prospect press Start and choose for whom it is."""
        chat = await prospect.start(payload)
        await chat.tap(data=f"answer:audience:{audience}")
        return chat

    def copy_templates(self) -> Path:
        """Give the bot templates of its own, to be edited by Ada."""
        folder = self.folder / "templates"
        for file in SHIPPED_TEMPLATES.rglob("*.yaml"):
            copy = folder / file.relative_to(SHIPPED_TEMPLATES)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
        self.settings["LEADBOT_TEMPLATES"] = str(folder)
        return folder


@asynccontextmanager
async def new_life(folder: Path, postgres: Postgres | None = None) -> AsyncIterator[Life]:
    """Make the messenger and the sales group; the bot does not run yet. Its data are in a file, or in PostgreSQL."""
    world = World(utc_now, wrong_tokens=frozenset({REVOKED_TOKEN}))
    async with serve(create_app(world)) as served, SandboxClient(served.url, patience=15) as sandbox:
        await sandbox.bot(TOKEN)
        bo, cy = await sandbox.person("Bo"), await sandbox.person("Cy")
        sales = await sandbox.group("Sales", members=[bo, cy])
        settings = {
            "LEADBOT_TOKEN": TOKEN,
            "LEADBOT_SALES_CHAT": str(sales.id),
            "LEADBOT_API_URL": served.url,
            "LEADBOT_DATABASE_URL": postgres.setting if postgres else f"{SQLITE}{folder / 'leadbot.db'}",
            "LEADBOT_HTTP_PORT": "0",
            "LEADBOT_GATHER_SECONDS": "0",
        }
        life = Life(sandbox, world, folder, bo, cy, sales, settings, postgres)
        try:
            yield life
        finally:
            try:
                codes = [await process.end() for process in life.processes]
            finally:
                print(life.log())
        assert codes[-1:] in ([], [0]), "The bot did not end well."
        assert "Traceback" not in life.log()
        assert TOKEN not in life.log()
