"""What reps read of the meetings that they arrange."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.keys import same
from bot.contexts.labels import Nothing, Static
from bot.contexts.subjects import Named


@dataclass(frozen=True, slots=True)
class MeetingAnswer(Named):
    """The answer to a rep who arranges a meeting: ``number`` and ``name`` of the lead, ``when`` it is (may be empty).

    ``zone`` is the zone by whose clock that is, ``told`` whether the prospect has been told, ``reminds`` whether there
    is time to remind both. ``meet`` is the command that moves it ("/meet_1042" and when), ``cancel`` the one that calls
    it off.
    """

    when: str
    zone: str
    told: bool
    reminds: bool
    meet: str
    cancel: str


@dataclass(frozen=True, slots=True)
class MeetingSoon(Named):
    """The reminder of a meeting: ``number`` and ``name`` of the lead, ``when`` it is, the ``rep`` and ``rep_link``.

    The link is empty where the rep is away. ``told`` says whether the prospect was reminded, too.
    """

    when: str
    rep: str
    rep_link: str
    told: bool


MEETINGS: Mapping[str, type] = {
    **same(MeetingAnswer, "made moved cancelled none past unclear closed", "meeting."),
    "meeting.soon": MeetingSoon,
    "meeting.usage": Nothing,
    "commands.meet": Static,
}
"""The context of each of these texts, by key."""
