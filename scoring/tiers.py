"""Which tier a score is worth, given the present one, and when it will fall by itself (rule 4 of scoring)."""

from dataclasses import dataclass, field
from math import inf

from scoring.decay import crossing, first_ms
from scoring.engagement import Tallies, engagement_at, left_of
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

    def is_lower(at_ms: int) -> bool:
        engagement = engagement_at(model, tallies, at_ms * 1000)
        return tier_of(model, tier, fit=fit, engagement=engagement) != tier

    since_us, end_us = after_us, None
    for step_us in _steps(model, tallies, after_us=after_us):
        if is_lower(-(-step_us // 1000)):
            end_us = step_us
            break
        since_us = step_us
    elapsed_us = _fall_within(model, tallies, floor=floor, at_us=since_us)
    if elapsed_us is None and end_us is None:
        return None
    fall_us = min(inf if elapsed_us is None else since_us + elapsed_us, LAST_US if end_us is None else end_us - 1)
    earliest, guess = after_us // 1000 + 1, int(fall_us) // 1000 + 1
    fall_ms = first_ms(is_lower, guess=guess, earliest=earliest, latest=LAST_US // 1000)
    return None if fall_ms is None else fall_ms * 1000


def _steps(model: Model, tallies: Tallies, *, after_us: int) -> list[int]:
    """Return the instants after this one at which points end or begin to fade: between them all fades smoothly."""
    if not model.is_timed:
        return []
    steps = set[int]()
    for index, tally in tallies.items():
        rule = model.engagement[index]
        if tally.until_us is not None:
            steps.add(tally.until_us + 1)
        if rule.rests_us:
            steps.add(tally.at_us + rule.rests_us)
    return sorted(step for step in steps if after_us < step <= LAST_US)


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
        rule, half_life, place = model.engagement[index], model.half_lives_us[index], model.group_of[index]
        pot = pots[0 if place is None else place + 1]
        if half_life is None or at_us < tally.at_us + rule.rests_us:
            pot.stays += left_of(rule, tally, at_us)
        elif left := left_of(rule, tally, at_us):
            pot.fading.append((left, half_life))
    return pots
