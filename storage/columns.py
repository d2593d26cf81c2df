"""Column types: instants as whole microseconds, and the one gate through which personal values pass."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as microseconds since 1970 in UTC: exact, sortable, the same on every engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the number to store."""
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the instant that was stored."""
        # By position: this is most of what reading a history costs.
        return None if value is None else EPOCH + timedelta(0, 0, value)


class Personal(TypeDecorator[str]):
    """Text that identifies or quotes a person: every such value passes here, and nowhere else, on its way to disk."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the value as it is written to disk."""
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Return the value as it was before it was written."""
        return None if value is None else str(value)
