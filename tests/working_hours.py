"""How long a desk has worked between two instants, as its figures count it."""

from datetime import datetime, timedelta

import numpy as np

from bot.desk.hours import Hours
from bot.figures.working_time import working_time
from scoring.instants import microseconds


def worked(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """Return how much of the time between two instants a desk was open."""
    counted = working_time(hours, start, end)
    if counted is None:
        return end - start
    (found,) = counted(np.array([microseconds(start)]), np.array([microseconds(end)]))
    return timedelta(microseconds=int(found))
