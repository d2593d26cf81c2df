"""The secrets by which deliveries of other systems are known."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "sender_secrets",
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sender", name=op.f("pk_sender_secrets")),
    )
