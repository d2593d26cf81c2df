"""Outcomes can be withdrawn, with their reason and amount, and whatever happens to a handoff is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_REP = "BIGINT CONSTRAINT fk_outcomes_withdrawn_by_reps REFERENCES reps (id)"


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("first_contact_at", sa.BigInteger(), nullable=True))
    op.add_column("outcomes", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column("outcomes", sa.Column("amount", sa.Float(), nullable=True))
    op.add_column("outcomes", sa.Column("currency", sa.String(), nullable=True))
    op.add_column("outcomes", sa.Column("withdrawn_at", sa.BigInteger(), nullable=True))
    # SQLite adds a column with its reference, but no reference by itself, which is what alembic would ask of it.
    op.execute(f"ALTER TABLE outcomes ADD COLUMN withdrawn_by {_REP}")
    op.create_table(
        "desk_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("rep_id", sa.BigInteger(), nullable=True),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handoff_id"], ["handoffs.id"], name=op.f("fk_desk_steps_handoff_id_handoffs"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["rep_id"], ["reps.id"], name=op.f("fk_desk_steps_rep_id_reps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_steps")),
    )
    op.create_index(op.f("ix_desk_steps_handoff_id"), "desk_steps", ["handoff_id"], unique=False)
