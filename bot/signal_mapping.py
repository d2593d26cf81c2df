"""From what other systems say to signals and facts of ours, as marketing wrote it into ``signals.yaml``.

Pure, and of the ground: the reader of the file makes a mapping, whoever records reports asks it. Of rules the first
that fits counts; texts are compared as scoring compares them, without case and accents, and ``*`` is any text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from bot.foreign_events import MAIL, PAGE, ForeignEvent, Identification, Plain, Report
from scoring.values import AnyOf, Glob, OneOf, Test

PAGE_VIEWED = "page.viewed"
CLICK_IDS = ("gclid", "fbclid", "msclkid", "ttclid", "li_fat_id")
"""What advertisers add to a link so as to know a visit again."""
PATH, CHANNEL, REFERRER, EMAIL, EVENT = "path", "channel", "referrer", "email", "event"
KEEP_ANONYMOUS = timedelta(days=30)
_MOST_NAMES = 1000
"""Names of events are remembered with the rules that may fit them; strangers may invent any number of names."""
_MAILS = ("email", "$email", "$set.email", "traits.email")

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


@dataclass(frozen=True, slots=True)
class SignalMapping:
    """All that ``signals.yaml`` says; ``traits`` are the fields of ours by their names for them."""

    keep_anonymous: timedelta = KEEP_ANONYMOUS
    events: tuple[EventRule, ...] = ()
    channels: tuple[Labelled, ...] = ()
    audiences: tuple[Labelled, ...] = ()
    traits: tuple[tuple[str, str], ...] = ()
    leave_out: tuple[Tests, ...] = ()
    _fitting: dict[str, tuple[tuple[int, EventRule], ...]] = field(default_factory=dict, compare=False, repr=False)
    _held: dict[int, dict[str, bool]] = field(default_factory=dict, compare=False, repr=False)

    def rules_for(self, name: str) -> tuple[tuple[int, EventRule], ...]:
        """Return the rules that an event of this name may fit, each after its number, in their order."""
        found = self._fitting.get(name)
        if found is None:
            found = tuple((number, rule) for number, rule in enumerate(self.events) if rule.event.holds(name))
            if len(self._fitting) < _MOST_NAMES:
                self._fitting[name] = found
        return found

    def passes(self, test: Test, value: Plain) -> bool:
        """Return whether a value passes one of the tests of this mapping.

        Visitors share pages, browsers and the places they come from: what a text has passed once is remembered. Without
        that two thirds of the time in which a page view is recorded go by here.
        """
        if not isinstance(value, str):
            return test.holds(value)
        held = self._held.setdefault(id(test), {})
        passed = held.get(value)
        if passed is None:
            if len(held) >= _MOST_NAMES:
                held.clear()
            passed = held[value] = test.holds(value)
        return passed


NO_MAPPING = SignalMapping()


@dataclass(frozen=True, slots=True)
class Mapped:
    """The signal that an event is; ``rule`` is the number of the rule that said so, None where it is understood."""

    name: str
    properties: Mapping[str, Plain]
    rule: int | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """No rule knows an event of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class LeftOut:
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
    out = left_out_by(event, mapping)
    if out is not None:
        return LeftOut(out)
    seen = _Seen.of(event)
    for number, rule in mapping.rules_for(event.name):
        if _all_hold(rule.where, seen, mapping):
            return Mapped(rule.signal or event.name, _with_channel(event, _kept(event, rule, seen), mapping), number)
    if event.name == PAGE:
        return Mapped(PAGE_VIEWED, _with_channel(event, _page(seen), mapping))
    return Unknown(event.name)


def audience_of(event: ForeignEvent, mapping: SignalMapping) -> str | None:
    """Return what an event tells of the audience of whoever did it; None if nothing."""
    return _word_for(event, mapping.audiences, mapping) if mapping.audiences else None


def channel_of(event: ForeignEvent, mapping: SignalMapping) -> str | None:
    """Return the channel by which a visit came; None for whoever came from a page of the same site, or unseen."""
    if event.name != PAGE or not mapping.channels or _came_from_inside(event):
        return None
    return _word_for(event, mapping.channels, mapping)


def facts_of(identification: Identification, mapping: SignalMapping) -> dict[str, Plain]:
    """Return what the traits say of fields of ours, unchecked, in the order of the mapping; the first name counts."""
    found: dict[str, Plain] = {}
    for theirs, ours in mapping.traits:
        if theirs in identification.traits:
            found.setdefault(ours, identification.traits[theirs])
    return found


def left_out_by(report: Report, mapping: SignalMapping) -> int | None:
    """Return the number of the rule by which a report is left out, None if by none."""
    if not mapping.leave_out:
        return None
    seen = _Seen.of(report)
    for number, tests in enumerate(mapping.leave_out):
        if _all_hold(tests, seen, mapping):
            return number
    return None


@dataclass(slots=True)
class _Seen:
    """What tests may look at in a report."""

    name: str
    properties: Mapping[str, Plain]
    context: Mapping[str, str]
    identities: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> "_Seen":
        """Return what a report shows."""
        if isinstance(report, ForeignEvent):
            return cls(report.name, report.properties, report.context, report.identities)
        return cls("identify", report.traits, {}, report.identities)

    def values(self, name: str) -> tuple[Plain, ...]:
        """Return the values that a name has: several where a person has several addresses."""
        if name == EVENT:
            return (self.name,)
        if name == EMAIL:
            known = [each.removeprefix(MAIL) for each in self.identities if each.startswith(MAIL)]
            return (*known, *(self.properties[each] for each in _MAILS if each in self.properties))
        value = self.properties.get(name)
        if value is None:
            value = self.context.get(name)
        return () if value is None else (value,)


def _all_hold(tests: Tests, seen: _Seen, mapping: SignalMapping) -> bool:
    for name, test in tests:
        for value in seen.values(name):
            if mapping.passes(test, value):
                break
        else:
            return False
    return True


def _word_for(event: ForeignEvent, labelled: tuple[Labelled, ...], mapping: SignalMapping) -> str | None:
    seen = _Seen.of(event)
    return next((each.word for each in labelled if _all_hold(each.where, seen, mapping)), None)


def _kept(event: ForeignEvent, rule: EventRule, seen: _Seen) -> dict[str, Plain]:
    kept = dict(event.properties) if rule.keeps_all else {}
    if event.name == PAGE:
        kept.update(_page(seen))
    for ours, theirs in rule.keep:
        value = next((value for name in theirs for value in seen.values(name)), None)
        if value is not None:
            kept[ours] = value
    kept.update(rule.adds)
    return kept


def _page(seen: _Seen) -> dict[str, Plain]:
    path = next(iter(seen.values(PATH)), None)
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
