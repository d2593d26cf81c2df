"""The numbers of the leads that a list shows, page by page and in its order: of all of them only numbers are held.

Whom a list of tiers can mean is found by index: interest only falls by itself, so that whoever is hot now was stored
as hot, or has not been scored under the rules in force yet.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge

from scoring.model import HOT, LUKEWARM
from storage import listing
from storage.statements import Transaction

PAGE = 500
WARM = frozenset((HOT, LUKEWARM))

Pages = Iterator[Sequence[int]]


def candidates(tx: Transaction, tiers: frozenset[str], *, stale: Callable[[], Iterable[int]]) -> Pages:
    """Yield the leads who may stand in these tiers (none: in any), lowest number first."""
    if not tiers or not tiers <= WARM:
        return listing.pages(tx, limit=PAGE)
    warm = (number for page in listing.warm_pages(tx, limit=PAGE) for number in page)
    return paged(_once(merge(warm, stale())))


def paged(numbers: Iterable[int]) -> Pages:
    """Yield numbers page by page."""
    page: list[int] = []
    for number in numbers:
        page.append(number)
        if len(page) == PAGE:
            yield page
            page = []
    if page:
        yield page


def in_order(found: Iterable[tuple[float, int]]) -> Pages:
    """Yield leads by their sort key, the highest first, then by number: sixteen bytes each are held."""
    keys, numbers = array("d"), array("q")
    for key, number in found:
        keys.append(key)
        numbers.append(number)
    places = sorted(range(len(keys)), key=lambda place: (-keys[place], numbers[place]))
    return paged(numbers[place] for place in places)


def _once(numbers: Iterable[int]) -> Iterator[int]:
    before = None
    for number in numbers:
        if number != before:
            yield number
        before = number
