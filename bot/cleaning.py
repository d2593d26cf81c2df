"""What may enter: every text is bounded and normalised once, at the edge, and a name that shows nothing is none."""

import re
import unicodedata
from functools import lru_cache

MAX_TEXT_CHARS = 4096
MAX_NAME_CHARS = 64
# Longer than any number we give, and far from where SQLite's whole numbers end.
MAX_NUMBER_DIGITS = 15
# An instant in microseconds has sixteen.
MAX_INSTANT_DIGITS = 18

_UNWANTED = re.compile(
    r"[\ud800-\udfff\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\ufff9-\ufffb\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
# Signs that Unicode counts among letters and symbols, and that leave the place empty, say so in their names.
_EMPTY = re.compile(r"\b(?:FILLER|BLANK|NULL|FILL SPACE|OBJECT REPLACEMENT)\b")
# Set aside for pictures: what a phone shows today may be newer than this machine's Unicode tables.
_PICTURES = range(0x1F000, 0x1FB00)


def clean_text(text: str, *, max_chars: int = MAX_TEXT_CHARS) -> str:
    r"""Return text as it may enter: normalised (NFC), bounded, without control, direction or surrogate characters.

    >>> clean_text("  Zoe\u0308\x00 ")
    'Zoë'
    """
    bounded = text[: 2 * max_chars]
    if bounded.isascii() and bounded.isprintable():
        return bounded.strip()[:max_chars]
    return unicodedata.normalize("NFC", _UNWANTED.sub("", bounded)).strip()[:max_chars]


@lru_cache(4096)
def clean_name(name: str) -> str:
    r"""Return a person's name on one line; empty where nothing of it can be seen.

    >>> clean_name("Ada\n  Lovelace"), clean_name("\u3164 \u200b")
    ('Ada Lovelace', '')
    """
    cleaned = " ".join(clean_text(name, max_chars=2 * MAX_NAME_CHARS).split())[:MAX_NAME_CHARS]
    return cleaned if shows_something(cleaned) else ""


def shows_something(text: str) -> bool:
    r"""Return whether anything of a text can be seen: a letter, digit, symbol or sign of any script, or a picture.

    Spaces, marks without a sign to sit on, joiners, tags, and what is unassigned or private show nothing.

    >>> [shows_something(text) for text in ("Bo", "ぼ", "🦊", "\u0301", "\u2060\ufe0f", "\u2800", "\ue000")]
    [True, True, True, False, False, False, False]
    """
    return any(map(_is_visible, text))


def _is_visible(character: str) -> bool:
    if character.isascii():
        return character.isprintable() and character != " "
    if ord(character) in _PICTURES:
        return True
    if unicodedata.category(character)[0] not in "LNPS":
        return False
    return not _EMPTY.search(unicodedata.name(character, ""))


def number_in(text: str, *, max_digits: int = MAX_NUMBER_DIGITS) -> int | None:
    """Return the number that a text is, of a handoff or a lead; None if it is none that we could have given.

    >>> [number_in(text) for text in ("12", "#12", "²", "١٢", "-1", "1e3", "9" * 1000)]
    [12, 12, None, None, None, None, None]
    """
    digits = text.removeprefix("#")
    if digits.isascii() and digits.isdigit() and len(digits) <= max_digits:
        return int(digits)
    return None
