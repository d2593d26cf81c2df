"""Watches the database's write-ahead log: cuts it back when it has grown, and tells who keeps it from shrinking."""

import os

from bot import logs
from storage.sqlite import wal
from storage.sqlite.database import Database

LOOK_EVERY_SECONDS = 30.0
TELL_EVERY_SECONDS = 600.0


class LogWatch:
    """Looks at the log from time to time. Instants are monotonic seconds, handed in."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._looked_at: float | None = None
        self._told_at: float | None = None

    async def look(self, elapsed: float) -> None:
        """Cut the log back if it is time to look; warn if somebody keeps it larger than it may be."""
        if self._looked_at is not None and elapsed - self._looked_at < LOOK_EVERY_SECONDS:
            return
        self._looked_at = elapsed
        log = await self._database.tend_log()
        if log.size > wal.CEILING_BYTES and log.is_pinned and self._may_tell(elapsed):
            self._told_at = elapsed
            logs.logger().warning(
                "The database's log cannot shrink: a process has been reading for long. End it, or wait until it ends.",
                action="log",
                megabytes=log.size // 1_000_000,
                readers=_named(wal.readers_of(self._database.path)),
            )

    def _may_tell(self, elapsed: float) -> bool:
        return self._told_at is None or elapsed - self._told_at >= TELL_EVERY_SECONDS


def _named(readers: list[wal.Reader]) -> list[str]:
    return [f"{reader.program} ({reader.pid})" for reader in readers if reader.pid != os.getpid()] or ["unknown"]
