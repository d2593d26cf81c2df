"""`leadbot stats`: the figures of a period in a terminal and for other programs."""

import json
from pathlib import Path

import pytest
import time_machine

from tests.builders import new_database
from tests.contracts.terminal import assert_sentence, run
from tests.seeded_sales import NOW, seed_sales


@pytest.fixture(autouse=True)
def _sales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LEADBOT_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/leadbot.db")
    monkeypatch.setenv("COLUMNS", "120")
    seed_sales(new_database(tmp_path))


@time_machine.travel(NOW, tick=False)
def test_the_week_is_shown_beside_the_last_one_by_rep() -> None:
    shown = run("stats")
    assert shown.code == 0
    lines = [line.split() for line in shown.out.splitlines()]
    assert lines[0][:2] == ["2026-03-09", "00:00"]
    assert lines[-4][:12] == ["all", "5", "(2)", "4", "3", "4", "5m", "00s", "1h", "00m", "3", "(0)"]
    assert lines[-3][:13] == ["Bo", "Berg", "2", "(1)", "2", "2", "2", "4m", "00s", "6m", "00s", "3", "(0)"]
    assert lines[-3][13:] == ["1,250.50", "EUR", "+", "99.50", "SEK"]
    assert lines[-1] == ["(nobody)", "1", "(0)", "0", "0", "0", "0", "(0)"]


@time_machine.travel(NOW, tick=False)
def test_other_programs_get_every_figure() -> None:
    told = json.loads(run("stats", "--by", "campaign", "--json").out)
    assert told["all"]["speed_to_lead_seconds"] == {"median": 300, "p90": 3600}
    assert told["all"]["speed_to_lead_working_seconds"] is None
    assert told["all"]["amounts"] == {"EUR": 1250.5, "SEK": 99.5}
    assert told["all"]["outcomes"]["won"] == 3
    assert told["all"]["before"]["handoffs"] == 2
    assert [(part["campaign"], part["handoffs"]) for part in told["parts"]] == [("autumn", 2), ("spring", 2), (None, 1)]
    assert told["before"] == {"since": "2026-03-02T00:00:00+00:00", "until": "2026-03-05T12:00:00+00:00"}


@time_machine.travel(NOW, tick=False)
def test_any_day_can_be_the_first() -> None:
    told = json.loads(run("stats", "--since", "2026-03-02", "--json").out)
    assert told["all"]["handoffs"] == 8
    assert told["before"]["since"] == "2026-02-19T12:00:00+00:00"


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "2026-03-13", "0"])
def test_a_day_that_is_none_or_has_not_begun_is_refused_in_a_sentence(day: str) -> None:
    assert_sentence(run("stats", "--since", day), "--since")


@time_machine.travel(NOW, tick=False)
def test_working_hours_are_those_of_the_desk_and_its_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = tmp_path / "templates" / "desk" / "desk.yaml"
    desk.parent.mkdir(parents=True)
    monkeypatch.setenv("LEADBOT_TEMPLATES", str(tmp_path / "templates"))
    desk.write_text("hours: {mon-sun: 9:00-9:01}\n", encoding="utf-8")
    told = json.loads(run("stats", "--json").out)["all"]
    assert told["speed_to_lead_working_seconds"] == {"median": 30, "p90": 60}
    assert "In working hours only: half within 30s, nine of ten within 1m 00s" in run("stats").out
    desk.write_text("timezone: Pacific/Auckland\n", encoding="utf-8")
    assert json.loads(run("stats", "--json").out)["since"] == "2026-03-08T11:00:00+00:00"
    desk.write_text("hours: whenever\n", encoding="utf-8")
    assert run("stats").code == 1
