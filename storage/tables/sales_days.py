"""What sales did day by day, packed once a day is over: a year is counted as soon as a week (decision 90).

Triggers keep it true. Whatever changes a handoff, an outcome or a lead's source unpacks the days in which it counts,
whoever changes it: a turn, an import, an erasure that takes rows along. No caller can forget it.
"""

from collections.abc import Iterator

from sqlalchemy import DDL, BigInteger, Column, Integer, LargeBinary, event
from sqlalchemy.schema import ExecutableDDLElement
from sqlmodel import Field, SQLModel

from storage.columns import index_where
from storage.postgres.triggers import as_postgres


class SalesDay(SQLModel, table=True):
    """A day, counted from 1970 in UTC, on which a handoff was opened or an outcome reported.

    ``packed`` is what bot/figures made of it, None while it changes; ``changes`` counts how often it did.
    """

    __tablename__ = "sales_days"
    __table_args__ = (index_where("ix_sales_days_unpacked", "day", where="packed IS NULL"),)

    day: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    changes: int = Field(sa_column=Column(BigInteger, nullable=False))
    packed: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


_DAY = 86_400_000_000
_COUNTED = ("at", "claimed_at", "first_contact_at", "lead_id", "reason", "tier", "claimed_by", "campaign", "desk_chat")
"""What statistics read of a handoff, but for whether it is one of ours; reminders and the like change other columns."""
_REPORTED = ("handoff_id", "at", "outcome", "amount", "currency", "withdrawn_at")


def triggers() -> Iterator[str]:
    """Yield the statements that make the triggers."""
    yield _trigger("handoff_opened", "AFTER INSERT ON handoffs WHEN NEW.reason <> 'imported'", _day("NEW.at"))
    differs = " OR ".join((*_differ(_COUNTED), f"({_is_ours('OLD')}) <> ({_is_ours('NEW')})"))
    yield _trigger(
        "handoff_changed",
        f"AFTER UPDATE OF {', '.join((*_COUNTED, 'closed_at', 'outcome'))} ON handoffs "
        f"WHEN (OLD.reason <> 'imported' OR NEW.reason <> 'imported') AND ({differs})",
        *(_day("OLD.at"), _day("NEW.at"), _days("outcomes WHERE handoff_id = NEW.id")),
    )
    yield _trigger("handoff_gone", "AFTER DELETE ON handoffs WHEN OLD.reason <> 'imported'", _day("OLD.at"))
    yield _trigger("outcome_reported", "AFTER INSERT ON outcomes", _day("NEW.at"))
    yield _trigger(
        "outcome_changed",
        f"AFTER UPDATE OF {', '.join(_REPORTED)} ON outcomes WHEN {' OR '.join(_differ(_REPORTED))}",
        *(_day("OLD.at"), _day("NEW.at")),
    )
    yield _trigger("outcome_gone", "AFTER DELETE ON outcomes", _day("OLD.at"))
    yield _trigger(
        "claimed", "AFTER INSERT ON desk_steps WHEN NEW.step = 'claimed'", _days("handoffs WHERE id = NEW.handoff_id")
    )
    of_lead = "handoffs WHERE lead_id = NEW.id"
    yield _trigger(
        "source_changed",
        "AFTER UPDATE OF source ON leads WHEN OLD.source IS NOT NEW.source",
        *(_days(of_lead), _days(f"outcomes WHERE handoff_id IN (SELECT id FROM {of_lead})")),
    )


def _trigger(name: str, when: str, *unpack: str) -> str:
    return f"CREATE TRIGGER sales_days_{name} {when} BEGIN {' '.join(unpack)} END"


def _day(at: str) -> str:
    return _unpacking(f"SELECT {at} / {_DAY}, 1 WHERE true")


def _days(rows: str) -> str:
    return _unpacking(f"SELECT DISTINCT at / {_DAY}, 1 FROM {rows}")


def _unpacking(days: str) -> str:
    again = "ON CONFLICT (day) DO UPDATE SET changes = changes + 1, packed = NULL"
    return f"INSERT INTO sales_days (day, changes) {days} {again};"


def _differ(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"OLD.{name} IS NOT NEW.{name}" for name in columns)


def _is_ours(row: str) -> str:
    return f"{row}.closed_at IS NULL OR {row}.outcome IS NOT NULL"


for _statement in triggers():
    _made: ExecutableDDLElement = DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy's types leave it out
    event.listen(SQLModel.metadata, "after_create", _made.execute_if(dialect="sqlite"))
    for _told in as_postgres(_statement):
        _made = DDL(_told)  # type: ignore[no-untyped-call]  # as above
        event.listen(SQLModel.metadata, "after_create", _made.execute_if(dialect="postgresql"))
