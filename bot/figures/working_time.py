"""How much of the time between two instants a desk was open, for thousands of them: hours are looked up once."""

from datetime import datetime, timedelta

import numpy as np

from bot.desk.hours import Hours, open_intervals
from bot.figures.columns import Numbers
from scoring.instants import microseconds


class WorkingTime:
    """The working time of a desk from an instant until another, summed up."""

    def __init__(self, hours: Hours, since: datetime, until: datetime) -> None:
        found = open_intervals(hours, since, days=(until - since).days + 2)
        edges = [(microseconds(opens), microseconds(closes)) for opens, closes in found]
        self._opens, self._closes = np.array(edges, dtype=np.int64).reshape(-1, 2).T
        self._before = np.cumsum([0, *(self._closes - self._opens)])

    def __call__(self, begins: Numbers, ends: Numbers) -> Numbers:
        """Return the working time between instants and later ones, all in microseconds."""
        return self._until(ends) - self._until(begins)

    def _until(self, at: Numbers) -> Numbers:
        if not len(self._opens):
            return np.zeros_like(at)
        place = np.searchsorted(self._opens, at, side="right") - 1
        worked: Numbers = self._before[place] + np.minimum(at, self._closes[place]) - self._opens[place]
        return np.where(place < 0, 0, worked)


def working_time(hours: Hours, since: datetime, until: datetime) -> WorkingTime | None:
    """Return the working time of a desk within a stretch; None where it never closes, and all time is working time."""
    return None if hours.never_closes else WorkingTime(hours, since - timedelta(days=1), until)
