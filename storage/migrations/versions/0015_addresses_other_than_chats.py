"""What is owed may go to an address that is no chat; webhooks are such addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_TO_CHATS = sa.text("settled_at IS NULL AND address IS NULL")
_ELSEWHERE = sa.text("settled_at IS NULL AND address IS NOT NULL")
_HAS_ADDRESS = sa.text("address IS NOT NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("address", sa.String(), nullable=True))
    op.drop_index("ix_outbox_owed", "outbox")
    for name, columns, where in (
        ("ix_outbox_owed", ["worth", "id"], _TO_CHATS),
        ("ix_outbox_owed_elsewhere", ["id"], _ELSEWHERE),
        ("ix_outbox_address", ["address", "id"], _HAS_ADDRESS),
    ):
        op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.Column("failing_since", sa.BigInteger(), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("given_up", sa.Integer(), nullable=False),
        sa.Column("disabled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
        sqlite_autoincrement=True,
    )
