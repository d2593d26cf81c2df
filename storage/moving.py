"""Carries everything in one database over into another one, of either engine; the one it comes from stays as it was.

Rows go as they are stored, in slices and in the order of their keys: memory stays flat, and what was killed goes on
behind the last row that arrived. Until all is shown to be there, the target's revision is one that nobody serves from.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Float,
    Integer,
    Numeric,
    Table,
    bindparam,
    case,
    column,
    delete,
    func,
    select,
    table,
    tuple_,
    update,
)
from sqlmodel import SQLModel

from storage.errors import EMPTY_IT, MoveFailedError, MoveRefusedError
from storage.migrations import HEAD, UNFINISHED
from storage.move_ends import Source, Target
from storage.place import Place
from storage.sqlite import moving as of_files
from storage.statements import Statement, Transaction

SLICE = 10_000
"""Rows that are read, written and committed together."""
Progress = Callable[[int, int], None]
"""Is told how many rows have arrived, of how many."""
Figures = tuple[Any, ...]
"""Of a table: how many rows, then for each column how many values and what they sum to."""
_COUNTED_BY_TRIGGERS = "sales_days"
"""Is filled while handoffs arrive, and replaced at the end by what it was."""
_REMAINDER = 1_000_003
"""Instants of a million rows would sum to more than 64 bits hold: remainders do not."""

_version = table("alembic_version", column("version_num"))
_REVISION = Statement(select(_version.c.version_num))
_MARK = Statement(update(_version).values(version_num=bindparam("mark")))


@dataclass(frozen=True, slots=True)
class Moved:
    """What was carried over, to be looked through on both sides before anybody serves from it.

    ``found`` is how many of the rows an earlier try had brought already.
    """

    tables: int
    rows: int
    found: int
    source: Transaction
    target: Transaction


class _Stored:
    """A table as it is stored, whatever its columns mean: values pass no type of ours."""

    def __init__(self, declared: Table) -> None:
        self.name = declared.name
        self.columns = [each.name for each in declared.columns]
        raw = table(declared.name, *map(column, self.columns))
        keys = [raw.c[each.name] for each in declared.primary_key.columns]
        self._places = [self.columns.index(each.name) for each in declared.primary_key.columns]
        rows = select(*raw.c).order_by(*keys).limit(bindparam("most"))
        self.first = Statement(rows)
        self.behind = Statement(rows.where(_greater(keys, [bindparam(f"key{place}") for place in self._places])))
        self.last = Statement(select(*raw.c).order_by(*(key.desc() for key in keys)).limit(1))
        sums = [part for each in declared.columns for part in (func.count(raw.c[each.name]), _sum(each, raw))]
        self.figures = Statement(select(func.count(), *sums).select_from(raw))
        self.clear = Statement(delete(raw))

    def key(self, row: Sequence[Any] | None) -> Mapping[str, Any]:
        """Return the key of a row; nothing of none."""
        return {f"key{place}": row[place] for place in self._places} if row else {}

    def slices(self, tx: Transaction, after: Mapping[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows behind a key, in slices."""
        while rows := tx.all(self.behind if after else self.first, most=SLICE, **after):
            yield rows
            after = self.key(rows[-1])


def _greater(keys: Sequence[ColumnElement[Any]], than: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
    return keys[0] > than[0] if len(keys) == 1 else tuple_(*keys) > tuple_(*than)


def _sum(declared: Column[Any], raw: Any) -> ColumnElement[Any]:
    """Return what the values of a column come to, the same on each engine."""
    values, kind = raw.c[declared.name], declared.type
    kind = getattr(kind, "impl_instance", kind)
    if isinstance(kind, Boolean):
        return func.sum(case((values == True, 1), else_=0))  # noqa: E712  # SQL
    if isinstance(kind, Float | Numeric) and not isinstance(kind, Integer):
        # A sum of them depends on the order.
        return func.min(values) + func.max(values)
    return func.sum(values % _REMAINDER if isinstance(kind, Integer) else func.length(values))


_TABLES = [_Stored(each) for each in SQLModel.metadata.sorted_tables]
"""Those that others name by their keys come before these."""


@contextmanager
def moved(source: Place, target: Place, *, on_progress: Progress) -> Iterator[Moved]:
    """Context manager: all that ``source`` holds, carried over to ``target``, and in force if the block succeeds.

    Raises MoveRefusedError where ``target`` is the same or holds something else, MoveFailedError where counts or sums
    differ, DatabaseInUseError while a bot runs on either, and as ``snapshot`` and ``migrate`` do.
    """
    if source == target or _is_one_file(source, target):
        raise MoveRefusedError(f"{source} cannot be moved to itself: name another place to move to")
    with _source(source) as from_there, _target(target) as to_there:
        figures = {each.name: _figures(from_there.tx, each) for each in _TABLES}
        with to_there.begin() as tx:
            found = _begin(tx, target, mark=_mark_of(figures))
        of = sum(each[0] for each in figures.values())
        done = found
        for arrived in _carry(from_there.tx, to_there):
            done += arrived
            on_progress(min(done, of), of)
        with to_there.begin() as tx:
            to_there.close_up(from_there.numbers)
            _expect_same(tx, target, figures)
            yield Moved(len(_TABLES), of, found, from_there.tx, tx)
            tx.run(_MARK, mark=HEAD)


def _source(place: Place) -> AbstractContextManager[Source]:
    if isinstance(place, Path):
        return of_files.source_at(place)
    # Its driver takes a tenth of a second to load.
    from storage.postgres import moving

    return moving.source_at(place)


def _target(place: Place) -> AbstractContextManager[Target]:
    if isinstance(place, Path):
        return of_files.target_at(place)
    from storage.postgres import moving

    return moving.target_at(place)


def _is_one_file(source: Place, target: Place) -> bool:
    return isinstance(source, Path) and isinstance(target, Path) and source.resolve() == target.resolve()


def _figures(tx: Transaction, stored: _Stored) -> Figures:
    row = tx.first(stored.figures)
    assert row is not None
    return row


def _mark_of(figures: Mapping[str, Figures]) -> str:
    """Return the revision of a database that is being filled with what has these figures."""
    return UNFINISHED + blake2b(repr((HEAD, sorted(figures.items()))).encode(), digest_size=12).hexdigest()


def _begin(tx: Transaction, place: Place, *, mark: str) -> int:
    """Mark the target as unfinished, or find it so; return how many rows an earlier try has brought."""
    ((revision,),) = tx.all(_REVISION)
    there = {each.name: _figures(tx, each)[0] for each in _TABLES}
    rows = sum(there.values())
    if revision == HEAD and rows:
        name, many = max(there.items(), key=lambda each: (each[0] == "leads" and each[1] > 0, each[1]))
        raise MoveRefusedError(
            f"{place} holds data already ({many:,} rows in {name}, say), and nothing is mixed with another business's: "
            "name an empty database, schema or file to move to; nothing was changed"
        )
    if revision not in (HEAD, mark):
        raise MoveRefusedError(
            f"an earlier move to {place} has not ended, and was from elsewhere, or of what has changed since: "
            f"{EMPTY_IT} and run this again; nothing was changed"
        )
    tx.run(_MARK, mark=mark)
    return int(rows - there[_COUNTED_BY_TRIGGERS])


def _carry(source: Transaction, target: Target) -> Iterator[int]:
    """Carry over what has not arrived, and yield how many rows have come with each slice."""
    for stored in sorted(_TABLES, key=lambda each: each.name == _COUNTED_BY_TRIGGERS):
        with target.begin() as tx:
            if stored.name == _COUNTED_BY_TRIGGERS:
                tx.run(stored.clear)
            after = stored.key(tx.first(stored.last))
        for rows in stored.slices(source, after):
            with target.begin() as tx:
                tx.load(stored.name, stored.columns, rows)
            yield len(rows)


def _expect_same(tx: Transaction, place: Place, figures: Mapping[str, Figures]) -> None:
    for each in _TABLES:
        if (found := _figures(tx, each)) != figures[each.name]:
            sent = figures[each.name]
            what = f"{found[0]:,} rows instead of {sent[0]:,}" if found[0] != sent[0] else "its columns' sums differ"
            raise MoveFailedError(place, f"table {each.name}: {what}")
