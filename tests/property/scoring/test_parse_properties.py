"""Model documents and history lines: any mistake is named, none escapes; a version is what a model says."""

import json
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import HistoryError, ModelError, Problem
from scoring.history import Fact, Item
from scoring.instants import iso
from scoring.model import Model
from scoring.parse import parse_history_line, parse_model
from scoring.version import content_hash
from tests.property.scoring.cases import Case, alone, cases
from tests.property.scoring.documents import Document, documents, models, weights
from tests.property.scoring.histories import items, unhurried

WORDS = """audience handoff tiers lukewarm hot enter leave fit field points steps in at_least at_most present label
label_if en signal where one_of cap half_life times within once per_day recency first returning_after funnel channel
group groups weights limits unfit engagement b2b b2c 30d -1w 9999w"""
words = st.sampled_from(WORDS.split())
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.just(10**400) | words | st.text(max_size=5)
trees = st.recursive(
    scalars,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(words | scalars, parts, max_size=5),
    max_leaves=15,
)


def problems_of(document: Any) -> tuple[Problem, ...]:
    try:
        parse_model(document)
    except ModelError as mistake:
        return mistake.problems
    return ()


@unhurried
@given(trees)
def test_any_document_whatsoever_raises_nothing_but_a_model_error(document: object) -> None:
    problems = problems_of(document)
    assert problems
    assert all(str(problem) for problem in problems)


@unhurried
@given(documents(), trees, st.data())
def test_any_damage_to_a_good_document_raises_nothing_but_a_model_error(
    document: Document, damage: object, data: st.DataObject
) -> None:
    damaged: Any = deepcopy(document)
    part = damaged
    while True:
        key = data.draw(st.sampled_from(sorted(part, key=str) if isinstance(part, dict) else range(len(part))))
        if not isinstance(part[key], (dict, list)) or not part[key] or data.draw(st.booleans()):
            part[key] = damage
            break
        part = part[key]
    assert all(str(problem) for problem in problems_of(damaged))


SPELT_OTHERWISE = {"1d": "24h", "2d": "48h", "3d": "72h", "2w": "14d", "12h": "720m", "6h": "360m", "30m": "1800s"}


def rewritten(part: object, random: Random) -> object:
    """Return the same said in another way: keys in another order, numbers and durations spelt differently."""
    if isinstance(part, dict):
        keys = list(part)
        random.shuffle(keys)
        return {key: rewritten(part[key], random) for key in keys}
    if isinstance(part, list):
        return [rewritten(entry, random) for entry in part]
    if isinstance(part, int) and not isinstance(part, bool):
        return float(part)
    return SPELT_OTHERWISE.get(part, part) if isinstance(part, str) else part


@alone
@given(cases())
def test_the_version_does_not_depend_on_how_a_model_is_written(case: Case) -> None:
    said_otherwise: Any = rewritten(case.document, case.chance)
    assert parse_model(said_otherwise).version == case.model.version


@alone
@given(cases())
def test_labels_and_what_is_imported_do_not_change_the_version(case: Case) -> None:
    document = deepcopy(case.document) | {"imported": ["company_size"]}
    for rule in [*document["fit"], *document["engagement"], *document.get("unfit", ())]:
        rule["label"] = case.chance.choice(["Prices", {"en": "Prices", "sv": "Priser"}])
    for rule in document["engagement"]:
        rule["label_if"] = case.chance.choice(["reads", {"en": "reads", "sv": "läser"}])
    assert parse_model(document).version == case.model.version
    assert parse_model(document) == case.model


@unhurried
@given(documents(), weights)
def test_common_weights_are_those_of_every_rule_that_does_not_give_its_own(
    document: Document, common: Document
) -> None:
    written_out = deepcopy({key: part for key, part in document.items() if key != "weights"})
    written_out["engagement"] = [rule if "all" in rule else common | rule for rule in written_out["engagement"]]
    said_once = parse_model(document | {"weights": common})
    assert said_once == parse_model(written_out)


@unhurried
@given(models(), models())
def test_models_share_a_version_only_if_they_say_the_same(one: Model, other: Model) -> None:
    assert content_hash(one) == one.version
    assert one == other or one.version != other.version


@given(st.text() | trees.map(lambda tree: json.dumps(tree, default=str, skipkeys=True)))
def test_any_text_whatsoever_as_a_history_line_raises_nothing_but_a_history_error(text: str) -> None:
    with pytest.raises(HistoryError, match="line 7"):
        parse_history_line(text, 7)


@given(items(), st.none() | st.just("quentin"))
def test_a_history_line_says_what_was_written(item: Item, lead: str | None) -> None:
    line: dict[str, object] = {"kind": item.kind, "id": "1", "at": iso(item.at)}
    if isinstance(item, Fact):
        line |= {"field": item.field, "value": item.value}
    else:
        line |= {"signal": item.name, "properties": dict(item.properties)}
    if lead:
        line["lead"] = lead
    read_lead, read = parse_history_line(json.dumps(line))
    assert read_lead == lead
    assert (read.id, read.at, read.kind) == ("1", item.at, item.kind)
    if isinstance(item, Fact) and isinstance(read, Fact):
        assert (read.field, read.value) == (item.field, item.value)
    elif not isinstance(item, Fact) and not isinstance(read, Fact):
        assert (read.name, read.properties) == (item.name, item.properties)
