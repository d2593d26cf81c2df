"""What can be wrong with a text that marketing wrote."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextProblem:
    """One mistake in a text: its line (from 1), what was found, what was expected, and the nearest right word."""

    line: int
    found: str
    expected: str = ""
    suggestion: str | None = None


class TextError(ValueError):
    """A text that must not be shown to anybody, with all its mistakes."""

    def __init__(self, problems: Iterable[TextProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.found for problem in self.problems))
