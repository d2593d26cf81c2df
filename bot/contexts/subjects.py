"""What the texts that sales reads are about: a handoff by its number, a lead by theirs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """Answers about one handoff: ``number`` is the handoff's number."""

    number: int


@dataclass(frozen=True, slots=True)
class Named(Number):
    """What is said of a lead in a sentence: ``number`` of the handoff, and their ``name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Lead:
    """Answers about a lead that is not there: ``lead`` is the number that was asked for."""

    lead: int


@dataclass(frozen=True, slots=True)
class About(Lead):
    """The lead that a message is all about: ``number`` of the handoff (0: none), their ``name`` (may be empty)."""

    number: int
    name: str
