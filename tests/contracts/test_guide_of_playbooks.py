"""The guide for marketers tells what there is to say, as the code takes it: contents, limits, edges of time."""

import re
from pathlib import Path

import pytest

from bot.playbooks.script_reader import read_script
from bot.playbooks.yaml_files import read_source
from bot.script import MOST_QUESTIONS
from bot.signal_kinds import FUNNEL

GUIDE = (Path(__file__).parents[2] / "docs" / "writing-playbooks.md").read_text(encoding="utf-8")
NUMBERS = {3: "three", 5: "five"}


def section(title: str) -> str:
    """Return what stands under a heading of the guide."""
    (found,) = re.findall(rf"^## {re.escape(title)}$(.*?)^## ", GUIDE, re.MULTILINE | re.DOTALL)
    return str(found)


CONTENTS = section("Give something back: contents")


def test_the_contents_that_the_guide_shows_are_taken() -> None:
    (shown,) = re.findall(r"```yaml\n(contents:.*?)```", CONTENTS, re.DOTALL)
    document, _ = read_source("script.yaml", f"questions:\n  need: {{kind: text}}\n{shown}")
    assert document
    script, mistakes = read_script(document.content, "b2b")
    assert (mistakes, [content.name for content in script.contents]) == ([], ["pricing", "guide", "plan"])


@pytest.mark.parametrize("stage", FUNNEL)
def test_the_guide_explains_every_stage_of_the_funnel(stage: str) -> None:
    assert re.search(rf"`{stage}` \(", CONTENTS)


@pytest.mark.parametrize("key", ["funnel", "url", "picture", "document", "when", "button", "text"])
def test_the_guide_explains_every_part_of_a_content(key: str) -> None:
    assert f"`{key}`" in CONTENTS


@pytest.mark.parametrize(("audience", "most"), MOST_QUESTIONS.items())
def test_the_guide_tells_how_many_questions_are_asked_at_most(audience: str, most: int) -> None:
    assert re.search(rf"{NUMBERS[most]} (?:are asked before the closing )?in {audience.upper()}", GUIDE)


@pytest.mark.parametrize("edge", ["`within: 7d` ago still counts", "after exactly 24 hours", "met by exactly 30 days"])
def test_the_guide_tells_what_holds_at_the_edge_of_a_time(edge: str) -> None:
    assert edge in GUIDE
