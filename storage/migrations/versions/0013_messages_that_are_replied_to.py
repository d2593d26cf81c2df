"""A message of ours is found by its number in the chat, so that a reply to it is known."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_IS_FILED = sa.text("kind = 'send' AND about IS NOT NULL AND message_id IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_outbox_filed", "outbox", ["message_id"], sqlite_where=_IS_FILED, postgresql_where=_IS_FILED)
