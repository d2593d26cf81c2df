"""What ran in an office on a grown database, and how its engine finds the rows: whatever SQL runs is written down."""

import re
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

import psycopg

from storage.place import Postgres
from storage.postgres.connection import Connection
from storage.postgres.pipeline import Pipeline, _numbered
from tests.builders import Office

SMALL_FOR_EVER = (
    *("models", "publications", "reviews", "reps", "moved_chats", "clock_marks", "digests", "sqlite_sequence"),
    *("webhooks", "erasure_secrets", "dead_updates", "members", "trials", "restores"),
)
"""A handful of rows however long the bot runs, or as many as there are reps; of dead updates, a thousand are kept."""
ALLOWED = {
    "ix_outbox_owed": "it holds what is owed, and nothing that is settled",
    "ix_outbox_owed_elsewhere": "it holds what is owed to webhooks, and nothing that is settled",
    "inbox": "it holds what waits to be interpreted, and nothing that was",
    "ix_inbox_chat_id": "it holds what waits to be interpreted, and nothing that was",
    "ix_handoffs_open": "it holds the handoffs that nobody has closed",
    "ix_handoffs_open_newest": "it holds the handoffs that nobody has closed",
    "ix_handoffs_held": "it holds the handoffs that nobody has closed",
    "ix_meetings_remind_at": "it holds the meetings of which somebody is to be reminded",
    "ix_handoffs_redraw_at": "it holds the cards that wait to be drawn again",
}
_HARMLESS = re.compile(r"SCAN (json_each|anon_\d+|found|ordered|CONSTANT ROW|\(subquery)|SCAN \d+ CONSTANT ROW")
"""A list given as a parameter, or what a subquery has found by then."""
_WALK = re.compile(r"^SCAN (?P<table>\S+)(?: USING (?:COVERING )?INDEX (?P<index>\S+))?")
_OF_ONE = re.compile(r"\(?\b(?:\w+\.)?(id|about|chat_id|lead_id|message_id)\)?(::text)? = ")
"""A filter that leaves the rows of one subject, or of some, which an index would have found."""
_MANY = 500
_BY_THE_PAGE = (
    "handoffs.id, handoffs.at, handoffs.lead_id, leads.audience",
    "outcomes.id, outcomes.at",
    "'chat.started'",
)
"""What exports read, page by page: how few rows that are is seen by the values only."""
_SHOWN = ("Node Type", "Relation Name", "Index Name", "Filter")


class Traced(ABC):
    """An office on a grown database; whatever SQL runs in it is written down."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.ran: set[str] = set()

    def note(self, sql: str) -> None:
        if sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            self.ran.add(sql)

    @abstractmethod
    def walks(self) -> Iterator[str]:
        """Give every statement that walks a table which grows."""

    def none_walks(self) -> None:
        found = [*self.walks()]
        assert not found, "\n" + "\n".join(found)


class TracedOnSqlite(Traced):
    def steps(self) -> Iterator[str]:
        """Give every step of the plans of what ran."""
        for _, step in self._steps():
            yield step

    def walks(self) -> Iterator[str]:
        for sql, step in self._steps():
            if is_walk(step):
                yield f"{step}\n    {' '.join(sql.split())[:400]}"

    def _steps(self) -> Iterator[tuple[str, str]]:
        with closing(sqlite3.connect(self.office.file)) as connection:
            for sql in sorted(self.ran):
                yield from ((sql, step) for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}"))


class TracedOnPostgres(Traced):
    """Plans are looked at twice: of the grown database, and of one that is as empty as on its first day.

    They are those for any values: a session that finds them as good keeps to them, until so much has changed that the
    server counts anew.
    """

    @contextmanager
    def tracing(self) -> Iterator[None]:
        """Context manager: whatever goes by a pipeline is written down."""
        send: Any = Pipeline.send

        def noted(pipeline: Pipeline, sql: str, values: Sequence[Any] = ()) -> None:
            self.note(sql)
            send(pipeline, sql, values)

        setattr(Pipeline, "send", noted)  # noqa: B010  # mypy forbids to assign a method
        try:
            yield
        finally:
            setattr(Pipeline, "send", send)  # noqa: B010

    def walks(self) -> Iterator[str]:
        place = self.office.database.place
        assert isinstance(place, Postgres)
        with psycopg.connect(place.url) as connection:
            yield from self._walks(connection, _tables(connection, of_at_least=_MANY))
            everything = _tables(connection, of_at_least=-1)
            connection.execute(f"TRUNCATE {', '.join(everything)}".encode())
            yield from self._walks(connection, everything)
            connection.rollback()

    def _walks(self, connection: Connection, grow: set[str]) -> Iterator[str]:
        for sql in sorted(self.ran):
            if not any(mark in sql for mark in _BY_THE_PAGE):
                explained = connection.execute(b"EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + _numbered(sql)).fetchone()
                assert explained is not None
                for node in _walks_in(explained[0][0]["Plan"], grow):
                    yield f"{node}\n    {' '.join(sql.split())[:400]}"


def _tables(connection: Connection, *, of_at_least: int) -> set[str]:
    """Return the names of the tables that have so many rows by the server's own count, and grow."""
    ours = "relkind = 'r' AND relnamespace = 'public'::regnamespace"
    counted = connection.execute(f"SELECT relname FROM pg_class WHERE {ours} AND reltuples >= {of_at_least}".encode())
    return {name for (name,) in counted} - {*SMALL_FOR_EVER}


def _walks_in(node: dict[str, Any], grow: set[str], above: str = "") -> Iterator[dict[str, Any]]:
    below = node.get("Plans", ())
    for each in below:
        yield from _walks_in(each, grow, node["Node Type"])
    table, index, left = node.get("Relation Name"), node.get("Index Name"), node.get("Filter", "")
    shown = {
        name: value for name, value in node.items() if name in ("Node Type", "Relation Name", "Index Name", "Filter")
    }
    if node["Node Type"] == "Seq Scan" and table in grow and table not in ALLOWED:
        yield shown
    elif index is not None and "Index Cond" not in node:
        if index in ALLOWED:
            if _OF_ONE.search(left):
                yield shown
        elif (table is None or table in grow) and (above != "Limit" or left):
            yield shown


def is_walk(step: str) -> bool:
    """Return whether a step of a plan of SQLite reads all rows of something that grows."""
    found = _WALK.match(step)
    if found is None or _HARMLESS.match(step):
        return False
    return found["table"] not in SMALL_FOR_EVER and found["index"] not in ALLOWED
