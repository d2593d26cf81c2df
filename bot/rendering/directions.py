"""Names that are written from right to left, among words that are not: each is set apart, as Unicode has it.

Else signs and numbers beside it change places: a name and "(#7)" behind it are shown the other way round.
"""

import re
from dataclasses import fields, is_dataclass, replace

_LETTERS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
runs_from_right = re.compile(_LETTERS).search
"""Say where anything in a text is written from right to left: every text is asked, so it is one call."""
_ISOLATE, _END = "\u2068", "\u2069"
_ADDRESS = "://"
"""What stands in a link is read by machines."""


def isolated(value: object) -> object:
    r"""Return a value of a text with everything in it set apart that is written from right to left.

    >>> isolated("Acme"), isolated("\u05e0\u05d5\u05e2\u05d4"), isolated(("a", "\u05e0", 7)), isolated("https://\u05e0.example")
    ('Acme', '\u2068\u05e0\u05d5\u05e2\u05d4\u2069', ('a', '\u2068\u05e0\u2069', 7), 'https://\u05e0.example')
    """
    if isinstance(value, str):
        if _ADDRESS in value or not runs_from_right(value):
            return value
        # What is set apart ends with its line.
        return "\n".join(f"{_ISOLATE}{line}{_END}" if runs_from_right(line) else line for line in value.split("\n"))
    if isinstance(value, tuple):
        return tuple(map(isolated, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: isolated(getattr(value, each.name)) for each in fields(value)})
    return value
