"""A message together with the words of the language it is read in: what the parts of understanding work on."""

from dataclasses import dataclass

from bot.conversation.lexicon.languages import lexicon_for
from bot.conversation.lexicon.table import Lexicon
from bot.conversation.wording import Message, Token, read


@dataclass(frozen=True, slots=True)
class Said:
    """The text, tokens and words of a message, and the lexicon they are looked up in."""

    text: str
    tokens: tuple[Token, ...]
    words: tuple[Token, ...]
    lexicon: Lexicon


def say(message: Message, lexicon: Lexicon) -> Said:
    """Return a message as said in a language."""
    return Said(message.text, message.tokens, message.words, lexicon)


def say_text(text: str, locale: str) -> Said:
    """Return a text as said in a locale's language."""
    return say(read(text), lexicon_for(locale))
