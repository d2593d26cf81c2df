"""Finds the name of the company that somebody says to work for.

A name in lower case is only believed where the words before it leave no doubt ("cto at acme").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.freetext import is_gibberish, is_only_little, is_rude
from bot.understanding.lexicon.everywhere import LEGAL_FORMS, NAME_ARTICLES, NAME_LINKS
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.tokens import Token, fold_words
from bot.understanding.utterance import Utterance

_ADDRESS = re.compile(r"\w\.\w")
"""A site's address may be the name."""
_WITHIN_NAMES = frozenset("&.-+'’")
_MOST_WORDS = 5
"""Words of a name, without those that link them. With 2, "Blå Himmel AB" loses its last."""
_NAME_ALONE = 2
"""Words with capitals from which they are a name by themselves: a phone gives the first word one."""
_LONGEST_LINK = 4
"""Letters of a word without a capital within a name that ends in its legal form: para, from."""
_LONGEST_UNIT = 3
"""Letters that, glued to a number, may be its unit: 20k, 5pm. Longer ones make a name: 37signals."""
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


_NOTHING = frozenset[int]()


def find_company(
    utterance: Utterance, known: frozenset[int] = _NOTHING, *, roles: frozenset[int] = _NOTHING
) -> Company | None:
    """Return the first company named in a message.

    ``known`` are the words (by start) that mean something else, ``roles`` those of them that are a role.
    """
    found = [*_by_phrase(utterance, known), *_by_preposition(utterance, known, roles)]
    return found[0] if found else None


def name_answered(utterance: Utterance) -> str:
    """Return the name in an answer to "which company?", or nothing where it is plainly something else.

    "We are Acme Ltd" gives "Acme Ltd"; "before summer", "20k" and "I'd rather tell you later" give nothing.
    """
    words = _without_opening(utterance)
    for stretch in (words, words[: _first_clause(words)]):
        if _is_name_alone(stretch, utterance):
            return utterance.text[stretch[0].start : _end_of(stretch, utterance)].strip(" .,!;:\n")
    named = find_company(utterance)
    return named.name if named is not None else ""


def name_in_full(utterance: Utterance) -> str:
    """Return the name that is all of an answer to "which company?", or nothing where it may be something else.

    Its words have capitals, and may be those of an option: "we're called Service Pro", "More Leads Ltd".
    """
    words = _without_opening(utterance)
    is_opened = len(words) < len(utterance.words)
    if len(words) < (1 if is_opened else _NAME_ALONE) or len({word.clause for word in words}) > 1:
        return ""
    if not all(word.raw[:1].isupper() or word.text in NAME_LINKS for word in words):
        return ""
    return utterance.text[words[0].start : _end_of(words, utterance)].strip(" .,!;:\n")


def _end_of(words: Sequence[Token], utterance: Utterance) -> int:
    """Return where a name ends: with the text, or with the last of its words."""
    return len(utterance.text) if words[-1] is utterance.words[-1] else words[-1].end


def _first_clause(words: Sequence[Token]) -> int:
    return next((at for at, word in enumerate(words) if word.clause != words[0].clause), len(words))


def _is_name_alone(words: Sequence[Token], utterance: Utterance) -> bool:
    """Say whether words may be nothing but a name: no number, no time, no insult, no sentence."""
    lexicon, texts = utterance.lexicon, [word.text for word in words]
    if len(words) == 2 and words[0].kind == "number" and words[1].glued:
        return (words[1].raw[:1].isupper() and len(words[0].raw) == 1) or len(words[1].raw) > _LONGEST_UNIT  # 3M
    if not words or is_gibberish(texts) or is_rude(utterance):
        return False
    if is_only_little([text for text in texts if text not in lexicon.not_company], lexicon):
        return False
    if all(word.raw[:1].isupper() or word.text in NAME_LINKS | NAME_ARTICLES for word in words):
        return True
    if _ADDRESS.search(utterance.text):
        return True
    if texts[-1] in LEGAL_FORMS and texts[0] not in lexicon.first_person and words[0].raw[:1].isupper():
        return len(words) <= _MOST_WORDS + 1 and all(_may_link(word) for word in words)
    small = (lexicon.stop, lexicon.negators, lexicon.objects, lexicon.acts)
    links = (lexicon.ofs, lexicon.joiners, lexicon.determiners, NAME_LINKS, NAME_ARTICLES)
    said = [text for text in texts if _is_in(text, small) and not _is_in(text, links)]
    return not said and texts[0] not in lexicon.articles and len(words) <= _MOST_WORDS


def _may_link(word: Token) -> bool:
    """Say whether a word has a capital, or may link others that do: "Bygg & Kakel i Norr AB"."""
    return word.raw[:1].isupper() or len(word.raw) <= _LONGEST_LINK


def _is_in(word: str, tables: Sequence[frozenset[str]]) -> bool:
    return any(word in table for table in tables)


def _without_opening(utterance: Utterance) -> Sequence[Token]:
    """Return the words of an answer without what people put before the name."""
    texts = utterance.said
    opens = [phrase for phrase in utterance.lexicon.company_opens if phrase[0] in texts]
    start = 0
    while start < len(texts):
        length = max((len(p) for p in opens if texts[start : start + len(p)] == p), default=0)
        if not length or start + length >= len(texts):
            break
        start += length
    return utterance.words[start:]


def _by_phrase(utterance: Utterance, known: frozenset[int]) -> Iterator[Company]:
    words, texts = utterance.words, utterance.said
    phrases = [phrase for phrase in utterance.lexicon.company_named if phrase[0] in texts]
    for at in range(len(words) if phrases else 0):
        for phrase in sorted(phrases, key=len, reverse=True):
            end = at + len(phrase)
            if texts[at:end] == phrase and end < len(words):
                # "I own the shop"
                is_surely_one = len(phrase) > 1 and phrase[-1] not in utterance.lexicon.runs
                company = _name_at(utterance, words[end], known=known, lower_case=is_surely_one)
                if company is not None:
                    yield company
                break


def _is_of_others(utterance: Utterance, at: int) -> bool:
    """Say whether a name is denied, or that of somebody else's company: "not at Acme", "my brother works for Acme"."""
    lexicon, clause = utterance.lexicon, utterance.tokens[at].clause
    before = [token.text for token in utterance.tokens[:at] if token.clause == clause]
    return not lexicon.negators.isdisjoint(before[-2:]) or not lexicon.kin.isdisjoint(before)


def _by_preposition(utterance: Utterance, known: frozenset[int], roles: frozenset[int]) -> Iterator[Company]:
    for at, token in enumerate(utterance.tokens[:-1]):
        is_at = token.text in utterance.lexicon.company_at and not (
            token.text == "@" and utterance.tokens[at + 1].glued
        )
        if not (is_at or token.text in utterance.lexicon.company_of):
            continue
        before = utterance.tokens[max(0, at - 2) : at]
        if _is_of_others(utterance, at):
            continue
        titled = any(t.text in utterance.lexicon.titles or t.start in roles for t in before)
        lower_case = is_at and (titled or any(t.text in utterance.lexicon.works for t in before))
        following, lexicon = utterance.tokens[at + 1], utterance.lexicon
        company = _name_at(utterance, following, known=known, lower_case=lower_case)
        if company is None or (not is_at and following.text in lexicon.areas | lexicon.departments):
            continue  # directrice de Production
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
    common = not capital and first.text.endswith(utterance.lexicon.definite_endings)
    little = not capital and (first.text in NAME_LINKS or first.text in utterance.lexicon.stop)
    if first.start in known or common or little or _is_no_company(first.text, utterance.lexicon):
        return None
    last = _last_of_name(utterance, at, capital=capital)
    if last is None or (last is first and (first.kind == "number" or first.text in utterance.lexicon.persons)):
        return None  # "I work for the CEO"
    if last is first and not capital and first.text in utterance.lexicon.areas | utterance.lexicon.departments:
        return None  # jobbar på kundtjänst
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
    if not capital:
        return not is_gibberish([token.text])  # vd på volvo haha
    return token.raw[:1].isupper() or token.text in LEGAL_FORMS


def _spells_an_address(utterance: Utterance, last: Token) -> bool:
    """Say whether words spell an address, not a company: "ada at acme dot com"."""
    at = utterance.tokens.index(last)
    around = {token.text for token in utterance.tokens[max(0, at - 2) : at + 2]}
    return not around.isdisjoint(utterance.lexicon.spoken_dots)
