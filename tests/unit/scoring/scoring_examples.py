"""The two models that the unit tests tell their stories with, and short ways to say what happened when."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ruamel.yaml import YAML

from scoring.history import Fact, Signal
from scoring.parse import parse_model
from scoring.values import Value

MONDAY = datetime(2026, 1, 5, 10, tzinfo=UTC)

B2B_TEXT = """
audience: b2b
handoff: lukewarm
tiers:
  lukewarm: {enter: 40, leave: 34}
  hot:      {enter: 75, leave: 65, fit: 20}
limits: {fit: [-100, 60], engagement: [0, 60]}
unfit:
  - {field: role, in: [student]}
fit:
  - {field: role, points: {founder: 25, director: 20, manager: 10}}
  - {field: company_size, steps: [[1, 0], [50, 8], [200, 14], [1000, 20]]}
engagement:
  - {signal: chat.answered, points: 2, cap: 12, half_life: 30d}
  - {signal: page.viewed, where: {path: "/pricing*"}, points: 10, cap: 30, half_life: 21d}
  - {signal: page.viewed, times: 3, within: 7d, points: 8, cap: 16, half_life: 14d}
  - {signal: newsletter.unsubscribed, points: -15}
alert_again_after: 14d
review_every: 182d
"""

B2C_TEXT = """
audience: b2c
handoff: hot
tiers:
  lukewarm: {enter: 10, leave: 8}
  hot:      {enter: 30, leave: 20}
fit:
  - {field: country, in: [SE, NO], points: 5}
engagement:
  - {signal: cart.added, points: 20, cap: 40, half_life: 3d}
  - {signal: purchase.made, where: {value: {at_least: 100}}, points: 10}
"""


def document(text: str = B2B_TEXT) -> dict[str, Any]:
    """Read a model's text into a document that a test may spoil."""
    read: dict[str, Any] = YAML(typ="safe").load(text)
    return read


B2B = parse_model(document(B2B_TEXT))
B2C = parse_model(document(B2C_TEXT))


def after(**span: float) -> datetime:
    """Return the instant so long after Monday morning."""
    return MONDAY + timedelta(**span)


def told(number: str, at: datetime, **fact: Value) -> Fact:
    """Return a fact, its field given as a keyword."""
    ((name, value),) = fact.items()
    return Fact(number, at, name, value)


def did(number: str, at: datetime, *, name: str, **properties: Value) -> Signal:
    """Return a signal, its properties given as keywords."""
    return Signal(number, at, name, properties)
