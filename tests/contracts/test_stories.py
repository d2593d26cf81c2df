"""Promises of the example businesses' histories: they are as generated, true to their models, and tell what is said."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scoring.engine import Folded, replay
from scoring.history import Fact, Item, Signal
from scoring.model import RANK, Model
from scoring.parse import parse_history
from scoring.rules import EngagementRule
from tests.stories.desk import rings
from tests.stories.files import EXAMPLES, STORIES, files_of, models_of
from tests.stories.plot import Story
from tests.stories.rhythm import TODAY

PACKS = [story.pack for story in STORIES]
MOST_BYTES = 700_000
OF_THE_BOT = {"field", "content", "channel", "campaign", "path", "funnel", "value"}
"""Properties that Leadbot sends by itself, or that models commonly read."""
UNTOUCHED: set[str] = set()
"""Rules that no lead is meant to touch."""
SPREAD = {
    "software": {"hot": (15, 40), "lukewarm": (40, 80), "cold": (150, 220), "unfit": (15, 30)},
    "shop": {"hot": (5, 20), "lukewarm": (15, 40), "cold": (250, 320), "unfit": (0, 0)},
    "events": {"hot": (20, 45), "lukewarm": (50, 90), "cold": (180, 240), "unfit": (12, 25)},
}
PEOPLE = {
    "fieldlark-0157": ("lukewarm", "hot", "won"),
    "fieldlark-0089": ("hot", "hot", "meeting"),
    "fieldlark-0052": ("unfit", "unfit", None),
    "kettlewren-0155": ("lukewarm", "hot", "won"),
    "kettlewren-0087": ("cold", "hot", "won"),
    "kettlewren-0263": ("cold", "cold", None),
    "vesper-0054": ("hot", "hot", "won"),
    "vesper-0155": ("cold", "lukewarm", "not_a_fit"),
    "vesper-0043": ("lukewarm", "hot", "won"),
}
"""Leads that a README names: their tier today, their best tier, their latest outcome."""


@dataclass(frozen=True, slots=True)
class Told:
    """A pack as its files tell it."""

    story: Story
    models: dict[str, Model]
    leads: dict[str, dict[str, str]]
    histories: dict[str, list[Item]]
    folded: dict[str, Folded]
    outcomes: list[dict[str, str]]

    def model(self, lead: str) -> Model:
        return self.models[self.leads[lead]["audience"]]

    def rung(self, lead: str) -> list[datetime]:
        return rings(self.model(lead), self.folded[lead], self.histories[lead])

    def latest(self, lead: str) -> str | None:
        reported = [row["outcome"] for row in self.outcomes if row["lead"] == lead]
        return reported[-1] if reported else None

    def best_tier(self, lead: str) -> str:
        tiers = [change.tier_to for change in self.folded[lead].tier_changes]
        return max(tiers, key=lambda tier: RANK[tier], default="cold")


@cache
def told(pack: str) -> Told:
    """Read a pack's files. What a list knows of a lead counts from the day the lead came."""
    story = next(story for story in STORIES if story.pack == pack)
    models, leads = models_of(story), {row["lead"]: row for row in table(pack, "leads.csv")}
    histories: dict[str, list[Item]] = {lead: listed(story, row) for lead, row in leads.items()}
    for lead, item in parse_history(stored(pack, "history.jsonl").splitlines()):
        assert lead is not None
        histories[lead].append(item)
    folded = {lead: replay(models[leads[lead]["audience"]], items, TODAY) for lead, items in histories.items()}
    return Told(story, models, leads, histories, folded, table(pack, "outcomes.csv"))


def listed(story: Story, row: dict[str, str]) -> list[Item]:
    """Return what imported lists know of a lead."""
    at = datetime.fromisoformat(row["created_at"])
    known = ((column, row[column]) for column in story.columns if row[column])
    return [Fact(f"-list-{column}", at, column, int(text) if text.isdigit() else text) for column, text in known]


def stored(pack: str, name: str) -> str:
    return (EXAMPLES / pack / name).read_text(encoding="utf-8")


def table(pack: str, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(stored(pack, name).splitlines()))


def in_files(story: Told) -> list[tuple[str, Item]]:
    return [(lead, item) for lead, items in story.histories.items() for item in items if "list-" not in item.id]


@pytest.mark.parametrize("story", STORIES, ids=PACKS)
def test_generating_the_stories_anew_changes_nothing(story: Story) -> None:
    for name, content in files_of(story).items():
        assert stored(story.pack, name) == content, f"{story.pack}/{name} is not as generated: run `make stories`"


@pytest.mark.parametrize("pack", PACKS)
def test_a_history_is_in_order_and_its_ids_are_unique(pack: str) -> None:
    lines = [json.loads(line) for line in stored(pack, "history.jsonl").splitlines()]
    assert len({line["id"] for line in lines}) == len(lines)
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    assert datetime.fromisoformat(lines[-1]["at"]) <= TODAY
    assert datetime.fromisoformat(lines[-1]["at"]) > TODAY - timedelta(days=1)
    assert (EXAMPLES / pack / "history.jsonl").stat().st_size < MOST_BYTES


@pytest.mark.parametrize("pack", PACKS)
def test_the_list_of_leads_and_the_histories_agree(pack: str) -> None:
    story = told(pack)
    assert set(story.histories) == set(story.leads)
    for lead, row in story.leads.items():
        items = [item for item in story.histories[lead] if "list-" not in item.id]
        assert row["created_at"] <= TODAY.isoformat()
        assert all(item.at >= datetime.fromisoformat(row["created_at"]) for item in items)
        assert not {item.field for item in items if isinstance(item, Fact)} & {c for c in story.story.columns if row[c]}
        assert row["audience"] in story.models
        assert row["language"] in ("en", "fr", "es", "sv")
        assert row["source"] in story.story.sources


@pytest.mark.parametrize("pack", PACKS)
def test_every_signal_and_property_is_known(pack: str) -> None:
    story = told(pack)
    words = document("desk/texts", "en.yaml")["signals"]
    for _, item in in_files(story):
        if isinstance(item, Signal):
            rules = [rule for model in story.models.values() for rule in model.engagement]
            assert item.name in {*words, *(rule.signal for rule in rules)}
            assert set(item.properties) <= OF_THE_BOT | properties_read(rules), item


def properties_read(rules: Iterable[EngagementRule]) -> set[str]:
    return {name for rule in rules for name, _ in rule.where} | {w.name for rule in rules for w in rule.weights}


def document(folder: str, name: str) -> dict[str, Any]:
    """Return what stands in a file of templates."""
    return dict(YAML(typ="safe", pure=True).load(EXAMPLES.parent / folder / name))


@pytest.mark.parametrize("pack", PACKS)
def test_what_was_said_is_what_the_script_asks(pack: str) -> None:
    story = told(pack)
    scripts = {audience: document(f"examples/{pack}/playbooks/{audience}", "script.yaml") for audience in story.models}
    for lead, item in in_files(story):
        script = scripts[story.leads[lead]["audience"]]
        if isinstance(item, Fact):
            question = script["questions"][item.field]
            assert is_answer(question, item.value), item
        elif item.name == "content.opened":
            content = script["contents"][item.properties["content"]]
            assert content["funnel"] == item.properties["funnel"], item


def is_answer(question: dict[str, Any], value: object) -> bool:
    options = question.get("options", ())
    reaches = isinstance(options, dict) and any(isinstance(reach, str) for reach in options.values())
    numbers = (isinstance(options, dict) and not reaches) or question["kind"] == "money"
    if numbers:
        return isinstance(value, int)
    return not options or value in options or bool(question.get("other"))


@pytest.mark.parametrize("pack", PACKS)
def test_a_chat_begins_with_its_start_and_answers_bring_facts(pack: str) -> None:
    story = told(pack)
    for lead, items in story.histories.items():
        chat = [item for item in items if isinstance(item, Signal) and item.name.startswith("chat.")]
        assert not chat or chat[0].name == "chat.started", lead
        facts = Counter((item.at, item.field) for item in items if isinstance(item, Fact))
        for item in chat:
            if item.name in ("chat.answered", "chat.corrected"):
                assert facts[item.at, str(item.properties["field"])], (lead, item)


@pytest.mark.parametrize("pack", PACKS)
def test_today_the_tiers_are_spread_as_promised(pack: str) -> None:
    tiers = tiers_of(told(pack))
    for tier, (least, most) in SPREAD[pack].items():
        assert least <= tiers[tier] <= most, f"{tier}: {tiers[tier]}"


def tiers_of(story: Told) -> Counter[str]:
    return Counter(folded.standing.tier for folded in story.folded.values())


@pytest.mark.parametrize("pack", PACKS)
def test_every_rule_is_touched_by_some_lead(pack: str) -> None:
    story = told(pack)
    for audience, model in story.models.items():
        standings = [f.standing for lead, f in story.folded.items() if story.leads[lead]["audience"] == audience]
        awarded = {place for standing in standings for place, tally in standing.tallies.items() if tally.awards}
        facts = {(name, known.value) for standing in standings for name, known in standing.facts.items()}
        idle = {rule.about for place, rule in enumerate(model.engagement) if place not in awarded}
        idle |= {r.about for r in model.fit if not any(r.field == name and r.scale.points_for(v) for name, v in facts)}
        idle |= {c.about for c in model.unfit if not any(c.field == name and c.test.holds(v) for name, v in facts)}
        assert idle == UNTOUCHED


@pytest.mark.parametrize("pack", PACKS)
def test_sales_worked_only_leads_it_was_told_of(pack: str) -> None:
    story = told(pack)
    for row in story.outcomes:
        rung = story.rung(row["lead"])
        assert rung, row
        assert rung[0] <= datetime.fromisoformat(row["at"]) <= TODAY, row
    assert sum(bool(story.rung(lead)) for lead in story.leads) >= 100


def test_leads_that_were_hot_are_won_more_often_than_lukewarm_ones() -> None:
    for story in map(told, PACKS):
        decided = Counter((story.best_tier(lead), story.latest(lead)) for lead in story.leads)
        won = {
            tier: decided[tier, "won"] / (decided[tier, "won"] + decided[tier, "lost"]) for tier in ("hot", "lukewarm")
        }
        assert won["hot"] > won["lukewarm"] + 0.15, won


def test_the_evidence_speaks_against_the_points_for_an_offer_and_for_those_of_a_question() -> None:
    story = told("software")
    assert win_rate(story, "question.asked") > 0.45 > 0.35 > win_rate(story, "info.requested")


def win_rate(story: Told, signal: str) -> float:
    leads = [lead for lead, items in story.histories.items() if any(getattr(i, "name", "") == signal for i in items)]
    latest = Counter(story.latest(lead) for lead in leads)
    return latest["won"] / (latest["won"] + latest["lost"])


@pytest.mark.parametrize("pack", PACKS)
def test_companies_act_on_weekdays_and_people_in_the_evening(pack: str) -> None:
    story = told(pack)
    chats = [(story.leads[lead]["audience"], item.at) for lead, item in in_files(story) if item.id.endswith("-001")]
    weekdays = [at.weekday() < 5 for audience, at in chats if audience == "b2b"]
    evenings = [at.hour >= 15 or at.weekday() >= 5 for audience, at in chats if audience == "b2c"]
    assert all(weekdays)
    assert not evenings or sum(evenings) > 0.75 * len(evenings)


@pytest.mark.parametrize("pack", PACKS)
def test_the_readme_tells_the_figures_as_they_are(pack: str) -> None:
    story, readme = told(pack), " ".join(stored(pack, "README.md").split())
    tiers, latest = tiers_of(story), Counter(story.latest(lead) for lead in story.leads)
    unfit = f", {tiers['cold']} cold and {tiers['unfit']} unfit" if tiers["unfit"] else f" and {tiers['cold']} cold"
    called = sum(bool(story.rung(lead)) for lead in story.leads)
    assert f"{len(story.leads)} leads" in readme
    assert f"{tiers['hot']} are hot, {tiers['lukewarm']} lukewarm{unfit}" in readme
    assert f"sales was alerted to {called}, won {latest['won']} and lost {latest['lost']}" in readme
    if len(story.models) > 1:
        audiences = Counter(row["audience"] for row in story.leads.values())
        assert f"{audiences['b2b']} companies and {audiences['b2c']} visitors" in readme
    for lead in named(story):
        assert f"`{lead}` ({story.leads[lead]['name']}" in readme


@pytest.mark.parametrize("pack", PACKS)
def test_the_readme_gives_the_commands_that_bring_its_people_in(pack: str) -> None:
    """Imported later they have cooled: a reader must be able to see them as they were on the day of the figures."""
    (block,) = [
        block for block in re.findall(r"```\n(.*?)```", stored(pack, "README.md"), re.DOTALL) if "import" in block
    ]
    assert f"LEADBOT_TEMPLATES=templates/examples/{pack} " in block
    (files,) = re.findall(r"leadbot import (.*)", block)
    assert [Path(file).name for file in files.split()] == ["leads.csv", "history.jsonl", "outcomes.csv"]
    ((lead, day),) = re.findall(r"leadbot explain (\S+) --at (\S+)", block)
    assert lead in named(told(pack))
    assert day == f"{TODAY:%Y-%m-%d}"


@pytest.mark.parametrize("pack", PACKS)
def test_the_leads_that_the_readme_names_are_as_it_says(pack: str) -> None:
    story = told(pack)
    for lead in named(story):
        state = (story.folded[lead].standing.tier, story.best_tier(lead), story.latest(lead))
        assert state == PEOPLE[lead], lead


def named(story: Told) -> list[str]:
    return [lead for lead in PEOPLE if lead.startswith(story.story.key)]
