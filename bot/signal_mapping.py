"""From what other systems say to signals and facts of ours, as marketing wrote it into ``signals.yaml``.

Pure, and of the ground: the reader of the file makes a mapping, whoever records reports asks it. Of rules the first
that fits counts; texts are compared as scoring compares them, without case and accents, and ``*`` is any text.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from msgspec import Struct

from bot.foreign_events import MAIL, PAGE, ForeignEvent, Identification, Plain, Report
from scoring.values import AnyOf, Glob, OneOf, Test

PAGE_VIEWED = "page.viewed"
CLICK_IDS = ("gclid", "fbclid", "msclkid", "ttclid", "li_fat_id")
"""What advertisers add to a link so as to know a visit again."""
PATH, CHANNEL, REFERRER, EMAIL, EVENT = "path", "channel", "referrer", "email", "event"
KEEP_ANONYMOUS = timedelta(days=30)
_MOST_NAMES = 1000
"""Names of events are remembered with the rules that may fit them; strangers may invent any number of names."""
_MOST_KNOWN = 5000
"""So much of what came of the values of reports is remembered; strangers may invent any values."""
_MAILS = ("email", "$email", "$set.email", "traits.email")

_Thing = TypeVar("_Thing")
Tests = tuple[tuple[str, Test], ...]
"""A property, or what is known of the page beside it, and what its value must be. All of them must hold."""


@dataclass(frozen=True, slots=True)
class EventRule:
    """What one kind of event becomes: ``signal`` is None where it keeps the name that it has.

    ``keep`` says which of their properties go over, by our name; ``keeps_all`` that all do, as they are called.
    """

    event: OneOf | Glob | AnyOf
    signal: str | None = None
    where: Tests = ()
    keep: tuple[tuple[str, tuple[str, ...]], ...] = ()
    keeps_all: bool = False
    adds: tuple[tuple[str, Plain], ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A word (a channel, an audience) for what fits the tests."""

    word: str
    where: Tests


class _FirstFit(Generic[_Thing]):
    """Of several things, each with tests, the first whose tests all hold.

    Visitors share pages, browsers and the places they come from: what came of the same values before is remembered.
    Without that two thirds of the time in which a page view is recorded go by here.
    """

    __slots__ = ("_asks_who", "_known", "_names", "_things")

    def __init__(self, things: Iterable[tuple[Tests, _Thing]], known: dict[Hashable, Any]) -> None:
        self._things = tuple(things)
        self._names = tuple(dict.fromkeys(name for tests, _ in self._things for name, _ in tests))
        self._asks_who = EMAIL in self._names
        self._known = known

    def of(self, event: ForeignEvent) -> _Thing | None:
        """Return the first that fits what an event shows, None if none does."""
        if not self._names:
            return self._things[0][1] if self._things else None
        properties, context = event.properties, event.context
        values = [context.get(name) if (value := properties.get(name)) is None else value for name in self._names]
        if self._asks_who:
            values += _values(event, EMAIL)
        # By kind as well: to a dictionary true is 1.
        key = (self, event.name, *values, *map(type, values))
        try:
            found: _Thing | None = self._known[key]
        except KeyError:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            shown = {name: _values(event, name) for name in self._names}
            found = self._known[key] = next((one for tests, one in self._things if _all_hold(tests, shown)), None)
        return found


def _all_hold(tests: Tests, shown: Mapping[str, tuple[Plain, ...]]) -> bool:
    return all(any(map(test.holds, shown[name])) for name, test in tests)


@dataclass(frozen=True, slots=True)
class SignalMapping:
    """All that ``signals.yaml`` says; ``traits`` are the fields of ours by their names for them."""

    keep_anonymous: timedelta = KEEP_ANONYMOUS
    events: tuple[EventRule, ...] = ()
    channels: tuple[Labelled, ...] = ()
    audiences: tuple[Labelled, ...] = ()
    traits: tuple[tuple[str, str], ...] = ()
    leave_out: tuple[Tests, ...] = ()
    channel: _FirstFit[str] = field(init=False, compare=False, repr=False)
    audience: _FirstFit[str] = field(init=False, compare=False, repr=False)
    left_out: _FirstFit[int] = field(init=False, compare=False, repr=False)
    _rules: dict[str, _FirstFit[tuple[int, EventRule]]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    _known: dict[Hashable, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "channel", _FirstFit(((each.where, each.word) for each in self.channels), self._known))
        audiences = ((each.where, each.word) for each in self.audiences)
        object.__setattr__(self, "audience", _FirstFit(audiences, self._known))
        left_out = ((tests, number) for number, tests in enumerate(self.leave_out))
        object.__setattr__(self, "left_out", _FirstFit(left_out, self._known))

    def rules_for(self, name: str) -> tuple[tuple[int, EventRule], ...]:
        """Return the rules that an event of this name may fit, each after its number, in their order."""
        return tuple((number, rule) for number, rule in enumerate(self.events) if rule.event.holds(name))

    def rule(self, name: str) -> _FirstFit[tuple[int, EventRule]]:
        """Return the rule that fits an event of this name, after its number: by what else the event shows."""
        found = self._rules.get(name)
        if found is None:
            found = _FirstFit(((each[1].where, each) for each in self.rules_for(name)), self._known)
            if len(self._rules) < _MOST_NAMES:
                self._rules[name] = found
        return found


NO_MAPPING = SignalMapping()


class Mapped(Struct, frozen=True):
    """The signal that an event is; ``rule`` is the number of the rule that said so, None where it is understood."""

    name: str
    properties: Mapping[str, Plain]
    rule: int | None = None


class Unknown(Struct, frozen=True):
    """No rule knows an event of this name."""

    name: str


class LeftOut(Struct, frozen=True):
    """A rule leaves it out: a robot's, or our own staff's; ``rule`` is its number."""

    rule: int


def signal_of(event: ForeignEvent, mapping: SignalMapping) -> Mapped | Unknown | LeftOut:
    """Return what an event becomes.

    >>> from datetime import UTC, datetime
    >>> instant = datetime(2026, 3, 1, tzinfo=UTC)
    >>> event = ForeignEvent("1", instant, "page", ("visitor:a",), {}, {"path": "/pricing"})
    >>> signal_of(event, NO_MAPPING).properties
    {'path': '/pricing'}
    """
    out = mapping.left_out.of(event)
    if out is not None:
        return LeftOut(out)
    fitting = mapping.rule(event.name).of(event)
    if fitting is not None:
        number, rule = fitting
        return Mapped(rule.signal or event.name, _with_channel(event, _kept(event, rule), mapping), number)
    if event.name == PAGE:
        return Mapped(PAGE_VIEWED, _with_channel(event, _page(event), mapping))
    return Unknown(event.name)


def audience_of(event: ForeignEvent, mapping: SignalMapping) -> str | None:
    """Return what an event tells of the audience of whoever did it; None if nothing."""
    return mapping.audience.of(event)


def channel_of(event: ForeignEvent, mapping: SignalMapping) -> str | None:
    """Return the channel by which a visit came; None for whoever came from a page of the same site, or unseen."""
    if event.name != PAGE or not mapping.channels or _came_from_inside(event):
        return None
    return mapping.channel.of(event)


def facts_of(identification: Identification, mapping: SignalMapping) -> dict[str, Plain]:
    """Return what the traits say of fields of ours, unchecked, in the order of the mapping; the first name counts."""
    found: dict[str, Plain] = {}
    for theirs, ours in mapping.traits:
        if theirs in identification.traits:
            found.setdefault(ours, identification.traits[theirs])
    return found


def left_out_by(report: Report, mapping: SignalMapping) -> int | None:
    """Return the number of the rule by which a report is left out, None if by none."""
    return mapping.left_out.of(_as_event(report))


def _as_event(report: Report) -> ForeignEvent:
    """Return what tests may look at in a report."""
    if isinstance(report, ForeignEvent):
        return report
    return ForeignEvent(report.id, report.at, "identify", report.identities, report.traits, {})


def _values(event: ForeignEvent, name: str) -> tuple[Plain, ...]:
    """Return the values that a name has: several where a person has several addresses."""
    if name == EVENT:
        return (event.name,)
    if name == EMAIL:
        known = [each.removeprefix(MAIL) for each in event.identities if each.startswith(MAIL)]
        return (*known, *(event.properties[each] for each in _MAILS if each in event.properties))
    value = event.properties.get(name)
    if value is None:
        value = event.context.get(name)
    return () if value is None else (value,)


def _kept(event: ForeignEvent, rule: EventRule) -> dict[str, Plain]:
    kept = dict(event.properties) if rule.keeps_all else {}
    if event.name == PAGE:
        kept.update(_page(event))
    for ours, theirs in rule.keep:
        value = next((value for name in theirs for value in _values(event, name)), None)
        if value is not None:
            kept[ours] = value
    kept.update(rule.adds)
    return kept


def _page(event: ForeignEvent) -> dict[str, Plain]:
    path = next(iter(_values(event, PATH)), None)
    return {} if path is None else {PATH: path}


def _with_channel(event: ForeignEvent, kept: dict[str, Plain], mapping: SignalMapping) -> dict[str, Plain]:
    channel = channel_of(event, mapping)
    if channel is not None:
        kept.setdefault(CHANNEL, channel)
    return kept


def _came_from_inside(event: ForeignEvent) -> bool:
    """Return whether a page was opened from another one of the same site: that is no new visit."""
    referrer, url = event.context.get(REFERRER, ""), event.context.get("url", "")
    return bool(referrer) and _host(referrer) == _host(url)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return address
