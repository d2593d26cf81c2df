"""What can go wrong in scoring, said so that the person who can mend it knows how."""

from collections.abc import Sequence
from dataclasses import dataclass

PathKey = str | int


class ScoringError(Exception):
    """The root of everything that the scoring engine raises."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a document.

    `path` leads to it from the top (mapping keys and list positions); `suggestion` is the nearest right word, if one
    is near.

    >>> print(Problem(("handoff",), '"luke"', "lukewarm or hot", "lukewarm"))
    handoff: found "luke", expected lukewarm or hot (did you mean "lukewarm"?)
    """

    path: tuple[PathKey, ...]
    found: str
    expected: str
    suggestion: str | None = None

    def __str__(self) -> str:
        place = ".".join(str(key) for key in self.path) or "model"
        hint = f' (did you mean "{self.suggestion}"?)' if self.suggestion else ""
        return f"{place}: found {self.found}, expected {self.expected}{hint}"


class ModelError(ScoringError):
    """The model cannot be used; `problems` names every mistake in it, in reading order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class HistoryError(ScoringError):
    """A line of a history file is not a fact or a signal; `line` counts from 1, `place` is the key within it."""

    def __init__(self, line: int, place: str, *, found: str, expected: str) -> None:
        where = f"line {line}: {place}" if place else f"line {line}"
        super().__init__(f"{where}: found {found}, expected {expected}")
        self.line = line
        self.place = place
        self.found = found
        self.expected = expected


class LateItem(ScoringError):  # noqa: N818 - a thing that happens, not a mistake
    """The item is not later than what the standing has already folded: refold this lead with `replay`."""


class StandingError(ScoringError):
    """The standing is unreadable or was folded under another model: refold this lead with `replay`."""
