"""SQL compiled once from the tables, and the transaction that runs it synchronously on the writer's thread.

SQLAlchemy builds each statement a single time, when its module is imported; a turn of the conversation then costs
sqlite3 only. Values pass the same column types that the ORM uses.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.expression import ClauseElement
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from storage.columns import Instant, Personal, read_instant, read_personal, stored_instant, stored_personal

_FEW = 8
"""Rows that a turn writes into one table at most, but for stories."""
_DIALECT = sqlite.dialect(paramstyle="qmark")

_Convert = Callable[[Any], Any]


def table_of(model: type[SQLModel]) -> Table:
    """Return the table that a SQLModel class declares."""
    table = model.__table__  # type: ignore[attr-defined]  # SQLModel's types do not declare it
    assert isinstance(table, Table)
    return table


def is_one_of(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return a condition: a column has one of any number of values, given as a JSON list in a parameter."""
    return column.in_(select(func.json_each(bindparam(name)).table_valued("value").c.value))


class Statement:
    """A statement with named parameters; ``columns`` names what a row holds, in order."""

    def __init__(self, clause: ClauseElement, *, column_keys: Sequence[str] | None = None) -> None:
        compiled: Any = clause.compile(dialect=_DIALECT, column_keys=list(column_keys) if column_keys else None)
        self.sql = str(compiled)
        names: Sequence[str] = compiled.positiontup or ()
        bound: Mapping[str, BindParameter[Any]] = {name: compiled.binds[name] for name in names}
        self._pick = _picking(names)
        self._constants = {name: one.value for name, one in bound.items() if not one.required}
        self._writes = _converts([bound[name].type for name in names], _writing)
        selected: Any = getattr(clause, "selected_columns", None) or getattr(clause, "_returning", ())
        self._reads = _converts([column.type for column in selected], _reading)

    def bind(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the values in the order of the statement's question marks."""
        if self._constants:
            values = {**self._constants, **values}
        bound = list(self._pick(values))
        for place, convert in self._writes:
            bound[place] = convert(bound[place])
        return bound

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


def _picking(names: Sequence[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Return a function that takes the values of these names, in order: itemgetter, which gives no tuple of one."""
    return itemgetter(*names) if len(names) > 1 else lambda values: tuple(values[name] for name in names)


def _converts(
    kinds: Iterable[TypeEngine[Any]], converting: Callable[[TypeEngine[Any]], _Convert | None]
) -> tuple[tuple[int, _Convert], ...]:
    """Return the places whose values are to be converted, and how."""
    found = ((place, converting(kind)) for place, kind in enumerate(kinds))
    return tuple((place, convert) for place, convert in found if convert)


_OURS: Mapping[type[TypeEngine[Any]], tuple[_Convert, _Convert]] = {
    Instant: (stored_instant, read_instant),
    Personal: (stored_personal, read_personal),
}
"""How our own types write and read a value. They wrap types that sqlite3 takes as they are."""


def _writing(kind: TypeEngine[Any]) -> _Convert | None:
    """Return the function that makes a value storable; None where it is as it is."""
    return _OURS[type(kind)][0] if type(kind) in _OURS else kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _reading(kind: TypeEngine[Any]) -> _Convert | None:
    """Return the function that turns a stored value into ours."""
    return _OURS[type(kind)][1] if type(kind) in _OURS else kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None)


class InsertMany:
    """An INSERT of any number of rows in one statement."""

    def __init__(self, model: type[SQLModel], *columns: str) -> None:
        clause: Insert = table_of(model).insert()
        self._one = Statement(clause, column_keys=columns)
        head, _, self._group = self._one.sql.partition(" VALUES ")
        self._head = f"{head} VALUES "
        self._of_few: dict[int, str] = {}

    def bind(self, rows: Sequence[Mapping[str, Any]]) -> tuple[str, list[Any]]:
        """Return the SQL for so many rows, and all their values in order."""
        values: list[Any] = []
        for row in rows:
            values += self._one.bind(row)
        return self._sql(len(rows)), values

    def _sql(self, number: int) -> str:
        """Return the SQL for so many rows; of a few it is kept, as sqlite3 finds what it has compiled by the text."""
        sql = self._of_few.get(number)
        if sql is None:
            sql = self._head + ", ".join([self._group] * number)
            if number <= _FEW:
                self._of_few[number] = sql
        return sql


class Transaction:
    """What a use case works in: it lives on the writer's thread, inside one IMMEDIATE transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.touched: set[str] = set()

    def touch(self, topic: str) -> None:
        """Note that those who wait for a topic have something to do once this is committed."""
        self.touched.add(topic)

    def attempt(self, part: Callable[[], object]) -> Exception | None:
        """Run a part of the work, and return the error that it ended in: what it wrote is then taken back.

        What is the database's own fault (a full disk, say) is raised: nothing of the whole work shall be kept.
        """
        self._connection.execute("SAVEPOINT part")
        error: Exception | None = None
        try:
            part()
        except sqlite3.OperationalError:
            raise
        except Exception as raised:
            if not self._connection.in_transaction:
                raise sqlite3.OperationalError(str(raised)) from raised
            error = raised
            self._connection.execute("ROLLBACK TO part")
        self._connection.execute("RELEASE part")
        return error

    def run(self, statement: Statement, **values: Any) -> int:
        """Run a statement and return how many rows it changed."""
        return self._connection.execute(statement.sql, statement.bind(values)).rowcount

    def add(self, statement: Statement, **values: Any) -> int:
        """Run an INSERT and return the new row's number."""
        number = self._connection.execute(statement.sql, statement.bind(values)).lastrowid
        assert number is not None
        return number

    def add_many(self, statement: InsertMany, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows in one statement; none is none."""
        rows = list(rows)
        if rows:
            self._connection.execute(*statement.bind(rows))

    def run_for_each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement for thousands of rows: more than one statement takes, and sooner than many would be."""
        self._connection.executemany(statement.sql, map(statement.bind, rows))

    def first(self, statement: Statement, **values: Any) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        row = self._connection.execute(statement.sql, statement.bind(values)).fetchone()
        return None if row is None else statement.row(row)

    def all(self, statement: Statement, **values: Any) -> list[tuple[Any, ...]]:
        """Return every row."""
        rows = self._connection.execute(statement.sql, statement.bind(values)).fetchall()
        return list(statement.rows(rows))

    def copy_to(self, other: sqlite3.Connection) -> None:
        """Copy the whole database, as this transaction sees it, into an empty one."""
        self._connection.backup(other)
