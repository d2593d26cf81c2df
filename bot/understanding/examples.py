"""Tables of example sentences: every way of saying them, looked up word by word.

How an example is written is said by ``bot.understanding.lexicon.table.examples``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
    parts = _PART.finditer(example.replace(MORE, ""))
    choices = [[fold_words(way) for way in (part[1] if part[1] is not None else part[2]).split("/")] for part in parts]
    return (tuple(chain.from_iterable(way)) for way in product(*choices))


@cache
def _shared_ways(example: str) -> tuple[Words, ...]:
    """Return the same, once for all tables: that of all languages has what each language's has: 30 MB less."""
    return tuple(ways(example))


@dataclass(frozen=True, slots=True)
class Examples:
    """What each example stands for: those that are complete, and those that more words may follow."""

    complete: Mapping[Words, str]
    open_ended: Mapping[Words, str]
    beginnings: frozenset[Words]
    """The first words of those that may stand anywhere in a message."""
    firsts: frozenset[str]
    """The first word of each: what begins with none of them is no example."""

    def name_of(self, words: Words, *, closed: bool = False) -> str | None:
        """Return what these words stand for, nothing before them; ``closed``: nothing more behind them either."""
        if self.firsts.isdisjoint(words[:1]):
            return None
        found = self.complete.get(words) or self.open_ended.get(words)
        return found if found or closed else self.opened_by(words)

    def opened_by(self, words: Words) -> str | None:
        """Return what words stand for that begin with an open-ended example."""
        for end in range(len(words) - 1, max(0, len(words) - 1 - _MOST_MORE), -1):
            found = self.open_ended.get(words[:end])
            if found is not None:
                return found
        return None

    def within(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """Return the examples of enough words that stand in a message, each with where it begins and ends."""
        for start in range(len(words) - SHORTEST_WITHIN + 1):
            if words[start : start + SHORTEST_WITHIN] in self.beginnings:
                for end in range(start + SHORTEST_WITHIN, len(words) + 1):
                    said = words[start:end]
                    name = self.complete.get(said) or self.open_ended.get(said)
                    if name is not None:
                        yield start, end, name

    @property
    def words(self) -> frozenset[str]:
        """Return every word of the examples."""
        return frozenset(chain.from_iterable(chain(self.complete, self.open_ended)))


def laid_out(named: Iterable[tuple[str, Sequence[str]]], *, fewest: int = 1) -> Examples:
    """Return the table of examples by name, of ``fewest`` words; where two names share one, the first has it."""
    complete: dict[Words, str] = {}
    open_ended: dict[Words, str] = {}
    for name, lines in named:
        for example in lines:
            table = open_ended if example.endswith(MORE) else complete
            for words in _shared_ways(example):
                if len(words) >= fewest:
                    table.setdefault(words, name)
    beginnings = (words[:SHORTEST_WITHIN] for words in chain(complete, open_ended) if len(words) >= SHORTEST_WITHIN)
    firsts = frozenset(words[0] for words in chain(complete, open_ended) if words)
    return Examples(complete, open_ended, frozenset(beginnings), firsts)
