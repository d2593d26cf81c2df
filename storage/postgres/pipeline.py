"""Statements on their way to PostgreSQL: prepared once, sent without waiting for each, answered together.

They go by libpq itself, which psycopg passes on: its cursors take ten times the processor time, and a round trip each
(docs/decisions/0130). What they know of Python's values is used here as well.
"""

import re
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from itertools import count
from select import POLLIN, POLLOUT, poll
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult

from storage.postgres.connection import Connection

MOST_SENT = 256
"""So many statements are sent before they are waited for: answers that nobody reads would fill up the server's side."""
_MOST_PREPARED = 1_000
"""There are half as many statements: more only where some are made while we run."""
_FORGET = b"DEALLOCATE ALL"
_WENT_WELL = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)


class Pipeline:
    """The way to the server on one connection. Whoever uses the connection beside it settles what was sent before."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._libpq = connection.pgconn
        self._values = Transformer(connection)
        self._names: dict[str, bytes] = {}
        self._numbers = count(1)
        # In the order in which answers come: what only prepares others, or "" for a statement that somebody runs.
        self._sent: deque[str] = deque()
        self._to_read, self._to_write = poll(), poll()
        self._to_read.register(self._libpq.socket, POLLIN)
        self._to_write.register(self._libpq.socket, POLLIN | POLLOUT)

    def send(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Send a statement and wait for nothing: where it fails, whoever waits next is told.

        Raises psycopg.DataError where PostgreSQL has no such value.
        """
        if len(self._sent) >= MOST_SENT:
            self.settle()
        dumped = self._values.dump_sequence(values, [PyFormat.AUTO] * len(values))
        formats = self._values.formats
        if not self._sent:
            self._libpq.enter_pipeline_mode()
        name = self._names.get(sql) or self._prepare(sql)
        self._libpq.send_query_prepared(name, dumped, formats)
        self._sent.append("")

    def ask(self, sql: str, values: Sequence[Any] = ()) -> PGresult:
        """Return the answer to a statement, and with it that all that were sent before went well; raise as they did."""
        self.send(sql, values)
        return self.settle()[-1]

    def ask_all(self, questions: Sequence[tuple[str, Sequence[Any]]]) -> list[PGresult]:
        """Return the answers to a few statements in the same way, one for each."""
        # To be prepared, a statement is sent as well.
        if len(self._sent) + 2 * len(questions) > MOST_SENT:
            self.settle()
        for sql, values in questions:
            self.send(sql, values)
        return self.settle()[-len(questions) :]

    def settle(self) -> list[PGresult]:
        """Return the answers to what was sent and not waited for; raise the first error (psycopg.Error) of these."""
        answers, failed = list[PGresult](), None
        if not self._sent:
            return answers
        self._libpq.pipeline_sync()
        while self._libpq.flush():
            self._to_write.poll()
            self._libpq.consume_input()
        while self._sent:
            answer = self._answer()
            prepared = self._sent.popleft()
            if answer.status not in _WENT_WELL:
                self._names.pop(prepared, None)
                failed = failed or answer
            elif not prepared:
                answers.append(answer)
            self._next_result()
        self._next_result()
        self._libpq.exit_pipeline_mode()
        if failed is not None:
            raise error_from_result(failed)
        return answers

    def roll_back(self, to: str = "") -> None:
        """Take everything back, or what came after a savepoint."""
        with suppress(psycopg.Error):
            self.settle()
        self.ask(f"ROLLBACK TO {to}" if to else "ROLLBACK")

    def rows(self, answer: PGresult) -> list[tuple[Any, ...]]:
        """Return the rows of an answer."""
        self._values.set_pgresult(answer)
        return self._values.load_rows(0, answer.ntuples, tuple)

    def _prepare(self, sql: str) -> bytes:
        if len(self._names) >= _MOST_PREPARED:
            self._libpq.send_query_params(_FORGET, None)
            self._sent.append(_FORGET.decode())
            self._names.clear()
        name = self._names[sql] = b"s%d" % next(self._numbers)
        self._libpq.send_prepare(name, _numbered(sql))
        self._sent.append(sql)
        return name

    def _answer(self) -> PGresult:
        """Return the next answer; raise psycopg.OperationalError where the connection is lost."""
        answer = self._next_result()
        if answer is None or self._libpq.status == ConnStatus.BAD:
            raise psycopg.OperationalError(self._libpq.get_error_message())
        return answer

    def _next_result(self) -> PGresult | None:
        # To wait within libpq would keep all other threads from running.
        while self._libpq.is_busy():
            self._to_read.poll()
            self._libpq.consume_input()
        return self._libpq.get_result()


@cache
def _numbered(sql: str) -> bytes:
    """Return a statement with its parameters by number, as the server wants them."""
    numbers = count(1)
    return re.sub("%[s%]", lambda found: f"${next(numbers)}" if found[0] == "%s" else "%", sql).encode()
