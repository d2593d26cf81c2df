"""Finds e-mail addresses and phone numbers in a message, and normalises them.

An amount, a size or a date is never taken for a phone number unless a phone number was asked for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

_ADDRESS = re.compile(r"[^\s<>,;:()\[\]\"|]{1,64}@[^\s<>,;:()\[\]\"|@!?…/]{1,255}")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_DIALLED = re.compile(r"(?<![\w.,])(?:\+|00)?\(?\d[\d\s().\-/\u00a0\u202f\u2011\u2013]{5,24}\d(?!\w)")
_DATE = re.compile(r"^\d{1,4}([-./])\d{1,2}\1\d{1,4}$")
_AMOUNT = re.compile(r"^[1-9]\d{0,2}(?:[ .,\u00a0\u202f]\d{3})*[ .,\u00a0\u202f]000$|^[1-9]\d*000$")
_CURRENCY_AFTER = re.compile(r"\s*(?:[€$£]|(?:kr|kronor|eur|euros?|usd|dollars?|sek|gbp|k|m)\b)", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_REGIONS = {"fr": ("FR",), "es": ("ES",), "sv": ("SE",), "en": ("GB", "US")}
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
    """Return where web addresses stand."""
    return [match.span() for match in _LINK.finditer(text)] if "://" in text or "www." in text.casefold() else []


def emails(text: str) -> Iterator[Contact]:
    """Give every valid e-mail address of a text, normalised; whether its domain exists is not asked."""
    if "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        raw = match.group().lstrip("'.*_-=").removeprefix("mailto:").rstrip("'.*_-»”’")
        try:
            address = validate_email(raw, check_deliverability=False).normalized
        except EmailNotValidError:
            continue
        yield Contact(address, *match.span())


def address_like(text: str) -> list[tuple[int, int]]:
    """Return where something stands that was meant as an e-mail address, valid or not."""
    return [match.span() for match in _ADDRESS.finditer(text)] if "@" in text else []


def phones(text: str, *, locale: str, region: str | None = None, asked: bool = False) -> Iterator[Contact]:
    """Give every phone number of a text in E.164; ``asked`` also takes what might be something else."""
    regions = (region.upper(),) if region else _REGIONS.get(locale[:2].lower(), ())
    for match in _DIALLED.finditer(text):
        raw = match.group()
        if not _FEWEST_DIGITS <= sum(c.isdigit() for c in raw) <= _MOST_DIGITS:
            continue
        if not asked and _is_something_else(text, match):
            continue
        number = _valid_number(raw, regions, asked=asked)
        if number is not None:
            yield Contact(number, *match.span())


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    raw = match.group()
    if _DATE.match(raw) or _AMOUNT.match(raw):
        return True
    before = text[: match.start()].rstrip()[-1:]
    return before in ("€", "$", "£") or _CURRENCY_AFTER.match(text, match.end()) is not None


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
        if phonenumbers.is_valid_number(number):
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def _begins_like_national(raw: str, region: str) -> bool:
    first = raw.lstrip("(")[:1]
    return first == "0" or first in _WITHOUT_ZERO.get(region, "")
