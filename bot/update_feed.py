"""When updates were last to be had, and what is in the way: kept by the channel, read by whoever watches us."""

from dataclasses import dataclass


@dataclass(slots=True)
class UpdateFeed:
    """What is known of the way on which updates come to us; None and empty before anything is.

    ``heard_at`` is when the last good answer came, ``failing_since`` when the first failure after it did, and
    ``trouble`` says in one sentence what it was the last time. Both are seconds that pass (``clock.elapsed``): a clock
    that is set must neither hide an outage nor make one up.
    """

    heard_at: float | None = None
    failing_since: float | None = None
    trouble: str = ""

    def heard(self, elapsed: float) -> None:
        """Note that updates are to be had."""
        self.heard_at, self.failing_since, self.trouble = elapsed, None, ""

    def failed(self, elapsed: float, trouble: str) -> None:
        """Note that updates are not to be had."""
        self.failing_since, self.trouble = elapsed if self.failing_since is None else self.failing_since, trouble
