"""The tables that can be taken out: their columns, which are a promise (docs/export.md), and their rows in pages."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.foreign_events import MAIL, PHONE, USER, VISITOR
from bot.json_text import from_json, to_json
from bot.usecases.links.links import came_of
from storage import exports, keys, listing
from storage.exports import HandoffRow
from storage.statements import Transaction


class What(StrEnum):
    """What is taken out."""

    LEADS = "leads"
    FACTS = "facts"
    SIGNALS = "signals"
    HANDOFFS = "handoffs"
    OUTCOMES = "outcomes"


Row = Sequence[object]
Pages = Iterator[list[Row]]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and rows in pages; ``as_json`` makes another object of a row than its cells by column."""

    columns: tuple[str, ...]
    pages: Pages
    as_json: Callable[[Row], object] | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """How leads are called: by the key of another system, else by our number, as ``system`` says.

    Under the name of a system (acme: acme-12) they can be taken into another Leadbot, which knows no number of ours.
    With ``numbers_only`` nothing that another system calls them leaves the house. ``desks`` gives the names of the
    desks by their chats, the first one first, where there are several; ``seen`` those whose handoffs are taken out.
    """

    system: str = ""
    numbers_only: bool = False
    desks: Mapping[int, str] = field(default_factory=dict)
    seen: Container[int] | None = None

    def desk(self, chat: int | None) -> str:
        """Return the name of the desk that has a handoff."""
        return self.desks.get(self._chat(chat), "")

    def shows(self, chat: int | None) -> bool:
        """Return whether a handoff of this desk is taken out."""
        return self.seen is None or self._chat(chat) in self.seen

    def _chat(self, chat: int | None) -> int:
        return chat if chat is not None and chat in self.desks else next(iter(self.desks), 0)

    def of(self, tx: Transaction, lead_ids: Iterable[int]) -> dict[int, str]:
        """Return the names of these leads by number."""
        numbers = {*lead_ids}
        called = {} if self.numbers_only else keys.of_leads(tx, numbers)
        return {number: _given(called[number]) if number in called else self._number(number) for number in numbers}

    def _number(self, number: int) -> str:
        return f"{self.system}-{number}" if self.system else f"lead:{number}"


def _given(called: Sequence[str]) -> str:
    """Return the key by which another system's list calls a lead, else a name under which websites know them."""
    return min(called, key=lambda key: (key.startswith((USER, MAIL, PHONE, VISITOR)), key))


HANDOFF_COLUMNS = (
    *("handoff", "lead", "audience", "source", "campaign", "tier", "score", "reason", "model_version", "at", "rep"),
    *("claimed_at", "seconds_to_claim", "first_contact_at", "speed_to_lead_seconds"),
    *("outcome", "outcome_at", "outcome_reason", "amount", "currency", "closed_at", "desk", "medium", "click"),
)
OUTCOME_COLUMNS = (
    *("lead", "handoff", "at", "outcome", "rep", "reason", "amount", "currency", "withdrawn_at"),
    *("tier", "source", "campaign", "handoff_at", "desk", "medium", "click"),
)
FACT_COLUMNS = ("lead", "id", "at", "field", "value")
SIGNAL_COLUMNS = ("lead", "id", "at", "signal", "properties")


def table_of(tx: Transaction, what: What, names: Names, since: datetime | None) -> Table:
    """Return a table of what happened since an instant; that of leads is made with their scores, elsewhere."""
    match what:
        case What.FACTS:
            return Table(FACT_COLUMNS, _history_pages(tx, names, since, read=exports.facts_of), _fact_json)
        case What.SIGNALS:
            return Table(SIGNAL_COLUMNS, _history_pages(tx, names, since, read=exports.signals_of), _signal_json)
        case What.OUTCOMES:
            return Table(OUTCOME_COLUMNS, _outcome_pages(tx, names, since))
        case _:
            return Table(HANDOFF_COLUMNS, _handoff_pages(tx, names, since))


def _handoff_pages(tx: Transaction, names: Names, since: datetime | None) -> Pages:
    for page in exports.handoff_pages(tx, since):
        numbers = [row.number for row in page]
        standing, came_by = exports.standing_of(tx, numbers), exports.came_by(tx, numbers)
        called = names.of(tx, (row.lead_id for row in page))
        yield [
            (*_handoff_row(row, called[row.lead_id], standing.get(row.number), names), *_came(came_by.get(row.number)))
            for row in page
            if names.shows(row.desk_chat)
        ]


def _handoff_row(
    row: HandoffRow, lead: str, told: tuple[str | None, float | None, str | None] | None, names: Names
) -> Row:
    reason, amount, currency = told or (None, None, None)
    return (
        *(row.number, lead, row.audience, row.source, row.campaign, row.tier, round(row.score, 1)),
        *(row.reason, row.model_version, row.at, row.rep),
        *(row.claimed_at, _seconds(row.at, row.claimed_at)),
        *(row.first_contact_at, _seconds(row.at, row.first_contact_at)),
        *(row.outcome, row.outcome_at, None if names.numbers_only else reason, amount, currency, row.closed_at),
        names.desk(row.desk_chat),
    )


def _outcome_pages(tx: Transaction, names: Names, since: datetime | None) -> Pages:
    for page in exports.outcome_pages(tx, since):
        called = names.of(tx, (row.lead_id for row in page))
        came_by = exports.came_by(tx, {row.handoff for row in page})
        yield [
            (
                *(called[row.lead_id], row.handoff, row.at, row.outcome, row.rep),
                *(None if names.numbers_only else row.reason, row.amount, row.currency, row.withdrawn_at),
                *(row.tier, row.source, row.campaign, row.handoff_at, names.desk(row.desk_chat)),
                *_came(came_by.get(row.handoff)),
            )
            for row in page
            if names.shows(row.desk_chat)
        ]


def _history_pages(
    tx: Transaction,
    names: Names,
    since: datetime | None,
    *,
    read: Callable[[Transaction, Sequence[int], datetime | None], list[exports.HistoryRow]],
) -> Pages:
    for numbers in listing.pages(tx, limit=exports.PAGE):
        found = read(tx, numbers, since)
        called = names.of(tx, {lead_id for lead_id, *_ in found})
        yield [(called[lead_id], *row) for lead_id, *row in found]


def _came(told: str | None) -> Row:
    """Return how the link was spread, and as JSON what its address carried: by what advertising knows its clicks."""
    came = came_of(from_json(told) if told else {})
    return came["medium"], to_json(came["click"]) if came["click"] else None


def _fact_json(row: Row) -> object:
    lead, item_id, at, field, value = row
    return {"kind": "fact", "lead": lead, "id": item_id, "at": at, "field": field, "value": from_json(str(value))}


def _signal_json(row: Row) -> object:
    lead, item_id, at, name, properties = row
    told = from_json(str(properties))
    return {"kind": "signal", "lead": lead, "id": item_id, "at": at, "signal": name, "properties": told}


def _seconds(begins: datetime, ends: datetime | None) -> float | None:
    return None if ends is None else (ends - begins) / timedelta(seconds=1)
