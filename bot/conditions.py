"""Conditions that a playbook puts to what is known of a lead: ``licence == 'motorbike' and tier != 'cold'``.

A comparison with something nobody has said is neither true nor false: the whole may still turn out either way. How a
condition is written is known to ``bot.playbooks.condition_reader``; here it is only put to values.
"""

import operator
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.values import Value, is_number, several

Given = Value | tuple[str, ...]
Scope = Mapping[str, Given]
"""What is known, by name; what is not in it is unknown."""

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A name compared with a value, or with each of several: ``role in ['founder', 'director']``.

    Of several answers one that fits is enough. Texts are compared without regard to case and accents.
    """

    name: str
    sign: str
    values: tuple[Value, ...]

    @property
    def names(self) -> frozenset[str]:
        """Return the names that it looks at."""
        return frozenset((self.name,))

    def holds(self, scope: Scope) -> bool | None:
        """Return whether it holds; None where the name is unknown."""
        given = scope.get(self.name)
        if given is None:
            return None
        had = given if isinstance(given, tuple) else several(given)
        if self.sign in _ORDER:
            return any(_is_ordered(value, self.sign, self.values[0]) for value in had)
        is_one = any(_folded(value) == _folded(other) for value in had for other in self.values)
        return is_one is (self.sign in ("==", "in"))


@dataclass(frozen=True, slots=True)
class Told:
    """A name alone: something is known of it."""

    name: str

    @property
    def names(self) -> frozenset[str]:
        """Return the names that it looks at."""
        return frozenset((self.name,))

    def holds(self, scope: Scope) -> bool:
        """Return whether anything is known."""
        return scope.get(self.name) not in (None, (), "")


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a condition."""

    of: "Condition"

    @property
    def names(self) -> frozenset[str]:
        """Return the names that it looks at."""
        return self.of.names

    def holds(self, scope: Scope) -> bool | None:
        """Return whether the other does not hold; None where that is not known."""
        held = self.of.holds(scope)
        return None if held is None else not held


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions of which all must hold, or, where ``any``, one."""

    parts: tuple["Condition", ...]
    any: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Return the names that it looks at."""
        return frozenset().union(*(part.names for part in self.parts))

    def holds(self, scope: Scope) -> bool | None:
        """Return whether enough of them hold; None where what is known does not decide it."""
        held = [part.holds(scope) for part in self.parts]
        if self.any in held:
            return self.any
        return None if None in held else not self.any


Condition = Compared | Told | Not | Joined


def comparisons(condition: Condition) -> Iterator[Compared]:
    """Yield the comparisons of a condition, in the order in which they are written."""
    match condition:
        case Compared():
            yield condition
        case Not(of=of):
            yield from comparisons(of)
        case Joined(parts=parts):
            for part in parts:
                yield from comparisons(part)


def _is_ordered(value: Value, sign: str, other: Value) -> bool:
    # Days are written so that they sort as texts.
    comparable = (is_number(value) and is_number(other)) or (isinstance(value, str) and isinstance(other, str))
    return comparable and _ORDER[sign](value, other)


def _folded(value: Value) -> tuple[bool, Value]:
    """Return what two values share exactly if they count as equal; true is not 1."""
    if not isinstance(value, str):
        return isinstance(value, bool), value
    plain = unicodedata.normalize("NFKD", value.casefold())
    return False, "".join(sign for sign in plain if not unicodedata.combining(sign))
