"""A transaction of PostgreSQL, on the thread of its connection."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from psycopg.pq.abc import PGresult

from storage.postgres.connection import SERVERS_FAULT, Connection
from storage.postgres.pipeline import MOST_SENT, Pipeline
from storage.statements import FEW, InsertMany, Question, Statement, Transaction

WORTH_COPYING = 100
"""Rows from which on COPY takes half the time of both sides, and its two round trips are made up for."""


class PostgresTransaction(Transaction):
    """What a use case works in: each statement sees what is committed when it begins, and what was written here."""

    def __init__(self, pipeline: Pipeline) -> None:
        super().__init__()
        self._pipeline = pipeline

    @property
    def _connection(self) -> Connection:
        """Psycopg's own way to the server: nothing else may be under way there."""
        self._pipeline.settle()
        return self._pipeline.connection

    def attempt(self, part: Callable[[], object]) -> Exception | None:
        """Run a part of the work; a lost connection or a deadlock, say, is raised."""
        self._pipeline.ask("SAVEPOINT part")
        error: Exception | None = None
        try:
            part()
            self._pipeline.settle()
        except SERVERS_FAULT:
            raise
        except Exception as raised:  # noqa: BLE001  # whoever tries parts is told
            error = raised
            self._pipeline.roll_back(to="part")
        self._pipeline.send("RELEASE part")
        return error

    def run(self, statement: Statement, **values: Any) -> None:
        """Run a statement: where it fails, the next one that is waited for tells."""
        compiled = statement.postgres
        self._pipeline.send(compiled.sql, compiled.bind(values))

    def change(self, statement: Statement, **values: Any) -> int:
        """Run a statement and return how many rows it changed."""
        return _changed(self._ask(statement, values))

    def add(self, statement: Statement, **values: Any) -> int:
        """Run an INSERT and return the new row's number."""
        ((number, *_),) = self._pipeline.rows(self._ask(statement, values))
        return int(number)

    def add_many(self, statement: InsertMany, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows: many by COPY, fewer without waiting for any of them; none is none."""
        rows, compiled = list(rows), statement.one.postgres
        if len(rows) >= WORTH_COPYING:
            self.load(statement.table, statement.columns, compiled.bind_many(rows))
        elif len(rows) > FEW:
            for bound in compiled.bind_many(rows):
                self._pipeline.send(compiled.sql, bound)
        elif rows:
            self._pipeline.send(*statement.of_few(compiled, rows))

    def run_for_each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a statement for thousands of rows, without waiting for each of them."""
        for row in rows:
            self.run(statement, **row)

    def run_each(self, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Run a statement for each of some rows, all sent before the first is answered."""
        changed, left = list[int](), iter(rows)
        self._pipeline.settle()
        # Half as many: to be prepared, a statement is sent as well.
        while some := list(islice(left, MOST_SENT // 2)):
            self.run_for_each(statement, some)
            changed += map(_changed, self._pipeline.settle())
        return changed

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows by the thousand."""
        named = ", ".join(f'"{name}"' for name in columns)
        with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} ({named}) FROM STDIN".encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def first(self, statement: Statement, **values: Any) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        rows = self._pipeline.rows(self._ask(statement, values))
        return statement.postgres.row(rows[0]) if rows else None

    def all(self, statement: Statement, **values: Any) -> list[tuple[Any, ...]]:
        """Return every row."""
        return list(statement.postgres.rows(self._pipeline.rows(self._ask(statement, values))))

    def all_of(self, *questions: Question) -> list[list[tuple[Any, ...]]]:
        """Return every row of each of some statements, all sent before the first is answered."""
        compiled = [(statement.postgres, values) for statement, values in questions]
        answers = self._pipeline.ask_all([(each.sql, each.bind(values)) for each, values in compiled])
        return [
            list(each.rows(self._pipeline.rows(answer))) for (each, _), answer in zip(compiled, answers, strict=True)
        ]

    def _ask(self, statement: Statement, values: Mapping[str, Any]) -> PGresult:
        compiled = statement.postgres
        return self._pipeline.ask(compiled.sql, compiled.bind(values))


def _changed(answer: PGresult) -> int:
    return answer.command_tuples or 0
