"""Understands an option named by its place in the list: "2", "b)", "the second one", "la última"."""

from bot.conversation.counts import is_numeric_choice
from bot.conversation.lexicon.table import Lexicon
from bot.conversation.script import Question
from bot.conversation.wording import Message

_LETTERS = "abcdefghij"
_POINTING = frozenset(
    {"option", "options", "number", "no", "nr", "nummer", "num", "n", "numero", "answer", "reponse", "respuesta"}
    | {"choice", "choix", "svar", "alternativ", "opcion"}
)
_LIST_MARKS = frozenset(").#°º")


def option_by_place(message: Message, question: Question, lexicon: Lexicon) -> str | None:
    """Return the option at the place that the whole message names.

    Where options stand for numbers a bare "2" is a number and not a place.
    """
    names = tuple(question.options)
    symbols = {token.text for token in message.tokens if not token.is_word}
    if not names or len(message.words) > 5 or not symbols <= _LIST_MARKS | frozenset(",!:"):
        return None
    pointed = bool(symbols & _LIST_MARKS) or any(word.text in _POINTING for word in message.words)
    text = _naming_word(message, lexicon)
    place = lexicon.ordinals.get(text)
    if place is None and (pointed or not is_numeric_choice(question)):
        place = _cardinal(text, lexicon)
    if place is None or not (place == -1 or 0 < place <= len(names)):
        return None
    return names[place if place < 0 else place - 1]


def _naming_word(message: Message, lexicon: Lexicon) -> str:
    """Return what is left without articles and the like: the place, if the message is nothing but a place."""
    words = [word.text for word in message.words]
    if len(words) == 1:
        return words[0]
    skipped = (lexicon.stop | lexicon.fillers | _POINTING) - lexicon.ordinals.keys()
    return "".join(word for word in words if word not in skipped)


def _cardinal(text: str, lexicon: Lexicon) -> int | None:
    if len(text) == 1 and text in _LETTERS:
        return _LETTERS.index(text) + 1
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return int(text)
    return lexicon.numerals.get(text)
