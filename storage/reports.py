"""What is read for pages, commands and metrics, on a session beside the writer."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from scoring import signals as scoring
from scoring.signals import Item
from storage.tables import Fact, Handoff, Lead, OutboxMessage, Signal, TierChange

PAGE = 500


@dataclass(frozen=True, slots=True)
class HandoffView:
    """A lead's newest handoff."""

    number: int
    reason: str
    claimed: bool
    outcome: str | None


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


async def all_leads(session: AsyncSession) -> AsyncIterator[tuple[Lead, HandoffView | None]]:
    """Give every lead with their newest handoff, oldest lead first, a page at a time."""
    last_id = 0
    while True:
        page = (await session.exec(select(Lead).where(col(Lead.id) > last_id).order_by(col(Lead.id)).limit(PAGE))).all()
        if not page:
            return
        last_id = page[-1].id or 0
        newest = await _newest_handoffs(session, [lead.id or 0 for lead in page])
        for lead in page:
            yield lead, newest.get(lead.id or 0)


async def _newest_handoffs(session: AsyncSession, lead_ids: list[int]) -> dict[int, HandoffView]:
    rows = await session.exec(select(Handoff).where(col(Handoff.lead_id).in_(lead_ids)).order_by(col(Handoff.id)))
    return {row.lead_id: HandoffView(row.id or 0, row.reason, row.claimed_by is not None, row.outcome) for row in rows}


async def one_lead(session: AsyncSession, lead_id: int) -> Lead | None:
    """Return a lead by number."""
    return (await session.exec(select(Lead).where(col(Lead.id) == lead_id))).first()


async def history(session: AsyncSession, lead_id: int) -> list[Item]:
    """Return everything known of a lead, in no particular order."""
    facts = await session.exec(select(Fact).where(col(Fact.lead_id) == lead_id))
    signals = await session.exec(select(Signal).where(col(Signal.lead_id) == lead_id))
    return [
        *(scoring.Fact(row.id, row.at, row.field, json.loads(row.value)) for row in facts),
        *(scoring.Signal(row.id, row.at, row.name, json.loads(row.properties)) for row in signals),
    ]


async def tier_changes(session: AsyncSession, lead_id: int) -> list[TierChange]:
    """Return a lead's tier changes, oldest first."""
    query = select(TierChange).where(col(TierChange.lead_id) == lead_id).order_by(col(TierChange.id))
    return list(await session.exec(query))
