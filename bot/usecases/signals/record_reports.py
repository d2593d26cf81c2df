"""Records what another system reports: signals of leads, scored at once, and what visitors do who are no leads yet."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot import logs
from bot.foreign_events import Report, Reporter
from bot.usecases.leads import identities
from bot.usecases.leads.merge_leads import unite_leads
from bot.usecases.setup import Setup
from bot.usecases.signals.keep_visitors import keep_visitors
from bot.usecases.signals.people import People, Person, surest
from bot.usecases.signals.score_leads import score_leads
from bot.usecases.signals.sift_reports import ERASED, Heard, Recorded, parts, payload_of, sift, source_of
from bot.usecases.signals.traits import BY_KEY
from scoring.history import Fact
from storage import erased, reported_ids
from storage.statements import Transaction
from storage.unknown_events import StoredEvent
from storage.visitors import VisitorItem


def record_reports(
    tx: Transaction, reports: Sequence[Report], reporter: Reporter, *, setup: Setup, now: datetime
) -> Recorded:
    """Save and score a batch of reports, call sales where it is time, and return what became of each.

    The same report again changes nothing, and neither does the order of a batch.
    """
    done = Recorded()
    heard = sift(reports, reporter, playbooks=setup.playbooks, now=now, done=done)
    people = People(
        tx,
        parts(heard),
        identified=(identity for each in heard if each.traits for identity in each.identities),
        unite=lambda one, other: unite_leads(tx, one, other, setup=setup, now=now),
    )
    heard = _without_erased(tx, heard, people, done)
    for each in heard:
        people.meant_by(each.identities, explicit=each.explicit)
    # Whom a report meant may have become one with somebody since.
    meant = [(each, people.by_identity[surest(each.identities)]) for each in heard]
    for each, person in meant:
        person.identified |= each.traits is not None
    _gather(tx, meant, reporter, setup=setup, now=now, done=done)
    _note_apart(people, reporter, done)
    everybody = people.everybody()
    score_leads(tx, [person for person in everybody if person.is_lead], setup=setup, now=now)
    keep_visitors(tx, [person for person in everybody if not person.is_lead], now=now)
    return done


def _without_erased(tx: Transaction, heard: list[Heard], people: People, done: Recorded) -> list[Heard]:
    """Leave out who was erased on request, unless they are known by another name: then only the one they had then."""
    if not erased.secrets_of(tx):
        return heard
    strange = {identity for each in heard for identity in each.identities if identity not in people.by_identity}
    asked = {identity: identities.looked_up_as(identities.of_key(identity)) for identity in strange}
    gone = erased.among(tx, set().union(*asked.values()))
    out = {identity for identity, names in asked.items() if not names.isdisjoint(gone)}
    if not out:
        return heard
    left = []
    for each in heard:
        kept = tuple(identity for identity in each.identities if identity not in out)
        if len(kept) == len(each.identities):
            left.append(each)
        elif people.known(kept):
            left.append(each.of(kept))
        else:
            done.refused[ERASED] += 1
    return left


def _gather(
    tx: Transaction,
    meant: list[tuple[Heard, Person]],
    reporter: Reporter,
    *,
    setup: Setup,
    now: datetime,
    done: Recorded,
) -> None:
    """Give everybody what is new of them; what was reported before, or comes too late, is counted."""
    known = reported_ids.known_events(tx, (each.id for each, _ in meant if each.event))
    told = _facts_of(meant)
    known_facts = reported_ids.known_facts(tx, (fact.id for facts in told.values() for fact in facts))
    oldest = now - setup.playbooks.signals.keep_anonymous
    for each, person in meant:
        if each.id in known:
            done.repeated += 1
        elif not person.is_lead and each.at < oldest:
            done.late += 1
        elif each.traits is not None:
            _identify(person, each, [fact for fact in told[each.id] if fact.id not in known_facts], done)
        else:
            _happen(person, each, reporter, done)
        known.add(each.id)


def _facts_of(meant: Iterable[tuple[Heard, Person]]) -> dict[str, list[Fact]]:
    return {
        each.id: [
            *(Fact(f"{each.id}:{field}", each.at, field, value) for field, value in each.traits.facts.items()),
            *(Fact(f"{each.id}:{field}", each.at, field, text) for field, text in _about(each)),
        ]
        for each, _ in meant
        if each.traits is not None
    }


def _about(each: Heard) -> Iterator[tuple[str, str]]:
    """Yield what is told of somebody beside facts: kept like these of whoever is no lead yet."""
    if each.traits is not None:
        yield from each.traits.about.items()
    if each.audience is not None:
        yield BY_KEY, each.audience


def _identify(person: Person, each: Heard, facts: list[Fact], done: Recorded) -> None:
    assert each.traits is not None
    is_news = any(fact.field in each.traits.facts for fact in facts)
    says_more = is_news or (not each.traits.facts and bool(each.traits.about))
    if not says_more and person.lead is not None and person.identities <= person.stored:
        done.repeated += 1
        return
    done.accepted += 1
    person.seen(each.at)
    person.facts += facts


def _happen(person: Person, each: Heard, reporter: Reporter, done: Recorded) -> None:
    assert each.event is not None
    person.seen(each.at)
    if each.signal is None:
        done.unknown += 1
        person.unknown.append(
            StoredEvent(each.id, person.lead, None, each.at, each.event.name, reporter.source, payload_of(each.event))
        )
        return
    done.accepted += 1
    source = "" if person.lead is not None else source_of(each.event)
    person.signals.append(VisitorItem(each.signal, source, each.audience or ""))


def _note_apart(people: People, reporter: Reporter, done: Recorded) -> None:
    done.apart = people.apart
    if people.apart:
        logs.logger().warning(
            "Two customers have given the same address or browser: they stay two leads.",
            action="identify",
            source=reporter.source,
            times=people.apart,
        )
