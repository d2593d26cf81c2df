"""Understands an option named by its place in the list: "2", "b)", "the second one", "la última"."""

from bot.script import Question
from bot.understanding.numbers.number_answers import is_numeric_choice
from bot.understanding.utterance import Utterance

_LETTERS = "abcdefghij"
_LIST_MARKS = frozenset(").#°º")


def option_by_place(utterance: Utterance, question: Question) -> str | None:
    """Return the option at the place that the whole message names.

    Where options stand for numbers a bare "2" is a number and not a place.
    """
    names = tuple(question.options)
    symbols = {token.text for token in utterance.tokens if not token.is_word}
    if not names or len(utterance.words) > 5 or not symbols <= _LIST_MARKS | frozenset(",!:"):
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
    """Return the words without articles and the like: the place, if the message is nothing but a place."""
    words = utterance.said
    if len(words) == 1:
        return words[0]
    lexicon = utterance.lexicon
    places, stop, fillers, pointing = lexicon.ordinals, lexicon.stop, lexicon.fillers, lexicon.pointing
    return "".join([w for w in words if w in places or not (w in stop or w in fillers or w in pointing)])


def _cardinal(text: str) -> int | None:
    if len(text) == 1 and text in _LETTERS:
        return _LETTERS.index(text) + 1
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None
