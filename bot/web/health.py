"""Whether we serve: whether prospects can be heard, and whether what they say can be written down.

A bot that runs and hears nobody is not well, whatever its process looks like from outside.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.update_feed import UpdateFeed
from bot.web.lead_counts import Waiting
from storage.database import Database

CUT_OFF_AFTER = timedelta(minutes=3)
"""Longer than a poll that waits (25 seconds) and the longest pause after a failure (a minute), twice over."""
STUCK_AFTER_SECONDS = 60.0
"""Longer than the database waits for another program that holds it."""


@dataclass(slots=True)
class Health:
    """What an operator's health check is answered from: ``ready`` once Telegram answers and the workers run.

    ``mail_trouble`` says why mail cannot be sent, with an empty text where it can; None where none is sent at all.
    """

    ready: bool = False
    feed: UpdateFeed | None = None
    mail_trouble: Callable[[], str] | None = None

    def problems(self, database: Database, elapsed: float) -> Iterator[str]:
        """Yield sentences on what has kept us from serving for minutes, without anything personal."""
        if self.feed is not None and is_cut_off(self.feed, elapsed):
            yield f"Updates do not come in since {_since(self.feed, elapsed)}: {self.feed.trouble}".rstrip(": ")
        trouble = database.trouble
        if trouble is not None and trouble.seconds >= STUCK_AFTER_SECONDS:
            yield f"Nothing can be written since {trouble.seconds:.0f} seconds: {trouble.reason}"

    def kept_waiting(self, inbox: Waiting) -> Iterator[str]:
        """Yield a sentence where words of prospects wait far longer than any interpretation takes."""
        if inbox.updates and inbox.seconds >= STUCK_AFTER_SECONDS:
            yield f"Updates wait to be interpreted since {inbox.seconds:.0f} seconds: {inbox.updates} of them"


def is_cut_off(feed: UpdateFeed, elapsed: float) -> bool:
    """Return whether no update could be had for minutes, though somebody may have written."""
    limit = CUT_OFF_AFTER.total_seconds()
    if feed.failing_since is not None:
        return elapsed - feed.failing_since >= limit
    # A poll that neither ends nor fails.
    return feed.heard_at is not None and elapsed - feed.heard_at >= 2 * limit


def _since(feed: UpdateFeed, elapsed: float) -> str:
    began = feed.heard_at if feed.failing_since is None else feed.failing_since
    return f"{int(elapsed - (elapsed if began is None else began)) // 60} minutes"
