"""How quickly leads heard from a person: half of them, and nine of ten, within which time."""

from datetime import timedelta
from typing import Protocol, SupportsInt


class Lengths(Protocol):
    """Lengths of time in microseconds: a list, or a column of numbers."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __getitem__(self, place: int, /) -> SupportsInt:
        """Return one of them."""


def median(ordered: Lengths) -> timedelta | None:
    """Return the middle of speeds in microseconds, shortest first; of an even number the mean of the two in the middle.

    >>> median([60_000_000, 180_000_000]), median([])
    (datetime.timedelta(seconds=120), None)
    """
    if not len(ordered):
        return None
    count = len(ordered)
    return timedelta(microseconds=round((int(ordered[(count - 1) // 2]) + int(ordered[count // 2])) / 2))


def nine_of_ten(ordered: Lengths) -> timedelta | None:
    """Return the speed, in microseconds, that at least nine of ten have reached.

    >>> nine_of_ten([1_000_000 * n for n in range(1, 11)]), nine_of_ten([5_000_000])
    (datetime.timedelta(seconds=9), datetime.timedelta(seconds=5))
    """
    return timedelta(microseconds=int(ordered[(9 * len(ordered) + 9) // 10 - 1])) if len(ordered) else None
