"""What each dialect's clients expect to be answered, and what they make of it: which of it they send again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.web.signals.parsed import Mistake

MOST_MISTAKES_TOLD = 100
WRONG_KEY = "invalid_key"
WRONG_ORIGIN = "origin_not_allowed"
NOT_JSON = "invalid_json"
WRONG_VISITOR = "invalid_anonymous_id"
TOO_LARGE = "too_large"
TOO_SLOW = "body_not_received"
TOO_OFTEN = "rate_limited"
BUSY = "busy"
NOT_STORED = "not_stored"

STATUS: Mapping[str, int] = {
    NOT_JSON: 400,
    WRONG_VISITOR: 400,
    WRONG_KEY: 401,
    WRONG_ORIGIN: 403,
    TOO_SLOW: 408,
    TOO_LARGE: 413,
    TOO_OFTEN: 429,
    BUSY: 503,
    NOT_STORED: 503,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A status with a body, as JSON; ``wait_seconds`` is when to come again."""

    status: int
    body: Mapping[str, Any]
    wait_seconds: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a dialect says that all is well, and that it is not."""

    name: str
    taken: Mapping[str, Any]
    status: Mapping[str, int] = field(default_factory=dict)

    def accepted(self, mistakes: tuple[Mistake, ...]) -> Answer:
        """Return the answer to a body that is on disk, but for the events that are listed."""
        if not mistakes:
            return Answer(200, self.taken)
        told = [
            {"index": each.index, "reason": each.reason, "message": each.told} for each in mistakes[:MOST_MISTAKES_TOLD]
        ]
        return Answer(200, {**self.taken, "mistakes": told})

    def refused(self, reason: str, message: str, *, wait_seconds: int = 0) -> Answer:
        """Return the answer to a body of which nothing was taken."""
        status = self.status.get(reason, STATUS[reason])
        # Segment's library for Python reads `code` and `message` and fails without; PostHog's reads `detail`.
        body = {"success": False, "code": reason, "message": message, "detail": message}
        return Answer(status, body, wait_seconds, reason)


SEGMENT = Dialect("segment", {"success": True}, {TOO_LARGE: 400})
"""Its specification answers 400 to what is too large, too."""
POSTHOG = Dialect("posthog", {"status": 1})
