"""Whatever bytes come, and whatever JSON: reports, mistakes, or the one error that says it is none."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.foreign_events import MOST_CHARS, MOST_ID_CHARS, MOST_PROPERTIES, ForeignEvent
from bot.web.signals import posthog, segment
from bot.web.signals.bodies import BrokenBodyError, TooLargeError, unpacked
from bot.web.signals.parsed import NotJsonError, Parsed

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = (
    *("type", "event", "name", "userId", "anonymousId", "previousId", "messageId", "timestamp", "sentAt", "properties"),
    *("traits", "context", "distinct_id", "uuid", "offset", "$set", "api_key", "writeKey", "batch"),
)
KINDS = st.sampled_from(["track", "page", "identify", "alias", "$pageview", "$identify", "$create_alias", "$set"])
EVENTS = st.builds(
    lambda said, kind, who: {
        **said,
        "type": kind,
        "event": kind,
        **({"userId": who, "distinct_id": who} if who else {}),
    },
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6),
    KINDS,
    st.sampled_from(["", "7", "a@b.se", "undefined"]),
)


def sound(parsed: Parsed) -> bool:
    """Return whether everything that was taken is bounded and can be written down."""
    for report in parsed.reports:
        values = report.properties if isinstance(report, ForeignEvent) else report.traits
        texts = [report.id, *report.identities, *values, *(each for each in values.values() if isinstance(each, str))]
        assert report.identities
        assert len(values) <= MOST_PROPERTIES
        assert all(len(text.encode()) <= 4 * MOST_CHARS for text in texts)
        assert 0 < len(report.id) <= MOST_ID_CHARS
        assert report.at.tzinfo is UTC
    return True


def taken(body: bytes) -> None:
    """Let every way of reading read a body."""
    for key_in in (segment.key_in, posthog.key_in):
        with suppress(NotJsonError):
            assert len(key_in(body)) <= MOST_CHARS
    for parse in (segment.parse_batch, posthog.parse):
        try:
            assert sound(parse(body, at=NOW))
        except NotJsonError:
            continue
    for kind in segment.KINDS:
        try:
            assert sound(segment.parse_event(body, kind, at=NOW))
        except NotJsonError:
            continue


@settings(max_examples=50, deadline=None)
@given(st.lists(EVENTS, max_size=3), VALUES)
def test_any_json_is_reports_or_mistakes(events: list[dict[str, Any]], sent: object) -> None:
    taken(json.dumps({"batch": events, "sentAt": sent, "sent_at": sent}).encode())
    for event in events:
        taken(json.dumps(event).encode())
        taken(json.dumps([event]).encode())
        parsed = segment.parse_batch(json.dumps({"batch": [event]}).encode(), at=NOW)
        assert len(parsed.reports) + len(parsed.mistakes) == 1


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
@example(b"\x1f\x8b\x08\x00\x00\x00\x00\x00")
@example(b"data=")
@example(b"data=eyJ9")
@example(b'{"batch":[{"type":"page","anonymousId":"\\ud800\\ud800\\udc00"}]}')
def test_any_bytes_are_reports_or_no_json(body: bytes) -> None:
    taken(body)
    with suppress(BrokenBodyError, TooLargeError):
        assert len(unpacked(body, most=1000)) <= 1000
