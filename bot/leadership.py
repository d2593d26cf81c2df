"""Who leads where several processes serve: kept by whoever looks, read by whoever watches a front."""

from dataclasses import dataclass

UNLED_SECONDS = 30.0
"""Longer than another takes to lead in the place of one that has died, or a leader to be started again."""


@dataclass(slots=True)
class Leadership:
    """Which process leads, as it was when somebody last looked; None while nobody has seen one.

    Instants are seconds that pass (``clock.elapsed``).
    """

    process: str | None = None
    heard_at: float | None = None
    unled_since: float | None = None

    def seen(self, elapsed: float, process: str, silent_seconds: float) -> None:
        """Note who leads, and for how long it was not heard of: seconds, or it would no longer lead."""
        self.process, self.heard_at, self.unled_since = process, elapsed - silent_seconds, None

    def missed(self, elapsed: float) -> None:
        """Note that nobody leads."""
        if self.unled_since is None:
            self.unled_since = elapsed

    def unknown(self) -> None:
        """Note that nobody can tell: the database does not answer, which is told elsewhere."""
        self.unled_since = None

    def problem(self, elapsed: float) -> str:
        """Return that nobody has led for long; empty if all is well."""
        if self.unled_since is None or elapsed - self.unled_since < UNLED_SECONDS:
            return ""
        last = f" (the last was {self.process})" if self.process else ""
        return f"Nobody leads since {elapsed - self.unled_since:.0f} seconds, so nothing is sent{last}"

    def told(self, elapsed: float) -> dict[str, object] | None:
        """Return who leads, as health tells it."""
        if self.process is None or self.heard_at is None:
            return None
        return {"process": self.process, "heard_of_seconds_ago": round(elapsed - self.heard_at, 1)}
