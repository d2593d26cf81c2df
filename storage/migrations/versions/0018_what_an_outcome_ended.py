"""An outcome remembers the conversation that it ended, so that it can be undone; reps are known by their usernames."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("outcomes", sa.Column("state", sa.Text(), nullable=True))
    op.add_column("reps", sa.Column("username", sa.String(), nullable=True))
