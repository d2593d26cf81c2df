"""The rules of the trade, as the documentation says that they are written: each is read, and their number is true."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scoring.parse import parse_model

TEXT = Path("docs/rules-of-the-trade.md").read_text(encoding="utf-8")
ENTRIES = re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
BLOCKS = {entry.partition("\n")[0]: re.findall(r"```yaml\n(.*?)```", entry, re.DOTALL) for entry in ENTRIES}
SAID = {title: blocks for title, blocks in BLOCKS.items() if blocks}
AROUND = {"audience": "b2b", "handoff": "lukewarm", "tiers": {"lukewarm": {"enter": 20}, "hot": {"enter": 40}}}


def test_of_thirty_four_rules_twenty_eight_can_be_said() -> None:
    assert [title.partition(".")[0] for title in BLOCKS] == [str(number) for number in range(1, 35)]
    assert len(SAID) == 28
    assert all("Cannot be said" in entry or "In part" in entry for entry in ENTRIES if "```" not in entry)


@pytest.mark.parametrize("title", SAID)
def test_a_rule_of_the_trade_is_read_without_a_mistake(title: str) -> None:
    for block in SAID[title]:
        document: dict[str, Any] = YAML(typ="safe").load(block)
        model = parse_model(AROUND | document)
        rules = [*document.get("fit", []), *document.get("unfit", []), *document.get("engagement", [])]
        assert len(model.fit) + len(model.unfit) + len(model.engagement) == len(rules)
