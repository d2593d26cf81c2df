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
    """When the bot was put out of a desk's chat, or tries it: the name of the ``desk``, empty where it has none."""

    desk: str


@dataclass(frozen=True, slots=True)
class MovedTo(OfDesk):
    """When a lead goes to another desk: as in ``OfDesk``, with the ``rep`` who passed it on."""

    rep: str


@dataclass(frozen=True, slots=True)
class TriedDesk:
    """Another desk that gets a test message: the name of the ``desk``, and how many ``reps`` are known in its chat."""

    desk: str
    reps: int


@dataclass(frozen=True, slots=True)
class TriedDesks:
    """What /test says of the other ``desks``: each with ``desk`` and ``reps``."""

    desks: tuple[TriedDesk, ...]


@dataclass(frozen=True, slots=True)
class UntoldDesk(LostDesk):
    """When a test message did not reach a desk: its name, and the ``reason`` as the messenger says it."""

    reason: str


DESKS: Mapping[str, type] = {
    "desks.not_yours": OfDesk,
    "desks.moved": MovedTo,
    "desks.lost": LostDesk,
    "desks.tried": TriedDesks,
    "desks.try": LostDesk,
    "desks.untold": UntoldDesk,
}
"""The context of each of these texts, by key."""
