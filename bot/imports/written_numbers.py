"""Reads the figures that spreadsheets write: 1,200.50 and 1 200,50 and 1.200,50 are one number in three countries.

Which sign stands before the decimals is known from a mapping or from the rest of the file. Where neither says so,
1.200 may be either, and is not guessed.
"""

import re
from collections.abc import Iterable
from enum import Enum

_FIGURES = re.compile(r"[+-]?[0-9](?:[0-9.,'’  \u00a0\u202f\u2009]*[0-9])?")
_BLANKS = re.compile(r"['’ \u00a0\u202f\u2009]")
_MOST_DIGITS = 18
_WITH_DECIMALS = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?P<group>[.,'’ \u00a0\u202f\u2009])[0-9]{3})*(?P<decimal>[.,])[0-9]{1,2}"
)
_LONG_WITH_DECIMALS = re.compile(r"[+-]?[0-9]{4,}(?P<decimal>[.,])[0-9]+")


class Unsure(Enum):
    """That a text may be two things."""

    EITHER = "either"


def number_of(text: str, *, decimal: str = "") -> int | float | Unsure | None:
    """Return the number that a text is; Unsure where it may be two, and None where it is none.

    >>> [number_of(text) for text in ("1,234.5", "1 234,5", "1.234.567", "12,5", "007", "20k")]
    [1234.5, 1234.5, 1234567, 12.5, 7, None]
    >>> number_of("1.200"), number_of("1.200", decimal=","), number_of("1.200", decimal=".")
    (<Unsure.EITHER: 'either'>, 1200, 1.2)
    """
    if not _FIGURES.fullmatch(text) or sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return None
    groups = _BLANKS.split(text)
    if len(groups) > 1 and not all(len(re.split(r"[.,]", group)[0]) == 3 for group in groups[1:]):
        return None  # "12 5" is two numbers
    plain = "".join(groups)
    signs = [sign for sign in plain if sign in ".,"]
    if not signs:
        return int(plain)
    last = signs[-1]
    whole, _, rest = plain.rpartition(last)
    if len(set(signs)) > 1:
        return _with_decimals(_grouped(whole), rest) if signs.count(last) == 1 else None
    if len(signs) > 1:
        return _whole(_grouped(plain))
    is_either = len(rest) == 3 and len(groups) == 1 and re.fullmatch(r"[+-]?[1-9][0-9]{0,2}", whole)
    if not is_either or last == decimal:
        return _with_decimals(whole, rest)
    return int(whole + rest) if decimal else Unsure.EITHER


def decimal_in(texts: Iterable[str]) -> str:
    """Return the sign before decimals in these texts; nothing where none of them shows it, or they differ.

    >>> decimal_in(["1.200", "12,5", "Acme"]), decimal_in(["1.200"]), decimal_in(["1,50", "2.50"])
    (',', '', '')
    """
    found = {sign for text in texts if (sign := _decimal(text))}
    return found.pop() if len(found) == 1 else ""


def _decimal(text: str) -> str:
    match = _WITH_DECIMALS.fullmatch(text) or _LONG_WITH_DECIMALS.fullmatch(text)
    return match["decimal"] if match and match.groupdict().get("group") != match["decimal"] else ""


def _grouped(text: str) -> str | None:
    first, *others = re.split(r"[.,]", text)
    return first + "".join(others) if 1 <= len(first.lstrip("+-")) <= 3 and all(len(g) == 3 for g in others) else None


def _whole(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _with_decimals(whole: str | None, decimals: str) -> float | None:
    return None if whole is None else float(f"{whole}.{decimals}")
