"""Which dialect a body is in, where no address says it: as `leadbot signals try` reads files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from bot.web.signals import posthog, segment
from bot.web.signals.parsed import NotJsonError, Parsed, decoded

SEGMENT, POSTHOG = "segment", "posthog"
_OF_SEGMENT = ("type", "userId", "anonymousId", "messageId", "previousId")
_ANY = msgspec.json.Decoder()


def parse_any(body: bytes, *, at: datetime) -> tuple[str, Parsed]:
    """Return the dialect of a body, and what it says; raise NotJsonError."""
    said = decoded(_ANY, body.strip())
    first = _first(said)
    if not any(name in first for name in _OF_SEGMENT):
        return POSTHOG, posthog.parse(body, at=at)
    if isinstance(said, list):
        return SEGMENT, segment.parse_batch(b'{"batch": ' + body + b"}", at=at)
    if "batch" in said:
        return SEGMENT, segment.parse_batch(body, at=at)
    return SEGMENT, segment.parse_event(body, str(said.get("type", _kind_of(said))), at=at)


def _first(said: Any) -> Mapping[str, Any]:
    """Return the first event of a body."""
    events = said.get("batch") if isinstance(said, dict) and "batch" in said else said
    first = (events[0] if events else {}) if isinstance(events, list) else events
    if not isinstance(first, dict):
        raise NotJsonError("expected an event, a list of events, or a batch")
    return first


def _kind_of(event: Mapping[str, Any]) -> str:
    """Return the kind that an event without a type is sent as: which path it goes to says it."""
    return "track" if "event" in event else "identify" if "traits" in event else "page"
