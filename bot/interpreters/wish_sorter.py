"""Which wish a message is, or whether it tells an answer: sorted by the examples of both, as they are shipped.

A wish is known better by what it is not: beside its examples stand the sentences that answer questions. What this has
learnt is kept with the vectors, so that a marketer's own words change nothing here, and no start has to learn it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.interpreters.known_texts import TOLD, wish_examples
from bot.interpreters.likeness import Named
from bot.interpreters.sorting import Sorter
from bot.interpreters.vectors import Encoder, key_of
from bot.understanding.wishes import ALIKE

if TYPE_CHECKING:
    from bot.interpreters.vectors import Vectors

INSULT, COMPLAINT, ASIDE = "insult", "complaint", "aside"
ANGER = frozenset({INSULT, COMPLAINT})
_KEYS, _NAMES, _WEIGHTS = "wish_keys", "wish_names", "wish_weights"


@dataclass(frozen=True, slots=True)
class Wished:
    """What a message may wish, or ``TOLD``: how like it is to the likest example, and how far ahead of all others.

    What is near to it in meaning does not count as another: to stop, and to be forgotten.
    """

    name: str
    likeness: float
    margin: float


class WishSorter:
    """Sorts messages by wishes; made once for an encoder."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def wish(self, vector: "Vectors", *, may_be_told: bool) -> Wished:
        """Return what a message is likest to wish, or that it is an answer (``TOLD``) where ``may_be_told``."""
        found = _sorter(self._encoder).sort(vector, left_out=frozenset() if may_be_told else frozenset({TOLD}))
        alike = next((group for group in (*ALIKE, ANGER) if found.name in group), frozenset({found.name}))
        return Wished(found.name, found.likeness, found.margin_over(alike))


def kept_of(named: Named, encoder: Encoder) -> Mapping[str, Any]:
    """Return the arrays that are to be kept of these examples: takes some seconds."""
    import numpy as np

    sorter = Sorter(named.names, encoder.vectors(named.texts))
    keys = np.array([key_of(text) for text in named.texts], dtype=np.uint64)
    return {_KEYS: keys, _NAMES: np.array(named.names), _WEIGHTS: sorter.weights}


@lru_cache(maxsize=1)
def _sorter(encoder: Encoder) -> Sorter:
    """Return what sorts by what was kept; by the examples of wishes alone where nothing was."""
    keys, names = encoder.kept(_KEYS), encoder.kept(_NAMES)
    if keys is None or names is None:
        said = list(wish_examples())
        return Sorter([name for name, _ in said], encoder.vectors([text for _, text in said]))
    return Sorter([str(name) for name in names], encoder.known(map(int, keys)), encoder.kept(_WEIGHTS))
