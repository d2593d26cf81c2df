"""What work over all leads is given: the rules in force by audience."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scoring.model import Model


@dataclass(frozen=True, slots=True)
class Rules:
    """An audience's model, and since when it is in force; None if it is the first."""

    model: Model
    since: datetime | None


def versions_of(rules: Mapping[str, Rules]) -> dict[str, str]:
    """Return the version of every audience's model."""
    return {audience: one.model.version for audience, one in rules.items()}
