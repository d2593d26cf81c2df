"""How much of the time between two instants a desk was open, for thousands of them: hours are looked up once."""

from array import array
from bisect import bisect_right
from datetime import datetime, timedelta

from bot.desk.hours import Hours, open_intervals
from scoring.instants import microseconds


class WorkingTime:
    """The working time of a desk from an instant until another, summed up."""

    def __init__(self, hours: Hours, since: datetime, until: datetime) -> None:
        self._opens, self._closes, self._before = array("q"), array("q"), array("q")
        worked = 0
        for opens, closes in open_intervals(hours, since, days=(until - since).days + 2):
            self._opens.append(microseconds(opens))
            self._closes.append(microseconds(closes))
            self._before.append(worked)
            worked += microseconds(closes) - microseconds(opens)

    def __call__(self, begins: int, ends: int) -> int:
        """Return the working time between two instants, all in microseconds."""
        return self._until(ends) - self._until(begins)

    def _until(self, at: int) -> int:
        place = bisect_right(self._opens, at) - 1
        if place < 0:
            return 0
        return self._before[place] + min(at, self._closes[place]) - self._opens[place]


def working_time(hours: Hours, since: datetime, until: datetime) -> WorkingTime | None:
    """Return the working time of a desk within a stretch; None where it never closes, and all time is working time."""
    return None if hours.never_closes else WorkingTime(hours, since - timedelta(days=1), until)
