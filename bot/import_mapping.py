"""How a table of another system becomes one of ours: whose column is which field, and how it writes days and numbers.

Values on the ground: the reader of ``templates/imports`` makes them, whoever reads tables goes by them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

FIRST_NAME, LAST_NAME = "first_name", "last_name"
"""Together they are the name, where nothing else is."""
ORDERS = ("dmy", "mdy", "ymd")
POINT, COMMA = ".", ","
SEPARATORS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}


@lru_cache(4096)
def folded(text: str) -> str:
    """Return a column's name or a value as two of them are compared: without regard to case and blanks.

    >>> folded(" Create  Date")
    'create date'
    """
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """A mapping, by the name of its file.

    ``columns`` are their columns, folded, each with the fields of ours that it is (none: it is left out); of several
    columns for one field the first counts that says something. ``values`` are by field what their values, folded, are
    called by us; ``always`` what holds of every row that says nothing else. ``keys`` is put before the keys of their
    leads, so that no other system's are the same. What is empty of the rest (the order of days, their zone, the sign
    before decimals, encoding, delimiter, the country of phone numbers) is found out from the file or the settings.
    """

    name: str
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)
    keys: str = ""
    dates: str = ""
    zone: str = ""
    decimal: str = ""
    encoding: str = ""
    delimiter: str = ""
    country: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """Return the fields of ours that are told."""
        return frozenset(each for _, fields in self.columns for each in fields).union(self.always)

    def told_by(self, columns: frozenset[str]) -> int:
        """Return how many of these columns, folded, it knows; none where none of them says whose row it is."""
        known = [fields for theirs, fields in self.columns if theirs in columns]
        return len(known) if any("lead" in fields for fields in known) else 0

    def of(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Return their cells, by folded column, as cells of ours, by field."""
        ours: dict[str, str] = {}
        for theirs, fields in self.columns:
            cell = cells.get(theirs, "").strip()
            for each in fields if cell else ():
                value = self.values.get(each, {}).get(folded(cell), cell)
                if value:
                    ours.setdefault(each, value)
        parts = [ours.pop(part, "") for part in (FIRST_NAME, LAST_NAME)]
        if "name" not in ours and any(parts):
            ours["name"] = " ".join(part for part in parts if part)
        return ours
