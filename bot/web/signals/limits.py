"""How much may come in at once: requests per key, and reports that wait for the writer.

Whatever is too much is refused with the time after which to try again: clients keep it, our memory does not.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import ceil

REQUESTS_A_SECOND = 200.0
REQUESTS_AT_ONCE = 1000.0
"""A website's visitors share its key: each sends a request or two for every page."""
BROWSER_REPORTS_A_SECOND = 100.0
BROWSER_REPORTS_AT_ONCE = 10_000.0
"""A browser's key is public: whoever wants to fill our disk with it is held to what a large shop's visitors do."""
MOST_WAITING = 128
REPORTS_TOGETHER = 100
"""In one transaction: whoever chats waits no longer than it takes to record so many."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(slots=True)
class RateLimit:
    """What keys may bring: a bucket for each, that fills again with time."""

    a_second: float = REQUESTS_A_SECOND
    at_once: float = REQUESTS_AT_ONCE
    _buckets: dict[str, _Bucket] = field(default_factory=dict)

    def seconds_to_wait(self, key: str, *, now: float, cost: float = 1) -> int:
        """Take what a key brings into account and return 0, or in how many seconds there is room for it.

        ``key`` is one of those that exist: strangers cannot make more buckets. What costs more than there ever is
        waits for a full bucket.
        """
        bucket = self._buckets.setdefault(key, _Bucket(self.at_once, now))
        bucket.left = min(self.at_once, bucket.left + (now - bucket.at) * self.a_second)
        bucket.at = now
        if bucket.left >= min(cost, self.at_once):
            bucket.left -= cost
            return 0
        return ceil((min(cost, self.at_once) - bucket.left) / self.a_second)


class BusyError(Exception):
    """So much waits to be written that nothing more is taken."""


class Turnstile:
    """Lets so many reports at a time through to the writer, in the order in which they came."""

    def __init__(self, together: int = REPORTS_TOGETHER, most_waiting: int = MOST_WAITING) -> None:
        self._together = together
        self._most_waiting = most_waiting
        self._inside = 0
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    @asynccontextmanager
    async def passed(self, reports: int) -> AsyncIterator[None]:
        """Wait for one's turn, and hold it; raise BusyError where too many wait already."""
        if len(self._waiting) >= self._most_waiting:
            raise BusyError
        if self._waiting or not self._fits(reports):
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((reports, turn))
            try:
                await turn
            except asyncio.CancelledError:
                self._give_up(reports, turn)
                raise
        else:
            self._inside += reports
        try:
            yield
        finally:
            self._leave(reports)

    def _fits(self, reports: int) -> bool:
        return not self._inside or self._inside + reports <= self._together

    def _leave(self, reports: int) -> None:
        self._inside -= reports
        while self._waiting and self._fits(self._waiting[0][0]):
            size, turn = self._waiting.popleft()
            if not turn.done():
                self._inside += size
                turn.set_result(None)

    def _give_up(self, reports: int, turn: "asyncio.Future[None]") -> None:
        """Leave the line: whoever was let in at this very moment goes out again."""
        if turn.done() and not turn.cancelled():
            self._leave(reports)
        else:
            self._waiting = deque(entry for entry in self._waiting if entry[1] is not turn)
