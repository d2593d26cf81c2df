"""What stands in history files, and what is said about lines that do not belong there."""

from datetime import UTC, datetime

import pytest

from scoring.errors import HistoryError
from scoring.history import Fact, Signal
from scoring.parse import parse_history, parse_history_line

FACT = '{"kind": "fact", "id": "1", "at": "2026-01-05T10:00:00Z", "field": "role", "value": "founder"}'
SIGNAL = '{"kind": "signal", "id": "2", "at": "2026-01-05T11:00:00+01:00", "signal": "page.viewed", %s}'
AT = datetime(2026, 1, 5, 10, tzinfo=UTC)


def test_a_line_is_a_fact_or_a_signal() -> None:
    assert parse_history_line(FACT) == (None, Fact("1", AT, "role", "founder"))
    line = SIGNAL % '"properties": {"path": "/pricing"}'
    assert parse_history_line(line) == (None, Signal("2", AT, "page.viewed", {"path": "/pricing"}))


def test_properties_may_be_left_out_and_a_lead_may_be_named() -> None:
    assert parse_history_line(SIGNAL % '"lead": "quentin"') == ("quentin", Signal("2", AT, "page.viewed", {}))


def test_instants_become_utc() -> None:
    _, signal = parse_history_line(SIGNAL % '"properties": {}')
    assert signal.at.tzinfo is UTC


def test_blank_lines_are_passed_over_but_counted() -> None:
    lines = [FACT, "", "  \n", SIGNAL % '"properties": {}', "{"]
    read = parse_history(lines)
    assert [item.id for _, item in (next(read), next(read))] == ["1", "2"]
    with pytest.raises(HistoryError, match="line 5: "):
        next(read)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", 'line 3: found "{", expected a JSON mapping such as {"kind": "fact", ...}'),
        ("[1]", 'line 3: found a list, expected a JSON mapping such as {"kind": "fact", ...}'),
        ("[" * 100_000, None),
        ("9" * 5_000, None),
        ("{}", 'line 3: kind: found nothing, expected "fact" or "signal"'),
        ('{"kind": "event"}', 'line 3: kind: found "event", expected "fact" or "signal"'),
        ('{"kind": []}', 'line 3: kind: found a list, expected "fact" or "signal"'),
        (
            FACT.replace("value", "valeu"),
            'line 3: found "valeu", expected one of kind, id, at, field, value, lead (did you mean "value"?)',
        ),
        (FACT.replace('"1"', "1"), "line 3: id: found 1, expected a text"),
        (FACT.replace('"role"', '""'), 'line 3: field: found "", expected a text'),
        (
            FACT.replace("00Z", "00"),
            'line 3: at: found "2026-01-05T10:00:00", expected an instant with its offset from UTC, '
            "such as 2026-01-05T10:00:00Z",
        ),
        (FACT.replace("2026-01-05T10:00:00Z", "yesterday"), None),
        (FACT.replace("2026-01-05T10:00:00Z", "0001-01-01T00:00:00+10:00"), None),
        (FACT.replace('"founder"', "null"), "line 3: value: found nothing, expected text, a number, true or false"),
        (FACT.replace('"founder"', "NaN"), "line 3: value: found nan, expected text, a number, true or false"),
        (FACT.replace('"founder"', "1e999"), None),
        (FACT.replace('"founder"', "9" * 400), None),
        (SIGNAL % '"properties": [1]', "line 3: properties: found a list, expected a mapping"),
        (
            SIGNAL % '"properties": {"path": ["/"]}',
            "line 3: properties.path: found a list, expected text, a number, true or false",
        ),
    ],
)
def test_a_line_that_is_neither_is_refused_with_its_number(line: str, complaint: str | None) -> None:
    with pytest.raises(HistoryError) as refused:
        parse_history_line(line, 3)
    assert refused.value.line == 3
    assert complaint is None or str(refused.value) == complaint
