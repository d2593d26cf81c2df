"""An open office: a database of its own, and a clock that the test turns."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import bot.channels.telegram  # noqa: F401  # before any test imports aiogram, which then takes seconds less
from storage.place import Place
from tests.builders import Office, new_database, office_at
from tests.crm import Crm
from tests.postgres import Server
from tests.rules import Marketing, started

_PLACES = {"both_places": ["sqlite", "postgres"], "on_postgres": ["postgres"]}


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Give where a new database is: in both places one after the other, where a test is marked so."""
    if getattr(request, "param", request.config.getoption("place")) == "sqlite":
        yield new_database(tmp_path)
        return
    server: Server = request.getfixturevalue("postgres")
    place = server.migrated()
    yield place
    # A thousand of them would take minutes to delete together.
    server.drop(place)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a test that is marked so run in both places, or on PostgreSQL alone."""
    for marker, places in _PLACES.items():
        if "place" in metafunc.fixturenames and metafunc.definition.get_closest_marker(marker):
            metafunc.parametrize("place", places, indirect=True)


@pytest.fixture
async def office(place: Place) -> AsyncIterator[Office]:
    async with office_at(place) as office:
        yield office


@pytest.fixture
async def marketing(office: Office) -> Marketing:
    """Return Ada's side of an office whose bot has just started for the first time."""
    return await started(office)


@pytest.fixture
def crm(office: Office, tmp_path: Path) -> Crm:
    return Crm(office, tmp_path)
