"""A handoff knows what is said next where nobody acts, and when; a rep may be away, or on duty."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_WAITS = sa.text("next_step_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("next_step", sa.String(), nullable=True))
    op.add_column("handoffs", sa.Column("next_step_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_handoffs_next_step_at", "handoffs", ["next_step_at"], sqlite_where=_WAITS, postgresql_where=_WAITS
    )
    for name in ("away_since", "away_until", "duty_since"):
        op.add_column("reps", sa.Column(name, sa.BigInteger(), nullable=True))
