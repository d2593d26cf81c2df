"""The golden table: what the shipped models make of people, and which questions they are asked (``personas.md``)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.script import AnswerValue
from scoring.engine import next_change, replay, score_at
from scoring.history import Fact, Item, Signal
from tests.builders import MONDAY, shipped
from tests.talks import Talk

TABLE = Path(__file__).with_name("personas.md")
DAY = timedelta(days=1)

Cells = tuple[str, ...]


def _tables() -> dict[str, list[Cells]]:
    """Return the rows below each heading, without a table's own heading."""
    tables: dict[str, list[Cells]] = {}
    heading = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("| "):
            cells = tuple(cell.strip().strip("*") for cell in line.strip("|").split("|"))
            tables.setdefault(heading, []).append(cells)
    return {heading: rows[1:] for heading, rows in tables.items()}


@dataclass(frozen=True)
class Persona:
    """A row of the table."""

    audience: str
    cells: Cells

    def __str__(self) -> str:
        return self.cells[0]

    @property
    def items(self) -> list[Item]:
        items: list[Item] = []
        for number, (field, value) in enumerate(_answers(self.cells[1]), start=1):
            items.append(Fact(f"a{number}-1", MONDAY, field, value))
            items.append(Signal(f"a{number}-2", MONDAY, "chat.answered"))
        return [*items, *_signals(self.cells[2])]


def _answers(cell: str) -> list[tuple[str, AnswerValue]]:
    pairs = [pair.split("=") for pair in cell.split(", ")] if cell != "none" else []
    return [(field, int(value) if value.isdigit() else value) for field, value in pairs]


def _signals(cell: str) -> Iterator[Signal]:
    told = re.findall(r"(\d+): ([a-z.]+)(?::([^,]+))?", cell)
    for number, (day, name, detail) in enumerate(told, start=1):
        field = "path" if detail.startswith("/") else "funnel"
        properties = {field: detail} if detail else {}
        yield Signal(f"s{number:02d}", MONDAY + int(day) * DAY, name, properties)


PERSONAS = [Persona(audience, row) for audience in ("b2b", "b2c") for row in _tables()[audience]]


@pytest.mark.parametrize("persona", PERSONAS, ids=str)
def test_the_shipped_model_makes_of_a_persona_what_the_table_says(persona: Persona) -> None:
    _, _, _, day, tier, fit, engagement, score, falls = persona.cells
    model = shipped().audiences[persona.audience].model
    at = MONDAY + float(day) * DAY
    standing = replay(model, persona.items, at).standing
    found = score_at(model, standing, at)
    assert found.tier == tier
    assert found.fit == float(fit)
    assert found.engagement == pytest.approx(float(engagement), abs=5e-5)
    assert found.score == pytest.approx(float(score), abs=5e-5)
    change = next_change(model, standing)
    assert (change is None) == (falls == "never")
    if change is not None:
        assert (change - MONDAY) / DAY == pytest.approx(float(falls.removeprefix("day ")), abs=0.0051)


@pytest.mark.parametrize("row", _tables()["questions asked"], ids=lambda row: row[0])
def test_a_persona_is_asked_what_can_still_change_the_decision_and_nothing_else(row: Cells) -> None:
    _, told, asked, tier = row
    answers = _answers(told)
    talk = Talk()
    talk.start("b2c" if answers[0][0] == "use" else "b2b")
    for field, value in answers:
        assert talk.state.open == field
        _give(talk, field, value)
    assert talk.state.closed
    assert [name for name in talk.state.asked if name in dict(answers)] == asked.split(", ")
    assert talk.standing.tier == tier


def _give(talk: Talk, field: str, value: AnswerValue) -> None:
    question = talk.situation().question(field)
    option = question.option_of(value) if question else None
    if option is not None:
        talk.tap(field, option)
    else:
        talk.say(str(value))
    assert talk.facts[field] == value


def test_the_table_is_read_whole() -> None:
    assert len(PERSONAS) == 30
    assert sum(len(persona.items) > 0 for persona in PERSONAS) == len(PERSONAS)
