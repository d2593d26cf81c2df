"""What a message is most like of a number of texts that stand for something, and how far ahead of the rest that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.interpreters.vectors import Encoder, Vectors

_NEARLY_AS_MUCH = 0.02
"""What the same topic of another audience may be less alike to be meant as well, while the audience is not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """Texts, each with what it stands for."""

    names: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return each name once."""
        return tuple(dict.fromkeys(self.names))


@dataclass(frozen=True, slots=True)
class Nearest:
    """What a message is most like, how much, and how far ahead of the next.

    ``names`` are that and its namesakes of other audiences (``b2b.pricing`` and ``b2c.pricing``) that are as likely;
    ``second`` is that next one, if there is any.
    """

    names: tuple[str, ...]
    likeness: float
    margin: float
    second: str

    @property
    def name(self) -> str:
        """Return the likeliest."""
        return self.names[0]

    def is_clear(self, least: float, margin: float) -> bool:
        """Return whether it is like enough, and nothing else nearly as much."""
        return self.likeness >= least and self.margin >= margin


class Rows:
    """The vectors of texts that stand for something, made when they are first needed."""

    def __init__(self, encoder: "Encoder") -> None:
        self._encoder = encoder
        self._of: dict[Named, Vectors] = {}

    def of(self, named: Named) -> "Vectors":
        """Return a row for each text."""
        if named not in self._of:
            self._of[named] = self._encoder.vectors(named.texts)
        return self._of[named]

    def vector(self, text: str) -> "Vectors":
        """Return the vector of a text that somebody typed."""
        vector: Vectors = self._encoder.vectors([text])[0]
        return vector

    def alike(self, text: str, named: Named) -> "Vectors":
        """Return how like a text is to each of the named ones, in their order."""
        return self.of(named) @ self.vector(text)

    def kept(self, key: str) -> "Vectors | None":
        """Return what was kept of a sorter beside the vectors."""
        return self._encoder.kept(key)


def by_name(named: Named, likeness: "Vectors") -> dict[str, float]:
    """Return how like a message is to the likest text of each name."""
    best: dict[str, float] = {}
    for name, value in zip(named.names, likeness, strict=True):
        best[name] = max(best.get(name, 0.0), float(value))
    return best


def nearest(named: Named, likeness: "Vectors", *, alike: Sequence[frozenset[str]] = ()) -> Nearest:
    """Return the nearest of ``named``, whose texts are so much like a message; ``alike`` do not count as others."""
    best = by_name(named, likeness)
    first = max(best, key=lambda each: best[each])
    same = {name for name in best if _bare(name) == _bare(first)}
    names = sorted((name for name in same if best[name] >= best[first] - _NEARLY_AS_MUCH), key=lambda each: -best[each])
    group = same.union(*(group for group in alike if first in group))
    others = {name: value for name, value in best.items() if name not in group}
    second = max(others, key=lambda each: others[each], default="")
    return Nearest(tuple(names), best[first], best[first] - others.get(second, 0.0), second)


def _bare(name: str) -> str:
    return name.rpartition(".")[2]
