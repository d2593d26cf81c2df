"""Reading the rules of a model document, one by one, and noting every mistake in them."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from scoring.document_reader import MOST_TIMES, Path, Reader, Section, nearest
from scoring.instants import microseconds
from scoring.rules import BySteps, ByTest, ByValue, Condition, EngagementRule, FitRule, Happened, Labels, Per, Weights
from scoring.values import (
    Absent,
    AnyOf,
    AtLeast,
    AtMost,
    Between,
    Contains,
    FactTest,
    Glob,
    NoneOf,
    OneOf,
    Present,
    Test,
    Value,
    alike,
    is_number,
    show,
)

MOST_WEIGHT = 100
WEIGHED = ("funnel", "channel")

_RANGE = ("at_least", "at_most")
_CONDITIONS = ("in", "not_in", "contains", *_RANGE, "present")
_TESTS = ("one_of", "not_in", "contains")
_FORMS = (("points",), ("steps",), ("points", *_RANGE), *(("points", name) for name in _CONDITIONS))
_NAMES = ", ".join(_CONDITIONS)
_SCALES = f"points by value, steps, or points with one of {_NAMES}"
_NO_DOOR = "true: what is not known yet makes nobody unfit (fit may take points for it)"
_NO_RISE = "no half_life with negative points: what faded back would raise the score without any signal"
_NO_PARDON = "no expires with negative points: what is gone by the clock would raise the score without any signal"
_NO_RETURN = "no within with negative points: what ends by the clock would raise the score without any signal"
_GATES = ("times", "within", "once", "per_day", "recency")
_TIMES = ("half_life", "expires", "rests", "from", "to")
_DATE = "a date such as 2026-11-20, or an instant such as 2026-11-20T08:00:00Z"


class RuleReader(Reader):
    """Reads rules; what it returns is good only if `problems` stays empty."""

    def conditions(self, value: object, path: Path) -> tuple[Condition, ...]:
        """Read what makes a lead unfit."""
        return tuple(self.condition(*item) for item in self.items(value, path))

    def condition(self, value: object, path: Path, *, opens: bool = False) -> Condition:
        """Read one condition on a fact; unless it only opens something, it may not be that none is known."""
        section = self.section(value, path, required=("field",), optional=(*_CONDITIONS, "label"))
        given = [name for name in _CONDITIONS if name in section]
        if section.sound and (not given or (len(given) > 1 and given != [*_RANGE])):
            self.note(path, value, expected=f"exactly one of {_NAMES} beside field")
        elif section.entries.get("present") is False and not opens:
            section.note("present", expected=_NO_DOOR)
        return Condition(section.read("field", self.field, ""), self._fact_test(section), self._labels(section))

    def field(self, value: object, path: Path) -> str:
        """Read the name of a field."""
        return self.name(value, path, expected="the name of a field")

    def _fact_test(self, section: Section) -> FactTest:
        if "present" in section:
            return section.read("present", self.present, Present())
        return self._listed(section) or section.read("in", self.any_of, None) or self._range(section)

    def _listed(self, section: Section) -> Contains | NoneOf | None:
        return section.read("contains", self.contains, None) or section.read("not_in", self.none_of, None)

    def present(self, value: object, path: Path) -> Present | Absent:
        """Read that a field is known, or that it is not."""
        return Present() if self.flag(value, path) else Absent()

    def none_of(self, value: object, path: Path) -> NoneOf:
        """Read a list of what a value may not be."""
        return NoneOf(self.any_of(value, path))

    def contains(self, value: object, path: Path) -> Contains:
        """Read a text that stands anywhere in a value, or a list of such texts."""
        expected = "a text, or a list of at least one text"
        items = [(value, path)] if isinstance(value, str) else self.items(value, path, expected=expected, least=1)
        texts = tuple(self.name(*item, expected="a text") for item in items)
        for text, (_, place) in zip(texts, items, strict=True):
            if "*" in text:
                self.note(place, text, expected=f"{text.strip('*') or 'a text'}: whatever stands before and after it")
        return Contains(texts)

    def _range(self, section: Section) -> AtLeast | AtMost | Between:
        low, high = (section.read(name, self.number, 0.0) for name in _RANGE)
        if "at_most" not in section:
            return AtLeast(low)
        if "at_least" not in section:
            return AtMost(high)
        if section.sound and low > high:
            section.note("at_most", expected=f"at least what at_least says ({show(low)})")
        return Between(low, high)

    def fit_rules(self, value: object, path: Path) -> tuple[FitRule, ...]:
        """Read the rules on facts."""
        return tuple(self.fit_rule(*item) for item in self.items(value, path))

    def fit_rule(self, value: object, path: Path) -> FitRule:
        """Read one rule on a fact, in whichever of its forms."""
        forms = ("points", "steps", *_CONDITIONS)
        section = self.section(value, path, required=("field",), optional=(*forms, "label"))
        if section.sound and tuple(name for name in forms if name in section) not in _FORMS:
            self.note(path, value, expected=f"{_SCALES}, beside field")
        return FitRule(section.read("field", self.field, ""), self._scale(section), self._labels(section))

    def _scale(self, section: Section) -> ByValue | BySteps | ByTest:
        if "steps" in section:
            return section.read("steps", self.steps, BySteps(()))
        if any(name in section for name in _CONDITIONS):
            return ByTest(self._fact_test(section), section.read("points", self.points, 0.0))
        if not (section.sound or isinstance(section.entries.get("points"), Mapping)):
            return ByValue(())  # the mistake noted may be the word that says what the points are for
        return section.read("points", self.by_value, ByValue(()))

    def by_value(self, value: object, path: Path) -> ByValue:
        """Read a mapping from values to points."""
        pairs = self.pairs(value, path, expected="a mapping from values to points", least=1)
        points = []
        taken: dict[object, Value] = {}
        for key, part, place in pairs:
            value_named = self.value(key, place)
            points.append((value_named, self.points(part, place)))
            other = taken.setdefault(alike(value_named), value_named)
            if other != value_named:
                self.note(place, key, expected=f"points for it once: {show(other)} is the same to a rule")
        return ByValue(tuple(sorted(points, key=lambda pair: _value_order(pair[0]))))

    def steps(self, value: object, path: Path) -> BySteps:
        """Read a list of [number, points], ascending."""
        noted = len(self.problems)
        items = self.items(value, path, expected="a list of at least one step [number, points]", least=1)
        steps = tuple(self.step(*item) for item in items)
        if len(self.problems) == noted:
            for index, (before, after) in enumerate(pairwise(number for number, _ in steps), start=1):
                if after <= before:
                    expected = f"a number above that of the step before ({show(before)})"
                    self.note((*path, index, 0), after, expected=expected)
        return BySteps(steps)

    def step(self, value: object, path: Path) -> tuple[float, float]:
        """Read one [number, points]."""
        pair = self.items(value, path, expected="a step [number, points]", least=2, most=2)
        return (self.number(*pair[0]), self.points(*pair[1])) if pair else (0.0, 0.0)

    def engagement_rules(self, value: object, path: Path) -> tuple[EngagementRule, ...]:
        """Read the rules on signals."""
        return tuple(self.engagement_rule(*item) for item in self.items(value, path))

    def engagement_rule(self, value: object, path: Path) -> EngagementRule:
        """Read one rule on a signal, or on several conditions."""
        if isinstance(value, Mapping) and "all" in value:
            return self.joined_rule(value, path)
        section = self.section(
            value,
            path,
            required=("signal", "points"),
            optional=("where", "cap", "per", *_TIMES, *_GATES, *WEIGHED, "group", "label", "label_if"),
        )
        points = section.read("points", self.points, 0.0)
        if points < 0 and "half_life" in section:
            section.note("half_life", expected=_NO_RISE)
        if points < 0 and "expires" in section:
            section.note("expires", expected=_NO_PARDON)
        self._gates_agree(section)
        cap, cap_within = section.read("cap", self.cap, (None, None))
        from_us, to_us = section.read("from", self.begin, None), section.read("to", self.end, None)
        if from_us is not None and to_us is not None and to_us <= from_us:
            section.note("to", expected="a date not before that of from")
        first, returning_after = section.read("recency", self.recency, (False, None))
        return EngagementRule(
            signal=section.read("signal", lambda v, p: self.name(v, p, expected="the name of a signal"), ""),
            where=section.read("where", self.where, ()),
            points=points,
            cap=cap,
            cap_within=cap_within,
            per=section.read("per", self.per, None),
            expires=section.read("expires", self.duration, None),
            rests=self._rests(section),
            from_us=from_us,
            to_us=to_us,
            half_life=section.read("half_life", self.duration, None),
            times=section.read("times", lambda v, p: self.count(v, p, least=2), None),
            within=section.read("within", self.duration, None),
            once=section.read("once", self.flag, False),
            per_day=section.read("per_day", self.count, None),
            first=first,
            returning_after=returning_after,
            weights=self.weights(section),
            group=section.read("group", lambda v, p: self.name(v, p, expected="the name of a group"), None),
            labels=self._labels(section),
            labels_if=section.read("label_if", self.labels, ()),
        )

    def joined_rule(self, value: object, path: Path) -> EngagementRule:
        """Read a rule that holds its points as long as several conditions do."""
        optional = ("group", "label", "label_if")
        section = self.section(value, path, required=("all", "points"), optional=optional)
        points = section.read("points", self.points, 0.0)
        parts = section.read("all", self.conditions_together, ())
        facts = tuple(part for part in parts if isinstance(part, Condition))
        deeds = tuple(part for part in parts if isinstance(part, Happened)) or (Happened(""),)
        if points < 0 and any(deed.within for deed in deeds):
            section.note("all", expected=_NO_RETURN)
        return EngagementRule(
            signal=deeds[0].signal,
            where=deeds[0].where,
            points=points,
            group=section.read("group", lambda v, p: self.name(v, p, expected="the name of a group"), None),
            facts=facts,
            deeds=deeds,
            labels=self._labels(section),
            labels_if=section.read("label_if", self.labels, ()),
        )

    def conditions_together(self, value: object, path: Path) -> tuple[Condition | Happened, ...]:
        """Read conditions on facts and on signals that have happened: at least two, and a signal among them."""
        noted = len(self.problems)
        items = self.items(value, path, expected="a list of at least two conditions", least=2, most=MOST_TIMES)
        parts = tuple(self._part(*item) for item in items)
        if len(self.problems) == noted and not any(isinstance(part, Happened) for part in parts):
            self.note(path, value, expected="a signal among the conditions: what only facts decide belongs under fit")
        return parts

    def _part(self, value: object, path: Path) -> Condition | Happened:
        if not (isinstance(value, Mapping) and "signal" in value):
            return self.condition(value, path, opens=True)
        section = self.section(value, path, required=("signal",), optional=("where", "within"))
        return Happened(
            section.read("signal", lambda v, p: self.name(v, p, expected="the name of a signal"), ""),
            section.read("where", self.where, ()),
            section.read("within", self.duration, None),
        )

    def cap(self, value: object, path: Path) -> tuple[float, timedelta | None]:
        """Read the most that a rule holds, or {points, within}: the most that it gives in a time."""
        if not isinstance(value, Mapping):
            return self.points(value, path, least=0.0), None
        section = self.section(value, path, required=("points", "within"))
        points = section.read("points", lambda v, p: self.points(v, p, least=0.0), 0.0)
        return points, section.read("within", self.duration, timedelta(days=1))

    def per(self, value: object, path: Path) -> Per:
        """Read {every: amount, of: property}."""
        section = self.section(value, path, required=("every", "of"))
        every = section.read("every", self.number, 1.0)
        if every <= 0:
            section.note("every", expected="a number above 0")
        return Per(every, section.read("of", lambda v, p: self.name(v, p, expected="the name of a property"), ""))

    def _rests(self, section: Section) -> timedelta | None:
        rests = section.read("rests", self.duration, None)
        expires = section.read("expires", self.duration, None) if section.sound else None
        if rests and "half_life" not in section:
            section.note("rests", expected="rests beside half_life: without one nothing fades")
        elif rests and expires and rests >= expires:
            section.note("rests", expected="less than expires: all is gone before it begins to fade")
        return rests

    def begin(self, value: object, path: Path) -> int | None:
        """Read the instant from which on signals count, in microseconds; a date is its midnight, UTC."""
        return self._instant(value, path, days=0)

    def end(self, value: object, path: Path) -> int | None:
        """Read the first instant at which signals no longer count; a date counts to its end, UTC."""
        return self._instant(value, path, days=1)

    def _instant(self, value: object, path: Path, *, days: int) -> int | None:
        # YAML readers make dates of dates, or leave them text.
        written = value.isoformat() if isinstance(value, date) else str(value)
        with suppress(ValueError, OverflowError):
            at = datetime.fromisoformat(written)
            if len(written) == len("2026-11-20"):
                return microseconds(at.replace(tzinfo=UTC) + timedelta(days=days))
            if at.tzinfo is not None:
                return microseconds(at)
        self.note(path, value, expected=_DATE)
        return None

    def _gates_agree(self, section: Section) -> None:
        for name, other in (("times", "within"), ("within", "times")):
            if name not in section and other in section:
                section.note(name, expected=f"{name} beside {other}")
        if "recency" in section and "times" in section:
            section.note("recency", expected="recency or times, not both: the points would hang on which comes first")

    def recency(self, value: object, path: Path) -> tuple[bool, timedelta | None]:
        """Read `first`, or {returning_after: duration}."""
        if isinstance(value, Mapping):
            section = self.section(value, path, required=("returning_after",))
            return False, section.read("returning_after", self.duration, None)
        if value != "first":
            self.note(path, value, expected="first, or {returning_after: 14d}", suggestion=nearest(value, ("first",)))
        return True, None

    def weights(self, section: Section) -> tuple[Weights, ...]:
        """Read the weights by funnel and by channel."""
        found = (section.read(name, self.by_weight, None) for name in WEIGHED)
        return tuple(Weights(name, given) for name, given in zip(WEIGHED, found, strict=True) if given)

    def by_weight(self, value: object, path: Path) -> tuple[tuple[str, float], ...]:
        """Read a mapping from the values of a property to weights."""
        expected = "a mapping from values to weights, such as {bofu: 2}"
        pairs = self.pairs(value, path, expected=expected, least=1)
        return tuple(sorted((self.name(key, p, expected="a value"), self.weight(part, p)) for key, part, p in pairs))

    def weight(self, value: object, path: Path) -> float:
        """Read a weight."""
        if is_number(value) and 0 <= value <= MOST_WEIGHT:
            return float(value)
        self.note(path, value, expected=f"a weight from 0 to {MOST_WEIGHT}")
        return 1.0

    def where(self, value: object, path: Path) -> tuple[tuple[str, Test], ...]:
        """Read the tests on properties, ordered by the property's name."""
        pairs = self.pairs(value, path, expected="a mapping from properties to their values")
        tests = [(self.name(key, p, expected="the name of a property"), self.test(part, p)) for key, part, p in pairs]
        return tuple(sorted(tests, key=lambda entry: entry[0]))

    def test(self, value: object, path: Path) -> Test:
        """Read one test: a value, text with `*`, a range, or a list under one_of, not_in or contains."""
        if not isinstance(value, Mapping):
            return self._shape(value, path)
        section = self.section(value, path, optional=(*_RANGE, *_TESTS))
        if section.sound and tuple(section.entries) not in (_RANGE, *((name,) for name in (*_RANGE, *_TESTS))):
            self.note(path, value, expected=f"one of {', '.join(_TESTS)}, or at_least and at_most or one of the two")
        return self._listed(section) or section.read("one_of", self.any_of, None) or self._range(section)

    def any_of(self, value: object, path: Path) -> OneOf | AnyOf:
        """Read a list of values and of texts with `*`."""
        items = self.items(value, path, expected="a list of at least one value", least=1)
        tests = tuple(self._shape(*item) for item in items)
        plain = tuple(value for test in tests if isinstance(test, OneOf) for value in test.values)
        shapes = tuple(test for test in tests if isinstance(test, Glob))
        if not shapes:
            return OneOf(plain)
        return AnyOf((OneOf(plain), *shapes) if plain else shapes)

    def _shape(self, value: object, path: Path) -> OneOf | Glob:
        plain = self.value(value, path)
        return Glob(plain) if isinstance(plain, str) and "*" in plain else OneOf((plain,))

    def _labels(self, section: Section) -> Labels:
        return section.read("label", self.labels, ())

    def labels(self, value: object, path: Path) -> Labels:
        """Read what a rule is called: one text, or a text per language."""
        expected = "a text, or a text per language such as {en: Viewed the prices}"
        if isinstance(value, str) and value.strip():
            return (("", str(value)),)
        pairs = self.pairs(value, path, expected=expected, least=1)
        return tuple(
            (self.name(key, p, expected="a language"), self.name(part, p, expected="a text")) for key, part, p in pairs
        )


def _value_order(value: Value) -> tuple[bool, float, str]:
    return (True, 0.0, value) if isinstance(value, str) else (False, float(value), "")
