"""Whom reports mean: leads, visitors, and strangers, by the identities that they go by.

The names that a system which we trust gives in one report are one person's. Whoever has two of our leads so is united,
but for two customers: an address that both gave (info@, a placeholder) does not make them one, only a report that says
so on purpose does.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.foreign_events import MAIL, PHONE, USER, VISITOR
from scoring.history import Fact
from storage import keys, visitors
from storage.statements import Transaction
from storage.unknown_events import StoredEvent
from storage.visitors import Known, VisitorItem

_SUREST = {USER: 0, MAIL: 1, PHONE: 2, VISITOR: 3}
"""A customer's number is one person's; of an address or a browser there may be two."""

Unite = Callable[[int, int], int]
"""Makes one lead of two, and returns the number of that one."""


class Person:
    """Somebody whom reports mean, as far as it is known by now who they are, and what was reported of them.

    ``visitors`` are the names under which what they did is kept while they are no lead; ``identities`` all that is
    known of them here, of which ``stored`` are a lead's already, and ``noted`` a visitor's, as they are written down.
    """

    __slots__ = (
        "facts",
        "first_at",
        "gave_address",
        "identified",
        "identities",
        "lead",
        "linked",
        "noted",
        "signals",
        "stored",
        "unknown",
        "visitors",
    )

    def __init__(self, lead: int | None = None) -> None:
        self.lead = lead
        self.visitors: set[str] = set()
        self.identities: set[str] = set()
        self.stored: set[str] = set()
        self.noted: dict[str, Known] = {}
        self.identified = False
        self.signals: list[VisitorItem] = []
        self.facts: list[Fact] = []
        self.unknown: list[StoredEvent] = []
        self.first_at: datetime | None = None
        self.linked = False
        self.gave_address = False

    @property
    def is_lead(self) -> bool:
        """Return whether they are a lead, or become one by what is known of them now."""
        return self.lead is not None or (self.identified and self.has_address)

    @property
    def has_news(self) -> bool:
        """Return whether anything is new of them: what they did, what was told of them, or who they are."""
        if self.signals or self.facts or self.unknown or self.linked:
            return True
        return bool(self.visitors or self.identities - self.stored) if self.is_lead else self.identified

    @property
    def has_address(self) -> bool:
        """Return whether it is known how to reach them."""
        return self.gave_address or _has_address(self.identities)

    def is_another_customer_than(self, other: "Person") -> bool:
        """Return whether both have a customer's number of their own."""
        return any(each.startswith(USER) for each in self.identities) and any(
            each.startswith(USER) for each in other.identities
        )

    def seen(self, at: datetime) -> None:
        """Note that they did something, or were known, at an instant."""
        if self.first_at is None or at < self.first_at:
            self.first_at = at

    def take(self, other: "Person") -> None:
        """Take over everything that was reported of somebody who turns out to be the same."""
        self.visitors |= other.visitors
        self.identities |= other.identities
        self.stored |= other.stored
        self.noted |= other.noted
        self.identified |= other.identified
        self.linked = True
        self.gave_address |= other.gave_address
        self.signals += other.signals
        self.facts += other.facts
        self.unknown += other.unknown
        if other.first_at is not None:
            self.seen(other.first_at)


class People:
    """All whom a batch of reports means, by identity.

    Of those who are ``identified`` by it all names are learnt. ``apart`` counts the joins that were not made.
    """

    def __init__(
        self, tx: Transaction, named: Iterable[tuple[str, ...]], *, identified: Iterable[str] = (), unite: Unite
    ) -> None:
        named = set(named)
        self._unite = unite
        self.apart = 0
        self.by_identity: dict[str, Person] = {}
        self._leads: dict[int, Person] = {}
        self._visitors: dict[str, Person] = {}
        self._find(tx, {identity for together in named for identity in together})
        joined = [together for together in named if len(together) > 1 and not self._are_one(together)]
        self._learn_names(tx, {identity for together in joined for identity in together}.union(identified))

    def _find(self, tx: Transaction, identities: set[str]) -> None:
        # Imports keep what the other system's list said: an address or a customer's number as it stands there.
        bare = {identity: identity.partition(":")[2] for identity in identities if not identity.startswith(VISITOR)}
        found = keys.leads_of(tx, identities.union(bare.values()))
        for identity in identities:
            number = found.get(identity) or found.get(bare.get(identity, ""))
            if number is not None:
                person = self._leads.setdefault(number, Person(number))
                self._know(identity, person)
                if identity in found:
                    person.stored.add(identity)
        for identity, known in visitors.of_identities(tx, identities).items():
            person = self._visitors.setdefault(known.visitor, Person())
            person.visitors.add(known.visitor)
            person.noted[identity] = known
            person.identified |= known.identified
            here = self.by_identity.get(identity)
            if here is None:
                self._know(identity, person)
            elif here is not person:
                # They have become a lead by an import: what they did before goes to that lead.
                self._visitors[known.visitor] = self.join(here, person)

    def _are_one(self, together: tuple[str, ...]) -> bool:
        first = self.by_identity.get(together[0])
        return first is not None and all(self.by_identity.get(identity) is first for identity in together)

    def _learn_names(self, tx: Transaction, identities: set[str]) -> None:
        """Learn all other names of those who may be joined: only so two customers are known to be two."""
        persons = {self.by_identity[each] for each in identities if each in self.by_identity}
        leads = {person.lead: person for person in persons if person.lead is not None}
        for number, called in keys.of_leads(tx, leads).items() if leads else ():
            leads[number].identities.update(called)
            leads[number].stored.update(called)
        by_visitor = {visitor: person for person in persons for visitor in person.visitors}
        for visitor, identity in visitors.identities_of(tx, by_visitor) if by_visitor else ():
            self._know(identity, by_visitor[visitor])

    def _know(self, identity: str, person: Person) -> None:
        self.by_identity.setdefault(identity, person)
        person.identities.add(identity)

    def known(self, together: tuple[str, ...]) -> bool:
        """Return whether one of these identities is a lead's."""
        return any((person := self.by_identity.get(each)) is not None and person.lead for each in together)

    def meant_by(self, together: tuple[str, ...], *, explicit: bool) -> Person:
        """Return the person whom these identities mean: all of them, where that is no other customer."""
        person = self.by_identity.get(together[0])
        if len(together) == 1 and person is not None:
            return person
        if person is not None and all(self.by_identity.get(each) is person for each in together):
            return person
        ranked = sorted(together, key=rank)
        person = self._here(ranked[0])
        for identity in ranked[1:]:
            other = self.by_identity.get(identity)
            if other is None:
                self._know(identity, person)
                person.linked = True
            elif other is not person:
                if other.is_another_customer_than(person) and not explicit:
                    self.apart += 1
                else:
                    person = self.join(person, other)
        # What another customer has given, too, is no name of theirs, but a way to reach them all the same.
        person.gave_address |= _has_address(together)
        return person

    def _here(self, identity: str) -> Person:
        person = self.by_identity.get(identity)
        if person is None:
            person = Person()
            self._know(identity, person)
        return person

    def join(self, one: Person, other: Person) -> Person:
        """Make one person of two, and return them."""
        if one.lead is None and other.lead is not None:
            one, other = other, one
        if one.lead is not None and other.lead is not None:
            number = self._unite(one.lead, other.lead)
            if number == other.lead:
                one, other = other, one
        one.take(other)
        for identity in other.identities:
            if self.by_identity.get(identity) is other:
                self.by_identity[identity] = one
        return one

    def everybody(self) -> list[Person]:
        """Return all whom the reports mean, each once."""
        return list(dict.fromkeys(self.by_identity.values()))


def _has_address(identities: Iterable[str]) -> bool:
    return any(identity.startswith((MAIL, PHONE)) for identity in identities)


def surest(identities: tuple[str, ...]) -> str:
    """Return the identity that is most surely the person's whom a report means."""
    return identities[0] if len(identities) == 1 else min(identities, key=rank)


def rank(identity: str) -> int:
    """Return how surely an identity means one person: the lower, the surer."""
    return next((rank for begin, rank in _SUREST.items() if identity.startswith(begin)), len(_SUREST))
