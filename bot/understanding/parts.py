"""What of a message the rules have left: its clauses, each as it was typed, without those that hold an answer.

A clause ends at punctuation and at words that join ("and", "but"): in "there are 22 of us and we never call back" one
part is the size, the other the need.
"""

from collections.abc import Iterator, Sequence

from bot.understanding.contacts import blank
from bot.understanding.findings import Span
from bot.understanding.freetext import asks_us
from bot.understanding.lexicon.everywhere import JOINS_ELSEWHERE
from bot.understanding.tokens import Token, read_clean
from bot.understanding.utterance import Utterance, uttered


def parts_left(utterance: Utterance, *, taken: Sequence[Span]) -> tuple[Utterance, ...]:
    """Return the parts of a message in which nothing was taken and nothing is asked, in their order."""
    left = []
    for tokens in parts_of(utterance):
        start, end = tokens[0].start, tokens[-1].end
        inside = [(max(a, start) - start, min(b, end) - start) for a, b in taken if start < b and a < end]
        part = uttered(read_clean(blank(utterance.text[start:end], inside)), utterance.lexicon)
        if part.words and not asks_us(part, answered=()):
            left.append(part)
    return tuple(left)


def telling_words(utterance: Utterance) -> int:
    """Return how many words say something by themselves."""
    lexicon = utterance.lexicon
    little = (lexicon.stop, lexicon.fillers, lexicon.including, lexicon.scope)  # "huit, moi compris", "across 3 sites"
    return sum(word.text.isalpha() and not any(word.text in table for table in little) for word in utterance.words)


def parts_of(utterance: Utterance) -> Iterator[list[Token]]:
    """Yield the tokens of each part."""
    lexicon, part = utterance.lexicon, list[Token]()
    tables = (lexicon.joiners, lexicon.breaks, lexicon.contrasts)
    for token in utterance.tokens:
        joins = token.text not in JOINS_ELSEWHERE and any(token.text in table for table in tables)
        if part and (joins or token.clause != part[-1].clause):
            yield part
            part = []
        if not joins:
            part.append(token)
    if part:
        yield part
