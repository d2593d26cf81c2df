"""`leadbot signals try`: what an event of either dialect becomes, and by which line."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.terminal import assert_sentence, run

DOCS = Path(__file__).parents[2] / "docs" / "signals.md"
_LINE = re.compile(r"(?<=signals\.yaml):\d+")
"""Lines move when somebody adds one to the shipped file."""
ADDED = {"type": "track", "event": "Product Added", "userId": 7, "anonymousId": "a-1"}
TRAIL = {**ADDED, "properties": {"name": "Trail", "price": 89.9}}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "event.json"


def tried(file: Path, said: Any, *options: str) -> str:
    file.write_text(json.dumps(said), encoding="utf-8")
    return run("signals", "try", str(file), *options).out


def test_what_the_document_shows_is_what_is_printed(file: Path) -> None:
    shown, printed = (_LINE.sub(":", text) for text in (DOCS.read_text(encoding="utf-8"), tried(file, TRAIL)))
    assert printed in shown


def test_events_of_either_dialect_become_signals_facts_or_nothing(file: Path) -> None:
    batch = [
        TRAIL,
        {"type": "identify", "userId": 7, "traits": {"email": "pia@example.com", "shoe": 43}},
        {"type": "track", "event": "Danced", "userId": 7},
        {"type": "page", "anonymousId": "a-1", "context": {"userAgent": "Googlebot/2.1"}},
    ]
    told = json.loads(tried(file, {"batch": batch}, "--json"))["reports"]
    assert [each["becomes"] for each in told] == ["signal", "facts", "unknown", "left out"]
    assert told[1]["facts"] == {"email": "pia@example.com"}
    views = [{"event": "$pageview", "distinct_id": "7", "properties": {"$current_url": "https://n.example/pricing"}}]
    (told,) = json.loads(tried(file, views, "--json"))["reports"]
    assert (told["dialect"], told["signal"]) == ("posthog", "page.viewed")
    assert told["signal_properties"] == {"path": "/pricing", "funnel": "bofu"}


def test_ones_own_line_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file.parent / "mine").mkdir()
    lines = 'audiences: [{path: "/shop*", audience: b2c}]\nevents:\n  - {event: Danced, signal: social.engaged}\n'
    (file.parent / "mine" / "signals.yaml").write_text(lines, encoding="utf-8")
    monkeypatch.setenv("LEADBOT_TEMPLATES", str(file.parent / "mine"))
    context = {"page": {"url": "https://n.example/shop/1"}}
    told = tried(file, {"event": "danced", "userId": 7, "context": context})
    assert "is social.engaged  (signals.yaml:3)" in told
    assert "tells the audience: b2c" in told


def test_what_is_wrong_with_an_event_is_told_by_its_number(file: Path) -> None:
    file.write_text(json.dumps({"batch": [{"type": "track", "userId": 7}, TRAIL]}), encoding="utf-8")
    told = run("signals", "try", str(file))
    assert told.code == 1
    assert "event 0: refused (event: no name)" in told.out


@pytest.mark.parametrize(("said", "code"), [("[", 1), ("5", 1), ("[5]", 1), ("", 1), (None, 2)])
def test_a_file_without_an_event_ends_in_a_sentence(file: Path, said: str | None, code: int) -> None:
    if said is not None:
        file.write_text(said, encoding="utf-8")
    assert_sentence(run("signals", "try", str(file)), "event.json: ", code=code)
