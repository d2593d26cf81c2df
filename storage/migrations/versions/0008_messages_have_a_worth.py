"""Messages have a worth instead of a lane, and what is still owed has indexes of its own."""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_OWED = "settled_at IS NULL"
_INDEXES = (
    ("ix_outbox_owed", ["worth", "id"], _OWED),
    ("ix_outbox_owed_about", ["about"], f"{_OWED} AND about IS NOT NULL"),
    ("ix_outbox_sent_about", ["about"], "kind = 'send' AND state = 'sent' AND about IS NOT NULL"),
    ("ix_outbox_prunable", ["settled_at"], "settled_at IS NOT NULL AND (about IS NULL OR kind != 'send')"),
)
# What waits while the tables change: answers to taps, alerts and words, cards, and replies.
_WORTH = """
    UPDATE outbox SET worth = CASE
        WHEN lane LIKE 'tap:%' THEN 0
        WHEN about IS NOT NULL AND kind = 'send' THEN 20
        WHEN about IS NOT NULL THEN 60
        ELSE 41 END
    WHERE settled_at IS NULL
"""


def upgrade() -> None:
    op.drop_index("ix_outbox_owed", "outbox")
    op.add_column("outbox", sa.Column("worth", sa.Integer(), nullable=False, server_default="41"))
    op.add_column("outbox", sa.Column("shown", sa.String(), nullable=True))
    op.execute(_WORTH)
    # SQLite can only copy the table.
    copied: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("outbox", recreate=copied, table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_column("lane")
        table.alter_column("worth", server_default=None)
    for name, columns, where in _INDEXES:
        op.create_index(name, "outbox", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
