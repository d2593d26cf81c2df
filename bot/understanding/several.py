"""Understands how people choose several at once: "both", "all of them", "all but the last", "1 and 3", "none"."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.script import NONE, Question
from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.options import Options
from bot.understanding.ordinals import option_by_place
from bot.understanding.tokens import Token, read, read_clean
from bot.understanding.utterance import Utterance, uttered


def named_together(utterance: Utterance, question: Question, options: Options) -> frozenset[str]:
    """Return the options of a question that a whole message names by a word for all, or none, or by their places."""
    words = utterance.said
    if label := options.labelled(question.field, utterance.text, words=words):
        return frozenset((label,))
    bare, lexicon = [word for word in words if word not in utterance.lexicon.fillers], utterance.lexicon
    real = tuple(option for option in question.options if option != NONE)
    if _says(bare, lexicon.none_of_them, lexicon):
        return frozenset((NONE,)) if NONE in question.options else frozenset()
    if _says(bare, lexicon.both_of_them, lexicon):
        return frozenset(real) if len(real) == _BOTH else frozenset()
    if _says_all(bare, len(real), lexicon):
        return frozenset(real)
    return _without_some(utterance, real, question, options) or _by_places(utterance, question)


def says_none(utterance: Utterance, question: Question) -> bool:
    """Return whether a message says that none of a question's options applies, and there is no option for that."""
    if NONE in question.options:
        return False
    words = [word for word in utterance.said if word not in utterance.lexicon.fillers]
    return _says(words, utterance.lexicon.none_of_them, utterance.lexicon)


_BOTH = 2
_FIGURES = re.compile(r"\d{1,2}(?:[\s,;.+&/-]+\d{1,2})+\s*")
_BETWEEN = re.compile(r"[\s,;.+&/-]+(?=\d)")


def says_that_is_all(text: str, locale: str) -> bool:
    """Return whether a message says nothing but that there is no more to choose: done, that's all."""
    lexicon = lexicon_for(locale)
    words = [word.text for word in uttered(read(text), lexicon).words if word.text not in lexicon.fillers]
    return any(tuple(words) == phrase for phrase in lexicon.no_more)


def _says(words: Sequence[str], phrases: Sequence[tuple[str, ...]], lexicon: Lexicon) -> bool:
    """Return whether words are one of some phrases, and little words behind it: none of these."""
    return any(
        tuple(words[: len(phrase)]) == phrase and lexicon.stop.issuperset(words[len(phrase) :]) for phrase in phrases
    )


def _says_all(words: Sequence[str], count: int, lexicon: Lexicon) -> bool:
    """Return whether words mean all of so many options: all, all of them, all three."""
    numbers = [lexicon.numerals[word] for word in words if word in lexicon.numerals]
    unnumbered = [word for word in words if word not in lexicon.numerals]
    return all(number == count for number in numbers) and _says(unnumbered, lexicon.all_of_them, lexicon)


def _without_some(utterance: Utterance, real: Sequence[str], question: Question, options: Options) -> frozenset[str]:
    """Return all options without those behind "all but": nothing where these are not all clear."""
    words = [word for word in utterance.words if word.text not in utterance.lexicon.fillers]
    at = next((at for at, word in enumerate(words) if word.text in utterance.lexicon.all_but), 0)
    if not at or not _says([word.text for word in words[:at]], utterance.lexicon.all_of_them, utterance.lexicon):
        return frozenset()
    named = [_one(part, utterance, question, options) for part in _parts(words[at + 1 :], utterance.lexicon)]
    but = frozenset(option for option in named if option)
    return frozenset(real) - but if but and None not in named and but < frozenset(real) else frozenset()


def _by_places(utterance: Utterance, question: Question) -> frozenset[str]:
    """Return the options at the places that a message lists: 1 and 3, the first and the last."""
    if _FIGURES.fullmatch(utterance.text):
        utterance = uttered(read_clean(_BETWEEN.sub(", ", utterance.text)), utterance.lexicon)
    parts = [*_parts(utterance.words, utterance.lexicon)]
    if not parts or len(parts) > len(question.options):
        return frozenset()
    named = [option_by_place(_spoken(part, utterance), question) for part in parts]
    found = frozenset(option for option in named if option)
    is_clear = None not in named and not (NONE in found and len(found) > 1)
    return found if is_clear else frozenset()


def _one(part: Sequence[Token], utterance: Utterance, question: Question, options: Options) -> str | None:
    spoken = _spoken(part, utterance)
    words = [word.text for word in spoken.words if word.text not in utterance.lexicon.determiners]
    return options.labelled(question.field, "", words=words) or option_by_place(spoken, question)


def _parts(words: Sequence[Token], lexicon: Lexicon) -> Iterator[list[Token]]:
    """Yield the words between commas and words that join."""
    for _, clause in groupby(words, key=lambda word: word.clause):
        for joins, part in groupby(clause, key=lambda word: word.text in lexicon.joiners):
            if not joins:
                yield [*part]


def _spoken(part: Sequence[Token], utterance: Utterance) -> Utterance:
    return uttered(read_clean(utterance.text[part[0].start : part[-1].end]), utterance.lexicon)
