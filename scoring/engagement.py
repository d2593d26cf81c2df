"""What each engagement rule has given and kept, and how one more signal changes it (rule 3 of scoring)."""

from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from scoring.decay import GRID, decayed, share_left
from scoring.history import Signal
from scoring.model import Model
from scoring.rules import EngagementRule, Span
from scoring.values import Value

DAY_US = 86_400_000_000


class Tally(NamedTuple):
    """One engagement rule's account: what it held when it last gave points, and what it still must remember.

    `given` and `lost_to_cap` have the sign of the rule's points. `window` holds the instants of the matches that wait
    to be enough, `recent` those of what was given in the last 24 hours, `matched_us` that of the last match, `paid`
    what was given when within the time of a cap, `until_us` the last instant at which all this is not gone: each only
    where the rule asks for it. What expires or rests is brought up to date by each match, whether it gives or not.
    """

    points: float
    at_us: int
    given: float = 0.0
    lost_to_cap: float = 0.0
    awards: int = 0
    window: tuple[int, ...] = ()
    recent: tuple[int, ...] = ()
    matched_us: int | None = None
    paid: tuple[tuple[int, float], ...] = ()
    until_us: int | None = None


Tallies = Mapping[int, Tally]
"""By the rule's place in the model; rules that no signal has matched are absent."""


def count_signal(model: Model, tallies: dict[int, Tally], signal: Signal, *, at_us: int) -> float | None:
    """Enter the signal into the tallies of the rules it matches.

    Return the most that this has added to the engagement, None if no rule gave points.
    """
    added: float | None = None
    rules = model.by_signal.get(signal.name)
    for index, rule in model.rules_of(signal.name) if rules is None else rules:
        if rule.is_narrow and not rule.matches(signal.properties, at_us=at_us):
            continue
        points = rule.worth(signal.properties) if rule.is_weighed else rule.points
        if not points and rule.points:
            continue  # a weight of 0, or less than one amount: this rule does not mean such signals
        tally = tallies.get(index) or Tally(0.0, at_us)
        if rule.is_timed:
            tally = _up_to_date(rule, tally, at_us=at_us)
        if rule.is_gated:
            tally, gives = _gate(rule, tally, at_us=at_us)
            if not gives:
                tallies[index] = tally
                continue
        tallies[index] = _award(rule, tally, points, at_us=at_us)
        added = (added or 0.0) + max(points, 0.0)
    if model.joined:
        joined = _join_signal(model, tallies, signal, at_us=at_us)
        added = joined if added is None else added + (joined or 0.0)
    return added


NEVER_US = -(2**63)


def _join_signal(model: Model, tallies: dict[int, Tally], signal: Signal, *, at_us: int) -> float | None:
    """Enter the signal into the rules on several conditions; return what this has added, None if no rule now holds."""
    added: float | None = None
    for index, rule in model.joined:
        met = [deed.means(signal.name, signal.properties) for deed in rule.deeds]
        if not any(met):
            continue
        tally = tallies.get(index) or _unmet(rule, at_us=at_us)
        happened = tuple(at_us if is_met else last for is_met, last in zip(met, tally.window, strict=True))
        tallies[index] = _judged(rule, tally._replace(window=happened), at_us=at_us)
        if tallies[index].awards > tally.awards:
            added = (added or 0.0) + max(rule.points, 0.0)
    return added


def join_facts(
    model: Model, tallies: dict[int, Tally], facts: Mapping[str, Value], *, at_us: int, learnt: str | None = None
) -> float | None:
    """Enter what is known into the rules on several conditions; return what this has added, None if nothing changed.

    With ``learnt`` only into those that ask for this field.
    """
    asking = [(index, rule) for index, rule in model.joined if learnt is None or learnt in rule.fields]
    before = [left_of(rule, tallies[index], at_us) if index in tallies else 0.0 for index, rule in asking]
    join_if(model, tallies, {index for index, rule in asking if rule.facts_hold(facts)}, at_us=at_us, asking=asking)
    changes = [tallies[index].points - points for (index, _), points in zip(asking, before, strict=True)]
    return sum(max(change, 0.0) for change in changes) if any(changes) else None


def join_if(
    model: Model,
    tallies: dict[int, Tally],
    holding: Container[int],
    *,
    at_us: int,
    asking: Iterable[tuple[int, EngagementRule]] | None = None,
) -> None:
    """Bring the rules on several conditions up to date, given those whose facts hold."""
    for index, rule in model.joined if asking is None else asking:
        tally = tallies.get(index) or _unmet(rule, at_us=at_us)
        told = tally._replace(recent=(1,) if index in holding else ())
        tallies[index] = _judged(rule, told, at_us=at_us)


def _unmet(rule: EngagementRule, *, at_us: int) -> Tally:
    """Return the tally of several conditions before anything they ask for was learnt or happened.

    Its `window` holds when each deed happened last, its `recent` whether all facts hold.
    """
    return Tally(0.0, at_us, window=(NEVER_US,) * len(rule.deeds), recent=(1,) if rule.facts_hold({}) else ())


def _judged(rule: EngagementRule, tally: Tally, *, at_us: int) -> Tally:
    """Return the tally with the points of the rule if all its conditions hold now, and until when they do."""
    ends = [last + deed.within_us for deed, last in zip(rule.deeds, tally.window, strict=True) if deed.within_us]
    until_us = min(ends, default=None)
    if not tally.recent or NEVER_US in tally.window or (until_us is not None and at_us > until_us):
        return tally._replace(points=0.0, until_us=None)
    if tally.points and (tally.until_us is None or at_us <= tally.until_us):
        return tally._replace(until_us=until_us)
    given, awards = tally.given + rule.points, tally.awards + 1
    return tally._replace(points=rule.points, at_us=at_us, given=given, awards=awards, until_us=until_us)


def _gate(rule: EngagementRule, tally: Tally, *, at_us: int) -> tuple[Tally, bool]:
    """Return the tally with what it must remember of this match, and whether the match gives points."""
    if rule.first or rule.returning_us is not None:
        before, tally = tally.matched_us, tally._replace(matched_us=at_us)
        if rule.first != (before is None):
            return tally, False
        if rule.returning_us is not None and before is not None and at_us - before < rule.returning_us:
            return tally, False
    if rule.times is not None:
        since_us = at_us - rule.within_us
        window = (*[match_us for match_us in tally.window if match_us >= since_us], at_us)
        waits = len(window) < rule.times
        tally = _with_window(tally, window if waits else ())
        if waits:
            return tally, False
    if rule.once and tally.awards:
        return tally, False
    if rule.per_day is not None:
        recent = tuple(award_us for award_us in tally.recent if award_us > at_us - DAY_US)
        gives = len(recent) < rule.per_day
        return tally._replace(recent=(*recent, at_us) if gives else recent), gives
    return tally, True


def _with_window(tally: Tally, window: tuple[int, ...]) -> Tally:
    # By place, which is much faster than by name: where a rule counts visits this is done for each of them.
    return tuple.__new__(Tally, (*tally[:5], window, *tally[6:]))


def _up_to_date(rule: EngagementRule, tally: Tally, *, at_us: int) -> Tally:
    """Return the tally with what is left now, from which on it rests, or has its time, anew."""
    until_us = None if rule.expires_us is None else at_us + rule.expires_us - 1
    return tally._replace(points=left_of(rule, tally, at_us), at_us=at_us, until_us=until_us)


def _award(rule: EngagementRule, tally: Tally, points: float, *, at_us: int) -> Tally:
    left, since_us, given, lost, awards, window, recent, matched_us, paid, until_us = tally
    sought = points
    if left:
        sought += decayed(left, age_us=at_us - since_us, half_life_us=rule.half_life_us)
    if rule.cap_within_us is None:
        held = rule.bounds.hold(sought)
    else:
        gives, paid = _within_cap(rule, paid, points, at_us=at_us)
        held = sought - points + gives
    # Twice as fast as by name: this is done for every signal that counts.
    return tuple.__new__(
        Tally,
        (held, at_us, given + points, lost + (sought - held), awards + 1, window, recent, matched_us, paid, until_us),
    )


MOST_PAID = 100
"""So many awards are remembered one by one, so that standings stay small; of more the oldest two count as the later."""


def _within_cap(
    rule: EngagementRule, paid: tuple[tuple[int, float], ...], points: float, *, at_us: int
) -> tuple[float, tuple[tuple[int, float], ...]]:
    """Return what of the points has room within the cap, and what was given within its time, these points included."""
    paid = tuple(award for award in paid if award[0] >= at_us - (rule.cap_within_us or 0))
    given = sum((each for _, each in paid), 0.0)
    cap = rule.cap or 0.0
    room = Span(min(-cap - given, 0.0), max(cap - given, 0.0))
    gives = room.hold(points)
    if gives:
        paid = (*paid, (at_us, gives))
    if len(paid) > MOST_PAID:
        paid = ((paid[1][0], paid[0][1] + paid[1][1]), *paid[2:])
    return gives, paid


def left_of(rule: EngagementRule, tally: Tally, at_us: int) -> float:
    """Return what a rule still holds at an instant not before its last match."""
    if tally.until_us is not None and at_us > tally.until_us:
        return 0.0
    return decayed(tally.points, age_us=max(at_us - tally.at_us - rule.rests_us, 0), half_life_us=rule.half_life_us)


def engagement_at(model: Model, tallies: Tallies, at_us: int) -> float:
    """Return the engagement at an instant not before the last signal, within the limits.

    Between signals it never rises: what fades only fades, and what was taken away stays away.
    """
    half_lives = model.half_lives_us
    total = 0.0
    if model.is_mixed:
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
        left = left_of(model.engagement[index], tally, at_us)
        totals[-1 if place is None else place] += left
    for place, group in enumerate(model.groups):
        totals[place] = max(min(totals[place], group.cap), -group.cap)
    return totals
