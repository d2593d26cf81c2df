"""How long a server asks us to wait, in the header ``Retry-After``: seconds, or a date."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_SECONDS = 6 * 3600.0


def seconds_to_wait(told: str | None, *, now: datetime) -> float | None:
    """Return the seconds, six hours at most; None where nothing is said that can be read.

    >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    >>> [seconds_to_wait(told, now=noon) for told in ("30", "Mon, 02 Mar 2026 12:01:00 GMT", "-5", "9" * 400, "soon")]
    [30.0, 60.0, 0.0, 21600.0, None]
    """
    if told is None:
        return None
    try:
        seconds = float(told)
    except ValueError:
        seconds = _until(told, now)
    return None if math.isnan(seconds) else min(max(seconds, 0.0), LONGEST_SECONDS)


def _until(told: str, now: datetime) -> float:
    """Return the seconds until a date; not a number where it is none."""
    try:
        at = parsedate_to_datetime(told)
    except (TypeError, ValueError, IndexError, OverflowError):
        return float("nan")
    return ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
