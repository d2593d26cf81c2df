"""Whether a neighbour that may be dead is worth asking: after some failures it is left alone for a while.

Then one question is tried; the longer it stays away, the rarer.
"""

from math import inf

_FAILURES = 3
_FIRST_PAUSE = 15.0
_LONGEST_PAUSE = 300.0


class Breaker:
    """Open (nothing is asked) after failures in a row, until a question that is tried is answered."""

    def __init__(self, *, first_pause: float = _FIRST_PAUSE) -> None:
        self._first_pause = first_pause
        self._failures = 0
        self._pause = 0.0
        self._try_at = -inf

    @property
    def is_open(self) -> bool:
        """Return whether nothing but a trial may be asked."""
        return self._pause > 0

    def may_ask(self, now: float) -> bool:
        """Return whether to ask; who may is the only one to until the pause that begins now is over."""
        if not self.is_open:
            return True
        if now < self._try_at:
            return False
        self._try_at = now + self._pause
        return True

    def failed(self, now: float) -> bool:
        """Take note of a failure, and return whether the neighbour is given up with it."""
        self._failures += 1
        if self._failures < _FAILURES:
            return False
        was_open = self.is_open
        self._pause = min(self._pause * 2 or self._first_pause, _LONGEST_PAUSE)
        self._try_at = now + self._pause
        return not was_open

    def answered(self) -> bool:
        """Take note of an answer, and return whether the neighbour is back with it."""
        was_open = self.is_open
        self._failures, self._pause = 0, 0.0
        return was_open
