"""Leads are found by the words of their names, addresses and phones, and listed for reps by index."""

import sqlalchemy as sa
from alembic import op

from storage.search_words import words_of

revision = "0019"
down_revision = "0018"

_AT_ONCE = 10_000


def upgrade() -> None:
    op.create_table(
        "search_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["leads.id"], name=op.f("fk_search_words_lead_id_leads"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "lead_id", name=op.f("pk_search_words")),
        sqlite_with_rowid=False,
    )
    _find_everybody()
    op.create_index(op.f("ix_search_words_lead_id"), "search_words", ["lead_id"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["leads.id"], name=op.f("fk_mentions_lead_id_leads"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_about"), "mentions", ["about"], unique=False)
    op.create_index(op.f("ix_mentions_lead_id"), "mentions", ["lead_id"], unique=False)
    _index("ix_leads_hot", "leads", "id", where="tier = 'hot'")
    _index("ix_handoffs_open_newest", "handoffs", "closed_at", "id", where="closed_at IS NULL")
    _index("ix_handoffs_held", "handoffs", "claimed_by", "id", where="closed_at IS NULL")


def _index(name: str, table: str, *columns: str, where: str) -> None:
    op.create_index(name, table, [*columns], sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _find_everybody() -> None:
    """Write down the words of the leads there are, some thousands at a time."""
    connection, last = op.get_bind(), 0
    leads = sa.text("SELECT id, name, username, facts FROM leads WHERE id > :last ORDER BY id LIMIT :most")
    while rows := connection.execute(leads, {"last": last, "most": _AT_ONCE}).all():
        found = [
            {"word": word, "lead": number} for number, name, username, facts in rows
            for word in words_of(name, username, facts)
        ]  # fmt: skip
        if found:
            connection.execute(sa.text("INSERT INTO search_words (word, lead_id) VALUES (:word, :lead)"), found)
        last = rows[-1][0]
