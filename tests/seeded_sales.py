"""Two weeks of sales, written straight into the tables, small enough to be counted by hand.

The desk's zone is UTC and it is Thursday, 12 March 2026, 12:00. This week began on Monday the 9th; "before" is last
week up to Thursday noon.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.desk.periods import Period, week_so_far
from scoring.instants import microseconds
from tests.builders import BO, CY

NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
WEEK: Period = week_so_far(NOW, "UTC")
_MINUTE = 60

# lead, day of March and hour, tier, campaign, rep, seconds to the claim, seconds to the first contact
HANDOFFS = (
    (1, (9, 9), "hot", "spring", BO, 60, 120),
    (2, (9, 10), "lukewarm", "spring", BO, 5 * _MINUTE, 6 * _MINUTE),
    (3, (10, 11), "lukewarm", "", CY, 5 * _MINUTE + 1, 60 * _MINUTE),
    (4, (11, 9), "hot", "autumn", CY, 30, 4 * _MINUTE),
    (5, (12, 11), "lukewarm", "autumn", None, None, None),
    (6, (2, 9), "hot", "spring", BO, 120, 600),
    (7, (3, 9), "lukewarm", "spring", CY, 3600, 7200),
    # Last week after this time of it: compared with nothing.
    (8, (6, 9), "hot", "spring", BO, 60, 60),
)
# handoff, day of March and hour, outcome, amount, currency, withdrawn
OUTCOMES = (
    (1, (9, 12), "reached", None, None, False),
    (1, (10, 12), "won", 1000.0, "EUR", False),
    (2, (10, 13), "won", 250.5, "EUR", False),
    (3, (11, 12), "won", 900.0, "SEK", True),
    (3, (11, 13), "lost", None, None, False),
    (6, (3, 12), "meeting", None, None, False),
    # An older handoff, won this week: it counts where the money came in.
    (6, (11, 15), "won", 99.5, "SEK", False),
    (7, (4, 9), "lost", None, None, False),
    (8, (7, 9), "won", 5000.0, "EUR", False),
)


def at(day_and_hour: tuple[int, int]) -> datetime:
    return datetime(2026, 3, *day_and_hour, tzinfo=UTC)


def seed_sales(path: Path) -> None:
    """Write the two weeks into a new database."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for rep in (BO, CY):
            connection.execute("INSERT INTO reps (id, name) VALUES (?, ?)", (rep.id, rep.full_name))
        for lead, when, tier, campaign, rep_of, claimed, heard in HANDOFFS:
            opened = at(when)
            _lead(connection, lead, opened, source="LinkedIn" if lead % 2 else "spring")
            connection.execute(
                "INSERT INTO handoffs (id, lead_id, at, reason, tier, score, model_version, claimed_by, claimed_at, "
                "first_contact_at, campaign) VALUES (?, ?, ?, 'tier', ?, 40, 'v1', ?, ?, ?, ?)",
                (
                    *(lead, lead, microseconds(opened), tier, rep_of.id if rep_of else None),
                    *(_after(opened, claimed), _after(opened, heard), campaign),
                ),
            )
        for handoff, when, outcome, amount, currency, withdrawn in OUTCOMES:
            reported = microseconds(at(when))
            connection.execute(
                "INSERT INTO outcomes (handoff_id, rep_id, at, outcome, amount, currency, withdrawn_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (handoff, BO.id, reported, outcome, amount, currency, reported + 1 if withdrawn else None),
            )
            closed = reported if outcome in ("won", "lost") else None
            if not withdrawn:
                connection.execute(
                    "UPDATE handoffs SET outcome = ?, outcome_at = ?, closed_at = ? WHERE id = ?",
                    (outcome, reported, closed, handoff),
                )
        _odd_ones(connection)


def _odd_ones(connection: sqlite3.Connection) -> None:
    """Add what must not be counted: a handoff of another system, and one that another stands for since a merge."""
    connection.execute("INSERT INTO reps (id, name) VALUES (0, 'imported')")
    opened = microseconds(at((10, 9)))
    for number, reason, outcome in ((9, "imported", "won"), (10, "tier", None)):
        _lead(connection, number, at((10, 9)), source="crm")
        connection.execute(
            "INSERT INTO handoffs (id, lead_id, at, reason, tier, score, model_version, claimed_by, outcome, "
            "closed_at) VALUES (?, ?, ?, ?, 'hot', 40, 'v1', 0, ?, ?)",
            (number, number, opened, reason, outcome, opened),
        )
    connection.execute(
        "INSERT INTO outcomes (handoff_id, rep_id, at, outcome, amount, currency) VALUES (9, 0, ?, 'won', 1e6, 'EUR')",
        (opened,),
    )


def _lead(connection: sqlite3.Connection, number: int, created: datetime, *, source: str) -> None:
    connection.execute(
        "INSERT INTO leads (id, audience, locale, name, username, source, created_at, last_seen_at, facts, standing, "
        "tier, model_version) VALUES (?, 'b2b', 'en', ?, '', ?, ?, ?, '{}', '', 'hot', 'v1')",
        (number, f"Quentin {number}", source, microseconds(created), microseconds(created)),
    )


def _after(opened: datetime, seconds: int | None) -> int | None:
    return None if seconds is None else microseconds(opened + timedelta(seconds=seconds))
