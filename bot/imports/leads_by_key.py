"""Finds the leads that other systems name by a key, and makes those that are not known yet."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from bot.cleaning import clean_name
from bot.conversation.state import State
from bot.foreign_events import MAIL, USER
from bot.usecases.leads import identities
from bot.usecases.leads.standing_text import pack
from scoring.document_reader import describe
from scoring.engine import start
from scoring.errors import Problem
from scoring.model import COLD
from storage import conversations, keys, leads
from storage.leads import StoredLead
from storage.statements import Transaction

LOCALE = "en"
"""The language of a lead of whom none is known: every business speaks it."""
_OWN = re.compile(r"lead:([1-9][0-9]{0,17})")
_UNFOLDED = pack(start())


@dataclass(slots=True)
class NamedLeads:
    """The leads that a chunk of rows names, by what they are called: known ones, and new ones.

    Keys that are addresses are compared as addresses are: in whatever case, all are one. ``leads`` holds, by number,
    those of whom more than signals is told, as they are becoming. Nothing is written before ``save``. ``unknown`` is
    how many of them may be new.
    """

    tx: Transaction
    at: datetime
    numbers: dict[str, int]
    unknown: int
    leads: dict[int, StoredLead] = field(default_factory=dict)
    _stored: dict[int, StoredLead] = field(default_factory=dict)
    _made: list[tuple[str, int]] = field(default_factory=list)
    _new_numbers: Sequence[int] = ()

    @property
    def made(self) -> int:
        """Return the number of leads who were not known before."""
        return len(self._made)

    @property
    def new(self) -> set[int]:
        """Return the leads who were not known before."""
        return {number for _, number in self._made}

    def number(self, key: str) -> int | None:
        """Return the number of the lead that is called so, made if need be; None if no lead has that number."""
        if key not in self.numbers:
            if _OWN.fullmatch(key):
                return None
            told = identities.as_compared(key)
            if told not in self.numbers:
                self.numbers[told] = number = self._next_number()
                self._made.append((told, number))
                self.leads[number] = _new(number, key, self.at)
            self.numbers[key] = self.numbers[told]
        return self.numbers[key]

    def _next_number(self) -> int:
        # Asked for once, with the first who is new: most chunks of most imports have none.
        if not self._new_numbers:
            self._new_numbers = leads.new_numbers(self.tx, self.unknown)
        return self._new_numbers[len(self._made)]

    def load(self, named: Iterable[str]) -> set[int]:
        """Read the known ones of these leads, and return their numbers."""
        known = {self.numbers[key] for key in named if key in self.numbers}
        self._stored = leads.by_ids(self.tx, known)
        self.leads |= self._stored
        return known

    def save(self) -> None:
        """Write down new leads, and what has become of the others."""
        new = [self.leads[number] for _, number in self._made]
        leads.add_imported(self.tx, ((lead, State(locale=lead.locale).to_json()) for lead in new))
        keys.add(self.tx, self._made)
        for number, before in self._stored.items():
            lead = self.leads[number]
            if lead != before:
                leads.update_imported(self.tx, lead, was=before)
                if lead.locale != before.locale:
                    self._speak(lead)

    def _speak(self, lead: StoredLead) -> None:
        chat = leads.by_id(self.tx, lead.id)
        if chat is not None:
            state = replace(State.from_json(chat.state), locale=lead.locale)
            conversations.save_state(self.tx, lead.id, state=state.to_json())


def find_leads(tx: Transaction, named: Iterable[str], *, at: datetime) -> NamedLeads:
    """Return the leads whom these keys name at this instant; ``lead:12`` is our own number 12."""
    named = set(named)
    own = {key: int(match[1]) for key in named if (match := _OWN.fullmatch(key))}
    ours = leads.existing(tx, own.values()) if own else set()
    numbers = {key: number for key, number in own.items() if number in ours}
    numbers |= keys.leads_of(tx, named - own.keys())
    numbers |= _spelled_otherwise(tx, named - own.keys() - numbers.keys())
    numbers |= _reported(tx, named - own.keys() - numbers.keys())
    # Whoever came in before addresses were compared may be stored in any case.
    numbers = {identities.as_compared(key): number for key, number in numbers.items()} | numbers
    return NamedLeads(tx, at, numbers, unknown=len(named - numbers.keys()))


def _spelled_otherwise(tx: Transaction, unknown: set[str]) -> dict[str, int]:
    """Return the leads whose addresses these keys are in another spelling."""
    told = {key: identities.as_compared(key) for key in unknown if "@" in key}
    found = keys.leads_of(tx, set(told.values()) - unknown) if told else {}
    return {key: found[name] for key, name in told.items() if name in found}


def _reported(tx: Transaction, unknown: set[str]) -> dict[str, int]:
    """Return the leads whom websites and shops know by these keys: as their customers' numbers, or addresses."""
    names = {f"{USER}{key}": key for key in unknown}
    addresses = (key for key in unknown if "@" in key)
    names |= {name: key for key in addresses for name in identities.of_key(key) if name.startswith(MAIL)}
    return {names[name]: number for name, number in keys.leads_of(tx, names).items()}


def _new(number: int, key: str, at: datetime) -> StoredLead:
    return StoredLead(
        id=number,
        audience=None,
        locale=LOCALE,
        name=clean_name(key),
        username="",
        source="",
        created_at=at,
        last_seen_at=at,
        facts="{}",
        standing=_UNFOLDED,
        tier=COLD,
        model_version="",
        next_change_at=None,
    )


def nobody(key: str) -> str:
    """Return the sentence that no lead of ours has this number."""
    return str(Problem(("lead",), describe(key), "the number of a lead that `leadbot leads` lists"))
