"""A transaction of SQLite, on the thread of its connection."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from storage.statements import FEW, InsertMany, Question, Statement, Transaction


class SqliteTransaction(Transaction):
    """What a use case works in: it lives inside one IMMEDIATE transaction."""

    _connection: sqlite3.Connection

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection that it is in."""
        return self._connection

    def attempt(self, part: Callable[[], object]) -> Exception | None:
        """Run a part of the work; a full disk, say, is raised."""
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

    def run(self, statement: Statement, **values: Any) -> None:
        """Run a statement."""
        compiled = statement.sqlite
        self._connection.execute(compiled.sql, compiled.bind(values))

    def change(self, statement: Statement, **values: Any) -> int:
        """Run a statement and return how many rows it changed."""
        compiled = statement.sqlite
        return self._connection.execute(compiled.sql, compiled.bind(values)).rowcount

    def add(self, statement: Statement, **values: Any) -> int:
        """Run an INSERT and return the new row's number."""
        compiled = statement.sqlite
        number = self._connection.execute(compiled.sql, compiled.bind(values)).lastrowid
        assert number is not None
        return number

    def add_many(self, statement: InsertMany, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows; none is none."""
        rows, compiled = list(rows), statement.one.sqlite
        if len(rows) > FEW:
            self._connection.executemany(compiled.sql, compiled.bind_many(rows))
        elif rows:
            self._connection.execute(*statement.of_few(compiled, rows))

    def run_for_each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement for thousands of rows."""
        rows, compiled = list(rows), statement.sqlite
        if rows:
            self._connection.executemany(compiled.sql, compiled.bind_each(rows))

    def run_each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Run a statement for each of some rows, and return how many rows each of them changed."""
        return [self.change(statement, **row) for row in rows]

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows by the thousand."""
        named, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        self._connection.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", rows)

    def first(self, statement: Statement, **values: Any) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        compiled = statement.sqlite
        row = self._connection.execute(compiled.sql, compiled.bind(values)).fetchone()
        return None if row is None else compiled.row(row)

    def all(self, statement: Statement, **values: Any) -> list[tuple[Any, ...]]:
        """Return every row."""
        compiled = statement.sqlite
        rows = self._connection.execute(compiled.sql, compiled.bind(values)).fetchall()
        return list(compiled.rows(rows))

    def all_of(self, *questions: Question) -> list[list[tuple[Any, ...]]]:
        """Return every row of each of some statements, one after the other."""
        return [self.all(statement, **values) for statement, values in questions]

    def copy_to(self, other: sqlite3.Connection) -> None:
        """Copy the whole database, as this transaction sees it, into an empty one."""
        self._connection.backup(other)
