"""What getUpdates answers, an update at a time: which of them can be read, and the offset that confirms them.

One update must never keep those beside it waiting, whatever it holds: nested too deeply to be decoded, numbered by a
text, or no object at all.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

MOST_UPDATES = 100
# Telegram's numbers are exact in every JSON reader up to here, and a server that counts further is broken.
_FIRST_INEXACT = 2**53
# Telegram's own numbers have 31 bits: none of them is further than this from the one before.
_FURTHEST_JUMP = 2**31

# Strings first: what looks like a bracket within one is none.
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},]', re.DOTALL)
_RESULT = re.compile(r"\s*:\s*\[")
_NUMBER = re.compile(r'"update_id"\s*:\s*(\d{1,16})\b', re.ASCII)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that is no JSON we can decode: the text that came, and its number if that can be made out."""

    text: str
    number: int | None = None


def unreadable(text: str) -> Unreadable:
    """Return an update that cannot be decoded, by the first number that stands in it."""
    found = _NUMBER.search(text)
    return Unreadable(text, number_of({"update_id": int(found[1])}) if found else None)


def decoded(text: str) -> Any:
    """Return the update that a text holds, or the text itself as ``Unreadable``."""
    try:
        return json.loads(text)
    # Not only bad syntax: too deep to be decoded, or a number of more digits than Python reads.
    except (ValueError, RecursionError):
        return unreadable(text)


def updates_in(answer: str) -> list[Any] | None:
    """Return the updates of an answer of getUpdates, each decoded on its own; None where there is no list of them.

    >>> updates_in('{"ok": true, "result": [{"update_id": 1}, 1' + "0" * 5000 + "]}")[0]
    {'update_id': 1}
    """
    places = list(islice(_elements(answer), MOST_UPDATES))
    return [decoded(answer[start:end]) for start, end in places] if places else None


def _elements(answer: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each element of the list under "result"."""
    depth, start = 0, -1
    for token in _TOKEN.finditer(answer):
        sign = token[0]
        if start < 0:
            opens = _RESULT.match(answer, token.end()) if depth == 1 and sign == '"result"' else None
            start = opens.end() if opens else -1
        elif depth == 2 and sign in (",", "]"):
            yield start, token.start()
            start = token.end()
        if sign in ("[", "{"):
            depth += 1
        elif sign in ("]", "}"):
            depth -= 1
            if start >= 0 and depth < 2:
                return


def number_of(raw: Any) -> int | None:
    """Return the number by which an update can be confirmed, None if it has none that Telegram could have given.

    >>> [number_of({"update_id": number}) for number in (7, True, "7", 7.0, -7, 2**53, None)]
    [7, None, None, None, None, None, None]
    """
    if isinstance(raw, Unreadable):
        return raw.number
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if type(number) is int and 0 <= number < _FIRST_INEXACT else None


def offset_after(raws: Sequence[Any], before: int | None) -> int | None:
    """Return the offset that confirms updates; ``before`` is the one that they were asked for with.

    A number far ahead of all others is not followed: behind it every update to come would count as confirmed. It stays
    in the queue and comes again; only where such numbers fill the whole answer there is no other way than past them.

    >>> offset_after([{"update_id": 7}, {"update_id": 2**40}, None, {"update_id": 8}], 5)
    9
    >>> offset_after([{"update_id": "8"}], 5)
    5
    """
    numbers = [number for raw in raws if (number := number_of(raw)) is not None]
    if not numbers:
        return before
    expected = min(numbers) if before is None else before
    near = [number for number in numbers if number < expected + _FURTHEST_JUMP]
    if near or len(raws) >= MOST_UPDATES:
        return max(near or numbers) + 1
    return before
