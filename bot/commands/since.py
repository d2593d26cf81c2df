"""The option ``--since``: an instant, or the beginning of a day where the desk is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot import clock
from bot.errors import LeadbotError
from scoring.document_reader import describe


def instant_since(words: str, zone: str, *, now: datetime) -> datetime:
    """Return the instant that an operator means; raise LeadbotError where it is none, or lies ahead.

    >>> now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    >>> instant_since("2026-03-01", "Europe/Stockholm", now=now).isoformat()
    '2026-02-28T23:00:00+00:00'
    """
    try:
        at = datetime.fromisoformat(words.strip())
        found = (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        expected = "expected a day or an instant, such as 2026-03-01 or 2026-03-01T09:00"
        raise LeadbotError(f"--since: found {describe(words)}, {expected}") from error
    if found >= now:
        raise LeadbotError(f"--since: {words} is still to come, expected a day that has begun")
    return found


def begun(words: str | None, zone: str) -> datetime | None:
    """Return the instant that the option names, None where it was left out; raise as ``instant_since`` does."""
    return None if words is None else instant_since(words, zone, now=clock.utc_now())
