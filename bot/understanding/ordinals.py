"""Understands an option named by its place in the list: "2", "b)", "the second one", "la última"."""

from collections.abc import Sequence

from bot.script import Question
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.numbers.number_answers import is_numeric_choice
from bot.understanding.utterance import Utterance

_LETTERS = "abcdefghij"
_MOST_WORDS = 5
"""Words that may name a place, without polite ones."""
_LIST_MARKS = frozenset(").#°º")


def option_by_place(utterance: Utterance, question: Question) -> str | None:
    """Return the option at the place that the whole message names.

    Where options stand for numbers a bare "2" is a number and not a place.
    """
    names = tuple(question.options)
    symbols = {token.text for token in utterance.tokens if not token.is_word}
    if (
        not names
        or len([w for w in utterance.said if w not in utterance.lexicon.fillers]) > _MOST_WORDS
        or not symbols <= _LIST_MARKS | frozenset(",!:")
    ):
        return None
    pointed = bool(symbols & _LIST_MARKS) or not utterance.lexicon.pointing.isdisjoint(utterance.said)
    text = _naming_word(utterance)
    place = utterance.lexicon.ordinals.get(text)
    if place is None and (pointed or not is_numeric_choice(question)):
        place = _cardinal(text)
    if place is None and (pointed or len(utterance.words) == 1) and not is_numeric_choice(question):
        place = utterance.lexicon.numerals.get(text)  # not "les deux", which is both
    if place is None or not (place == -1 or 0 < place <= len(names)):
        return None
    return names[place if place < 0 else place - 1]


def _naming_word(utterance: Utterance) -> str:
    """Return the words without articles and the like: the place, if the message is nothing but a place.

    What is counted is none: "3 mån" are months, and so may be "3 m".
    """
    words = utterance.said
    if len(words) == 1:
        return words[0]
    lexicon = utterance.lexicon
    places, stop, fillers, pointing = lexicon.ordinals, lexicon.stop, lexicon.fillers, lexicon.pointing
    named = [w for w in words if w in places or not (w in stop or w in fillers or w in pointing)]
    return "".join([*named, *_unit(words, lexicon)])


def _unit(words: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """Return the unit right behind a number, if there is one; a letter may be one where nothing follows."""
    at = next((at for at, word in enumerate(words) if word.isdigit()), len(words)) + 1
    behind = words[at : at + 1]
    is_one = behind and (at == len(words) - 1 if len(behind[0]) == 1 else behind[0] in lexicon.units)
    return behind if is_one else ()


def _cardinal(text: str) -> int | None:
    if len(text) == 1 and text in _LETTERS:
        return _LETTERS.index(text) + 1
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None
