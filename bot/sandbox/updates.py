"""What a bot has not confirmed yet: numbered, in order, kept for a day (taps: for 150 seconds), as Telegram does."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.pulse import Pulse

KEPT = timedelta(hours=24)
TAP_KEPT = timedelta(seconds=150)
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
# An offset further ahead than this means that the numbers have started anew: it confirms nothing.
AHEAD = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update in the queue."""

    id: int
    expires_at: datetime
    body: dict[str, Any]


@dataclass(slots=True, eq=False)
class UpdateQueue:
    """The queue of one bot."""

    next_id: int = 500_000_001
    waiting: list[Waiting] = field(default_factory=list)
    allowed: frozenset[str] = frozenset()
    pulse: Pulse = field(default_factory=Pulse)
    webhook: Any = None
    poller: object = None

    def push(self, kind: str, body: dict[str, Any], *, now: datetime) -> int | None:
        """Queue an update; None when the bot has not asked for this kind."""
        if not self.wants(kind):
            return None
        kept = TAP_KEPT if kind == "callback_query" else KEPT
        return self.push_raw({kind: body}, now, kept=kept)

    def push_raw(self, update: dict[str, Any], now: datetime, *, kept: timedelta = KEPT) -> int:
        """Queue any object; it gets a number unless it brings one."""
        number = update.get("update_id")
        if not isinstance(number, int) or isinstance(number, bool):
            number = self.next_id
        self.next_id = number + 1
        body = {"update_id": number} | {name: part for name, part in update.items() if name != "update_id"}
        self.waiting.append(Waiting(number, now + kept, body))
        self.pulse.beat()
        return number

    def wants(self, kind: str) -> bool:
        """Tell whether the bot's `allowed_updates` include this kind."""
        return kind in self.allowed if self.allowed else kind not in ONLY_ON_REQUEST

    def restart_numbers(self, at: int | None = None) -> int:
        """Go on with another number, as Telegram does after a week without updates."""
        self.next_id = at if at is not None else random.randrange(1, 2**31 - 2**20)
        return self.next_id

    def confirm(self, offset: int, now: datetime) -> None:
        """Forget what has expired and what lies before `offset`; a negative one counts from the end."""
        self.waiting = [update for update in self.waiting if update.expires_at > now]
        if offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset and offset <= self.next_id + AHEAD:
            self.waiting = [update for update in self.waiting if update.id >= offset]

    def alive(self, now: datetime) -> list[Waiting]:
        """Return the updates that wait and have not expired."""
        return [update for update in self.waiting if update.expires_at > now]

    def drop(self, is_done: Callable[[Waiting], bool]) -> None:
        """Forget the updates that are done."""
        self.waiting = [update for update in self.waiting if not is_done(update)]
