"""A handoff belongs to a desk: several groups may sell."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

# Where the card of an open handoff stands, there it belongs: a second desk may be added in the same moment.
_WHERE_THE_CARD_IS = """
UPDATE handoffs SET desk_chat = (
    SELECT outbox.chat_id FROM outbox
    WHERE outbox.about = 'handoff:' || handoffs.id AND outbox.kind = 'send' ORDER BY outbox.id DESC LIMIT 1
) WHERE closed_at IS NULL
"""


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("desk_chat", sa.BigInteger(), nullable=True))
    op.execute(_WHERE_THE_CARD_IS)
