"""`leadbot explain`: why a lead has its score, now or on a day in the past under the rules of that day."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import clock
from bot.commands.histories import instant_of
from bot.commands.published import Published, what_is_in_force
from bot.commands.score import ledger_lines
from bot.conversation.state import AUDIENCE
from bot.errors import LeadbotError
from bot.settings import Settings
from bot.usecases.publish_model import published_draft
from scoring.engine import TierChange, replay
from scoring.instants import iso
from scoring.ledger import Ledger, explain
from scoring.model import Model
from scoring.signals import Fact, Item, order_key
from storage import leads, models, signals, tier_changes
from storage.bulk import snapshot


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored of a lead that an explanation needs, and what is in force."""

    lead: int
    name: str
    history: list[Item]
    changes: list[TierChange]
    force: Published


async def explain_lead(settings: Settings, lead_id: int, *, at: str | None, as_json: bool) -> None:
    """Print a lead's ledger as of now, or as of an instant or the end of a day under the rules of then."""
    then = _instant(at, settings) if at else clock.utc_now()
    known = _read(settings, lead_id)
    model = _model_of(known, then)
    ledger = explain(model, replay(model, known.history, then).standing, then)
    changes = [change for change in known.changes if change.at <= then]
    if as_json:
        said = {"lead": lead_id, "at": iso(then), "model_version": model.version}
        print(json.dumps(said | ledger.to_json(changes), ensure_ascii=False))
        return
    print("\n".join(_lines(known, model, ledger, changes, asked_at=then if at else None)))


def _instant(text: str, settings: Settings) -> datetime:
    """Return the instant, or the last moment of a day where sales is."""
    try:
        day = date.fromisoformat(text)
        midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.timezone))
        return midnight.astimezone(UTC) - timedelta(microseconds=1)
    except (ValueError, OverflowError):
        instant = instant_of(text)
    if instant is None:
        expected = "a day such as 2026-03-01, or an instant with its offset, such as 2026-03-01T12:00:00Z"
        raise LeadbotError(f"--at: found {text}, expected {expected}")
    return instant


def _read(settings: Settings, lead_id: int) -> _Known:
    with snapshot(settings.database_path) as tx:
        chat = leads.by_id(tx, lead_id)
        if chat is None:
            raise LeadbotError(f"there is no lead {lead_id}: `leadbot leads` lists them")
        return _Known(
            lead_id,
            chat.lead.name,
            signals.history(tx, lead_id),
            tier_changes.of_lead(tx, lead_id),
            what_is_in_force(tx, settings),
        )


def _model_of(known: _Known, at: datetime) -> Model:
    """Return the model of the lead's audience that was in force at an instant, each as known then."""
    before = sorted((item for item in known.history if item.at <= at), key=order_key)
    audiences = [str(item.value) for item in before if isinstance(item, Fact) and item.field == AUDIENCE]
    if not audiences:
        raise LeadbotError(_nothing_to_score(known, at, before))
    audience = audiences[-1]
    now = known.force.rules.get(audience)
    then = models.newest(known.force.published, at=at).get(audience)
    if now is not None and (then is None or then.version == now.model.version):
        return now.model
    if then is None:
        raise LeadbotError(f"lead {known.lead} is {audience}, and there is no playbook for {audience}: no score")
    return published_draft(then).model


def _nothing_to_score(known: _Known, at: datetime, before: list[Item]) -> str:
    when = f"by {at:%Y-%m-%d %H:%M} UTC"
    if len(before) == len(known.history):
        return f"lead {known.lead} has not said yet whether it is for a company: there is no score"
    if before:
        return f"lead {known.lead} had not said {when} whether it is for a company: there was no score"
    return f"nothing was known of lead {known.lead} {when}"


def _lines(
    known: _Known, model: Model, ledger: Ledger, changes: list[TierChange], *, asked_at: datetime | None
) -> list[str]:
    when = f", as of {asked_at:%Y-%m-%d %H:%M:%S} UTC under rules {model.version}" if asked_at else ""
    lines = [f"Lead {known.lead}{f', {known.name}' if known.name else ''} ({model.audience}){when}"]
    lines += ledger_lines(ledger)
    return [*lines, *map(change_line, changes)]


def change_line(change: TierChange) -> str:
    """Return a tier change as a line for a terminal."""
    return f"{change.at:%Y-%m-%d %H:%M:%S}  {change.tier_from} -> {change.tier_to}  ({change.because})"
