"""The same turn at the tenth and at the thousandth message of a chat."""

from itertools import cycle, islice
from time import perf_counter

from .contestants import Receive, take_in
from .prospects import CORRECTIONS, fresh, openings, said

CHATS = 4


class Chats:
    """A few chats that have come to the same length; each turn changes an answer, by tap or typed."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        prospects = fresh(CHATS)
        self._ids = [prospect.chat_id for prospect in prospects]
        self._first = openings(prospects) + [raw for one in prospects for raw in one.turns]
        self._words = cycle(CORRECTIONS)

    async def grow(self, messages: int) -> None:
        """Bring every chat to so many messages."""
        own = len(self._first) // CHATS
        await take_in(self._receive, self._first)
        for words in islice(self._words, max(0, messages - own)):
            await self._receive([raw for chat_id in self._ids for raw in said(chat_id, [words])])

    async def time_turns(self, turns: int) -> float:
        """Return the seconds per turn, one chat after the other."""
        raws = [raw for words in islice(self._words, turns) for chat in self._ids for raw in said(chat, [words])]
        begun_at = perf_counter()
        for raw in raws:
            await self._receive([raw])
        return (perf_counter() - begun_at) / len(raws)
