"""Finds the language in which somebody asks to go on ("en español por favor", "can we do this in French").

Languages are named as Babel does. Whoever says in French that they speak no English asks for French.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from babel import Locale

from bot.understanding.examples import Examples, Words, laid_out, ways
from bot.understanding.language_names import own_name
from bot.understanding.lexicon.languages import TABLES
from bot.understanding.lexicon.other_languages import ALSO_CALLED, ASKED_IN, NAMED
from bot.understanding.tokens import fold, fold_words
from bot.understanding.utterance import Utterance
from bot.understanding.wishes import Intent, says_only

_MOST_WORDS = 14
_ENGLISH = "en"


def language_wished(utterance: Utterance) -> str | None:
    """Return the code of the language that a message asks to go on in, if it says nothing else."""
    if len(utterance.words) > _MOST_WORDS or _signs().isdisjoint(utterance.said):
        return None
    # As they are typed: what is short for something is so in one language only.
    words = tuple(fold(word.raw) for word in utterance.words)
    named = [word for word in words if word in _names()]
    return _by_name(words, named) if named else _asked_in().name_of(words)


def _by_name(words: Words, named: Sequence[str]) -> str | None:
    codes = {_names()[word] for word in named}
    if len(codes) != 1 or (len(words) == 1 and not codes & TABLES.keys()):
        # "Danish" alone may be anything.
        return _asked_in().name_of(words)
    code = codes.pop()
    for language, lexicon in TABLES.items():
        example = _name_in(_ENGLISH, language)
        said = tuple(example if word in named else word for word in words)
        if says_only(said, Intent.LANGUAGE, language=language):
            is_denied = not lexicon.negators.isdisjoint(words) or not lexicon.negators.isdisjoint(said)
            if not is_denied:
                return code
            return language if language != code else None
    return _asked_in().name_of(words)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Return the names of languages in each of ours and in themselves, folded, with their codes."""
    names = {own: code for code, texts in ALSO_CALLED.items() for own in fold_words(texts)}
    for code in NAMED:
        for name in (*(Locale(locale).languages.get(code, "") for locale in TABLES), own_name(code)):
            if len(words := fold_words(name)) == 1:
                names.setdefault(words[0], code)
    return names


@lru_cache(maxsize=1)
def _signs() -> frozenset[str]:
    """Return the words without one of which no message asks for a language."""
    said = (words for examples in ASKED_IN.values() for example in examples for words in ways(example))
    return frozenset(_names()) | frozenset(max(words, key=len) for words in said)


@lru_cache(maxsize=16)
def _name_in(code: str, language: str) -> str:
    return fold_words(Locale(language).languages[code])[0]


@lru_cache(maxsize=1)
def _asked_in() -> Examples:
    return laid_out(ASKED_IN.items())
