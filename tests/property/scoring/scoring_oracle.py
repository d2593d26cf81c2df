"""Scoring by the letter of its rules, slowly: a second opinion to compare the engine with.

It reads the model's document itself, keeps nothing between instants but what the rules name, and finds falls by halving
whole milliseconds. Of the engine it shares the grid that points live on, and nothing else.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from math import exp2, floor, inf
from typing import Any

from scoring.history import Fact, Item, Signal
from scoring.values import Value

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
RANKS = {"unfit": 0, "cold": 0, "lukewarm": 1, "hot": 2}
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
Change = tuple[datetime, str, str, str, float]
Rule = Mapping[str, Any]


def grid(points: float) -> float:
    return round(points * 2**40) / 2**40


def span(written: str) -> timedelta:
    return timedelta(**{UNITS[written[-1]]: int(written[:-1])})


def held(points: float, low: float, high: float) -> float:
    return min(max(points, low), high)


def plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def equal(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return plain(one) == plain(other)
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def has_shape(written: str, value: Value) -> bool:
    shape = ".*".join(map(re.escape, plain(written).split("*")))
    return isinstance(value, str) and re.fullmatch(shape, plain(value), re.DOTALL) is not None


def within(ends: Rule, value: Value) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and ends.get("at_least", -inf) <= value <= ends.get("at_most", inf)


def day_of(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def passes(test: Any, value: Value) -> bool:
    """Return whether a property passes the test of a `where` entry."""
    if isinstance(test, Mapping):
        if "not_in" in test:
            return not any(passes(one, value) for one in test["not_in"])
        if "contains" in test:
            return has_part(test["contains"], value)
        return any(passes(one, value) for one in test["one_of"]) if "one_of" in test else within(test, value)
    if isinstance(test, str) and "*" in test:
        return has_shape(test, value)
    return equal(test, value)


def has_part(parts: str | list[str], value: Value) -> bool:
    texts = [parts] if isinstance(parts, str) else parts
    return isinstance(value, str) and any(plain(text) in plain(value) for text in texts)


def meets(rule: Rule, value: Value) -> bool:
    """Return whether a fact is what a rule with in, not_in, contains, at_least, at_most or present speaks of."""
    if "in" in rule:
        return any(passes(one, value) for one in rule["in"])
    if "not_in" in rule or "contains" in rule:
        return passes({name: rule[name] for name in ("not_in", "contains") if name in rule}, value)
    return rule["present"] is True if "present" in rule else within(rule, value)


def fit_points(rule: Rule, value: Value) -> float:
    if "steps" in rule:
        reached = [points for number, points in rule["steps"] if within({"at_least": number}, value)]
        return grid(reached[-1]) if reached else 0.0
    if isinstance(rule["points"], Mapping):
        named = [points for named, points in rule["points"].items() if equal(named, value)]
        shapes = [each for each in rule["points"] if isinstance(each, str) and "*" in each and has_shape(each, value)]
        shapes.sort(key=lambda shape: (-len(shape.replace("*", "")), plain(shape)))
        return grid((named or [rule["points"][shape] for shape in shapes] or [0.0])[0])
    return grid(rule["points"]) if meets(rule, value) else 0.0


class Tally:
    """What one engagement rule has been told, and the value it keeps."""

    def __init__(self, rule: Rule, common: Mapping[str, Mapping[str, float]]) -> None:
        self.rule = rule
        self.points = grid(rule["points"])
        self.weights = {name: rule.get(name, common.get(name, {})) for name in ("funnel", "channel")}
        self.value = 0.0
        self.valued_at = EPOCH
        self.matches: list[datetime] = []
        self.window: list[datetime] = []
        self.given: list[datetime] = []
        self.given_points = self.over_cap = 0.0
        self.paid: list[tuple[datetime, float]] = []

    def worth(self, signal: Signal) -> float:
        points = self.points
        if "per" in self.rule:
            amount = signal.properties.get(self.rule["per"]["of"])
            points *= floor(amount / self.rule["per"]["every"]) if within({"at_least": 0}, amount) else 0  # type: ignore[arg-type]
        for name, weights in self.weights.items():
            value = signal.properties.get(name)
            points *= next(
                (weight for named, weight in weights.items() if value is not None and equal(named, value)), 1.0
            )
        return grid(points)

    def matched(self, signal: Signal) -> bool:
        where, carried = self.rule.get("where", {}), signal.properties
        named = passes(self.rule["signal"], signal.name)
        means = self.points == 0 or self.worth(signal) != 0
        begins = day_of(self.rule.get("from", "2000-01-01"))
        ends = day_of(self.rule.get("to", "2100-01-01")) + timedelta(days=1)
        if not begins <= signal.at < ends:
            return False
        return named and means and all(name in carried and passes(test, carried[name]) for name, test in where.items())

    def count(self, signal: Signal) -> bool:
        if not self.matched(signal):
            return False
        if "expires" in self.rule or "rests" in self.rule:
            self.value, self.valued_at = self.left(signal.at), signal.at
        if not self.is_due(signal.at):
            return False
        self.given.append(signal.at)
        sought = self.left(signal.at) + self.worth(signal)
        if isinstance(self.rule.get("cap"), Mapping):
            return self.pay(signal, sought)
        cap = grid(self.rule.get("cap", inf)) if "cap" in self.rule else inf
        self.value = held(sought, *((-inf, cap) if self.points >= 0 else (-cap, inf)))
        self.given_points += self.worth(signal)
        self.over_cap += sought - self.value
        self.valued_at = signal.at
        return True

    def pay(self, signal: Signal, sought: float) -> bool:
        cap, worth = self.rule["cap"], self.worth(signal)
        spent = sum(abs(given) for at, given in self.paid if signal.at - at <= span(cap["within"]))
        pays = min(abs(worth), grid(cap["points"]) - spent) * (-1 if worth < 0 else 1)
        self.paid.append((signal.at, pays))
        self.value = sought - worth + pays
        self.given_points += worth
        self.over_cap += worth - pays
        self.valued_at = signal.at
        return True

    def is_due(self, at: datetime) -> bool:
        rule, earlier = self.rule, list(self.matches)
        self.matches.append(at)
        recency = rule.get("recency", {})
        if recency == "first" and earlier:
            return False
        if "returning_after" in recency and not (earlier and at - earlier[-1] >= span(recency["returning_after"])):
            return False
        if "times" in rule:
            self.window = [match for match in self.window if at - match <= span(rule["within"])] + [at]
            if len(self.window) < rule["times"]:
                return False
            self.window = []
        if rule.get("once") and self.given:
            return False
        today = [given for given in self.given if at - given < timedelta(days=1)]
        return len(today) < rule.get("per_day", inf)  # type: ignore[no-any-return]

    def left(self, at: datetime) -> float:
        if "expires" in self.rule and at - self.valued_at >= span(self.rule["expires"]):
            return 0.0
        if "half_life" not in self.rule:
            return self.value
        fading = max(at - self.valued_at - span(self.rule.get("rests", "0s")), timedelta(0))
        return grid(self.value * exp2(-(fading / span(self.rule["half_life"]))))


class Together:
    """What a rule on several conditions has been told: it holds its points as long as all of them do."""

    over_cap = 0.0

    def __init__(self, rule: Rule, facts: Mapping[str, Value]) -> None:
        self.rule = rule
        self.facts = facts
        self.points = grid(rule["points"])
        self.deeds = [part for part in rule["all"] if "signal" in part]
        self.last: list[datetime | None] = [None] * len(self.deeds)
        self.given: list[datetime] = []
        self.given_points = 0.0

    def holds(self, at: datetime) -> bool:
        told = [part for part in self.rule["all"] if "field" in part]
        return all(self.agrees(part) for part in told) and all(map(partial(self.is_recent, at), self.deeds, self.last))

    def agrees(self, part: Rule) -> bool:
        if part.get("present") is False:
            return part["field"] not in self.facts
        return part["field"] in self.facts and meets(part, self.facts[part["field"]])

    def is_recent(self, at: datetime, deed: Rule, last: datetime | None) -> bool:
        return last is not None and ("within" not in deed or at - last <= span(deed["within"]))

    def left(self, at: datetime) -> float:
        return self.points if self.holds(at) else 0.0

    def count(self, signal: Signal) -> bool:
        held = self.holds(signal.at)
        for place, deed in enumerate(self.deeds):
            where, carried = deed.get("where", {}), signal.properties
            meant = all(name in carried and passes(test, carried[name]) for name, test in where.items())
            if passes(deed["signal"], signal.name) and meant:
                self.last[place] = signal.at
        return self.begins(signal.at, held=held)

    def begins(self, at: datetime, *, held: bool) -> bool:
        if held or not self.holds(at):
            return False
        self.given.append(at)
        self.given_points += self.points
        return True


class Oracle:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.facts: dict[str, Value] = {}
        self.tallies: list[Tally | Together] = [
            Together(rule, self.facts) if "all" in rule else Tally(rule, document.get("weights", {}))
            for rule in document.get("engagement", ())
        ]
        self.tier = "cold"
        self.at = EPOCH
        self.changes: list[Change] = []

    def tell(self, history: Iterable[Item], at: datetime) -> "Oracle":
        """Fold the history up to and including an instant."""
        for item in sorted(history, key=lambda item: (item.at, item.id, item.kind)):
            if item.at <= at:
                self.cool(item.at)
                self.take(item)
        self.cool(at)
        return self

    def take(self, item: Item) -> None:
        before = self.fit_sum(), self.is_unfit()
        first = self.at == EPOCH
        self.at = item.at
        if isinstance(item, Fact):
            joined = [tally for tally in self.tallies if isinstance(tally, Together)]
            held = [tally.holds(item.at) for tally in joined]
            self.facts[item.field] = item.value
            for tally, was in zip(joined, held, strict=True):
                tally.begins(item.at, held=was)
            turned = any(tally.points and tally.holds(item.at) != was for tally, was in zip(joined, held, strict=True))
            changed = turned or (self.fit_sum(), self.is_unfit()) != before
        else:
            changed = sum(tally.count(item) for tally in self.tallies) > 0  # all of them: `any` would stop at the first
        if first or changed:
            self.judge(item.id)

    def fit_sum(self) -> float:
        rules = self.document.get("fit", ())
        told = [rule for rule in rules if rule["field"] in self.facts]
        gaps = [rule for rule in rules if rule["field"] not in self.facts and rule.get("present") is False]
        given = [fit_points(rule, self.facts[rule["field"]]) for rule in told]
        return sum(given) + sum(grid(rule["points"]) for rule in gaps)

    def fit(self) -> float:
        return held(self.fit_sum(), *self.limit("fit"))

    def limit(self, name: str) -> list[float]:
        return [grid(end) for end in self.document.get("limits", {}).get(name, ())] or [-inf, inf]

    def engagement(self, at: datetime) -> float:
        points = sum(tally.left(at) for tally in self.tallies if "group" not in tally.rule)
        for name, group in self.document.get("groups", {}).items():
            together = sum(tally.left(at) for tally in self.tallies if tally.rule.get("group") == name)
            points += held(together, -grid(group["cap"]), grid(group["cap"]))
        return held(points, *self.limit("engagement"))

    def is_unfit(self) -> bool:
        conditions = self.document.get("unfit", ())
        return any(meets(each, self.facts[each["field"]]) for each in conditions if each["field"] in self.facts)

    def tier_at(self, at: datetime) -> str:
        if self.is_unfit():
            return "unfit"
        fit, engagement = self.fit(), self.engagement(at)
        possible = ["cold"]
        for name, tier in self.document["tiers"].items():
            minima = fit >= grid(tier.get("fit", -(10**6))) and engagement >= grid(tier.get("engagement", -(10**6)))
            entered = fit + engagement >= grid(tier["enter"])
            leave = grid(tier.get("leave", tier["enter"]))
            kept = fit + engagement >= leave and RANKS[name] <= RANKS[self.tier]
            if minima and (entered or kept):
                possible.append(name)
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
