"""Delivering updates to a bot's own address: one after the other, again and again until it says 2xx."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import aiohttp

from bot.sandbox.updates import UpdateQueue, Waiting

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_WITHIN = aiohttp.ClientTimeout(total=30)
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 60.0


class Webhook:
    """The deliveries to one address; stop it before forgetting it."""

    def __init__(self, url: str, secret: str, *, queue: UpdateQueue, clock: Callable[[], datetime]) -> None:
        self.url = url
        self.secret = secret
        self.queue = queue
        self.clock = clock
        self.last_error: tuple[datetime, str] | None = None
        self._task = asyncio.get_running_loop().create_task(self._deliver())

    async def stop(self) -> None:
        """End the deliveries; what was not confirmed stays in the queue."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def described(self) -> dict[str, object]:
        """Describe the deliveries as getWebhookInfo does."""
        found: dict[str, object] = {"url": self.url, "max_connections": 1}
        if self.last_error is not None:
            at, message = self.last_error
            found |= {"last_error_date": int(at.timestamp()), "last_error_message": message}
        return found

    async def _deliver(self) -> None:
        pulse, pause = self.queue.pulse, FIRST_PAUSE
        async with aiohttp.ClientSession(timeout=ANSWER_WITHIN) as session:
            while not pulse.closed:
                await pulse.wait_for(lambda: bool(self.queue.alive(self.clock())), LONGEST_PAUSE)
                for update in self.queue.alive(self.clock())[:1]:
                    trouble = await self._send(session, update)
                    if trouble is None:
                        pause = FIRST_PAUSE
                        self._confirm(update)
                    else:
                        self.last_error = (self.clock(), trouble)
                        await asyncio.sleep(pause)
                        pause = min(2 * pause, LONGEST_PAUSE)

    async def _send(self, session: aiohttp.ClientSession, update: Waiting) -> str | None:
        """Send one update; return what went wrong."""
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update.body, headers=headers, allow_redirects=False) as answer:
                if answer.status // 100 == 2:
                    return None
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except aiohttp.ClientError:
            return "Connection reset by peer"

    def _confirm(self, done: Waiting) -> None:
        self.queue.drop(lambda update: update is done)
