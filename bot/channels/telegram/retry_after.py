"""How long the Bot API asks us to wait, whatever stands where the seconds should be."""

import math

LONGEST_WAIT = 3600.0


def seconds_to_wait(told: object) -> float | None:
    """Return the seconds of a ``retry_after``, between none and an hour; None where it holds no number.

    >>> [seconds_to_wait(told) for told in (5, "5", 2.5, 100_000, -1, True, "soon", None, [5], float("nan"))]
    [5.0, 5.0, 2.5, 3600.0, 0.0, None, None, None, None, None]
    """
    if isinstance(told, bool) or not isinstance(told, int | float | str):
        return None
    try:
        seconds = float(told)
    # A text that is no number, or a whole number too large for one.
    except (ValueError, OverflowError):
        return None
    return None if math.isnan(seconds) else min(max(seconds, 0.0), LONGEST_WAIT)
