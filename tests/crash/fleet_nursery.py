"""A process that has loaded everything, and forks leaders, standbys and fronts of one PostgreSQL side by side.

For each line on its standard input, a role and a port, it starts a life; it prints who has begun, and each life that it
is ready. It has neither a thread nor an event loop when it forks, and does not wait for anybody's end.
"""

import asyncio
import gc
import os
import signal
import sys
import threading

from bot import logs
from bot.app import run
from bot.settings import Settings
from storage.roles import Role

from .nursery import JOIN_SECONDS, Unhurried


def _settings(database: str, api_url: str, token: str, sales_chat: str, webhook: str, *, port: int) -> Settings:
    return Settings(
        _env_file=None,
        token=token,
        sales_chat=int(sales_chat),
        api_url=api_url,
        database_url=database,
        webhook_url=webhook,
        webhook_secret="only-the-messenger-knows",
        http_port=port,
        gather_seconds=0,
    )


async def _warm_up(settings: Settings) -> None:
    """Lead once until the webhook is set, so that whatever is prepared lazily is ready to be inherited."""
    ready = asyncio.Event()
    life = asyncio.create_task(run(settings, ready.set, pace=Unhurried()))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait([life, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    life.cancel()
    await life


def _live(settings: Settings, role: Role) -> None:
    code = 1
    try:
        asyncio.run(run(settings, lambda: print(f"ready {os.getpid()}", flush=True), pace=Unhurried(), role=role))
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def main(*arguments: str) -> None:
    """Fork lives until the input ends."""
    logs.configure()
    asyncio.run(_warm_up(_settings(*arguments, port=0)))
    gc.collect()
    gc.freeze()
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(JOIN_SECONDS)
    print("warm" if threading.active_count() == 1 else f"still there: {threading.enumerate()}", flush=True)
    # Nobody need wait for those who are killed.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        role, port = line.split()
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _live(_settings(*arguments, port=int(port)), Role[role])
        print(f"began {pid}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
