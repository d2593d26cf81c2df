"""Takes in a chunk of the history that other systems tell: quietly, and each thing once.

Nobody is called and nothing is scored here: whoever has new history is marked, so that the next thing that happens to
them, or the refold after the import, folds all of it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from msgspec.structs import replace

from bot.conversation.state import AUDIENCE
from bot.imports.erased_leads import Returning, is_somebody_erased, left_out, turned_out, was_erased
from bot.imports.leads_by_key import NamedLeads, find_leads, nobody
from bot.json_text import to_json
from bot.usecases.leads import identities
from bot.usecases.leads.update_score import OUTGROWN
from scoring.document_reader import describe
from scoring.errors import Problem
from scoring.history import FACT, SIGNAL, Fact, Item, Signal, order_key
from scoring.instants import instant, microseconds
from scoring.values import Value, same
from storage import histories, leads
from storage.leads import StoredLead
from storage.statements import Transaction

Recorded = dict[tuple[str, str], tuple[int, Item]]
"""What was told before, and of which lead, by kind and id."""
SHORTEST = timedelta(microseconds=1)
UNDATED = "list:"


@dataclass(frozen=True, slots=True)
class About:
    """What a row says of the lead itself; what is empty is not said."""

    name: str = ""
    username: str = ""
    locale: str = ""
    source: str = ""
    created_at: datetime | None = None


NOTHING = About()


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of a file tells of the lead that goes by ``key``; ``line`` is where it begins.

    ``undated`` are facts by field that were true at no particular time before the import; ``at`` is when the rest of
    the row was known, None if it does not say. ``lost`` are the mistakes in cells that are left out, ``known_as`` what
    the lead goes by in words that no fact holds.
    """

    line: int
    key: str
    items: tuple[Item, ...] = ()
    about: About = NOTHING
    undated: Mapping[str, Value] = field(default_factory=dict)
    at: datetime | None = None
    lost: tuple[Problem, ...] = ()
    known_as: tuple[str, ...] = ()


@dataclass(slots=True)
class Intake:
    """What came of a chunk: how much was new and known, the leads it names, and the (line, mistake) of rows refused.

    ``erased`` are the (line, sentence) of rows left out because whom they tell of was erased on request.
    """

    counts: Counter[str] = field(default_factory=Counter)
    leads: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    erased: list[tuple[int, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"counts": dict(self.counts), "leads": self.leads, "refused": self.refused, "erased": self.erased}


def import_history(tx: Transaction, rows: Iterable[Row], *, at: datetime, returning: Collection[str] = ()) -> Intake:
    """Append what is new in these rows to the histories of their leads, and return what came of it.

    ``at`` is the instant of the import: who has new history counts as seen then. Rows about who was erased on request
    are left out, unless their key is among those ``returning``.
    """
    rows, back = list(rows), Returning.of(returning)
    named = find_leads(tx, {row.key for row in rows}, at=at)
    here = named.numbers
    out = left_out(tx, ((row.key, _names(row)) for row in rows if row.key not in here), returning=back)
    told = ((row.key, _names(row)) for row in rows if row.key in here)
    known = turned_out(tx, told, numbers=here, returning=back)
    intake = _Chunk(tx, at, named, recorded=_recorded(tx, rows, at))
    intake.load(row for row in rows if row.key not in out | known)
    for row in rows:
        if row.key in out:
            intake.result.erased.append((row.line, was_erased(row.key)))
        elif row.key in known:
            intake.result.erased.append((row.line, is_somebody_erased(row.key)))
        else:
            intake.add(row)
    return intake.finish()


def _names(row: Row) -> set[str]:
    """Return the names that a row gives somebody: by facts, and by what came with signals (a registration, say)."""
    told = [(item.field, item.value) for item in row.items if isinstance(item, Fact)]
    told += [pair for item in row.items if isinstance(item, Signal) for pair in item.properties.items()]
    facts = [identities.of_fact(name, value) for name, value in (*told, *row.undated.items())]
    return identities.of_username(row.about.username).union(row.known_as, *facts)


def fact_id(key: str, name: str, value: Value, *, at: datetime, dated: bool) -> str:
    """Return the id of a fact that came without one: the same fact of the same lead has the same.

    It shows whether the fact came with its instant, or (not ``dated``) had to be given one.
    """
    told = json.dumps([key, name, microseconds(at), value])
    return f"{'csv:' if dated else UNDATED}{blake2b(told.encode(), digest_size=16).hexdigest()}"


def _recorded(tx: Transaction, rows: Sequence[Row], at: datetime) -> Recorded:
    facts = [item.id for row in rows for item in row.items if item.kind == FACT]
    facts += [fact_id(row.key, name, value, at=at, dated=False) for row in rows for name, value in row.undated.items()]
    return histories.recorded(
        tx, facts=facts, signals=[item.id for row in rows for item in row.items if item.kind == SIGNAL]
    )


class _Chunk:
    """A chunk under way."""

    def __init__(self, tx: Transaction, at: datetime, named: NamedLeads, *, recorded: Recorded) -> None:
        self.tx, self.at, self.named = tx, at, named
        self.recorded = recorded
        self.facts: dict[int, list[Fact]] = {}
        self.in_chats: set[int] = set()
        self.fresh: dict[int, list[Item]] = defaultdict(list)
        self.touched: set[int] = set()
        self.result = Intake()

    def load(self, rows: Iterable[Row]) -> None:
        """Read what is known of the leads of whom the rows tell more than signals."""
        told = {row.key for row in rows if row.about is not NOTHING or row.undated or _facts_in(row.items)}
        known = self.named.load(told)
        self.facts = histories.facts_of(self.tx, known)
        self.in_chats = leads.with_chat(self.tx, known)

    def add(self, row: Row) -> None:
        """Take in one row, or refuse it."""
        number = self.named.numbers.get(row.key)
        for item in row.items:
            if clash := self._clash(item, number):
                self.result.refused.append((row.line, str(clash)))
                return
        number = self.named.number(row.key)
        if number is None:
            self.result.refused.append((row.line, nobody(row.key)))
            return
        self.touched.add(number)
        if row.about is not NOTHING:
            self.named.leads[number] = self._told(self.named.leads[number], row)
        for item in row.items:
            self._add(number, item)
        for name, value in row.undated.items():
            self._add_undated(number, row, name, value)

    def _clash(self, item: Item, number: int | None) -> Problem | None:
        """Return what is wrong with an item whose id was told before: of another lead, or of something else."""
        if (item.kind, item.id) not in self.recorded:
            return None
        whose, before = self.recorded[item.kind, item.id]
        if whose != number:
            expected = f"an id that no other lead's {item.kind} has: give each system's ids a beginning of its own"
            return Problem(("id",), describe(item.id), expected)
        if not _says_the_same(item, before):
            expected = (
                f"another id: the {item.kind} told with this one before has another instant or says something else"
            )
            return Problem(("id",), describe(item.id), expected)
        return None

    def finish(self) -> Intake:
        """Write everything down."""
        first_at = {number: min(item.at for item in items) for number, items in self.fresh.items()}
        for number, items in self.fresh.items():
            if number in self.named.leads:
                self.named.leads[number] = self._learnt(self.named.leads[number], items, first_at=first_at[number])
        self.named.save()
        new = self.named.new
        known = {number: first for number, first in first_at.items() if number not in new}
        leads.see(self.tx, known, at=self.at)
        leads.outdate(self.tx, known, version=OUTGROWN)
        fresh = [(number, item) for number, items in self.fresh.items() for item in items]
        histories.add_history(
            self.tx,
            ((number, item) for number, item in fresh if isinstance(item, Fact)),
            ((number, item) for number, item in fresh if isinstance(item, Signal)),
        )
        self.result.leads = list(self.touched)
        self.result.counts["leads_new"] = self.named.made
        return self.result

    def _add(self, number: int, item: Item) -> None:
        is_known = (item.kind, item.id) in self.recorded
        self.result.counts[f"{item.kind}s_{'known' if is_known else 'new'}"] += 1
        if not is_known:
            self.recorded[item.kind, item.id] = (number, item)
            self.fresh[number].append(item)
            if isinstance(item, Fact):
                self.facts.setdefault(number, []).append(item)

    def _add_undated(self, number: int, row: Row, name: str, value: Value) -> None:
        """Add a fact as of now, the first of its field as of when the lead was made; none if it is no news."""
        known = sorted((fact for fact in self.facts.get(number, ()) if fact.field == name), key=order_key)
        if not _is_news(row.key, value, known):
            self.result.counts["facts_known"] += 1
            return
        at = self.at if known else row.about.created_at or self.at
        if known and known[-1].id.startswith(UNDATED) and known[-1].at >= self.at:
            # Told by another key of the same lead a moment ago: the later row is right.
            at = known[-1].at + SHORTEST
        self._add(number, Fact(fact_id(row.key, name, value, at=at, dated=False), at, name, value))

    def _told(self, lead: StoredLead, row: Row) -> StoredLead:
        """Return the lead with what a row says of them, unless something newer is known; who chats with us says it."""
        about = row.about
        created_at = min(lead.created_at, about.created_at or lead.created_at)
        newer = row.at is not None and any(fact.at > row.at for fact in self.facts.get(lead.id, ()))
        if newer or lead.id in self.in_chats:
            return replace(lead, created_at=created_at, source=lead.source or about.source)
        return replace(
            lead,
            name=about.name or lead.name,
            username=about.username or lead.username,
            locale=about.locale or lead.locale,
            source=about.source or lead.source,
            created_at=created_at,
        )

    def _learnt(self, lead: StoredLead, items: Sequence[Item], *, first_at: datetime) -> StoredLead:
        """Return the lead with what is latest of each field now, whatever the order in which it was told."""
        created_at = min(lead.created_at, first_at)
        if not _facts_in(items):
            return replace(lead, created_at=created_at)
        latest = {fact.field: fact.value for fact in sorted(self.facts[lead.id], key=order_key)}
        audience = str(latest[AUDIENCE]) if AUDIENCE in latest else None
        # Under another audience's rules a lead has had no tier yet.
        version = lead.model_version if audience == lead.audience else ""
        return replace(lead, created_at=created_at, facts=to_json(latest), audience=audience, model_version=version)


def _is_news(key: str, value: Value, known: Sequence[Fact]) -> bool:
    """Return whether an undated value differs from what was last told so under this key, or else from the latest known.

    So who says the same again has no news, whatever others have said since.
    """
    if all(same(fact.value) == same(value) for fact in known):
        return not known
    said = (
        fact for fact in reversed(known) if fact.id == fact_id(key, fact.field, fact.value, at=fact.at, dated=False)
    )
    return same(next(said, known[-1]).value) != same(value)


def _says_the_same(item: Item, before: Item) -> bool:
    """Return whether two things told with one id are one; whether a number is kept as a text does not matter."""
    if isinstance(item, Fact) and isinstance(before, Fact):
        as_texts = str(item.value).lower() == str(before.value).lower()
        return (item.at, item.field) == (before.at, before.field) and (item.value == before.value or as_texts)
    return item == before


def _facts_in(items: Iterable[Item]) -> bool:
    return any(item.kind == FACT for item in items)


def row_to_json(row: Row) -> list[Any]:
    """Return a row as plain values, for the way to the process that writes, without what was lost of it."""
    about = row.about
    told = None if about is NOTHING else [about.name, about.username, about.locale, about.source, _us(about.created_at)]
    items = [_item_to_json(item) for item in row.items]
    return [row.line, row.key, items, told, dict(row.undated), _us(row.at), list(row.known_as)]


def row_from_json(values: list[Any]) -> Row:
    """Return the row that ``row_to_json`` told."""
    line, key, items, told, undated, at_us, known_as = values
    about = NOTHING
    if told is not None:
        name, username, locale, source, created_us = told
        about = About(name, username, locale, source, _instant(created_us))
    items = tuple(map(_item_from_json, items))
    return Row(line, key, items, about, undated, _instant(at_us), known_as=tuple(known_as))


def _item_to_json(item: Item) -> list[Any]:
    if isinstance(item, Fact):
        return [item.id, microseconds(item.at), item.field, item.value, True]
    return [item.id, microseconds(item.at), item.name, dict(item.properties), False]


def _item_from_json(values: list[Any]) -> Item:
    item_id, at_us, name, value, is_fact = values
    at = instant(at_us)
    return Fact(item_id, at, name, value) if is_fact else Signal(item_id, at, name, value)


def _us(at: datetime | None) -> int | None:
    return None if at is None else microseconds(at)


def _instant(at_us: int | None) -> datetime | None:
    return None if at_us is None else instant(at_us)
