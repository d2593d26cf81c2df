"""When a lead is worth a person's time: at the model's handoff tier, or when they ask for a person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from scoring.engine import BY_MODEL, TierChange
from scoring.instants import microseconds
from scoring.model import HOT, RANK, Model
from scoring.values import Value

TIER, PERSON, TURNED_HOT, WANTS_TO_BUY = "tier", "person", "hot", "wants"
OUTCOME_ID = "outcome:"
"""How the ids of the signals begin that stand for outcomes."""
BUYING = "bofu"
"""The funnel stage of what people look at, and ask about, who are about to decide."""
_STRONG_SHARE = 0.2
"""Of what the handoff tier takes: one deed that is worth a fifth of it by itself says that somebody wants to buy."""

Deed = tuple[str, Mapping[str, Value]]
"""A signal's name and its properties."""


@dataclass(frozen=True, slots=True)
class LastCall:
    """When sales was last called about a lead, and when that handoff was closed; None where it is open."""

    rung_at: datetime
    closed_at: datetime | None


def why_to_call(
    model: Model,
    changes: Sequence[TierChange],
    *,
    tier: str,
    last: LastCall | None,
    deeds: Iterable[Deed],
    now: datetime,
) -> str | None:
    """Return why sales is to be called about a lead that is not with them, of this tier after these changes; or None.

    For the first time, or anew, when they have risen to the handoff tier by what they did. Once sales has closed them,
    also when they turn hot, at any time, and when they do what buyers do; but for turning hot not before
    ``alert_again_after``. What rose in the hands of sales is no news to them.
    """
    if not is_worth_a_call(model, tier):
        return None
    if last is None:
        return TIER if has_risen(model, changes, after=None) else None
    if last.closed_at is not None and tier == HOT and _turned_hot(changes, after=last.closed_at):
        return TURNED_HOT
    if not may_call_again(model, last_call_at=last.rung_at, now=now):
        return None
    if has_risen(model, changes, after=last.closed_at or last.rung_at):
        return TIER
    return WANTS_TO_BUY if last.closed_at is not None and wants_to_buy(model, deeds, now=now) else None


def wants_to_buy(model: Model, deeds: Iterable[Deed], *, now: datetime) -> bool:
    """Return whether somebody does what buyers do, as the model scores it.

    That is: something that gives points and belongs to the end of the funnel (prices, the offer), or that is worth a
    fifth of what the handoff tier takes.
    """
    at_us = microseconds(now)
    strong = _STRONG_SHARE * next((rule.enter for rule in model.tiers if rule.name == model.handoff), 0.0)
    for name, properties in deeds:
        worth = [
            rule.worth(properties)
            for _, rule in model.rules_of(name)
            if rule.matches(properties, at_us=at_us) and not rule.times
        ]
        most = max(worth, default=0.0)
        if most > 0 and (properties.get("funnel") == BUYING or most >= strong):
            return True
    return False


def is_news(change: TierChange) -> bool:
    """Return whether a lead's own deed has changed their tier: not new rules, and not what a rep reported of them."""
    return change.because != BY_MODEL and not change.because.startswith(OUTCOME_ID)


def _turned_hot(changes: Iterable[TierChange], *, after: datetime) -> bool:
    return any(change.tier_to == HOT and change.at > after and is_news(change) for change in changes)


def is_worth_a_call(model: Model, tier: str) -> bool:
    """Return whether a lead of this tier is worth a person's time under this model."""
    return RANK[tier] >= RANK[model.handoff]


def rises_to_handoff(model: Model, *, tier_before: str, tier_after: str) -> bool:
    """Return whether a lead has just become worth a call under this model."""
    return is_worth_a_call(model, tier_after) and not is_worth_a_call(model, tier_before)


def may_call_again(model: Model, *, last_call_at: datetime, now: datetime) -> bool:
    """Return whether enough time has passed since sales was last called about this lead."""
    return model.alert_again_after is None or now - last_call_at >= model.alert_again_after


def has_risen(model: Model, changes: Sequence[TierChange], *, after: datetime | None) -> bool:
    """Return whether a lead last became worth a call by what they did, after an instant (None: at any time).

    What the rules alone lifted is no news of the lead.
    """
    rises = [
        change for change in changes if rises_to_handoff(model, tier_before=change.tier_from, tier_after=change.tier_to)
    ]
    return bool(rises) and is_news(rises[-1]) and (after is None or rises[-1].at > after)


def calls_of(model: Model, changes: Iterable[TierChange]) -> list[datetime]:
    """Return when sales is called about a lead with these tier changes: at each rise, if not too soon after another."""
    calls: list[datetime] = []
    for change in changes:
        rises = rises_to_handoff(model, tier_before=change.tier_from, tier_after=change.tier_to)
        soon = bool(calls) and not may_call_again(model, last_call_at=calls[-1], now=change.at)
        if rises and is_news(change) and not soon:
            calls.append(change.at)
    return calls


def paired(were: Sequence[datetime], would_be: Sequence[datetime]) -> Iterator[tuple[datetime | None, datetime | None]]:
    """Yield each call with the one it would become: those of the same moment, and what is between them in order.

    Both are in order of time; None stands where there is no such call.
    """
    here = there = 0
    for at in sorted({*were} & {*would_be}):
        i, k = were.index(at, here), would_be.index(at, there)
        yield from zip_longest(were[here:i], would_be[there:k])
        yield at, at
        here, there = i + 1, k + 1
    yield from zip_longest(were[here:], would_be[there:])
