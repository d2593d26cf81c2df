"""What the body of a request of any dialect is taken apart into, and the values that all of them have in common.

Pure: bytes in, reports and mistakes out. What strangers send is bounded here: texts, numbers of properties, depth.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from bot.cleaning import clean_text
from bot.foreign_events import (
    MAIL,
    MOST_CHARS,
    MOST_ID_CHARS,
    MOST_PROPERTIES,
    PHONE,
    USER,
    VISITOR,
    Plain,
    Report,
)
from bot.signal_mapping import CLICK_IDS
from bot.usecases.leads.identities import of_fact

MOST_EVENT_BYTES = 32 * 1024
MOST_EVENTS = 5000
"""In one body: half a megabyte of events as libraries make them holds fewer."""
MOST_NESTED = 4
MOST_LISTED = 5
"""Of a list the first few are told: `products.0.name`."""
MOST_KEY_CHARS = 100
MARKS = ("utm_source", "utm_medium", "utm_campaign")
MOST_ADDRESS_CHARS = 2000
_QUERY = re.compile(r"[?#]")
_LARGEST = 2**63 - 1
_PHONE = re.compile(r"\+[\d\s().\-/]{8,24}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Each escape is looked at as a whole, so that a backslash that is itself escaped begins none. A browser writes half of
# a pair of surrogates as an escape, which is no text: one title cut in the middle of a smiley would cost a whole batch.
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)
_RAW = msgspec.json.Decoder(msgspec.Raw)
UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)


class NotJsonError(ValueError):
    """The body is not JSON of the shape that the dialect has."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why the event of this number in a batch was not taken; ``reason`` is a word that metrics count by."""

    index: int
    reason: str
    told: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The reports of a body, and what is wrong with the others."""

    reports: tuple[Report, ...]
    mistakes: tuple[Mistake, ...] = ()


class EventError(ValueError):
    """One event cannot be taken: ``reason`` in one word, and told in words."""

    def __init__(self, reason: str, told: str) -> None:
        super().__init__(told)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Received:
    """When a body came in, and when its sender says that it was sent: the difference is how wrong their clock is."""

    at: datetime
    sent_at: datetime | None = None

    def instant(self, said: object) -> datetime:
        """Return an instant as our clock would have told it; when it came in where it is none."""
        told = moment(said)
        if told is None:
            return self.at
        if self.sent_at is None:
            return told
        try:
            return self.at - (self.sent_at - told)
        except OverflowError:
            return self.at


def mended(body: bytes) -> bytes:
    r"""Return a body without halves of surrogate pairs and bytes that are no UTF-8.

    >>> mended(rb'{"a": "\ud83d", "b": "\\ud83d \ud83d\ude00"}')
    b'{"a": "\\ufffd", "b": "\\\\ud83d \\ud83d\\ude00"}'
    """
    text = body.decode("utf-8", "replace").encode()
    return _ESCAPE.sub(lambda match: rb"\ufffd" if match[1] else match[0], text)


def decoded(decoder: "msgspec.json.Decoder[Any]", body: bytes) -> Any:
    """Return what a body says, mended if need be; raise NotJsonError."""
    try:
        return decoder.decode(body)
    except UNREADABLE:
        pass
    try:
        return decoder.decode(mended(body))
    except UNREADABLE as error:
        raise NotJsonError(shortly(error)) from None


def bounded(raws: "list[msgspec.Raw]") -> "list[msgspec.Raw]":
    """Return the events of a body; raise NotJsonError where nobody has ever done so much at once."""
    if len(raws) > MOST_EVENTS:
        raise NotJsonError(f"{len(raws)} events, expected at most {MOST_EVENTS}")
    return raws


def shortly(error: BaseException) -> str:
    """Return what is wrong with JSON, in one line."""
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]


def moment(said: object) -> datetime | None:
    """Return the instant that a text or a number (milliseconds since 1970) is, None if it is none.

    >>> moment("2026-03-01T10:00:00+01:00"), moment(1767225600000), moment("soon"), moment(float("inf"))
    (datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.timezone.utc), \
datetime.datetime(2026, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), None, None)
    """
    try:
        if isinstance(said, str):
            told = datetime.fromisoformat(said.strip()[:40])
        elif isinstance(said, (int, float)) and not isinstance(said, bool):
            told = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=said)
        else:
            return None
        return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def flat(value: object) -> dict[str, Plain]:
    """Return the values of an object by dotted names, bounded in every way; what says nothing is left out.

    >>> flat({"a": {"b": 1, "c": None}, "d": ["x", {"e": True}], "f": " "})
    {'a.b': 1, 'd.0': 'x', 'd.1.e': True}
    """
    found: dict[str, Plain] = {}
    _gather(value, "", 0, found)
    return found


def _gather(value: object, before: str, depth: int, found: dict[str, Plain]) -> None:
    """Add the values of an object or a list, each under its path."""
    if isinstance(value, dict):
        named: Iterable[tuple[object, object]] = value.items()
    elif isinstance(value, list):
        named = enumerate(value[:MOST_LISTED])
    else:
        return
    for key, part in named:
        if len(found) == MOST_PROPERTIES:
            return
        name = named_so(key) if isinstance(key, str) else str(key)
        if not name:
            continue
        if isinstance(part, (dict, list)):
            if depth < MOST_NESTED:
                _gather(part, f"{before}{name}.", depth + 1, found)
        elif (plain := plain_of(part)) is not None:
            found.setdefault(before + name, plain)


def plain_of(value: object) -> Plain | None:
    """Return a value as it may be kept, None where it says nothing or is none."""
    if isinstance(value, str):
        return clean_text(value, max_chars=MOST_CHARS) or None
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)) and abs(value) <= _LARGEST:
        return value
    return None


@lru_cache(4096)
def named_so(key: str) -> str:
    """Return the name of a property as it may be kept."""
    return clean_text(key, max_chars=MOST_KEY_CHARS)


def text_of(value: object, *, max_chars: int = MOST_CHARS) -> str:
    """Return a text or a number as a text; empty for anything else."""
    if isinstance(value, str):
        return clean_text(value, max_chars=max_chars)
    if value is None or isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > _LARGEST:
        return ""
    return str(value)


def object_of(value: object) -> Mapping[str, Any]:
    """Return an object, empty where a value is none."""
    return value if isinstance(value, dict) else {}


def event_id(said: object, raw: bytes, received: Received, *, is_dated: bool) -> str:
    """Return the id of an event: the sender's own, or one that the same event would have again.

    Two events without an id and a date are the same only if they come at the same instant.
    """
    told = text_of(said, max_chars=MOST_ID_CHARS + 1)
    if told and len(told) <= MOST_ID_CHARS:
        return told
    digest = blake2b(told.encode() or raw, digest_size=16)
    if not told and not is_dated:
        digest.update(received.at.isoformat().encode())
    return digest.hexdigest()


_NOBODY = frozenset(
    {"undefined", "null", "none", "nil", "nan", "true", "false", "0", "-1", "{}", "[]", "[object object]"}
    | {"anonymous", "anon", "guest", "unknown", "test", "not_authenticated", "$posthog_cookieless"}
    | {"id", "user", "userid", "user_id", "email", "distinctid", "distinct_id"}
)
"""What faulty websites send for everybody: taken for an id, it would make one person of all of them."""


def id_of(said: object) -> str:
    """Return an id of somebody, empty where it is none or stands for anybody.

    >>> id_of(42), id_of("undefined"), id_of("[object Object]"), id_of("x" * 201)
    ('42', '', '', '')
    """
    told = text_of(said, max_chars=MOST_ID_CHARS + 1)
    return "" if told.casefold() in _NOBODY or len(told) > MOST_ID_CHARS else told


def user(said: object) -> Iterator[str]:
    """Yield the identities that a customer number is: also the address that it may be."""
    told = id_of(said)
    if told:
        yield USER + told
        yield from mail(told)


def visitor(said: object) -> Iterator[str]:
    """Yield the identity that an anonymous id is."""
    told = id_of(said)
    if told:
        yield VISITOR + told


def either(said: object) -> Iterator[str]:
    """Yield the identities that an id may be which is said to be somebody's, without saying of which kind.

    Only one that nobody can guess is taken for a visitor's, too: whoever has a browser's key may speak for a visitor,
    and would speak for a customer whose number is their visitor's id.
    """
    if looks_generated(said):
        yield from visitor(said)
    yield from user(said)


def mail(said: object) -> Iterator[str]:
    """Yield the identity that an address is."""
    if isinstance(said, str) and "@" in said:
        names = of_fact("email", clean_text(said, max_chars=MOST_ID_CHARS))
        yield from sorted(name for name in names if name.startswith(MAIL))[:1]


def phone(said: object) -> Iterator[str]:
    """Yield the identity that an international phone number is: any other may be somebody else's abroad."""
    if isinstance(said, str) and _PHONE.fullmatch(said.strip()):
        yield f"{PHONE}+{''.join(filter(str.isdecimal, said))}"


def looks_generated(said: object) -> bool:
    """Return whether an id is a UUID, as libraries make for visitors that they do not know."""
    return isinstance(said, str) and _UUID.fullmatch(said.strip()) is not None


def page_context(url: object, **known: object) -> dict[str, str]:
    """Return what is known of the page that an event happened on; the address tells what nothing else does."""
    found = {name: text for name, value in known.items() if value is not None and (text := text_of(value))}
    address = text_of(url, max_chars=MOST_ADDRESS_CHARS)
    if address:
        for name, text in _told_by(address).items():
            found.setdefault(name, text)
    if "referrer" in found:
        found["referrer"] = bare(found["referrer"])
    return found


def bare(address: str) -> str:
    """Return an address without what follows its path: names, addresses and keys to somebody's account stand there.

    >>> bare("https://n.example/reset?token=1#a")
    'https://n.example/reset'
    """
    return _QUERY.split(address, maxsplit=1)[0]


@lru_cache(4096)
def _told_by(address: str) -> Mapping[str, str]:
    """Return what an address says; visitors of a website see the same pages."""
    try:
        parts = urlsplit(address)
        given = parse_qs(parts.query, max_num_fields=50) if parts.query else {}
    except ValueError:
        return {"url": bare(address)}
    marks = {name: text_of(given[name][0]) for name in (*MARKS, *CLICK_IDS) if name in given}
    return {"url": bare(address), "path": parts.path or "/", **{name: text for name, text in marks.items() if text}}
