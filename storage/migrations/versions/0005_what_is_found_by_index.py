"""What was found by walking a table is found by an index; a card that only cooled waits; what the clock showed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_WARM = sa.text("tier IN ('hot', 'lukewarm')")
_REDRAWN = sa.text("redraw_at IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("leads", schema=None) as batch_op:
        batch_op.create_index("ix_leads_model_version", ["audience", "model_version"], unique=False)
        batch_op.create_index("ix_leads_warm", ["id"], unique=False, sqlite_where=_WARM, postgresql_where=_WARM)
    with op.batch_alter_table("dead_updates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dead_updates_chat_id"), ["chat_id"], unique=False)
    with op.batch_alter_table("handoffs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("redraw_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_handoffs_redraw_at", ["redraw_at"], unique=False, sqlite_where=_REDRAWN, postgresql_where=_REDRAWN
        )
    op.create_table(
        "clock_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("steady_since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_marks")),
    )
