"""Sets of names by word, of which equal ones lie in memory once: most words belong to one of a few dozen options."""

from collections.abc import Iterable, Mapping


def shared_sets(by_word: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return the names by word as sets that cannot change.

    >>> sets = shared_sets({"boss": ["founder"], "owner": ["founder"]})
    >>> sets["boss"] is sets["owner"]
    True
    """
    known: dict[frozenset[str], frozenset[str]] = {}
    found = ((word, frozenset(names)) for word, names in by_word.items())
    return {word: known.setdefault(names, names) for word, names in found}
