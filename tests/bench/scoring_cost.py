"""Folding one signal into a stored standing, after ten signals and after ten thousand."""

from datetime import UTC, datetime, timedelta
from time import perf_counter

from bot.playbooks import Playbooks
from bot.usecases.leads.standing_text import pack, unpack
from scoring.engine import fold, replay
from scoring.history import Fact, Signal
from scoring.model import Model

_FIRST = datetime(2026, 1, 5, tzinfo=UTC)
_NAMES = ("page.viewed", "content.opened", "chat.answered", "email.clicked", "question.asked", "webinar.attended")
_PROPERTIES = {"path": "/pricing", "funnel": "mofu"}


def stored_standing(model: Model, signals: int) -> str:
    """Return a packed standing after so many signals, one every ten minutes."""
    facts = [Fact("f1", _FIRST, "role", "manager"), Fact("f2", _FIRST, "company_size", 60)]
    return pack(replay(model, [*facts, *(_signal(number) for number in range(signals))], _at(signals)).standing)


def _at(number: int) -> datetime:
    return _FIRST + timedelta(minutes=10 * (number + 1))


def _signal(number: int) -> Signal:
    return Signal(f"s{number:06d}", _at(number), _NAMES[number % len(_NAMES)], _PROPERTIES)


def time_folds(model: Model, stored: str, *, signals: int, folds: int) -> float:
    """Return the seconds that one signal costs: unpack, fold, pack."""
    signal = _signal(signals)
    begun_at = perf_counter()
    for _ in range(folds):
        pack(fold(model, unpack(stored), signal).standing)
    return (perf_counter() - begun_at) / folds


def b2b(playbooks: Playbooks) -> Model:
    """Return the shipped model with the most rules."""
    return playbooks.audiences["b2b"].model
