"""Small models and histories to try the rules of scoring on: as documents and items, drawn by hypothesis.

Points are drawn as whole, as quarters and as any floats; instants coarse enough to collide and fine enough not to.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from scoring.engine import Folded, TierChange, advance, fold, start
from scoring.model import Model
from scoring.parse import parse_model
from scoring.signals import Fact, Item, Signal, order_key
from scoring.values import Value

unhurried = settings(deadline=None)

MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)
LATEST_US = 40 * 86_400_000_000

SIGNALS = ("page.viewed", "cart.added", "newsletter.unsubscribed")
PATHS = ("/pricing", "/pricing/fr", "/blog")
ROLES = ("founder", "director", "student")
VALUES = {"role": ROLES, "company_size": (0, 1, 50, 50.5, 1000), "is_customer": (True, False, 1)}

Document = dict[str, Any]


def points(least: float = -30, most: float = 30) -> st.SearchStrategy[float]:
    quarters = st.integers(int(least) * 4, int(most) * 4).map(lambda number: number / 4)
    return st.integers(int(least), int(most)) | quarters | st.floats(least, most)


durations = st.sampled_from(["30m", "6h", "1d", "3d", "2w"])
instants = (
    st.integers(0, 40).map(lambda days: MONDAY + timedelta(days=days))
    | st.integers(0, 40 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
    | st.integers(0, LATEST_US).map(lambda us: MONDAY + timedelta(microseconds=us))
)


@st.composite
def tiers(draw: st.DrawFn, *, minima: bool = True) -> Document:
    """Draw two tiers, with a band and sometimes with minima."""
    lukewarm = draw(points(1, 20))
    hot = lukewarm + draw(points(0, 20))
    bands = [{"enter": enter, "leave": enter - draw(points(0, 10))} for enter in (lukewarm, hot)]
    for tier in bands if minima else ():
        tier |= {
            name: draw(points(0, 15)) for name in draw(st.sets(st.sampled_from(["fit", "engagement"]), max_size=1))
        }
    return {"lukewarm": bands[0], "hot": bands[1]}


@st.composite
def fit_rules(draw: st.DrawFn) -> Document:
    name = draw(st.sampled_from(sorted(VALUES)))
    form = draw(st.sampled_from(["points", "steps", "in", "range", "present"]))
    if form == "range":
        low, high = sorted(draw(st.tuples(*[st.sampled_from([0, 1, 50, 50.5, 200])] * 2)))
        ends = draw(st.sampled_from([{"at_least": low}, {"at_most": high}, {"at_least": low, "at_most": high}]))
        return {"field": name, **ends, "points": draw(points())}
    if form == "present":
        return {"field": name, "present": True, "points": draw(points())}
    if form == "steps":
        numbers = sorted(draw(st.sets(st.sampled_from([0, 1, 10, 50.5, 200]), min_size=1)))
        return {"field": name, "steps": [[number, draw(points())] for number in numbers]}
    values = draw(st.lists(st.sampled_from(VALUES[name]), min_size=1, max_size=3))
    if form == "in":
        return {"field": name, "in": values, "points": draw(points())}
    return {"field": name, "points": {value: draw(points()) for value in values}}


weight = st.integers(0, 3) | st.floats(0, 2)
weights: st.SearchStrategy[Document] = st.just({}) | st.fixed_dictionaries(
    {},
    optional={
        "funnel": st.dictionaries(st.sampled_from(["tofu", "bofu"]), weight, min_size=1),
        "channel": st.dictionaries(st.sampled_from(["paid", "email"]), weight, min_size=1),
    },
)


@st.composite
def engagement_rules(draw: st.DrawFn) -> Document:
    worth = draw(points(0, 30) | points(0, 30) | points(-15, 0))
    rule: Document = {"signal": draw(st.sampled_from(SIGNALS)), "points": worth}
    if draw(st.integers(0, 2)) == 0:
        rule["where"] = draw(
            st.sampled_from(
                [
                    {"path": "/pricing*"},
                    {"path": "/blog"},
                    {"value": {"at_least": 10}},
                    {"value": {"at_most": 10}},
                    {"value": {"at_least": 6, "at_most": 12}},
                    {"path": "*/fr"},
                    {"path": {"one_of": ["/blog", "*/fr"]}},
                    {"value": {"one_of": [5, "10", True]}},
                ]
            )
        )
    if draw(st.booleans()):
        rule["cap"] = draw(points(5, 60))
    if worth >= 0 and draw(st.integers(0, 3)):
        rule["half_life"] = draw(durations)
    gate = draw(st.integers(0, 5))
    if gate == 0:
        rule |= {"times": draw(st.integers(2, 4)), "within": draw(durations)}
    elif gate == 1:
        rule["recency"] = draw(st.just("first") | durations.map(lambda after: {"returning_after": after}))
    if draw(st.integers(0, 5)) == 0:
        rule["once"] = draw(st.booleans())
    if draw(st.integers(0, 4)) == 0:
        rule["per_day"] = draw(st.integers(1, 3))
    return rule | draw(weights) | draw(st.sampled_from([{}, {}, {"group": "web"}, {"group": "shop"}]))


spans = st.tuples(points(-60, 20), points(20, 90)).map(list)
conditions = st.sampled_from(
    [
        {"field": "role", "in": ["student"]},
        {"field": "company_size", "at_most": 1},
        {"field": "company_size", "at_least": 10, "at_most": 50},
        {"field": "role", "at_least": 3},
        {"field": "is_customer", "present": True},
    ]
)


@st.composite
def documents(draw: st.DrawFn, *, minima: bool = True, unfit: bool = True) -> Document:
    """Draw a model as a YAML reader would give it."""
    document: Document = {
        "audience": draw(st.sampled_from(["b2b", "b2c"])),
        "handoff": draw(st.sampled_from(["lukewarm", "hot"])),
        "tiers": draw(tiers(minima=minima)),
        "fit": draw(st.lists(fit_rules(), min_size=1, max_size=3)),
        "engagement": draw(st.lists(engagement_rules(), min_size=2, max_size=5)),
        "groups": {name: {"cap": draw(points(0, 60))} for name in ("web", "shop")},
    }
    if draw(st.integers(0, 3)) == 0:
        document["weights"] = draw(weights)
    if draw(st.booleans()):
        _without_groups(document)
    if draw(st.booleans()):
        document["limits"] = draw(st.fixed_dictionaries({}, optional={"fit": spans, "engagement": spans}))
    if unfit and draw(st.booleans()):
        document["unfit"] = [draw(conditions)]
    return document


def _without_groups(document: Document) -> None:
    del document["groups"]
    document["engagement"] = [
        {key: part for key, part in rule.items() if key != "group"} for rule in document["engagement"]
    ]


def models(*, minima: bool = True, unfit: bool = True) -> st.SearchStrategy[Model]:
    return documents(minima=minima, unfit=unfit).map(parse_model)


facts = st.sampled_from([(name, value) for name, values in VALUES.items() for value in values])
properties: st.SearchStrategy[Mapping[str, Value]] = st.fixed_dictionaries(
    {},
    optional={
        "path": st.sampled_from(PATHS),
        "value": st.sampled_from([5, 10, 12.5, "10", True]),
        "funnel": st.sampled_from(["tofu", "mofu", "bofu", 1]),
        "channel": st.sampled_from(["paid", "email", "web"]),
    },
)


@st.composite
def items(draw: st.DrawFn) -> Item:
    at = draw(instants)
    if draw(st.integers(0, 3)) == 0:
        name, value = draw(facts)
        return Fact("", at, name, value)
    return Signal("", at, draw(st.sampled_from(SIGNALS)), draw(properties))


def histories(most: int = 20) -> st.SearchStrategy[list[Item]]:
    """Draw items with ids of their own, in any order of time."""
    # Left to itself a list stays short, and little happens in it.
    lists = st.integers(0, most).flatmap(lambda size: st.lists(items(), min_size=size, max_size=size))
    return lists.map(lambda drawn: [replace(item, id=str(number)) for number, item in enumerate(drawn)])


def fold_one_by_one(model: Model, history: list[Item], at: datetime) -> Folded:
    """Fold a history as it happens live."""
    standing = start()
    changes: list[TierChange] = []
    for item in sorted(history, key=order_key):
        if item.at <= at:
            folded = fold(model, standing, item)
            standing, changes = folded.standing, [*changes, *folded.tier_changes]
    folded = advance(model, standing, at)
    return Folded(folded.standing, (*changes, *folded.tier_changes))
