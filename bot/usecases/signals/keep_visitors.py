"""Keeps what people do who are no leads yet, under the identities that other systems know them by."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from bot.usecases.signals.people import Person, rank
from storage import unknown_events, visitors
from storage.statements import Transaction


def keep_visitors(tx: Transaction, strangers: Iterable[Person], *, now: datetime) -> None:
    """Write down what is new of visitors; two who turn out to be one are kept as one from now on."""
    called = {_name(tx, person): person for person in strangers if person.has_news}
    if not called:
        return
    visitors.see(
        tx,
        (
            (identity, name, person.identified)
            for name, person in called.items()
            for identity in person.identities
            if not _is_noted(person, identity, name, now=now)
        ),
        at=now,
    )
    visitors.add_signals(tx, ((name, item) for name, person in called.items() for item in person.signals))
    visitors.add_facts(tx, ((name, fact) for name, person in called.items() for fact in person.facts))
    unknown_events.add(
        tx, (replace(event, visitor=name) for name, person in called.items() for event in person.unknown)
    )


def _is_noted(person: Person, identity: str, name: str, *, now: datetime) -> bool:
    """Return whether an identity is written down as that of this visitor, who was there a short while ago."""
    known = person.noted.get(identity)
    if known is None or known.visitor != name or known.identified != person.identified:
        return False
    return now - known.seen_at < visitors.NOTED_FOR


def _name(tx: Transaction, person: Person) -> str:
    """Return the name under which a visitor is kept."""
    if not person.visitors:
        return min(person.identities, key=lambda identity: (rank(identity), identity))
    kept, *others = sorted(person.visitors)
    for gone in others:
        visitors.unite(tx, gone=gone, kept=kept)
    return kept
