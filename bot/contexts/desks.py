"""What reps read where there are several desks: which of them has a lead."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.subjects import Number


@dataclass(frozen=True, slots=True)
class OfDesk(Number):
    """Which desk has a lead: ``number`` of the handoff, and the name of the ``desk``, empty where it has none."""

    desk: str


@dataclass(frozen=True, slots=True)
class LostDesk:
    """When the bot was put out of a desk's chat: the name of the ``desk``, empty where it has none."""

    desk: str


@dataclass(frozen=True, slots=True)
class MovedTo(OfDesk):
    """When a lead goes to another desk: as in ``OfDesk``, with the ``rep`` who passed it on."""

    rep: str


DESKS: Mapping[str, type] = {
    "desks.not_yours": OfDesk,
    "desks.moved": MovedTo,
    "desks.lost": LostDesk,
}
"""The context of each of these texts, by key."""
