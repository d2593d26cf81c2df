"""Whether we serve: prospects and sales can be heard and reached, and what they say can be written down.

A bot that runs and hears nobody is not well, whatever its process looks like from outside. Whatever is wrong shows
within a minute: the sum of how often somebody looks, how long that may take, and how long it must have lasted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from bot.desk_reach import DeskReach
from bot.leadership import Leadership
from bot.update_feed import UpdateFeed
from bot.web.lead_counts import Waiting
from storage.store import Store

CUT_OFF_AFTER = timedelta(seconds=45)
"""Since updates could last be had: longer than a poll that waits in vain (25 seconds) and one that hangs (35)."""
TROUBLED_SECONDS = 25.0
"""Longer than the database waits for another program that holds it (10 seconds), twice over."""
KEPT_WAITING_SECONDS = 60.0


@dataclass(slots=True)
class Health:
    """What an operator's health check is answered from: ``ready`` once Telegram answers and the workers run.

    ``mail_trouble`` says why mail cannot be sent, with an empty text where it can; None where none is sent at all.
    ``leadership`` is what a front knows of who leads; None where that is we, or nobody else can.
    """

    ready: bool = False
    feed: UpdateFeed | None = None
    mail_trouble: Callable[[], str] | None = None
    leadership: Leadership | None = None
    desks: DeskReach = field(default_factory=DeskReach)

    def problems(self, database: Store, elapsed: float) -> Iterator[str]:
        """Yield sentences on what keeps us from serving, without anything personal."""
        if self.feed is not None and (problem := _problem_of(self.feed, elapsed)):
            yield problem
        trouble = database.trouble
        if trouble is not None and trouble.seconds >= TROUBLED_SECONDS:
            yield f"Nothing can be written since {trouble.seconds:.0f} seconds: {trouble.reason}"
        if self.leadership is not None and (problem := self.leadership.problem(elapsed)):
            yield problem
        yield from self.desks.problems(elapsed)

    def kept_waiting(self, inbox: Waiting) -> Iterator[str]:
        """Yield a sentence where words of prospects wait far longer than any interpretation takes."""
        if inbox.updates and inbox.seconds >= KEPT_WAITING_SECONDS:
            yield f"Updates wait to be interpreted since {inbox.seconds:.0f} seconds: {inbox.updates} of them"


def _problem_of(feed: UpdateFeed, elapsed: float) -> str:
    """Return why no update could be had for long though somebody may have written, or not all; empty if all is well."""
    last = feed.failing_since if feed.heard_at is None else feed.heard_at
    # A poll that neither ends nor fails counts as well as one that fails.
    if last is not None and elapsed - last >= CUT_OFF_AFTER.total_seconds():
        return f"Updates do not come in since {elapsed - last:.0f} seconds: {feed.trouble}".rstrip(": ")
    if (since := feed.quarrel(elapsed)) is not None:
        return f"Updates do not all come in since {elapsed - since:.0f} seconds: {feed.contest}"
    return ""
