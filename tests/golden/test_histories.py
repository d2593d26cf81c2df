"""The golden histories: what the shipped models make of leads over hours, weeks and months (``histories.md``)."""

import re

import pytest

from tests.golden.histories import BOOK, LEDGER, Teller, by_the_engine, by_the_letter, told

TEXT = BOOK.read_text(encoding="utf-8")


@pytest.mark.parametrize("figures", [by_the_engine, by_the_letter])
def test_every_story_happens_again_as_it_was_told(figures: Teller) -> None:
    assert told(TEXT, figures) == TEXT, "if the stories are right: .venv/bin/python -m tests.golden.histories"


def test_the_stories_cover_every_tier_and_both_audiences() -> None:
    assert {"**cold**", "**lukewarm**", "**hot**", "**unfit**"} <= set(TEXT.split())
    b2b, b2c = TEXT.split("\n## ")[1:]
    assert (b2b.count("\n### "), b2c.count("\n### ")) == (10, 8)


def test_every_ledger_adds_up_to_the_score_above_it() -> None:
    ledgers = 0
    for story in TEXT.split("\n### ")[1:]:
        if LEDGER in story:
            ledgers += 1
            scores = re.findall(r"^\| day .*\| (-?[\d.]+) \| \*\*", story, re.MULTILINE)
            remains = re.findall(r"^\| (?:fit|engagement|limit)\..* (-?[\d.]+) \|$", story, re.MULTILINE)
            assert re.findall(r"\*\*(-?[\d.]+)\*\*", story) == scores[-1:]
            # Each line is rounded on its own.
            assert sum(map(float, remains)) == pytest.approx(float(scores[-1]), abs=0.005 * len(remains))
    assert ledgers == 17


def test_a_word_that_nobody_knows_is_refused() -> None:
    row = "## Companies (b2b)\n### A story\n| day 0, 09:00 | dances on the table |\n"
    with pytest.raises(ValueError, match="nobody knows what 'dances on the table' means"):
        told(row, by_the_engine)
