"""The three files of a pack: its leads, their histories, and what came of those that sales worked."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path

from bot.playbooks import load_model
from scoring.model import Model

from . import events, shop, software
from .desk import Outcome, work
from .plot import Story
from .telling import Lead, Line, tell

EXAMPLES = Path(__file__).parents[2] / "templates" / "examples"
STORIES = (software.STORY, shop.STORY, events.STORY)


def models_of(story: Story) -> dict[str, Model]:
    """Return the pack's scoring models by audience."""
    playbooks = EXAMPLES / story.pack / "playbooks"
    return {audience: load_model(playbooks / audience / "model.yaml") for audience in story.desks}


def files_of(story: Story) -> dict[str, str]:
    """Return the content of a pack's files by name."""
    leads, models = tell(story), models_of(story)
    outcomes = [
        outcome for lead in leads for outcome in work(lead, models[lead.arc.audience], story.desks[lead.arc.audience])
    ]
    return {
        "history.jsonl": "".join(_lines(leads, story.key)),
        "leads.csv": _table(_lead_rows(leads, story.columns)),
        "outcomes.csv": _table(_outcome_rows(outcomes)),
    }


def _lines(leads: Sequence[Lead], key: str) -> Iterable[str]:
    numbered = [
        (line["at"], f"{lead.key.replace(key, key[:2])}-{number:03}", lead.key, line)
        for lead in leads
        for number, line in enumerate(lead.lines, start=1)
    ]
    for at, line_id, lead_key, line in sorted(numbered, key=lambda entry: entry[:2]):
        yield json.dumps(_written(line, line_id, at) | {"lead": lead_key}, ensure_ascii=False) + "\n"


def _written(line: Line, line_id: str, at: datetime) -> dict[str, object]:
    head: dict[str, object] = {"kind": line["kind"], "id": line_id, "at": iso(at)}
    return head | {name: value for name, value in line.items() if name not in ("kind", "at") and value != {}}


def _lead_rows(leads: Iterable[Lead], columns: Sequence[str]) -> Iterable[Sequence[object]]:
    yield "lead", "name", "audience", "language", "source", "created_at", *columns
    for lead in leads:
        person = lead.person
        about = (lead.key, person.name, lead.arc.audience, person.language, lead.source, iso(lead.created_at))
        yield *about, *(lead.imported[column] for column in columns)


def _outcome_rows(outcomes: Iterable[Outcome]) -> Iterable[Sequence[object]]:
    yield Outcome._fields
    for outcome in sorted(outcomes, key=lambda outcome: (outcome.at, outcome.lead)):
        yield outcome.lead, iso(outcome.at), outcome.outcome


def _table(rows: Iterable[Sequence[object]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def write(story: Story) -> None:
    """Rewrite a pack's files."""
    for name, content in files_of(story).items():
        (EXAMPLES / story.pack / name).write_text(content, encoding="utf-8", newline="\n")
