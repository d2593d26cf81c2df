"""In which order the workers of pytest-xdist get the tests."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def in_shares(tests: Sequence[T], shares: int, *, is_long: Callable[[T], bool]) -> list[T]:
    """Return the tests so that each of as many shares, one after the other, begins with its part of the long ones.

    What is done last is then short, so that no worker has to wait for another; and while a long one waits for
    something, the others compute. A share is as large as xdist's work stealing makes it.

    >>> "".join(in_shares("abcXdeYZf", 3, is_long=str.isupper))
    'XabYcdZef'
    """
    long, short = [test for test in tests if is_long(test)], [test for test in tests if not is_long(test)]
    ordered: list[T] = []
    for number in range(shares):
        size = (len(tests) - len(ordered)) // (shares - number)
        begun = long[number::shares]
        filled = max(size - len(begun), 0) if number < shares - 1 else len(short)
        ordered += [*begun, *short[:filled]]
        del short[:filled]
    return ordered
