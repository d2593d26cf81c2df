"""Processes that have one PostgreSQL database open side by side."""

from collections.abc import AsyncIterator

import pytest

from storage.place import Postgres
from storage.postgres.database import PostgresDatabase
from storage.roles import Role


@pytest.fixture
async def leader(place: Postgres) -> AsyncIterator[PostgresDatabase]:
    opened = await PostgresDatabase.open(place, Role.LEADER)
    yield opened
    await opened.close()


@pytest.fixture
async def front(place: Postgres) -> AsyncIterator[PostgresDatabase]:
    opened = await PostgresDatabase.open(place, Role.FRONT)
    yield opened
    await opened.close()
