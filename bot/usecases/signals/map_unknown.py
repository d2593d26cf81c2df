"""Makes signals of events that no rule knew when they came, once one does: dated as they were, and quietly."""

from collections.abc import Iterable
from datetime import datetime

from bot.foreign_events import ForeignEvent
from bot.json_text import from_json
from bot.signal_mapping import LeftOut, Mapped, audience_of, signal_of
from bot.usecases.setup import Setup
from bot.usecases.signals.keep_visitors import keep_visitors
from bot.usecases.signals.people import Person
from bot.usecases.signals.score_leads import score_leads
from bot.usecases.signals.sift_reports import source_of
from scoring.history import Signal
from storage import unknown_events
from storage.statements import Transaction
from storage.unknown_events import StoredEvent
from storage.visitors import VisitorItem

AT_ONCE = 100
"""Events in a slice: each may be late for its lead, whose history is then folded anew."""


MOST_NAMES = 10_000
"""Strangers may invent any number of names: of more no rule will know many."""


def names_to_map(tx: Transaction, *, setup: Setup) -> list[str]:
    """Return the names of unknown events that a rule may know by now."""
    kept = unknown_events.names(tx, most=MOST_NAMES)
    return [name for name in kept if setup.playbooks.signals.rules_for(name)]


def map_unknown(tx: Transaction, name: str, *, after: str, setup: Setup, now: datetime) -> str | None:
    """Make signals of some events of a name, and return the id behind which the next slice goes on; None at the end.

    Whoever gets warm by it is not rung for: what they did is long past. Their next deed rings.
    """
    events = unknown_events.named(tx, name, after=after, limit=AT_ONCE)
    mapping = setup.playbooks.signals
    mapped = [
        (stored, event, signal_of(event, mapping)) for stored, event in zip(events, map(_event_of, events), strict=True)
    ]
    known = [(stored, event, what) for stored, event, what in mapped if isinstance(what, Mapped)]
    people: dict[int | str, Person] = {}
    for stored, event, what in known:
        person = people.setdefault(stored.lead_id or stored.visitor or "", _person(stored))
        signal = Signal(stored.id, stored.at, what.name, what.properties)
        person.signals.append(VisitorItem(signal, source_of(event), audience_of(event, mapping) or ""))
    unknown_events.drop(tx, (stored.id for stored, _, what in mapped if isinstance(what, Mapped | LeftOut)))
    _record(tx, people.values(), setup=setup, now=now)
    return events[-1].id if len(events) == AT_ONCE else None


def _record(tx: Transaction, people: Iterable[Person], *, setup: Setup, now: datetime) -> None:
    score_leads(tx, [person for person in people if person.lead is not None], setup=setup, now=now, quietly=True)
    keep_visitors(tx, [person for person in people if person.lead is None], now=now)


def _person(stored: StoredEvent) -> Person:
    person = Person(stored.lead_id)
    if stored.visitor is not None:
        person.visitors.add(stored.visitor)
    return person


def _event_of(stored: StoredEvent) -> ForeignEvent:
    told = from_json(stored.payload)
    return ForeignEvent(stored.id, stored.at, stored.name, (), told["properties"], told["context"])
