"""What a batch of reports says, each on its own: what may be believed, when it was, what it becomes. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from operator import attrgetter
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from bot.foreign_events import VISITOR, ForeignEvent, Identification, Report, Reporter
from bot.json_text import to_json
from bot.playbooks import Playbooks
from bot.signal_mapping import LeftOut, Mapped, audience_of, left_out_by, signal_of
from bot.usecases.signals.traits import Traits, addresses_in, traits_of
from scoring.history import Signal

OLDEST = timedelta(days=730)
"""Older than this nothing is taken, of whomever: no rule remembers it, and a wrong clock is the likelier cause."""
AHEAD = timedelta(minutes=10)
"""A clock may be ahead by so much; what is said to lie further ahead counts as happening now."""
_LONGEST_ID = 100
_MOST_PAYLOAD_CHARS = 4096
NO_VISITOR, NOT_BY_BROWSER, ERASED = "no_visitor", "not_by_browser", "erased"
"""Why a report is refused: a browser's key that names no visitor, one that says who they are, somebody erased."""


@dataclass(slots=True)
class Recorded:
    """What became of a batch: every report is counted once, as one of the first six.

    ``corrected`` counts instants that lay ahead, ``mistaken`` traits that are no facts, ``apart`` joins that were not
    made as both are customers of their own.
    """

    accepted: int = 0
    repeated: int = 0
    unknown: int = 0
    late: int = 0
    left_out: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    corrected: int = 0
    mistaken: int = 0
    apart: int = 0


class Heard(Struct, frozen=True):
    """A report as it is understood: of whom, when, and either a signal, or an unknown event, or traits.

    ``event`` is what a signal or an unknown event was made from; ``facts`` are traits as facts.
    """

    id: str
    at: datetime
    identities: tuple[str, ...]
    signal: Signal | None = None
    event: ForeignEvent | None = None
    traits: Traits | None = None
    explicit: bool = False
    audience: str | None = None

    def of(self, identities: tuple[str, ...]) -> "Heard":
        """Return the same of somebody who goes by these."""
        return replace(self, identities=identities)


def sift(
    reports: Iterable[Report], reporter: Reporter, *, playbooks: Playbooks, now: datetime, done: Recorded
) -> list[Heard]:
    """Return what is to be recorded, in order of time; what is not is counted in ``done``."""
    heard = [each for report in reports if (each := _heard(report, reporter, playbooks=playbooks, now=now, done=done))]
    heard.sort(key=attrgetter("at", "id"))
    return heard


def _heard(report: Report, reporter: Reporter, *, playbooks: Playbooks, now: datetime, done: Recorded) -> Heard | None:
    said = report.identities if reporter.trusted else _of_visitor(report, done)
    if not said:
        return None
    if report.at < now - OLDEST:
        done.late += 1
        return None
    at = report.at
    if at > now + AHEAD:
        at, done.corrected = now, done.corrected + 1
    event_id = reported_id(reporter.source, report.id)
    if isinstance(report, ForeignEvent):
        return _happened(report, event_id, at, said, reporter=reporter, playbooks=playbooks, done=done)
    if left_out_by(report, playbooks.signals) is not None:
        done.left_out += 1
        return None
    traits = traits_of(report, said, playbooks)
    done.mistaken += traits.mistaken
    named = tuple(dict.fromkeys((*said, *addresses_in(traits.facts))))
    return Heard(event_id, at, named, traits=traits, explicit=report.explicit, audience=reporter.audience)


def _of_visitor(report: Report, done: Recorded) -> tuple[str, ...]:
    """Return the anonymous visitor for whom a browser speaks: whatever else it says of who that is, anybody can say."""
    if isinstance(report, Identification):
        done.refused[NOT_BY_BROWSER] += 1
        return ()
    visitor = next((identity for identity in report.identities if identity.startswith(VISITOR)), None)
    if visitor is None:
        done.refused[NO_VISITOR] += 1
        return ()
    return (visitor,)


def _happened(
    event: ForeignEvent,
    event_id: str,
    at: datetime,
    said: tuple[str, ...],
    *,
    reporter: Reporter,
    playbooks: Playbooks,
    done: Recorded,
) -> Heard | None:
    mapped = signal_of(event, playbooks.signals)
    if isinstance(mapped, LeftOut):
        done.left_out += 1
        return None
    signal = Signal(event_id, at, mapped.name, mapped.properties) if isinstance(mapped, Mapped) else None
    # A server's key speaks for whom it identifies; all that a website can tell of its visitors is the website itself.
    of_website = None if reporter.trusted else reporter.audience
    return Heard(event_id, at, said, signal, event, audience=audience_of(event, playbooks.signals) or of_website)


def reported_id(source: str, its_id: str) -> str:
    """Return the id under which what a source reports is kept; a long one is hashed.

    >>> reported_id("website", "7"), len(reported_id("website", "7" * 200))
    ('website:7', 40)
    """
    whole = f"{source}:{its_id}"
    if len(whole) <= _LONGEST_ID:
        return whole
    return f"{source}:{blake2b(whole.encode(errors='replace'), digest_size=16).hexdigest()}"


def source_of(event: ForeignEvent) -> str:
    """Return where a visit came from: a campaign, what was paid for, the site of the page before; else empty."""
    context = event.context
    for name in ("utm_campaign", "utm_source"):
        if context.get(name):
            return context[name]
    referrer = context.get("referrer")
    if not referrer:
        return ""
    before = _host(referrer)
    return "" if before == _host(context.get("url", "")) else before


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower().rpartition("@")[2].removeprefix("www.")
    except ValueError:
        return ""


def payload_of(event: ForeignEvent) -> str:
    """Return an event as it is kept until a rule knows it: bounded, the last properties left out where it is long."""
    told = [*event.properties.items()]
    while True:
        text = to_json({"properties": dict(told), "context": dict(event.context)})
        if len(text) <= _MOST_PAYLOAD_CHARS or not told:
            return text
        del told[len(told) // 2 :]


def parts(heard: Iterable[Heard]) -> Iterator[tuple[str, ...]]:
    """Yield the identities of each report."""
    return (each.identities for each in heard)
