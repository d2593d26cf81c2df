"""Values that facts and properties carry, and the tests that rules put to them.

Numbers are equal to numbers by amount (5 is 5.0), true and false only to themselves, text only to the same text.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

Value = str | int | float | bool


def same(value: Value) -> Hashable:
    """Return a key that two values share exactly when the rules hold them to be equal.

    >>> same(5) == same(5.0), same(True) == same(1)
    (True, False)
    """
    return (value,) if isinstance(value, bool) else value


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether the value is an amount: true and false are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


SEPARATOR = "|"
"""Between the answers of one value that holds several: ``fruity|strong``."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SEVERAL = re.compile(rf"{_NAME.pattern}(?:\|{_NAME.pattern})+")


def several(value: Value) -> tuple[Value, ...]:
    """Return the answers that a value holds: those of a question of several, else the value itself.

    >>> several("fruity|strong"), several("Smith | Sons"), several(5)
    (('fruity', 'strong'), ('Smith | Sons',), (5,))
    """
    if not isinstance(value, str) or SEPARATOR not in value or not _SEVERAL.fullmatch(value):
        return (value,)
    return tuple(value.split(SEPARATOR))


def joined(names: Sequence[object]) -> str | None:
    """Return the one value that holds these names, each once and in their order; None where they are no names.

    >>> joined(["strong", "fruity", "strong"]), joined(["Strong!"]), joined([])
    ('strong|fruity', None, None)
    """
    texts = [name for name in names if isinstance(name, str) and _NAME.fullmatch(name)]
    return SEPARATOR.join(dict.fromkeys(texts)) if texts and texts == [*names] else None


def show(value: Value) -> str:
    """Return the value as a marketer would write it: true, 5 (for 5.0 too), /pricing."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Holds for any of the values listed."""

    values: tuple[Value, ...]
    _keys: frozenset[Hashable] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_keys", frozenset(map(same, self.values)))

    def holds(self, value: Value) -> bool:
        """Return whether the value is listed."""
        return same(value) in self._keys

    def example(self) -> Value:
        """Return a value for which it holds."""
        return self.values[0]

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which it begins or ceases to hold."""
        return self.values

    def __str__(self) -> str:
        return "=" + "|".join(map(show, self.values))


@dataclass(frozen=True, slots=True)
class Glob:
    """Holds for text of this shape, where `*` stands for any text, case and all.

    >>> Glob("/pricing*").holds("/pricing/fr"), Glob("/pricing*").holds("/Pricing")
    (True, False)
    """

    pattern: str
    _shape: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first, *rest = map(re.escape, self.pattern.split("*"))
        # Atomic groups: each inner piece is taken at its first place for good, so that no path can make it backtrack.
        inner = "".join(f"(?>.*?{piece})" for piece in rest[:-1])
        end = f".*{rest[-1]}" if rest else ""
        object.__setattr__(self, "_shape", re.compile(first + inner + end, re.DOTALL))

    def holds(self, value: Value) -> bool:
        """Return whether the value is text of this shape."""
        return isinstance(value, str) and self._shape.fullmatch(value) is not None

    def example(self) -> Value:
        """Return a text of this shape."""
        return self.pattern.replace("*", "")

    def __str__(self) -> str:
        return f"={self.pattern}"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Holds for numbers from this one on."""

    number: float

    def holds(self, value: Value) -> bool:
        """Return whether the value is a number that reaches it."""
        return is_number(value) and value >= self.number

    def example(self) -> Value:
        """Return the least number for which it holds."""
        return self.number

    def named_values(self) -> tuple[Value, ...]:
        """Return the number from which it holds."""
        return (self.number,)

    def __str__(self) -> str:
        return f">={show(self.number)}"


@dataclass(frozen=True, slots=True)
class AtMost:
    """Holds for numbers up to this one."""

    number: float

    def holds(self, value: Value) -> bool:
        """Return whether the value is a number that does not exceed it."""
        return is_number(value) and value <= self.number

    def example(self) -> Value:
        """Return the greatest number for which it holds."""
        return self.number

    def named_values(self) -> tuple[Value, ...]:
        """Return the number up to which it holds."""
        return (self.number,)

    def __str__(self) -> str:
        return f"<={show(self.number)}"


@dataclass(frozen=True, slots=True)
class Between:
    """Holds for numbers from the one to the other, both included."""

    low: float
    high: float

    def holds(self, value: Value) -> bool:
        """Return whether the value is a number in this range."""
        return is_number(value) and self.low <= value <= self.high

    def example(self) -> Value:
        """Return the least number for which it holds."""
        return self.low

    def named_values(self) -> tuple[Value, ...]:
        """Return the ends of the range."""
        return (self.low, self.high)

    def __str__(self) -> str:
        return f"={show(self.low)}..{show(self.high)}"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds where any of its tests does: for lists that mix values and shapes."""

    tests: tuple[OneOf | Glob, ...]

    def holds(self, value: Value) -> bool:
        """Return whether one of the tests holds."""
        return any(test.holds(value) for test in self.tests)

    def example(self) -> Value:
        """Return a value for which it holds."""
        return self.tests[0].example()

    def __str__(self) -> str:
        return "=" + "|".join(str(test).removeprefix("=") for test in self.tests)


@dataclass(frozen=True, slots=True)
class Present:
    """Holds for any value: all that counts is that one is known."""

    def holds(self, _value: Value) -> bool:
        """Return True: it holds for any value."""
        return True

    def named_values(self) -> tuple[Value, ...]:
        """Return no value: none tells more than another."""
        return ()

    def __str__(self) -> str:
        return "=*"


Test = OneOf | Glob | AtLeast | AtMost | Between | AnyOf
"""What a rule puts to a property."""
FactTest = OneOf | AtLeast | AtMost | Between | Present
"""What a rule puts to a fact."""
