"""What other rules would have done to the leads there are: their tiers now, and the calls to sales so far.

Nothing is written. What happened is taken from the record of tier changes, what would have happened from a replay of
each lead's history under the draft.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from math import floor
from typing import NamedTuple, TypeVar

from bot.desk.when_to_alert import TIER, calls_of, paired
from bot.processes.pool import over_leads
from bot.rules.dated_model import Rules
from bot.usecases.leads.update_score import standing_of
from scoring.document_reader import MOST_POINTS
from scoring.engine import Score, replaying, score_at
from scoring.ledger import LedgerLine, lines_at
from scoring.model import RANK, UNFIT, Model
from storage import bulk
from storage.bulk import Dossier
from storage.place import Place
from storage.snapshots import snapshot
from storage.statements import Transaction

Named = TypeVar("Named")

EARLIER, LATER, NEW, GONE = "earlier", "later", "new", "gone"
BUCKET = 5
"""How many points wide a bar of the picture is."""
TIERS_RULE = "tiers"
"""What moved a lead whose points are the same: the thresholds."""


class Move(NamedTuple):
    """A lead who would stand in another tier now, and the rule that does most of it."""

    lead: int
    name: str
    audience: str
    tier_from: str
    tier_to: str
    score_from: float
    score_to: float
    rule: str


class Call(NamedTuple):
    """A call to sales that would have come earlier, later, for the first time, or not at all.

    ``number`` is the handoff's that there was, if there was one.
    """

    lead: int
    name: str
    audience: str
    kind: str
    at: datetime | None
    would_be_at: datetime | None
    number: int | None

    @property
    def apart(self) -> float:
        """Return by how many seconds the call would come at another time; 0 where one of the two never comes."""
        return abs((self.would_be_at - self.at).total_seconds()) if self.at and self.would_be_at else 0.0


@dataclass(slots=True)
class Forecast:
    """All that would change. Pictures count leads by score, in steps of ``BUCKET`` points, by audience.

    Everything is counted, by audience; named are all moves and calls, or those that go furthest of each kind.
    """

    leads: Counter[str] = field(default_factory=Counter)
    tiers_from: Counter[tuple[str, str]] = field(default_factory=Counter)
    tiers_to: Counter[tuple[str, str]] = field(default_factory=Counter)
    scores_from: Counter[tuple[str, int]] = field(default_factory=Counter)
    scores_to: Counter[tuple[str, int]] = field(default_factory=Counter)
    ways: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    by_rule: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    calls_kept: Counter[str] = field(default_factory=Counter)
    moves: list[Move] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def add(self, other: "Forecast", *, most_named: int | None) -> None:
        """Take in the forecast of other leads, and name no more than so many of each kind; None: all."""
        for name in ("leads", "tiers_from", "tiers_to", "scores_from", "scores_to", "ways", "by_rule", "kinds"):
            getattr(self, name).update(getattr(other, name))
        self.calls_kept.update(other.calls_kept)
        self.moves += other.moves
        self.calls += other.calls
        if most_named is not None:
            self.moves.sort(key=lambda move: -abs(move.score_to - move.score_from))
            self.moves = _some(self.moves, most_named, of=lambda move: move.audience)
            self.calls.sort(key=lambda call: -call.apart)
            self.calls = _some(self.calls, most_named, of=lambda call: (call.audience, call.kind))

    def count_move(self, move: Move) -> None:
        """Take in a lead who would stand in another tier."""
        self.ways[move.audience, move.tier_from, move.tier_to] += 1
        self.by_rule[move.audience, move.rule] += 1
        self.moves.append(move)

    def count_call(self, call: Call) -> None:
        """Take in a call, whether it would change or not."""
        if not call.kind:
            self.calls_kept[call.audience] += 1
            return
        self.kinds[call.audience, call.kind] += 1
        self.calls.append(call)


def _some(named: Iterable[Named], most: int, *, of: Callable[[Named], Hashable]) -> list[Named]:
    """Return the first of each kind, at most so many."""
    seen: Counter[Hashable] = Counter()
    found = []
    for one in named:
        seen[of(one)] += 1
        if seen[of(one)] <= most:
            found.append(one)
    return found


async def forecast(
    place: Place,
    rules: Mapping[str, Rules],
    drafts: Mapping[str, Model],
    *,
    now: datetime,
    most_named: int | None = None,
    on_progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Forecast:
    """Return the difference that it would make now if the drafts (by audience) had been in force all along."""
    with snapshot(place) as tx:
        last = bulk.last_id(tx)
    whole, work = Forecast(), partial(_of_range, rules=rules, drafts=drafts, now=now)
    async for until, part in over_leads(place, work, last=last):
        whole.add(part, most_named=most_named)
        on_progress(until, last)
    return whole


def _of_range(
    tx: Transaction, first: int, last: int, *, rules: Mapping[str, Rules], drafts: Mapping[str, Model], now: datetime
) -> tuple[int, Forecast]:
    part = Forecast()
    numbers = bulk.handoff_numbers(tx, first, last, reason=TIER)
    for dossier in bulk.dossiers(tx, first, last):
        audience = dossier.lead.audience or ""
        if audience in drafts and audience in rules:
            one = _OneLead(dossier, rules[audience].model, drafts[audience], now, numbers.get(dossier.lead.id, ()))
            one.count_into(part)
    return last, part


class _OneLead:
    """One lead under the rules in force and under the draft."""

    def __init__(
        self, dossier: Dossier, model: Model, draft: Model, now: datetime, handoffs: Sequence[tuple[datetime, int]]
    ) -> None:
        self.dossier = dossier
        self.model, self.draft = model, draft
        self.now = now
        self.handoffs = handoffs
        self.before = standing_of(dossier.lead, model, lambda: dossier.history, now=now)
        self.after = replaying(draft, dossier.history, now)

    def count_into(self, part: Forecast) -> None:
        """Add what would be different."""
        lead = self.dossier.lead
        audience = lead.audience or ""
        before = score_at(self.model, self.before, self.now)
        after = self.after.score(self.now)
        part.leads[audience] += 1
        part.tiers_from[audience, before.tier] += 1
        part.tiers_to[audience, after.tier] += 1
        part.scores_from[audience, floor(before.score / BUCKET)] += 1
        part.scores_to[audience, floor(after.score / BUCKET)] += 1
        if before.tier != after.tier:
            rule = self._rule(rises=_height(after) > _height(before))
            part.count_move(
                Move(lead.id, lead.name, audience, before.tier, after.tier, before.score, after.score, rule)
            )
        were, would_be = calls_of(self.model, self.dossier.changes), calls_of(self.draft, self.after.changes)
        if were == would_be:
            part.calls_kept[audience] += len(were)
            return
        for call in self._calls(were, would_be):
            part.count_call(call)

    def _rule(self, *, rises: bool) -> str:
        """Return the rule whose points differ most in the direction of the move."""
        differences: defaultdict[str, float] = defaultdict(float)
        for line in lines_at(self.draft, self.after.folded().standing, self.now):
            differences[line.rule] += _weight(line)
        for line in lines_at(self.model, self.before, self.now):
            differences[line.rule] -= _weight(line)
        sign = 1 if rises else -1
        rule, most = max(differences.items(), key=lambda pair: sign * pair[1], default=(TIERS_RULE, 0.0))
        return rule if sign * most > 0 else TIERS_RULE

    def _calls(self, were: list[datetime], would_be: list[datetime]) -> Iterator[Call]:
        lead = self.dossier.lead
        for at, then in paired(were, would_be):
            number = self._number(at, were) if at else None
            yield Call(lead.id, lead.name, lead.audience or "", _kind(at, then), at, then, number)

    def _number(self, at: datetime, calls: Sequence[datetime]) -> int | None:
        """Return the number of the handoff that a call opened: the first one since then, before the next call."""
        following = next((call for call in calls if call > at), None)
        opened = (n for when, n in self.handoffs if when >= at and (following is None or when < following))
        return next(opened, None)


def _height(score: Score) -> tuple[bool, int, float]:
    """Return a sort key for scores: unfit is below everything."""
    return score.tier != UNFIT, RANK[score.tier], score.score


def _weight(line: LedgerLine) -> float:
    # What makes unfit outweighs all points.
    return line.remains if line.kind != "unfit" else -float(MOST_POINTS)


def _kind(at: datetime | None, would_be_at: datetime | None) -> str:
    """Return the kind of change of a call, empty if there is none."""
    if at is None or would_be_at is None:
        return NEW if at is None else GONE
    if would_be_at == at:
        return ""
    return EARLIER if would_be_at < at else LATER
