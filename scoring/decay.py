"""How points fade, and when a fading sum falls below a mark.

Points live on a grid of 2**-40, so that sums below 8192 are exact in any order (docs/decisions/0002).
"""

from collections.abc import Callable, Sequence
from math import exp, exp2, log

GRID = 2.0**40


def on_grid(points: float) -> float:
    """Return the nearest number on the grid of 2**-40.

    >>> on_grid(0.1) + on_grid(0.2) == on_grid(0.1 + 0.2)
    True
    """
    return round(points * GRID) / GRID


def share_left(age_us: int, half_life_us: float) -> float:
    """Return the share of some points that is left after a time: the curve of all fading (rule 3 of scoring).

    >>> share_left(30, 15.0)
    0.25
    """
    return exp2(-age_us / half_life_us)


def decayed(points: float, *, age_us: int, half_life_us: float | None) -> float:
    """Return the points that are left after a time; without a half-life, all of them.

    >>> decayed(10.0, age_us=30, half_life_us=15.0)
    2.5
    """
    if half_life_us is None:
        return points
    return round(points * share_left(age_us, half_life_us) * GRID) / GRID


def crossing(terms: Sequence[tuple[float, float]], mark: float) -> float:
    """Return about how many microseconds from now the fading terms take to sum to the mark (above 0).

    A term is (points now, half-life in microseconds). Newton's steps on the logarithm of the sum: it is convex, so no
    step goes too far, and straight when all terms share a half-life, so that the first step is the closed form.
    """
    fading = [(points, log(2.0) / half_life) for points, half_life in terms]
    elapsed = 0.0
    for _ in range(_STEPS):
        total = slope = 0.0
        for points, rate in fading:
            left = points * exp(-rate * elapsed)
            total += left
            slope += left * rate
        if total <= mark:
            break
        step = log(total / mark) * total / slope
        elapsed += step
        if step < _NEAR_US:
            break
    return elapsed


_STEPS = 60
_NEAR_US = 100.0


def first_ms(holds: Callable[[int], bool], *, guess: int, earliest: int, latest: int) -> int | None:
    """Return the first whole number from `earliest` for which `holds`, None if that is after `latest`.

    Once it holds it must hold for good. A good guess takes two questions; a bad one is mended by growing strides, then
    halving.
    """
    high = max(guess, earliest)
    low, stride = high - 1, 1
    while low >= earliest and holds(low):
        high, low, stride = low, low - stride, stride * 2
    low, stride = max(low, earliest - 1), 1
    while not holds(high):
        if high > latest:
            return None
        low, high, stride = high, high + stride, stride * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high if high <= latest else None
