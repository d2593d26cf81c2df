"""Asks Telegram now and then whether it can bring us updates: with a webhook nobody else would tell.

Without this a certificate that has run out, or an address that leads elsewhere, looks like a quiet day.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot import clock, logs, metrics
from bot.channels.telegram.session import JsonSession
from bot.errors import DeliveryError
from bot.update_feed import UpdateFeed

ASK_EVERY_SECONDS = 60.0
RECENT = timedelta(minutes=5)
"""Telegram tries again for a day, at growing distances: an error older than this, with nothing waiting, is over."""


class WebhookWatch:
    """Keeps ``feed`` true for a bot to whom updates are brought at ``url``."""

    def __init__(
        self, session: JsonSession, token: str, url: str, *, feed: UpdateFeed, now: Callable[[], datetime]
    ) -> None:
        self._session = session
        self._token = token
        self._url = url
        self._feed = feed
        self._now = now

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            await self.ask()
            await asyncio.sleep(ASK_EVERY_SECONDS)

    async def ask(self) -> None:
        """Ask once."""
        try:
            trouble = self._trouble(await self._session.raw(self._token, "getWebhookInfo", {}))
        except DeliveryError as error:
            trouble = f"Telegram does not say whether updates can be brought ({error.reason})."
        except (AttributeError, TypeError, ValueError, OverflowError, OSError):
            trouble = "Telegram says something unknown of the webhook."
        if not trouble:
            self._feed.heard(clock.elapsed())
            return
        metrics.POLL_FAILURES.inc()
        self._feed.failed(clock.elapsed(), trouble)
        logs.logger().warning(trouble, action="webhook")

    def _trouble(self, told: dict[str, Any]) -> str:
        """Return in one sentence why updates may not reach us; empty if they do."""
        waiting = int(told.get("pending_update_count") or 0)
        metrics.WEBHOOK_WAITING.set(waiting)
        if str(told.get("url")) != self._url:
            return "Telegram brings updates to another address: somebody else has set the webhook of this bot."
        failed_at = told.get("last_error_date")
        if failed_at is None or not waiting:
            return ""
        if self._now() - datetime.fromtimestamp(int(failed_at), self._now().tzinfo) > RECENT:
            return ""
        return f"Telegram cannot bring updates: {told.get('last_error_message') or 'no reason given'}"
