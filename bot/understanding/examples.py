"""Tables of example sentences: every way of saying them, looked up word by word.

How an example is written is said by ``bot.understanding.lexicon.table.examples``. A table is a graph whose edges are
words: 120,000 ways of saying 5,000 examples have most of their ends in common, and lie there once (a word graph, DAWG).
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from bot.understanding.tokens import fold_words

MORE = "…"
_MOST_MORE = 12
"""Words that may follow an example that is open at its end. With 3, "I do not agree that you keep what I write here" is
no refusal; with 8, "ring me on 07911 12 34 56 after six" calls nobody."""
SHORTEST_WITHIN = 3
"""Words from which an example is found in the middle of a message. With 2, "to stop it" stops everything."""
_PART = re.compile(r"\(([^()]*)\)|([^()]+)")

Words = tuple[str, ...]


def spoken(example: str) -> str:
    """Return an example as one sentence: the first of each choice of words.

    >>> spoken("(call/ring) me (back/) …")
    'call me back'
    """
    first = _PART.sub(lambda part: (part[1] or part[2] or "").split("/")[0], example.replace(MORE, ""))
    return " ".join(first.split())


def ways(example: str) -> Iterator[Words]:
    """Return every way of saying an example, as folded words.

    >>> list(ways("(call/ring) me (back/)"))
    [('call', 'me', 'back'), ('call', 'me'), ('ring', 'me', 'back'), ('ring', 'me')]
    """
    return (tuple(chain.from_iterable(way)) for way in product(*_choices(example)))


def _choices(example: str) -> list[list[Words]]:
    """Return the parts of an example, each with the words that may stand there."""
    parts = _PART.finditer(example.replace(MORE, ""))
    return [[fold_words(way) for way in (part[1] if part[1] is not None else part[2]).split("/")] for part in parts]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where one is in a table after some words: what these stand for (or nothing), and which words may follow."""

    complete: str
    open_ended: str
    further: Mapping[str, "Place"]

    @property
    def name(self) -> str:
        """Return what the words so far stand for, whether or not more may follow."""
        return self.complete or self.open_ended


NOWHERE = Place("", "", {})


@dataclass(frozen=True, slots=True)
class Examples:
    """What each example stands for: those that are complete, and those that more words may follow."""

    start: Place
    firsts: frozenset[str]
    """The first word of each: what begins with none of them is no example."""

    def place_of(self, words: Iterable[str]) -> Place:
        """Return the place that words lead to, nothing before them."""
        place = self.start
        for word in words:
            place = place.further.get(word, NOWHERE)
        return place

    def name_of(self, words: Words, *, closed: bool = False) -> str | None:
        """Return what these words stand for, nothing before them; ``closed``: nothing more behind them either."""
        place, opened = self.start, ""
        for at, word in enumerate(words):
            if place.open_ended and at >= len(words) - _MOST_MORE:
                opened = place.open_ended
            place = place.further.get(word, NOWHERE)
            if place is NOWHERE:
                break
        return place.name or (None if closed else opened or None)

    def within(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """Return the examples of enough words that stand in a message, each with where it begins and ends."""
        for start in range(len(words) - SHORTEST_WITHIN + 1):
            place = self.start
            for end, word in enumerate(words[start:], start + 1):
                place = place.further.get(word, NOWHERE)
                if place is NOWHERE:
                    break
                if place.name and end - start >= SHORTEST_WITHIN:
                    yield start, end, place.name

    @property
    def pairs(self) -> frozenset[Words]:
        """Return the first two words of each example that has so many."""
        return frozenset((one, two) for one, place in self.start.further.items() for two in place.further)

    @property
    def words(self) -> frozenset[str]:
        """Return every word of the examples."""
        seen = {self.start}
        waiting = [self.start]
        for place in waiting:
            news = set(place.further.values()) - seen
            seen |= news
            waiting += news
        return frozenset(word for place in seen for word in place.further)


def laid_out(named: Iterable[tuple[str, Sequence[str]]], *, fewest: int = 1) -> Examples:
    """Return the table of examples by name, of ``fewest`` words; where two names share one, the first has it."""
    graph = _Graph()
    start = graph.union(tuple(graph.example(name, line) for name, lines in named for line in lines))
    start = graph.from_words(start, fewest)
    return Examples(start, frozenset(start.further))


class _Graph:
    """Places of one table while it is laid out: two from which the same words lead to the same are one."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, frozenset[tuple[str, Place]]], Place] = {}
        self._united: dict[tuple[Place, ...], Place] = {}

    def _place(self, complete: str, open_ended: str, further: Mapping[str, Place]) -> Place:
        key = (complete, open_ended, frozenset(further.items()))
        return self._known.setdefault(key, Place(complete, open_ended, further))

    def example(self, name: str, example: str) -> Place:
        """Return the place where an example begins: laid out from its end, so that no way of saying it is listed."""
        is_open = example.endswith(MORE)
        place = self._place("" if is_open else name, name if is_open else "", {})
        for choice in reversed(_choices(example)):
            place = self.union(tuple(self._before(place, words) for words in choice))
        return place

    def _before(self, place: Place, words: Sequence[str]) -> Place:
        for word in reversed(words):
            place = self._place("", "", {sys.intern(word): place})
        return place

    def union(self, places: tuple[Place, ...]) -> Place:
        """Return the place from which all leads that does from one of these; the first that names it counts."""
        if len(places := tuple(dict.fromkeys(places))) == 1:
            return places[0]
        if places not in self._united:
            further: defaultdict[str, list[Place]] = defaultdict(list)
            for word, place in chain.from_iterable(place.further.items() for place in places):
                further[word].append(place)
            complete = next((place.complete for place in places if place.complete), "")
            open_ended = next((place.open_ended for place in places if place.open_ended), "")
            united = {word: self.union(tuple(found)) for word, found in further.items()}
            self._united[places] = self._place(complete, open_ended, united)
        return self._united[places]

    def from_words(self, place: Place, fewest: int) -> Place:
        """Return a place without what is said in fewer words."""
        if fewest == 0:
            return place
        kept = {word: self.from_words(after, fewest - 1) for word, after in place.further.items()}
        return self._place("", "", {word: after for word, after in kept.items() if after.name or after.further})
