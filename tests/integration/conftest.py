"""An open office: a database file of its own, and a clock that the test turns."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import Office, opened_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened_office(tmp_path) as office:
        yield office
