"""How fast we may send: per chat, per group and for the whole bot, with short bursts."""

import asyncio
from collections import OrderedDict

from aiolimiter import AsyncLimiter

from bot.messages import AnswerTap, Outgoing

BOT_PER_SECOND = 28
CHAT_BURST = 4
GROUP_PER_MINUTE = 19
MOST_CHATS = 10_000


class Pace:
    """Waits as long as Telegram's limits ask: about 1 a second per chat, 20 a minute per group, 30 a second in all."""

    def __init__(self) -> None:
        self._all = AsyncLimiter(BOT_PER_SECOND, 1)
        self._chats: OrderedDict[int, AsyncLimiter] = OrderedDict()
        self._held_until: dict[int, float] = {}

    async def wait(self, chat_id: int, message: Outgoing) -> None:
        """Return when a message may be sent to a chat. Answers to taps count only for the whole bot."""
        if not isinstance(message, AnswerTap):
            held = self._held_until.get(chat_id, 0.0) - asyncio.get_running_loop().time()
            if held > 0:
                await asyncio.sleep(held)
            await self._of(chat_id).acquire()
        await self._all.acquire()

    def hold(self, chat_id: int, seconds: float) -> None:
        """Send nothing more to a chat for so long: Telegram said so."""
        self._held_until[chat_id] = asyncio.get_running_loop().time() + seconds
        if len(self._held_until) > MOST_CHATS:
            self._held_until.pop(next(iter(self._held_until)))

    def _of(self, chat_id: int) -> AsyncLimiter:
        limiter = self._chats.get(chat_id)
        if limiter is None:
            limiter = AsyncLimiter(GROUP_PER_MINUTE, 60) if chat_id < 0 else AsyncLimiter(CHAT_BURST, CHAT_BURST)
            self._chats[chat_id] = limiter
            if len(self._chats) > MOST_CHATS:
                self._chats.popitem(last=False)
        self._chats.move_to_end(chat_id)
        return limiter
