"""What a conversation can still change: the scores and tiers that the open questions can lead to.

Exact: every completion counts, none twice (sums of points, by how many answers made them). The conversation decides
what to ask with it; which questions exist, it is told.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import combinations
from math import inf

from scoring.engagement import Tally, count_signal, engagement_at, join_if
from scoring.engine import Standing, advance
from scoring.folding import fit_sum_of
from scoring.history import Signal
from scoring.instants import microseconds
from scoring.model import COLD, HOT, LUKEWARM, UNFIT, Model
from scoring.tiers import needed_fit
from scoring.values import SEPARATOR, Value, alike, several

ANSWERED = "chat.answered"
ALL = -1
"""Agreement with every rule on several conditions: all bits are set."""

Sums = tuple[tuple[float, ...], ...]
"""The sums of fit points that completions add, ascending, by the number of questions answered."""


@dataclass(frozen=True, slots=True)
class Answerable:
    """A field that a question asks for: the values an answer may have (None: any), and whether it may be skipped.

    With ``several`` an answer may also hold any of the values together, but none of those that stand alone.
    """

    field: str
    values: tuple[Value, ...] | None
    optional: bool = True
    several: bool = False
    alone: frozenset[Value] = frozenset()


@dataclass(frozen=True, slots=True)
class Reachable:
    """The lowest and highest score, and all tiers, in which the open questions can end."""

    lowest: float
    highest: float
    tiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Question:
    """The points that answers can give: by those that leave the lead fit, and by those that do not."""

    optional: bool
    fit: frozenset[float]
    unfit: frozenset[float]
    kinds: frozenset[tuple[float, int]]
    """Of the answers that leave the lead fit: the points, and which rules on several conditions they agree with."""
    all_kinds: frozenset[tuple[float, int]]
    skipped: int
    is_apart: bool
    """Whether no rule on several conditions asks for the field."""

    @property
    def ends(self) -> frozenset[float]:
        """The least and the most points, which are enough to find the lowest and highest score."""
        points = self.fit | self.unfit
        return frozenset((min(points), max(points))) if points else points


def reachable(
    model: Model,
    standing: Standing,
    at: datetime,
    *,
    open_fields: Sequence[Answerable],
    answered_signal: str = ANSWERED,
) -> Reachable:
    """Return the bounds of score and tier over all completions: each field answered, or skipped if it is optional.

    Each answer also is one more `answered_signal` at that instant. What is known of an open field does not count. The
    tier is judged once, at the end, against the standing's.
    """
    outlook = _Outlook(model, standing, at, open_fields=open_fields, answered_signal=answered_signal)
    scores = [
        model.limits.fit.hold(outlook.base + total) + outlook.engagement(answers, agree)
        for answers, agree, sums in _ends(outlook.questions)
        for total in sums
    ]
    return Reachable(min(scores), max(scores), outlook.tiers())


def decisive_fields(
    model: Model,
    standing: Standing,
    at: datetime,
    *,
    open_fields: Sequence[Answerable],
    answered_signal: str = ANSWERED,
) -> tuple[str, ...]:
    """Return the open fields of which two answers can lead to different tiers, the other fields being equal.

    Skipping a field is no answer of it, but may be what happens to the others.
    """
    decides = decisiveness(model, standing, at, open_fields=open_fields, answered_signal=answered_signal)
    return tuple(asked.field for asked in open_fields if decides(asked.field))


def decisiveness(
    model: Model,
    standing: Standing,
    at: datetime,
    *,
    open_fields: Sequence[Answerable],
    answered_signal: str = ANSWERED,
) -> Callable[[str], bool]:
    """Return what says of an open field whether it is decisive: whoever asks of a few pays for no more."""
    outlook = _Outlook(model, standing, at, open_fields=open_fields, answered_signal=answered_signal)
    places = {asked.field: place for place, asked in enumerate(open_fields)}
    return lambda name: outlook.decides(places[name])


def widest_first(model: Model, open_fields: Iterable[Answerable]) -> tuple[Answerable, ...]:
    """Return the fields with the widest spread of points first, equals in the order given."""
    return tuple(sorted(open_fields, key=lambda asked: -_spread(model, asked)))


def _spread(model: Model, asked: Answerable) -> float:
    ends = _question(model, asked).ends
    return max(ends) - min(ends) if ends else 0.0


class _Outlook:
    """One lead at one instant, before the open questions."""

    def __init__(
        self,
        model: Model,
        standing: Standing,
        at: datetime,
        *,
        open_fields: Sequence[Answerable],
        answered_signal: str,
    ) -> None:
        standing = advance(model, standing, at).standing
        self.asked = frozenset([answerable.field for answerable in open_fields])
        self.model = model
        self.tier = standing.tier
        self.questions = tuple([_question(model, answerable) for answerable in open_fields])
        if self.asked.isdisjoint(standing.facts):
            self.base, self.unfit = fit_sum_of(model, standing), standing.unfit
        else:
            # What is known of an open field does not count: to skip it is to leave it unknown.
            known = {name: fact for name, fact in standing.facts.items() if name not in self.asked}
            worth = [model.worth(name, fact.value) for name, fact in known.items()]
            self.base = sum([points for points, _ in worth], model.points_of_unknown(known))
            self.unfit = any(unfit for _, unfit in worth)
        self.answered = Signal("", at, answered_signal)
        self.at_us = max(microseconds(at), standing.at_us)
        self.tallies = dict(standing.tallies)
        self.facts = standing.facts
        self.after: list[dict[int, Tally]] = []
        self.engagements: dict[tuple[int, int], float] = {}
        self.marks: dict[tuple[int, int], tuple[float, float]] = {}

    def engagement(self, answers: int, agree: int = ALL) -> float:
        """Return the engagement after so many answers, which agree with these rules on several conditions."""
        found = self.engagements.get((answers, agree))
        if found is None:
            while len(self.after) <= answers:
                if self.after:
                    count_signal(self.model, self.tallies, self.answered, at_us=self.at_us)
                self.after.append(dict(self.tallies))
            tallies = self.after[answers]
            if self.model.joined:
                tallies = dict(tallies)
                join_if(self.model, tallies, self._holding(agree), at_us=self.at_us)
            found = self.engagements[answers, agree] = engagement_at(self.model, tallies, self.at_us)
        return found

    def _holding(self, agree: int) -> set[int]:
        """Return the rules on several conditions whose facts hold: by the answers, and by what else is known."""
        return {
            index
            for place, (index, rule) in enumerate(self.model.joined)
            if agree >> place & 1
            and all(
                condition.holds_of(known.value if (known := self.facts.get(condition.field)) else None)
                for condition in rule.facts
                if condition.field not in self.asked
            )
        }

    def tiers(self) -> frozenset[str]:
        """Return the tiers in which completions end."""
        if self.unfit:
            return frozenset((UNFIT,))
        tiers = {UNFIT} if any(question.unfit for question in self.questions) else set()
        for answers, agree, sums in _fit_ends(self.questions):
            lukewarm, hot = self._marks(answers, agree)
            ends = ((COLD, -inf, lukewarm), (LUKEWARM, lukewarm, hot), (HOT, hot, inf))
            tiers |= {tier for tier, low, high in ends if _any_within(sums, low - self.base, high - self.base)}
        return frozenset(tiers)

    def decides(self, index: int) -> bool:
        """Return whether two answers to this question can lead to different tiers."""
        question = self.questions[index]
        if self.unfit or not question.fit:
            return False
        others_asked = self.questions[:index] + self.questions[index + 1 :]
        if self.model.joined:
            return self._decides_with(question, others_asked)
        others = _fit_sums(others_asked)
        if question.unfit:
            return any(others)
        low, high = min(question.fit), max(question.fit)
        return low < high and any(
            _any_within(sums, mark - high - self.base, mark - low - self.base)
            for answers, sums in enumerate(others, start=1)
            for mark in self._marks(answers)
        )

    def _decides_with(self, question: _Question, others: Sequence[_Question]) -> bool:
        """Return the same where answers may also complete the conditions of a rule: kind by kind of answer."""
        for answers, agree, sums in _fit_ends(others):
            if question.unfit and sums:
                return True
            for total in sums:
                marks = ((points, self._marks(answers + 1, agree & kind)) for points, kind in question.kinds)
                if len({tuple(self.base + total + points >= mark for mark in each) for points, each in marks}) > 1:
                    return True
        return False

    def _marks(self, answers: int, agree: int = ALL) -> tuple[float, float]:
        """Return the sums of fit points from which the lead is at least lukewarm, and hot, after so many answers."""
        marks = self.marks.get((answers, agree))
        if marks is None:
            engagement = self.engagement(answers, agree)
            lukewarm, hot = [
                needed_fit(self.model, rule, self.tier, engagement=engagement) for rule in self.model.tiers
            ]
            marks = self.marks[answers, agree] = (min(lukewarm, hot), hot)
        return marks


End = tuple[int, int, Sequence[float]]
"""How many questions are answered, the rules on several conditions that all answers agree with, and the sums of fit."""


def _ends(questions: Sequence[_Question]) -> list[End]:
    """Return the ends of all completions; of the sums the least and the most are among them."""
    if all(question.is_apart for question in questions):
        by_answers = _sums(tuple((question.optional, question.ends) for question in questions))
        return [(answers, ALL, sums) for answers, sums in enumerate(by_answers)]
    return _joint_ends(tuple((question.optional, question.all_kinds, question.skipped) for question in questions))


def _fit_ends(questions: Sequence[_Question]) -> list[End]:
    """Return the ends of the completions that leave the lead fit."""
    if all(question.is_apart for question in questions):
        return [(answers, ALL, sums) for answers, sums in enumerate(_fit_sums(questions))]
    return _joint_ends(tuple((question.optional, question.kinds, question.skipped) for question in questions))


def _joint_ends(questions: Iterable[tuple[bool, frozenset[tuple[float, int]], int]]) -> list[End]:
    reached: dict[tuple[int, int], set[float]] = {(0, ALL): {0.0}}
    for optional, kinds, skipped in questions:
        following: dict[tuple[int, int], set[float]] = {}
        for (answers, agree), sums in reached.items():
            if optional:
                following.setdefault((answers, agree & skipped), set()).update(sums)
            for points, kind in kinds:
                more = {total + points for total in sums}
                following.setdefault((answers + 1, agree & kind), set()).update(more)
        reached = following
    return [(answers, agree, sorted(sums)) for (answers, agree), sums in reached.items()]


def _fit_sums(questions: Iterable[_Question]) -> Sums:
    return _sums(tuple([(question.optional, question.fit) for question in questions]))


@lru_cache(4096)
def _sums(questions: tuple[tuple[bool, frozenset[float]], ...]) -> Sums:
    """Return the sums that all completions reach, from (whether it may be skipped, points of its answers) of each.

    A script has few questions, so that what can be open at once comes up again and again.
    """
    reached: list[set[float]] = [{0.0}]
    for optional, points in questions:
        answered = [{total + gain for total in sums for gain in points} for sums in reached]
        skipped = [*reached, set()] if optional else [set() for _ in range(len(reached) + 1)]
        reached = [stay | go for stay, go in zip(skipped, [set(), *answered], strict=True)]
    return tuple(tuple(sorted(sums)) for sums in reached)


def _any_within(sums: Sequence[float], low: float, high: float) -> bool:
    """Return whether a sum of this ascending sequence is at least low and below high."""
    place = bisect_left(sums, low)
    return place < len(sums) and sums[place] < high


@lru_cache(1024)
def _question(model: Model, asked: Answerable) -> _Question:
    fit, unfit = set[tuple[float, int]](), set[tuple[float, int]]()
    for value in _values(model, asked):
        points = model.fit_points(asked.field, value) - model.if_unknown.get(asked.field, 0.0)
        kind = (points, _agreement(model, asked.field, value))
        (unfit if model.makes_unfit(asked.field, value) else fit).add(kind)
    return _Question(
        optional=asked.optional or not (fit or unfit),
        fit=frozenset(points for points, _ in fit),
        unfit=frozenset(points for points, _ in unfit),
        kinds=frozenset(fit),
        all_kinds=frozenset(fit | unfit),
        skipped=_agreement(model, asked.field, None),
        is_apart=all(asked.field not in rule.fields for _, rule in model.joined),
    )


def _agreement(model: Model, name: str, value: Value | None) -> int:
    """Return the rules on several conditions that an answer, or none, agrees with, as bits."""
    against = [
        place
        for place, (_, rule) in enumerate(model.joined)
        if not all(condition.holds_of(value) for condition in rule.facts if condition.field == name)
    ]
    return ALL & ~sum(1 << place for place in against)


_MOST_TOGETHER = 10
"""So many answers that count are combined in every way (1,023); of more, each two, and the best and the worst."""


def _values(model: Model, asked: Answerable) -> Iterator[Value]:
    """Yield values that between them give all that an answer can."""
    if asked.values is None:
        yield from model.telling_values(asked.field)
        return
    yield from asked.values
    if not asked.several:
        return
    named = {alike(part) for value in model.named_values(asked.field) for part in several(value)}
    shapes = model.shapes(asked.field)
    told = [value for value in asked.values if alike(value) in named or any(shape.holds(value) for shape in shapes)]
    telling = [str(value) for value in told if value not in asked.alone]
    telling.sort(key=lambda value: model.fit_points(asked.field, value))
    for size in range(2, len(telling) + 1):
        if size == 2 or len(telling) <= _MOST_TOGETHER:
            yield from (SEPARATOR.join(together) for together in combinations(telling, size))
        else:
            yield SEPARATOR.join(telling[:size])
            yield SEPARATOR.join(telling[-size:])
