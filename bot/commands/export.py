"""`leadbot export`: leads, facts, signals, handoffs or outcomes for other programs, also while the bot runs."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.cells import OURS
from bot.commands.current_rules import what_is_in_force
from bot.commands.leads import Asked, Listed, listed_pages
from bot.commands.since import begun
from bot.conversation.state import AUDIENCE
from bot.desk.routing import names_of
from bot.exports.tables import Names, Row, Table, What, table_of
from bot.exports.writing import csv_of, json_of
from bot.imports.rows import COLUMNS
from bot.playbooks import PlaybookError, load_desk_rules
from bot.rules.dated_model import Rules
from bot.settings import SHIPPED_TEMPLATES, Settings
from scoring.values import Value
from storage import exports, histories
from storage.place import place_of
from storage.snapshots import snapshot
from storage.statements import Snapshot

_FOUND_OUT = (*("lead", "tier", "score", "fit", "engagement", "last_seen_at", "handoff", "rep", "outcome"),)
"""What we know of a lead ourselves, behind what an import would read."""


def export(settings: Settings, what: What, *, since: str | None, system: str, as_json: bool) -> None:
    """Print a table, as a spreadsheet reads it or as JSON lines."""
    begins = begun(since, settings.timezone)
    with snapshot(place_of(settings.database_url)) as tx:
        table = table_of_all(tx, settings, what, Names(system, desks=_desks(settings)), begins)
        for text in json_of(table) if as_json else csv_of(table):
            sys.stdout.buffer.write(text.encode())
            sys.stdout.buffer.flush()
            tx.renew()


def _desks(settings: Settings) -> Mapping[int, str]:
    """Return the names of the desks by their chats, where there are several; their ids where no file names them."""
    if len(settings.sales_chat) < 2:
        return {}
    try:
        _, desks = load_desk_rules(settings.templates_path, base=SHIPPED_TEMPLATES)
    except PlaybookError:
        desks = ()
    return names_of(desks, settings.sales_chat)


def table_of_all(tx: Snapshot, settings: Settings, what: What, names: Names, since: datetime | None) -> Table:
    """Return any of the tables; its pages are read as they are asked for."""
    if what is What.LEADS:
        return leads_table(tx, what_is_in_force(tx, settings).rules, names, since)
    return table_of(tx, what, names, since)


def leads_table(tx: Snapshot, rules: Mapping[str, Rules], names: Names, since: datetime | None) -> Table:
    """Return the leads seen since an instant, with their latest answers, as an import reads them again."""
    fields = tuple(field for field in exports.fields(tx) if field not in COLUMNS and not field.startswith(OURS))
    columns = (*COLUMNS, *fields, *(OURS + name for name in _FOUND_OUT))
    return Table(columns, _lead_pages(tx, rules, names, fields, since), lambda row: _lead_json(row, fields))


def _lead_pages(
    tx: Snapshot, rules: Mapping[str, Rules], names: Names, fields: tuple[str, ...], since: datetime | None
) -> Iterator[list[Row]]:
    for page in listed_pages(tx, Asked(seen_since=since), rules):
        numbers = [listed.lead.id for listed in page]
        called, told_at = names.of(tx, numbers), histories.last_told(tx, numbers)
        yield [_lead_row(listed, called[listed.lead.id], fields, told_at.get(listed.lead.id)) for listed in page]


def _lead_row(listed: Listed, called: str, fields: tuple[str, ...], told_at: datetime | None) -> Row:
    lead, score, handoff = listed.lead, listed.score, listed.handoff
    facts: dict[str, Value] = json.loads(lead.facts)
    return (
        *(called, lead.name, lead.username, facts.get(AUDIENCE, lead.audience), lead.locale, lead.source),
        *(lead.created_at, told_at),
        *(facts.get(field) for field in fields),
        *(lead.id, listed.tier, score and score.score, score and score.fit, score and score.engagement),
        *(lead.last_seen_at, handoff and handoff.number, handoff and handoff.rep, handoff and handoff.outcome),
    )


def _lead_json(row: Row, fields: tuple[str, ...]) -> object:
    about, told = row[: len(COLUMNS)], row[len(COLUMNS) : len(COLUMNS) + len(fields)]
    facts = {field: value for field, value in zip(fields, told, strict=True) if value is not None}
    found_out = zip(_FOUND_OUT, row[len(COLUMNS) + len(fields) :], strict=True)
    ours = {"number" if name == "lead" else name: value for name, value in found_out}
    return {**dict(zip(COLUMNS, about, strict=True)), "facts": facts, **ours}
