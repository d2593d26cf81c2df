"""The life that stories take place in; the bot's log is shown where one goes wrong."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.place import Postgres
from tests.postgres import Server

from .life import Life, new_life

# For processes of the bot alone: they set the clock, and the waits, of whoever imports them.
collect_ignore = ["long_waits", "set_clock", "short_waits"]


@pytest.fixture
def at_postgres(request: pytest.FixtureRequest) -> Iterator[Postgres | None]:
    """Give an empty database of PostgreSQL, or None where the bot has a file."""
    if getattr(request, "param", request.config.getoption("place")) == "sqlite":
        yield None
        return
    server: Server = request.getfixturevalue("postgres")
    place = server.empty()
    yield place
    server.drop(place)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a story that is marked so take place in both places."""
    if metafunc.definition.get_closest_marker("both_places"):
        metafunc.parametrize("at_postgres", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
async def journey(tmp_path: Path, at_postgres: Postgres | None) -> AsyncIterator[Life]:
    """Return a life in which the bot has not started yet."""
    async with new_life(tmp_path, at_postgres) as life:
        yield life


@pytest.fixture
async def life(journey: Life) -> Life:
    """Return a life in which the bot runs."""
    await journey.start()
    return journey
