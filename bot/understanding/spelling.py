"""Finds the known words that a misspelt word may stand for. Short words are never guessed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_SHORTEST_GUESSED = 5
"""Letters from which a word may be misspelt. With 4, little words become others ("chef" a founder, "plus tard" a
sale); with 6, "folow-up" is nothing."""
_TWO_SLIPS_FROM = 9
"""Letters from which a word may have two slips. With 6, "prices" is a sale and "present" a director; with 14,
"directeur" is nobody where English is spoken."""
_LONGEST_GUESSED = 24
"""Longer words are no words; comparing them would take its time."""


class Guess(Struct, frozen=True):
    """A known word and how many slips of the finger away it is; 0 for another form of the very word."""

    word: str
    slips: int


class Speller:
    """Knows a fixed set of folded words; ``unguessed`` are words of the language that misspell none of them."""

    __slots__ = ("_by_letter", "_endings", "_guesses", "_unguessed", "_words")

    def __init__(self, words: Iterable[str], endings: Sequence[str] = (), unguessed: Iterable[str] = ()) -> None:
        self._words = frozenset(words)
        self._unguessed = frozenset(unguessed)
        self._endings = tuple(endings)
        by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if len(word) >= _SHORTEST_GUESSED - 1:
                by_letter[word[0]].append(word)
        self._by_letter = dict(by_letter)
        self._guesses: dict[str, tuple[Guess, ...]] = {}

    def __contains__(self, word: str) -> bool:
        """Say whether the word is known as it is."""
        return word in self._words

    def guesses(self, word: str) -> tuple[Guess, ...]:
        """Return the known words nearest to this one: itself, another form of it, or the nearest misspelling.

        >>> Speller(["director", "lead"]).guesses("direktor")
        (Guess(word='director', slips=1),)
        >>> Speller(["ceo"]).guesses("cto")
        ()
        >>> Speller(["marino"], unguessed=["marido"]).guesses("marido")
        ()
        """
        if word in self._words:
            return (Guess(word, 0),)
        if word in self._unguessed:
            return ()
        known = self._guesses.get(word)
        if known is None:
            known = self._nearest(word)
            if len(self._guesses) < 4096:
                self._guesses[word] = known
        return known

    def _nearest(self, word: str) -> tuple[Guess, ...]:
        if not 4 <= len(word) <= _LONGEST_GUESSED:
            return ()
        forms = self._other_forms(word)
        if forms:
            return tuple(Guess(form, 0) for form in sorted(forms))
        if len(word) < _SHORTEST_GUESSED:
            return ()
        allowed = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        found = extract(
            word, self._starting_like(word), scorer=OSA.distance, score_cutoff=allowed, limit=4, processor=None
        )
        best = min((slips for _, slips, _ in found), default=0)
        return tuple(Guess(known, int(slips)) for known, slips, _ in found if slips == best and len(known) > 3 + slips)

    def _starting_like(self, word: str) -> list[str]:
        """Return the words worth comparing: the first letter is seldom wrong, unless swapped with the second."""
        same = self._by_letter.get(word[0], [])
        swapped = [known for known in self._by_letter.get(word[1], []) if known[1] == word[0]]
        return [*same, *swapped] if word[0] != word[1] else same

    def _other_forms(self, word: str) -> set[str]:
        shorter = {word.removesuffix(ending) for ending in self._endings}
        longer = {word + ending for ending in self._endings}
        return {form for form in shorter | longer if form in self._words and len(form) >= _SHORTEST_GUESSED - 1}
