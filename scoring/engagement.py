"""What each engagement rule has given and kept, and how one more signal changes it (rule 3 of scoring)."""

from collections.abc import Mapping
from typing import NamedTuple

from scoring.decay import GRID, decayed, share_left
from scoring.history import Signal
from scoring.model import Model
from scoring.rules import EngagementRule

DAY_US = 86_400_000_000


class Tally(NamedTuple):
    """One engagement rule's account: what it held when it last gave points, and what it still must remember.

    `given` and `lost_to_cap` have the sign of the rule's points. `window` holds the instants of the matches that wait
    to be enough, `recent` those of what was given in the last 24 hours, `matched_us` that of the last match: each only
    where the rule asks for it.
    """

    points: float
    at_us: int
    given: float = 0.0
    lost_to_cap: float = 0.0
    awards: int = 0
    window: tuple[int, ...] = ()
    recent: tuple[int, ...] = ()
    matched_us: int | None = None


Tallies = Mapping[int, Tally]
"""By the rule's place in the model; rules that no signal has matched are absent."""


def count_signal(model: Model, tallies: dict[int, Tally], signal: Signal, *, at_us: int) -> float | None:
    """Enter the signal into the tallies of the rules it matches.

    Return the most that this has added to the engagement, None if no rule gave points.
    """
    added: float | None = None
    rules = model.by_signal.get(signal.name)
    for index, rule in model.rules_of(signal.name) if rules is None else rules:
        if rule.where and not rule.matches(signal.properties):
            continue
        points = rule.worth(signal.properties) if rule.weights else rule.points
        if not points and rule.points:
            continue  # a weight of 0: this rule does not mean such signals
        tally = tallies.get(index) or Tally(0.0, at_us)
        if rule.is_gated:
            tally, gives = _gate(rule, tally, at_us=at_us)
            if not gives:
                tallies[index] = tally
                continue
        tallies[index] = _award(rule, tally, points, at_us=at_us)
        added = (added or 0.0) + max(points, 0.0)
    return added


def _gate(rule: EngagementRule, tally: Tally, *, at_us: int) -> tuple[Tally, bool]:
    """Return the tally with what it must remember of this match, and whether the match gives points."""
    if rule.first or rule.returning_us is not None:
        before, tally = tally.matched_us, tally._replace(matched_us=at_us)
        if rule.first != (before is None):
            return tally, False
        if rule.returning_us is not None and before is not None and at_us - before < rule.returning_us:
            return tally, False
    if rule.times is not None:
        window = (*(match_us for match_us in tally.window if match_us >= at_us - rule.within_us), at_us)
        tally = tally._replace(window=window if len(window) < rule.times else ())
        if tally.window:
            return tally, False
    if rule.once and tally.awards:
        return tally, False
    if rule.per_day is not None:
        recent = tuple(award_us for award_us in tally.recent if award_us > at_us - DAY_US)
        gives = len(recent) < rule.per_day
        return tally._replace(recent=(*recent, at_us) if gives else recent), gives
    return tally, True


def _award(rule: EngagementRule, tally: Tally, points: float, *, at_us: int) -> Tally:
    left, since_us, given, lost, awards, window, recent, matched_us = tally
    sought = points
    if left:
        sought += decayed(left, age_us=at_us - since_us, half_life_us=rule.half_life_us)
    held = rule.bounds.hold(sought)
    return Tally(held, at_us, given + points, lost + (sought - held), awards + 1, window, recent, matched_us)


def engagement_at(model: Model, tallies: Tallies, at_us: int) -> float:
    """Return the engagement at an instant not before the last signal, within the limits.

    Between signals it never rises: what fades only fades, and what was taken away stays away.
    """
    half_lives = model.half_lives_us
    total = 0.0
    if model.groups:
        total = sum(_with_groups(model, tallies, at_us))
    else:
        for index, tally in tallies.items():
            points, since_us = tally[0], tally[1]
            half_life = half_lives[index]
            if half_life is None:
                total += points
            else:  # `decayed`, written out: this loop is most of what a message costs
                total += round(points * share_left(at_us - since_us, half_life) * GRID) / GRID
    return model.limits.engagement.hold(total)


def _with_groups(model: Model, tallies: Tallies, at_us: int) -> list[float]:
    """Return the sum of each group, within its cap, and last that of the rules outside all groups."""
    totals = [0.0] * (len(model.groups) + 1)
    for index, tally in tallies.items():
        place = model.group_of[index]
        left = decayed(tally.points, age_us=at_us - tally.at_us, half_life_us=model.half_lives_us[index])
        totals[-1 if place is None else place] += left
    for place, group in enumerate(model.groups):
        totals[place] = max(min(totals[place], group.cap), -group.cap)
    return totals
