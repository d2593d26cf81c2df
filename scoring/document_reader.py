"""Reading documents that people write: every mistake is noted with its place, none stops the reading.

A reader's answers are always usable, even where a mistake was noted: whoever reads goes on, and asks at the end.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from scoring.decay import on_grid
from scoring.durations import EXPECTED, parse_duration
from scoring.errors import PathKey, Problem
from scoring.values import Value, is_number

Path = tuple[PathKey, ...]

Taken = TypeVar("Taken")
Default = TypeVar("Default")

MOST_POINTS = 1_000_000
MOST_TIMES = 100
"""The instants that a rule remembers are kept in the lead's row, which stays small."""
LARGEST = 2**63 - 1
MOST_SUGGESTIONS = 100
"""The nearest right word is looked for among all: with thousands of wrong ones that takes minutes."""


def nearest(word: object, allowed: Iterable[str]) -> str | None:
    """Return the allowed word that was probably meant, None if none is near."""
    close = difflib.get_close_matches(str(word), list(allowed), n=1) if isinstance(word, str) else []
    return close[0] if close else None


def describe(value: object) -> str:
    """Return a document's value, short enough for an error line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        line = " ".join(value.split()) if "\n" in value else value
        return f'"{line if len(line) <= 40 else line[:40] + "…"}"'
    if is_number(value):
        return "a number far too large" if isinstance(value, int) and abs(value) > LARGEST else str(value)
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, Sequence) else f"a {type(value).__name__}"


class Reader:
    """Takes the parts of a document, and gathers what is wrong with them in `problems`."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def note(self, path: Path, found: object, *, expected: str, suggestion: str | None = None) -> None:
        """Note a mistake; `found` is the value that stands there."""
        self.problems.append(Problem(path, describe(found), expected, suggestion))

    def section(
        self, value: object, path: Path, *, required: Iterable[str] = (), optional: Iterable[str] = ()
    ) -> "Section":
        """Return a mapping with known keys; note unknown and missing ones."""
        section = Section(self, {}, path)
        if not isinstance(value, Mapping):
            self.note(path, value, expected="a mapping")
            return section
        required, known = tuple(required), (*required, *optional)
        for key in value:
            if key not in known:
                expected = f"one of {', '.join(known)}"
                suggestion = nearest(key, known) if len(self.problems) < MOST_SUGGESTIONS else None
                self.note((*path, _path_key(key)), key, expected=expected, suggestion=suggestion)
        for key in required:
            if key not in value:
                self.note((*path, key), None, expected=f"a value for {key}")
        section.entries.update((key, value[key]) for key in known if key in value)
        return section

    def pairs(self, value: object, path: Path, *, expected: str, least: int = 0) -> list[tuple[object, object, Path]]:
        """Return the (key, value, path) of a mapping whose keys are the author's own."""
        if not isinstance(value, Mapping) or len(value) < least:
            self.note(path, value, expected=expected)
            return []
        return [(key, part, (*path, _path_key(key))) for key, part in value.items()]

    def items(
        self, value: object, path: Path, *, expected: str = "a list", least: int = 0, most: int | None = None
    ) -> list[tuple[object, Path]]:
        """Return the (item, path) of a list; none of them if there are too few or too many."""
        items = list(value) if isinstance(value, Sequence) and not isinstance(value, (str, bytes)) else None
        if items is None or len(items) < least or (most is not None and len(items) > most):
            self.note(path, value, expected=expected)
            return []
        return [(item, (*path, index)) for index, item in enumerate(items)]

    def word(self, value: object, path: Path, *, allowed: Sequence[str]) -> str:
        """Return one of the allowed words."""
        if isinstance(value, str) and value in allowed:
            return str(value)
        self.note(path, value, expected=" or ".join(allowed), suggestion=nearest(value, allowed))
        return allowed[0]

    def name(self, value: object, path: Path, *, expected: str) -> str:
        """Return a text that is not empty."""
        if isinstance(value, str) and value.strip():
            return str(value)
        self.note(path, value, expected=expected)
        return ""

    def value(self, value: object, path: Path) -> Value:
        """Return a value that a fact or property may have."""
        if isinstance(value, str):
            return str(value)
        if isinstance(value, bool):
            return value
        if is_number(value) and abs(value) <= LARGEST:
            return float(value) if isinstance(value, float) else int(value)
        self.note(path, value, expected="text, a number, true or false")
        return ""

    def number(self, value: object, path: Path) -> float:
        """Return a number that facts or properties are compared with."""
        return self._number(value, path, most=LARGEST, expected="a number")

    def points(self, value: object, path: Path, *, least: float = -MOST_POINTS) -> float:
        """Return a number of points, on the grid."""
        expected = "a number of points" if least < 0 else f"a number of points from {least:g} on"
        points = on_grid(self._number(value, path, most=MOST_POINTS, expected=expected))
        if points < least:
            self.note(path, value, expected=expected)
        return points

    def duration(self, value: object, path: Path) -> timedelta:
        """Return a duration longer than nothing."""
        duration = parse_duration(value) if isinstance(value, str) else None
        if duration:
            return duration
        self.note(path, value, expected=EXPECTED)
        return timedelta(days=1)

    def count(self, value: object, path: Path, *, least: int = 1) -> int:
        """Return a whole number of times."""
        if is_number(value) and least <= value <= MOST_TIMES and value == int(value):
            return int(value)
        self.note(path, value, expected=f"a whole number from {least} to {MOST_TIMES}")
        return least

    def flag(self, value: object, path: Path) -> bool:
        """Return true or false."""
        if not isinstance(value, bool):
            self.note(path, value, expected="true or false")
        return value is True

    def _number(self, value: object, path: Path, *, most: float, expected: str) -> float:
        # The comparison is false for NaN too.
        if is_number(value) and abs(value) <= most:
            return float(value)
        self.note(path, value, expected=expected)
        return 0.0


class Section:
    """The known entries of a mapping, to be taken one by one."""

    def __init__(self, reader: Reader, entries: dict[str, object], path: Path) -> None:
        self.entries = entries
        self.path = path
        self._reader = reader
        self._noted_before = len(reader.problems)

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    @property
    def sound(self) -> bool:
        """Whether nothing was noted since the section was begun, so that its entries may be compared."""
        return len(self._reader.problems) == self._noted_before

    def read(self, key: str, read: Callable[[object, Path], Taken], default: Default) -> Taken | Default:
        """Return the entry as `read` reads it, the default if there is none (if it must be, that is noted)."""
        return read(self.entries[key], (*self.path, key)) if key in self.entries else default

    def note(self, key: str, *, expected: str) -> None:
        """Note a mistake in an entry."""
        self._reader.note((*self.path, key), self.entries.get(key), expected=expected)


def _path_key(key: object) -> PathKey:
    return key if isinstance(key, str) or (isinstance(key, int) and abs(key) <= LARGEST) else describe(key)
