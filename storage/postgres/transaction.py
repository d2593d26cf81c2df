"""A transaction of PostgreSQL, on the thread of its connection."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import psycopg

from storage.postgres.connection import SERVERS_FAULT, Connection
from storage.statements import FEW, InsertMany, Statement, Transaction


class PostgresTransaction(Transaction):
    """What a use case works in: each statement sees what is committed when it begins, and what was written here."""

    _connection: Connection

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def attempt(self, part: Callable[[], object]) -> Exception | None:
        """Run a part of the work; a lost connection or a deadlock, say, is raised."""
        self._connection.execute("SAVEPOINT part")
        error: Exception | None = None
        try:
            part()
        except SERVERS_FAULT:
            raise
        except Exception as raised:  # noqa: BLE001  # whoever tries parts is told
            error = raised
            self._connection.execute("ROLLBACK TO part")
        self._connection.execute("RELEASE part")
        return error

    def run(self, statement: Statement, **values: Any) -> int:
        """Run a statement and return how many rows it changed."""
        return self._execute(statement, values).rowcount

    def add(self, statement: Statement, **values: Any) -> int:
        """Run an INSERT and return the new row's number; 0 where rows of this table have none that is given."""
        cursor = self._execute(statement, values)
        row = cursor.fetchone() if cursor.description else None
        return int(row[0]) if row else 0

    def add_many(self, statement: InsertMany, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows, without waiting for each of many; none is none."""
        rows, compiled = list(rows), statement.one.postgres
        if len(rows) > FEW:
            with self._connection.cursor() as cursor:
                cursor.executemany(compiled.sql.encode(), compiled.bind_many(rows))
        elif rows:
            sql, bound = statement.of_few(compiled, rows)
            self._connection.execute(sql.encode(), bound)

    def run_for_each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement for thousands of rows, without waiting for each of them."""
        compiled = statement.postgres
        with self._connection.cursor() as cursor:
            cursor.executemany(compiled.sql.encode(), map(compiled.bind, rows))

    def run_each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Run a statement for each of some rows, all sent before the first is answered."""
        with self._connection.pipeline():
            cursors = [self._execute(statement, row) for row in rows]
        return [cursor.rowcount for cursor in cursors]

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows by the thousand."""
        named = ", ".join(f'"{name}"' for name in columns)
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} ({named}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def first(self, statement: Statement, **values: Any) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        row = self._execute(statement, values).fetchone()
        return None if row is None else statement.postgres.row(row)

    def all(self, statement: Statement, **values: Any) -> list[tuple[Any, ...]]:
        """Return every row."""
        return list(statement.postgres.rows(self._execute(statement, values).fetchall()))

    def _execute(self, statement: Statement, values: Mapping[str, Any]) -> psycopg.Cursor[tuple[Any, ...]]:
        compiled = statement.postgres
        return self._connection.execute(compiled.sql.encode(), compiled.bind(values))
