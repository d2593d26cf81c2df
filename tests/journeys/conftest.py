"""The life that stories take place in; the bot's log is shown where one goes wrong."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from .life import Life, new_life

# For processes of the bot alone: they set the clock, and the waits, of whoever imports them.
collect_ignore = ["set_clock", "short_waits"]


@pytest.fixture
async def journey(tmp_path: Path) -> AsyncIterator[Life]:
    """Return a life in which the bot has not started yet."""
    async with new_life(tmp_path) as life:
        yield life


@pytest.fixture
async def life(journey: Life) -> Life:
    """Return a life in which the bot runs."""
    await journey.start()
    return journey
