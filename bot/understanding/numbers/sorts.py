"""Says what a number in a message is of: money, people, or something else that answers nothing."""

import re
from enum import Enum, auto

from bot.understanding.numbers.figures import Number
from bot.understanding.numbers.money import counts_something, currency_at
from bot.understanding.numbers.people import (
    are_all,
    counts_persons,
    is_in,
    is_staff_of_firm,
    people_after,
    people_before,
)
from bot.understanding.numbers.periods import period_of
from bot.understanding.numbers.told_beside import is_turnover
from bot.understanding.utterance import Utterance

_YEAR = re.compile(r"(?:19|20)\d\d")
_BUDGET_REACHES = 4
"""Words before a number in which "budget" makes it money. With 8, the 40 of "our budget is 20k and we are 40" is
money."""
_MINUS_SIGNS = frozenset("-−–")
_CURRENCY_SIGNS = frozenset("€$£¥")
_SCALED = 1_000
"""From here on a k or a word such as thousand makes a number money."""


class Sort(Enum):
    """What a number is of: ``MEMBERS`` follow a word that counts, ``SCALED`` is in thousands, ``BARE`` says no more."""

    MONEY = auto()
    PEOPLE = auto()
    MEMBERS = auto()
    SCALED = auto()
    BARE = auto()
    DENIED = auto()
    OTHER = auto()


def sort_of(utterance: Utterance, number: Number) -> Sort:
    """Return what a number is of, by its sign, its unit and the words beside it."""
    if _is_below_zero(utterance, number):
        return Sort.DENIED
    if number.lead == number.start > 0 and utterance.tokens[number.start - 1].text in utterance.lexicon.negators:
        return Sort.DENIED
    if is_turnover(utterance, number.start) or _is_sought(utterance, number):
        return Sort.OTHER
    if currency_at(utterance, number) is not None:
        return Sort.MONEY
    unit, period = people_after(utterance, number), period_of(utterance, number)
    if number.scaled and number.value >= _SCALED and period is not None:
        return Sort.SCALED
    if unit is None and (
        counts_something(utterance, number, units=(utterance.lexicon.measures,)) or _is_year(utterance, number)
    ):
        return Sort.OTHER
    if unit is not None:
        in_words = number.value == 1 and utterance.tokens[number.start].kind == "word"
        return Sort.BARE if in_words else Sort.PEOPLE  # "a machine or one person?"
    if _near_budget(utterance, number):
        return Sort.MONEY
    if is_staff_of_firm(utterance, number):
        return Sort.PEOPLE
    if not number.scaled and people_before(utterance, number) and period is None:
        is_part = counts_persons(utterance, number) and not are_all(utterance, number)
        return Sort.BARE if is_part else Sort.MEMBERS
    lexicon, words = utterance.lexicon, utterance.tokens[number.start : number.end]
    is_word = all(word.text in lexicon.scales or word.text in lexicon.articles for word in words)  # "a thousand thanks"
    return Sort.SCALED if number.scaled and number.value >= _SCALED and not is_word else Sort.BARE


def _is_sought(utterance: Utterance, number: Number) -> bool:
    """Return whether those whom a number counts are looked for: "we need 3 waiters and 2 cooks"."""
    before = utterance.tokens[number.lead - 1].text if number.lead else ""
    noun = utterance.tokens[number.end].text if number.end < len(utterance.tokens) else ""
    return before in utterance.lexicon.seeks and is_in(utterance.lexicon.trades, noun, utterance.lexicon)


def _is_below_zero(utterance: Utterance, number: Number) -> bool:
    """Say whether a sign or a word makes a number less than nothing: no size, and no amount. A list has a space."""
    tokens, start = utterance.tokens, number.start
    if start == 0:
        return False
    before = tokens[start - 1]
    if before.text in _MINUS_SIGNS:
        is_apart = start == 1 or not before.glued or tokens[start - 2].text in _CURRENCY_SIGNS
        return tokens[start].glued and is_apart
    # "plus ou moins 50", "al menos 50"
    begins = start == 1 or tokens[start - 2].clause != before.clause
    return begins and before.text in utterance.lexicon.below_zero


def _is_year(utterance: Utterance, number: Number) -> bool:
    said = [token for token in utterance.tokens[max(0, number.start - 2) : number.start] if token.text != "."]
    before = said[-1] if said else None  # "est. 1974"
    looks = number.end == number.start + 1 and _YEAR.fullmatch(utterance.tokens[number.start].raw)
    return bool(looks) and before is not None and before.text in utterance.lexicon.since


def _near_budget(utterance: Utterance, number: Number) -> bool:
    tokens = utterance.tokens
    near = [*tokens[max(0, number.lead - _BUDGET_REACHES) : number.start], *tokens[number.end : number.end + 2]]
    clauses = {tokens[number.start].clause}
    if number.lead and tokens[number.lead - 1].text == ":":
        clauses.add(tokens[number.lead - 1].clause)
    return any(token.text in utterance.lexicon.budget and token.clause in clauses for token in near)
