"""Whether the score keeps its promise: shares of small numbers, told with how sure one may be of them."""

from math import sqrt

Z_95 = 1.959963984540054
"""How many standard deviations hold 95 in 100 of a normal distribution."""


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the interval that holds the true share with 95 % confidence (E. B. Wilson, 1927); (0, 1) of no trials.

    >>> low, high = wilson(3, 10)
    >>> round(low, 3), round(high, 3)
    (0.108, 0.603)
    """
    if not trials:
        return 0.0, 1.0
    share, spread = successes / trials, Z_95**2 / trials
    middle = share + spread / 2
    reach = Z_95 * sqrt(share * (1 - share) / trials + spread / (4 * trials))
    low, high = ((middle + sign * reach) / (1 + spread) for sign in (-1, 1))
    # At the ends the formula is 0 and 1, and floating point nearly so.
    return (0.0 if not successes else max(low, 0.0)), (1.0 if successes == trials else min(high, 1.0))
