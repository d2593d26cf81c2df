"""Values that facts and properties carry, and the tests that rules put to them.

Numbers are equal to numbers by amount (5 is 5.0), true and false only to themselves, text to text without regard to
case and accents; in what a rule says, `*` stands for any text.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import TypeGuard
from unicodedata import normalize

Value = str | int | float | bool

ANY = "*"


def same(value: Value) -> Hashable:
    """Return a key that two values share exactly when they are the same, letter by letter.

    >>> same(5) == same(5.0), same(True) == same(1), same("Lyon") == same("lyon")
    (True, False, False)
    """
    return (value,) if isinstance(value, bool) else value


def alike(value: Value) -> Hashable:
    """Return a key that two values share exactly when the rules hold them to be equal.

    >>> alike("Orléans") == alike("orleans"), alike(5) == alike(5.0), alike("5") == alike(5)
    (True, True, False)
    """
    if isinstance(value, str):
        return folded(value)
    return (value,) if isinstance(value, bool) else value


def folded(text: str) -> str:
    """Return a text without case and accents, as rules compare it.

    >>> folded("Malmö"), folded("STRASSE") == folded("Straße")
    ('malmo', True)
    """
    return text.lower() if text.isascii() else _folded(text)


_MARKS = dict.fromkeys(range(768, 880))
# Letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


@lru_cache(4096)
def _folded(text: str) -> str:
    # Taken apart before and after: small letters of some capitals come with marks of their own.
    plain = normalize("NFKD", text).translate(_MARKS).casefold()
    return normalize("NFKD", plain).translate(_MARKS).translate(_LETTERS)


OTHER = "\0"
"""A value that no rule can name, to ask what any other value gives."""


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
        object.__setattr__(self, "_keys", frozenset(map(alike, self.values)))

    def holds(self, value: Value) -> bool:
        """Return whether the value is listed."""
        return alike(value) in self._keys

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
    """Holds for text of this shape, where `*` stands for any text.

    >>> Glob("/pricing*").holds("/Pricing/fr"), Glob("/pricing*").holds("/blog/pricing")
    (True, False)
    """

    pattern: str
    _shape: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first, *rest = map(re.escape, folded(self.pattern).split(ANY))
        # Atomic groups: each inner piece is taken at its first place for good, so that no path can make it backtrack.
        inner = "".join(f"(?>.*?{piece})" for piece in rest[:-1])
        end = f".*{rest[-1]}" if rest else ""
        object.__setattr__(self, "_shape", re.compile(first + inner + end, re.DOTALL))

    def holds(self, value: Value) -> bool:
        """Return whether the value is text of this shape."""
        return isinstance(value, str) and self._shape.fullmatch(folded(value)) is not None

    def example(self) -> str:
        """Return a text of this shape."""
        return self.pattern.replace(ANY, "")

    def named_values(self) -> tuple[Value, ...]:
        """Return no value: a shape names none."""
        return ()

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

    def named_values(self) -> tuple[Value, ...]:
        """Return the values listed, without the shapes."""
        return tuple(value for test in self.tests for value in test.named_values())

    def __str__(self) -> str:
        return "=" + "|".join(str(test).removeprefix("=") for test in self.tests)


@dataclass(frozen=True, slots=True)
class Contains:
    """Holds for text in which one of these texts stands, wherever.

    >>> Contains(("director",)).holds("Managing Director, Nordics")
    True
    """

    texts: tuple[str, ...]
    _parts: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_parts", tuple(map(folded, self.texts)))

    def holds(self, value: Value) -> bool:
        """Return whether one of the texts stands in the value."""
        if not isinstance(value, str):
            return False
        text = folded(value)
        return any(part in text for part in self._parts)

    def example(self) -> Value:
        """Return a text for which it holds."""
        return self.texts[0]

    def named_values(self) -> tuple[Value, ...]:
        """Return no value: it names parts of values."""
        return ()

    def __str__(self) -> str:
        return "=" + "|".join(f"{ANY}{text}{ANY}" for text in self.texts)


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Holds for every value but those for which its test does; a value that is not known has none."""

    test: OneOf | AnyOf

    def holds(self, value: Value) -> bool:
        """Return whether neither the value, nor an answer that it holds, passes the test."""
        return not (self.test.holds(value) or any(self.test.holds(part) for part in several(value)))

    def example(self) -> Value:
        """Return a value for which it holds."""
        return OTHER

    def named_values(self) -> tuple[Value, ...]:
        """Return the values at which it ceases to hold."""
        return self.test.named_values()

    def __str__(self) -> str:
        return f"!{self.test}"


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


@dataclass(frozen=True, slots=True)
class Absent:
    """Holds for no value: what counts is that none is known."""

    def holds(self, _value: Value) -> bool:
        """Return False: a value is known."""
        return False

    def named_values(self) -> tuple[Value, ...]:
        """Return no value: none tells more than another."""
        return ()

    def __str__(self) -> str:
        return "=?"


Test = OneOf | Glob | AtLeast | AtMost | Between | AnyOf | Contains | NoneOf
"""What a rule puts to a property."""
FactTest = OneOf | AnyOf | Contains | NoneOf | AtLeast | AtMost | Between | Present | Absent
"""What a rule puts to a fact."""


def passes(test: FactTest, value: Value) -> bool:
    """Return whether a value, or one of the answers that it holds, passes the test."""
    if isinstance(test, NoneOf):  # one answer that is listed is enough to fail
        return test.holds(value)
    return test.holds(value) or any(test.holds(part) for part in several(value))


def shapes_of(test: FactTest) -> Iterator[Glob]:
    """Yield the shapes that a test knows values by."""
    if isinstance(test, NoneOf):
        test = test.test
    if isinstance(test, AnyOf):
        yield from (each for each in test.tests if isinstance(each, Glob))
    elif isinstance(test, Contains):
        yield from (Glob(f"{ANY}{text}{ANY}") for text in test.texts)


MOST_COMBINED = 6
"""So many shapes are combined in every way (63); of more, each two, and all."""


def fitting(shapes: Sequence[Glob]) -> Iterator[str]:
    """Yield texts that between them have these shapes in every way in which they can be had together.

    >>> [*fitting([Glob("*sales*"), Glob("head*")])]
    ['sales', 'head', 'headsales']
    """
    sizes = range(1, len(shapes) + 1) if len(shapes) <= MOST_COMBINED else (1, 2, len(shapes))
    for size in sizes:
        for together in combinations(shapes, size):
            pieces = [folded(shape.pattern).split(ANY) for shape in together]
            begin, end = (max((each[place] for each in pieces), key=len) for place in (0, -1))
            yield begin + "".join(piece for each in pieces for piece in each[1:-1]) + end
