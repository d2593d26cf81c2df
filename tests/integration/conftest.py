"""An open office: a database file of its own, and a clock that the test turns."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

import bot.channels.telegram  # noqa: F401  # before any test imports aiogram, which then takes seconds less
from tests.builders import Office, opened_office
from tests.crm import Crm
from tests.rules import Marketing, started


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as office:
        yield office


@pytest.fixture
async def marketing(office: Office) -> Marketing:
    """Return Ada's side of an office whose bot has just started for the first time."""
    return await started(office)


@pytest.fixture
def crm(office: Office, tmp_path: Path) -> Crm:
    return Crm(office, tmp_path)
