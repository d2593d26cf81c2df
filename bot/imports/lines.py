"""The text of a file that other systems or people have saved, line by line, whatever it is encoded in."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.errors import LeadbotError

MAX_LINE_CHARS = 1_000_000
UTF_8, UTF_16, WINDOWS = "utf-8-sig", "utf-16", "cp1252"
_FIRST_BYTES = 4096
_PIECE_BYTES = 1 << 20


class UnreadableFileError(LeadbotError):
    """A file that cannot be read at all; nothing of it was taken in, unless it was found out half-way."""


def encoding_of(path: Path, named: str = "", *, is_foreign: bool = False) -> str:
    """Return what a file is encoded in: by its mark, else as ``named``, else UTF-8.

    ``is_foreign``: whoever saved it was not asked for UTF-8. What nothing says, and is no UTF-8 at all, is taken for
    Windows' own. Raises UnreadableFileError where it is no text.
    """
    with path.open("rb") as raw:
        first = raw.read(_FIRST_BYTES)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF_16
    if first.startswith(codecs.BOM_UTF8):
        return UTF_8
    if named and codecs.lookup(named).name != "utf-8":
        return named
    if b"\0" in first:
        raise UnreadableFileError(f"{path}: this is no text, or UTF-16 without its mark: save it as CSV UTF-8")
    return WINDOWS if is_foreign and not named and _is_windows(path) else UTF_8


def _is_windows(path: Path) -> bool:
    """Return whether no letter outside of ASCII is one of UTF-8: one such letter, and others are mistakes."""
    decoder, has_others = codecs.getincrementaldecoder("utf-8")("surrogateescape"), False
    with path.open("rb") as raw:
        while piece := raw.read(_PIECE_BYTES):
            text = decoder.decode(piece)
            if not text.isascii():
                if any(not "\udc80" <= letter <= "\udcff" for letter in text if letter > "\x7f"):
                    return False
                has_others = True
    return has_others


@contextmanager
def opened(path: Path, encoding: str) -> Iterator[tuple[IO[str], IO[bytes]]]:
    """Context manager: yields the text of a file, and its bytes, which tell how far it was read.

    Bytes that are no text become lone surrogates, by which their row is known and refused.
    """
    errors = "replace" if encoding == UTF_16 else "surrogateescape"
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding, errors, newline="") as text:
        yield text, raw


class Lines:
    """The lines of a text; ``cut`` once the last one has come without its end, ``ended`` once there are no more.

    Raises UnreadableFileError for a line that is too long to be one.
    """

    def __init__(self, text: IO[str], path: Path) -> None:
        self._text, self._path = text, path
        self._number = 0
        self.cut = self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_LINE_CHARS)
        if not line:
            self.ended = True
            raise StopIteration
        self._number += 1
        if len(line) == MAX_LINE_CHARS:
            raise UnreadableFileError(
                f"{self._path}:{self._number}: a line of more than {MAX_LINE_CHARS:,} characters: is it really text?"
            )
        self.cut = not line.endswith(("\n", "\r"))
        return line
