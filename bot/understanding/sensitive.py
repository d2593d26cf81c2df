"""Matters that the law lets hardly any business ask about."""

import re

from bot.understanding.lexicon.sensitive_words import SENSITIVE_WORDS
from bot.understanding.tokens import fold

_SAID = {
    matter: re.compile("|".join(rf"\b{re.escape(fold(beginning))}" for beginning in beginnings))
    for matter, beginnings in SENSITIVE_WORDS.items()
}


def sensitive_matter(text: str) -> str | None:
    """Return what a question asks about though it hardly may, None where it is about anything else.

    >>> sensitive_matter("Do you have a disability or an illness?"), sensitive_matter("What would help you most?")
    ('health', None)
    """
    folded = fold(text)
    return next((matter for matter, said in _SAID.items() if said.search(folded)), None)
