"""`leadbot review`: what to talk about with sales when the rules are looked at again."""

import json
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from bot import clock
from bot.commands.current_rules import what_is_in_force, who_publishes
from bot.desk.outcomes import FINAL
from bot.orders.writing import writing
from bot.processes.progress import progress
from bot.processes.writer import REVIEWED
from bot.rules.dated_model import Rules
from bot.rules.review import EVERYBODY, FULL, NEVER, Usage, usage
from bot.settings import Settings
from scoring.model import TIERS, Model
from scoring.proportions import wilson
from storage import handoffs, publications
from storage.place import place_of
from storage.publications import StoredReview
from storage.snapshots import snapshot

ENOUGH_OUTCOMES = 10
_SAYS = {
    NEVER: "never fired: does its signal arrive, or is it time to delete it?",
    EVERYBODY: "fires for nearly everybody: it tells nobody apart",
    FULL: "nearly everybody hits its cap: a higher cap or fewer points would tell more",
}


@dataclass(frozen=True, slots=True)
class Conversion:
    """Of the handoffs that are decided, how many were won; the interval holds the true share with 95 % confidence."""

    handoffs: int
    decided: int
    won: int
    low: float
    high: float


async def review(settings: Settings, *, done: bool, by: str | None, as_json: bool) -> None:
    """Print what the rules in force did; with ``done`` also record that they were looked at."""
    with snapshot(place_of(settings.database_url)) as tx:
        force = what_is_in_force(tx, settings)
        outcomes = handoffs.outcomes_by_tier(tx)
        reviews = {one.audience: one for one in publications.reviews(tx)}
    rules, published = force.rules, {(one.audience, one.at) for one in force.published}
    with progress("Looking at leads") as on_progress:
        used = await usage(place_of(settings.database_url), rules, now=clock.utc_now(), on_progress=on_progress)
    told = {
        audience: _told(audience, one.model, used, outcomes=outcomes, last=reviews.get(audience))
        for audience, one in rules.items()
    }
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        for audience, one in rules.items():
            last = reviews.get(audience)
            print("\n".join(_lines(one.model, used, outcomes, since=_since(one.model, last, published))))
    if done:
        await _note(settings, rules, by=by)


async def _note(settings: Settings, rules: Mapping[str, Rules], *, by: str | None) -> None:
    async with writing(place_of(settings.database_url)) as writer:
        for audience in rules:
            await writer.perform(REVIEWED, {"audience": audience, "by": by or who_publishes()})


Outcomes = list[tuple[str, str, str, int]]


def _told(
    audience: str, model: Model, used: Usage, *, outcomes: Outcomes, last: StoredReview | None
) -> dict[str, object]:
    return {
        "model_version": model.version,
        "leads": used.leads[audience],
        "tiers": {tier: used.tiers[audience, tier] for tier in TIERS},
        "rules": [asdict(use) for use in used.rules(model)],
        "outcomes": _by_outcome(audience, outcomes),
        "conversion": {tier: asdict(one) for tier, one in conversions(audience, outcomes).items()},
        "last_review": {"at": last.at.isoformat(), "by": last.by} if last else None,
        "next_review_at": _iso(_next_review(model, last)),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _next_review(model: Model, last: StoredReview | None) -> datetime | None:
    return last.at + model.review_every if last and model.review_every else None


def _by_outcome(audience: str, outcomes: Outcomes) -> dict[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for whose, _, outcome, count in outcomes:
        if whose == audience:
            counts[outcome or "open"] += count
    return dict(counts)


def conversions(audience: str, outcomes: Outcomes) -> dict[str, Conversion]:
    """Return, by the tier at handoff, how many of the decided handoffs were won."""
    found = {}
    for tier in TIERS:
        counts = {outcome: count for whose, at_tier, outcome, count in outcomes if (whose, at_tier) == (audience, tier)}
        if counts:
            decided, won = sum(counts.get(outcome, 0) for outcome in FINAL), counts.get("won", 0)
            found[tier] = Conversion(sum(counts.values()), decided, won, *wilson(won, decided))
    return found


def _since(model: Model, last: StoredReview | None, published: Container[tuple[str, datetime]]) -> str:
    """Return when the rules were last looked at, or published if that was later, and when they are due again."""
    if last is None:
        return ""
    done = "Published" if (last.audience, last.at) in published else "Last looked at"
    due = _next_review(model, last)
    return f"{done} {last.at:%Y-%m-%d} by {last.by}{f', to be looked at again {due:%Y-%m-%d}' if due else ''}."


def _lines(model: Model, used: Usage, outcomes: Outcomes, *, since: str) -> Iterator[str]:
    audience, leads = model.audience, used.leads[model.audience]
    yield f"{audience}, rules {model.version}, {leads} leads"
    if not leads:
        yield ""
        return
    if since:
        yield f"  {since}"
    yield ""
    yield "  Tiers now:  " + ", ".join(f"{tier} {_share(used.tiers[audience, tier], leads)}" for tier in TIERS)
    counts = _by_outcome(audience, outcomes)
    total = sum(counts.values())
    said = ", ".join(f"{outcome.replace('_', ' ')} {_share(count, total)}" for outcome, count in sorted(counts.items()))
    yield f"  Handoffs:   {total}{f' ({said})' if said else ''}"
    for tier, one in conversions(audience, outcomes).items():
        yield f"  Won of those handed over {tier}: {_conversion(one)}"
    yield ""
    uses = [*used.rules(model)]
    width = max((len(use.rule) for use in uses), default=0)
    yield f"  {'rule':<{width}}{'fired for':>16}{'hit the cap':>16}"
    for use in uses:
        capped = _share(use.capped, use.fired) if use.fired and not use.rule.startswith(("fit.", "unfit.")) else ""
        yield f"  {use.rule:<{width}}{_share(use.fired, leads):>16}{capped:>16}".rstrip()
        if use.verdict:
            yield f"    -> {_SAYS[use.verdict]}"
    yield ""


def _conversion(one: Conversion) -> str:
    if not one.decided:
        return f"none of {one.handoffs} is decided yet"
    few = "" if one.decided >= ENOUGH_OUTCOMES else "; too few to tell"
    return f"{_share(one.won, one.decided)} of {one.decided} decided, most likely {one.low:.0%} to {one.high:.0%}{few}"


def _share(count: int, of: int) -> str:
    return f"{count} ({count / of:.0%})" if of else str(count)
