"""Turns what somebody typed into words that can be compared: bounded, without accents, case or invisible characters.

Every word keeps its place in the cleaned text, so that an answer can be quoted as it was written. Nothing here knows
a language or a question.
"""

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from bot.understanding.lexicon.everywhere import ELISIONS

MAX_CHARS = 1000
"""Longer texts are cut before anything looks at them: this bounds the time of everything that follows."""

_KEPT_SPACES = frozenset("\n\t\u00a0\u202f")
_NUMBER = r"[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,'’]\d+)*"
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<word>[^\W\d_]+(?:['’ʼ´`][^\W\d_]+)*)|(?P<symbol>[^\s])")
_ELISION = re.compile(rf"{ELISIONS}['’ʼ´`](?=[^\W\d_])", re.IGNORECASE)
_LONG_DRAWN = re.compile(r"(.)\1{2,}")
_LATIN_MARKS = dict.fromkeys(range(0x300, 0x370))
_SPECIAL = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "'": "", "’": "", "ʼ": "", "´": "", "`": ""}
)
_ENDS_CLAUSE = frozenset(',;.!?:()[]{}"«»“”¿¡…•|—\n')
_CACHED_WORD_CHARS = 24


class Token(Struct, frozen=True):
    """One word, number or symbol: as typed, folded for comparing, and its place in the cleaned text.

    ``clause`` counts the stretches between punctuation; ``glued`` says that nothing separates it from the one before.
    """

    raw: str
    text: str
    kind: str
    start: int
    end: int
    clause: int
    glued: bool

    @property
    def is_word(self) -> bool:
        """Say whether it can be part of a phrase."""
        return self.kind != "symbol"


class Message(Struct, frozen=True):
    """A cleaned text and its tokens; ``said`` are the texts of its words."""

    text: str
    tokens: tuple[Token, ...]
    words: tuple[Token, ...]
    said: tuple[str, ...]


def clean(text: str) -> str:
    r"""Return the text cut to ``MAX_CHARS``, composed, without what cannot be printed.

    >>> clean("caf\u0065\u0301 \u202enoir\ud800")
    'café noir '
    """
    text = text[:MAX_CHARS]
    if not text.isprintable():
        text = "".join(c if c.isprintable() or c in _KEPT_SPACES else _instead_of(c) for c in text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)[:MAX_CHARS]


def _instead_of(invisible: str) -> str:
    """Return nothing for marks that stand within words, and a space for anything else."""
    return "" if unicodedata.category(invisible) == "Cf" else " "


def fold(text: str) -> str:
    """Return the text in lower case without accents and apostrophes.

    >>> fold("Él DON'T Cœur Ångström")
    'el dont coeur angstrom'
    """
    lowered = text.casefold().translate(_SPECIAL)
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFKD", lowered).translate(_LATIN_MARKS)
    return apart if apart.isascii() else "".join(c for c in apart if unicodedata.category(c) != "Mn")


def squeeze(text: str) -> str:
    """Return the folded text without any white space, symbols kept: what two spellings of one label share."""
    return "".join(fold(text).split())


@lru_cache(maxsize=8192)
def _fold_word(word: str) -> str:
    folded = fold(word)
    return _LONG_DRAWN.sub(r"\1", folded) or folded


def fold_words(text: str) -> tuple[str, ...]:
    """Return the folded words and numbers of a text.

    >>> fold_words("Better follow-up, l'équipe nooo!")
    ('better', 'follow', 'up', 'l', 'equipe', 'no')
    """
    return read(text).said


def read(text: str) -> Message:
    """Return the message that a text is, cut and cleaned."""
    return read_clean(clean(text))


def read_clean(text: str) -> Message:
    """Return the message of a text that is clean already; places in it stay what they are."""
    tokens: list[Token] = []
    clause, before = 0, 0
    for match in _TOKEN.finditer(text):
        raw, kind, (start, end) = match.group(), str(match.lastgroup), match.span()
        if start > before and "\n" in text[before:start]:
            clause += 1
        glued = start == before and bool(tokens)
        if kind == "word":
            elided = None if raw.isalpha() else _ELISION.match(raw)
            if elided is not None:
                # A small word runs into another: l'équipe, d'Acme.
                small, start = elided.group(), start + elided.end()
                tokens.append(Token(small, _folded(small), kind, start - len(small), start, clause, glued))
                raw, glued = raw[len(small) :], True
            tokens.append(Token(raw, _folded(raw), kind, start, end, clause, glued))
        else:
            tokens.append(Token(raw, raw, kind, start, end, clause, glued))
            if kind == "symbol" and _ends_clause(text, match):
                clause += 1
        before = end
    words = tuple([token for token in tokens if token.kind != "symbol"])
    return Message(text, tuple(tokens), words, tuple([word.text for word in words]))


def _folded(word: str) -> str:
    return _fold_word(word) if len(word) <= _CACHED_WORD_CHARS else fold(word)


_ABBREVIATED = re.compile(r"\b[^\W\d_]\.[^\W\d_]\.\Z")
"""The end of an abbreviation of two letters, which ends no clause: f.d., t.ex."""


def _ends_clause(text: str, match: re.Match[str]) -> bool:
    symbol, end = match.group(), match.end()
    spaced_after = end >= len(text) or not text[end].isalnum()
    if symbol == "." and _ABBREVIATED.search(text, 0, end):
        return False
    if symbol in "-–/":
        return spaced_after and text[match.start() - 1 : match.start()].isspace()
    return symbol in _ENDS_CLAUSE and (spaced_after or symbol not in ".:")
