"""Asks Telegram now and then whether it can bring us updates: with a webhook nobody else would tell.

Without this a certificate that has run out, or an address that leads elsewhere, looks like a quiet day. Where somebody
else has set or deleted the webhook, it is set again.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot import clock, logs, metrics
from bot.channels.telegram.session import JsonSession
from bot.errors import DeliveryError, LeadbotError
from bot.update_feed import UpdateFeed

ASK_EVERY_SECONDS = 15.0
RECENT = timedelta(minutes=5)
"""Telegram tries again for a day, at growing distances: an error older than this, with nothing waiting, is over."""


_TAKEN_AWAY = (
    "Telegram brings updates to another address: somebody else has set the webhook of this bot; it is set again."
)


class WebhookWatch:
    """Keeps ``feed`` true for a bot to whom updates are brought at ``url``; ``set_again`` has them brought there."""

    def __init__(
        self,
        session: JsonSession,
        token: str,
        url: str,
        *,
        feed: UpdateFeed,
        now: Callable[[], datetime],
        set_again: Callable[[], Awaitable[None]],
    ) -> None:
        self._session = session
        self._token = token
        self._url = url
        self._feed = feed
        self._now = now
        self._set_again = set_again
        self._said = logs.OngoingTrouble("webhook", elapsed=clock.elapsed)

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
            self._said.over("Updates can be brought again.")
            return
        metrics.POLL_FAILURES.labels("webhook").inc()
        self._feed.failed(clock.elapsed(), trouble)
        self._said.tell(trouble)
        if trouble == _TAKEN_AWAY:
            self._feed.contested(clock.elapsed(), trouble)
            # Refused, or out of reach: the next look tells, and tries it once more.
            with suppress(DeliveryError, LeadbotError):
                await self._set_again()

    def _trouble(self, told: dict[str, Any]) -> str:
        """Return in one sentence why updates may not reach us; empty if they do."""
        waiting = int(told.get("pending_update_count") or 0)
        metrics.WEBHOOK_WAITING.set(waiting)
        if str(told.get("url")) != self._url:
            return _TAKEN_AWAY
        failed_at = told.get("last_error_date")
        if failed_at is None or not waiting:
            return ""
        if self._now() - datetime.fromtimestamp(int(failed_at), self._now().tzinfo) > RECENT:
            return ""
        return f"Telegram cannot bring updates: {told.get('last_error_message') or 'no reason given'}"
