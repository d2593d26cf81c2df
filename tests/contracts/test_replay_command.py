"""`leadbot replay`: step by step what `leadbot score` says at the end."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from scoring.history import Fact, Item
from scoring.instants import iso
from tests.contracts.terminal import Terminal, assert_sentence, run
from tests.crowd import Known, crowd
from tests.rules import RULES, changed

_BROKEN = changed(RULES, ("handoff: lukewarm", "handoff: warm"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a working folder with a model that is right and one that is wrong."""
    monkeypatch.chdir(tmp_path)
    for name, source in (("rules", RULES), ("broken", _BROKEN)):
        (tmp_path / f"{name}.yaml").write_text(source, encoding="utf-8")
    return tmp_path


def _write(folder: Path, leads: Sequence[Known]) -> str:
    path = folder / "history.jsonl"
    lines = [json.dumps(_line(lead.name, item)) for lead in leads for item in lead.history]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def _line(lead: str, item: Item) -> dict[str, Any]:
    told: dict[str, Any] = {"lead": lead, "kind": item.kind, "id": item.id, "at": iso(item.at)}
    if isinstance(item, Fact):
        return told | {"field": item.field, "value": item.value}
    return told | {"signal": item.name, "properties": dict(item.properties)}


def _json_lines(told: Terminal) -> list[dict[str, Any]]:
    assert told.code == 0, told.err
    return [json.loads(line) for line in told.out.splitlines()]


@pytest.mark.parametrize("until", [None, "2026-01-15T00:00:00Z", "2026-08-01T00:00:00Z"])
def test_the_last_step_of_a_replay_is_the_score_at_that_instant(folder: Path, until: str | None) -> None:
    history = _write(folder, crowd(8, deeds=12))
    on_files = ("--model", "rules.yaml", "--history", history, "--json")
    steps = _json_lines(run("replay", *on_files, *(("--at", until) if until else ())))
    last = {step["lead"]: step for step in steps}
    assert len(last) == 8
    for lead, step in last.items():
        scored = {one["lead"]: one for one in _json_lines(run("score", *on_files, "--at", step["at"]))}[lead]
        assert {name: step[name] for name in ("fit", "engagement", "score", "tier")} == {
            name: scored[name] for name in ("fit", "engagement", "score", "tier")
        }
        falls = [change["at"] for change in scored["tier_changes"] if change["because"] == "cooling"]
        assert [one["at"] for one in steps if one["lead"] == lead and one["kind"] == "cooling"] == falls


def test_of_items_of_the_same_id_the_first_given_counts_in_a_replay_too(folder: Path) -> None:
    at = ("2026-03-02T10:00:00Z", "2026-03-01T10:00:00Z")
    lines = [{"kind": "signal", "id": "1", "at": one, "signal": "demo.used"} for one in at]
    (folder / "h.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    on_files = ("--model", "rules.yaml", "--history", "h.jsonl", "--json")
    (step,) = _json_lines(run("replay", *on_files))
    assert step["at"] == at[0]
    (scored,) = _json_lines(run("score", *on_files, "--at", step["at"]))
    assert step["score"] == scored["score"]


def test_a_replay_is_told_in_words_without_json(folder: Path) -> None:
    told = run("replay", "--model", "rules.yaml", "--history", _write(folder, crowd(2)), "--at", "2026-08-01T00:00:00Z")
    assert told.code == 0
    assert "Lead Lead 2\n" in told.out
    assert "role = " in told.out
    assert "page.viewed (path: /pricing)" in told.out or "demo.used" in told.out


@pytest.mark.parametrize(
    ("words", "part", "code"),
    [
        (("--model", "gone.yaml", "--history", "h.jsonl"), "gone.yaml", 2),
        (("--model", "broken.yaml", "--history", "h.jsonl"), "broken.yaml:2", 1),
        (("--model", "rules.yaml", "--history", "gone.jsonl"), "gone.jsonl", 2),
        (("--model", "rules.yaml", "--history", "bad.jsonl"), "bad.jsonl", 1),
        (("--model", "rules.yaml", "--history", "h.jsonl", "--at", "2026-03-01"), "--at", 2),
    ],
)
def test_what_a_replay_cannot_use_is_said_in_a_sentence(
    folder: Path, words: tuple[str, ...], part: str, code: int
) -> None:
    (folder / "h.jsonl").touch()
    (folder / "bad.jsonl").write_text("{", encoding="utf-8")
    assert_sentence(run("replay", *words), part, code=code)
