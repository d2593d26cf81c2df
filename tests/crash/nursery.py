"""A process that has loaded and warmed up everything, and forks the bot: so a life begins within milliseconds.

It has neither a thread nor an event loop when it forks. For each line on its standard input it starts a life, prints
its process id, waits for its end and prints the exit code. It knows nothing of who kills.
"""

import asyncio
import gc
import os
import sys
import threading

from bot import logs
from bot.app import run
from bot.messages import Outgoing
from bot.settings import Settings
from bot.workers.rate_limits import Pace

JOIN_SECONDS = 10.0


class Unhurried(Pace):
    """No limits: the messenger of the crash test has none, and waiting would only make the lives longer."""

    async def wait(self, chat_id: int, message: Outgoing) -> None:
        """Return at once."""


async def _warm_up(settings: Settings) -> None:
    """Live once until the first updates could come in, so that whatever is prepared lazily is ready to be inherited."""
    ready = asyncio.Event()
    life = asyncio.create_task(run(settings, ready.set, web=False, pace=Unhurried()))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait([life, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    life.cancel()
    await life


def _live(settings: Settings) -> None:
    code = 1
    try:
        asyncio.run(run(settings, lambda: None, web=False, pace=Unhurried()))
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def main(database: str, api_url: str, token: str, sales_chat: str) -> None:
    """Fork lives until the input ends."""
    settings = Settings(
        _env_file=None,
        token=token,
        sales_chat=int(sales_chat),
        api_url=api_url,
        database_url=f"sqlite+aiosqlite:///{database}",
        gather_seconds=0,
    )
    logs.configure()
    asyncio.run(_warm_up(settings))
    gc.collect()
    gc.freeze()
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(JOIN_SECONDS)
    print("warm" if threading.active_count() == 1 else f"still there: {threading.enumerate()}", flush=True)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _live(settings)
        print(pid, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
