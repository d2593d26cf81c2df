"""What texts of every kind share: labels, words that people type, texts without variables, lengths of time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Static:
    """Button labels, command descriptions and other short labels: plain text, no variables, no formatting."""


@dataclass(frozen=True, slots=True)
class Words:
    """What people type for an option, or ask about a topic: a list of plain words and phrases in lower case."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Texts that may be formatted but use no variables."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in one unit: ``number`` is how many of it."""

    number: int
