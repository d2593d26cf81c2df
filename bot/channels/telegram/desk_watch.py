"""Asks Telegram now and then whether the bot is still in each desk's chat: a quiet day would not tell.

Whoever removes the bot from a group says so in an update, which may be lost, or may come while we are away.
"""

import asyncio

from bot import clock, logs
from bot.channels.telegram.session import ApiError, JsonSession
from bot.desk_reach import DeskReach
from bot.errors import DeliveryError
from bot.in_force import InForce

ASK_EVERY_SECONDS = 20.0
_GONE = (400, 403)
"""A chat that is not known, or that has put us out; any other refusal says nothing of the chat."""


class DeskWatch:
    """Keeps ``reach`` true. Only groups can be asked about: a person who has blocked us is told by what we send."""

    def __init__(self, session: JsonSession, token: str, in_force: InForce, reach: DeskReach) -> None:
        self._session = session
        self._token = token
        self._in_force = in_force
        self._reach = reach

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            for desk in self._in_force.setup.chats:
                if desk < 0:
                    await self.ask(desk)
            await asyncio.sleep(ASK_EVERY_SECONDS)

    async def ask(self, desk: int) -> None:
        """Ask about one desk."""
        try:
            await self._session.raw(self._token, "getChat", {"chat_id": self._in_force.address(desk)})
        except DeliveryError as error:
            is_gone = isinstance(error, ApiError) and error.code in _GONE and error.moved_to is None
            if is_gone and self._reach.lose(desk, clock.elapsed(), error.reason):
                logs.logger().error("A sales chat cannot be reached.", action="desk", chat=desk, reason=error.reason)
            return
        if self._reach.regain(desk):
            logs.logger().info("A sales chat can be reached again.", action="desk", chat=desk)
