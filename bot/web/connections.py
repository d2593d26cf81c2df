"""How long, and how many, connections may keep us waiting: uvicorn itself limits neither.

Without this, a thousand half-open connections take every file that the process may open, and with them the webhook,
the health check and at last the way to Telegram; they cost whoever opens them nothing.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from bot import clock

HEADER_SECONDS = 10.0
"""For a whole header, however slowly it drips, and for what is left of a body once its request has been answered."""
MOST_CONNECTIONS = 200
"""Far more than Telegram (one), monitoring and a proxy use; far fewer than the 1,024 files of a usual process."""
BACKLOG = 100
"""As many may be accepted before the first of them is counted."""


class BoundedConnection(H11Protocol):
    """A connection that is closed where it keeps us waiting for a header, and where others need its place."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._since = 0.0
        self._waits_for_header = True
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room if all places are taken, then wait for a header."""
        others = [each for each in self.connections if isinstance(each, BoundedConnection)]
        if len(others) >= MOST_CONNECTIONS:
            min(others, key=BoundedConnection.worth_keeping).close()
        super().connection_made(transport)
        self._wait_for_header()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Handle what has come: with a whole header the wait is over."""
        super().handle_events()
        # uvicorn declares otherwise, but before the first header there is none.
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is not None and not cycle.response_complete:
            self._waits_for_header = False
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Wait for the next header. First: the next request may have come already, and is begun within."""
        self._wait_for_header()
        super().on_response_complete()

    def worth_keeping(self) -> tuple[bool, float]:
        """Return by what connections are compared where one must go: who only waits goes first, then who is oldest."""
        return not self._waits_for_header, self._since

    def close(self) -> None:
        """Close the connection and give its place away at once, whatever it has not read yet."""
        self.connections.discard(self)
        self.transport.abort()

    def _wait_for_header(self) -> None:
        self._stop_waiting()
        self._since, self._waits_for_header = clock.elapsed(), True
        self._deadline = self.loop.call_later(HEADER_SECONDS, self.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
