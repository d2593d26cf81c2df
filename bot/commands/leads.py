"""`leadbot leads` and `leadbot explain`: what is known of leads, also while the bot runs."""

import json
from datetime import datetime

from rich.console import Console
from rich.table import Table

from bot import clock, rendering
from bot import playbooks as playbooks_package
from bot.commands.score import ledger_lines
from bot.errors import LeadbotError
from bot.playbooks import Playbooks
from bot.settings import Settings
from scoring.engine import score_at, unpack
from scoring.ledger import explain
from storage import reports
from storage.database import open_reader
from storage.reports import HandoffView
from storage.tables import Lead

Json = dict[str, object]


def _load(settings: Settings) -> Playbooks:
    return playbooks_package.load(settings.templates_path, compile_text=rendering.compile_text)


async def list_leads(settings: Settings, *, as_json: bool) -> None:
    """Print every lead; as JSON one line per lead."""
    playbooks, now = _load(settings), clock.utc_now()
    table = Table("lead", "name", "audience", "tier", "score", "source", "handoff")
    async with open_reader(settings.database_path) as session:
        async for lead, handoff in reports.all_leads(session):
            view = lead_view(lead, handoff, playbooks, now=now)
            if as_json:
                print(json.dumps(view, ensure_ascii=False))
            else:
                table.add_row(*_row(lead, view))
    if not as_json:
        Console().print(table)


def lead_view(lead: Lead, handoff: HandoffView | None, playbooks: Playbooks, *, now: datetime) -> Json:
    """Return a lead as `leadbot leads --json` prints it; numbers are as of ``now``, and unrounded."""
    fit, engagement, score, tier = 0.0, 0.0, 0.0, lead.tier
    if lead.audience is not None:
        model = playbooks.audiences[lead.audience].model
        if lead.model_version == model.version:
            scored = score_at(model, unpack(lead.standing), now)
            fit, engagement, score, tier = scored.fit, scored.engagement, scored.score, scored.tier
    return {
        "id": lead.id,
        "audience": lead.audience,
        "locale": lead.locale,
        "tier": tier,
        "score": score,
        "fit": fit,
        "engagement": engagement,
        "source": lead.source or None,
        "facts": json.loads(lead.facts),
        "handoff": None if handoff is None else handoff_view(handoff),
        "created_at": lead.created_at.isoformat(),
    }


def handoff_view(handoff: HandoffView) -> Json:
    """Return a handoff as JSON values."""
    return {
        "number": handoff.number,
        "reason": handoff.reason,
        "claimed": handoff.claimed,
        "outcome": handoff.outcome,
    }


def _row(lead: Lead, view: Json) -> tuple[str, ...]:
    handoff = view["handoff"]
    number = f"#{handoff['number']}" if isinstance(handoff, dict) else ""
    score = f"{view['score']:.1f}"
    return (str(lead.id), lead.name, lead.audience or "", str(view["tier"]), score, lead.source, number)


async def explain_lead(settings: Settings, lead_id: int, *, as_json: bool) -> None:
    """Print a lead's ledger as of now."""
    playbooks, now = _load(settings), clock.utc_now()
    async with open_reader(settings.database_path) as session:
        lead = await reports.one_lead(session, lead_id)
        if lead is None:
            raise LeadbotError(f"there is no lead {lead_id}: `leadbot leads` lists them")
        changes = await reports.tier_changes(session, lead_id)
    if lead.audience is None:
        raise LeadbotError(f"lead {lead_id} has not said yet whether it is for a company: there is no score")
    ledger = explain(playbooks.audiences[lead.audience].model, unpack(lead.standing), now)
    told = [
        {"at": c.at.isoformat(), "tier_from": c.tier_from, "tier_to": c.tier_to, "because": c.because, "score": c.score}
        for c in changes
    ]
    if as_json:
        print(json.dumps({"lead": lead_id} | ledger.to_json() | {"tier_changes": told}, ensure_ascii=False))
        return
    print(f"Lead {lead_id}, {lead.name} ({lead.audience})")
    print("\n".join(ledger_lines(ledger)))
    for change in changes:
        print(f"{change.at:%Y-%m-%d %H:%M:%S}  {change.tier_from} -> {change.tier_to}  ({change.because})")
