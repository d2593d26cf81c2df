"""Reading a model document, part by part, and noting every mistake in it.

Nothing here knows how the document was written down; who does adds file and line from the path.
"""

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise

from scoring.model import (
    HOT,
    LUKEWARM,
    ByMembership,
    BySteps,
    ByValue,
    Condition,
    EngagementRule,
    FitRule,
    Limits,
    Model,
    Span,
    TierRule,
)
from scoring.reading import Path, Reader, Section
from scoring.values import AtLeast, AtMost, Glob, OneOf, Test, Value, is_number, show

AUDIENCES = ("b2b", "b2c")
TIERS = (LUKEWARM, HOT)
MOST_TIMES = 100
"""The instants that a rule waits with are kept in the lead's row, which stays small."""

_NO_TIER = TierRule("", 0.0, 0.0)
_SCALES = "points by value, steps, or in with points"
_NO_RISE = "no half_life with negative points: what faded back would raise the score without any signal"


class ModelReader(Reader):
    """Reads models; what it returns is good only if `problems` stays empty."""

    def model(self, document: object) -> Model:
        """Read the whole document; the version is left empty."""
        section = self.section(
            document,
            (),
            required=("audience", "handoff", "tiers"),
            optional=("limits", "unfit", "fit", "engagement", "alert_again_after", "review_every"),
        )
        return Model(
            audience=section.take("audience", lambda v, p: self.word(v, p, allowed=AUDIENCES), ""),
            handoff=section.take("handoff", lambda v, p: self.word(v, p, allowed=TIERS), ""),
            tiers=section.take("tiers", self.tiers, ()),
            limits=section.take("limits", self.limits, Limits()),
            unfit=section.take("unfit", self.conditions, ()),
            fit=section.take("fit", self.fit_rules, ()),
            engagement=section.take("engagement", self.engagement_rules, ()),
            alert_again_after=section.take("alert_again_after", self.duration, None),
            review_every=section.take("review_every", self.duration, None),
            version="",
        )

    def tiers(self, value: object, path: Path) -> tuple[TierRule, ...]:
        """Read the tiers, ascending."""
        section = self.section(value, path, required=TIERS)
        lukewarm, hot = (section.take(name, self.tier, _NO_TIER) for name in TIERS)
        if section.sound and hot.enter < lukewarm.enter:
            expected = f"at least what lukewarm asks to enter ({show(lukewarm.enter)})"
            self.note((*path, HOT, "enter"), hot.enter, expected=expected)
        return lukewarm, hot

    def tier(self, value: object, path: Path) -> TierRule:
        """Read one tier; its name is the last key of the path."""
        section = self.section(value, path, required=("enter",), optional=("leave", "fit", "engagement"))
        enter = section.take("enter", self.points, 0.0)
        leave = section.take("leave", self.points, enter)
        if section.sound and leave > enter:
            section.note("leave", expected=f"at most what it asks to enter ({show(enter)})")
        minima = {name: section.take(name, self.points, 0.0) for name in ("fit", "engagement") if name in section}
        return TierRule(str(path[-1]), enter, leave, **minima)

    def limits(self, value: object, path: Path) -> Limits:
        """Read the limits of fit and engagement."""
        section = self.section(value, path, optional=("fit", "engagement"))
        return Limits(section.take("fit", self.span, Span()), section.take("engagement", self.span, Span()))

    def span(self, value: object, path: Path) -> Span:
        """Read a [lowest, highest]."""
        noted = len(self.problems)
        ends = self.items(value, path, expected="a list [lowest, highest]", least=2, most=2)
        numbers = [self.points(*end) for end in ends]
        if len(self.problems) > noted:
            return Span()
        if numbers[0] > numbers[1]:
            self.note((*path, 0), numbers[0], expected=f"at most the highest ({show(numbers[1])})")
        return Span(*numbers)

    def conditions(self, value: object, path: Path) -> tuple[Condition, ...]:
        """Read what makes a lead unfit."""
        return tuple(self.condition(*item) for item in self.items(value, path))

    def condition(self, value: object, path: Path) -> Condition:
        """Read one condition on a fact."""
        tests = ("in", "at_least", "at_most")
        section = self.section(value, path, required=("field",), optional=tests)
        if section.sound and sum(name in section for name in tests) != 1:
            self.note(path, value, expected="exactly one of in, at_least, at_most beside field")
        test: OneOf | AtLeast | AtMost = section.take("in", self.one_of, OneOf(()))
        test = section.take("at_least", lambda v, p: AtLeast(self.number(v, p)), test)
        test = section.take("at_most", lambda v, p: AtMost(self.number(v, p)), test)
        return Condition(section.take("field", self.field, ""), test)

    def one_of(self, value: object, path: Path) -> OneOf:
        """Read a list of at least one value."""
        items = self.items(value, path, expected="a list of at least one value", least=1)
        return OneOf(tuple(self.value(*item) for item in items))

    def field(self, value: object, path: Path) -> str:
        """Read the name of a field."""
        return self.name(value, path, expected="the name of a field")

    def fit_rules(self, value: object, path: Path) -> tuple[FitRule, ...]:
        """Read the rules on facts."""
        return tuple(self.fit_rule(*item) for item in self.items(value, path))

    def fit_rule(self, value: object, path: Path) -> FitRule:
        """Read one rule on a fact, in whichever of its three forms."""
        section = self.section(value, path, required=("field",), optional=("points", "steps", "in"))
        given = tuple(name for name in ("points", "steps", "in") if name in section)
        if section.sound and given not in (("points",), ("steps",), ("points", "in")):
            self.note(path, value, expected=f"{_SCALES} beside field")
        return FitRule(section.take("field", self.field, ""), self._scale(section))

    def _scale(self, section: Section) -> ByValue | BySteps | ByMembership:
        if "in" in section:
            points = section.take("points", self.points, 0.0)
            return ByMembership(section.take("in", self.one_of, OneOf(())), points)
        if "steps" in section:
            return section.take("steps", self.steps, BySteps(()))
        return section.take("points", self.by_value, ByValue(()))

    def by_value(self, value: object, path: Path) -> ByValue:
        """Read a mapping from values to points."""
        pairs = self.pairs(value, path, expected="a mapping from values to points", least=1)
        points = [(self.value(key, place), self.points(part, place)) for key, part, place in pairs]
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
        """Read one rule on a signal."""
        section = self.section(
            value,
            path,
            required=("signal", "points"),
            optional=("where", "cap", "half_life", "times", "within"),
        )
        points = section.take("points", self.points, 0.0)
        half_life: timedelta | None = section.take("half_life", self.duration, None)
        if points < 0 and half_life is not None:
            section.note("half_life", expected=_NO_RISE)
        for name, other in (("times", "within"), ("within", "times")):
            if name not in section and other in section:
                section.note(name, expected=f"{name} beside {other}")
        return EngagementRule(
            signal=section.take("signal", lambda v, p: self.name(v, p, expected="the name of a signal"), ""),
            where=section.take("where", self.where, ()),
            points=points,
            cap=section.take("cap", lambda v, p: self.points(v, p, least=0.0), None),
            half_life=half_life,
            times=section.take("times", self.times, None),
            within=section.take("within", self.duration, None),
        )

    def where(self, value: object, path: Path) -> tuple[tuple[str, Test], ...]:
        """Read the tests on properties, ordered by the property's name."""
        pairs = self.pairs(value, path, expected="a mapping from properties to their values")
        tests = []
        for key, part, place in pairs:
            name = self.name(key, place, expected="the name of a property")
            tests.append((name, self.test(part, place)))
        return tuple(sorted(tests, key=lambda entry: entry[0]))

    def test(self, value: object, path: Path) -> Test:
        """Read one test: a value, text with `*`, or {at_least: number}."""
        if isinstance(value, Mapping):
            section = self.section(value, path, required=("at_least",))
            return AtLeast(section.take("at_least", self.number, 0.0))
        plain = self.value(value, path)
        return Glob(plain) if isinstance(plain, str) and "*" in plain else OneOf((plain,))

    def times(self, value: object, path: Path) -> int:
        """Read how many signals it takes."""
        if is_number(value) and 2 <= value <= MOST_TIMES and value == int(value):
            return int(value)
        self.note(path, value, expected=f"a whole number from 2 to {MOST_TIMES}")
        return 2


def _value_order(value: Value) -> tuple[bool, float, str]:
    return (True, 0.0, value) if isinstance(value, str) else (False, float(value), "")
