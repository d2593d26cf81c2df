"""Segment's HTTP API, which the clients of Segment, RudderStack and Jitsu speak: one event, or a batch of them.

Pure: from the bytes of a body to reports, and to what is wrong with which event. The specification:
segment.com/docs/connections/spec, and its HTTP API for limits.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from bot.foreign_events import PAGE, ForeignEvent, Identification, Report
from bot.signal_mapping import CLICK_IDS
from bot.web.signals.parsed import (
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

BATCH = "batch"
KINDS = ("track", "identify", "page", "screen", "group", "alias")
SHORT = {"t": "track", "i": "identify", "p": "page", "s": "screen", "g": "group", "a": "alias", "b": BATCH}
"""The paths that the browser's library uses: the first letter of the kind."""


class _Keyed(Struct):
    writeKey: Any = None  # noqa: N815  # as the specification has it


class _Batch(Struct):
    batch: list[msgspec.Raw]
    sentAt: Any = None  # noqa: N815
    context: Any = None


class _Event(Struct):
    type: Any = None
    event: Any = None
    name: Any = None
    category: Any = None
    userId: Any = None  # noqa: N815
    anonymousId: Any = None  # noqa: N815
    previousId: Any = None  # noqa: N815
    groupId: Any = None  # noqa: N815
    messageId: Any = None  # noqa: N815
    timestamp: Any = None
    originalTimestamp: Any = None  # noqa: N815
    sentAt: Any = None  # noqa: N815
    properties: Any = None
    traits: Any = None
    context: Any = None


_KEYED = msgspec.json.Decoder(_Keyed)
_BATCH = msgspec.json.Decoder(_Batch)
_EVENT = msgspec.json.Decoder(_Event)


def key_in(body: bytes) -> str:
    """Return the key that a body shows, empty where there is none; raise NotJsonError."""
    keyed: _Keyed = decoded(_KEYED, body)
    return text_of(keyed.writeKey)


def parse_batch(body: bytes, *, at: datetime) -> Parsed:
    """Return the reports of a batch, and the mistakes of its other events by index; raise NotJsonError."""
    batch: _Batch = decoded(_BATCH, body)
    received = Received(at, moment(batch.sentAt))
    shared = object_of(batch.context)
    reports: list[Report] = []
    mistakes: list[Mistake] = []
    for index, raw in enumerate(bounded(batch.batch)):
        try:
            reports.append(_report(bytes(raw), received, shared=shared))
        except EventError as error:
            mistakes.append(Mistake(index, error.reason, str(error)))
    return Parsed(tuple(reports), tuple(mistakes))


def parse_event(body: bytes, kind: str, *, at: datetime) -> Parsed:
    """Return the report of one event of a kind; raise NotJsonError."""
    event: _Event = decoded(_EVENT, body)
    try:
        return Parsed((_report_of(event, kind, body, Received(at, moment(event.sentAt))),))
    except EventError as error:
        return Parsed((), (Mistake(0, error.reason, str(error)),))


def _report(raw: bytes, received: Received, *, shared: Mapping[str, Any]) -> Report:
    if len(raw) > MOST_EVENT_BYTES:
        raise EventError("too_large", f"{len(raw)} bytes, expected at most {MOST_EVENT_BYTES}")
    try:
        event = _EVENT.decode(raw)
    except UNREADABLE:
        try:
            event = _EVENT.decode(mended(raw))
        except UNREADABLE as error:
            raise EventError("unreadable", shortly(error)) from None
    if shared:
        event.context = {**shared, **object_of(event.context)}
    return _report_of(event, text_of(event.type), raw, received)


def _report_of(event: _Event, kind: str, raw: bytes, received: Received) -> Report:
    make = _MAKE.get(kind)
    if make is None:
        raise EventError("unknown_type", f'type: "{kind}", expected one of {", ".join(KINDS)}')
    context = object_of(event.context)
    traits = object_of(context.get("traits"))
    told = (*_reached(event.traits), *_reached(traits)) if event.traits or traits else ()
    found = (*user(event.userId), *told, *visitor(event.anonymousId))
    identities = tuple(dict.fromkeys(found))
    if not identities:
        raise EventError("nobody", "neither userId nor anonymousId")
    said = event.timestamp if event.timestamp is not None else event.originalTimestamp
    number = event_id(event.messageId, raw, received, is_dated=said is not None)
    return make(event, number, received.instant(said), identities)


def _reached(traits: object) -> Iterator[str]:
    """Yield by which addresses somebody can be reached."""
    if isinstance(traits, dict):
        yield from mail(traits.get("email"))
        yield from phone(traits.get("phone"))


def _tracked(event: _Event, number: str, at: datetime, identities: tuple[str, ...]) -> ForeignEvent:
    name = text_of(event.event)
    if not name:
        raise EventError("no_name", "event: no name")
    return ForeignEvent(number, at, name, identities, flat(event.properties), _context(event))


def _page(event: _Event, number: str, at: datetime, identities: tuple[str, ...]) -> ForeignEvent:
    return ForeignEvent(number, at, PAGE, identities, _named(event), _context(event, is_page=True))


def _screen(event: _Event, number: str, at: datetime, identities: tuple[str, ...]) -> ForeignEvent:
    return ForeignEvent(number, at, "screen", identities, _named(event), _context(event))


def _group(event: _Event, number: str, at: datetime, identities: tuple[str, ...]) -> ForeignEvent:
    group = text_of(event.groupId)
    properties = flat({"group": group, **object_of(event.traits)})
    return ForeignEvent(number, at, "group", identities, properties, _context(event))


def _identified(event: _Event, number: str, at: datetime, identities: tuple[str, ...]) -> Identification:
    traits = object_of(event.traits) or object_of(object_of(event.context).get("traits"))
    return Identification(number, at, identities, flat(traits))


def _alias(event: _Event, number: str, at: datetime, identities: tuple[str, ...]) -> Identification:
    """Return that a visitor, or a customer under another number, is this one: a library says both in one field."""
    before = tuple(either(event.previousId))
    if not before or not text_of(event.userId):
        raise EventError("nobody", "alias: expected userId and previousId")
    return Identification(number, at, tuple(dict.fromkeys((*identities, *before))), {}, explicit=True)


_MAKE: Mapping[str, Callable[[_Event, str, datetime, tuple[str, ...]], Report]] = {
    "track": _tracked,
    "page": _page,
    "screen": _screen,
    "group": _group,
    "identify": _identified,
    "alias": _alias,
}


def _named(event: _Event) -> dict[str, Any]:
    """Return the properties of a page or screen, with the name that it is called by."""
    properties = flat(event.properties)
    for key, value in (("name", event.name), ("category", event.category)):
        if text := text_of(value):
            properties.setdefault(key, text)
    return properties


def _context(event: _Event, *, is_page: bool = False) -> dict[str, str]:
    context, properties = object_of(event.context), object_of(event.properties)
    page, campaign = object_of(context.get("page")), object_of(context.get("campaign"))
    # Of a page its own properties say best which it is; of any other event they are about something else.
    page = {**page, **{key: properties[key] for key in _OF_PAGE if key in properties}} if is_page else page
    clicks = {name: properties[name] for name in CLICK_IDS if name in properties}
    return page_context(
        page.get("url"),
        path=page.get("path"),
        referrer=page.get("referrer"),
        title=page.get("title"),
        user_agent=context.get("userAgent"),
        utm_source=campaign.get("source"),
        utm_medium=campaign.get("medium"),
        utm_campaign=campaign.get("name"),
        **clicks,
    )


_OF_PAGE = ("url", "path", "referrer", "title")
