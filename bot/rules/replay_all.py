"""Replays whole histories, and compares what they come to with what is stored, bit for bit. It changes nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.usecases.leads.standing_text import pack, unpack
from scoring.engine import advance, replay
from scoring.errors import StandingError
from scoring.instants import LAST_US, instant, microseconds
from scoring.model import Model
from storage import bulk
from storage.bulk import Dossier
from storage.statements import Transaction

_AT_ONCE = 500
"""Leads whose histories are read together."""


@dataclass(slots=True)
class Replayed:
    """What came of it: how many standings are what their history gives, and whose are not, by number.

    ``unknown`` counts those who stand under rules that nobody has published.
    """

    right: int = 0
    wrong: list[int] = field(default_factory=list)
    unknown: int = 0


def replay_all(
    tx: Transaction,
    models: Mapping[str, Model],
    *,
    now: datetime,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Replayed:
    """Replay everybody by the model, given by version, under which they were folded last."""
    found, last = Replayed(), bulk.last_id(tx)
    for first in range(1, last + 1, _AT_ONCE):
        for dossier in bulk.dossiers(tx, first, first + _AT_ONCE - 1):
            _count(found, dossier, models, now)
        on_progress(min(first + _AT_ONCE - 1, last), last)
    return found


def _count(found: Replayed, dossier: Dossier, models: Mapping[str, Model], now: datetime) -> None:
    model = models.get(dossier.lead.model_version)
    if model is None:
        found.unknown += 1
    elif is_right(dossier, model, now=now):
        found.right += 1
    else:
        found.wrong.append(dossier.lead.id)


def is_right(dossier: Dossier, model: Model, *, now: datetime) -> bool:
    """Return whether the stored standing is what a full replay gives."""
    at = max((now, *(item.at for item in dossier.history)))
    try:
        stored = unpack(dossier.lead.standing)
        if stored.at_us > microseconds(at):
            # A fall that was recorded after `now` is no difference.
            at = instant(min(stored.at_us, LAST_US))
        return pack(advance(model, stored, at).standing) == pack(replay(model, dossier.history, at).standing)
    except StandingError:
        return False
