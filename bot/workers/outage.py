"""Whether Telegram answers at all. While it does not, one message at a time is tried for all that wait."""

from math import inf

_FAILURES = 8
_CHATS = 3
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 10.0


class Outage:
    """Noticed where many calls in a row to several chats failed without an answer; over with the first answer.

    A single chat or message that makes the server stumble is no outage: hence several chats.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._chats: set[int] = set()
        self._pause = 0.0
        self.try_at = -inf

    @property
    def is_on(self) -> bool:
        """Return whether nothing but a trial may be sent."""
        return self._pause > 0

    def may_try(self, now: float, *, under_way: int) -> bool:
        """Return whether one message may be sent to see whether Telegram is back."""
        return under_way == 0 and now >= self.try_at

    def failed(self, chat_id: int, now: float) -> None:
        """Take note of a call without an answer."""
        self._failures += 1
        if len(self._chats) < _CHATS:
            self._chats.add(chat_id)
        if self._failures >= _FAILURES and len(self._chats) >= _CHATS and now >= self.try_at:
            self._pause = min(self._pause * 2 or _FIRST_PAUSE, _LONGEST_PAUSE)
            self.try_at = now + self._pause

    def answered(self) -> bool:
        """Take note of an answer, and return whether an outage ends with it."""
        was_on = self.is_on
        self._failures, self._pause = 0, 0.0
        self._chats.clear()
        return was_on
