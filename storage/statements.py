"""SQL compiled once from the tables for each engine, and the transaction that runs it synchronously.

SQLAlchemy builds each statement a single time (SQLite's when its module is imported): a turn of the conversation then
costs the driver only. Values pass the same column types that the ORM uses.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.expression import ClauseElement
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from storage.columns import Instant, Personal, read_instant, read_personal, stored_instant, stored_personal

FEW = 8
"""Rows that are written by one statement: a turn writes no more into one table, but for stories."""
_SQLITE = sqlite.dialect(paramstyle="qmark")

_Convert = Callable[[Any], Any]


def table_of(model: type[SQLModel]) -> Table:
    """Return the table that a SQLModel class declares."""
    table = model.__table__  # type: ignore[attr-defined]  # SQLModel's types do not declare it
    assert isinstance(table, Table)
    return table


class Compiled:
    """A statement as one engine takes it, and the values that it takes and gives."""

    def __init__(self, clause: ClauseElement, dialect: Dialect, column_keys: Sequence[str] | None) -> None:
        compiled: Any = clause.compile(dialect=dialect, column_keys=list(column_keys) if column_keys else None)
        self.sql = str(compiled)
        names: Sequence[str] = compiled.positiontup or ()
        self.names = tuple(names)
        bound: Mapping[str, BindParameter[Any]] = {name: compiled.binds[name] for name in names}
        self._pick = _picking(names)
        self._constants = {name: one.value for name, one in bound.items() if not one.required}
        self._writes = _converts(_writing(bound[name].type, dialect) for name in names)
        selected: Any = getattr(clause, "selected_columns", None) or getattr(clause, "_returning", ())
        self._reads = _converts(_reading(column.type, dialect) for column in selected)

    def bind(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the values in the order of the statement's parameters."""
        if self._constants:
            values = {**self._constants, **values}
        return self.bind_one(self._pick(values))

    def bind_one(self, row: Iterable[Any]) -> list[Any]:
        """Return a row that has its values in the statement's order ready to store."""
        bound = list(row)
        for place, convert in self._writes:
            bound[place] = convert(bound[place])
        return bound

    def bind_few(self, rows: Sequence[Sequence[Any]]) -> list[Any]:
        """Return the values of some rows one after the other; each row has its values in the statement's order."""
        bound, width = list(chain.from_iterable(rows)), len(self.names)
        end = len(bound)
        for place, convert in self._writes:
            for at in range(place, end, width):
                bound[at] = convert(bound[at])
        return bound

    def bind_many(self, rows: Iterable[Sequence[Any]]) -> Iterable[tuple[Any, ...]]:
        """Return the rows ready to store: column by column, which takes half as long as row by row."""
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, convert in self._writes:
            columns[place] = map(convert, columns[place])
        return zip(*columns, strict=True)

    def bind_each(self, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[Any, ...]]:
        """Return rows of named values (one at least) ready to store, column by column as well."""
        whole = [{**self._constants, **row} for row in rows] if self._constants else rows
        return self.bind_many(map(self._pick, whole))

    def row(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Return a row with every column converted to its Python value."""
        values = list(row)
        for place, convert in self._reads:
            values[place] = convert(values[place])
        return tuple(values)

    def rows(self, rows: Sequence[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
        """Return many rows, converted like one: column by column, which takes half as long."""
        if not rows or not self._reads:
            return rows
        columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
        for place, convert in self._reads:
            columns[place] = map(convert, columns[place])
        return zip(*columns, strict=True)


class Statement:
    """A statement with named parameters, made once for each engine: for PostgreSQL when it is first run there."""

    def __init__(self, clause: ClauseElement, *, column_keys: Sequence[str] | None = None) -> None:
        self._clause = clause
        self._column_keys = column_keys
        self.sqlite = Compiled(clause, _SQLITE, column_keys)

    @cached_property
    def postgres(self) -> Compiled:
        """The statement as PostgreSQL takes it."""
        return Compiled(self._clause, postgres_dialect(), self._column_keys)


@cache
def postgres_dialect() -> Dialect:
    """Return how PostgreSQL is spoken to: loaded where it is used only."""
    from storage.postgres import dialect

    return dialect.StatementsDialect(paramstyle="format")  # type: ignore[no-untyped-call]  # SQLAlchemy's


def _picking(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return a function that takes the values of these names, in order: itemgetter, which gives no tuple of one."""
    return itemgetter(*names) if len(names) > 1 else lambda values: tuple(values[name] for name in names)


def _converts(converting: Iterable[_Convert | None]) -> tuple[tuple[int, _Convert], ...]:
    """Return the places whose values are to be converted, and how."""
    return tuple((place, convert) for place, convert in enumerate(converting) if convert)


_OURS: Mapping[type[TypeEngine[Any]], tuple[_Convert, _Convert]] = {
    Instant: (stored_instant, read_instant),
    Personal: (stored_personal, read_personal),
}
"""How our own types write and read a value. They wrap types that sqlite3 takes as they are."""


def _writing(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    """Return the function that makes a value storable; None where it is as it is. psycopg takes every type."""
    if type(kind) in _OURS or dialect is not _SQLITE:
        return _OURS[type(kind)][0] if type(kind) in _OURS else None
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    """Return the function that turns a stored value into ours."""
    if type(kind) in _OURS or dialect is not _SQLITE:
        return _OURS[type(kind)][1] if type(kind) in _OURS else None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


class InsertMany:
    """An INSERT of any number of rows, each a tuple of values: those of these columns, which stand in table's order."""

    def __init__(self, model: type[SQLModel], *columns: str) -> None:
        # Inline: PostgreSQL would be asked for the number of the one row.
        self.one = Statement(table_of(model).insert().inline(), column_keys=columns)
        if self.one.sqlite.names != columns:
            raise ValueError(f"{model.__name__} has its columns in another order: {', '.join(self.one.sqlite.names)}")
        self.table, self.columns = table_of(model).name, columns
        self._of_few: dict[tuple[int, str], str] = {}

    def of_few(self, compiled: Compiled, rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
        """Return one statement for up to ``FEW`` rows, as the engine of ``compiled`` takes it, and all their values."""
        number, of_one = len(rows), compiled.sql
        if number == 1:
            return of_one, compiled.bind_one(rows[0])
        sql = self._of_few.get((number, of_one))
        if sql is None:
            # Kept, as sqlite3 finds what it has compiled by the text.
            head, _, group = of_one.partition(" VALUES ")
            sql = self._of_few[number, of_one] = f"{head} VALUES " + ", ".join([group] * number)
        return sql, compiled.bind_few(rows)


Question = tuple[Statement, Mapping[str, Any]]
"""A statement and its values."""


class Transaction(ABC):
    """What a use case works in, on any engine: it lives on the writer's thread."""

    _connection: Any
    """The engine's own."""

    def __init__(self) -> None:
        self.touched: set[str] = set()

    def touch(self, topic: str) -> None:
        """Note that those who wait for a topic have something to do once this is committed."""
        self.touched.add(topic)

    @abstractmethod
    def attempt(self, part: Callable[[], object]) -> Exception | None:
        """Run a part of the work, and return the error that it ended in: what it wrote is then taken back.

        What is the database's own fault (a full disk, say) is raised: nothing of the whole work shall be kept.
        """

    @abstractmethod
    def run(self, statement: Statement, **values: Any) -> None:
        """Run a statement of which nobody need know more than that it went well: PostgreSQL is not waited for."""

    @abstractmethod
    def change(self, statement: Statement, **values: Any) -> int:
        """Run a statement and return how many rows it changed."""

    @abstractmethod
    def add(self, statement: Statement, **values: Any) -> int:
        """Run an INSERT and return the new row's number."""

    @abstractmethod
    def add_many(self, statement: InsertMany, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows: a few in one statement, thousands as fast as the engine takes them; none is none."""

    @abstractmethod
    def run_for_each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement for thousands of rows: more than one statement takes, and sooner than many would be."""

    @abstractmethod
    def run_each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Run a statement for each of some rows, and return how many rows each of them changed."""

    @abstractmethod
    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows by the thousand, their values as they are stored: the fastest way that the engine has."""

    @abstractmethod
    def first(self, statement: Statement, **values: Any) -> tuple[Any, ...] | None:
        """Return the first row, or None."""

    @abstractmethod
    def all(self, statement: Statement, **values: Any) -> list[tuple[Any, ...]]:
        """Return every row."""

    @abstractmethod
    def all_of(self, *questions: Question) -> list[list[tuple[Any, ...]]]:
        """Return every row of each of some statements that do not wait for each other: one round trip."""


class Snapshot(Transaction):
    """A transaction that sees the database as it was at an instant, and can write nothing."""

    @abstractmethod
    def renew(self) -> None:
        """Release the snapshot, and see the database from the next read on as it is then.

        Whoever reads for long does so from time to time: what a snapshot sees can be cleared away by no engine.
        """
