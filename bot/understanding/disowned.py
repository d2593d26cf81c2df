"""Which parts of a message say of something that it is not needed, not any more, or by somebody else.

Nothing in them is a need: "our follow-up works fine", "we don't want more customers", "a friend needs support".
"""

import re

from bot.understanding.freetext import is_only_little
from bot.understanding.lexicon.disowning import DISOWNING
from bot.understanding.parts import parts_of
from bot.understanding.tokens import Token
from bot.understanding.utterance import Utterance


def disowned(utterance: Utterance) -> tuple[tuple[int, int], ...]:
    """Return the places of the parts that are disowned; one that says nothing else is about the part before it."""
    spans: list[tuple[int, int]] = []
    before: list[Token] | None = None
    for part in parts_of(utterance):
        words = [token.text for token in part if token.is_word]
        text = " ".join(words)
        found = _found(text, utterance.lexicon.language)
        if found is not None:
            spans.append((part[0].start, part[-1].end))
            rest = (text[: found.start()] + text[found.end() :]).split()
            if before and is_only_little(rest, utterance.lexicon):
                spans.append((before[0].start, before[-1].end))
        if not is_only_little(words, utterance.lexicon):
            before = part
    return tuple(spans)


def _found(text: str, language: str) -> re.Match[str] | None:
    own = DISOWNING.get(language)
    return (own.search(text) if own else None) or DISOWNING["en"].search(text)
