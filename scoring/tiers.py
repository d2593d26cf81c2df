"""Which tier a score is worth, given the present one, and when it will fall by itself (rule 4 of scoring)."""

from math import exp2, inf

from scoring.decay import crossing, first_ms
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
    fading, mark = _fading(model, tallies, floor=floor, at_us=after_us)
    if mark <= 0 or floor <= model.limits.engagement.low:
        return None

    def is_lower(at_ms: int) -> bool:
        engagement = engagement_at(model, tallies, at_ms * 1000)
        return tier_of(model, tier, fit=fit, engagement=engagement) != tier

    earliest = after_us // 1000 + 1
    guess = min(int(after_us + crossing(fading, mark)), LAST_US) // 1000 + 1
    fall_ms = first_ms(is_lower, guess=guess, earliest=earliest, latest=LAST_US // 1000)
    return None if fall_ms is None else fall_ms * 1000


def _fading(model: Model, tallies: Tallies, *, floor: float, at_us: int) -> tuple[list[tuple[float, float]], float]:
    """Return what fades, as (points, half-life), and the mark below which its sum brings engagement under the floor."""
    fading = []
    mark = floor
    for index, tally in tallies.items():
        half_life = model.half_lives_us[index]
        if half_life is None:
            mark -= tally.points
        elif tally.points:
            points = tally.points * exp2((tally.at_us - at_us) / half_life)
            fading.append((points, half_life))
    return fading, mark
