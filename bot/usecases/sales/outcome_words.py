"""What came of a handoff, in the words of sales: reasons that marketing has listed, own words, amounts."""

import re

from bot import rendering
from bot.cleaning import clean_text
from bot.desk.outcomes import OUTCOMES
from bot.playbooks import Texts
from bot.understanding.numbers.money import Money, parse_amount
from storage.outcomes import StoredOutcome

USUAL_CURRENCY = "EUR"
MAX_REASON_CHARS = 200
_BELOW_ZERO = re.compile(r"(?<![\w.,-])[-−]\s*\d")


def outcome_labels(texts: Texts) -> dict[str, str]:
    """Return what the outcomes are called on the buttons of a desk, by their own names."""
    return {outcome: texts.static(f"buttons.{outcome}") for outcome in OUTCOMES}


def reason_meant(said: str, outcome: str, texts: Texts) -> str:
    """Return the key of the listed reason that is meant by its key or label, else the words as they are."""
    words = " ".join(clean_text(said, max_chars=MAX_REASON_CHARS).split())
    called = {label.casefold(): key for key, label in listed_reasons(outcome, texts).items()}
    called |= {key.replace("_", " "): key for key in called.values()}
    return called.get(words.casefold().replace("_", " "), words)


def reason_told(reason: str | None, outcome: str, texts: Texts) -> str:
    """Return a reason as it is read: its label, or the rep's own words."""
    return listed_reasons(outcome, texts).get(reason or "", reason or "")


def listed_reasons(outcome: str, texts: Texts) -> dict[str, str]:
    """Return the reasons that marketing has listed for an outcome, by key, in their order."""
    prefix = f"reasons.{outcome}."
    return {key.removeprefix(prefix): text.source for key, text in texts.texts.items() if key.startswith(prefix)}


def amount_in(said: str, *, currency: str, locale: str) -> Money | None:
    """Return the amount in a rep's words; nothing below zero is one.

    >>> amount_in("5k", currency="EUR", locale="en"), amount_in("-5", currency="EUR", locale="en")
    (Money(minor=500000, currency='EUR', upper_minor=None, approximate=False), None)
    """
    return None if _BELOW_ZERO.search(said) else parse_amount(said, currency=currency, locale=locale)


def amount_told(outcome: StoredOutcome, locale: str) -> str:
    """Return how much was won as it is read; empty where nobody has said so."""
    if outcome.amount is None:
        return ""
    return rendering.money(outcome.amount, outcome.currency or USUAL_CURRENCY, locale)
