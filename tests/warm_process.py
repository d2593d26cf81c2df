"""A process that has loaded the bot and forks `leadbot` commands: so a command begins within milliseconds.

It has neither a thread nor an event loop when it forks. Whoever connects to its socket hands over where the output goes
and what to run; they are told the command's number and, when it has ended, its exit code. The command has nothing in
its environment but what it is given. That a command starts from nothing is tried by stories that give Python a path, by
the first lives of the command that is killed, and by the contracts of the command line.
"""

import asyncio
import atexit
import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

LEADBOT = Path(sys.executable).with_name("leadbot")
ROOT = Path(__file__).parents[1]
END_WITHIN = 60.0


@dataclass(slots=True)
class Forked:
    """A command that was forked: what a test needs of ``asyncio.subprocess.Process``."""

    pid: int
    stdout: asyncio.StreamReader
    _told: asyncio.StreamReader
    _telling: asyncio.StreamWriter
    returncode: int | None = None
    _ending: asyncio.Lock = field(default_factory=asyncio.Lock)

    def send_signal(self, how: signal.Signals) -> None:
        # A command that has ended by itself shows by its exit code.
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Wait for the end and return the exit code, negative for the signal that killed."""
        async with self._ending:
            if self.returncode is None:
                self.returncode = int(await self._told.readline())
                self._telling.close()
        return self.returncode


async def fork_leadbot(
    *arguments: str, environment: Mapping[str, str], folder: Path, errors: int | None = None
) -> Forked:
    """Begin a command in a folder; what it prints, and logs where ``errors`` is not given, comes out of ``stdout``."""
    reading, writing = os.pipe()
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(str(_warm()))
    asked = {"arguments": arguments, "environment": dict(environment), "folder": str(folder)}
    socket.send_fds(connection, [b"\n"], [writing, writing if errors is None else errors])
    os.close(writing)
    connection.sendall(json.dumps(asked).encode() + b"\n")
    told, telling = await asyncio.open_unix_connection(sock=connection)
    stdout = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(stdout)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(reading, "rb", 0))
    return Forked(int(await told.readline()), stdout, told, telling)


@cache
def _warm() -> Path:
    """Start the process, once for all tests of this one, and return its socket."""
    folder = Path(tempfile.mkdtemp(prefix="leadbot-"))
    program = (sys.executable, "-m", "tests.warm_process", str(folder / "door"))
    process = subprocess.Popen(program, cwd=ROOT, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    said = process.stdout.readline()
    assert said == b"warm\n", said
    atexit.register(_let_go, process, folder)
    return folder / "door"


def _let_go(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    process.communicate(timeout=END_WITHIN)
    shutil.rmtree(folder)


# The process


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a command shall be, and where its output and its errors go."""

    outputs: list[int]
    arguments: list[str]
    environment: dict[str, str]
    folder: str

    def become(self) -> None:
        """Make this process what `leadbot` is when it starts."""
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, output in enumerate(self.outputs, 1):
            os.dup2(output, number)
            os.close(output)
        # Ours may have been files, which remember where they were.
        sys.stdout, sys.stderr = (open(number, "w", buffering=1, closefd=False) for number in (1, 2))  # noqa: SIM115
        os.chdir(self.folder)
        os.environ.clear()  # noqa: TID251  # this process has it from whoever started the tests
        os.environ.update(self.environment)  # noqa: TID251
        sys.argv = [str(LEADBOT), *self.arguments]


def _load() -> None:
    """Import what most commands need, and read and try the shipped templates once: what comes of it is remembered."""
    for module in ("bot.app", "bot.cli"):
        import_module(module)
    from bot import clock, playbooks, rendering
    from bot.settings import SHIPPED_TEMPLATES
    from bot.usecases.prospects.first_words import hear_first_words
    from bot.usecases.setup import Setup

    shipped = playbooks.load(SHIPPED_TEMPLATES, compile_text=rendering.compile_text)
    for locale in shipped.chat:
        hear_first_words(Setup(shipped, -1), locale, now=clock.utc_now())
    gc.collect()
    gc.freeze()


def _serve(door: socket.socket) -> _Asked | None:
    """Fork for everybody who connects until the input ends; in a forked process, return what it shall become."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the processes that wait for commands
    while True:
        ready, _, _ = select.select([door, sys.stdin], [], [])
        if door not in ready:
            return None
        connection, _ = door.accept()
        if os.fork() == 0:
            return _attend(connection)
        connection.close()


def _attend(connection: socket.socket) -> _Asked:
    """Fork the command, tell its number and how it ended; only the command returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, outputs, _, _ = socket.recv_fds(connection, 1, 2)
    with connection.makefile("r") as lines:
        asked = _Asked(outputs, **json.loads(lines.readline()))
    pid = os.fork()
    if pid == 0:
        connection.close()
        return asked
    for output in outputs:
        os.close(output)
    with contextlib.suppress(OSError):  # whoever asked has gone
        connection.sendall(b"%d\n" % pid)
        connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    os._exit(0)


def _until_asked(path: str) -> _Asked | None:
    _load()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen()
        print("warm", flush=True)
        return _serve(door)


if __name__ == "__main__":
    asked = _until_asked(sys.argv[1])
    if asked is not None:
        asked.become()
        from bot.__main__ import main

        main()
