"""`leadbot whatif`: what a changed model would do to the leads there are, before anything changes."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot import clock
from bot.commands.current_rules import drafts_meant, say_doubts, what_is_in_force
from bot.commands.plurals import counted
from bot.processes.progress import progress
from bot.rules.forecast import BUCKET, EARLIER, GONE, LATER, NEW, Call, Forecast, forecast
from bot.settings import Settings
from scoring.model import TIERS, Model
from storage.place import place_of
from storage.snapshots import snapshot

MOST_NAMED = 10
WIDTH = 30
_KINDS = {
    EARLIER: "earlier",
    LATER: "later",
    NEW: "that never came would have come",
    GONE: "would not have come",
}


async def what_if(settings: Settings, what: str | None, *, as_json: bool) -> None:
    """Print what would be different if other rules had been in force all along; write nothing.

    They are those of the files, of one file, or those that were published before.
    """
    with snapshot(place_of(settings.database_url)) as tx:
        force = what_is_in_force(tx, settings)
        drafts = [draft.model for draft in drafts_meant(tx, settings, what)]
    changed = {
        model.audience: model
        for model in drafts
        if model.audience not in force.rules or model.version != force.rules[model.audience].model.version
    }
    say_doubts(changed.values())
    now = clock.utc_now()
    with progress("Replaying leads") as on_progress:
        found = await forecast(
            place_of(settings.database_url),
            force.rules,
            changed,
            now=now,
            most_named=None if as_json else MOST_NAMED,
            on_progress=on_progress,
        )
    if as_json:
        print(json.dumps(_to_json(found, changed), ensure_ascii=False))
        return
    for audience in force.first:
        print(f"{audience}: nothing is published yet, so its leads are scored by what the file says.")
    if not changed:
        print("These rules are already in force: nothing would change.")
    for audience, model in changed.items():
        print("\n".join(_lines(found, audience, model)))


def _to_json(found: Forecast, drafts: dict[str, Model]) -> dict[str, object]:
    return {
        "drafts": {name: model.version for name, model in drafts.items()},
        "leads": dict(found.leads),
        "tiers": {
            name: {tier: {"now": found.tiers_from[name, tier], "then": found.tiers_to[name, tier]} for tier in TIERS}
            for name in drafts
        },
        "scores": {name: [*_bars(found, name)] for name in drafts},
        "moves": [move._asdict() for move in found.moves],
        "by_rule": [{"audience": a, "rule": r, "leads": n} for (a, r), n in found.by_rule.most_common()],
        "calls": [c._asdict() | {"at": _iso(c.at), "would_be_at": _iso(c.would_be_at)} for c in found.calls],
        "calls_kept": dict(found.calls_kept),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _lines(found: Forecast, audience: str, draft: Model) -> Iterator[str]:
    """Yield the lines of a forecast for one audience."""
    yield f"{audience}, {found.leads[audience]} leads, as if rules {draft.version} had been in force all along:"
    yield ""
    yield f"  {'tier':<10}{'now':>8}{'then':>8}"
    for tier in TIERS:
        yield f"  {tier:<10}{found.tiers_from[audience, tier]:>8}{found.tiers_to[audience, tier]:>8}"
    yield ""
    yield from _moves(found, audience)
    yield ""
    yield from _calls(found, audience)
    yield ""
    yield from _picture([*_bars(found, audience)])


def _moves(found: Forecast, audience: str) -> Iterator[str]:
    """Yield the lines on leads who would stand in another tier: their number, and by name who would go furthest."""
    ways = [(way[1:], count) for way, count in found.ways.most_common() if way[0] == audience]
    moved = sum(count for _, count in ways)
    yield f"  {counted(moved, 'lead').capitalize()} would be in another tier."
    for (tier_from, tier_to), count in ways:
        yield f"    {count:>6}  {tier_from} -> {tier_to}"
    for (whose, rule), count in found.by_rule.most_common():
        if whose == audience:
            yield f"    {count:>6}  most of it by {rule}"
    for move in found.moves:
        if move.audience == audience:
            scores = f"{move.score_from:.1f} -> {move.score_to:.1f}"
            yield f"    lead {move.lead}, {move.name}: {move.tier_from} -> {move.tier_to} ({scores}, {move.rule})"
    yield from _others(moved)


def _calls(found: Forecast, audience: str) -> Iterator[str]:
    kept = found.calls_kept[audience]
    moved = kept + found.kinds[audience, EARLIER] + found.kinds[audience, LATER]
    now, then = moved + found.kinds[audience, GONE], moved + found.kinds[audience, NEW]
    yield f"  Alerts to sales when a tier is reached: {now} now, {then} then; {kept} of them at the same time."
    for kind, words in _KINDS.items():
        count = found.kinds[audience, kind]
        if count:
            yield f"  {counted(count, 'alert')} {words}:"
        for call in found.calls:
            if (call.audience, call.kind) == (audience, kind):
                number = f"#{call.number}, " if call.number else ""
                yield f"    {number}lead {call.lead}, {call.name}: {_when(call)}"
        yield from _others(count)


def _when(call: Call) -> str:
    if call.at is None or call.would_be_at is None:
        return f"{call.at or call.would_be_at:%Y-%m-%d %H:%M}"
    return f"{call.at:%Y-%m-%d %H:%M}, {_span(abs(call.would_be_at - call.at))} {call.kind}"


def _span(apart: timedelta) -> str:
    if apart.days:
        return counted(apart.days, "day")
    minutes = apart.seconds // 60
    return f"{minutes // 60} h {minutes % 60} min" if minutes else "less than a minute"


def _others(count: int) -> Iterator[str]:
    if count > MOST_NAMED:
        yield f"    ... and {count - MOST_NAMED} others (--json names all)"


def _bars(found: Forecast, audience: str) -> Iterator[dict[str, int]]:
    """Yield the number of leads in each range of scores, now and then, from the lowest to the highest."""
    places = [place for name, place in (*found.scores_from, *found.scores_to) if name == audience]
    for place in range(min(places, default=0), max(places, default=-1) + 1):
        yield {
            "from": place * BUCKET,
            "to": (place + 1) * BUCKET,
            "now": found.scores_from[audience, place],
            "then": found.scores_to[audience, place],
        }


def _picture(bars: Sequence[dict[str, int]]) -> Iterator[str]:
    """Yield the distribution of scores before and after, as bars of text."""
    most = max((max(bar["now"], bar["then"]) for bar in bars), default=0)
    if not most:
        return
    yield f"  {'score':>11}  {'now':<{WIDTH + 8}}then"
    for bar in bars:
        now, then = (_bar(bar[name], most) for name in ("now", "then"))
        yield f"  {bar['from']:>4} to {bar['to']:>3}  {now:<{WIDTH + 8}}{then}".rstrip()


def _bar(count: int, most: int) -> str:
    # Whoever is there is seen: not even one lead among thousands is an empty bar.
    eighths = max(round(count * WIDTH * 8 / most), 1) if count else 0
    full, rest = divmod(eighths, 8)
    return f"{'█' * full}{' ▏▎▍▌▋▊▉'[rest] if rest else ''} {count or ''}".strip()
