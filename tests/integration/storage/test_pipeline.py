"""What goes to PostgreSQL without waiting: nothing is lost or blocks, and what fails is told to who waits next."""

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from storage.postgres.connection import connect
from storage.postgres.pipeline import MOST_SENT, Pipeline
from tests.postgres import Server

_ADD = "INSERT INTO kept VALUES (%s::BIGINT, %s::VARCHAR)"
_ALL = "SELECT number, word FROM kept ORDER BY number"


@pytest.fixture
def pipeline(postgres: Server) -> Iterator[Pipeline]:
    with closing(connect(postgres.empty())) as connection:
        connection.execute("CREATE TABLE kept (number BIGINT PRIMARY KEY, word VARCHAR)")
        yield Pipeline(connection)


def _kept(pipeline: Pipeline) -> list[tuple[object, ...]]:
    return pipeline.rows(pipeline.ask(_ALL))


def test_what_was_sent_is_there_for_whoever_asks_next_whatever_its_letters(pipeline: Pipeline) -> None:
    for number, word in enumerate(("100 %", "é😀", None)):
        pipeline.send(_ADD, (number, word))
    assert _kept(pipeline) == [(0, "100 %"), (1, "é😀"), (2, None)]
    assert pipeline.rows(pipeline.ask("SELECT 7 %% 4, sum(number) FROM kept")) == [(3, 3)]


def test_whoever_asks_next_is_told_what_failed_and_then_everything_goes_on(pipeline: Pipeline) -> None:
    pipeline.send("BEGIN")
    pipeline.send(_ADD, (1, "one"))
    pipeline.send("SAVEPOINT here")
    pipeline.send(_ADD, (1, "again"))
    pipeline.send("SELECT count(*) FROM kept")  # this is not even prepared by then
    with pytest.raises(psycopg.errors.UniqueViolation):
        _kept(pipeline)
    pipeline.roll_back(to="here")
    assert pipeline.rows(pipeline.ask("SELECT count(*) FROM kept")) == [(1,)]
    pipeline.ask("COMMIT")
    assert _kept(pipeline) == [(1, "one")]


def test_what_is_on_its_way_when_somebody_gives_up_is_taken_back(pipeline: Pipeline) -> None:
    pipeline.send("BEGIN")
    pipeline.send(_ADD, (1, "one"))
    pipeline.send(_ADD, (1, "again"))
    pipeline.roll_back()
    assert _kept(pipeline) == []


def test_a_value_that_postgresql_does_not_have_spoils_nothing_else(pipeline: Pipeline) -> None:
    pipeline.send(_ADD, (1, "one"))
    with pytest.raises(psycopg.DataError):
        pipeline.send(_ADD, (2, "nul \0"))
    assert _kept(pipeline) == [(1, "one")]


def test_much_goes_both_ways_at_once_without_either_side_waiting_for_the_other(pipeline: Pipeline) -> None:
    """Answers that nobody reads fill the server's buffers: it stops reading, and who only writes waits for ever."""
    word = "w" * 100_000
    for number in range(MOST_SENT + 10):
        pipeline.send(_ADD + " RETURNING word", (number, word))
    assert pipeline.rows(pipeline.ask("SELECT count(*) FROM kept")) == [(MOST_SENT + 10,)]


def test_more_statements_than_are_kept_are_all_answered(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.postgres.pipeline._MOST_PREPARED", 3)
    for number in range(10):
        pipeline.send(f"INSERT INTO kept VALUES ({number}, %s::VARCHAR)", ("x",))
    assert len(_kept(pipeline)) == 10
    ((prepared,),) = pipeline.rows(pipeline.ask("SELECT count(*) FROM pg_prepared_statements"))
    assert prepared <= 3


def test_a_connection_that_is_ended_says_so_to_who_waits(pipeline: Pipeline, postgres: Server) -> None:
    backend = pipeline.connection.info.backend_pid
    pipeline.send(_ADD, (1, "one"))
    pipeline.settle()
    postgres.run(f"SELECT pg_terminate_backend({backend}, 10000)")
    with pytest.raises(psycopg.OperationalError):
        _kept(pipeline)
    assert pipeline.connection.closed
