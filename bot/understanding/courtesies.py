"""What people say to be polite in so many words that no phrase of a table fits: thanks, goodbyes, and "rather not".

It is looked for only where nothing else was understood, or what was is doubtful: beside an answer it says nothing.
"""

import re

from bot.understanding.lexicon.courtesy_words import GOODBYE, RATHER_NOT, THANKS, TURNED_ROUND, YES
from bot.understanding.tokens import fold_words


def _any_of(patterns: tuple[str, ...]) -> str:
    return rf"\b(?:{'|'.join(patterns)})\b"


_THANKED = re.compile(_any_of(THANKS))
_FOR_NOTHING = re.compile(_any_of(TURNED_ROUND))
_LEAVES = re.compile(f"{_any_of(GOODBYE)}$")
_DECLINES = re.compile(_any_of(RATHER_NOT))


def says_thanks_or_goodbye(text: str) -> bool:
    """Return whether words thank us or take their leave, and do not ask for anything.

    >>> says_thanks_or_goodbye("You have been most helpful. Goodbye."), says_thanks_or_goodbye("thanks, and the price?")
    (True, False)
    """
    return "?" not in text and (_thanks(text) or says_goodbye(text))


def says_goodbye(text: str) -> bool:
    """Return whether words end with taking their leave."""
    return "?" not in text and _LEAVES.search(" ".join(fold_words(text))) is not None


def accepts(text: str) -> bool:
    """Return whether words begin with a yes."""
    return fold_words(text)[:1] != () and fold_words(text)[0] in YES


def _thanks(text: str) -> bool:
    words = " ".join(fold_words(text))
    return _THANKED.search(words) is not None and _FOR_NOTHING.search(words) is None


def would_rather_not(text: str) -> bool:
    """Return whether words say that somebody would rather not leave what they were offered to leave.

    >>> would_rather_not("I should rather not give it, if it is all the same to you")
    True
    """
    return _DECLINES.search(" ".join(fold_words(text))) is not None
