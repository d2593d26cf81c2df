"""Reading a model document, part by part, and noting every mistake in it.

Nothing here knows how the document was written down; who does adds file and line from the path.
"""

from dataclasses import replace

from scoring.document_reader import Path, Section, nearest
from scoring.model import HOT, LUKEWARM, Group, Limits, Model, TierRule
from scoring.rule_reader import WEIGHED, RuleReader
from scoring.rules import EngagementRule, Span, Weights
from scoring.values import show

AUDIENCES = ("b2b", "b2c")
TIERS = (LUKEWARM, HOT)
_OPTIONAL = (
    "limits",
    "unfit",
    "fit",
    "engagement",
    "groups",
    "weights",
    "imported",
    "alert_again_after",
    "review_every",
)
_NO_TIER = TierRule("", 0.0, 0.0)


class ModelReader(RuleReader):
    """Reads models; what it returns is good only if `problems` stays empty."""

    def model(self, document: object) -> Model:
        """Read the whole document; the version is left empty."""
        section = self.section(
            document,
            (),
            required=("audience", "handoff", "tiers"),
            optional=_OPTIONAL,
        )
        model = Model(
            audience=section.read("audience", lambda v, p: self.word(v, p, allowed=AUDIENCES), ""),
            handoff=section.read("handoff", lambda v, p: self.word(v, p, allowed=TIERS), ""),
            tiers=section.read("tiers", self.tiers, ()),
            limits=section.read("limits", self.limits, Limits()),
            unfit=section.read("unfit", self.conditions, ()),
            fit=section.read("fit", self.fit_rules, ()),
            engagement=(),
            alert_again_after=section.read("alert_again_after", self.duration, None),
            review_every=section.read("review_every", self.duration, None),
            version="",
            groups=section.read("groups", self.groups, ()),
            imported=section.read("imported", self.fields, ()),
        )
        return replace(model, engagement=self._engagement(section, model.groups))

    def _engagement(self, section: Section, groups: tuple[Group, ...]) -> tuple[EngagementRule, ...]:
        """Read the rules on signals, which may name a group and share weights."""
        rules = section.read("engagement", self.engagement_rules, ())
        names = [group.name for group in groups]
        for index, rule in enumerate(rules):
            if rule.group and rule.group not in names:
                expected = f"one of {', '.join(names)}" if names else "a group with its cap under groups"
                place = ("engagement", index, "group")
                self.note(place, rule.group, expected=expected, suggestion=nearest(rule.group, names))
        common = section.read("weights", self.common_weights, ())
        known = [replace(rule, group=rule.group if rule.group in names else None) for rule in rules]
        # What holds points gives none for a signal that could weigh more or less.
        return tuple(rule if rule.deeds else replace(rule, weights=_in_force(common, rule.weights)) for rule in known)

    def fields(self, value: object, path: Path) -> tuple[str, ...]:
        """Read the names of fields."""
        return tuple(self.field(*item) for item in self.items(value, path, expected="a list of fields"))

    def groups(self, value: object, path: Path) -> tuple[Group, ...]:
        """Read the groups, ordered by name."""
        pairs = self.pairs(value, path, expected="a mapping from groups to their caps, such as {web: {cap: 30}}")
        return tuple(sorted((self.group(*pair) for pair in pairs), key=lambda group: group.name))

    def group(self, key: object, value: object, path: Path) -> Group:
        """Read one group."""
        section = self.section(value, path, required=("cap",))
        cap = section.read("cap", lambda v, p: self.points(v, p, least=0.0), 0.0)
        return Group(self.name(key, path, expected="the name of a group"), cap)

    def common_weights(self, value: object, path: Path) -> tuple[Weights, ...]:
        """Read the weights for every rule that has none of its own."""
        return self.weights(self.section(value, path, optional=WEIGHED))

    def tiers(self, value: object, path: Path) -> tuple[TierRule, ...]:
        """Read the tiers, ascending."""
        section = self.section(value, path, required=TIERS)
        lukewarm, hot = (section.read(name, self.tier, _NO_TIER) for name in TIERS)
        if section.sound and hot.enter < lukewarm.enter:
            expected = f"at least what lukewarm asks to enter ({show(lukewarm.enter)})"
            self.note((*path, HOT, "enter"), hot.enter, expected=expected)
        return lukewarm, hot

    def tier(self, value: object, path: Path) -> TierRule:
        """Read one tier; its name is the last key of the path."""
        section = self.section(value, path, required=("enter",), optional=("leave", "fit", "engagement"))
        enter = section.read("enter", self.points, 0.0)
        leave = section.read("leave", self.points, enter)
        if section.sound and leave > enter:
            section.note("leave", expected=f"at most what it asks to enter ({show(enter)})")
        minima = {name: section.read(name, self.points, 0.0) for name in ("fit", "engagement") if name in section}
        return TierRule(str(path[-1]), enter, leave, **minima)

    def limits(self, value: object, path: Path) -> Limits:
        """Read the limits of fit and engagement."""
        section = self.section(value, path, optional=("fit", "engagement"))
        return Limits(section.read("fit", self.span, Span()), section.read("engagement", self.span, Span()))

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


def _in_force(common: tuple[Weights, ...], own: tuple[Weights, ...]) -> tuple[Weights, ...]:
    """Return a rule's own weights and those common ones that it does not replace, in one order wherever they stood."""
    by_name = {weights.name: weights for weights in (*common, *own)}
    return tuple(by_name[name] for name in WEIGHED if name in by_name)
