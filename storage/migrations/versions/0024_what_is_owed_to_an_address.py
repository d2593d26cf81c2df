"""What is owed to one address is found without looking at what is owed to others."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_ELSEWHERE = sa.text("settled_at IS NULL AND address IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_outbox_owed_elsewhere", "outbox")
    op.create_index(
        "ix_outbox_owed_elsewhere", "outbox", ["address", "id"], sqlite_where=_ELSEWHERE, postgresql_where=_ELSEWHERE
    )
