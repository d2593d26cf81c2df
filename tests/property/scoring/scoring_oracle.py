"""Scoring by the letter of its rules, slowly: a second opinion to compare the engine with.

It keeps nothing between instants but what the rules name, and finds falls by halving whole milliseconds.
"""

from datetime import UTC, datetime, timedelta

from scoring.decay import on_grid
from scoring.model import Model
from scoring.rules import EngagementRule
from scoring.signals import Fact, Item, Signal
from scoring.values import Value

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
RANKS = {"unfit": 0, "cold": 0, "lukewarm": 1, "hot": 2}
Change = tuple[datetime, str, str, str, float]


class Oracle:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.facts: dict[str, Value] = {}
        self.values = [0.0 for _ in model.engagement]
        self.valued_at: list[datetime | None] = [None for _ in model.engagement]
        self.matches: list[list[datetime]] = [[] for _ in model.engagement]
        self.all_matches: list[list[datetime]] = [[] for _ in model.engagement]
        self.given: list[list[datetime]] = [[] for _ in model.engagement]
        self.tier = "cold"
        self.at = EPOCH
        self.changes: list[Change] = []

    def tell(self, history: list[Item], at: datetime) -> "Oracle":
        """Fold the history up to and including an instant."""
        for item in sorted(history, key=lambda item: (item.at, item.id, item.kind)):
            if item.at <= at:
                self.cool(item.at)
                self.take(item)
        self.cool(at)
        return self

    def take(self, item: Item) -> None:
        before = self.fit(), self.is_unfit()
        first = self.at == EPOCH
        self.at = item.at
        if isinstance(item, Fact):
            self.facts[item.field] = item.value
            changed = (self.fit(), self.is_unfit()) != before
        else:
            changed = sum(self.count(index, item) for index in range(len(self.values))) > 0
        if first or changed:
            self.judge(item.id)

    def count(self, index: int, signal: Signal) -> bool:
        rule = self.model.engagement[index]
        points = self.weighted(rule, signal)
        if rule.signal != signal.name or not rule.matches(signal.properties) or (rule.points and not points):
            return False
        if not self.is_due(index, signal.at):
            return False
        self.given[index].append(signal.at)
        value = self.value(index, signal.at) + points
        if rule.cap is not None:
            value = min(value, rule.cap) if rule.points >= 0 else max(value, -rule.cap)
        self.values[index], self.valued_at[index] = value, signal.at
        return True

    def weighted(self, rule: EngagementRule, signal: Signal) -> float:
        points = rule.points
        for weights in rule.weights:
            points *= dict(weights.by_value).get(str(signal.properties.get(weights.name)), 1.0)
        return on_grid(points)

    def is_due(self, index: int, at: datetime) -> bool:
        rule, earlier = self.model.engagement[index], self.all_matches[index]
        self.all_matches[index] = [*earlier, at]
        if rule.first and earlier:
            return False
        if rule.returning_after is not None and (not earlier or at - earlier[-1] < rule.returning_after):
            return False
        if rule.times is not None and rule.within is not None:
            kept = [match for match in self.matches[index] if at - match <= rule.within]
            self.matches[index] = [*kept, at]
            if len(self.matches[index]) < rule.times:
                return False
            self.matches[index] = []
        if rule.once and self.given[index]:
            return False
        today = [given for given in self.given[index] if at - given < timedelta(days=1)]
        return rule.per_day is None or len(today) < rule.per_day

    def value(self, index: int, at: datetime) -> float:
        rule: EngagementRule = self.model.engagement[index]
        since = self.valued_at[index]
        if rule.half_life is None or since is None:
            return self.values[index]
        return on_grid(self.values[index] * 2 ** (-((at - since) / rule.half_life)))

    def fit(self) -> float:
        rules = [rule for rule in self.model.fit if rule.field in self.facts]
        points = sum(rule.scale.points_for(self.facts[rule.field]) for rule in rules)
        return min(max(points, self.model.limits.fit.low), self.model.limits.fit.high)

    def engagement(self, at: datetime) -> float:
        alone = [index for index, rule in enumerate(self.model.engagement) if rule.group is None]
        points = sum(self.value(index, at) for index in alone)
        for group in self.model.groups:
            members = [index for index, rule in enumerate(self.model.engagement) if rule.group == group.name]
            points += min(max(sum(self.value(index, at) for index in members), -group.cap), group.cap)
        return min(max(points, self.model.limits.engagement.low), self.model.limits.engagement.high)

    def is_unfit(self) -> bool:
        return any(
            condition.field in self.facts and condition.test.holds(self.facts[condition.field])
            for condition in self.model.unfit
        )

    def tier_at(self, at: datetime) -> str:
        if self.is_unfit():
            return "unfit"
        fit, engagement = self.fit(), self.engagement(at)
        possible = ["cold"]
        for rule in self.model.tiers:
            minima = fit >= rule.fit and engagement >= rule.engagement
            entered = fit + engagement >= rule.enter
            kept = fit + engagement >= rule.leave and RANKS[rule.name] <= RANKS[self.tier]
            if minima and (entered or kept):
                possible.append(rule.name)
        return max(possible, key=lambda name: RANKS[name])

    def judge(self, because: str) -> None:
        tier = self.tier_at(self.at)
        if tier != self.tier:
            self.changes.append((self.at, self.tier, tier, because, self.fit() + self.engagement(self.at)))
            self.tier = tier

    def next_fall(self, until: datetime) -> datetime | None:
        """Find the first whole millisecond after the last thing told, and by `until`, at which the tier is lower."""

        def is_lower(ms: int) -> bool:
            return RANKS[self.tier_at(EPOCH + timedelta(milliseconds=ms))] < RANKS[self.tier]

        low, high = (self.at - EPOCH) // timedelta(milliseconds=1), (until - EPOCH) // timedelta(milliseconds=1)
        if high <= low or not is_lower(high):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if is_lower(middle) else (middle, high)
        return EPOCH + timedelta(milliseconds=high)

    def cool(self, until: datetime) -> None:
        while (fall := self.next_fall(until)) is not None:
            self.at = fall
            self.judge("cooling")
