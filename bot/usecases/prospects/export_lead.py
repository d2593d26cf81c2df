"""Gives a person everything that is stored about them, as a file."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.messages import SendFile
from storage import lead_rows
from storage.lead_rows import Row
from storage.statements import Transaction

Json = dict[str, object]

_CALLED = {
    "lead_keys": "known_elsewhere_as",
    "search_words": "found_by",
    "mentions": "listed_for_sales",
    "notes": "notes_of_sales",
    "meetings": "meetings_with_sales",
    "chats": "telegram_chats",
    "conversations": "conversation",
    "outbox": "messages",
    "messages": "what_was_said",
    "inbox": "not_yet_understood",
    "desk_steps": "what_sales_did",
    "language_model_calls": "language_model_asked",
    "summaries": "summed_up_by_language_model",
    "dead_updates": "not_understood",
}
"""What tables are called in the file, where their own names would tell a person little."""
_OF_REPS = frozenset(("claimed_by", "rep_id", "withdrawn_by"))
_JSON = frozenset(("facts", "standing", "state", "value", "properties", "payload", "raw"))
"""The columns in which JSON is stored."""


def everything_about(tx: Transaction, lead_id: int) -> Json | None:
    """Return all that is stored about a lead, or None if there is no such lead."""
    stored = lead_rows.of_lead(tx, lead_id)
    found = stored.pop("leads")
    if not found:
        return None
    # Earlier exports hold nothing that this one does not, and each would hold all before it.
    stored["outbox"] = [row for row in stored["outbox"] if f'"{SendFile.__name__}"' not in str(row["payload"])[:40]]
    reps = lead_rows.reps(tx)
    told = {_CALLED.get(name, name): [_told(row, reps) for row in _by_time(rows)] for name, rows in stored.items()}
    lead = _told(found[0], reps)
    return lead | {"latest_answers": lead.pop("facts")} | told


def _by_time(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: at.timestamp() if isinstance(at := row.get("at"), datetime) else 0.0)


def _told(row: Row, reps: Mapping[int, str]) -> Json:
    """Return a row as JSON values; a rep is called by name."""
    return {
        name: reps.get(value, value) if name in _OF_REPS and isinstance(value, int) else _json(name, value)
        for name, value in row.items()
    }


def _json(name: str, value: object) -> object:
    """Return a column's value as JSON holds it; what is stored as JSON as what it says."""
    if isinstance(value, datetime):
        return value.isoformat()
    if name in _JSON and isinstance(value, str):
        try:
            # What could not be handled may be no JSON, have been cut, or hold what no file can.
            json.dumps(stored := json.loads(value), ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            return value
        return stored
    return value


def export_lead(tx: Transaction, lead_id: int, *, caption: str) -> SendFile:
    """Return the file with everything about a lead, for themselves; ``caption`` is HTML."""
    content = json.dumps(everything_about(tx, lead_id), ensure_ascii=False, indent=2)
    return SendFile("my-data.json", content, caption)
