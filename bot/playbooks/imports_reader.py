"""What a file of ``imports`` says: which of another system's columns is which field, and how it writes what it says."""

import codecs
import re
from collections.abc import Mapping
from functools import partial
from zoneinfo import ZoneInfo, available_timezones

from phonenumbers import SUPPORTED_REGIONS

from bot.import_mapping import COMMA, ORDERS, POINT, SEPARATORS, ImportMapping, folded
from scoring.document_reader import Path, Reader, nearest
from scoring.errors import Problem

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,63}")
_DELIMITERS = {separator: separator for separator in SEPARATORS} | {"tab": "\t"}
MOST_COLUMNS, MOST_VALUES = 1_000, 5_000
MAX_KEYS_CHARS = 40
_OPTIONAL = ("values", "always", "keys", "dates", "zone", "decimal", "encoding", "delimiter", "country")


def read_import_mapping(name: str, content: Mapping[object, object]) -> tuple[ImportMapping, list[Problem]]:
    """Return a mapping and the mistakes in its file."""
    reader = _MappingReader()
    return reader.mapping(name, content), reader.problems


class _MappingReader(Reader):
    def mapping(self, name: str, content: object) -> ImportMapping:
        section = self.section(content, (), required=("columns",), optional=_OPTIONAL)
        if not _NAME.fullmatch(name):
            self.note((), f"{name}.yaml", expected="a file called by small letters, digits, - and _, as in crm.yaml")
        return ImportMapping(
            name,
            section.read("columns", self.columns, ()),
            section.read("values", self.values, {}),
            section.read("always", self.always, {}),
            section.read("keys", self.keys, ""),
            section.read("dates", partial(self.word, allowed=ORDERS), ""),
            section.read("zone", self.zone, ""),
            section.read("decimal", partial(self.word, allowed=(POINT, COMMA)), ""),
            section.read("encoding", self.encoding, ""),
            section.read("delimiter", self.delimiter, ""),
            section.read("country", self.country, ""),
        )

    def columns(self, value: object, path: Path) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Read which fields their columns are."""
        expected = "their columns and our fields, such as {Job Title: role}"
        pairs = self.pairs(value, path, expected=expected, least=1)
        if len(pairs) > MOST_COLUMNS:
            self.note(path, value, expected=f"at most {MOST_COLUMNS} columns")
            return ()
        found: dict[str, tuple[str, ...]] = {}
        for theirs, ours, place in pairs:
            column = folded(str(theirs))
            if column in found:
                self.note(place, theirs, expected="each column once, in whatever case")
            found[column] = self.ours(ours, place)
        if not any("lead" in fields for fields in found.values()):
            self.note(path, value, expected="a column that is lead: the key by which the other system calls the lead")
        return tuple(found.items())

    def ours(self, value: object, path: Path) -> tuple[str, ...]:
        """Read the fields that a column is; none where it is left out."""
        if value is None or value == "":
            return ()
        items = self.items(value, path) if isinstance(value, list) else [(value, path)]
        return tuple(self.field(item, place) for item, place in items)

    def field(self, value: object, path: Path) -> str:
        """Read the name of a field of ours."""
        if isinstance(value, str) and _FIELD.fullmatch(value):
            return value
        self.note(path, value, expected="a field such as company_size, a list of them, or nothing: then it is left out")
        return "lead"

    def values(self, value: object, path: Path) -> dict[str, dict[str, str]]:
        """Read what their values are called by us."""
        expected = "fields and their values, such as {role: {Marketing Lead: director}}"
        found = {}
        for name, theirs, place in self.pairs(value, path, expected=expected, least=1):
            pairs = self.pairs(theirs, place, expected="their values and ours, such as {Marketing Lead: director}")
            if len(pairs) > MOST_VALUES:
                self.note(place, theirs, expected=f"at most {MOST_VALUES} values")
            found[self.field(name, place)] = {folded(str(key)): self.cell(ours, p) for key, ours, p in pairs}
        return found

    def always(self, value: object, path: Path) -> dict[str, str]:
        """Read what holds of every row."""
        pairs = self.pairs(value, path, expected="fields and values, such as {audience: b2b}", least=1)
        return {self.field(name, place): self.cell(ours, place) for name, ours, place in pairs}

    def cell(self, value: object, path: Path) -> str:
        """Read a value as a cell holds it; nothing says nothing."""
        plain = "" if value is None else self.value(value, path)
        return str(plain).lower() if isinstance(plain, bool) else str(plain)

    def keys(self, value: object, path: Path) -> str:
        """Read what is put before keys."""
        if isinstance(value, str) and len(value) <= MAX_KEYS_CHARS and value == value.strip() and value.isprintable():
            return value
        self.note(
            path, value, expected=f'what keys begin with, such as "hubspot-", at most {MAX_KEYS_CHARS} characters'
        )
        return ""

    def zone(self, value: object, path: Path) -> str:
        """Read a time zone."""
        if isinstance(value, str) and value in available_timezones():
            return ZoneInfo(value).key
        expected = "a time zone such as Europe/Paris"
        self.note(path, value, expected=expected, suggestion=nearest(value, available_timezones()))
        return ""

    def encoding(self, value: object, path: Path) -> str:
        """Read what a file is encoded in."""
        try:
            if isinstance(value, str) and codecs.lookup(value)._is_text_encoding:
                return value
        except LookupError:
            pass
        self.note(path, value, expected="an encoding such as utf-8, cp1252 or mac-roman")
        return ""

    def delimiter(self, value: object, path: Path) -> str:
        """Read what stands between cells."""
        if isinstance(value, str) and value in _DELIMITERS:
            return _DELIMITERS[value]
        self.note(path, value, expected='",", ";", "|" or tab')
        return ""

    def country(self, value: object, path: Path) -> str:
        """Read whose national phone numbers are meant."""
        if isinstance(value, str) and value in SUPPORTED_REGIONS:
            return value
        self.note(path, value, expected="a country's two letters, such as SE")
        return ""
