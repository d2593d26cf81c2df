"""The log: trouble that goes on is said once, with its cause, and once when it is over."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.logs import OngoingTrouble, describe
from storage.errors import DatabaseFailedError


def test_trouble_that_goes_on_is_one_line_and_one_more_every_ten_minutes() -> None:
    time = [0.0]
    trouble = OngoingTrouble("poll", elapsed=lambda: time[0])
    with capture_logs() as said:
        for second in range(1, 1_300):
            time[0] = float(second)
            trouble.tell("Telegram does not answer; trying again.", reason="getUpdates: TimeoutError", pause=second)
        trouble.over("Updates come in again.")
        trouble.over("Updates come in again.")
    assert [(line["event"][:8], line.get("times")) for line in said] == [
        ("Telegram", None),
        ("Telegram", 601),
        ("Telegram", 1201),
        ("Updates ", 1299),
    ]
    assert (said[-1]["log_level"], said[-1]["seconds"]) == ("info", 1298)


def test_another_cause_is_another_line_and_nothing_is_over_that_never_was() -> None:
    trouble = OngoingTrouble("poll", elapsed=lambda: 1.0)
    with capture_logs() as said:
        trouble.over("Updates come in again.")
        for error in (OSError(28, "full", "/home/ada"), OSError(28, "full"), OSError(5, "x"), ValueError("ada")):
            trouble.tell("Updates could not be stored; trying again.", level="error", error=error)
    assert [line["error"] for line in said] == [
        "OSError: No space left on device",
        "OSError: Input/output error",
        "ValueError",
    ]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DatabaseFailedError(Path("x"), "database or disk is full"), "DatabaseFailedError: database or disk is full"),
        (PermissionError(13, "no", "/srv/ada.db"), "PermissionError: Permission denied"),
        (ConnectionResetError(104, "by ada@acme.com"), "ConnectionResetError: Connection reset by peer"),
        (OSError("ada@acme.com"), "OSError"),
    ],
)
def test_an_error_is_told_with_its_cause_and_without_what_it_quotes(error: Exception, told: str) -> None:
    assert describe(error) == told
