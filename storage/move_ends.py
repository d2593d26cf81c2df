"""The two ends of a move, as each engine gives them: nobody else writes to either meanwhile."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # declares the tables
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class Source:
    """Where from: a transaction that sees one instant, and the last number that each table has given."""

    tx: Transaction
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Target:
    """Where to: ``begin`` opens a transaction; ``close_up`` lets the tables' numbers go on behind these."""

    begin: Callable[[], AbstractContextManager[Transaction]]
    close_up: Callable[[Mapping[str, int]], None]


def numbered() -> list[str]:
    """Return the tables whose rows are given numbers by the engine."""
    return [
        each.name
        for each in SQLModel.metadata.sorted_tables
        if each.autoincrement_column is not None and each.autoincrement_column.name == "id"
    ]
