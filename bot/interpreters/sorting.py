"""What words stand for, learnt from examples: kernel ridge regression over the vectors of sentences.

The nearest example alone is right for three in five sentences that are like none of them; this for more than three in
four (docs/understanding.md). It takes no training but the solving of one system of equations.
"""

import hashlib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.interpreters.likeness import Named

if TYPE_CHECKING:
    from bot.interpreters.vectors import Vectors

_POWER = 3
"""How much more near examples count than far ones: tried from 1 to 4."""
_SMOOTH = 0.1
"""How far an example may be sorted otherwise than it says: there are some of each kind that are like another's."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """What words may stand for, the likeliest first, each with its score; and how like its likest example is.

    The scores of all add up to about one.
    """

    scores: tuple[tuple[str, float], ...]
    likeness: float

    @property
    def name(self) -> str:
        """Return the likeliest."""
        return self.scores[0][0]

    @property
    def margin(self) -> float:
        """Return how far it is ahead of the next."""
        return self.margin_over({self.name})

    def margin_over(self, alike: Set[str]) -> float:
        """Return how far it is ahead of the next that is not one of these."""
        return self.scores[0][1] - next((score for name, score in self.scores if name not in alike), 0.0)


class Sorter:
    """Sorts vectors by what the examples in ``rows`` stand for: a name for each row."""

    def __init__(self, names: Sequence[str], rows: "Vectors", weights: "Vectors | None" = None) -> None:
        self._names = names
        self._kinds = tuple(dict.fromkeys(names))
        self._rows = rows
        self._middle = rows.mean(axis=0)
        self._even = _evened(rows, self._middle)
        self.weights = _weights(names, self._kinds, self._even) if weights is None else weights

    def sort(self, vector: "Vectors", *, left_out: Set[str] = frozenset()) -> Sorted:
        """Return what a vector's words stand for, of all names but those that are left out."""
        likeness = self._rows @ vector
        even = _evened(vector[None, :], self._middle)
        scores = (_kernel(even @ self._even.T) @ self.weights)[0]
        named = zip(self._kinds, map(float, scores), strict=True)
        ranked = sorted((pair for pair in named if pair[0] not in left_out), key=lambda pair: -pair[1])
        likest = max(float(value) for name, value in zip(self._names, likeness, strict=True) if name == ranked[0][0])
        return Sorted(tuple(ranked), likest)


def key_of(named: Named) -> str:
    """Return the name under which the weights of these examples are kept."""
    digest = hashlib.blake2b(digest_size=8)
    for name, text in zip(named.names, named.texts, strict=True):
        digest.update(f"{name}\0{text}\0".encode())
    return f"weights_{digest.hexdigest()}"


def _weights(of: Sequence[str], kinds: Sequence[str], even: "Vectors") -> "Vectors":
    """Return what each example says for each kind; one of a kind that has few counts for more."""
    import numpy as np

    names = np.array(of)
    meant = np.stack([names == kind for kind in kinds], axis=1).astype(np.float32)
    few = np.sqrt(meant.sum(axis=0))[meant.argmax(axis=1)]
    slack = np.diag(_SMOOTH * few / few.mean())
    weights: Vectors = np.asarray(np.linalg.solve(_kernel(even @ even.T) + slack, meant), dtype=np.float32)
    return weights


def _kernel(cosines: "Vectors") -> "Vectors":
    import numpy as np

    return np.power((cosines + 1) / 2, _POWER, dtype=np.float32)


def _evened(rows: "Vectors", middle: "Vectors") -> "Vectors":
    """Return vectors as seen from the middle of all examples: sentences of one trade are all much alike."""
    import numpy as np

    apart = rows - middle
    even: Vectors = apart / np.linalg.norm(apart, axis=1, keepdims=True)
    return even
