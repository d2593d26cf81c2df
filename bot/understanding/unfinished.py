"""Whether words break off: by the last of them, which ends nothing."""

from itertools import pairwise

from bot.understanding.lexicon.last_words import ENDS_NOTHING

_NO_WORDS = frozenset[str]()


def breaks_off(text: str, language: str) -> str | None:
    """Return the last word of a text where it ends nothing, None where it may; a word alone may be anything.

    >>> breaks_off("So that the right person answers your", "en"), breaks_off("Where to", "en"), breaks_off("The", "en")
    ('your', None, None)
    """
    *before, last = text.split() or [""]
    return last if before and last in _ends_nothing(language) else None


def said_twice(text: str, language: str) -> str | None:
    """Return a word that ends nothing and stands twice in a row.

    >>> said_twice("So that the the right person answers", "en"), said_twice("Very very good", "en")
    ('the', None)
    """
    known, words = _ends_nothing(language), text.split()
    return next((word for word, after in pairwise(words) if word == after and word in known), None)


def _ends_nothing(language: str) -> frozenset[str]:
    return ENDS_NOTHING.get(language.partition("_")[0], _NO_WORDS)
