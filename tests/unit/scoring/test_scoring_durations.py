from datetime import timedelta

import pytest

from scoring.durations import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("90s", timedelta(seconds=90)),
        ("45m", timedelta(minutes=45)),
        ("12h", timedelta(hours=12)),
        ("30d", timedelta(days=30)),
        ("2w", timedelta(weeks=2)),
        ("3650d", timedelta(days=3650)),
    ],
)
def test_a_duration_is_a_whole_number_and_a_unit(text: str, duration: timedelta) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize("text", ["", "d", "30", "30 d", "1.5d", "-1d", "30D", "1y", "3651d", "99999999999d", "٣d"])
def test_anything_else_is_no_duration(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize("text", ["90s", "45m", "12h", "14d"])
def test_durations_are_shown_in_their_largest_whole_unit(text: str) -> None:
    duration = parse_duration(text)
    assert duration is not None
    assert format_duration(duration) == text
