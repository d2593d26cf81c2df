"""How long a call may take before it is given up as lost: a multiple of what is usual for its kind.

A call that hangs must not hold its chat for half a minute where Telegram answers within a tenth of a second; a slow
line must not have every call given up.
"""

from collections import defaultdict, deque

SHORTEST_LIMIT = 5.0
LONGEST_LIMIT = 30.0
FILE_LIMIT = 60.0
LONGEST_UNANSWERED = 15.0
"""While nothing is answered at all, a call waits no longer than this: it is the trial that finds the end of it."""
_REMEMBERED = 50
# One call in seven may hang without making the limit longer; where more do, the line is slow, not the call. Of a
# method that was seldom called, those not seen yet count as quick: one that hung among three is no slow line.
_QUICK = int(0.85 * _REMEMBERED)
_TIMES_USUAL = 4.0
# So many in a row may hang by chance. Beyond that they are an outage, which says nothing of what is usual.
_BY_CHANCE = 3


class TimeLimits:
    """What the last calls of each method took; those that were given up count with what they were given."""

    def __init__(self) -> None:
        self._took: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_REMEMBERED))
        self._given_up_in_a_row: dict[str, int] = defaultdict(int)

    def answered(self, method: str, seconds: float) -> None:
        """Remember what a call took."""
        self._given_up_in_a_row[method] = 0
        self._took[method].append(seconds)

    def gave_up(self, method: str, seconds: float) -> None:
        """Remember that a call was not answered in so long."""
        self._given_up_in_a_row[method] += 1
        if self._given_up_in_a_row[method] <= _BY_CHANCE:
            self._took[method].append(seconds)

    def limit(self, method: str, *, sends_file: bool = False) -> float:
        """Return the seconds after which a call of a method is given up."""
        if sends_file:
            return FILE_LIMIT
        took = sorted(self._took[method])
        slow = len(took) - (_REMEMBERED - _QUICK)
        usual = took[slow] if slow >= 0 else 0.0
        more = self._given_up_in_a_row[method] - _BY_CHANCE + 1
        unanswered = min(SHORTEST_LIMIT * 2 ** min(more, 8), LONGEST_UNANSWERED) if more > 0 else 0.0
        return min(max(_TIMES_USUAL * usual, unanswered, SHORTEST_LIMIT), LONGEST_LIMIT)
