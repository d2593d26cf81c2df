"""What is counted for pages and metrics, on a session beside the writer."""

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import Handoff, Lead, OutboxMessage


async def owed(session: AsyncSession) -> int:
    """Return how many messages wait to be delivered."""
    counted = select(func.count()).select_from(OutboxMessage).where(col(OutboxMessage.settled_at).is_(None))
    return (await session.exec(counted)).one()


async def leads_by_tier(session: AsyncSession) -> list[tuple[str, str, int]]:
    """Return audience, tier and number of leads; an unknown audience is empty."""
    counted = select(Lead.audience, Lead.tier, func.count()).group_by(col(Lead.audience), col(Lead.tier))
    return [(audience or "", tier, count) for audience, tier, count in await session.exec(counted)]


async def open_handoffs(session: AsyncSession) -> list[tuple[bool, int]]:
    """Return how many open handoffs are claimed and how many are not."""
    claimed = col(Handoff.claimed_by).is_not(None)
    counted = select(claimed, func.count()).where(col(Handoff.closed_at).is_(None)).group_by(claimed)
    return [(bool(is_claimed), count) for is_claimed, count in await session.exec(counted)]
