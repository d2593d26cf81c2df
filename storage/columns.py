"""Column types: instants as whole microseconds, and the one gate through which personal values pass."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Dialect, ForeignKey, Index, Integer, Text, text
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


ROW_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""A number that SQLite keeps as the row's own, which takes no index; it holds 64 bits there as well."""


def lead_id_column(*, primary_key: bool = False, indexed: bool = True) -> Column[int]:
    """Return a reference to the lead that a row belongs to; the row goes when the lead is erased.

    ``indexed`` is False where another index of the table begins with it.
    """
    return Column(
        "lead_id",
        Integer,
        ForeignKey("leads.id", ondelete="CASCADE"),
        primary_key=primary_key,
        index=indexed and not primary_key,
        nullable=False,
    )


def index_where(name: str, *columns: str, where: str) -> Index:
    """Return an index over the rows that meet a condition only."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))
