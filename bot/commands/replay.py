"""`leadbot replay`: a history step by step from files alone, with the score and the tier after each."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.commands.histories import DONE, option_instant, read_histories, read_model
from scoring.engine import COOLING, Score, Standing, TierChange, advance, fold, score_at, start
from scoring.history import Fact, Item, order_key
from scoring.instants import iso
from scoring.model import Model
from scoring.values import show


@dataclass(frozen=True, slots=True)
class Step:
    """What happened at an instant (an item, or that the tier fell by itself), and the score just after."""

    at: datetime
    item: Item | None
    score: Score


def replay_files(model_path: Path, history_path: Path, at: str | None, *, as_json: bool) -> int:
    """Print each step of each history, up to and including an instant, and return the exit code; RefusedError."""
    until = option_instant(at, option="--at") if at else None
    model, histories = read_model(model_path), read_histories(history_path)
    for lead, items in histories.items():
        for line in _told(lead, steps(model, items, until), as_json=as_json):
            print(line)
    return DONE


def steps(model: Model, items: Sequence[Item], until: datetime | None) -> Iterator[Step]:
    """Yield the steps of a history, the falls by cooling among them; without ``until`` up to its last item."""
    standing, unique = start(), dict[tuple[str, str], Item]()
    for item in items:
        unique.setdefault((item.kind, item.id), item)
    for item in sorted(unique.values(), key=order_key):
        if until is not None and item.at > until:
            break
        folded = fold(model, standing, item)
        yield from _falls(model, standing, folded.tier_changes)
        standing = folded.standing
        yield Step(item.at, item, score_at(model, standing, item.at))
    if until is not None:
        yield from _falls(model, standing, advance(model, standing, until).tier_changes)


def _falls(model: Model, standing: Standing, changes: Sequence[TierChange]) -> Iterator[Step]:
    for change in changes:
        if change.because == COOLING:
            yield Step(change.at, None, score_at(model, standing, change.at))


def _told(lead: str | None, found: Iterator[Step], *, as_json: bool) -> Iterator[str]:
    if not as_json:
        if lead is not None:
            yield f"Lead {lead}"
        yield f"{'at (UTC)':<21}{'what':<46}{'fit':>8}{'engaged':>9}{'score':>9}  tier"
    for step in found:
        yield json.dumps(_to_json(lead, step), ensure_ascii=False) if as_json else _row(step)


def _row(step: Step) -> str:
    score = step.score
    numbers = f"{score.fit:>8.2f}{score.engagement:>9.2f}{score.score:>9.2f}"
    return f"{step.at:%Y-%m-%d %H:%M:%S}  {what_happened(step.item)[:44]:<46}{numbers}  {score.tier}"


def what_happened(item: Item | None) -> str:
    """Return an item as a short text: role = founder, page.viewed (path: /pricing); None is cooling."""
    if item is None:
        return "(cools)"
    if isinstance(item, Fact):
        return f"{item.field} = {show(item.value)}"
    told = ", ".join(f"{name}: {show(value)}" for name, value in item.properties.items())
    return f"{item.name} ({told})" if told else item.name


def _to_json(lead: str | None, step: Step) -> dict[str, object]:
    named: dict[str, object] = {} if lead is None else {"lead": lead}
    score, item = step.score, step.item
    return named | {
        "at": iso(step.at),
        "kind": item.kind if item else COOLING,
        "id": item.id if item else None,
        "what": what_happened(item),
        "fit": score.fit,
        "engagement": score.engagement,
        "score": score.score,
        "tier": score.tier,
    }
