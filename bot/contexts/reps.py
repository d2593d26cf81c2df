"""What reps read about themselves and their desk: on duty or away, what they may do, whether all is well."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.keys import same
from bot.contexts.labels import Nothing, Static
from bot.contexts.subjects import Lead, Named


@dataclass(frozen=True, slots=True)
class CalledRep:
    """A rep who is called by name: ``rep`` is that name, ``link`` calls them."""

    rep: str
    link: str


@dataclass(frozen=True, slots=True)
class DutyCall(Named):
    """When somebody hot comes out of hours: ``number``, ``name``, and ``on_duty``, the reps called, with rep and link.

    ``claim`` is the command that claims.
    """

    on_duty: tuple[CalledRep, ...]
    claim: str


@dataclass(frozen=True, slots=True)
class Until:
    """What a rep reads who is away: ``until`` is the day and time when they are back, empty where that is open."""

    until: str


@dataclass(frozen=True, slots=True)
class DeskReport:
    """The answer to /test: ``is_open`` now; when it ``opens`` or ``closes`` next, either may be empty.

    ``within`` is the time within which prospects are promised an answer, or empty; ``reminds`` says whether anybody is
    reminded, ``head`` who hears when nobody acts (or empty). ``on_duty`` and ``away`` list names. ``is_group`` says
    whether this is a group.
    """

    is_open: bool
    opens: str
    closes: str
    within: str
    reminds: bool
    head: str
    on_duty: tuple[str, ...]
    away: tuple[str, ...]
    is_group: bool


REPS: Mapping[str, type] = {
    **same(Nothing, "usage rep_help who_are_you"),
    **same(Nothing, "help forgotten", "rep_private."),
    "rep_private.was_lead": Lead,
    **same(Nothing, "begins ended over in_private", "trial."),
    "absence.away": Until,
    **same(Nothing, "back unclear", "absence."),
    **same(Nothing, "on off unclear", "duty."),
    "duty.call": DutyCall,
    "test.report": DeskReport,
    "test.alert": Nothing,
    **same(Static, "help away back duty test", "commands."),
}
"""The context of each of these texts, by key."""
