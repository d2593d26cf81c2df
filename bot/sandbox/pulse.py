"""Waiting for a change without asking again and again."""

import asyncio
from collections.abc import Callable


class Pulse:
    """Wakes everybody who waits whenever something has changed."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self.closed = False

    def beat(self) -> None:
        """Wake all who wait; each looks for itself whether its condition holds now."""
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def close(self) -> None:
        """Wake all who wait, for good."""
        self.closed = True
        self.beat()

    async def wait_for(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Return as soon as the condition holds, or when the time is up; say whether it holds."""
        try:
            async with asyncio.timeout(seconds):
                while not condition() and not self.closed:
                    await self._changed.wait()
        except TimeoutError:
            pass
        return condition()
