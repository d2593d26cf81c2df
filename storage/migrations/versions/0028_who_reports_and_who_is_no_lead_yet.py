"""Other systems report by keys; who did something and is no lead yet, and events that no rule knows, are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    _api_keys()
    _visitors()
    for name, columns in (
        ("visitor_signals", ("name", "properties", "source", "audience")),
        ("visitor_facts", ("field", "value")),
    ):
        op.create_table(
            name,
            sa.Column("id", sa.String(), nullable=False),
            sa.Column("visitor", sa.Text(), nullable=False),
            sa.Column("at", sa.BigInteger(), nullable=False),
            *(sa.Column(column, _TYPES.get(column, sa.String)(), nullable=False) for column in columns),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        )
        _indexes(name, "visitor", "at")
    _unknown_events()


_TYPES = {"properties": sa.Text, "value": sa.Text}


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _api_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("hash", name=op.f("uq_api_keys_hash")),
    )
    where = sa.text("revoked_at IS NULL")
    op.create_index("ix_api_keys_in_use", "api_keys", ["name"], unique=True, sqlite_where=where, postgresql_where=where)


def _visitors() -> None:
    op.create_table(
        "visitors",
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("identified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("identity", name=op.f("pk_visitors")),
        sqlite_with_rowid=False,
    )
    _indexes("visitors", "visitor", "seen_at")


def _unknown_events() -> None:
    op.create_table(
        "unknown_events",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("visitor", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_unknown_events_lead_id_leads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unknown_events")),
    )
    _indexes("unknown_events", "lead_id", "visitor", "at")
    op.create_index("ix_unknown_events_name", "unknown_events", ["name", "id"], unique=False)
    where = sa.text("lead_id IS NULL")
    op.create_index(
        "ix_unknown_events_of_visitors", "unknown_events", ["at"], sqlite_where=where, postgresql_where=where
    )
