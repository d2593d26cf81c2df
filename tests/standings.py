"""What is to be the same of all leads and visitors, in whatever order what they did was reported."""

import json
import sqlite3

Lead = tuple[tuple[str, ...], str, str, str, tuple[str, ...]]


def leads_of(connection: sqlite3.Connection) -> list[Lead]:
    """Return all leads: by which names they go, how they stand, what is known of them, and what they did."""
    found = []
    for number, standing, tier, facts in connection.execute("SELECT id, standing, tier, facts FROM leads").fetchall():
        called = [key for (key,) in connection.execute("SELECT key FROM lead_keys WHERE lead_id = ?", (number,))]
        did = connection.execute("SELECT id FROM signals WHERE lead_id = ? ORDER BY at, id", (number,))
        found.append((tuple(sorted(called)), standing, tier, _sorted(facts), tuple(each for (each,) in did)))
    return sorted(found)


def _sorted(facts: str) -> str:
    return json.dumps(json.loads(facts), sort_keys=True)


def strangers_of(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return what is kept of visitors who are no leads, and events that nobody has mapped."""
    signals = connection.execute("SELECT id FROM visitor_signals ORDER BY id").fetchall()
    facts = connection.execute("SELECT id FROM visitor_facts ORDER BY id").fetchall()
    unknown = connection.execute("SELECT id, lead_id IS NULL FROM unknown_events ORDER BY id").fetchall()
    return [tuple(map(str, row)) for row in (*signals, *facts, *unknown)]
