"""A lead's whole history, folded anew: when rules change, when something comes late, when an audience is corrected.

The audience decides under which model (rule 8 of scoring). Pure: what a refold does to the stored tier changes is
worked out here, and written elsewhere. What was recorded until the model came into force stays as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

from bot.usecases.leads.standing_text import unpack
from scoring.engine import BY_MODEL, LATE_NEWS, Standing, TierChange, replay, score_at
from scoring.errors import StandingError
from scoring.history import Item
from scoring.model import COLD, RANK, UNFIT, Model
from storage.leads import StoredLead


@dataclass(frozen=True, slots=True)
class Refold:
    """A lead's new standing, and their tier changes after an instant (None: all of them).

    The first change may be at that instant: it joins what was recorded until then to what the rules make of it.
    """

    standing: Standing
    since: datetime | None
    changes: tuple[TierChange, ...]


def refold(
    history: Sequence[Item],
    recorded: Sequence[TierChange],
    *,
    model: Model,
    since: datetime | None,
    same_rules: bool,
    now: datetime,
) -> Refold:
    """Return the fold of a history under a model that came into force at ``since``, given what was recorded before.

    With ``same_rules`` the lead stood under them already: what differs is news of the lead that came late. All of the
    history is folded, also what has come in since ``now``: a refold of everybody takes its time.
    """
    folded = replay(model, history, max((now, *(item.at for item in history))))
    changes = folded.tier_changes
    if since is None:
        return Refold(folded.standing, None, changes)
    tier_before = _tier_at(since, recorded)
    tier_then = _tier_at(since, changes)
    after = tuple(change for change in changes if change.at > since)
    if tier_then != tier_before:
        score = score_at(model, replay(model, history, since).standing, since).score
        because = LATE_NEWS if same_rules else BY_MODEL
        after = (TierChange(since, tier_before, tier_then, because, score, model.version), *after)
    return Refold(folded.standing, since, after)


def together(records: Iterable[Sequence[TierChange]]) -> list[TierChange]:
    """Return the records of several leads as that of one person: at any time the best of their tiers.

    Unfit on one side is unfit, unless the other is warm.
    """
    happened = [(change.at, place, change) for place, record in enumerate(records) for change in record]
    tiers: dict[int, str] = {}
    changes: list[TierChange] = []
    best = COLD
    for _, place, change in sorted(happened, key=itemgetter(0, 1)):
        tiers[place] = change.tier_to
        tier = max(tiers.values(), key=lambda tier: (RANK[tier], tier == UNFIT))
        if tier != best:
            changes.append(replace(change, tier_from=best, tier_to=tier))
            best = tier
    return changes


def stood_under(lead: StoredLead, model: Model) -> bool:
    """Return whether a lead was folded last under these rules, though their history may have grown since."""
    if lead.model_version == model.version:
        return True
    try:
        return unpack(lead.standing).version == model.version
    except StandingError:
        return False


def _tier_at(at: datetime, changes: Sequence[TierChange]) -> str:
    return next((change.tier_to for change in reversed(changes) if change.at <= at), COLD)
