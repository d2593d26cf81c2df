"""What sales did on a day that is over is packed, so that a year is counted as soon as a week."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from storage.postgres.triggers import as_postgres

revision = "0030"
down_revision = "0029"

_DAY = 86_400_000_000
_COUNTED = ("at", "claimed_at", "first_contact_at", "lead_id", "reason", "tier", "claimed_by", "campaign", "desk_chat")
_REPORTED = ("handoff_id", "at", "outcome", "amount", "currency", "withdrawn_at")


def upgrade() -> None:
    op.create_table(
        "sales_days",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_sales_days")),
    )
    unpacked = sa.text("packed IS NULL")
    op.create_index("ix_sales_days_unpacked", "sales_days", ["day"], sqlite_where=unpacked, postgresql_where=unpacked)
    op.execute(
        f"""
        INSERT INTO sales_days (day, changes)
        SELECT DISTINCT at / {_DAY}, 0 FROM handoffs WHERE reason <> 'imported'
        UNION SELECT DISTINCT at / {_DAY}, 0 FROM outcomes
        """
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for trigger in _triggers():
        for statement in (trigger,) if is_sqlite else as_postgres(trigger):
            op.execute(statement)


def _triggers() -> Iterator[str]:
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
