"""The polling loop: an update is acknowledged only after its transaction has committed.

aiogram's own loop acknowledges first, so that a kill or a plain stop loses updates, and one update that cannot be
parsed blocks those that came with it.
"""

import asyncio
from collections.abc import Callable

from bot import clock, logs, metrics
from bot.channels.telegram.batches import MOST_UPDATES, offset_after
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.session import ApiError, JsonSession
from bot.errors import DeliveryError

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_SECONDS = 25
LONGEST_PAUSE = 30.0
# However long Telegram asks us to wait: once a minute does no harm, and tells us when it is over.
LONGEST_WAIT = 60.0
# What can be confirmed by no offset comes again at once: new updates beside it wait no longer than this. Nor do they
# where a server answers that there is nothing instead of waiting for something, as it is asked to.
LONGEST_PAUSE_BESIDE_STUCK = 2.0
AT_ONCE_SECONDS = 0.1

_STOPPED_BY_POLLER = "Another process polls with the same token: stop it, or give this bot its own token."
_STOPPED_BY_WEBHOOK = "Telegram brings updates to a webhook that somebody has set for this bot: it is deleted again."


class Polling:
    """Asks Telegram for updates, has them handled, and only then asks for the next."""

    def __init__(self, session: JsonSession, token: str, intake: Intake) -> None:
        self._session = session
        self._token = token
        self._intake = intake
        self._feed = intake.feed
        self._offset: int | None = None
        self._webhook_is_gone = False
        self._trouble = logs.OngoingTrouble("poll", elapsed=clock.elapsed)

    async def run(self, on_ready: Callable[[], None]) -> None:
        """Poll until cancelled; ``on_ready`` is called once Telegram has answered for the first time."""
        pause, ready = 0.0, False
        while True:
            try:
                await self._delete_webhook()
                moved = await self._poll(POLL_SECONDS if ready else 0)
                self._trouble.over("Updates come in again.")
                pause = 0.0 if moved else min(LONGEST_PAUSE_BESIDE_STUCK, pause * 2 or 0.25)
                if not ready:
                    ready = True
                    on_ready()
            except DeliveryError as error:
                trouble = self._explained(error)
                pause = _longer(pause, error)
                self._failed(trouble, code=str(error.code) if isinstance(error, ApiError) else "unreachable")
                self._trouble.tell(trouble, reason=error.reason, pause=pause)
            except Exception as error:  # noqa: BLE001  # a full disk, say: what is not safe is asked for again
                pause = min(LONGEST_PAUSE, pause * 2 or 1.0)
                trouble = "Updates could not be stored; trying again."
                self._failed(trouble, code="not stored")
                self._trouble.tell(trouble, level="error", error=error)
            if pause:
                await asyncio.sleep(pause)

    async def _delete_webhook(self) -> None:
        """Have updates kept for us, where a webhook would keep them from us; those that wait already stay."""
        if not self._webhook_is_gone:
            await self._session.raw(self._token, "deleteWebhook", {})
            self._webhook_is_gone = True

    def _failed(self, trouble: str, *, code: str) -> None:
        metrics.POLL_FAILURES.labels(code).inc()
        self._feed.failed(clock.elapsed(), trouble)

    async def _poll(self, seconds: int) -> bool:
        """Ask once; return whether to ask again at once: what came can be confirmed, or was waited for in vain."""
        wish = {"timeout": seconds, "limit": MOST_UPDATES, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            wish["offset"] = self._offset
        began = clock.elapsed()
        raws = await self._session.updates(self._token, wish, seconds=seconds + 10)
        waited = clock.elapsed() - began >= AT_ONCE_SECONDS or not seconds
        if self._feed.failing_since is not None:
            await self._intake.catch_up()
        if raws:
            await self._intake.receive(raws)
        self._feed.heard(clock.elapsed())
        # Only now are they on disk: to ask with the new offset tells Telegram to forget them.
        before, self._offset = self._offset, offset_after(raws, self._offset)
        return self._offset != before if raws else waited

    def _explained(self, error: DeliveryError) -> str:
        code = error.code if isinstance(error, ApiError) else 0
        # Telegram has one code for two conflicts; only its words tell them apart.
        if code == 409 and "webhook" in error.reason.lower():
            self._webhook_is_gone = False
            self._feed.contested(clock.elapsed(), _STOPPED_BY_WEBHOOK)
            return _STOPPED_BY_WEBHOOK
        if code == 409:
            self._feed.contested(clock.elapsed(), _STOPPED_BY_POLLER)
            return _STOPPED_BY_POLLER
        if code == 401:
            return "Telegram refuses the token: check LEADBOT_TOKEN."
        return "Telegram does not answer; trying again."


def _longer(pause: float, error: DeliveryError) -> float:
    return min(LONGEST_WAIT, error.retry_after or min(LONGEST_PAUSE, pause * 2 or 0.5))
