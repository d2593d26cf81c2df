"""Several tables of leads in one import: of what they say without an instant, what stands in a later one is right.

So the later one is taken in first, and the earlier one without what that has said: what was never true is not noted.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.imports.files import ImportFile, Kind

_ABOUT = ("name", "username", "language", "source")
"""What a row tells of the lead itself, in this order; it is a column too, and so never the name of a fact."""


def in_order(files: Sequence[ImportFile]) -> Iterator[ImportFile]:
    """Yield files as they are taken in: tables of leads from the last to the first, outcomes at the end."""
    tables = [file for file in files if file.kind is Kind.LEADS]
    for file in files:
        if file.kind is Kind.LEADS:
            yield tables.pop()
        elif file.kind is Kind.HISTORY:
            yield file
    yield from (file for file in files if file.kind is Kind.OUTCOMES)


class Precedence:
    """What later tables have said of each lead, a bit for each column: there may be millions of leads."""

    def __init__(self) -> None:
        self._said: dict[int, int] = {}
        self._bits: dict[str, int] = {}

    def left_of(self, row: list[Any]) -> list[Any]:
        """Return the plain values of a row that later tables leave standing; without an instant, those of then."""
        line, key, items, told, undated, at_us, known_as = row
        name = hash(key)
        said = self._said.get(name, 0)
        if at_us is None:
            self._said[name] = said | self._columns(told, undated)
        if not said:
            return row
        if told is not None:
            *about, created_us = told
            left = ("" if said & self._bit(column) else cell for column, cell in zip(_ABOUT, about, strict=True))
            told = [*left, created_us]
        undated = {column: value for column, value in undated.items() if not said & self._bit(column)}
        return [line, key, items, told, undated, at_us, known_as]

    def _columns(self, told: Sequence[Any] | None, undated: Mapping[str, Any]) -> int:
        columns = list(undated)
        columns += (column for column, cell in zip(_ABOUT, told or (), strict=False) if cell)
        return sum(map(self._bit, columns))

    def _bit(self, column: str) -> int:
        return self._bits.setdefault(column, 1 << len(self._bits))
