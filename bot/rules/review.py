"""What the rules did to the leads there are: which never fired, which fire for everybody, which are always full."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.processes.pool import over_leads
from bot.rules.dated_model import Rules
from bot.usecases.leads.update_score import standing_now
from scoring.engine import Standing
from scoring.model import Model
from storage import bulk
from storage.place import Place
from storage.snapshots import snapshot
from storage.statements import Transaction

ENOUGH_LEADS = 20
"""With fewer leads, that a rule never fired or always did says nothing yet."""
NEARLY_ALL = 0.9
NEVER, EVERYBODY, FULL = "never", "everybody", "full"


@dataclass(frozen=True, slots=True)
class RuleUse:
    """For how many leads a rule has given points, and for how many of these its cap took some."""

    rule: str
    fired: int
    capped: int
    verdict: str


@dataclass(slots=True)
class Usage:
    """Leads by audience, by tier, and by rule: for whom it fired, and for whom its cap took points.

    ``alike`` counts, by rule and points, whom a rule on facts gave as many.
    """

    leads: Counter[str] = field(default_factory=Counter)
    tiers: Counter[tuple[str, str]] = field(default_factory=Counter)
    fired: Counter[tuple[str, str]] = field(default_factory=Counter)
    capped: Counter[tuple[str, str]] = field(default_factory=Counter)
    alike: Counter[tuple[str, str, float]] = field(default_factory=Counter)

    def add(self, other: "Usage") -> None:
        """Take in the usage by other leads."""
        for name in ("leads", "tiers", "fired", "capped", "alike"):
            getattr(self, name).update(getattr(other, name))

    def rules(self, model: Model) -> Iterator[RuleUse]:
        """Yield the use of each rule of a model, and what is worth saying about it (or nothing)."""
        audience = model.audience
        for rule in (*model.unfit_ids, *model.fit_ids, *model.engagement_ids):
            fired, capped = self.fired[audience, rule], self.capped[audience, rule]
            yield RuleUse(rule, fired, capped, self._verdict(audience, rule))

    def _verdict(self, audience: str, rule: str) -> str:
        leads, fired = self.leads[audience], self.fired[audience, rule]
        if leads < ENOUGH_LEADS:
            return ""
        if not fired:
            return NEVER
        alike = [count for (whose, name, _), count in self.alike.items() if (whose, name) == (audience, rule)]
        if max(alike, default=fired) >= NEARLY_ALL * leads:
            return EVERYBODY
        return FULL if fired >= ENOUGH_LEADS and self.capped[audience, rule] >= NEARLY_ALL * fired else ""


async def usage(
    place: Place,
    rules: Mapping[str, Rules],
    *,
    now: datetime,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Usage:
    """Return the effects of the rules in force on all leads."""
    with snapshot(place) as tx:
        last = bulk.last_id(tx)
    whole = Usage()
    async for until, part in over_leads(place, partial(_of_range, rules=rules, now=now), last=last):
        whole.add(part)
        on_progress(until, last)
    return whole


def _of_range(
    tx: Transaction, first: int, last: int, *, rules: Mapping[str, Rules], now: datetime
) -> tuple[int, Usage]:
    part = Usage()
    for lead in bulk.leads_between(tx, first, last):
        if lead.audience and lead.audience in rules:
            model = rules[lead.audience].model
            _count(part, model, standing_now(tx, lead, model, now=now))
    return last, part


def _count(part: Usage, model: Model, standing: Standing) -> None:
    audience = model.audience
    part.leads[audience] += 1
    part.tiers[audience, standing.tier] += 1
    known = {name: fact.value for name, fact in standing.facts.items()}
    for condition, rule in zip(model.unfit, model.unfit_ids, strict=True):
        part.fired[audience, rule] += condition.field in known and condition.holds(known[condition.field])
    for fit, rule in zip(model.fit, model.fit_ids, strict=True):
        points = fit.gives(known.get(fit.field))
        if points:
            part.fired[audience, rule] += 1
            part.alike[audience, rule, points] += 1
    for index, tally in standing.tallies.items():
        rule = model.engagement_ids[index]
        part.fired[audience, rule] += tally.awards > 0
        part.capped[audience, rule] += tally.lost_to_cap != 0
