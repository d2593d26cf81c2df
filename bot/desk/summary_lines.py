"""What a language model wrote about a lead, made fit for a card: a few short lines that can do nothing but be read.

A prospect's words may stand in them, and a model may do as it was told by these: no line becomes a link, a mention, a
command or a hashtag, whatever it holds. That it is HTML's plain text is seen to where it is rendered.
"""

import re
from collections.abc import Iterable

from bot.cleaning import clean_text, shows_something

MOST_LINES = 3
MAX_LINE_CHARS = 140

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*:/*|www\.", re.IGNORECASE)
"""How web addresses and those of apps begin: https://, tg://, mailto:"""
_SCHEMES = frozenset({"http", "https", "tg", "mailto", "tel", "ftp", "file", "data", "javascript", "www."})
_MARKS = re.compile(r"(?<!\w)[/@#$](?=\w)|@|\+(?=\d(?:[ ()-]{0,2}\d){6})")
"""Before a word they make a command, a mention, a hashtag or a share of it, and a plus makes a number one to dial."""
_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d]{2,})")
"""Between words it makes a web address, known or not: acme.com."""
_LISTED = re.compile(r"^[\s\-–—•·*\d.)]+(?=\D)")


def fit_for_card(lines: Iterable[str]) -> tuple[str, ...]:
    """Return at most three lines without anything that a messenger would make more of.

    >>> fit_for_card(["- Wants more leads & time", "see https://evil.example/x or @evil, /claim 7", "", "call +1 23"])
    ('Wants more leads & time', 'see evil·example/x or evil, claim 7', 'call +1 23')
    """
    pieces = (piece for line in lines for piece in line[: 4 * MAX_LINE_CHARS].splitlines())
    tidied = (_tidied(piece) for piece in pieces)
    return tuple(line for line in tidied if shows_something(line))[:MOST_LINES]


def _tidied(line: str) -> str:
    line = " ".join(clean_text(line, max_chars=4 * MAX_LINE_CHARS).split())
    line = _ADDRESS.sub(_without_scheme, _LISTED.sub("", line))
    line = _DOT.sub("·", _MARKS.sub("", line))
    return line if len(line) <= MAX_LINE_CHARS else line[: MAX_LINE_CHARS - 1].rstrip() + "…"


def _without_scheme(match: re.Match[str]) -> str:
    return "" if match[0].rstrip(":/").lower() in _SCHEMES or "//" in match[0] else match[0]
