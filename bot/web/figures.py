"""The figures that health and metrics show, read beside the writer."""

from dataclasses import dataclass

from bot import metrics
from storage import reports
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Figures:
    """How much is owed, and how many leads and open handoffs there are."""

    owed: int
    leads: tuple[tuple[str, str, int], ...]
    handoffs: tuple[tuple[bool, int], ...]

    def publish(self) -> None:
        """Put the figures into the metrics."""
        metrics.OWED.set(self.owed)
        metrics.LEADS.clear()
        for audience, tier, count in self.leads:
            metrics.LEADS.labels(audience, tier).set(count)
        for claimed in (True, False):
            metrics.OPEN_HANDOFFS.labels(str(claimed).lower()).set(dict(self.handoffs).get(claimed, 0))


async def measure(database: Database) -> Figures:
    """Return the present figures."""
    async with database.reading() as session:
        return Figures(
            owed=await reports.owed(session),
            leads=tuple(await reports.leads_by_tier(session)),
            handoffs=tuple(await reports.open_handoffs(session)),
        )
