"""Handoffs know the campaign that brought their lead, and they and outcomes are found by when they came about."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("handoffs", sa.Column("campaign", sa.String(), nullable=True))
    op.create_index(op.f("ix_handoffs_at"), "handoffs", ["at"], unique=False)
    op.create_index(op.f("ix_outcomes_at"), "outcomes", ["at"], unique=False)
    if op.get_bind().dialect.name != "sqlite":
        return  # there are none yet
    op.execute(
        """
        UPDATE handoffs SET campaign = (
            SELECT json_extract(signals.properties, '$.campaign') FROM signals
            WHERE signals.lead_id = handoffs.lead_id AND signals.name = 'chat.started' AND signals.at <= handoffs.at
            AND json_extract(signals.properties, '$.campaign') IS NOT NULL
            ORDER BY signals.at DESC LIMIT 1
        )
        """
    )
