"""Reads what an amount is paid for: a month, a quarter, a year; and turns it into the period that is asked about."""

from dataclasses import dataclass

from bot.understanding.lexicon.everywhere import MONEY_OF
from bot.understanding.numbers.figures import Number
from bot.understanding.utterance import Utterance

TIMES_A_YEAR = {"day": 365, "week": 52, "fortnight": 26, "month": 12, "quarter": 4, "half": 2, "year": 1}
_LOOKS_BACK = 4
"""Words before an amount in which its period may stand: "a monthly budget of about 500"."""


@dataclass(frozen=True, slots=True)
class Period:
    """How often an amount is paid, and the token after the words that say so."""

    name: str
    end: int


def period_of(utterance: Utterance, number: Number) -> Period | None:
    """Return the period that stands beside an amount, None where none is said."""
    tokens, lexicon = utterance.tokens, utterance.lexicon
    at = number.end
    while at < len(tokens) and (
        tokens[at].text in lexicon.currencies
        or tokens[at].text in lexicon.of_money
        or tokens[at].text in MONEY_OF
        or _is_code(tokens[at].raw)
    ):
        at += 1
    found = _behind(utterance, at) or _behind(utterance, number.end)
    if found is not None:
        return found
    clause = tokens[number.start].clause
    for token in tokens[max(0, number.lead - _LOOKS_BACK) : number.lead]:
        if token.clause == clause and token.text in lexicon.periods and len(token.text) > 2:
            return Period(lexicon.periods[token.text], number.end)
    return None


def _is_code(raw: str) -> bool:
    return raw in "€$£¥" or (len(raw) == 3 and raw.isupper())


def _behind(utterance: Utterance, at: int) -> Period | None:
    tokens, lexicon = utterance.tokens, utterance.lexicon
    if at >= len(tokens):
        return None
    if tokens[at].text in lexicon.periods and tokens[at].text not in lexicon.stop:  # "pa" is a year, "på" is on
        return Period(lexicon.periods[tokens[at].text], at + 1)
    joined = at
    while (
        joined < len(tokens)
        and joined - at < 2
        and (tokens[joined].text in lexicon.per_time or tokens[joined].text == "/")
    ):
        joined += 1
    if joined == at or joined >= len(tokens):
        return None
    name = lexicon.units.get(tokens[joined].text) or lexicon.periods.get(tokens[joined].text)
    return None if name is None else Period(name, joined + 1)


def times(period: str | None, *, asked: str) -> float | None:
    """Return by how much an amount is multiplied to be one for the period asked about; None where nobody can say.

    >>> times("month", asked="year")
    12.0
    >>> times("month", asked="once") is None
    True
    """
    if period is None:
        return 1.0
    return TIMES_A_YEAR[period] / TIMES_A_YEAR[asked] if asked in TIMES_A_YEAR else None
