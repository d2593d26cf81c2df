"""A lead's whole history, folded anew: when rules change, when something comes late, when an audience is corrected.

Pure: what a refold does to the stored tier changes is worked out here, and written elsewhere. What happened before
the model came into force stays as it was recorded then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scoring.engine import BY_MODEL, Standing, TierChange, replay, score_at
from scoring.model import COLD, Model
from scoring.signals import Item


@dataclass(frozen=True, slots=True)
class Refold:
    """A lead's new standing, and their tier changes since an instant (None: all of them)."""

    standing: Standing
    since: datetime | None
    changes: tuple[TierChange, ...]


def refold(
    history: Sequence[Item],
    recorded: Sequence[TierChange],
    *,
    model: Model,
    since: datetime | None,
    now: datetime,
) -> Refold:
    """Return the fold of a history under a model that came into force at ``since``, given what was recorded before.

    All of the history is folded, also what has come in since ``now``: a refold of everybody takes its time.
    """
    folded = replay(model, history, max((now, *(item.at for item in history))))
    changes = folded.tier_changes
    if since is None:
        return Refold(folded.standing, None, changes)
    before = [change for change in recorded if _is_kept(change, since)]
    after = tuple(change for change in changes if change.at > since)
    tier_before = before[-1].tier_to if before else COLD
    tier_then = next((change.tier_to for change in reversed(changes) if change.at <= since), COLD)
    if tier_then != tier_before:
        score = score_at(model, replay(model, history, since).standing, since).score
        after = (TierChange(since, tier_before, tier_then, BY_MODEL, score, model.version), *after)
    return Refold(folded.standing, since, after)


def _is_kept(change: TierChange, since: datetime) -> bool:
    return change.at < since or (change.at == since and change.because != BY_MODEL)
