"""Who we are, from ``business.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.cleaning import shows_something
from bot.html import checked_link
from scoring.document_reader import Path, Reader
from scoring.errors import Problem
from scoring.values import is_number

MOST_CHARS = 100
"""Both stand in the greeting, and in a profile of 120 characters."""
MOST_MONTHS = 120
SHORTEST_MONTH = timedelta(days=28)
KEEP_CONVERSATIONS = timedelta(days=180)
LONGEST_KEPT = MOST_MONTHS * SHORTEST_MONTH


@dataclass(frozen=True, slots=True)
class Business:
    """Our name, whom to ask about privacy, how many months data are kept, how long what was said, and where to book."""

    name: str
    contact: str
    keep_months: int
    keep_conversations: timedelta = KEEP_CONVERSATIONS
    booking_url: str = ""

    @property
    def kept_for(self) -> timedelta:
        """Return the time for which data are kept after the last sign of a lead; a month is taken as its shortest."""
        return self.keep_months * SHORTEST_MONTH


def read_business(content: Mapping[object, object]) -> tuple[Business, list[Problem]]:
    """Return the business, and the mistakes in its file."""
    reader = _BusinessReader()
    return reader.business(content), reader.problems


class _BusinessReader(Reader):
    def business(self, content: object) -> Business:
        required, optional = ("name", "contact", "keep_months"), ("keep_conversations", "booking_url")
        section = self.section(content, (), required=required, optional=optional)
        return Business(
            section.read("name", lambda v, p: self.line(v, p, expected="our name"), ""),
            section.read("contact", lambda v, p: self.line(v, p, expected="an address for questions"), ""),
            section.read("keep_months", self.months, 1),
            section.read("keep_conversations", self.conversations, KEEP_CONVERSATIONS),
            section.read("booking_url", self.link, ""),
        )

    def line(self, value: object, path: Path, *, expected: str) -> str:
        """Return a text that fits into a sentence."""
        if not isinstance(value, str) or not shows_something(value):
            self.note(path, value, expected=f"{expected}, in signs that can be seen")
        elif "\n" in value.strip() or len(value.strip()) > MOST_CHARS:
            self.note(path, value, expected=f"{expected}, on one line of at most {MOST_CHARS} characters")
        else:
            return value.strip()
        return ""

    def link(self, value: object, path: Path) -> str:
        """Return the address of a page, as a messenger makes a link of it."""
        if isinstance(value, str) and value.startswith("https://") and checked_link(value):
            return value
        self.note(path, value, expected="the address of a page where people book, beginning with https://")
        return ""

    def months(self, value: object, path: Path) -> int:
        if is_number(value) and 1 <= value <= MOST_MONTHS and value == int(value):
            return int(value)
        self.note(path, value, expected=f"a whole number of months from 1 to {MOST_MONTHS}")
        return 1

    def conversations(self, value: object, path: Path) -> timedelta:
        kept = self.duration(value, path)
        if kept.days >= 1 and kept <= LONGEST_KEPT:
            return kept
        self.note(path, value, expected=f"a duration from 1d to {LONGEST_KEPT.days}d")
        return KEEP_CONVERSATIONS
