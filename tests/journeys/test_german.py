"""A marketer brings German: texts and nothing else. No table of ours has a German word; the encoder knows many."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from .life import LONG_WAITS, Life

pytestmark = pytest.mark.journey

CHAT: dict[str, Any] = {
    "audience": {
        "ask": "Ist es für Ihre Firma oder für Sie selbst?",
        "options": {"b2b": "Für meine Firma", "b2c": "Für mich selbst"},
        "words": {"b2b": ["für die firma"], "b2c": ["für mich"]},
    }
}
COMPANIES: dict[str, Any] = {
    "need": {
        "ask": "Was würde Ihnen am meisten helfen?",
        "options": {
            "leads": "Mehr Kunden",
            "sales": "Anfragen besser nachgehen",
            "service": "Kundendienst",
            "other": "Etwas anderes",
        },
        "words": {
            "leads": ["neue kunden gewinnen"],
            "sales": ["anfragen gehen verloren, weil niemand zurückruft"],
            "service": ["fragen unserer kunden beantworten"],
            "other": ["etwas anderes"],
        },
    },
    "company_size": {"ask": "Wie viele arbeiten bei Ihnen?", "said": "etwa {{ value }} Personen"},
    "role": {
        "ask": "Und was ist Ihre Aufgabe dort?",
        "options": {
            "founder": "Geschäftsführung",
            "director": "Leitung eines Bereichs",
            "manager": "Teamleitung",
            "employee": "Im Team",
            "student": "Studium",
        },
        "words": {
            "founder": ["geschäftsführer", "mir gehört die firma"],
            "director": ["vertriebsleiterin", "bereichsleiter"],
            "manager": ["teamleiter"],
            "employee": ["mitarbeiter im vertrieb"],
            "student": ["studentin"],
        },
    },
    "timeline": {"ask": "Wann möchten Sie anfangen?"},
}


def _written(folder: Path, questions: dict[str, Any]) -> None:
    """Write German texts: what a translator has not come to yet stands in them in English."""
    yaml = YAML()
    texts = yaml.load(folder / "en.yaml")
    texts.pop("read_back", None)  # whose buttons are German now
    for field, german in questions.items():
        texts["questions"][field].update(german)
    yaml.dump(texts, folder / "de.yaml")


async def test_a_company_is_qualified_in_german_with_texts_alone(journey: Life) -> None:
    life = journey
    folder = life.copy_templates()
    _written(folder / "chat" / "texts", CHAT)
    _written(folder / "playbooks" / "b2b" / "texts", COMPANIES)
    for others in ("playbooks/b2c", "desk"):
        _written(folder / others / "texts", {})
    life.settings["PYTHONPATH"] = LONG_WAITS
    await life.start()
    chat = await (await life.quentin("de")).start()
    await chat.expect("Ist es für Ihre Firma oder für Sie selbst?")
    await chat.tap("Für meine Firma")
    await chat.expect("Was würde Ihnen am meisten helfen?")
    await chat.say("uns gehen Anfragen verloren weil keiner zurückruft")
    assert "Anfragen besser nachgehen" in (await chat.expect("Wie viele arbeiten bei Ihnen?", within=60)).text
    await chat.say("40")
    await chat.expect("Und was ist Ihre Aufgabe dort?")
    await chat.say("Vertriebsleiterin")
    await chat.expect("Wann möchten Sie anfangen?", within=60)
    await chat.say("am 3. Januar")
    await life.sales.expect("#1 Quentin")
    facts = (await life.lead())["facts"]
    assert {name: facts[name] for name in ("audience", "need", "company_size", "role", "timeline")} == {
        "audience": "b2b",
        "need": "sales",
        "company_size": 40,
        "role": "director",
        "timeline": "quarter",
    }
    assert (await life.lead())["locale"] == "de"
