"""The one place that reads the clock; everybody else is handed an instant."""

import time
from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def computing_seconds() -> float:
    """Return for how long this thread has computed: it stands still while others have the machine."""
    return time.thread_time()


def elapsed() -> float:
    """Return seconds that no clock that is set can change: only the difference of two of them means anything."""
    return time.monotonic()


def instant(seconds: float) -> datetime:
    """Return the instant that a file system notes as seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)
