"""Reads numbers as people type them: digits with separators, written words, ranges and approximations.

It knows the words of a language from its lexicon, and nothing of what is counted: that is decided by who asks.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bot.understanding.lexicon.everywhere import SUFFIXES
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.numbers.numerals import read_numeral
from bot.understanding.utterance import Utterance, utterance_of

_MAX_DIGITS = 15
"""More are no quantity, and would not be exact as a float."""
_MAX_LOOKBACK = 4
"""Words before a number that may make it rough, one after another: "at most around maybe 40"."""
_DASHES = frozenset("-–—‒−~")
_CURRENCY_SIGNS = frozenset("€$£¥")
_ABOUT_SIGNS = frozenset("~≈<>≤≥±=")
_SCALED_FROM = 100
"""From here on a word makes a number a large one: with 10, two dozen would be thousands of euros."""
_SHORT_RANGE = 3
"""Times its lower end up to which a range leaves out its zeros: 3-4000. With 5, "1 to 500" are a hundred and more."""
_SEPARATORS = re.compile(r"[^\d]")


class Number(Struct, frozen=True):
    """A number and the tokens it was read from (``start`` up to, not including, ``end``).

    ``value`` is the lower end of a range and ``upper`` its other end. ``scaled`` says that a k, M or word such as
    *thousand* made it larger; ``lead`` is where the words about it begin ("less than").
    """

    value: float
    start: int
    end: int
    upper: float | None = None
    approximate: bool = False
    scaled: bool = False
    lead: int = 0

    @property
    def plain(self) -> int | float:
        """Return the value, as an int where it is whole."""
        return int(self.value) if self.value.is_integer() else self.value


def parse_number(text: str, *, locale: str) -> Number | None:
    """Return the only number of a text, or None when it holds none or several.

    >>> parse_number("about two hundred and fifty", locale="en").plain
    250
    >>> parse_number("une cinquantaine", locale="fr").plain
    50
    """
    found = list(find_numbers(utterance_of(text, locale)))
    return found[0] if len(found) == 1 else None


def find_numbers(utterance: Utterance) -> Iterator[Number]:
    """Yield the numbers and ranges in a message, from left to right."""
    at = 0
    while at < len(utterance.tokens):
        number = _amount(utterance, at)
        if number is None:
            at += 1
            continue
        number = _with_range(utterance, number)
        number = _with_surroundings(utterance, number)
        yield number
        at = number.end


def _amount(utterance: Utterance, at: int, *, glue: bool = True) -> Number | None:
    token = utterance.tokens[at]
    if token.kind == "number":
        return _digits(utterance, at)
    if token.kind == "symbol" or not _may_begin(token.text, utterance.lexicon):
        return None
    return _fraction(utterance, at) or _vague(utterance, at) or _written(utterance, at, glue=glue)


def _may_begin(word: str, lexicon: Lexicon) -> bool:
    """Return whether a number may begin with a word: most words begin none. One made of several words may be any."""
    return lexicon.compounds or word in _beginnings(lexicon.language)


@lru_cache(maxsize=16)
def _beginnings(language: str) -> frozenset[str]:
    lexicon = lexicon_for(language)
    return lexicon.articles.union(lexicon.fractions, lexicon.vague, lexicon.numerals, lexicon.scales)


def _digits(utterance: Utterance, at: int) -> Number | None:
    token = utterance.tokens[at]
    if token.glued and at and utterance.tokens[at - 1].kind == "word" and not _is_currency(utterance, at - 1):
        return None
    factor, end = _power_after(utterance, at + 1) or _factor_after(utterance, at + 1)
    value = _digits_value(token.raw, decimal=utterance.lexicon.decimal, scaled=end > at + 1)
    if value is None or value * factor >= 10**_MAX_DIGITS:
        return None
    number = Number(value * factor, at, end, scaled=factor >= _SCALED_FROM)
    return _with_fraction(utterance, number, scaled_by=factor)


def _is_currency(utterance: Utterance, at: int) -> bool:
    token = utterance.tokens[at]
    return token.text in utterance.lexicon.currencies or (len(token.raw) == 3 and token.raw.isupper())


def _factor_after(utterance: Utterance, at: int) -> tuple[int, int]:
    """Return by how much the words from a place on make a number larger, and where they end: mil millones, dozen."""
    if _says_k_later(utterance, at):
        at += 1
    factor, end = 1, at
    while (scale := _scale_after(utterance, end)) is not None and (scale > factor or factor == 1):
        factor, end = factor * scale, end + 1
    if end == at and at < len(utterance.tokens) and utterance.tokens[at].text in utterance.lexicon.collectives:
        return utterance.lexicon.collectives[utterance.tokens[at].text], at + 1
    return factor, end


def _power_after(utterance: Utterance, at: int) -> tuple[int, int] | None:
    """Return the power of ten that is glued to a number, and where it ends: 1e5."""
    letter, power = (*utterance.tokens[at : at + 2], None, None)[:2]
    if letter is None or power is None or letter.text != "e" or not (letter.glued and power.glued):
        return None
    return (10 ** min(int(power.raw), _MAX_DIGITS), at + 2) if power.raw.isdecimal() else None


def _says_k_later(utterance: Utterance, at: int) -> bool:
    """Return whether a word that makes a number rough stands between it and its k: 20ish k."""
    if at + 1 >= len(utterance.tokens) or utterance.tokens[at].text not in utterance.lexicon.about_after:
        return False
    return _scale_after(utterance, at + 1) is not None


def _scale_after(utterance: Utterance, at: int) -> int | None:
    if at >= len(utterance.tokens) or utterance.tokens[at].kind != "word":
        return None
    token = utterance.tokens[at]
    suffix = SUFFIXES.get(token.text)
    if suffix is not None:
        return suffix if token.glued or token.raw != "m" else None
    lexicon = utterance.lexicon
    return lexicon.scales.get(token.text) or lexicon.after_figures.get(token.text)


def _digits_value(raw: str, *, decimal: str, scaled: bool) -> float | None:
    """Three digits after one separator are thousands in every language, unless a scale follows the decimal sign."""
    if sum(c.isdigit() for c in raw) > _MAX_DIGITS:
        return None
    plain = _SEPARATORS.sub(lambda sign: sign.group() if sign.group() in ".," else "", raw)
    signs = [c for c in plain if c in ".,"]
    if not signs:
        return float(plain)
    last = signs[-1]
    head, _, tail = plain.rpartition(last)
    if signs.count(last) > 1:
        return _grouped(plain, last) if len(set(signs)) == 1 else None
    if len(signs) > 1:
        whole = _grouped(head, signs[0]) if len(set(signs[:-1])) == 1 else None
        return None if whole is None else float(f"{int(whole)}.{tail}")
    if plain == raw and len(tail) == 3 and head[0] != "0" and len(head) <= 3 and not (scaled and last == decimal):
        return float(head + tail)
    return float(f"{head}.{tail}")


def _grouped(text: str, sign: str) -> float | None:
    first, *others = text.split(sign)
    return float(text.replace(sign, "")) if len(first) <= 3 and all(len(group) == 3 for group in others) else None


def _fraction(utterance: Utterance, at: int) -> Number | None:
    """Read half a million, a quarter million, medio centenar."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    start = at
    if tokens[at].text in lexicon.articles and at + 1 < len(tokens):
        at += 1
    divisor = lexicon.fractions.get(tokens[at].text)
    if divisor is None:
        return None
    at += 1
    while at < len(tokens) and _joins_fraction(tokens[at].text, lexicon):
        at += 1
    text = tokens[at].text if at < len(tokens) else ""
    whole = lexicon.scales.get(text) or lexicon.collectives.get(text, 0)
    return Number(whole / divisor, start, at + 1, scaled=whole >= _SCALED_FROM) if whole >= 10 else None


def _joins_fraction(text: str, lexicon: Lexicon) -> bool:
    return text in lexicon.articles or text in lexicon.ofs or text in _DASHES


def _vague(utterance: Utterance, at: int) -> Number | None:
    """Read a couple, a few dozen, une cinquantaine, ett femtiotal; also of thousands."""
    start = at
    if utterance.tokens[at].text in utterance.lexicon.articles and at + 1 < len(utterance.tokens):
        at += 1
    value = utterance.lexicon.vague.get(utterance.tokens[at].text)
    if value is None:
        return None
    at += 1
    scale_at = at + 1 if at < len(utterance.tokens) and utterance.tokens[at].text in utterance.lexicon.ofs else at
    factor, end = _factor_after(utterance, scale_at)
    if end == scale_at:
        return Number(float(value), start, at, approximate=True)
    return Number(float(value * factor), start, end, approximate=True, scaled=factor >= _SCALED_FROM)


def _written(utterance: Utterance, at: int, *, glue: bool) -> Number | None:
    numeral = read_numeral(utterance, at, glue=glue)
    if numeral is None:
        return None
    factor, end = _factor_after(utterance, numeral.end) if not numeral.scaled else (1, numeral.end)
    number = Number(float(numeral.value * factor), at, end, scaled=numeral.scaled or factor >= _SCALED_FROM)
    return _with_fraction(utterance, number, scaled_by=factor)


def _with_fraction(utterance: Utterance, number: Number, *, scaled_by: int) -> Number:
    """Read what follows a number: two and a half million, deux millions et demi."""
    tokens, lexicon, at = utterance.tokens, utterance.lexicon, number.end
    if at >= len(tokens) or tokens[at].text not in lexicon.glue:
        return number
    at += 1
    if at + 1 < len(tokens) and tokens[at].text in lexicon.articles:
        at += 1
    divisor = lexicon.fractions.get(tokens[at].text) if at < len(tokens) else None
    if divisor is None:
        return number
    factor, end = _factor_after(utterance, at + 1) if scaled_by == 1 and not number.scaled else (1, at + 1)
    unit = _unit_of(number.value) if number.scaled else scaled_by
    return replace(number, value=(number.value + unit / divisor) * factor, end=end, scaled=number.scaled or factor > 1)


def _unit_of(value: float) -> int:
    """Return the largest of thousand, million and so on that a scaled number is counted in."""
    return next((unit for unit in (10**9, 10**6, 10**3) if value >= unit), 1)


def _with_range(utterance: Utterance, number: Number) -> Number:
    tokens, lexicon = utterance.tokens, utterance.lexicon
    at = _skip_currency(utterance, number.end)
    if at >= len(tokens) or not (tokens[at].text in _DASHES or tokens[at].text in lexicon.towards):
        return number
    between = number.start > 0 and tokens[number.start - 1].text in lexicon.between
    if tokens[at].text in lexicon.glue and not between:
        return number
    at = _skip_currency(utterance, at + 1)
    if at < len(tokens) and tokens[at].text in lexicon.towards:
        at += 1
    other = _amount(utterance, at) if at < len(tokens) else None
    if other is None:
        return number
    value = number.value * _shared_scale(number, other, raw=tokens[other.start].raw)
    if value >= other.value:
        return number
    scaled = number.scaled or other.scaled
    return replace(number, value=value, end=other.end, upper=other.value, approximate=True, scaled=scaled)


def _skip_currency(utterance: Utterance, at: int) -> int:
    text = utterance.tokens[at].text if at < len(utterance.tokens) else ""
    return at + 1 if text in _CURRENCY_SIGNS or text in utterance.lexicon.currencies else at


def _shared_scale(lower: Number, upper: Number, *, raw: str) -> int:
    """Return the factor by which the lower end of a range was meant to be larger: 10-15k, 10 to 15 000."""
    if lower.scaled or lower.value >= 1000:
        return 1
    for scale in (1_000_000_000, 1_000_000, 1_000, 100):
        mantissa = upper.value / scale
        grouped = scale == 1_000 and raw[-4:-3] in " .,'\u00a0\u202f" and raw.endswith("000") and len(raw) > 4
        is_near = scale <= 1_000 and lower.value < mantissa <= lower.value * _SHORT_RANGE and upper.value % scale == 0
        if mantissa >= 1 and (upper.scaled or grouped or is_near):
            return scale if lower.value < mantissa else 1
    return 1


def _with_surroundings(utterance: Utterance, number: Number) -> Number:
    lead, end, approximate = number.start, number.end, number.approximate
    while lead > 0 and number.start - lead < _MAX_LOOKBACK and _leads(utterance, lead - 1):
        lead -= 1
        approximate = True
    bound = _bounded_by(utterance, lead)
    if bound:
        lead, approximate = lead - bound, True
    if end < len(utterance.tokens) and _says_about(utterance, end):
        end, approximate = end + 1, True
    return replace(number, lead=lead, end=end, approximate=approximate)


def _bounded_by(utterance: Utterance, lead: int) -> int:
    """Return how many words before a number only bound it: not even ten, no llegamos a 10."""
    said = tuple(token.text for token in utterance.tokens[max(0, lead - _MAX_LOOKBACK) : lead])
    return max((len(each) for each in utterance.lexicon.bounds if said[-len(each) :] == each), default=0)


def _says_about(utterance: Utterance, at: int) -> bool:
    text, following = utterance.tokens[at].text, utterance.tokens[at + 1 : at + 2]
    if text == "+":  # "12+ people", not "12 + 3 freelancers"
        return not any(token.kind == "number" or token.text in utterance.lexicon.numerals for token in following)
    return text in utterance.lexicon.about_after


def _leads(utterance: Utterance, at: int) -> bool:
    text = utterance.tokens[at].text
    return text in utterance.lexicon.about or text in utterance.lexicon.between or text in _ABOUT_SIGNS
