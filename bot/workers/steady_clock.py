"""Whether the clock on the wall can be believed: it is compared with one that nobody can set.

What cannot be taken back (erasing people because their time is up, writing to the silent) waits after a jump, until
the clock has gone steadily for a while: by then whoever set it wrongly has set it right again.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.due import Mark

JUMP = timedelta(hours=1)
"""What differs by less is no jump: clocks are corrected by seconds, and a machine that was busy falls behind."""
AWAY = timedelta(days=7)
"""Who was away for longer than this may also have come back with a wrong clock: batteries run down."""


@dataclass(frozen=True, slots=True)
class SteadyClock:
    """What both clocks showed at the last look; ``steady_since`` is by the wall's, None where no jump was seen.

    ``jumped`` is how far it went at this look: forward, back, or not at all.
    """

    at: datetime
    elapsed: float
    steady_since: datetime | None = None
    jumped: timedelta = timedelta()

    def look(self, now: datetime, elapsed: float) -> "SteadyClock":
        """Return the clock's state after another look."""
        jumped = now - self.at - timedelta(seconds=elapsed - self.elapsed)
        if abs(jumped) < JUMP:
            return replace(self, at=now, elapsed=elapsed, jumped=timedelta())
        return SteadyClock(now, elapsed, now, jumped)

    def is_steady(self, length: timedelta) -> bool:
        """Return whether the clock has not jumped for so long."""
        return self.steady_since is None or self.at - self.steady_since >= length

    @property
    def mark(self) -> Mark:
        """Return the mark to remember for the next start."""
        return Mark(self.at, self.steady_since or self.at - AWAY)


def begin(now: datetime, elapsed: float, *, marked: Mark | None, seen_at: datetime | None) -> SteadyClock:
    """Return the clock's state at the start: from what it showed before, else from the newest sign of anybody."""
    before = marked.at if marked else seen_at
    since = marked.steady_since if marked else None
    if before is None:
        return SteadyClock(now, elapsed)
    away = now - before
    if -JUMP < away < AWAY:
        return SteadyClock(now, elapsed, since)
    return SteadyClock(now, elapsed, now, away)
