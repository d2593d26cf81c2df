"""From what people and programs write (model documents, history lines) to models, facts and signals.

Nothing here opens a file: a document is what a YAML or JSON reader made of it, a line is text.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import NoReturn

from scoring.document_reader import LARGEST, describe, nearest
from scoring.errors import HistoryError, ModelError
from scoring.history import Fact, Item, Signal
from scoring.model import Model
from scoring.model_reader import ModelReader
from scoring.values import Value, is_number, joined
from scoring.version import content_hash

_KINDS = {
    "fact": ("kind", "id", "at", "field", "value", "lead"),
    "signal": ("kind", "id", "at", "signal", "properties", "lead"),
}


def parse_model(document: Mapping[str, object]) -> Model:
    """Return the model that the document describes; raise `ModelError` with all its mistakes."""
    reader = ModelReader()
    model = reader.model(document)
    if reader.problems:
        raise ModelError(reader.problems)
    return replace(model, version=content_hash(model))


def parse_history(lines: Iterable[str]) -> Iterator[tuple[str | None, Item]]:
    """Yield the (lead, item) of each line of a history file; blank lines are passed over."""
    for number, text in enumerate(lines, start=1):
        if text.strip():
            yield parse_history_line(text, number)


def parse_history_line(text: str, number: int = 1) -> tuple[str | None, Item]:
    """Return the lead that the line names, if any, and its fact or signal; raise `HistoryError`.

    >>> line = '{"kind": "fact", "id": "1", "at": "2026-01-05T10:00:00Z", "field": "role", "value": "founder"}'
    >>> lead, fact = parse_history_line(line)
    >>> fact.field, fact.value
    ('role', 'founder')
    """
    line = _Line(text, number)
    lead = line.text("lead") if "lead" in line.entries else None
    if line.kind == "fact":
        return lead, Fact(line.text("id"), line.at(), line.text("field"), line.value("value"))
    return lead, Signal(line.text("id"), line.at(), line.text("signal"), line.properties())


class _TwiceError(Exception):
    """A key that a mapping has twice."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a mapping of these pairs; raise _TwiceError where JSON would let the last of two silently win."""
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise _TwiceError(Counter(name for name, _ in pairs).most_common(1)[0][0])
    return entries


class _Line:
    """One line of a history file, and its number for the errors."""

    def __init__(self, text: str, number: int) -> None:
        self.number = number
        self.entries = self._mapping(text)
        kind = self.entries.get("kind")
        if kind not in ("fact", "signal"):
            self.refuse(kind, place="kind", expected='"fact" or "signal"')
        self.kind = str(kind)
        for key in self.entries:
            if key not in _KINDS[self.kind]:
                near = nearest(key, _KINDS[self.kind])
                hint = f' (did you mean "{near}"?)' if near else ""
                self.refuse(key, expected=f"one of {', '.join(_KINDS[self.kind])}{hint}")

    def refuse(self, found: object, *, expected: str, place: str = "") -> NoReturn:
        """Raise the error that says what stands at a place, and what should."""
        raise HistoryError(self.number, place, found=describe(found), expected=expected)

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        text = self.entries.get(key)
        if not isinstance(text, str) or not text:
            self.refuse(text, place=key, expected="a text")
        return text

    def at(self) -> datetime:
        """Return the instant."""
        expected = "an instant with its offset from UTC, such as 2026-01-05T10:00:00Z"
        try:
            at = datetime.fromisoformat(self.text("at"))
            if at.tzinfo is None:
                self.refuse(self.entries["at"], place="at", expected=expected)
            return at.astimezone(UTC)
        except (ValueError, OverflowError):
            self.refuse(self.entries["at"], place="at", expected=expected)

    def value(self, key: str) -> Value:
        """Return the value of an entry; a list of names is one value that holds them all."""
        value = self.entries.get(key)
        if isinstance(value, list) and (together := joined(value)) is not None:
            return together
        return self._plain(value, place=key)

    def properties(self) -> dict[str, Value]:
        """Return the properties of a signal; none if the line has none."""
        properties = self.entries.get("properties", {})
        if not isinstance(properties, dict):
            self.refuse(properties, place="properties", expected="a mapping")
        return {name: self._plain(part, place=f"properties.{name}") for name, part in properties.items()}

    def _plain(self, value: object, *, place: str) -> Value:
        # The comparison is false for NaN too.
        if isinstance(value, (str, bool)):
            return value
        if not is_number(value) or not abs(value) <= LARGEST:
            self.refuse(value, place=place, expected="text, a number, true or false")
        return value

    def _mapping(self, text: str) -> dict[str, object]:
        try:
            entries = json.loads(text, object_pairs_hook=_each_once)
        except _TwiceError as error:
            self.refuse(error.name, expected="each key once, not this one twice")
        except (ValueError, RecursionError):
            entries = text.strip()
        if not isinstance(entries, dict):
            self.refuse(entries, expected='a JSON mapping such as {"kind": "fact", ...}')
        return entries
