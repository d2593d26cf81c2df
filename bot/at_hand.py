"""What is worked out once for the same objects, and found at once as long as these come again."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, TypeVar, TypeVarTuple, cast

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

    def keep(place: int | tuple[int, ...], *given: *_Given) -> _Made:
        made = make(*given)
        if len(known) >= _MOST:
            known.clear()
        # What was given is kept as well: so nothing else comes to stand at its place.
        known[place] = made, given
        return made

    @wraps(make)
    def found_by_one(given: Any) -> _Made:
        kept = known.get(place := id(given))
        return kept[0] if kept is not None else keep(place, given)

    @wraps(make)
    def found(*given: *_Given) -> _Made:
        kept = known.get(place := tuple(map(id, given)))
        return kept[0] if kept is not None else keep(place, *given)

    # A turn asks a dozen times, mostly by one object, which takes half the time.
    return cast(Callable[[*_Given], _Made], found_by_one) if len(signature(make).parameters) == 1 else found
