"""Instants as whole microseconds since 1970 (UTC), which the fold counts in, and back.

Integers order, subtract and pack several times faster than datetimes, and never round.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST_US = 253_402_300_799_999_999
"""The last microsecond of the year 9999: what lies beyond cannot be told as a datetime."""


def microseconds(at: datetime) -> int:
    """Return the instant as microseconds since 1970.

    >>> microseconds(datetime(1970, 1, 2, tzinfo=UTC))
    86400000000
    """
    span = at - EPOCH
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def span_us(span: timedelta) -> int:
    """Return a duration in microseconds."""
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def instant(at_us: int) -> datetime:
    """Return microseconds since 1970 as an aware UTC datetime."""
    return EPOCH + timedelta(microseconds=at_us)


def iso(at: datetime) -> str:
    """Return the instant as it is written in files.

    >>> iso(instant(1_500))
    '1970-01-01T00:00:00.001500Z'
    """
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
