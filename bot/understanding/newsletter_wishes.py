"""Recognises the wish to get the newsletter, or to get it no more, and the code that a mail brought.

They are no wishes like the others: only a business that has a newsletter is asked for one, and nothing is guessed by
likeness. A message counts when it, or a clause of it, says nothing else, but for an address.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from bot.understanding.contact_answers import addresses
from bot.understanding.contacts import blank
from bot.understanding.examples import Examples, laid_out
from bot.understanding.lexicon.languages import TABLES
from bot.understanding.utterance import Utterance, utterance_of
from bot.understanding.wishes import Intent, readings, says_only

_MOST_WORDS = 16
_IN_PASSING_FROM = 4
"""Words of a part from which it may be the wish beside something else. With 2, a list that ends so is one."""
_POLITE = (Intent.GREETING, Intent.THANKS)
CODE_DIGITS = 6
_CODE = re.compile(r"\D*(\d(?: ?[\-\u2010-\u2015.]? ?\d){3,7})\D*")
_MOST_WORDS_BESIDE, _MOST_WORDS_OF_SUBJECT = 5, 12
"""Beside a code: "the code is 123456, thanks", and no story that holds a number. With six digits it may be more: some
copy the whole line of the mail."""


class NewsletterWish(StrEnum):
    """What somebody wants of the newsletter, by the name under which the lexicon has its examples."""

    JOIN = "join"
    LEAVE = "leave"


def newsletter_wish(text: str, locale: str) -> NewsletterWish | None:
    """Return what a message wants of the newsletter, if it says that in any of our languages and nothing else.

    >>> newsletter_wish("please subscribe me to your newsletter, ada@example.com", "en")
    <NewsletterWish.JOIN: 'join'>
    >>> newsletter_wish("take me off the newsletter", "en")
    <NewsletterWish.LEAVE: 'leave'>
    >>> newsletter_wish("we write a newsletter for our clients", "en")
    """
    utterance = utterance_of(blank(text, addresses(text)), locale)
    whole = _wish_in(utterance.said, locale)
    if whole is not None:
        return whole
    told = [(_wish_in(words, locale), words) for words in _clauses(utterance)]
    wishes = {wish for wish, _ in told if wish is not None}
    language = utterance.lexicon.language
    # "Hi! Please sign me up for the newsletter. Thanks"
    rest = [words for wish, words in told if wish is None]
    is_polite = all(any(says_only(words, each, language=language) for each in _POLITE) for words in rest)
    return wishes.pop() if len(wishes) == 1 and is_polite else None


def joins_in_passing(text: str, locale: str) -> bool:
    """Return whether a part of a longer message is nothing but the wish for the newsletter.

    >>> joins_in_passing("I'm the director, please add me to the newsletter", "en")
    True
    >>> joins_in_passing("we are 200 people and please subscribe me to your newsletter", "en")
    True
    >>> joins_in_passing("we need more subscribers for the newsletter", "en")
    False
    """
    utterance = utterance_of(blank(text, addresses(text)), locale)
    joiners = utterance.lexicon.joiners
    for words in _clauses(utterance):
        # People seldom write commas.
        parts = [words, *(words[at + 1 :] for at, word in enumerate(words) if word in joiners)]
        for part in parts:
            if len(part) >= _IN_PASSING_FROM and _wish_in(part, locale) is NewsletterWish.JOIN:
                return True
    return False


def _clauses(utterance: Utterance) -> list[list[str]]:
    return [[word.text for word in words] for _, words in groupby(utterance.words, key=attrgetter("clause"))]


def _wish_in(words: Sequence[str], locale: str) -> NewsletterWish | None:
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    found = (_examples().name_of(said) for said in readings(words, locale))
    name = next((name for name in found if name is not None), None)
    return None if name is None else NewsletterWish(name)


@lru_cache(maxsize=1)
def _examples() -> Examples:
    # Leaving comes first: what could be either must not subscribe anybody.
    names = (NewsletterWish.LEAVE, NewsletterWish.JOIN)
    return laid_out((name, lexicon.newsletter[name]) for name in names for lexicon in TABLES.values())


def code_typed(text: str) -> str | None:
    """Return the digits of a message that is little but a code, in any script's digits and however it is spaced.

    >>> code_typed("123 456"), code_typed("the code is 123-456."), code_typed("we are 200 people"), code_typed("1234")
    ('123456', '123456', None, '1234')
    """
    # Signs that only change how others look make a key of a digit, or join emoji.
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf" and unicodedata.category(sign)[0] != "M")
    plain = " ".join("".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in seen).split())
    found = _CODE.fullmatch(plain)
    if found is None:
        return None
    code = "".join(sign for sign in found[1] if sign.isdigit())
    most = _MOST_WORDS_OF_SUBJECT if len(code) == CODE_DIGITS else _MOST_WORDS_BESIDE
    return code if _words_beside(plain, found) <= most else None


def is_story(text: str) -> bool:
    """Return whether a message that holds a code says so much beside it that its number may be about something else.

    >>> is_story("the code is 123456, thanks"), is_story("the whole of it would be 150000 a year for us")
    (False, True)
    """
    found = _CODE.fullmatch(" ".join(text.split()))
    return found is not None and _words_beside(found[0], found) > _MOST_WORDS_BESIDE


def _words_beside(plain: str, found: re.Match[str]) -> int:
    return len(plain.split()) - found[1].count(" ") - 1
