"""Links by which visitors of a website go on in the chat, once."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "visitor_links",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("properties", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_visitor_links_lead_id_leads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_visitor_links")),
    )
    for column in ("lead_id", "visitor", "expires_at"):
        op.create_index(op.f(f"ix_visitor_links_{column}"), "visitor_links", [column], unique=False)
