"""When updates were last to be had, and what is in the way: kept by the channel, read by whoever watches us."""

from dataclasses import dataclass

QUARREL_SECONDS = 60.0
"""Who shares a token with us gets every second answer or so: as long after the last quarrel it may go on."""
QUARREL_PROVEN_SECONDS = 15.0
"""A start right after a kill meets the poll of the life before: that is over sooner."""


@dataclass(slots=True)
class UpdateFeed:
    """What is known of the way on which updates come to us; None and empty before anything is.

    ``heard_at`` is when the last good answer came, ``failing_since`` when the first failure after it did, and
    ``trouble`` says in one sentence what it was the last time. ``contest`` says who else takes our updates,
    first seen at ``contested_since`` and last at ``contested_at``: good answers between are no proof that they all come
    to us. Instants are seconds that pass (``clock.elapsed``): a clock that is set must neither hide an outage nor make
    one up.
    """

    heard_at: float | None = None
    failing_since: float | None = None
    trouble: str = ""
    contested_since: float | None = None
    contested_at: float | None = None
    contest: str = ""

    def heard(self, elapsed: float) -> None:
        """Note that updates are to be had."""
        self.heard_at, self.failing_since, self.trouble = elapsed, None, ""

    def failed(self, elapsed: float, trouble: str) -> None:
        """Note that updates are not to be had."""
        self.failing_since, self.trouble = elapsed if self.failing_since is None else self.failing_since, trouble

    def contested(self, elapsed: float, contest: str) -> None:
        """Note that somebody else takes our updates."""
        if self.contested_at is None or elapsed - self.contested_at >= QUARREL_SECONDS:
            self.contested_since = elapsed
        self.contested_at, self.contest = elapsed, contest

    def quarrel(self, elapsed: float) -> float | None:
        """Return since when somebody else has taken our updates again and again; None where nobody does now."""
        if self.contested_since is None or self.contested_at is None:
            return None
        is_proven = self.contested_at - self.contested_since >= QUARREL_PROVEN_SECONDS
        return self.contested_since if is_proven and elapsed - self.contested_at < QUARREL_SECONDS else None
