"""A message together with the words of the language it is read in: what the parts of understanding work on."""

from msgspec import Struct

from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.tokens import Message, Token, read


class Utterance(Struct, frozen=True):
    """The text, tokens and words of a message, and the lexicon they are looked up in."""

    text: str
    tokens: tuple[Token, ...]
    words: tuple[Token, ...]
    lexicon: Lexicon


def uttered(message: Message, lexicon: Lexicon) -> Utterance:
    """Return a message as one said in a language."""
    return Utterance(message.text, message.tokens, message.words, lexicon)


def utterance_of(text: str, locale: str) -> Utterance:
    """Return a text as one said in a locale's language."""
    return uttered(read(text), lexicon_for(locale))
