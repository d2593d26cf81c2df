"""`leadbot explain`: why a lead has its score: now, on a past day under the rules of then, or on a day to come."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import clock
from bot.commands.current_rules import Published, what_is_in_force
from bot.commands.desk_words import desk_words
from bot.commands.finding import find_lead
from bot.commands.histories import instant_of
from bot.commands.ledgers import Words, ledger_lines, terminal_width, wrapped
from bot.commands.replay import what_happened
from bot.conversation.state import AUDIENCE
from bot.errors import LeadbotError
from bot.rules.publish import published_draft
from bot.settings import Settings
from scoring.engine import BY_MODEL, COOLING, LATE_NEWS, Folded, TierChange, replay
from scoring.history import Fact, Item, order_key
from scoring.instants import iso
from scoring.ledger import Ledger, explain
from scoring.model import Model
from storage import histories, publications, tier_changes
from storage.place import place_of
from storage.snapshots import snapshot


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored of a lead that an explanation needs, and what is in force."""

    lead: int
    name: str
    history: list[Item]
    changes: list[TierChange]
    force: Published


@dataclass(frozen=True, slots=True)
class _Asked:
    """The instant that is asked for: the present unless ``named``."""

    at: datetime
    named: bool
    forecast: bool


async def explain_lead(settings: Settings, called: str, *, at: str | None, as_json: bool) -> None:
    """Print a lead's ledger as of now, or as of an instant or the end of a day under the rules of then."""
    now = clock.utc_now()
    then = _instant(at, settings) if at else now
    asked = _Asked(then, named=at is not None, forecast=then > now)
    known = _read(settings, called)
    model = _model_of(known, then)
    folded = replay(model, known.history, then)
    ledger = explain(model, folded.standing, then)
    changes = _changes(known, model, folded, then)
    if as_json:
        print(json.dumps(_to_json(known, model, ledger, changes, asked=asked), ensure_ascii=False))
    else:
        words = desk_words(settings, known.force.published, model, known=folded.standing.facts)
        print("\n".join(_lines(known, model, ledger, words, changes, asked=asked)))


def _changes(known: _Known, model: Model, folded: Folded, then: datetime) -> list[TierChange]:
    """Return the recorded tier changes until an instant, and the falls that are still to come or to be recorded."""
    recorded = [change for change in known.changes if change.at <= then]
    # What these rules would have done before they came into force did not happen.
    published = publications.newest(known.force.published, at=then).get(model.audience)
    dated = [*known.history, *recorded, *([published] if published else [])]
    latest = max(one.at for one in dated if one.at <= then)
    return recorded + [change for change in folded.tier_changes if change.at > latest]


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


def _read(settings: Settings, called: str) -> _Known:
    with snapshot(place_of(settings.database_url)) as tx:
        lead = find_lead(tx, called)
        return _Known(
            lead.id,
            lead.name,
            histories.history(tx, lead.id),
            tier_changes.of_lead(tx, lead.id),
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
    then = publications.newest(known.force.published, at=at).get(audience)
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


def _to_json(
    known: _Known, model: Model, ledger: Ledger, changes: list[TierChange], *, asked: _Asked
) -> dict[str, object]:
    said = {"lead": known.lead, "at": iso(asked.at), "forecast": asked.forecast, "model_version": model.version}
    told = [
        asdict(change) | {"at": iso(change.at), "what": what}
        for change, what in zip(changes, _reasons(known, changes), strict=True)
    ]
    return said | ledger.to_json() | {"tier_changes": told}


def _reasons(known: _Known, changes: list[TierChange]) -> Iterator[str]:
    """Yield the reason of each tier change; the bare id of an item that is not known any more."""
    items = {(item.at, item.id): item for item in known.history}
    for change in changes:
        item = items.get((change.at, change.because))
        if change.because == BY_MODEL:
            yield f"new rules {change.model_version}"
        elif change.because == LATE_NEWS:
            yield "something older came to light"
        elif change.because == COOLING or item is None:
            yield change.because
        else:
            yield what_happened(item)


def _lines(
    known: _Known, model: Model, ledger: Ledger, words: Words, changes: list[TierChange], *, asked: _Asked
) -> Iterator[str]:
    width = terminal_width()
    when = f", as of {asked.at:%Y-%m-%d %H:%M:%S} UTC under rules {model.version}" if asked.named else ""
    yield f"Lead {known.lead}{f', {known.name}' if known.name else ''} ({model.audience}){when}"
    if asked.forecast:
        yield "This is a forecast: what will be if nothing happens until then."
    yield from ledger_lines(ledger, words, width=width)
    for change, what in zip(changes, _reasons(known, changes), strict=True):
        way = f"{change.tier_from} -> {change.tier_to}"
        yield from wrapped(f"{change.at:%Y-%m-%d %H:%M:%S}  {way:<20}  {what}", width, indent=43)
