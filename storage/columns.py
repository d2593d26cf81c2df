"""Column types: instants as whole microseconds, and the one gate through which personal values pass."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Dialect, ForeignKey, Index, Integer, Text, text
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def stored_instant(at: datetime | None) -> int | None:
    """Return an instant as the number that is stored."""
    return None if at is None else (at - EPOCH) // MICROSECOND


def read_instant(number: int | None) -> datetime | None:
    """Return the instant that a stored number says."""
    # By position: this is most of what reading a history costs.
    return None if number is None else EPOCH + timedelta(0, 0, number)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept as microseconds since 1970 in UTC: exact, sortable, the same on every engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Return the number to store."""
        return stored_instant(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the instant that was stored."""
        return read_instant(value)


def stored_personal(text: str | None) -> str | None:
    """Return a personal value as it is written to disk."""
    return text


def read_personal(stored: str | None) -> str | None:
    """Return a personal value as it was before it was written."""
    return stored


class Personal(TypeDecorator[str]):
    """Text that identifies or quotes a person: on its way to disk and back it passes the two functions above."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the value as it is written to disk."""
        return stored_personal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Return the value as it was before it was written."""
        return read_personal(value)


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


def index_where(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """Return an index over the rows that meet a condition only."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
