"""Finds the name of the company that somebody says to work for.

A name in lower case is only believed where the words before it leave no doubt ("cto at acme").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.lexicon.everywhere import LEGAL_FORMS, NAME_ARTICLES, NAME_LINKS
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.tokens import Token, fold_words
from bot.understanding.utterance import Utterance

_WITHIN_NAMES = frozenset("&.-+'’")
_MOST_WORDS = 5
"""Words of a name, without those that link them. With 2, "Blå Himmel AB" loses its last."""
_MOST_LOWER_CASE_WORDS = 3
"""The same without capitals, where nothing shows the end. With 1, "blue sky" is blue; with 6, "blue sky labs thats
why" is a company."""


@dataclass(frozen=True, slots=True)
class Company:
    """A name as it was typed, the places of its first and last token, and whether it was clearly said."""

    name: str
    start: int
    end: int
    sure: bool


def find_company(utterance: Utterance, known: frozenset[int] = frozenset()) -> Company | None:
    """Return the first company named in a message; ``known`` are the words (by start) that mean something else."""
    found = [*_by_phrase(utterance, known), *_by_preposition(utterance, known)]
    return found[0] if found else None


def without_opening(utterance: Utterance) -> str:
    """Return an answer to "which company?" without what people put before the name.

    "We are Acme Ltd" gives "Acme Ltd".
    """
    words = utterance.words
    start = 0
    while start < len(words):
        length = max((len(p) for p in utterance.lexicon.company_opens if _stands(words[start:], p)), default=0)
        if not length or start + length >= len(words):
            break
        start += length
    return utterance.text[words[start].start :].strip(" .,!;:\n") if words else ""


def _stands(words: Sequence[Token], phrase: tuple[str, ...]) -> bool:
    """Say whether these words begin with the phrase."""
    return tuple(word.text for word in words[: len(phrase)]) == phrase


def _by_phrase(utterance: Utterance, known: frozenset[int]) -> Iterator[Company]:
    words = utterance.words
    texts = {word.text for word in words}
    phrases = [phrase for phrase in utterance.lexicon.company_named if texts.issuperset(phrase)]
    for at in range(len(words)):
        for phrase in sorted(phrases, key=len, reverse=True):
            end = at + len(phrase)
            if _stands(words[at:], phrase) and end < len(words):
                company = _name_at(utterance, words[end], known=known, lower_case=len(phrase) > 1)
                if company is not None:
                    yield company
                break


def _by_preposition(utterance: Utterance, known: frozenset[int]) -> Iterator[Company]:
    for at, token in enumerate(utterance.tokens[:-1]):
        is_at = token.text in utterance.lexicon.company_at and not (
            token.text == "@" and utterance.tokens[at + 1].glued
        )
        if not (is_at or token.text in utterance.lexicon.company_of):
            continue
        before = utterance.tokens[max(0, at - 2) : at]
        titled = any(t.text in utterance.lexicon.titles or t.start in known for t in before)
        lower_case = is_at and (titled or any(t.text in utterance.lexicon.works for t in before))
        company = _name_at(utterance, utterance.tokens[at + 1], known=known, lower_case=lower_case)
        if company is None:
            continue
        if is_at or titled or (before and _is_name(before[-1])) or _has_legal_form(company.name):
            yield company


def _has_legal_form(name: str) -> bool:
    return fold_words(name)[-1] in LEGAL_FORMS


def _is_name(token: Token) -> bool:
    return token.raw[:1].isupper() and len(token.raw) > 2


def _name_at(utterance: Utterance, first: Token, *, known: frozenset[int], lower_case: bool) -> Company | None:
    at = utterance.tokens.index(first)
    capital = first.raw[:1].isupper() or first.kind == "number"
    if not (capital or lower_case) or first.clause != utterance.tokens[at - 1].clause:
        return None
    if first.start in known or _is_no_company(first.text, utterance.lexicon):
        return None
    last = _last_of_name(utterance, at, capital=capital)
    if last is None or (first.kind == "number" and last is first):
        return None
    return Company(utterance.text[first.start : last.end], first.start, last.end, sure=capital)


def _is_no_company(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.not_company or word in lexicon.places or word.endswith(lexicon.street_endings)


def _last_of_name(utterance: Utterance, at: int, *, capital: bool) -> Token | None:
    last: Token | None = None
    words = 0
    for place in range(at, len(utterance.tokens)):
        token = utterance.tokens[place]
        if token.clause != utterance.tokens[at].clause or words >= (_MOST_WORDS if capital else _MOST_LOWER_CASE_WORDS):
            break
        if not _continues(utterance, place, capital=capital, begun=last is not None):
            break
        if token.is_word and not (token.text in NAME_LINKS | NAME_ARTICLES and token is not utterance.tokens[at]):
            last = token
            words += 1
    if last is not None and _spells_an_address(utterance, last):
        return None
    return last


def _continues(utterance: Utterance, place: int, *, capital: bool, begun: bool) -> bool:
    token = utterance.tokens[place]
    if token.kind == "symbol":
        return begun and token.text in _WITHIN_NAMES
    if not begun:
        following = utterance.tokens[place + 1] if place + 1 < len(utterance.tokens) else None
        named = following is not None and following.glued and following.text not in utterance.lexicon.measures
        return token.kind != "number" or named
    if token.glued:
        return True
    if token.text in NAME_LINKS:
        return capital and place + 1 < len(utterance.tokens) and utterance.tokens[place + 1].raw[:1].isupper()
    if token.text in utterance.lexicon.name_ends or token.kind == "number" or token.text in utterance.lexicon.fillers:
        return False
    return not capital or token.raw[:1].isupper() or token.text in LEGAL_FORMS


def _spells_an_address(utterance: Utterance, last: Token) -> bool:
    """Say whether words spell an address, not a company: "ada at acme dot com"."""
    at = utterance.tokens.index(last)
    around = {token.text for token in utterance.tokens[max(0, at - 2) : at + 2]}
    return not around.isdisjoint(utterance.lexicon.spoken_dots)
