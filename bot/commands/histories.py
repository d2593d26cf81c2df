"""What the commands on files alone read: a model, histories, an instant; and how they say what is wrong with them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.playbooks import PlaybookError, load_model
from scoring.errors import HistoryError
from scoring.history import Item
from scoring.model import Model
from scoring.parse import parse_history

DONE, CONTENT, USAGE = 0, 1, 2

Histories = Mapping[str | None, Sequence[Item]]
"""By lead, in the order they appear; None where lines name no lead."""


class RefusedError(Exception):
    """The sentence that says what is wrong, and the exit code."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


def instant_of(text: str) -> datetime | None:
    """Return the instant that a text with an offset from UTC says, None if it says none."""
    try:
        instant = datetime.fromisoformat(text)
        return instant.astimezone(UTC) if instant.tzinfo else None
    except (ValueError, OverflowError):
        return None


def option_instant(text: str, *, option: str) -> datetime:
    """Return the instant that was typed for an option; raise RefusedError if it is none."""
    instant = instant_of(text)
    if instant is None:
        expected = "an instant with its offset, such as 2026-02-01T00:00:00Z"
        raise RefusedError(f"{option}: found {text}, expected {expected}", USAGE)
    return instant


def read_model(path: Path) -> Model:
    """Return the model in a file; raise RefusedError with all its mistakes."""
    try:
        return load_model(path)
    except PlaybookError as error:
        raise RefusedError(str(error), CONTENT if path.exists() else USAGE) from error


def read_histories(path: Path) -> Histories:
    """Return the items by lead; a file without a line is one empty history. Raise RefusedError for a bad file."""
    histories: dict[str | None, list[Item]] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for lead, item in parse_history(lines):
                histories.setdefault(lead, []).append(item)
    except HistoryError as error:
        raise RefusedError(f"{path}: {error}", CONTENT) from error
    except UnicodeDecodeError as error:
        raise RefusedError(f"{path}: not UTF-8: save it as UTF-8", CONTENT) from error
    except OSError as error:
        raise RefusedError(f"{path}: {error.strerror}: give a file that can be read", USAGE) from error
    return histories or {None: []}
