"""Which tier a score is worth, given the present one, and when it will fall by itself (rule 4 of scoring)."""

from dataclasses import dataclass, field
from math import inf

from scoring.decay import crossing, first_ms, share_left
from scoring.engagement import Tallies, engagement_at
from scoring.instants import LAST_US
from scoring.model import COLD, RANK, Model, TierRule


def tier_of(model: Model, present: str, *, fit: float, engagement: float) -> str:
    """Return the highest tier that may be entered or, if not above the present one, kept; else cold.

    Whether the lead is unfit is decided before.
    """
    score = fit + engagement
    for rule in reversed(model.tiers):
        if score >= needed_score(rule, present) and fit >= rule.fit and engagement >= rule.engagement:
            return rule.name
    return COLD


def needed_score(rule: TierRule, present: str) -> float:
    """Return the score that has this tier: less for keeping it than for entering it."""
    return rule.leave if RANK[rule.name] <= RANK[present] else rule.enter


def needed_fit(model: Model, rule: TierRule, present: str, *, engagement: float) -> float:
    """Return the least sum of fit points, before the limits, that has this tier at this engagement.

    -inf if any sum has it, inf if none.
    """
    if engagement < rule.engagement:
        return inf
    needed = max(needed_score(rule, present) - engagement, rule.fit)
    span = model.limits.fit
    if needed > span.high:
        return inf
    return needed if needed > span.low else -inf


def next_fall_us(model: Model, tallies: Tallies, *, tier: str, fit: float, after_us: int) -> int | None:
    """Return the first whole millisecond after an instant at which the tier is lower, in microseconds.

    The tier must hold at that instant. None if it will never fall, or not before the year 10000.
    """
    rule = model.tier_rule(tier)
    if rule is None:
        return None
    floor = max(rule.leave - fit, rule.engagement)
    if floor <= model.limits.engagement.low:
        return None
    elapsed_us = _fall_within(model, tallies, floor=floor, at_us=after_us)
    if elapsed_us is None:
        return None

    def is_lower(at_ms: int) -> bool:
        engagement = engagement_at(model, tallies, at_ms * 1000)
        return tier_of(model, tier, fit=fit, engagement=engagement) != tier

    earliest = after_us // 1000 + 1
    guess = min(int(after_us + elapsed_us), LAST_US) // 1000 + 1
    fall_ms = first_ms(is_lower, guess=guess, earliest=earliest, latest=LAST_US // 1000)
    return None if fall_ms is None else fall_ms * 1000


@dataclass(slots=True)
class _Pot:
    """What fades, as (points, half-life), and what stays, of the rules that share a cap."""

    cap: float = inf
    stays: float = 0.0
    fading: list[tuple[float, float]] = field(default_factory=list)

    def full_for(self) -> float:
        """Return for how many microseconds it holds more than its cap."""
        if self.stays >= self.cap:
            return inf
        return crossing(self.fading, self.cap - self.stays) if self.cap < inf else 0.0


def _fall_within(model: Model, tallies: Tallies, *, floor: float, at_us: int) -> float | None:
    """Return after about how many microseconds the engagement is under the floor; None if it never is.

    A pot that is full counts as its cap until it no longer is; between two such moments the sum fades smoothly.
    """
    pots = [(pot.full_for(), pot) for pot in _pots(model, tallies, at_us)]
    for until in sorted({full_for for full_for, _ in pots}):
        fading = [term for full_for, pot in pots if full_for <= until for term in pot.fading]
        mark = floor - sum(pot.stays if full_for <= until else pot.cap for full_for, pot in pots)
        following = min((full_for for full_for, _ in pots if full_for > until), default=inf)
        elapsed = crossing(fading, mark) if mark > 0 else inf
        if elapsed <= following and elapsed < inf:
            return max(elapsed, until)
    return None


def _pots(model: Model, tallies: Tallies, at_us: int) -> list[_Pot]:
    """Return the pot of the rules outside all groups, then those of the groups."""
    pots = [_Pot(), *(_Pot(group.cap) for group in model.groups)]
    for index, tally in tallies.items():
        half_life, place = model.half_lives_us[index], model.group_of[index]
        pot = pots[0 if place is None else place + 1]
        if half_life is None:
            pot.stays += tally.points
        elif tally.points:
            pot.fading.append((tally.points * share_left(at_us - tally.at_us, half_life), half_life))
    return pots
