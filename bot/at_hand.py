"""What is worked out once for the same objects, and found at once as long as these come again."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import TypeVar, TypeVarTuple

_MOST = 256
"""Of so many different objects what was worked out is kept; a bot has a few dozen scripts, languages and texts."""

_Given = TypeVarTuple("_Given")
_Made = TypeVar("_Made")


def at_hand(make: Callable[[*_Given], _Made]) -> Callable[[*_Given], _Made]:
    """Return a function that makes something once for each object it is given, by which object it is.

    For what cannot be hashed, or takes longer to compare than what is made of it is worth: a script, a vocabulary.
    Nothing that is given may change.
    """
    known: dict[int | tuple[int, ...], tuple[_Made, object]] = {}
    # A turn asks a dozen times, mostly by one object, whose place takes a third of the time to tell.
    is_of_one = len(signature(make).parameters) == 1

    @wraps(make)
    def found(*given: *_Given) -> _Made:
        place = id(given[0]) if is_of_one else tuple(map(id, given))  # type: ignore[misc]  # one is there then
        kept = known.get(place)
        if kept is not None:
            return kept[0]
        made = make(*given)
        if len(known) >= _MOST:
            known.clear()
        # What was given is kept as well: so nothing else comes to stand at its place.
        known[place] = made, given
        return made

    return found
