"""Small models to try the rules of scoring on, drawn by hypothesis as the documents that a YAML reader would give.

Points are drawn as whole, as quarters and as any floats; every form of rule comes often enough to matter.
"""

from typing import Any

from hypothesis import strategies as st

from scoring.model import Model
from scoring.parse import parse_model

SIGNALS = ("page.viewed", "cart.added", "newsletter.unsubscribed")
SHAPES_OF_SIGNALS = ("page.*", "*.added", "*", "Page.Viewed")
ROLES = ("founder", "director", "student", "Directör")
VALUES = {"role": ROLES, "company_size": (0, 1, 50, 50.5, 1000), "is_customer": (True, False, 1)}
GROUPS = ("shop", "web")

Document = dict[str, Any]

Durations = st.SearchStrategy[str]
durations: Durations = st.sampled_from(["30m", "6h", "1d", "3d", "2w"])


def points(least: float = -30, most: float = 30) -> st.SearchStrategy[float]:
    quarters = st.integers(int(least) * 4, int(most) * 4).map(lambda number: number / 4)
    return st.integers(int(least), int(most)) | quarters | st.floats(least, most)


def one_in(number: int) -> st.SearchStrategy[bool]:
    # The last of the list, so that shrinking leaves the part out.
    return st.sampled_from([False] * (number - 1) + [True])


@st.composite
def tiers(draw: st.DrawFn) -> Document:
    """Draw two tiers, mostly with a band and sometimes with minima."""
    lukewarm = draw(points(1, 20))
    bands = [{"enter": lukewarm}, {"enter": lukewarm + draw(points(0, 20))}]
    for tier in bands:
        if not draw(one_in(4)):
            tier["leave"] = tier["enter"] - draw(points(0, 10))
        if draw(one_in(3)):
            tier[draw(st.sampled_from(["fit", "engagement"]))] = draw(points(0, 15))
    return {"lukewarm": bands[0], "hot": bands[1]}


labels = st.sampled_from(["Asked for prices", {"en": "Prices", "fr": "Prix"}])
ranges: st.SearchStrategy[Document] = st.sampled_from(
    [
        {"at_least": 1},
        {"at_most": 50},
        {"at_most": 50.25},
        {"at_least": 50, "at_most": 50.5},
        {"at_least": 0, "at_most": 1},
        {"at_least": 50.25},
    ]
)


@st.composite
def fit_rules(draw: st.DrawFn) -> Document:
    form = draw(st.sampled_from(["points", "steps", "in", "range", "present", "not_in", "contains"]))
    name = "company_size" if form in ("range", "steps") and not draw(one_in(5)) else draw(st.sampled_from([*VALUES]))
    rule = {"field": name} | ({"label": draw(labels)} if draw(one_in(5)) else {})
    if form == "range":
        return rule | draw(ranges) | {"points": draw(points())}
    if form == "present":
        return rule | {"present": draw(st.booleans()), "points": draw(points())}
    if form == "steps":
        numbers = sorted(draw(st.sets(st.sampled_from([0, 1, 10, 50.5, 200]), min_size=1)))
        return rule | {"steps": [[number, draw(points())] for number in numbers]}
    if form == "contains":
        return rule | {
            "field": "role",
            "contains": draw(st.sampled_from(["found", ["R", "stud"], "ÖR"])),
            "points": draw(points()),
        }
    texts = ("*t*", "F*", "DIRECTOR") if name == "role" else ()
    values = draw(st.lists(st.sampled_from((*VALUES[name], *texts)), min_size=1, max_size=3))
    if form in ("in", "not_in"):
        return rule | {form: values, "points": draw(points())}
    once = {value.casefold().replace("ö", "o") if isinstance(value, str) else value: value for value in values}
    return rule | {"points": {value: draw(points()) for value in once.values()}}


wheres: st.SearchStrategy[Document] = st.sampled_from(
    [
        {"path": "/pricing*"},
        {"path": "/blog"},
        {"path": "*/fr"},
        {"path": "*pric*"},
        {"path": {"one_of": ["/blog", "*/fr"]}},
        {"value": {"at_least": 10}},
        {"value": {"at_most": 10}},
        {"value": {"at_least": 6, "at_most": 12}},
        {"value": {"one_of": [5, "10", True]}},
        {"value": 10},
        {"value": True},
        {"funnel": "bofu", "path": {"one_of": ["/pricing", "/blog"]}},
        {"funnel": {"one_of": ["tofu", "*ofu"]}},
        {"path": {"not_in": ["/blog", "*/FR"]}},
        {"path": {"contains": ["PRIC", "x"]}},
        {"path": "/Pricing"},
    ]
)
weight = st.sampled_from([2, 0.5, 1.2, 0, 1]) | st.floats(0, 2)
by_funnel = st.dictionaries(st.sampled_from(["tofu", "bofu"]), weight, min_size=1)
by_channel = st.dictionaries(st.sampled_from(["paid", "email"]), weight, min_size=1)
weights: st.SearchStrategy[Document] = st.one_of(
    st.fixed_dictionaries({"funnel": by_funnel}),
    st.fixed_dictionaries({"channel": by_channel}),
    st.fixed_dictionaries({"funnel": by_funnel, "channel": by_channel}),
)


@st.composite
def gates(draw: st.DrawFn, spans: Durations) -> Document:
    """Draw what lets only some matches of a rule give points: most often one thing, sometimes several."""
    drawn: Document = {}
    gate = draw(st.sampled_from(["none", "none", "none", "times", "first", "returning", "once", "per_day", "per_day"]))
    if gate == "times":
        drawn |= {"times": draw(st.integers(2, 3)), "within": draw(spans)}
    if gate in ("first", "returning"):
        drawn["recency"] = "first" if gate == "first" else {"returning_after": draw(spans)}
    if gate == "once" or draw(one_in(10)):
        drawn["once"] = not draw(one_in(5))
    if gate == "per_day" or draw(one_in(10)):
        drawn["per_day"] = draw(st.integers(1, 2))
    return drawn


facts_together = st.sampled_from(
    [
        {"field": "role", "in": ["FOUNDER", "direct*"]},
        {"field": "company_size", "at_least": 1},
        {"field": "company_size", "present": False},
        {"field": "is_customer", "not_in": [True]},
        {"field": "role", "present": True},
    ]
)


@st.composite
def joined_rules(draw: st.DrawFn, spans: Durations = durations) -> Document:
    worth = draw(points(-15, 0)) if draw(one_in(5)) else draw(points(5, 30))
    deeds: list[Document] = []
    for name in draw(st.lists(st.sampled_from([*SIGNALS[:2], "page.*"]), min_size=1, max_size=2, unique=True)):
        deed: Document = {"signal": name} | ({"where": draw(wheres)} if draw(one_in(5)) else {})
        deeds.append(deed | ({"within": draw(spans)} if worth >= 0 and not draw(one_in(3)) else {}))
    facts = draw(st.lists(facts_together, min_size=2 - len(deeds), max_size=2))
    return {"all": [*facts, *deeds], "points": worth}


@st.composite
def times(draw: st.DrawFn, spans: Durations, *, worth: float) -> Document:
    """Draw what time does to the points of a rule: they fade, rest, or expire; a cap is for a time, or for good."""
    rule: Document = {}
    if draw(st.booleans()):
        most = draw(points(5, 60))
        rule["cap"] = {"points": most, "within": draw(spans)} if draw(one_in(4)) else most
    if worth >= 0 and not draw(one_in(4)):
        rule["half_life"] = draw(spans)
        if draw(one_in(5)):
            rule["rests"] = draw(spans)
    if worth >= 0 and draw(one_in(5)):
        # Whatever rests is gone only after that.
        rule["expires"] = draw(st.sampled_from(["15d", "40d"])) if "rests" in rule else draw(spans)
    return rule


@st.composite
def engagement_rules(draw: st.DrawFn, spans: Durations = durations) -> Document:
    if draw(one_in(6)):
        return draw(joined_rules(spans))
    worth = draw(points(-15, 0)) if draw(one_in(6)) else draw(points(0, 30) | points(5, 30))
    # Two thirds are about one signal, so that a history has something to say to its rules.
    named = draw(st.sampled_from(SHAPES_OF_SIGNALS if draw(one_in(6)) else SIGNALS * 2 + SIGNALS[:1] * 3))
    rule: Document = {"signal": named, "points": worth}
    if draw(one_in(4)):
        rule["where"] = draw(wheres)
    rule |= draw(times(spans, worth=worth))
    if draw(one_in(8)):
        rule["per"] = {"every": draw(st.sampled_from([2.5, 5, 10, 11])), "of": "value"}
    if draw(one_in(8)):
        rule["from"] = draw(st.sampled_from(["2026-01-05", "2026-01-06"]))
    if draw(one_in(8)):
        rule["to"] = draw(st.sampled_from(["2026-01-06", "2026-01-16"]))
    rule |= draw(gates(spans))
    if draw(one_in(4)):
        rule |= draw(weights)
    if draw(one_in(8)):
        rule["label"] = draw(labels)
    if draw(one_in(8)):
        rule["label_if"] = draw(labels)
    return rule


limits = st.tuples(points(-60, 20), points(20, 90)).map(list)
conditions = st.sampled_from(
    [
        {"field": "role", "in": ["student"]},
        {"field": "company_size", "at_most": 1},
        {"field": "company_size", "at_least": 10, "at_most": 50},
        {"field": "role", "at_least": 3},
        {"field": "is_customer", "present": True},
        {"field": "is_customer", "in": [True], "label": "Has bought"},
        {"field": "role", "in": ["STUD*"]},
        {"field": "role", "contains": "rect"},
        {"field": "role", "not_in": ["founder", "director"]},
    ]
)


@st.composite
def documents(draw: st.DrawFn, spans: Durations = durations) -> Document:
    """Draw a model as a YAML reader would give it; `spans` are its half-lives and windows."""
    document: Document = {
        "audience": draw(st.sampled_from(["b2b", "b2c"])),
        "handoff": draw(st.sampled_from(["lukewarm", "hot"])),
        "tiers": draw(tiers()),
        "fit": draw(st.lists(fit_rules(), min_size=1, max_size=3)),
        "engagement": draw(st.lists(engagement_rules(spans), min_size=2, max_size=5)),
    }
    if draw(st.booleans()):
        document["groups"] = {name: {"cap": draw(points(0, 40))} for name in GROUPS}
        for rule in document["engagement"]:
            rule |= draw(st.sampled_from([{}, {"group": "web"}, {"group": "web"}, {"group": "shop"}]))
    if draw(one_in(3)):
        document["weights"] = draw(weights)
    if draw(one_in(8)):
        document["imported"] = ["is_customer"]
    if draw(one_in(3)):
        document["limits"] = draw(st.fixed_dictionaries({}, optional={"fit": limits, "engagement": limits}))
    if draw(one_in(3)):
        document["unfit"] = draw(st.lists(conditions, min_size=1, max_size=2))
    return document


def models() -> st.SearchStrategy[Model]:
    return documents().map(parse_model)
