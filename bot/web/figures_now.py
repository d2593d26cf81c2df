"""The metrics that are asked of the database and the system each time somebody looks: all of them are cheap."""

from contextlib import suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from bot import clock, metrics
from bot.web.health import Health
from bot.web.lead_counts import READ_WITHIN_SECONDS, LeadFigures, owed, owed_elsewhere, waiting
from storage import counts, sales_news
from storage.errors import StorageError
from storage.sales_news import Seen
from storage.sqlite import probing, wal
from storage.statements import Transaction
from storage.store import Store


class FiguresNow:
    """Puts what is true now into the metrics. What reps do is counted from the first look on, as Prometheus does."""

    def __init__(self, database: Store, health: Health) -> None:
        self._database = database
        self._health = health
        self._leads = LeadFigures(database)
        self._seen: Seen | None = None
        with suppress(PackageNotFoundError):
            metrics.BUILD.labels(version("leadbot")).set(1)

    async def publish(self) -> None:
        """Ask for all of them; where the database cannot be read, those before stay."""
        with suppress(StorageError):
            await self._ask()
        if self._database.file is not None:
            metrics.LOG_BYTES.set(wal.size_of(self._database.file.path))
            if (free := probing.free_bytes(self._database.file.path)) is not None:
                metrics.DISK_FREE.set(free)
        metrics.DESKS_LOST.set(len(self._health.desks.lost))
        self._tell_feed()
        await self._leads.publish()

    async def _ask(self) -> None:
        metrics.OWED.set(await owed(self._database))
        inbox = await waiting(self._database)
        metrics.WAITING.set(inbox.updates)
        metrics.WAITING_SECONDS.set(inbox.seconds)
        metrics.OWED_ELSEWHERE.set(await owed_elsewhere(self._database))
        now, seen = clock.utc_now(), self._seen

        def look(tx: Transaction) -> tuple[datetime | None, datetime | None, Seen | sales_news.News]:
            news = sales_news.last(tx) if seen is None else sales_news.after(tx, seen)
            return counts.owed_since(tx, now), counts.unclaimed_since(tx), news

        owed_since, unclaimed_since, news = await self._database.read(look, within=READ_WITHIN_SECONDS)
        metrics.OWED_SECONDS.set(_age(owed_since, now))
        metrics.UNCLAIMED_SECONDS.set(_age(unclaimed_since, now))
        if isinstance(news, Seen):
            self._seen = news
            return
        self._seen = news.seen
        for seconds in news.claims:
            metrics.CLAIM_DELAY.observe(seconds)
        for outcome in news.outcomes:
            metrics.OUTCOMES.labels(outcome).inc()

    def _tell_feed(self) -> None:
        heard_at = self._health.feed.heard_at if self._health.feed else None
        if heard_at is not None:
            ago = clock.elapsed() - heard_at
            metrics.SINCE_HEARD.set(ago)
            metrics.LAST_HEARD.set(clock.utc_now().timestamp() - ago)


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
