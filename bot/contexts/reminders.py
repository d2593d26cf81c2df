"""What reminds sales of leads that wait: the steps of the ladder, and the list of the morning."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.keys import same
from bot.contexts.labels import Duration
from bot.contexts.subjects import Named


@dataclass(frozen=True, slots=True)
class Waiting(Named):
    """When sales is reminded of a lead: ``number`` of the handoff, their ``name``, and how long they have ``waited``.

    ``claim`` is the command that claims. ``who`` is the rep or the head that is meant, ``who_link`` calls them; both
    are empty where it is the whole group, and the link where calling them takes none.
    """

    waited: str
    claim: str
    who: str = ""
    who_link: str = ""


@dataclass(frozen=True, slots=True)
class WaitsForSales(Named):
    """A line of the morning list: ``number``, ``name``, ``link`` to their card (may be empty), ``tier``, ``score``.

    ``waited`` is how long ago it came, ``asked_person`` says whether they asked for a person, ``claim`` is the command
    that claims.
    """

    link: str
    tier: str
    score: str
    waited: str
    asked_person: bool
    claim: str


@dataclass(frozen=True, slots=True)
class MorningList:
    """What waits in the morning: ``unclaimed`` lists the hottest first, each with number, name and more.

    ``count`` is how many there are in all, ``more`` how many are not listed.
    """

    unclaimed: tuple[WaitsForSales, ...]
    count: int
    more: int


REMINDERS: Mapping[str, type] = {
    **same(Waiting, "group head owner release", "reminder."),
    "morning": MorningList,
    **same(Duration, "seconds minutes hours days", "durations."),
}
"""The context of each of these texts, by key."""
