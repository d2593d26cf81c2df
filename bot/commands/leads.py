"""`leadbot leads`: who they are and where they stand, also while the bot runs."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from rich.console import Console
from rich.table import Table

from bot import clock
from bot.bulk.rules import Rules
from bot.commands.published import what_is_in_force
from bot.settings import Settings
from bot.usecases.learning import standing_now
from scoring.engine import Score, score_at
from storage import bulk, handoffs
from storage.bulk import snapshot
from storage.handoffs import StoredHandoff
from storage.leads import StoredLead
from storage.statements import Transaction

Json = dict[str, object]
PAGE = 500


async def list_leads(settings: Settings, *, as_json: bool) -> None:
    """Print every lead; as JSON one line per lead."""
    table = Table("lead", "name", "audience", "tier", "score", "source", "handoff")
    with snapshot(settings.database_path) as tx:
        rules = what_is_in_force(tx, settings).rules
        for lead, handoff in _all(tx):
            view = lead_view(lead, handoff, score_of(tx, lead, rules, now=clock.utc_now()))
            if as_json:
                print(json.dumps(view, ensure_ascii=False))
            else:
                table.add_row(*_row(lead, view))
    if not as_json:
        Console().print(table)


def _all(tx: Transaction) -> Iterator[tuple[StoredLead, StoredHandoff | None]]:
    """Give every lead with their newest handoff, oldest lead first, a page at a time."""
    for first in range(1, bulk.last_id(tx) + 1, PAGE):
        newest = handoffs.newest_between(tx, first, first + PAGE - 1)
        for lead in bulk.leads_between(tx, first, first + PAGE - 1):
            yield lead, newest.get(lead.id)


def score_of(tx: Transaction, lead: StoredLead, rules: Mapping[str, Rules], *, now: datetime) -> Score:
    """Return a lead's score at an instant; nothing is scored before the audience is known, or without its playbook."""
    found = rules.get(lead.audience or "")
    if found is None:
        return Score(0.0, 0.0, 0.0, lead.tier)
    return score_at(found.model, standing_now(tx, lead, found.model, now=now), now)


def lead_view(lead: StoredLead, handoff: StoredHandoff | None, score: Score) -> Json:
    """Return a lead as `leadbot leads --json` prints it; numbers are unrounded."""
    return {
        "id": lead.id,
        "audience": lead.audience,
        "locale": lead.locale,
        "tier": score.tier,
        "score": score.score,
        "fit": score.fit,
        "engagement": score.engagement,
        "source": lead.source or None,
        "facts": json.loads(lead.facts),
        "handoff": None if handoff is None else handoff_view(handoff),
        "created_at": lead.created_at.isoformat(),
    }


def handoff_view(handoff: StoredHandoff) -> Json:
    """Return a handoff as JSON values."""
    return {
        "number": handoff.number,
        "reason": handoff.reason,
        "claimed": handoff.claimed_by is not None,
        "outcome": handoff.outcome,
    }


def _row(lead: StoredLead, view: Json) -> tuple[str, ...]:
    handoff = view["handoff"]
    number = f"#{handoff['number']}" if isinstance(handoff, dict) else ""
    score = f"{view['score']:.1f}"
    return (str(lead.id), lead.name, lead.audience or "", str(view["tier"]), score, lead.source, number)
