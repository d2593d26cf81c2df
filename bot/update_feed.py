"""When updates were last to be had, and what is in the way: kept by the channel, read by whoever watches us."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class UpdateFeed:
    """What is known of the way on which updates come to us; None and empty before anything is.

    ``heard_at`` is the instant of the last answer that was good, ``failing_since`` that of the first failure after it,
    and ``trouble`` says in one sentence what it was the last time.
    """

    heard_at: datetime | None = None
    failing_since: datetime | None = None
    trouble: str = ""

    def heard(self, now: datetime) -> None:
        """Note that updates are to be had."""
        self.heard_at, self.failing_since, self.trouble = now, None, ""

    def failed(self, now: datetime, trouble: str) -> None:
        """Note that updates are not to be had."""
        self.failing_since, self.trouble = self.failing_since or now, trouble
