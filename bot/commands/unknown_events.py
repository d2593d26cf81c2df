"""`leadbot signals unknown`: the events that no line of signals.yaml knows, the most frequent first."""

import json

from bot.commands.lead_table import print_table
from bot.json_text import from_json
from bot.settings import Settings
from scoring.instants import iso
from storage import unknown_events
from storage.place import place_of
from storage.snapshots import snapshot
from storage.unknown_events import Counted

_COLUMNS = ("event", "times", "last", "from", "said then")
_MOST_SHOWN = 100
"""Of what it said, in characters."""


def show(settings: Settings, *, as_json: bool) -> None:
    """List what has come that nobody could make anything of."""
    with snapshot(place_of(settings.database_url)) as tx:
        found = unknown_events.counts(tx)
    if as_json:
        print(json.dumps([_json(each) for each in found], indent=2, ensure_ascii=False))
    elif print_table(_COLUMNS, [[_row(each) for each in found]] if found else []):
        print("A line of signals.yaml under `events` makes a signal of one, of those that are kept here, too.")
    else:
        print("Every event that is kept is known.")


def _json(event: Counted) -> dict[str, object]:
    told = {"event": event.name, "times": event.count, "last_at": iso(event.at), "source": event.source}
    return told | {"example": from_json(event.payload)}


def _row(event: Counted) -> tuple[str, ...]:
    said = from_json(event.payload)["properties"]
    text = ", ".join(f"{name}={value}" for name, value in said.items())
    return event.name, str(event.count), f"{event.at:%Y-%m-%d %H:%M} UTC", event.source, text[:_MOST_SHOWN]
