"""Says what else a message tells beside a number that would answer the open question.

"We are 40" answers how many they are; "4 vans and a warehouse" and "my neighbour paid 900" answer nothing that was
asked. No table knows all that can be counted or paid: so words that belong neither to the number nor to the question
make it one of something else, unless they say that it is their own.
"""

from collections.abc import Sequence
from functools import cache

from bot.understanding.lexicon.everywhere import MONEY_OF
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.numbers.money import is_currency
from bot.understanding.numbers.people import is_in
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance

_TELLING_REACHES = 4
"""Words between "we are" and the number that is told: "we are a team of about 40"."""
_PLUS = frozenset("+&")
_NAMED_BY = 3
"""Words of a kind of business before its number: "a small family bakery with 9"."""


def told_beside(utterance: Utterance, start: int, end: int) -> int:
    """Return how many words of the clause tell of something else than the number between two places of the text.

    0 where the clause says no more than a number does, or that it is theirs.
    """
    lexicon, first = utterance.lexicon, _first_word(utterance, start, end)
    clause, begins = utterance.tokens[first].clause, utterance.tokens[first].start
    said = [token for token in utterance.tokens if token.clause == clause and (token.is_word or token.text in _PLUS)]
    if not any(_is_telling(token, utterance) for token in said if not start <= token.start < end):
        return 0
    before = _unnamed(_behind_others([token for token in said if token.start < begins], utterance), utterance)
    after = _before_others([token for token in said if token.start >= end], utterance)
    if after and is_in(lexicon.partners, after[0].text, lexicon):
        after = after[1:]  # "2 partners", but not "my brother has 6"
    opening = lexicon.are_people if after and _is_telling(after[0], utterance) else lexicon.tells
    if _is_opened(before, opening, utterance):
        return 0
    if any(token.text in lexicon.totals or (token.text in lexicon.at_present and token.start < end) for token in said):
        return 0
    return sum(_is_telling(token, utterance) for token in (*before, *_until_parts(after, utterance)))


def _first_word(utterance: Utterance, start: int, end: int) -> int:
    """Return the token with which a number begins, past the words that make it rough: "of about 40"."""
    tokens = utterance.tokens
    first = next(at for at, token in enumerate(tokens) if token.end > start)
    while first + 1 < len(tokens) and tokens[first].text in utterance.lexicon.about and tokens[first + 1].start < end:
        first += 1
    return first


def is_turnover(utterance: Utterance, at: int) -> bool:
    """Say whether the clause of a token speaks of what a company earns."""
    clause = utterance.tokens[at].clause
    return _says([word for word in utterance.words if word.clause == clause], utterance.lexicon.turnover)


def is_told(utterance: Utterance, first: int) -> bool:
    """Say whether words before a number tell it of themselves: "we're 200 people what does it cost", but not "if"."""
    clause = utterance.tokens[first].clause
    words = [token.text for token in utterance.tokens[: first + 1] if token.clause == clause and token.is_word]
    return any(_is_led_by(words, phrase, utterance) for phrase in utterance.lexicon.tells if phrase[0] in words)


def _is_opened(before: Sequence[Token], phrases: Sequence[Sequence[str]], utterance: Utterance) -> bool:
    """Say whether the words before a number make it theirs, with nothing told between: not "we have wasted"."""
    words = [token for token in before if token.is_word]
    last = max((at for at, token in enumerate(words) if _is_telling(token, utterance)), default=-1)
    texts = tuple(token.text for token in words)
    begun = [phrase for phrase in phrases if phrase[0] in texts]
    ends = range(last + 1, len(words) + 1)
    return any(
        texts[end - len(phrase) : end] == tuple(phrase) for end in ends for phrase in begun if len(phrase) <= end
    )


def _says(words: Sequence[Token], phrases: Sequence[Sequence[str]]) -> bool:
    texts = tuple([word.text for word in words])
    begun = [phrase for phrase in phrases if phrase[0] in texts]
    return any(texts[at : at + len(p)] == tuple(p) for p in begun for at in range(len(texts) - len(p) + 1))


def _is_led_by(words: Sequence[str], phrase: Sequence[str], utterance: Utterance) -> bool:
    for at in range(max(0, len(words) - _TELLING_REACHES - len(phrase)), len(words) - len(phrase) + 1):
        if tuple(words[at : at + len(phrase)]) == tuple(phrase) and (at == 0 or _may_begin(words[at - 1], utterance)):
            return True
    return False


def _may_begin(before: str, utterance: Utterance) -> bool:
    lexicon = utterance.lexicon
    return before in lexicon.joiners or before in lexicon.fillers or before not in lexicon.stop


def _unnamed(before: Sequence[Token], utterance: Utterance) -> Sequence[Token]:
    """Return the words before a number without those that say what business it is of: "a bakery with"."""
    lexicon = utterance.lexicon
    for at in range(len(before) - 1, 0, -1):
        if before[at].text not in lexicon.stop and before[at].text not in lexicon.about:
            return before
        if before[at].text in lexicon.having:
            named = range(at - 1, max(-1, at - 2 - _NAMED_BY), -1)
            opened = next((place for place in named if _opens(before[place], utterance)), None)
            if opened is not None:
                return before[:opened]
            return () if at <= _NAMED_BY and before[0].text not in lexicon.determiners else before
    return before


def _behind_others(before: Sequence[Token], utterance: Utterance) -> Sequence[Token]:
    """Return the words before a number behind what another number counts: "3 offices and"."""
    others = [at for at, token in enumerate(before) if _counts(token, utterance)]
    if not others:
        return before
    joins = [at for at in range(others[-1], len(before)) if _joins(before[at], utterance)]
    return before[joins[-1] + 1 :] if joins else before


def _before_others(after: Sequence[Token], utterance: Utterance) -> Sequence[Token]:
    """Return the words behind a number before what another number counts: "and 3 offices", "in two offices"."""
    lexicon = utterance.lexicon
    for at in range(len(after) - 1):
        is_little = _joins(after[at], utterance) or after[at].text in lexicon.stop
        if is_little and _counts(after[at + 1], utterance):
            return after[:at]
    return after


def _counts(token: Token, utterance: Utterance) -> bool:
    return token.kind == "number" or token.text in utterance.lexicon.numerals


def _joins(token: Token, utterance: Utterance) -> bool:
    return token.text in utterance.lexicon.joiners or token.text in _PLUS


def _opens(token: Token, utterance: Utterance) -> bool:
    return token.text in utterance.lexicon.articles or token.text in utterance.lexicon.ours


def _until_parts(after: Sequence[Token], utterance: Utterance) -> Sequence[Token]:
    """Return the words behind a number up to those that name a part of it, or by what it changes: "with", "in"."""
    lexicon = utterance.lexicon
    ends = (lexicon.including, lexicon.depending, lexicon.having, lexicon.scope, lexicon.contrasts)
    parts = (at for at, token in enumerate(after) if any(token.text in words for words in ends))
    return after[: next(parts, len(after))]


def _is_telling(token: Token, utterance: Utterance) -> bool:
    if token.kind != "word" or is_currency(token.text, utterance.lexicon):
        return False
    lexicon = utterance.lexicon
    return (
        len(token.text) > 1
        and token.text not in _untelling(lexicon.language)
        and not is_in(lexicon.trades, token.text, lexicon)
    )


@cache
def _untelling(language: str) -> frozenset[str]:
    """Return the words that may stand beside a number and change nothing about whose it is."""
    of = lexicon_for(language)
    tables = (
        *(of.stop, of.fillers, of.about, of.about_after, of.joiners, of.determiners, of.corrects, of.noes, of.ofs),
        *(of.people, of.persons, of.myself, of.organisations, of.wholes, of.contrasts, of.areas, of.first_person),
        *(of.ours, of.totals, of.at_present, of.adds, of.budget, of.granted, of.currencies, of.of_money, of.taxes),
        MONEY_OF,
        *(of.per, of.units, of.periods, of.seasons, of.between, of.towards, of.numerals, of.scales, of.vague),
        *(
            of.collectives,
            of.fractions,
            of.articles,
            of.including,
            of.short,
            of.scope,
            of.before_now,
            *of.until_now,
            of.places,
            *of.people_after,
            *of.asks,
        ),
    )
    return frozenset(word for table in tables for word in table)
