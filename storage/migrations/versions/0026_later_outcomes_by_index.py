"""Statistics find out by the index alone whether a later report replaces an earlier one."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.drop_index("ix_outcomes_handoff_id", "outcomes")
    op.create_index("ix_outcomes_handoff_id", "outcomes", ["handoff_id", "withdrawn_at", "at"])
