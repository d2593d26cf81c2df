"""`leadbot score`: what it prints, and what it says of files that are wrong."""

import json
from pathlib import Path

import pytest

from bot.settings import SHIPPED_TEMPLATES
from tests.contracts.terminal import Terminal, assert_sentence, run

MODEL = SHIPPED_TEMPLATES / "playbooks" / "b2b" / "model.yaml"
AT = "2026-02-01T00:00:00Z"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _history(folder: Path, *lines: object) -> str:
    path = folder / "history.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return str(path)


FOUNDER = {"kind": "fact", "id": "1", "at": "2026-01-05T10:00:00Z", "field": "role", "value": "founder"}
PRICES = {
    "kind": "signal",
    "id": "2",
    "at": "2026-01-31T00:00:00Z",
    "signal": "page.viewed",
    "properties": {"path": "/pricing"},
}


def _score(model: Path | str, history: str, at: str = AT, *more: str) -> Terminal:
    return run("score", "--model", str(model), "--history", history, "--at", at, *more)


def test_a_history_is_scored_as_json(folder: Path) -> None:
    told = _score(MODEL, _history(folder, FOUNDER, PRICES), AT, "--json")
    scored = json.loads(told.out)
    assert told.code == 0
    assert list(scored) == ["fit", "engagement", "score", "tier", "next_change_at", "ledger", "tier_changes"] or set(
        scored
    ) >= {"fit", "engagement", "score", "tier", "next_change_at", "ledger", "tier_changes"}
    assert scored["fit"] == 22
    assert scored["score"] == pytest.approx(scored["fit"] + scored["engagement"])


def test_many_histories_are_one_line_each(folder: Path) -> None:
    lines = [FOUNDER | {"lead": "a"}, FOUNDER | {"lead": "b", "id": "9"}, PRICES | {"lead": "a"}]
    told = _score(MODEL, _history(folder, *lines), AT, "--json")
    assert [json.loads(line)["lead"] for line in told.out.splitlines()] == ["a", "b"]


def test_an_empty_history_is_a_cold_lead(folder: Path) -> None:
    assert json.loads(_score(MODEL, _history(folder), AT, "--json").out)["tier"] == "cold"


def test_a_score_is_told_in_words_without_json(folder: Path) -> None:
    told = _score(MODEL, _history(folder, FOUNDER, PRICES))
    assert told.code == 0
    assert "score, " in told.out


def test_a_minimum_that_is_missing_is_told_where_the_score_would_do(folder: Path) -> None:
    model = MODEL.read_text(encoding="utf-8")
    (folder / "model.yaml").write_text(
        model.replace("lukewarm: {enter: 40, leave: 34", "lukewarm: {enter: 20"), "utf-8"
    )
    told = _score("model.yaml", _history(folder, FOUNDER)).out.splitlines()
    (score,) = (place for place, line in enumerate(told) if line.startswith("score, cold"))
    assert told[score + 1] == "Not lukewarm: engagement 0.00, at least 3.00 needed."


def test_the_numbers_told_add_up_to_the_hundredth_and_rules_are_told_by_their_labels(folder: Path) -> None:
    model = MODEL.read_text(encoding="utf-8")
    where = '{signal: page.viewed, where: {path: "/pricing*"}, '
    assert model.count(where) == 1
    (folder / "model.yaml").write_text(model.replace(where, f"{where}label: {{en: Looked at the prices}}, "), "utf-8")
    signals = [PRICES | {"id": f"{day}", "at": f"2026-01-{day}T07:13:00Z"} for day in range(10, 31, 3)]
    told = _score("model.yaml", _history(folder, FOUNDER, *signals)).out.splitlines()
    # The rule's name may hold spaces; then come four numbers, and the label.
    rows = [line[44:].split(maxsplit=4) for line in told if line.startswith(("fit.", "engagement.", "limit."))]
    assert all(_hundredths(*row[:3]) == _hundredths(row[3]) for row in rows)
    (score,) = (line.split()[-1] for line in told if line.startswith("score, "))
    assert _hundredths(*(row[3] for row in rows)) == _hundredths(score)
    assert any(line.endswith("  Looked at the prices") for line in told)


def _hundredths(*numbers: str) -> int:
    return sum(round(float(number) * 100) for number in numbers)


@pytest.mark.parametrize("at", ["yesterday", "2026-02-01", "2026-02-01T00:00:00", "", "9" * 50])
def test_an_instant_without_its_offset_is_wrong_usage(folder: Path, at: str) -> None:
    assert_sentence(_score(MODEL, _history(folder, FOUNDER), at), "--at", "2026-02-01T00:00:00Z")


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_at_the_end_of_time_is_refused_in_a_sentence(folder: Path, at: str) -> None:
    assert_sentence(_score(MODEL, _history(folder, FOUNDER), at), "--at")


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "null",
        '{"kind": "fact"}',
        '{"kind": "wish", "id": "1", "at": "2026-01-05T10:00:00Z"}',
        '{"kind": "fact", "id": "1", "at": "soon", "field": "role", "value": "founder"}',
        '{"kind": "fact", "id": "1", "at": "2026-01-05T10:00:00Z", "field": "role", "value": NaN}',
        '{"kind": "fact", "id": "1", "at": "2026-01-05T10:00:00Z", "field": "role", "value": {}}',
        '{"a":' * 5000,
    ],
)
def test_a_broken_line_of_a_history_is_named_with_its_number(folder: Path, line: str) -> None:
    assert_sentence(_score(MODEL, _history(folder, FOUNDER, line)), "history.jsonl", "2", code=1)


def test_a_history_that_is_not_there_or_not_text_is_said_so(folder: Path) -> None:
    assert_sentence(_score(MODEL, str(folder / "gone.jsonl")), "gone.jsonl")
    assert_sentence(_score(MODEL, str(folder)), str(folder))
    (folder / "latin.jsonl").write_bytes(b'{"kind": "f\xe9"}')
    assert_sentence(_score(MODEL, str(folder / "latin.jsonl")), "UTF-8", code=1)


@pytest.mark.parametrize("content", ["audience: b2b\n", "tiers: [", "a: 1\na: 2\n", "", "- 1\n", "x: &a [*a]\n"])
def test_a_broken_model_is_said_so_with_its_line(folder: Path, content: str) -> None:
    (folder / "model.yaml").write_text(content, encoding="utf-8")
    assert_sentence(_score("model.yaml", _history(folder, FOUNDER)), "model.yaml", code=1)


def test_a_model_that_is_not_there_is_said_so(folder: Path) -> None:
    told = _score(folder / "gone.yaml", _history(folder, FOUNDER))
    assert told.code in (1, 2)
    assert "gone.yaml" in told.err
