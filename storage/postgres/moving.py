"""PostgreSQL databases that everything is carried over from or to."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import partial
from threading import Event, Thread

import psycopg

from storage.errors import DatabaseFailedError, DatabaseInUseError, MoveFailedError
from storage.migrations import is_to_make
from storage.move_ends import Source, Target, numbered
from storage.place import Postgres
from storage.postgres.connection import Connection, connect, in_short
from storage.postgres.leader import BEAT_SECONDS, hold_alone
from storage.postgres.migrating import migrate, revision_in
from storage.postgres.pipeline import Pipeline
from storage.postgres.snapshots import snapshot_of
from storage.postgres.transaction import PostgresTransaction
from storage.postgres.writer import hold_turn
from storage.statements import Transaction

_GO_ON = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, %s)"


@contextmanager
def source_at(place: Postgres) -> Iterator[Source]:
    """Context manager: the database as it is; raises DatabaseInUseError and as ``snapshot`` does."""
    with _led(place) as connection:
        # Commands wait until it is done: what they wrote now would stay behind.
        hold_turn(connection)
        with snapshot_of(place) as tx:
            yield Source(tx, {table: _last_number(connection, table) for table in numbered()})


@contextmanager
def target_at(place: Postgres) -> Iterator[Target]:
    """Context manager: the database, migrated if need be; raises DatabaseInUseError and as ``migrate`` does."""
    with _led(place), closing(connect(place)) as connection:
        if is_to_make(place, revision_in(connection)):
            migrate(place)
        pipeline = Pipeline(connection)
        try:
            yield Target(partial(_begun, pipeline), partial(_close_up, pipeline))
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            raise MoveFailedError(place, f"PostgreSQL refuses a value: {in_short(error)}") from error


@contextmanager
def _led(place: Postgres) -> Iterator[Connection]:
    """Context manager: a connection that holds the database against leaders, standbys and fronts until it ends."""
    try:
        with closing(connect(place)) as connection:
            if not hold_alone(connection):
                raise DatabaseInUseError(place)
            has_ended = Event()
            beating = Thread(target=_beat, args=(connection, has_ended), name="heartbeat")
            beating.start()
            try:
                yield connection
            finally:
                has_ended.set()
                beating.join()
    except psycopg.Error as error:
        raise DatabaseFailedError(place, in_short(error), cure="see that it can be reached") from error


def _beat(connection: Connection, has_ended: Event) -> None:
    while not has_ended.wait(BEAT_SECONDS):
        try:
            connection.execute("SELECT 1")
        except psycopg.Error:
            return  # whoever moves has lost theirs as well


@contextmanager
def _begun(pipeline: Pipeline) -> Iterator[Transaction]:
    pipeline.send("BEGIN")
    try:
        yield PostgresTransaction(pipeline)
    except BaseException:
        # A connection that is lost has nothing to take back.
        with suppress(psycopg.Error):
            pipeline.roll_back()
        raise
    pipeline.ask("COMMIT")


def _close_up(pipeline: Pipeline, numbers: Mapping[str, int]) -> None:
    """Let numbers go on, and let the planner know what has come."""
    for table, number in numbers.items():
        pipeline.send(_GO_ON, (table, max(number, 1), number > 0))
    pipeline.send("ANALYZE")


def _last_number(connection: Connection, table: str) -> int:
    row = connection.execute(f"SELECT last_value, is_called FROM {table}_id_seq".encode()).fetchone()
    return int(row[0]) if row and row[1] else 0
