"""How long a call may take before it is given up as lost: a multiple of what is usual for its kind.

A call that hangs must not hold its chat for half a minute where Telegram answers within a tenth of a second; a slow
line must not have every call given up.
"""

from collections import defaultdict, deque

SHORTEST_LIMIT = 5.0
LONGEST_LIMIT = 30.0
FILE_LIMIT = 60.0
_REMEMBERED = 50
# One call in ten may hang without making the limit longer; where more do, the line is slow, not the call.
_USUAL_SHARE = 0.9
_TIMES_USUAL = 4.0


class TimeLimits:
    """What the last calls of each method took; those that were given up count with what they were given."""

    def __init__(self) -> None:
        self._took: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))

    def note(self, method: str, seconds: float) -> None:
        """Remember what a call took."""
        self._took[method].append(seconds)

    def limit(self, method: str, *, sends_file: bool = False) -> float:
        """Return the seconds after which a call of a method is given up."""
        if sends_file:
            return FILE_LIMIT
        took = sorted(self._took[method])
        usual = took[min(int(_USUAL_SHARE * len(took)), len(took) - 1)] if took else 0.0
        return min(max(_TIMES_USUAL * usual, SHORTEST_LIMIT), LONGEST_LIMIT)
