"""Reads amounts of money as people type them in a chat: "10-15k", "1,5 M€", "cinco mil euros", "under 500".

Of a range the lower end is the value: a budget is taken conservatively. A bound ("under 500", "max 2k") gives the
bound. What an amount is paid for is read beside this (`periods.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_precision, get_territory_currencies

from bot.understanding.lexicon.everywhere import MONEY_OF, SCALED_CODES
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.numbers.figures import Number, find_numbers
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance, utterance_of

_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
_SHARED = {"$": ("USD", "CAD", "AUD", "NZD", "MXN", "SGD"), "kr": ("SEK", "NOK", "DKK", "ISK"), "¥": ("JPY", "CNY")}
_PER_EURO = {
    "EUR": 1.0, "USD": 1.1, "GBP": 0.85, "SEK": 11.0, "NOK": 11.5, "DKK": 7.5, "CHF": 0.95, "PLN": 4.3, "CZK": 25.0,
    "JPY": 160.0, "CNY": 8.0, "INR": 90.0, "CAD": 1.5, "AUD": 1.65, "NZD": 1.8, "MXN": 20.0, "BRL": 6.0, "ISK": 150.0,
    "SGD": 1.45, "HUF": 400.0, "RON": 5.0, "TRY": 40.0, "ZAR": 20.0, "COP": 4500.0, "ARS": 1000.0, "CLP": 1000.0,
}  # fmt: skip
"""Orders of magnitude, by hand: good enough to find the step a budget falls on, never for an invoice."""

_READ_SMALL = frozenset(_PER_EURO) | {"KRW", "VND", "XAF", "XOF"}
"""The codes that are read in small letters, too; of the others too many are words (top, pen, mad)."""
_COUNTRY_REACHES = 4
"""Words behind a number in which a country says whose money it is: un millón de pesos colombianos."""
_LONGEST_UNSIGNED = 999_999_999_999


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the minor unit of its currency (an ISO 4217 code), with the upper end where a range was given."""

    minor: int
    currency: str
    upper_minor: int | None = None
    approximate: bool = False

    @property
    def major(self) -> int | float:
        """Return the amount in the major unit, as an int where it is whole."""
        per_major = minor_per_major(self.currency)
        return self.minor // per_major if self.minor % per_major == 0 else self.minor / per_major


def minor_per_major(currency: str) -> int:
    """Return the number of minor units in one major unit: 100 cents, but 1 yen and 1,000 fils."""
    return int(10 ** get_currency_precision(currency))


def parse_money(text: str, *, currency: str, locale: str) -> Money | None:
    """Return the amount that answers a question for money in ``currency``, or None when the text holds none.

    Another currency than the question's is converted by orders of magnitude only. Numbers that count something else
    ("200 people", "3 months") are no amounts.

    >>> parse_money("10-15k", currency="EUR", locale="en")
    Money(minor=1000000, currency='EUR', upper_minor=1500000, approximate=True)
    >>> parse_money("no budget yet", currency="EUR", locale="en") is None
    True
    """
    utterance = utterance_of(text, locale)
    numbers = list(find_numbers(utterance))
    signed = [number for number in numbers if currency_at(utterance, number) is not None]
    for number in signed or numbers:
        if number in signed or may_be_money(utterance, number):
            return to_money(number, currency_at(utterance, number), currency=currency)
    free = any(token.text in utterance.lexicon.free for token in utterance.tokens) and len(utterance.tokens) <= 3
    return Money(0, currency) if free and not numbers else None


def parse_amount(text: str, *, currency: str, locale: str) -> Money | None:
    """Return the amount in a text in the very currency that is named there, in ``currency`` where none is.

    >>> parse_amount("5k usd", currency="EUR", locale="en")
    Money(minor=500000, currency='USD', upper_minor=None, approximate=False)
    >>> parse_amount("won it!", currency="EUR", locale="en") is None
    True
    """
    utterance = utterance_of(text, locale)
    signs = (currency_at(utterance, number) for number in find_numbers(utterance))
    named = next((sign for sign in signs if sign is not None), None)
    return parse_money(text, currency=_shared_sign(named, currency), locale=locale)


def to_money(number: Number, sign: str | None, *, currency: str) -> Money | None:
    """Return a number as an amount in the question's currency, converted when the sign beside it is of another."""
    given = _shared_sign(sign, currency)
    rate = _rate(given, currency)
    if rate is None:
        return None
    upper = None if number.upper is None else _minor(number.upper, currency, rate=rate)
    approximate = number.approximate or given != currency
    return Money(_minor(number.value, currency, rate=rate), currency, upper, approximate)


def is_foreign(sign: str | None, currency: str) -> bool:
    """Say whether the sign beside an amount is of another currency than the question's."""
    return _shared_sign(sign, currency) != currency


def currency_at(utterance: Utterance, number: Number) -> str | None:
    """Return the sign or code of the currency written at a number, or None; "$" and "kr" stay as they are."""
    found = _named_at(utterance, number)
    return _of_country(utterance, number, is_named=found is not None) or found


def _of_country(utterance: Utterance, number: Number, *, is_named: bool) -> str | None:
    """Return the currency of the country that is named behind a number: "pesos colombianos", "12k canadian"."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    for at in range(number.end, min(number.end + _COUNTRY_REACHES, len(tokens))):
        text = tokens[at].text
        if text in MONEY_OF:
            behind = tokens[at + 1] if at + 1 < len(tokens) else None
            is_last = behind is None or behind.clause != tokens[at].clause or behind.text in lexicon.per
            return MONEY_OF[text] if is_named or (number.scaled and is_last) else None
        if text not in lexicon.of_money and _currency(tokens[at], lexicon) is None:
            return None
    return None


def _named_at(utterance: Utterance, number: Number) -> str | None:
    inside = range(number.start, number.end)
    places = [*inside, number.end, number.start - 1, number.lead - 1]
    behind = utterance.tokens[number.end].text if number.end + 1 < len(utterance.tokens) else ""
    if behind in utterance.lexicon.of_money or behind in MONEY_OF:
        places.append(number.end + 1)
    for at in places:
        if 0 <= at < len(utterance.tokens):
            found = _currency(utterance.tokens[at], utterance.lexicon)
            if found is not None:
                return found
    return None


def may_be_money(utterance: Utterance, number: Number) -> bool:
    """Say whether a number without a currency may be an amount: nothing else is counted, and it is no long code."""
    raw = utterance.tokens[number.start].raw
    if number.value > _LONGEST_UNSIGNED or (raw.isdigit() and raw.startswith("0") and len(raw) > 1):
        return False
    return not counts_something(utterance, number, units=(utterance.lexicon.measures, utterance.lexicon.people))


def counts_something(utterance: Utterance, number: Number, *, units: Sequence[frozenset[str]]) -> bool:
    """Say whether one of these units follows a number, or a sign that makes it no quantity: 5%, 12:30, 3/4, #5."""
    tokens, end = utterance.tokens, number.end
    if _is_marked(utterance, number):
        return True
    for at in range(end, min(end + 3, len(tokens))):
        text = tokens[at].text
        if any(text in known for known in units) and tokens[at].clause == tokens[end - 1].clause:
            paid_for = at > end and tokens[at - 1].text in utterance.lexicon.per
            return not paid_for
        if not any(text in table for table in (utterance.lexicon.about, utterance.lexicon.ofs, MONEY_OF)):
            return False
    return False


def _is_marked(utterance: Utterance, number: Number) -> bool:
    tokens, end = utterance.tokens, number.end
    if end < len(tokens) and tokens[end].text in ("%", "°"):
        return True
    if end + 1 < len(tokens) and tokens[end].text in (":", "/") and tokens[end + 1].kind == "number":
        return True
    before = tokens[number.start - 1] if number.start else None
    return before is not None and before.text in (":", "/", "#") and before.end == tokens[number.start].start


def _currency(token: Token, lexicon: Lexicon) -> str | None:
    if token.kind == "symbol":
        return token.text if token.text in _SYMBOLS else None
    code = token.text.upper()
    is_word, is_large = token.text in lexicon.words_like_codes, token.raw.isupper()
    if code in _READ_SMALL and (is_large or not is_word):
        return code
    if is_large and not is_word and code in _codes():
        return code
    return lexicon.currencies.get(token.text) or SCALED_CODES.get(token.text)


def is_currency(word: str, lexicon: Lexicon) -> bool:
    """Say whether a folded word names a currency by itself."""
    is_code = word.upper() in _READ_SMALL and word not in lexicon.words_like_codes
    return is_code or word in lexicon.currencies


@cache
def _codes() -> frozenset[str]:
    """Return the codes of all currencies that one can pay with somewhere today."""
    places = get_global("territory_currencies")
    return frozenset(code for place in places for code in get_territory_currencies(place))


def _shared_sign(found: str | None, currency: str) -> str:
    """Read "$" as the question's own dollar, and "kr" as its own crown."""
    if found is None or currency in _SHARED.get(found, ()):
        return currency
    return _SHARED[found][0] if found in _SHARED else _SYMBOLS.get(found, found)


def _rate(given: str, currency: str) -> float | None:
    if given == currency:
        return 1.0
    if given not in _PER_EURO or currency not in _PER_EURO:
        return None
    return _PER_EURO[currency] / _PER_EURO[given]


def _minor(value: float, currency: str, *, rate: float) -> int:
    """Return the minor units; a converted amount is whole: cents would claim an exactness that it lacks."""
    per_major = minor_per_major(currency)
    return round(value * per_major) if rate == 1.0 else round(value * rate) * per_major
