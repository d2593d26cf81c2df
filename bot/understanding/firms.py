"""Says which words name a firm: an organisation, or a kind of business, in Swedish also as the end of another word."""

from collections.abc import Sequence

from bot.understanding.lexicon.table import Lexicon

_SHORTEST_END = 4
"""Letters of a company's word from which it may end another: småbolag, byggfirma."""
_NAMED_OF = 3
"""Words of a company with what it is of: boîte de transport."""


def ends_with_firm(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Return whether words end with one for a company or a kind of business: "a bakery", "une boîte de transport"."""
    last = words[-1:] if len(words) < _NAMED_OF or words[-2] not in lexicon.ofs else (words[-3], words[-1])
    return any(is_organisation(word, lexicon) or is_business(word, lexicon) for word in last)


def is_business(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word is one for all of a company, or a kind of business; a team or an office is none."""
    return _ends_in(lexicon.businesses | lexicon.wholes, word, lexicon)


def _ends_in(words: frozenset[str], word: str, lexicon: Lexicon) -> bool:
    """Return whether a word is in a table, or the last part of it is: frisörsalong. Most that end in "bar" are none."""
    ends = (end for end in words if len(end) >= _SHORTEST_END)
    return word in words or (lexicon.compounds and word.endswith(tuple(ends)))


def is_organisation(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word is one for a company: in Swedish also as the last part of another, byggfirma."""
    return _ends_in(lexicon.organisations, word, lexicon)
