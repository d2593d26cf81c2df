"""`leadbot whatif`: what a changed model would do to the leads there are, before anything changes."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot import clock
from bot.bulk.forecast import BUCKET, EARLIER, GONE, LATER, NEW, Call, Forecast, Move, forecast
from bot.bulk.progress import progress
from bot.commands.published import drafts_meant, say_doubts, what_is_in_force
from bot.settings import Settings
from scoring.model import Model
from storage.bulk import snapshot

MOST_NAMED = 10
WIDTH = 30
TIERS = ("hot", "lukewarm", "cold", "unfit")
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
    with snapshot(settings.database_path) as tx:
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
        found = await forecast(settings.database_path, force.rules, changed, now=now, on_progress=on_progress)
    if as_json:
        print(json.dumps(_to_json(found, changed), ensure_ascii=False))
        return
    if not changed:
        print("These rules are in force already: nothing would change.")
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
        "by_rule": [{"audience": a, "rule": r, "leads": n} for (a, r), n in _by_rule(found.moves).most_common()],
        "calls": [c._asdict() | {"at": _iso(c.at), "would_be_at": _iso(c.would_be_at)} for c in found.calls],
        "calls_kept": dict(found.calls_kept),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _lines(found: Forecast, audience: str, draft: Model) -> Iterator[str]:
    """Give what an audience's marketers want to know, in lines."""
    moves = [move for move in found.moves if move.audience == audience]
    calls = [call for call in found.calls if call.audience == audience]
    yield f"{audience}, {found.leads[audience]} leads, as if rules {draft.version} had been in force all along:"
    yield ""
    yield f"  {'tier':<10}{'now':>8}{'then':>8}"
    for tier in TIERS:
        yield f"  {tier:<10}{found.tiers_from[audience, tier]:>8}{found.tiers_to[audience, tier]:>8}"
    yield ""
    yield f"  {_counted(len(moves), 'lead')} would stand in another tier."
    yield from _named_moves(moves)
    yield ""
    yield f"  Calls to sales: {found.calls_kept[audience]} at the same time."
    for kind, words in _KINDS.items():
        yield from _named_calls([call for call in calls if call.kind == kind], words)
    yield ""
    yield from _picture([*_bars(found, audience)])


def _named_moves(moves: Sequence[Move]) -> Iterator[str]:
    ways = Counter((move.tier_from, move.tier_to) for move in moves)
    for (tier_from, tier_to), count in ways.most_common():
        yield f"    {count:>6}  {tier_from} -> {tier_to}"
    for (_, rule), count in _by_rule(moves).most_common():
        yield f"    {count:>6}  most of it by {rule}"
    furthest = sorted(moves, key=lambda move: -abs(move.score_to - move.score_from))
    for move in furthest[:MOST_NAMED]:
        scores = f"{move.score_from:.1f} -> {move.score_to:.1f}"
        yield f"    lead {move.lead}, {move.name}: {move.tier_from} -> {move.tier_to} ({scores}, {move.rule})"
    yield from _others(len(moves))


def _named_calls(calls: Sequence[Call], words: str) -> Iterator[str]:
    if calls:
        yield f"  {_counted(len(calls), 'call')} {words}:"
    for call in calls[:MOST_NAMED]:
        number = f"#{call.number}, " if call.number else ""
        yield f"    {number}lead {call.lead}, {call.name}: {_when(call)}"
    yield from _others(len(calls))


def _when(call: Call) -> str:
    if call.at is None or call.would_be_at is None:
        return f"{call.at or call.would_be_at:%Y-%m-%d %H:%M}"
    apart = abs(call.would_be_at - call.at)
    span = f"{apart.days} days" if apart.days else f"{apart.seconds // 3600} h {apart.seconds // 60 % 60} min"
    return f"{call.at:%Y-%m-%d %H:%M}, {span} {call.kind}"


def _others(count: int) -> Iterator[str]:
    if count > MOST_NAMED:
        yield f"    ... and {count - MOST_NAMED} others (--json names all)"


def _counted(number: int, noun: str) -> str:
    return f"{number or 'No'} {noun}{'' if number == 1 else 's'}"


def _by_rule(moves: Iterable[Move]) -> Counter[tuple[str, str]]:
    return Counter((move.audience, move.rule) for move in moves)


def _bars(found: Forecast, audience: str) -> Iterator[dict[str, int]]:
    """Give how many leads have a score of each range, now and then, from the lowest to the highest."""
    places = [place for name, place in (*found.scores_from, *found.scores_to) if name == audience]
    for place in range(min(places, default=0), max(places, default=-1) + 1):
        yield {
            "from": place * BUCKET,
            "to": (place + 1) * BUCKET,
            "now": found.scores_from[audience, place],
            "then": found.scores_to[audience, place],
        }


def _picture(bars: Sequence[dict[str, int]]) -> Iterator[str]:
    """Give the distribution of scores before and after, as bars of text."""
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
