"""The polling loop: an update is acknowledged only after its transaction has committed.

aiogram's own loop acknowledges first, so that a kill or a plain stop loses updates, and one update that cannot be
parsed blocks those that came with it.
"""

import asyncio
from collections.abc import Callable

from bot import logs
from bot.channels.telegram.inbox import Inbox, update_id_of
from bot.channels.telegram.session import ApiError, JsonSession
from bot.errors import DeliveryError

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL_SECONDS = 25
MOST_UPDATES = 100
LONGEST_PAUSE = 30.0


class Polling:
    """Asks Telegram for updates, has them handled, and only then asks for the next."""

    def __init__(self, session: JsonSession, token: str, inbox: Inbox) -> None:
        self._session = session
        self._token = token
        self._inbox = inbox
        self._offset: int | None = None
        self._failed = False

    async def run(self, on_ready: Callable[[], None]) -> None:
        """Poll until cancelled; ``on_ready`` is called once Telegram has answered for the first time."""
        pause, ready = 0.0, False
        while True:
            try:
                if not ready:
                    # A webhook would keep updates from us; those that wait already are kept.
                    await self._session.raw(self._token, "deleteWebhook", {})
                await self._poll(POLL_SECONDS if ready else 0)
                pause = 0.0
                if not ready:
                    ready = True
                    on_ready()
            except DeliveryError as error:
                self._failed = True
                pause = _longer(pause, error)
                logs.logger().warning(_explained(error), action="poll", reason=error.reason, pause=pause)
            except Exception as error:  # noqa: BLE001  # a full disk, say: what is not safe is asked for again
                pause = min(LONGEST_PAUSE, pause * 2 or 1.0)
                logs.logger().error("Updates could not be stored; trying again.", action="poll", error=error)
            if pause:
                await asyncio.sleep(pause)

    async def _poll(self, seconds: int) -> None:
        wish = {"timeout": seconds, "limit": MOST_UPDATES, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            wish["offset"] = self._offset
        raws = await self._session.raw(self._token, "getUpdates", wish, seconds=seconds + 10)
        if self._failed:
            self._failed = False
            await self._inbox.catch_up()
        if raws:
            await self._inbox.receive(raws)
            self._offset = update_id_of(raws[-1]) + 1


def _longer(pause: float, error: DeliveryError) -> float:
    return error.retry_after or min(LONGEST_PAUSE, pause * 2 or 0.5)


def _explained(error: DeliveryError) -> str:
    if isinstance(error, ApiError) and error.code == 409:
        return "Another process polls with the same token: stop it, or give this bot its own token."
    if isinstance(error, ApiError) and error.code == 401:
        return "Telegram refuses the token: check LEADBOT_TOKEN."
    return "Telegram does not answer; trying again."
