"""What is wrong with the files that marketing writes, said with file and line."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One mistake, or (``warning``) something that is allowed but hardly meant, or (``notice``) just good to know.

    A warning may be a ``slip``: prospects or reps would read it, so that marketing hears of it in its chat.
    ``file`` is relative to the templates' folder, or the whole path of a file of the base; ``key`` is where in the
    file, dotted.

    >>> print(FileProblem("texts/fr.yaml", 14, "nudge", 'unknown variable "frist_name"', suggestion="first_name"))
    texts/fr.yaml:14  nudge: unknown variable "frist_name" (did you mean "first_name"?)
    """

    file: str
    line: int
    key: str
    found: str
    expected: str = ""
    suggestion: str | None = None
    warning: bool = False
    notice: bool = False
    slip: bool = False

    def to_json(self) -> dict[str, object]:
        """Return the problem as plain values."""
        return asdict(self)

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        if self.suggestion:
            return f'{self.file}:{self.line}  {key}{self.found} (did you mean "{self.suggestion}"?)'
        return f"{self.file}:{self.line}  {key}{self.found}" + (f", expected {self.expected}" * bool(self.expected))


class PlaybookError(Exception):
    """The templates cannot go live; ``problems`` names every mistake in them, by file and line."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def in_order(problems: Iterable[FileProblem]) -> tuple[FileProblem, ...]:
    """Return the problems by file and line, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line, problem.warning)))
