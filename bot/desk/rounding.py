"""Points as they are shown: rounded so that what is shown adds up."""

from collections.abc import Sequence
from math import floor, fsum

# Coarse enough to swallow what adding floats leaves behind, far finer than anything shown.
_NOISE_DIGITS = 6


def rounded(parts: Sequence[float], *, per_point: int, total: int | None = None) -> tuple[int, ...]:
    """Return each part as a whole number of tenths (``per_point`` 10), hundredths ..., that sum to ``total``.

    Without a ``total`` it is the rounded sum of the parts. A part becomes the whole number below or above it, and those
    that are furthest above theirs go up (the method of the largest remainder).

    >>> rounded([0.25, 0.25, 0.25, 0.25], per_point=10)
    (3, 3, 2, 2)
    """
    if not parts:
        return ()
    exact = [round(part * per_point, _NOISE_DIGITS) for part in parts]
    below = [floor(number) for number in exact]
    whole = round(round(fsum(parts) * per_point, _NOISE_DIGITS)) if total is None else total
    each, more = divmod(whole - sum(below), len(parts))
    by_remainder = sorted(range(len(parts)), key=lambda place: below[place] - exact[place])
    up = set(by_remainder[:more])
    return tuple(number + each + (place in up) for place, number in enumerate(below))
