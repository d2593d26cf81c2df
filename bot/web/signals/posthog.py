"""PostHog's capture, which posthog-js and PostHog's server libraries speak: one event, a list, or a batch of them.

Pure, as ``segment`` is. PostHog has one kind of id (``distinct_id``) for visitors and customers alike; which it is, is
told by the device that goes with it, or by its shape.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from bot.foreign_events import PAGE, ForeignEvent, Identification, Report
from bot.signal_mapping import CLICK_IDS
from bot.web.signals.parsed import (
    MARKS,
    MOST_EVENT_BYTES,
    UNREADABLE,
    EventError,
    Mistake,
    Parsed,
    Received,
    bounded,
    decoded,
    either,
    event_id,
    flat,
    looks_generated,
    mail,
    mended,
    moment,
    object_of,
    page_context,
    phone,
    shortly,
    text_of,
    user,
    visitor,
)

IDENTIFY, SET = "$identify", "$set"
ALIASES = ("$create_alias", "$merge_dangerously")
PAGE_VIEW = "$pageview"
_NOWHERE = "$direct"
"""What the library says in place of the page before, where there was none."""
_OF_THE_LIBRARY = ("token", "distinct_id", "api_key")


class _Event(Struct):
    event: Any = None
    distinct_id: Any = None
    uuid: Any = None
    api_key: Any = None
    token: Any = None
    timestamp: Any = None
    offset: Any = None
    sent_at: Any = None
    properties: Any = None
    set: Any = msgspec.field(name="$set", default=None)


class _Body(_Event):
    """An event, or a batch of them with what is said of all."""

    batch: list[msgspec.Raw] | UnsetType = UNSET
    sentAt: Any = None  # noqa: N815  # as the library for Python has it


_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_BODY = msgspec.json.Decoder(_Body)
_EVENT = msgspec.json.Decoder(_Event)


def key_in(body: bytes) -> str:
    """Return the key that a body shows, itself or in its first event; empty where there is none."""
    said, raws = _opened(body)
    own = "" if said is None else _key(said)
    if own or not raws:
        return own
    try:
        return _key(_decoded(bytes(raws[0])))
    except EventError:
        return ""


def parse(body: bytes, *, at: datetime, sent_at: datetime | None = None) -> Parsed:
    """Return the reports of a body, and mistakes by index; raise NotJsonError.

    ``sent_at`` is what the address of the request says of it, where the body says nothing.
    """
    said, raws = _opened(body)
    sent = None if said is None else moment(said.sent_at if said.sent_at is not None else said.sentAt)
    received = Received(at, sent or sent_at)
    reports: list[Report] = []
    mistakes: list[Mistake] = []
    for index, raw in enumerate(bounded(raws)):
        try:
            reports += _reports(_decoded(bytes(raw)), bytes(raw), received)
        except EventError as error:
            mistakes.append(Mistake(index, error.reason, str(error)))
    return Parsed(tuple(reports), tuple(mistakes))


def _opened(body: bytes) -> tuple[_Body | None, list[msgspec.Raw]]:
    """Return what a body says of all its events, None where it is but a list, and the events, not yet read."""
    body = body.strip()
    if body.startswith(b"["):
        return None, decoded(_LIST, body)
    said: _Body = decoded(_BODY, body)
    return said, [msgspec.Raw(body)] if isinstance(said.batch, UnsetType) else said.batch


def _decoded(raw: bytes) -> _Event:
    if len(raw) > MOST_EVENT_BYTES:
        raise EventError("too_large", f"{len(raw)} bytes, expected at most {MOST_EVENT_BYTES}")
    try:
        return _EVENT.decode(raw)
    except UNREADABLE:
        try:
            return _EVENT.decode(mended(raw))
        except UNREADABLE as error:
            raise EventError("unreadable", shortly(error)) from None


def _key(said: _Event) -> str:
    return text_of(said.api_key) or text_of(said.token) or text_of(object_of(said.properties).get("token"))


def _reports(event: _Event, raw: bytes, received: Received) -> Iterator[Report]:
    """Yield what an event says: what was done, and what it tells beside of who did it."""
    name, properties = text_of(event.event), object_of(event.properties)
    if not name:
        raise EventError("no_name", "event: no name")
    distinct = event.distinct_id if event.distinct_id is not None else properties.get("distinct_id")
    told = {**object_of(properties.get(SET)), **object_of(event.set)}
    identities = tuple(
        dict.fromkeys((*_who(distinct, properties), *mail(told.get("email")), *phone(told.get("phone"))))
    )
    if not identities:
        raise EventError("nobody", "no distinct_id")
    number = event_id(event.uuid or properties.get("$insert_id"), raw, received, is_dated=event.timestamp is not None)
    at = _instant(event, received)
    if name == IDENTIFY:
        before = tuple(visitor(properties.get("$anon_distinct_id")))
        yield Identification(number, at, tuple(dict.fromkeys((*identities, *before))), flat(told))
    elif name in ALIASES:
        alias = properties.get("alias")
        both = tuple(either(alias))
        if not both:
            raise EventError("nobody", "alias: nobody")
        yield Identification(number, at, tuple(dict.fromkeys((*identities, *both))), {}, explicit=True)
    elif name == SET:
        yield Identification(number, at, identities, flat(told))
    else:
        yield ForeignEvent(
            number, at, PAGE if name == PAGE_VIEW else name, identities, _own(properties), _page(properties)
        )
        if told:
            yield Identification(f"{number[:190]}:set", at, identities, flat(told))


def _who(distinct: object, properties: Mapping[str, Any]) -> Iterator[str]:
    device = properties.get("$device_id")
    if device is not None and distinct != device:
        yield from user(distinct)
        yield from visitor(device)
    elif device is not None or looks_generated(distinct):
        yield from visitor(distinct)
    else:
        yield from user(distinct)


def _instant(event: _Event, received: Received) -> datetime:
    offset = event.offset
    if event.timestamp is None and isinstance(offset, (int, float)) and not isinstance(offset, bool):
        try:
            return received.at - timedelta(milliseconds=max(offset, 0))
        except (OverflowError, ValueError):
            return received.at
    return received.instant(event.timestamp)


def _own(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties that the website itself has given, without those that the library adds to every event."""
    own = {key: value for key, value in properties.items() if not key.startswith("$") and key not in _OF_THE_LIBRARY}
    return flat(own)


def _page(properties: Mapping[str, Any]) -> dict[str, str]:
    referrer = properties.get("$referrer")
    return page_context(
        properties.get("$current_url"),
        path=properties.get("$pathname"),
        referrer=None if referrer == _NOWHERE else referrer,
        title=properties.get("title"),
        user_agent=properties.get("$raw_user_agent"),
        **{name: properties.get(name) for name in (*MARKS, *CLICK_IDS)},
    )
