"""What `leadbot whatif` computes: everybody under other rules. The file must stay as it is, to the last byte."""

from dataclasses import replace
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from time import perf_counter, process_time

from bot.rules.dated_model import Rules
from bot.rules.forecast import forecast
from scoring.model import Model

from .commands import Took, cpu_of_children


def draft_of(model: Model) -> Model:
    """Return rules that give other points for every signal, and other thresholds."""
    dearer = tuple(replace(rule, points=rule.points * 1.5) for rule in model.engagement)
    higher = tuple(replace(tier, enter=tier.enter + 2, leave=tier.leave + 2) for tier in model.tiers)
    return replace(model, engagement=dearer, tiers=higher, version="draft")


async def time_forecast(path: Path, model: Model, *, leads: int, now: datetime) -> Took:
    """Return what a forecast over everybody takes."""
    before = _content(path)
    begun_at, cpu = perf_counter(), process_time() + cpu_of_children()
    found = await forecast(path, {"b2b": Rules(model, None)}, {"b2b": draft_of(model)}, now=now)
    took = Took(perf_counter() - begun_at, process_time() + cpu_of_children() - cpu)
    if sum(found.leads.values()) != leads or not found.moves:
        raise AssertionError(f"the forecast is of {sum(found.leads.values())} leads, of whom {len(found.moves)} move")
    if _content(path) != before:
        raise AssertionError(f"a forecast has changed {path.name}")
    return took


def _content(path: Path) -> list[str]:
    """Return what identifies the content of a database: of its file, and of what is still to be written there."""
    files = [path, path.with_name(f"{path.name}-wal")]
    return [_digest(file) for file in files if file.exists() and file.stat().st_size]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
