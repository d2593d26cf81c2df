"""Finds e-mail addresses and phone numbers in a message, and normalises them.

An amount, a size or a date is never taken for a phone number unless a phone number was asked for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from babel.core import get_global
from email_validator import EmailNotValidError, validate_email

from bot.understanding.lexicon.everywhere import SUFFIXES
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.numbers.money import is_currency
from bot.understanding.tokens import fold

_ADDRESS = re.compile(r"[^\s<>,;:()\[\]\"|]{1,64}@[^\s<>,;:()\[\]\"|@!?…/]{1,255}")
_BEFORE = re.compile(r"^[\W_]+")
"""Quotation marks, dashes, dots and pictures: no address begins with one."""
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_DIALLED = re.compile(r"(?<![\w.,])(?:\+|00)?\(?\d[\d\s().\-/\u00a0\u202f\u2011\u2013]{5,24}\d(?!\w)")
_DATE = re.compile(r"^\d{1,4}([-./])\d{1,2}\1\d{1,4}$")
_AMOUNT = re.compile(r"^[1-9]\d{0,2}(?:[ .,\u00a0\u202f]\d{3})*[ .,\u00a0\u202f]000$|^[1-9]\d*000$")
_AFTER_AMOUNT = re.compile(r"\s*([€$£]|[a-z]+\b)")
_LONGEST_CURRENCY = 16
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
# Where national numbers do not begin with 0, what they begin with.
_WITHOUT_ZERO = {"ES": "6789", "US": "23456789"}


@dataclass(frozen=True, slots=True)
class Contact:
    """An address or number in its normal form, and where it stood in the text."""

    value: str
    start: int
    end: int


def blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with the spans replaced by line breaks, so that every other place stays what it was."""
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def links(text: str) -> list[tuple[int, int]]:
    """Return the places of web addresses."""
    return [match.span() for match in _LINK.finditer(text)] if "://" in text or "www." in text.casefold() else []


def emails(text: str) -> Iterator[Contact]:
    """Yield the valid e-mail addresses of a text, normalised; whether a domain exists is not asked."""
    if "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        raw = _BEFORE.sub("", match.group()).removeprefix("mailto:").rstrip("'.*_-»”’").replace("’", "'")
        try:
            address = validate_email(raw, check_deliverability=False).normalized
        except EmailNotValidError:
            continue
        yield Contact(address, *match.span())


def address_like(text: str) -> list[tuple[int, int]]:
    """Return the places of whatever was meant as an e-mail address, valid or not."""
    return [match.span() for match in _ADDRESS.finditer(text)] if "@" in text else []


def phones(text: str, *, locale: str, region: str | None = None, asked: bool = False) -> Iterator[Contact]:
    """Yield the phone numbers of a text in E.164; ``asked`` also takes what might be something else."""
    regions = (region.upper(),) if region else regions_of(locale)
    for match in _DIALLED.finditer(text):
        raw = match.group()
        if not _FEWEST_DIGITS <= sum(c.isdigit() for c in raw) <= _MOST_DIGITS:
            continue
        if not asked and _is_something_else(text, match, lexicon=lexicon_for(locale)):
            continue
        number = _valid_number(raw, regions, asked=asked)
        if number is not None:
            yield Contact(number, *match.span())


def dialled(text: str, *, locale: str) -> list[tuple[int, int]]:
    """Return the places of whatever may be a phone number, in whichever country, valid or not."""
    lexicon = lexicon_for(locale)
    return [
        match.span()
        for match in _DIALLED.finditer(text)
        if sum(c.isdigit() for c in match.group()) >= _FEWEST_DIGITS
        and not _is_something_else(text, match, lexicon=lexicon)
    ]


@lru_cache(maxsize=64)
def regions_of(locale: str) -> tuple[str, ...]:
    """Return the countries whose national numbers are read in a locale, the likeliest first.

    >>> regions_of("sv"), regions_of("es-MX"), regions_of("en")
    (('SE',), ('MX', 'ES'), ('GB', 'US'))
    """
    language, *rest = locale.replace("_", "-").split("-")
    own = tuple(part.upper() for part in rest if len(part) == 2)
    lexicon = lexicon_for(language)
    also = (lexicon.second_region,) if lexicon.language == language.lower() and lexicon.second_region else ()
    likely = str(get_global("likely_subtags").get(language.lower(), "")).rpartition("_")[2]
    return tuple(dict.fromkeys((*own, *also, *((likely,) if likely else ()))))


def _is_something_else(text: str, match: re.Match[str], *, lexicon: Lexicon) -> bool:
    raw = match.group()
    if _DATE.match(raw) or _AMOUNT.match(raw):
        return True
    before = text[: match.start()].rstrip()[-1:]
    after = _AFTER_AMOUNT.match(fold(text[match.end() : match.end() + _LONGEST_CURRENCY]))
    return before in ("€", "$", "£") or (after is not None and _says_amount(after.group(1), lexicon))


def _says_amount(word: str, lexicon: Lexicon) -> bool:
    return word in "€$£" or word in SUFFIXES or is_currency(word, lexicon)


def _valid_number(raw: str, regions: Sequence[str], *, asked: bool) -> str | None:
    international = raw.startswith(("+", "00"))
    dialled = "+" + raw[2:] if raw.startswith("00") else raw
    for region in (None,) if international else regions:
        if not asked and region is not None and not _begins_like_national(raw, region):
            continue
        try:
            number = phonenumbers.parse(dialled, region)
        except phonenumbers.NumberParseException:
            continue
        # The library knows no number of a new range, nor those that are kept for examples.
        is_like_one = region is None or (asked and not _DATE.match(raw) and _begins_like_national(raw, region))
        if phonenumbers.is_valid_number(number) or (is_like_one and _has_right_length(number)):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def _has_right_length(number: phonenumbers.PhoneNumber) -> bool:
    """Return whether a number is as long as those of its country, the area's own digits included."""
    return bool(phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE)


def _begins_like_national(raw: str, region: str) -> bool:
    first = raw.lstrip("(")[:1]
    return first == "0" or first in _WITHOUT_ZERO.get(region, "")
