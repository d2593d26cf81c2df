"""Proposes a mapping for a table of which nobody has said whose columns are which, to be confirmed by a person.

What columns are usually called, the mappings that there are know: this room holds no word of any language.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from bot.import_mapping import SEPARATORS, ImportMapping, folded
from bot.imports.lines import UTF_8, UTF_16, encoding_of
from bot.imports.rows import LEAD
from bot.imports.tables import first_rows, table_in

_NEAR = 0.88
"""One letter of eight may differ: Telephone is no Telephones, and Phone no Home."""
_NO_NAME = re.compile(r"[^a-z0-9_-]+")
_MAX_NAME_CHARS = 40
_TAB = "\t"


@dataclass(frozen=True, slots=True)
class Guess:
    """A mapping that a table is probably meant by, and its columns as they are written there.

    ``is_there`` says that it is one of those that there are.
    """

    mapping: ImportMapping
    columns: tuple[str, ...]
    is_there: bool

    @property
    def known(self) -> int:
        """Return how many of the columns are told by it."""
        told = {theirs for theirs, fields in self.mapping.columns if fields}
        return sum(folded(column) in told for column in self.columns)

    def to_yaml(self) -> str:
        """Return it as the file that marketing would write, with a line for each column."""
        told = dict(self.mapping.columns)
        lines = ["columns:", *(f"  {_quoted(column)}:{_ours(told[folded(column)])}" for column in self.columns)]
        lines += [f"always: {{{', '.join(f'{key}: {value}' for key, value in self.mapping.always.items())}}}"] * bool(
            self.mapping.always
        )
        written = {name: getattr(self.mapping, name) for name in ("keys", "dates", "decimal", "encoding", "delimiter")}
        lines += (f"{name}: {'tab' if value == _TAB else _quoted(value)}" for name, value in written.items() if value)
        return "\n".join(lines) + "\n"


def guessed(path: Path, mappings: Mapping[str, ImportMapping], fields: Collection[str], *, name: str) -> Guess | None:
    """Return the likeliest mapping of a table, None where none knows whose rows they are.

    ``fields`` are those that the business knows, ``name`` is what a new mapping is called.
    """
    encoding = encoding_of(path, is_foreign=True)
    usual = {theirs: ours for mapping in mappings.values() for theirs, ours in mapping.columns if ours}
    rows = [columns for separator in SEPARATORS for columns in first_rows(path, encoding, separator)]
    read = [(columns, dict(_told(columns, usual, fields))) for columns in rows]
    found = [(columns, told) for columns, told in read if any(LEAD in ours for ours in told.values())]
    if not found:
        return None
    columns, told = max(found, key=lambda one: sum(map(bool, one[1].values())))
    columns = tuple(dict.fromkeys(column for column in columns if column))
    known = {theirs for theirs, ours in told.items() if ours}
    for mapping in mappings.values():
        if mapping.told_by(frozenset(known)) == len(known):
            return Guess(mapping, columns, is_there=True)
    likest = max(mappings.values(), key=lambda mapping: mapping.told_by(frozenset(known)))
    proposed = ImportMapping(name, tuple(told.items()), always=likest.always, keys=f"{name}-"[:_MAX_NAME_CHARS])
    table = table_in(path, encoding, proposed)
    is_plain = encoding in (UTF_8, UTF_16)
    return Guess(
        replace(
            proposed,
            dates=table.order,
            decimal=table.decimal,
            encoding="" if is_plain else encoding,
            delimiter=table.separator,
        ),
        columns,
        is_there=False,
    )


def name_for(path: Path, taken: Collection[str]) -> str:
    """Return what a mapping for a file may be called: small letters, digits, - and _, and not as another is.

    >>> name_for(Path("Kunder 2026.csv"), ()), name_for(Path("2026.csv"), ()), name_for(Path("crm.csv"), ["crm"])
    ('kunder-2026', 'list-2026', 'crm-2')
    """
    name = _NO_NAME.sub("-", path.stem.lower()).strip("-_")
    name = (name if name[:1].isalpha() else f"list-{name}".strip("-"))[: _MAX_NAME_CHARS - 4]
    names = (name, *(f"{name}-{number}" for number in range(2, 100)))
    return next(each for each in names if each not in taken)


def _told(
    columns: Collection[str], usual: Mapping[str, tuple[str, ...]], fields: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for column in columns:
        called = folded(column)
        spoken = called.replace(" ", "_").replace("-", "_")
        near = get_close_matches(called, usual, n=1, cutoff=_NEAR)
        if called:
            yield called, usual.get(called) or ((spoken,) if spoken in fields else usual[near[0]] if near else ())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _ours(fields: tuple[str, ...]) -> str:
    if not fields:
        return "    # left out"
    return f" {fields[0]}" if len(fields) == 1 else f" [{', '.join(fields)}]"
