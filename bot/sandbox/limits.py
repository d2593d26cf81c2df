"""Telegram's speed limits, if switched on: a message a second per chat, 20 a minute per group, 30 a second per bot."""

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.errors import ApiError


@dataclass(frozen=True, slots=True)
class Window:
    """At most so many calls in so long a time."""

    calls: int
    per: timedelta


# A chat may burst a little before the message a second is enforced.
CHAT = Window(5, timedelta(seconds=5))
GROUP = Window(20, timedelta(minutes=1))
BOT = Window(30, timedelta(seconds=1))


@dataclass(slots=True)
class Limits:
    """Counts what was sent; off until switched on."""

    on: bool = False
    sent: dict[tuple[str, int], deque[datetime]] = field(default_factory=dict)

    def check(self, bot_id: int, chat_id: int, *, now: datetime) -> None:
        """Count a message or refuse it with 429 and the seconds to wait."""
        if not self.on:
            return
        windows = {("bot", bot_id): BOT, ("chat", chat_id): GROUP if chat_id < 0 else CHAT}
        wait = max(self._wait(key, window, now=now) for key, window in windows.items())
        if wait > 0:
            raise too_many_requests(wait)
        for key in windows:
            self.sent[key].append(now)

    def _wait(self, key: tuple[str, int], window: Window, *, now: datetime) -> int:
        sent = self.sent.setdefault(key, deque())
        while sent and sent[0] <= now - window.per:
            sent.popleft()
        if len(sent) < window.calls:
            return 0
        return max(1, math.ceil((sent[0] + window.per - now).total_seconds()))


def too_many_requests(seconds: int) -> ApiError:
    """Refuse because the bot is too quick."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})
