"""Published models, reviews, and the keys by which imports know a lead."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "models",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_models")),
    )
    op.create_table(
        "reviews",
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reminded_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("audience", name=op.f("pk_reviews")),
    )
    op.create_table(
        "lead_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_lead_keys_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lead_keys")),
    )
    with op.batch_alter_table("lead_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lead_keys_lead_id"), ["lead_id"], unique=False)

    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["models.version"], name=op.f("fk_publications_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
    )
    with op.batch_alter_table("handoffs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rung_again_at", sa.BigInteger(), nullable=True))
    # Standings are packed otherwise now: each lead is folded anew when next touched.
    op.execute("UPDATE leads SET model_version = ''")
