"""Tells systemd, or whoever has started us the same way, that we serve, what keeps us from it, and that we still live.

The protocol is sd_notify(3): a datagram of ``NAME=value`` lines to the socket that NOTIFY_SOCKET names. Nobody there,
nobody told.
"""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress

from bot import clock

STATUS_EVERY_SECONDS = 10.0

Problems = Callable[[float], Iterable[str]]
"""Returns what keeps us from serving, in sentences, at a monotonic instant."""


class Supervisor:
    """Whoever watches over this process. ``address`` is empty where nobody does.

    ``watchdog_seconds`` is how long we may be silent before we are ended and started anew; None: for ever.
    """

    def __init__(self, address: str, watchdog_seconds: float | None) -> None:
        self._address = address
        self._every = min(STATUS_EVERY_SECONDS, (watchdog_seconds or STATUS_EVERY_SECONDS * 2) / 2)

    def tell(self, *lines: str) -> None:
        """Send a state; whoever does not listen any more is no reason to stop."""
        if not self._address:
            return
        # A name in the abstract space is written with @.
        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as way:
            way.setblocking(False)
            way.sendto("\n".join(lines).encode(), address)

    def stands_by(self) -> None:
        """Say that we live and wait for another bot to end: that may take months, and is no slow start."""
        self.tell("READY=1", "WATCHDOG=1", "STATUS=stands by: another bot has the database")

    @asynccontextmanager
    async def watching(self, problems: Problems) -> AsyncIterator[Callable[[], None]]:
        """Say how we are while the block runs; what is yielded says that we serve from now on."""
        task = asyncio.create_task(self.run(problems))
        try:
            yield lambda: self.tell("READY=1")
        finally:
            self.tell("STOPPING=1")
            task.cancel()

    async def run(self, problems: Problems) -> None:
        """Say that we live, and the first of our problems, until cancelled.

        It comes from the event loop: where that stands still, nobody is served, and nothing is said. Trouble with
        Telegram or the disk is no silence: a start would not mend it.
        """
        while self._address:
            trouble = next(iter(problems(clock.elapsed())), "")
            self.tell("WATCHDOG=1", f"STATUS={trouble or 'serving'}")
            await asyncio.sleep(self._every)
