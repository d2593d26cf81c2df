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
from scoring.engine import Score, Standing, replay, score_at, unpack
from scoring.ledger import explain
from scoring.model import Model
from storage import reports
from storage.database import Session, open_reader
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
            score = await score_of(session, lead, playbooks, now=now)
            view = lead_view(lead, handoff, score)
            if as_json:
                print(json.dumps(view, ensure_ascii=False))
            else:
                table.add_row(*_row(lead, view))
    if not as_json:
        Console().print(table)


async def standing_of(session: Session, lead: Lead, model: Model, *, now: datetime) -> Standing:
    """Return a lead's standing under the rules in force, whichever it was folded under."""
    if lead.model_version == model.version:
        return unpack(lead.standing)
    return replay(model, await reports.history(session, lead.id or 0), now).standing


async def score_of(session: Session, lead: Lead, playbooks: Playbooks, *, now: datetime) -> Score:
    """Return a lead's score at an instant; nothing is scored before the audience is known."""
    if lead.audience is None:
        return Score(0.0, 0.0, 0.0, lead.tier)
    model = playbooks.audiences[lead.audience].model
    return score_at(model, await standing_of(session, lead, model, now=now), now)


def lead_view(lead: Lead, handoff: HandoffView | None, score: Score) -> Json:
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
        if lead.audience is None:
            raise LeadbotError(f"lead {lead_id} has not said yet whether it is for a company: there is no score")
        changes = await reports.tier_changes(session, lead_id)
        model = playbooks.audiences[lead.audience].model
        ledger = explain(model, await standing_of(session, lead, model, now=now), now)
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
