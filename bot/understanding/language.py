"""Which of our languages a message is written in: only where its little words leave no doubt.

A loan word, a name or a greeting never tells; who writes "ok, merci" on an English phone goes on in English.
"""

from collections.abc import Sequence
from functools import lru_cache

from bot.understanding.lexicon.languages import TABLES
from bot.understanding.lexicon.table import Lexicon

_FEWEST_TELLING = 2
"""Different little words of a language that show it. With 1, "de luxe" and "el nino" are French and Spanish."""
_FEWEST_WORDS = 5
"""With 4, "c'est la vie" is French: a loan never switches."""
_OF_ALL = 3
"""At least one of so many words must be such a little word."""


def language_of(words: Sequence[str], locale: str) -> str | None:
    """Return the language that folded words are certainly written in; None where that is not certain.

    >>> language_of("je ne sais pas encore".split(), "en"), language_of("merci".split(), "en")
    ('fr', None)
    """
    if len(words) < _FEWEST_WORDS:
        return None
    own = locale.replace("_", "-").split("-")[0].lower()
    said = frozenset(words)
    counts = {language: len(said & little) for language, little in _little_words().items()}
    first, *others = sorted(counts, key=lambda language: -counts[language])
    telling = counts[first] - max(counts[language] for language in others)
    if telling < _FEWEST_TELLING or counts[first] * _OF_ALL < len(said):
        return None
    # Of a language without a table nothing is known: its little words may be ours by chance.
    return first if own in TABLES or counts[first] * 2 > len(said) else None


@lru_cache(maxsize=1)
def _little_words() -> dict[str, frozenset[str]]:
    return {language: _little(lexicon) for language, lexicon in TABLES.items()}


def _little(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.stop | lexicon.negators | lexicon.articles | lexicon.ofs | lexicon.others | lexicon.first_person
