"""Takes out of a message what must not leave this machine: addresses, links, phone numbers, the prospect's own name.

Rather too much than too little: a word that is also somebody's name is taken out of what they write.
"""

import re
from collections.abc import Sequence

from bot.understanding.contacts import address_like, dialled, links
from bot.understanding.tokens import fold, fold_words, read

EMAIL, LINK, PHONE, NAME = "[email]", "[link]", "[phone]", "[name]"
MASKS = (EMAIL, LINK, PHONE, NAME)

_HANDLE = re.compile(r"(?<![\w@])@\w{2,}")
_SHORTEST_NAME = 2
_GENITIVES = ("", "s")


def masked(text: str, names: Sequence[str], *, locale: str) -> str:
    """Return a message as it may leave, cut and cleaned as it is understood; ``names`` are what its writer goes by.

    >>> masked("Quentin's number is +46 70 123 45 67, q@acme.com", ["Quentin Quist"], locale="en")
    '[name] number is [phone], [email]'
    """
    message = read(text)
    spans = [
        *((span, EMAIL) for span in address_like(message.text)),
        *((span, LINK) for span in links(message.text)),
        *((match.span(), NAME) for match in _HANDLE.finditer(message.text)),
        *((span, PHONE) for span in dialled(message.text, locale=locale)),
    ]
    known = {word for name in names for word in fold_words(name) if len(word) >= _SHORTEST_NAME}
    spans += [((token.start, token.end), NAME) for token in message.words if _is_name(token.text, known)]
    return _unspaced(_replaced(message.text, spans), names)


def _is_name(word: str, known: set[str]) -> bool:
    return any(word.endswith(ending) and word.removesuffix(ending) in known for ending in _GENITIVES)


def _replaced(text: str, spans: Sequence[tuple[tuple[int, int], str]]) -> str:
    """Return a text with each span replaced; of those that overlap the first, and the longest."""
    parts, at = [], 0
    for (start, end), mask in sorted(spans, key=lambda each: (each[0][0], -each[0][1])):
        if start < at:
            continue
        parts += [text[at:start], mask]
        at = end
    return "".join((*parts, text[at:]))


def _unspaced(text: str, names: Sequence[str]) -> str:
    """Return a text without names in scripts that set no spaces between words."""
    for name in names:
        for part in name.split():
            if len(part) >= _SHORTEST_NAME and not fold(part).isascii():
                text = text.replace(part, NAME)
    return text
