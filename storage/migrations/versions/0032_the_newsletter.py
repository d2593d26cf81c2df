"""The newsletter's consents, the codes that confirm an address, and how much was mailed of late."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("consents", sa.Column("kind", sa.String(), server_default="conversation", nullable=False))
    op.add_column("consents", sa.Column("address", sa.Text(), nullable=True))
    op.add_column("consents", sa.Column("words", sa.Text(), nullable=True))
    op.create_table(
        "newsletter_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=True),
        sa.Column("earlier_hash", sa.String(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_newsletter_codes_lead_id_leads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_newsletter_codes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_newsletter_codes_lead_id"), "newsletter_codes", ["lead_id"], unique=False)
    op.create_index(op.f("ix_newsletter_codes_asked_at"), "newsletter_codes", ["asked_at"], unique=False)
    op.create_table(
        "mails_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails_asked")),
    )
    op.create_index("ix_mails_asked_hash", "mails_asked", ["hash", "at"], unique=False)
    op.create_index(op.f("ix_mails_asked_at"), "mails_asked", ["at"], unique=False)
