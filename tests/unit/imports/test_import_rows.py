"""What a cell, a row and a line of an import file say, and what is wrong with them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.cells import value_of
from bot.imports.cell_readings import RowContext
from bot.imports.import_history import About, Row, fact_id
from bot.imports.import_outcomes import OutcomeRow
from bot.imports.rows import Refused, history_row, lead_row, outcome_row
from bot.script import Kind, Question
from scoring.history import Fact, Signal
from scoring.values import Value

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
HERE = RowContext(NOW, ("en", "fr"))


def mistakes(row: object) -> list[str]:
    assert isinstance(row, Refused)
    return [str(problem) for problem in row.problems]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12),
        ("12.5", 12.5),
        ("-3", -3),
        ("0", 0),
        ("0.5", 0.5),
        ("true", True),
        ("FALSE", False),
        ("1 200", "1 200"),
        ("1,200", "1,200"),
        ("12,5", "12,5"),
        ("007", "007"),
        ("+46701234567", "+46701234567"),
        ("1e5", "1e5"),
        (".5", ".5"),
        ("٣", "٣"),
        ("nan", "nan"),
        ("-inf", "-inf"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("yes", "yes"),
    ],
)
def test_only_what_is_plainly_a_number_or_a_truth_becomes_one(cell: str, value: object) -> None:
    assert value_of(cell) == value
    assert type(value_of(cell)) is type(value)


def test_a_row_with_an_instant_tells_dated_facts_and_the_lead_itself() -> None:
    cells = {
        "lead": " crm-7 ",
        "name": "Quentin\n Quist",
        "username": "@quentin_q",
        "audience": "B2B",
        "language": "fr-CA",
    }
    cells |= {"source": "spring", "created_at": "2025-12-01T00:00:00+01:00", "at": "2026-01-05T11:00:00+01:00"}
    row = lead_row(2, cells | {"orders": "3", "company": "", "vip": "true"}, HERE)
    told: dict[str, Value] = {"audience": "b2b", "orders": 3, "vip": True}
    assert row == Row(
        2,
        "crm-7",
        tuple(Fact(fact_id("crm-7", name, value, at=AT, dated=True), AT, name, value) for name, value in told.items()),
        About("Quentin Quist", "quentin_q", "fr", "spring", datetime(2025, 11, 30, 23, 0, tzinfo=UTC)),
        at=AT,
    )


def test_a_row_without_an_instant_tells_undated_facts() -> None:
    row = lead_row(2, {"lead": "crm-7", "at": " ", "orders": "3"}, HERE)
    assert row == Row(2, "crm-7", undated={"orders": 3})


def test_a_language_that_we_do_not_speak_is_answered_in_english() -> None:
    row = lead_row(2, {"lead": "crm-7", "language": "de"}, HERE)
    assert isinstance(row, Row)
    assert row.about.locale == "en"


def test_every_mistake_of_a_row_is_named() -> None:
    cells = {"lead": "x" * 201, "audience": "b2d", "at": "05/01/2026", "created_at": "soon", "language": "speak?"}
    cells |= {"username": "a/b", "orders": "9" * 30}
    assert mistakes(lead_row(17, cells, HERE)) == [
        f'lead: found "{"x" * 40}…", expected the key by which another system calls the lead, at most 200 characters',
        'at: found "05/01/2026", expected a day that is sure, such as 2026-03-05 '
        "(or say by `dates` in a mapping what comes first)",
        'username: found "a/b", expected a Telegram username such as quentin_q',
        'language: found "speak?", expected a language such as en, pt-BR or Swedish',
        'created_at: found "soon", expected a day or an instant that has passed, '
        "such as 2026-01-05 or 2026-01-05T10:00:00Z",
        'audience: found "b2d", expected b2b or b2c (did you mean "b2c"?)',
        "orders: found a number far too large, expected a number within 63 bits",
    ]


def test_what_comes_in_is_as_clean_as_in_the_chat() -> None:
    row = lead_row(
        2, {"lead": "crm\u202e-7", "name": "Zoe\u0308\x00", "company": "A\u2066c\u200eme " + "x" * 5000}, HERE
    )
    assert isinstance(row, Row)
    assert (row.key, row.about.name) == ("crm-7", "Zoë")
    assert row.undated["company"] == ("Acme " + "x" * 5000)[:4096]


TASTES = Question("tastes", Kind.CHOICES, options=dict.fromkeys(("chocolate", "fruity", "strong", "none")))
OF_SEVERAL = replace(HERE, several={"tastes": TASTES})


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("strong, fruity", "fruity|strong"),
        ("Fruity; Chocolate", "chocolate|fruity"),
        ("strong|fruity", "fruity|strong"),
        ("strong", "strong"),
        ("none", "none"),
        ("strong, sour", "strong, sour"),
        (" , ", ","),
    ],
)
def test_a_cell_names_several_options_in_any_order(cell: str, value: str) -> None:
    row = lead_row(2, {"lead": "a", "tastes": cell}, OF_SEVERAL)
    assert isinstance(row, Row)
    assert row.undated == {"tastes": value}


def test_a_history_names_several_options_in_any_order() -> None:
    fact = _line(kind="fact", signal=None, field="tastes", value=["strong", "fruity"])
    row = history_row(3, fact, OF_SEVERAL)
    assert row == Row(3, "crm-7", (Fact("s1", AT, "tastes", "fruity|strong"),))


def test_the_future_is_not_history() -> None:
    later = (NOW + timedelta(seconds=1)).isoformat()
    assert "that has passed" in mistakes(lead_row(2, {"lead": "a", "at": later}, HERE))[0]
    assert "that has passed" in mistakes(history_row(2, _line(at=later), HERE))[0]
    assert "that has passed" in mistakes(outcome_row(2, {"lead": "a", "at": later, "outcome": "won"}, HERE))[0]


def _line(**changed: object) -> str:
    line = {"kind": "signal", "id": "s1", "lead": "crm-7", "at": AT.isoformat(), "signal": "page.viewed"}
    return json.dumps({name: value for name, value in (line | changed).items() if value is not None})


def test_a_line_of_history_is_read_as_scoring_reads_it() -> None:
    row = history_row(3, _line(properties={"path": "/pricing", "value": 5}), HERE)
    assert row == Row(3, "crm-7", (Signal("s1", AT, "page.viewed", {"path": "/pricing", "value": 5}),))
    fact = _line(kind="fact", signal=None, field="company", value="A\x00cme\u202e")
    assert history_row(3, fact, HERE) == Row(3, "crm-7", (Fact("s1", AT, "company", "Acme"),))


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("{", 'line: found "{", expected a JSON mapping such as {"kind": "fact", ...}'),
        (_line(lead=None), "lead: found nothing, expected the key by which another system calls the lead"),
        (_line(id=""), 'id: found "", expected a text'),
        (_line(id="x" * 201), "expected an id, at most 200 characters"),
        (_line(id="\ud800"), "expected an id, at most 200 characters"),
        (_line(signal="x" * 65), "expected a name, at most 64 characters"),
        (_line(kind="event"), 'kind: found "event", expected "fact" or "signal"'),
        (_line(at="2026-01-05T10:00:00"), "at: found"),
        (_line(properties={"value": 2**63}), "properties.value: found a number far too large"),
        (_line(properties={"value": None}), "properties.value: found nothing"),
        (_line(properties={str(n): n for n in range(65)}), "properties: found a mapping, expected at most 64 of them"),
        (_line(kind="fact", signal=None, field="audience", value="b3b"), 'did you mean "b2b"?'),
        (_line(kind="fact", signal=None, field="orders", value=float("nan")), "value: found nan"),
        ('{"kind": "\udce9"}', "row: found bytes that are not UTF-8"),
    ],
)
def test_a_line_that_is_no_history_is_refused(line: str, mistake: str) -> None:
    assert mistake in mistakes(history_row(3, line, HERE))[0]


def test_an_outcome_is_one_of_those_that_reps_report() -> None:
    cells = {"lead": "crm-7", "at": AT.isoformat(), "outcome": "Not a fit"}
    assert outcome_row(2, cells, HERE) == OutcomeRow(2, "crm-7", AT, "not_a_fit")
    assert mistakes(outcome_row(2, cells | {"outcome": "wonn"}, HERE)) == [
        'outcome: found "wonn", expected reached or no_answer or meeting or won or lost or not_a_fit '
        '(did you mean "won"?)'
    ]
    assert mistakes(outcome_row(2, {"lead": "crm-7", "outcome": "won"}, HERE))[0].startswith("at: found nothing")
