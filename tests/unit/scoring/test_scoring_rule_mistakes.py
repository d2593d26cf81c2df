"""What Ada reads when she mistypes a rule of one of the richer forms."""

from collections.abc import Callable
from math import nan
from typing import Any

import pytest

from scoring.errors import ModelError
from scoring.parse import parse_model
from tests.unit.scoring.scoring_examples import document

Document = dict[str, Any]
Spoil = Callable[[Document], object]

RECENCY = "first, or {returning_after: 14d}"
CONDITIONS = "in, not_in, contains, at_least, at_most, present"
FORMS = f"points by value, steps, or points with one of {CONDITIONS}, beside field"
LABEL = "a text, or a text per language such as {en: Viewed the prices}"
WEIGHTS = "a mapping from values to weights, such as {bofu: 2}"
GROUPS = "a mapping from groups to their caps, such as {web: {cap: 30}}"
DURATION = "a duration such as 45m, 12h, 30d or 2w (at most 3650d)"


def complaints(spoil: Spoil) -> list[str]:
    spoiled = document()
    spoil(spoiled)
    with pytest.raises(ModelError) as refused:
        parse_model(spoiled)
    return [str(problem) for problem in refused.value.problems]


def signal_rule(**parts: Any) -> Spoil:
    return lambda model: model["engagement"][0].update(parts)


def fact_rule(**parts: Any) -> Spoil:
    return lambda model: model["fit"].append({"field": "phone", **parts})


def unfit_if(**parts: Any) -> Spoil:
    return lambda model: model["unfit"].append({"field": "age", **parts})


def model_with(**parts: Any) -> Spoil:
    return lambda model: model.update(parts)


def in_group(name: object, *groups: str) -> Spoil:
    def spoil(model: Document) -> None:
        model["groups"] = {group: {"cap": 30} for group in groups}
        model["engagement"][0]["group"] = name

    return spoil


RULES_ON_FACTS: list[tuple[Spoil, str]] = [
    (
        fact_rule(at_least=5, at_most=4, points=1),
        "fit.2.at_most: found 4, expected at least what at_least says (5)",
    ),
    (fact_rule(at_least="5", points=1), 'fit.2.at_least: found "5", expected a number'),
    (fact_rule(at_least=5), f"fit.2: found a mapping, expected {FORMS}"),
    (fact_rule(at_least=5, points={"a": 1}), "fit.2.points: found a mapping, expected a number of points"),
    (fact_rule(at_most=5, present=True, points=1), f"fit.2: found a mapping, expected {FORMS}"),
    (fact_rule(present="no", points=1), 'fit.2.present: found "no", expected true or false'),
    (fact_rule(present=False), f"fit.2: found a mapping, expected {FORMS}"),
    (fact_rule(contains=[], points=1), "fit.2.contains: found a list, expected a text, or a list of at least one text"),
    (fact_rule(contains="", points=1), 'fit.2.contains: found "", expected a text'),
    (fact_rule(contains=[7], points=1), "fit.2.contains.0: found 7, expected a text"),
    (
        fact_rule(contains="*director*", points=1),
        'fit.2.contains: found "*director*", expected director: whatever stands before and after it',
    ),
    (fact_rule(not_in="SE", points=1), 'fit.2.not_in: found "SE", expected a list of at least one value'),
    (fact_rule(not_in=["SE"], contains="a", points=1), f"fit.2: found a mapping, expected {FORMS}"),
    (
        fact_rule(points={"Orléans": 5, "orleans": 3}),
        'fit.2.points.orleans: found "orleans", expected points for it once: Orléans is the same to a rule',
    ),
    (fact_rule(present=True), f"fit.2: found a mapping, expected {FORMS}"),
    (fact_rule(present=True, steps=[[1, 1]]), f"fit.2: found a mapping, expected {FORMS}"),
    (
        fact_rule(presnt=True, points=1),
        f'fit.2.presnt: found "presnt", expected one of field, points, steps, {CONDITIONS}, label '
        '(did you mean "present"?)',
    ),
    (
        unfit_if(),
        f"unfit.1: found a mapping, expected exactly one of {CONDITIONS} beside field",
    ),
    (
        unfit_if(present=True, at_least=3),
        f"unfit.1: found a mapping, expected exactly one of {CONDITIONS} beside field",
    ),
    (
        unfit_if(present=False),
        "unfit.1.present: found false, expected true: what is not known yet makes nobody unfit "
        "(fit may take points for it)",
    ),
    (unfit_if(at_least=3, at_most=2), "unfit.1.at_most: found 2, expected at least what at_least says (3)"),
]
RULES_ON_SIGNALS: list[tuple[Spoil, str]] = [
    (
        signal_rule(recency="frist"),
        f'engagement.0.recency: found "frist", expected {RECENCY} (did you mean "first"?)',
    ),
    (signal_rule(recency="14d"), f'engagement.0.recency: found "14d", expected {RECENCY}'),
    (signal_rule(recency=True), f"engagement.0.recency: found true, expected {RECENCY}"),
    (
        signal_rule(recency={}),
        "engagement.0.recency.returning_after: found nothing, expected a value for returning_after",
    ),
    (
        signal_rule(recency={"returning_after": 14}),
        f"engagement.0.recency.returning_after: found 14, expected {DURATION}",
    ),
    (
        signal_rule(recency="first", times=3, within="7d"),
        'engagement.0.recency: found "first", expected recency or times, not both: '
        "the points would hang on which comes first",
    ),
    (signal_rule(once="yes"), 'engagement.0.once: found "yes", expected true or false'),
    (signal_rule(once=1), "engagement.0.once: found 1, expected true or false"),
    (signal_rule(per_day=0), "engagement.0.per_day: found 0, expected a whole number from 1 to 100"),
    (signal_rule(per_day=1.5), "engagement.0.per_day: found 1.5, expected a whole number from 1 to 100"),
    (signal_rule(per_day=101), "engagement.0.per_day: found 101, expected a whole number from 1 to 100"),
    (
        signal_rule(where={"value": {"at_least": 5, "at_most": 4}}),
        "engagement.0.where.value.at_most: found 4, expected at least what at_least says (5)",
    ),
    (
        signal_rule(where={"path": {"one_of": []}}),
        "engagement.0.where.path.one_of: found a list, expected a list of at least one value",
    ),
    (
        signal_rule(where={"path": {"one_of": ["/a"], "at_least": 3}}),
        "engagement.0.where.path: found a mapping, expected one of one_of, not_in, contains, "
        "or at_least and at_most or one of the two",
    ),
    (
        signal_rule(where={"path": ["/a", "/b"]}),
        "engagement.0.where.path: found a list, expected text, a number, true or false",
    ),
]
WEIGHTS_GROUPS_AND_LABELS: list[tuple[Spoil, str]] = [
    (signal_rule(funnel={"bofu": 101}), "engagement.0.funnel.bofu: found 101, expected a weight from 0 to 100"),
    (signal_rule(channel={"paid": -1}), "engagement.0.channel.paid: found -1, expected a weight from 0 to 100"),
    (signal_rule(channel={"paid": "half"}), 'engagement.0.channel.paid: found "half", expected a weight from 0 to 100'),
    (signal_rule(channel={"paid": True}), "engagement.0.channel.paid: found true, expected a weight from 0 to 100"),
    (signal_rule(channel={"paid": nan}), "engagement.0.channel.paid: found nan, expected a weight from 0 to 100"),
    (signal_rule(channel={}), f"engagement.0.channel: found a mapping, expected {WEIGHTS}"),
    (signal_rule(channel=2), f"engagement.0.channel: found 2, expected {WEIGHTS}"),
    (
        model_with(weights={"chanel": {"paid": 2}}),
        'weights.chanel: found "chanel", expected one of funnel, channel (did you mean "channel"?)',
    ),
    (
        model_with(weights={"channel": {"paid": 1000}}),
        "weights.channel.paid: found 1000, expected a weight from 0 to 100",
    ),
    (in_group("web"), 'engagement.0.group: found "web", expected a group with its cap under groups'),
    (
        in_group("wep", "web", "mail"),
        'engagement.0.group: found "wep", expected one of mail, web (did you mean "web"?)',
    ),
    (in_group("", "web"), 'engagement.0.group: found "", expected the name of a group'),
    (in_group(5, "web"), "engagement.0.group: found 5, expected the name of a group"),
    (model_with(groups=["web"]), f"groups: found a list, expected {GROUPS}"),
    (model_with(groups={"web": 30}), "groups.web: found 30, expected a mapping"),
    (model_with(groups={"web": {}}), "groups.web.cap: found nothing, expected a value for cap"),
    (model_with(groups={"web": {"cap": -1}}), "groups.web.cap: found -1, expected a number of points from 0 on"),
    (signal_rule(label=""), f'engagement.0.label: found "", expected {LABEL}'),
    (signal_rule(label=5), f"engagement.0.label: found 5, expected {LABEL}"),
    (signal_rule(label={}), f"engagement.0.label: found a mapping, expected {LABEL}"),
    (signal_rule(label={"en": 5}), "engagement.0.label.en: found 5, expected a text"),
    (signal_rule(label_if=" "), f'engagement.0.label_if: found " ", expected {LABEL}'),
    (signal_rule(label_if=["reads"]), f"engagement.0.label_if: found a list, expected {LABEL}"),
    (signal_rule(label_if={"en": 5}), "engagement.0.label_if.en: found 5, expected a text"),
    (
        unfit_if(present=True, label_if="says no"),
        f'unfit.1.label_if: found "label_if", expected one of field, {CONDITIONS}, label (did you mean "label"?)',
    ),
    (fact_rule(present=True, points=1, label=["a"]), f"fit.2.label: found a list, expected {LABEL}"),
    (unfit_if(present=True, label=None), f"unfit.1.label: found nothing, expected {LABEL}"),
    (model_with(imported="orders"), 'imported: found "orders", expected a list of fields'),
]


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [*RULES_ON_FACTS, *RULES_ON_SIGNALS, *WEIGHTS_GROUPS_AND_LABELS],
    ids=lambda given: given.partition(",")[0] if isinstance(given, str) else "",
)
def test_each_mistake_in_a_rule_is_named_once_and_nothing_that_only_it_causes(spoil: Spoil, complaint: str) -> None:
    assert complaints(spoil) == [complaint]


def test_mistakes_in_several_rules_are_named_in_reading_order() -> None:
    def spoil(model: Document) -> None:
        fact_rule(present="no", points=1)(model)
        signal_rule(per_day=0, label=5)(model)
        in_group("web")(model)

    assert [complaint.partition(":")[0] for complaint in complaints(spoil)] == [
        "fit.2.present",
        "engagement.0.per_day",
        "engagement.0.label",
        "engagement.0.group",
    ]
