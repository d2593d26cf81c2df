"""What a delivery says: events and who did them, each found where the sender's file says that it stands. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from bot.foreign_events import MOST_ID_CHARS, USER, ForeignEvent, Identification, Plain, Report
from bot.senders import FORM, HEADER, Places, Sender
from bot.web.senders.signatures import Headers
from bot.web.signals.parsed import Mistake, NotJsonError, Parsed, decoded, flat, id_of, mail, moment, phone, text_of

MOST_EVENTS = 1000
_ANY = msgspec.json.Decoder()
_AMOUNT = re.compile(r"-?\d{1,12}\.\d{1,2}")
_SECONDS_UP_TO = 10**11
"""A number above is an instant in milliseconds: in seconds it would be in the year 5138."""


def parse(sender: Sender, body: bytes, headers: Headers, *, at: datetime) -> Parsed:
    """Return the reports of a delivery, and what is wrong with the others; raise NotJsonError."""
    reports: list[Report] = []
    mistakes: list[Mistake] = []
    for index, event in enumerate(_events(sender, body)):
        found = list(_reports(sender, event, headers, at=at))
        reports += found
        if not found:
            mistakes.append(Mistake(index, "nobody", "it says neither what happened nor to whom"))
    return Parsed(tuple(reports), tuple(mistakes))


def is_ping(sender: Sender, body: bytes) -> bool:
    """Return whether a delivery only tries whether we are there."""
    return bool(sender.pings) and body.startswith(sender.pings.encode())


def _events(sender: Sender, body: bytes) -> list[Mapping[str, Any]]:
    said = _form(body) if sender.body == FORM else decoded(_ANY, body)
    found = said if sender.events in ("", ".") else next(_at(said, sender.events), None)
    several = found if isinstance(found, list) else [found]
    if len(several) > MOST_EVENTS:
        raise NotJsonError(f"{len(several)} events, expected at most {MOST_EVENTS}")
    return [each if isinstance(each, dict) else {} for each in several]


def _form(body: bytes) -> dict[str, str]:
    """Return the fields of a form by dotted names: ``data[email]`` is ``data.email``."""
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_EVENTS)
    except ValueError as error:
        raise NotJsonError(str(error)) from None
    return {name.replace("[", ".").replace("]", ""): value for name, value in pairs}


def _reports(sender: Sender, event: Mapping[str, Any], headers: Headers, *, at: datetime) -> Iterator[Report]:
    def look(places: Places) -> Iterator[Any]:
        for place in places:
            in_header = place.startswith(HEADER)
            found = [headers.get(place.removeprefix(HEADER).lower())] if in_header else _at(event, place)
            yield from (value for value in found if value not in (None, ""))

    name = next(map(text_of, look(sender.event)), "")
    identities = tuple(dict.fromkeys(_identities(sender, look)))
    if not name or not identities:
        return
    told = next(look(sender.at), None)
    instant = moment(told * 1000 if isinstance(told, int) and told < _SECONDS_UP_TO else _numeric(told)) or at
    number = next(map(text_of, look(sender.id)), "")[:MOST_ID_CHARS] or _digest(event)
    properties = {key: _amount(value) for key, value in flat(event).items()}
    if name in sender.identifies:
        said = {"email": look(sender.mail), "phone": look(sender.phone), "name": look(sender.called)}
        traits = {trait: text for trait, found in said.items() if (text := next(map(text_of, found), ""))}
        yield Identification(f"{number}:who"[-MOST_ID_CHARS:], instant, identities, {**properties, **traits})
    yield ForeignEvent(number, instant, f"{sender.name}:{name}", identities, properties, {})


def _amount(value: Plain) -> Plain:
    """Return a value, as a number where it is an amount written as a text: "398.00", but no order's number."""
    return float(value) if isinstance(value, str) and _AMOUNT.fullmatch(value) else value


def _numeric(told: Any) -> Any:
    """Return an instant that a form or a header tells in seconds as milliseconds."""
    return int(told) * 1000 if isinstance(told, str) and told.isdecimal() and len(told) == 10 else told


def _identities(sender: Sender, look: Callable[[Places], Iterator[Any]]) -> Iterator[str]:
    for value in look(sender.mail):
        yield from mail(value)
    for value in look(sender.phone):
        yield from phone(value)
    for value in look(sender.user):
        # A number of one system is another person's in the next.
        if told := id_of(value):
            yield f"{USER}{sender.name}/{told}"


def _at(value: Any, place: str) -> Iterator[Any]:
    """Yield what stands at a dotted path: a form's names have dots themselves, and ``*`` is any part of a list."""
    if isinstance(value, dict) and place in value:
        yield value[place]
        return
    name, _, rest = place.partition(".")
    if isinstance(value, dict):
        found = [value[name]] if name in value else []
    elif isinstance(value, list):
        found = value[:MOST_EVENTS] if name == "*" else value[int(name) :][:1] if name.isdecimal() else []
    else:
        found = []
    for part in found:
        yield from _at(part, rest) if rest else (part,)


def _digest(event: Mapping[str, Any]) -> str:
    return blake2b(msgspec.json.encode(event, order="sorted"), digest_size=16).hexdigest()
