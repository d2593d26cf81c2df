"""A message together with the words of the language it is read in: what the parts of understanding work on."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from bot.understanding.lexicon.languages import lexicon_for
from bot.understanding.lexicon.table import Lexicon
from bot.understanding.tokens import Message, Token, read


class Utterance(Struct, frozen=True):
    """The text, tokens and words of a message, and the lexicon they are looked up in.

    ``said`` are the texts of the words: nearly every stage asks for them, so that they are taken once.
    """

    text: str
    tokens: tuple[Token, ...]
    words: tuple[Token, ...]
    said: tuple[str, ...]
    lexicon: Lexicon
    as_typed: Message | None = None
    """The same, where something in it was written out: in another language that may be a word of its own."""


def uttered(message: Message, lexicon: Lexicon) -> Utterance:
    """Return a message as one said in a language, with what was spelt in a hurry written out."""
    if lexicon.short.keys().isdisjoint(message.said):
        return Utterance(message.text, message.tokens, message.words, message.said, lexicon)
    tokens = tuple(token for at in range(len(message.tokens)) for token in _written_out(message.tokens, at, lexicon))
    words = tuple(token for token in tokens if token.is_word)
    said = tuple(word.text for word in words)
    return Utterance(message.text, tokens, words, said, lexicon, as_typed=message)


def _written_out(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Iterable[Token]:
    """Return the word at a place, or those that it is short for; what is glued to something is a part of it: 20 k."""
    token = tokens[at]
    meant = lexicon.short.get(token.text)
    if (
        meant is None
        or not token.raw.isalpha()
        or token.glued
        or (at + 1 < len(tokens) and _goes_on(tokens, at, meant))
    ):
        return (token,)
    place = (token.kind, token.start, token.end, token.clause)
    return tuple(Token(token.raw, text, *place, glued=False) for text in meant)


def _goes_on(tokens: Sequence[Token], at: int, meant: Sequence[str]) -> bool:
    """Say whether what follows belongs to a word: e-post, c est."""
    following = tokens[at + 1]
    return (following.glued and following.raw.isalnum()) or following.text in ("-", "&", meant[-1])


def in_full(utterance: Utterance) -> str:
    """Return the text of a message with what was spelt in a hurry written out: "tt le tps" is tout le temps."""
    if utterance.as_typed is None:
        return utterance.text
    text, end = "", 0
    for token in utterance.as_typed.tokens:
        meant = [said.text for said in utterance.tokens if said.start == token.start]
        text += utterance.text[end : token.start] + (token.raw if meant == [token.text] else " ".join(meant))
        end = token.end
    return text + utterance.text[end:]


def written_out(words: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Return folded words with what was spelt in a hurry written out, as it is in a message."""
    return tuple(meant for word in words for meant in lexicon.short.get(word, (word,)))


def utterance_of(text: str, locale: str) -> Utterance:
    """Return a text as one said in a locale's language."""
    return uttered(read(text), lexicon_for(locale))
