"""What each engagement rule has given and kept, and how one more signal changes it (rule 3 of scoring)."""

from collections.abc import Mapping
from math import exp2
from typing import NamedTuple

from scoring.decay import GRID, decayed
from scoring.model import EngagementRule, Model
from scoring.signals import Signal


class Tally(NamedTuple):
    """One engagement rule's account: what it held when it last gave points, and the matches waiting to be enough.

    `lost_to_cap` has the sign of the rule's points; `window` holds the instants of the waiting matches.
    """

    points: float
    at_us: int
    lost_to_cap: float
    awards: int
    window: tuple[int, ...] = ()


Tallies = Mapping[int, Tally]
"""By the rule's place in the model; rules that no signal has matched are absent."""


def count_signal(model: Model, tallies: dict[int, Tally], signal: Signal, *, at_us: int) -> bool:
    """Enter the signal into the tallies of the rules it matches; return whether any gave points."""
    given = False
    for index, rule in model.by_signal.get(signal.name, ()):
        if rule.matches(signal.properties):
            before = tallies.get(index) or Tally(0.0, at_us, 0.0, 0)
            after = tallies[index] = _matched(rule, before, at_us=at_us)
            given = given or after.awards != before.awards
    return given


def _matched(rule: EngagementRule, tally: Tally, *, at_us: int) -> Tally:
    if rule.times is not None:
        window = (*(match_us for match_us in tally.window if match_us >= at_us - rule.within_us), at_us)
        if len(window) < rule.times:
            return Tally(tally.points, tally.at_us, tally.lost_to_cap, tally.awards, window)
    left = decayed(tally.points, age_us=at_us - tally.at_us, half_life_us=rule.half_life_us)
    sought = left + rule.points
    held = rule.bounds.hold(sought)
    return Tally(held, at_us, tally.lost_to_cap + (sought - held), tally.awards + 1)


def engagement_at(model: Model, tallies: Tallies, at_us: int) -> float:
    """Return the engagement at an instant not before the last signal, within the limits.

    Between signals it never rises: what fades only fades, and what was taken away stays away.
    """
    half_lives = model.half_lives_us
    total = 0.0
    for index, (points, since_us, _, _, _) in tallies.items():
        half_life = half_lives[index]
        if half_life is None:
            total += points
        else:  # `decayed`, written out: this loop is most of what a message costs
            total += round(points * exp2((since_us - at_us) / half_life) * GRID) / GRID
    return model.limits.engagement.hold(total)
