"""Whether we serve: whether prospects can be heard, and whether what they say can be written down.

A bot that runs and hears nobody is not well, whatever its process looks like from outside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reception import Reception
from storage.database import Database

DEAF_AFTER = timedelta(minutes=3)
"""Longer than a poll that waits (25 seconds) and the longest pause after a failure (a minute), twice over."""
STUCK_AFTER_SECONDS = 60.0
"""Longer than the database waits for another program that holds it."""


@dataclass(slots=True)
class Health:
    """What an operator's health check is answered from: ``ready`` once Telegram answers and the workers run."""

    ready: bool = False
    reception: Reception | None = None

    def problems(self, database: Database, now: datetime) -> Iterator[str]:
        """Yield sentences on what has kept us from serving for minutes, without anything personal."""
        if self.reception is not None and is_deaf(self.reception, now):
            yield f"Updates do not come in since {_since(self.reception, now)}: {self.reception.trouble}".rstrip(": ")
        trouble = database.trouble
        if trouble is not None and trouble.seconds >= STUCK_AFTER_SECONDS:
            yield f"Nothing can be written since {trouble.seconds:.0f} seconds: {trouble.reason}"


def is_deaf(reception: Reception, now: datetime) -> bool:
    """Return whether no update could be had for minutes, though somebody may have written."""
    if reception.failing_since is not None:
        return now - reception.failing_since >= DEAF_AFTER
    # A poll that neither ends nor fails.
    return reception.heard_at is not None and now - reception.heard_at >= 2 * DEAF_AFTER


def _since(reception: Reception, now: datetime) -> str:
    began = reception.failing_since or reception.heard_at or now
    return f"{(now - began) // timedelta(minutes=1)} minutes"
