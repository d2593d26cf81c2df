"""Promises of the chapter on rules: it names every key that a model may have, and its examples are right."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scoring.document_reader import Path as KeyPath
from scoring.document_reader import Section
from scoring.doubts import doubts
from scoring.engine import replay, score_at
from scoring.history import Signal
from scoring.model import Model
from scoring.model_reader import ModelReader
from scoring.parse import parse_model

TEXT = (Path(__file__).parents[2] / "docs" / "writing-playbooks.md").read_text(encoding="utf-8")
CHAPTER = TEXT.partition("\n## Change a rule\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"```yaml\n(.*?)```", CHAPTER, re.DOTALL)
TABLE = CHAPTER.partition("### All keys of a model")[2].partition("\n### ")[0]
TIERS = {"lukewarm": {"enter": 10}, "hot": {"enter": 20}}
EVERY_PART = """
audience: b2b
handoff: hot
tiers: {lukewarm: {enter: 1}, hot: {enter: 2}}
limits: {}
unfit: [{field: a, present: true}]
fit: [{field: a, present: true, points: 1}]
engagement:
  - {signal: a, points: 1, where: {a: {at_least: 1}}, recency: {returning_after: 1d}}
  - {signal: a, points: 1, cap: {points: 1, within: 1d}, per: {every: 1, of: a}}
  - {all: [{field: a, present: true}, {signal: a}], points: 1}
groups: {a: {cap: 1}}
weights: {}
"""


class Listening(ModelReader):
    """Reads a model, and remembers which keys each part of it may have."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: set[str] = set()

    def section(
        self, value: object, path: KeyPath, *, required: Iterable[str] = (), optional: Iterable[str] = ()
    ) -> Section:
        required, optional = tuple(required), tuple(optional)
        self.keys |= {*required, *optional}
        return super().section(value, path, required=required, optional=optional)


def read(text: str) -> Any:
    return YAML(typ="safe").load(text)


def model_of(block: str) -> Model:
    """Return the model that an example of the chapter is a part of."""
    return parse_model({"audience": "b2b", "handoff": "lukewarm", "tiers": TIERS, **read(block)})


def test_every_key_that_a_model_may_have_is_in_the_table_and_no_other() -> None:
    reader = Listening()
    reader.model(read(EVERY_PART))
    assert not reader.problems
    first_cells = re.findall(r"^\| (`.*?`) \|", TABLE, re.MULTILINE)
    assert {key for cell in first_cells for key in re.findall(r"`(\w+)`", cell)} == reader.keys


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_is_a_part_of_a_model_and_nothing_in_it_is_doubtful(block: str) -> None:
    example = doubts(model_of(block))
    # Alone, a line on tiers or a condition has nothing that could reach it.
    assert [str(doubt) for doubt in example if doubt.path[0] not in ("tiers", "handoff")] == []


def test_the_worked_example_adds_up() -> None:
    (block,) = [block for block in BLOCKS if "groups:" in block]
    model = model_of(block)
    views = [
        Signal(str(number), datetime(2026, 1, day, hour, tzinfo=UTC), "page.viewed", {"path": "/pricing", **channel})
        for number, (day, hour, channel) in enumerate(
            [(5, 10, {"channel": "paid"}), (5, 11, {}), (5, 12, {}), (26, 11, {})]
        )
    ]
    held = []
    for view in views:
        standing = replay(model, views, view.at).standing
        rules = [round(tally.points, 1) for _, tally in sorted(standing.tallies.items())]
        held.append((*rules, round(score_at(model, standing, view.at).engagement, 1)))
    assert held == [(5, 0, 5), (15, 0, 15), (15, 8, 22), (16, 8, 22)]
    rows = re.findall(r"^\| (?:\d+ January, )?\d\d:\d\d \|.*\| (.*) \|$", CHAPTER, re.MULTILINE)
    assert [float(re.findall(r"\d+", row)[-1]) for row in rows] == [row[-1] for row in held]
