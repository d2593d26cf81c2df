"""Why a lead has its score: lines that add up to it exactly, and what would change its tier (rule 6 of scoring)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from scoring.engagement import left_of
from scoring.engine import Score, Standing, TierChange, advance, next_change, score_at
from scoring.instants import instant, iso, microseconds
from scoring.lifts import Lift, lifts
from scoring.model import RANK, UNFIT, Model
from scoring.rules import EngagementRule, Labels, Span
from scoring.values import Value

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What one rule has given, and what remains: `given - lost_to_cap - lost_to_decay == remains`.

    `kind` is fit, engagement, limit (what a limit or a group's cap takes, or adds) or unfit (no points: the fact that
    makes the lead unfit). `count` is how often it gave, `last_at` when last (what rests or expires: when it last
    matched); for a fact, since when it is known, None if the points are for its not being known. Losses have the sign
    of the points. `facts` are those that a rule on several conditions asks for. `labels` is what the rule is called, by
    language.
    """

    rule: str
    kind: str
    given: float
    remains: float
    lost_to_cap: float = 0.0
    lost_to_decay: float = 0.0
    count: int = 0
    last_at: datetime | None = None
    field: str | None = None
    value: Value | None = None
    signal: str | None = None
    where: Mapping[str, str] | None = None
    facts: tuple[tuple[str, Value], ...] | None = None
    labels: Labels = ()

    def to_json(self) -> Json:
        """Return the line as a plain mapping, without what does not apply to its kind."""
        said = asdict(self) | {"labels": dict(self.labels) or None, "facts": dict(self.facts or ()) or None}
        return {key: _plain(value) for key, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a lead out of the next tier: `side` is score or, where that would do, fit or engagement."""

    tier: str
    side: str
    has: float
    needs: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """A score, explained to the last point: the `remains` of the lines sum to `score`."""

    lines: tuple[LedgerLine, ...]
    fit: float
    engagement: float
    score: float
    tier: str
    next_change_at: datetime | None
    lifts: tuple[Lift, ...]
    missing: tuple[Missing, ...] = ()

    def to_json(self, tier_changes: Iterable[TierChange] = ()) -> Json:
        """Return the score and its lines, with the tier changes given, as plain mappings and lists; nothing rounded."""
        return {
            "fit": self.fit,
            "engagement": self.engagement,
            "score": self.score,
            "tier": self.tier,
            "next_change_at": _plain(self.next_change_at),
            "ledger": [line.to_json() for line in self.lines],
            "tier_changes": [{key: _plain(value) for key, value in asdict(change).items()} for change in tier_changes],
        }


def explain(model: Model, standing: Standing, at: datetime) -> Ledger:
    """Return the ledger at an instant, falls due by then included; before the standing, the standing's own."""
    standing = advance(model, standing, at).standing
    score = score_at(model, standing, at)
    return Ledger(
        lines=lines_at(model, standing, at),
        fit=score.fit,
        engagement=score.engagement,
        score=score.score,
        tier=score.tier,
        next_change_at=next_change(model, standing),
        lifts=lifts(model, standing, at),
        missing=_missing(model, score),
    )


def lines_at(model: Model, standing: Standing, at: datetime) -> tuple[LedgerLine, ...]:
    """Return the ledger's lines alone, which cost a fraction of the whole; the standing must have no fall due."""
    return tuple(_lines(model, standing, max(microseconds(at), standing.at_us)))


def _missing(model: Model, score: Score) -> tuple[Missing, ...]:
    following = next((rule for rule in model.tiers if RANK[rule.name] > RANK[score.tier]), None)
    if following is None or score.tier == UNFIT:
        return ()
    if score.score < following.enter:
        return (Missing(following.name, "score", score.score, following.enter),)
    sides = (("fit", score.fit, following.fit), ("engagement", score.engagement, following.engagement))
    return tuple(Missing(following.name, side, has, needs) for side, has, needs in sides if has < needs)


def _lines(model: Model, standing: Standing, at_us: int) -> Iterator[LedgerLine]:
    yield from _unfit_lines(model, standing)
    fit = [*_fit_lines(model, standing)]
    yield from fit
    yield from _limit_line("limit.fit", model.limits.fit, fit)
    engagement = dict(_engagement_lines(model, standing, at_us))
    lines = [*engagement.values()]
    for place, group in enumerate(model.groups):
        together = [line for index, line in engagement.items() if model.group_of[index] == place]
        lines += _limit_line(f"group.{group.name}", Span(-group.cap, group.cap), together)
    yield from lines
    yield from _limit_line("limit.engagement", model.limits.engagement, lines)


def _unfit_lines(model: Model, standing: Standing) -> Iterator[LedgerLine]:
    for condition, rule_id in zip(model.unfit, model.unfit_ids, strict=True):
        known = standing.facts.get(condition.field)
        if known is not None and condition.holds(known.value):
            yield LedgerLine(
                rule_id,
                "unfit",
                0.0,
                0.0,
                count=1,
                last_at=instant(known.at_us),
                field=condition.field,
                value=known.value,
                labels=condition.labels,
            )


def _fit_lines(model: Model, standing: Standing) -> Iterator[LedgerLine]:
    for rule, rule_id in zip(model.fit, model.fit_ids, strict=True):
        known = standing.facts.get(rule.field)
        points = rule.gives(None if known is None else known.value)
        if points:
            yield LedgerLine(
                rule_id,
                "fit",
                points,
                points,
                count=1,
                last_at=None if known is None else instant(known.at_us),
                field=rule.field,
                value=None if known is None else known.value,
                labels=rule.labels,
            )


def _engagement_lines(model: Model, standing: Standing, at_us: int) -> Iterator[tuple[int, LedgerLine]]:
    for index, (rule, rule_id) in enumerate(zip(model.engagement, model.engagement_ids, strict=True)):
        tally = standing.tallies.get(index)
        if tally is None or not tally.awards or not rule.points:
            continue
        remains = left_of(rule, tally, at_us)
        yield (
            index,
            LedgerLine(
                rule_id,
                "engagement",
                tally.given,
                remains,
                lost_to_cap=tally.lost_to_cap,
                lost_to_decay=tally.given - tally.lost_to_cap - remains,
                count=tally.awards,
                last_at=instant(tally.at_us),
                signal=rule.signal,
                where={name: str(test).removeprefix("=") for name, test in rule.where},
                facts=_facts_of(rule, standing),
                labels=rule.labels,
            ),
        )


def _facts_of(rule: EngagementRule, standing: Standing) -> tuple[tuple[str, Value], ...] | None:
    fields = dict.fromkeys(condition.field for condition in rule.facts if condition.field in standing.facts)
    return tuple((name, standing.facts[name].value) for name in fields) or None


def _limit_line(rule_id: str, span: Span, lines: list[LedgerLine]) -> Iterator[LedgerLine]:
    points = sum((line.remains for line in lines), 0.0)
    taken = span.hold(points) - points
    if taken:
        yield LedgerLine(rule_id, "limit", taken, taken)


def _plain(value: object) -> object:
    return iso(value) if isinstance(value, datetime) else value
