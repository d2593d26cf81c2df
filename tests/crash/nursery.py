"""A process that has loaded and warmed up everything, and forks the bot: so a life begins within milliseconds.

For each line on its standard input, a role and a port (0: nobody asks it by HTTP), it begins a life. It tells which has
``began``, is ``ready`` and has ``ended``, and with what exit code. It has neither a thread nor an event loop when it
forks, knows nothing of who kills, and leaves nobody behind when its input ends.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import threading
import traceback
from typing import Any

from bot import logs
from bot.app import run
from bot.commands.exit_codes import UNREACHABLE
from bot.settings import Settings
from bot.usecases.delivery.worth import Worth
from bot.workers.rate_limits import Pace
from storage.errors import StorageError
from storage.roles import Role

JOIN_SECONDS = 10.0


class Unhurried(Pace):
    """No limits: the messenger of the crash tests has none, and waiting would only make the lives longer."""

    def bot_ready_at(self, worth: Worth, now: float) -> float:
        """Return that anything may leave now."""
        del worth
        return now

    def chat_ready_at(self, chat_id: int, worth: Worth, now: float) -> float:
        """Return that any chat may get something now."""
        del chat_id, worth
        return now


def _tell(word: str, *numbers: int) -> None:
    """Write a line at once and as a whole: whoever writes may be killed in the middle of a ``print``."""
    os.write(1, f"{word} {' '.join(map(str, numbers))}\n".encode())


async def _warm_up(settings: Settings, *, web: bool) -> None:
    """Live once until the first updates could come in, so that whatever is prepared lazily is ready to be inherited."""
    ready = asyncio.Event()
    life = asyncio.create_task(run(settings, ready.set, web=web, pace=Unhurried()))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait([life, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    life.cancel()
    await life


def _live(settings: Settings, role: Role, *, web: bool) -> None:
    code = 1
    _tell("began", os.getpid())
    try:
        asyncio.run(run(settings, lambda: _tell("ready", os.getpid()), web=web, pace=Unhurried(), role=role))
        code = 0
    except StorageError:
        code = UNREACHABLE
    except BaseException:  # noqa: BLE001  # whoever reads the log shall see it
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _tell_who_ended(*_: Any) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        _tell("ended", pid, os.waitstatus_to_exitcode(status))


def main(given: str) -> None:
    """Fork lives with the settings that are given as JSON, until the input ends."""
    settings = Settings(_env_file=None, gather_seconds=0, http_port=0, **json.loads(given))
    logs.configure()
    asyncio.run(_warm_up(settings, web=settings.webhook_url is not None))
    gc.collect()
    gc.freeze()
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(JOIN_SECONDS)
    assert threading.active_count() == 1, threading.enumerate()
    signal.signal(signal.SIGCHLD, _tell_who_ended)
    _tell("warm")
    for line in sys.stdin:
        role, port = line.split()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            settings.http_port = int(port)
            _live(settings, Role[role], web=settings.http_port != 0)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
