"""Finds the name of the company that somebody says to work for.

A name in lower case is only believed where the words before it leave no doubt ("cto at acme").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.lexicon.table import Lexicon
from bot.conversation.wording import Message, Token, fold_words

_LEGAL_FORMS = frozenset(
    {"ab", "oy", "as", "asa", "aps", "inc", "ltd", "llc", "llp", "plc", "gmbh", "ag", "sa", "sas", "sarl", "sl", "slu"}
    | {"srl", "spa", "bv", "nv", "co", "corp", "group", "kb", "hb"}
)
_WITHIN_NAMES = frozenset("&.-+'’")
_LINKS = frozenset({"of", "de", "la", "du", "des", "och", "the", "los", "del"})
_STREETS = ("vagen", "gatan", "torget")
_MOST_WORDS = 5
_MOST_LOWER_CASE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Company:
    """A name as it was typed, the places of its first and last token, and whether it was clearly said."""

    name: str
    start: int
    end: int
    sure: bool


def find_company(message: Message, lexicon: Lexicon, known: frozenset[int] = frozenset()) -> Company | None:
    """Return the first company named in a message; ``known`` are the words (by start) that mean something else."""
    found = [*_by_phrase(message, lexicon, known), *_by_preposition(message, lexicon, known)]
    return found[0] if found else None


def without_opening(message: Message, lexicon: Lexicon) -> str:
    """Return an answer to "which company?" without what people put before the name.

    "We are Acme Ltd" gives "Acme Ltd".
    """
    words = message.words
    start = 0
    while start < len(words):
        length = max((len(p) for p in lexicon.company_opens if _stands(words, start, p)), default=0)
        if not length or start + length >= len(words):
            break
        start += length
    return message.text[words[start].start :].strip(" .,!;:\n") if words else ""


def _stands(words: Sequence[Token], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(word.text for word in words[at : at + len(phrase)]) == phrase


def _by_phrase(message: Message, lexicon: Lexicon, known: frozenset[int]) -> Iterator[Company]:
    words = message.words
    texts = {word.text for word in words}
    phrases = [phrase for phrase in lexicon.company_named if texts.issuperset(phrase)]
    for at in range(len(words)):
        for phrase in sorted(phrases, key=len, reverse=True):
            end = at + len(phrase)
            if _stands(words, at, phrase) and end < len(words):
                company = _name_at(message, words[end], lexicon, known, lower_case=len(phrase) > 1)
                if company is not None:
                    yield company
                break


def _by_preposition(message: Message, lexicon: Lexicon, known: frozenset[int]) -> Iterator[Company]:
    tokens = message.tokens
    for at, token in enumerate(tokens[:-1]):
        is_at = token.text in lexicon.company_at and not (token.text == "@" and tokens[at + 1].glued)
        if not (is_at or token.text in lexicon.company_of):
            continue
        before = tokens[max(0, at - 2) : at]
        titled = any(t.text in lexicon.titles or t.start in known for t in before)
        lower_case = is_at and (titled or any(t.text in lexicon.works for t in before))
        company = _name_at(message, tokens[at + 1], lexicon, known, lower_case=lower_case)
        if company is None:
            continue
        if is_at or titled or (before and _is_name(before[-1])) or _has_legal_form(company.name):
            yield company


def _has_legal_form(name: str) -> bool:
    return fold_words(name)[-1] in _LEGAL_FORMS


def _is_name(token: Token) -> bool:
    return token.raw[:1].isupper() and len(token.raw) > 2


def _name_at(
    message: Message, first: Token, lexicon: Lexicon, known: frozenset[int], *, lower_case: bool
) -> Company | None:
    at = message.tokens.index(first)
    capital = first.raw[:1].isupper() or first.kind == "number"
    if not (capital or lower_case) or first.clause != message.tokens[at - 1].clause:
        return None
    if (
        first.text.endswith(_STREETS)
        or first.text in lexicon.not_company
        or first.text in lexicon.places
        or first.start in known
    ):
        return None
    last = _last_of_name(message.tokens, at, lexicon, capital=capital)
    if last is None or (first.kind == "number" and last is first):
        return None
    return Company(message.quote(first, last), first.start, last.end, sure=capital)


def _last_of_name(tokens: Sequence[Token], at: int, lexicon: Lexicon, *, capital: bool) -> Token | None:
    last: Token | None = None
    words = 0
    for place in range(at, len(tokens)):
        token = tokens[place]
        if token.clause != tokens[at].clause or words >= (_MOST_WORDS if capital else _MOST_LOWER_CASE_WORDS):
            break
        if not _continues(tokens, place, lexicon, capital=capital, begun=last is not None):
            break
        if token.is_word and not (token.text in _LINKS and token is not tokens[at]):
            last = token
            words += 1
    if last is not None and _spells_an_address(tokens, tokens.index(last)):
        return None
    return last


def _continues(tokens: Sequence[Token], place: int, lexicon: Lexicon, *, capital: bool, begun: bool) -> bool:
    token = tokens[place]
    if token.kind == "symbol":
        return begun and token.text in _WITHIN_NAMES
    if not begun:
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        named = following is not None and following.glued and following.text not in lexicon.measures
        return token.kind != "number" or named
    if token.glued:
        return True
    if token.text in _LINKS and token.text != "the":
        return capital and place + 1 < len(tokens) and tokens[place + 1].raw[:1].isupper()
    if token.text in lexicon.name_ends or token.kind == "number" or token.text in lexicon.fillers:
        return False
    return not capital or token.raw[:1].isupper() or token.text in _LEGAL_FORMS


def _spells_an_address(tokens: Sequence[Token], last: int) -> bool:
    """Tell "ada at acme dot com" from a company."""
    around = {token.text for token in tokens[max(0, last - 2) : last + 2]}
    return not around.isdisjoint({"dot", "punto", "point", "punkt"})
