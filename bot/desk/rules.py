"""What a desk has decided for itself: its hours, within what time it answers, who is reminded and who hears then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.desk.hours import Hours

WEEKLY, DAILY, NO_DIGEST = "weekly", "daily", "none"


@dataclass(frozen=True, slots=True)
class Reminders:
    """After how much working time somebody is reminded, and again; each once.

    ``group`` counts from the alert (where there is a response time, that counts), ``head`` from the reminder to the
    group, ``owner`` from the claim, ``release`` from the reminder to the owner.
    """

    group: timedelta = timedelta(hours=1)
    head: timedelta = timedelta(hours=1)
    owner: timedelta = timedelta(hours=1)
    release: timedelta = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class DeskRules:
    """One desk's rules, from ``desk.yaml``.

    ``zone`` is empty where the setting's counts. ``response_time`` says by tier within what working time a person
    writes: it is promised to prospects; empty where nothing is. ``reminders`` is None where nobody is reminded.
    ``head`` is who hears when nobody acts: a user name with @, a person's id or a chat's; None where nobody is.
    ``morning`` is when the list comes, in minutes from midnight; None where it comes when the desk opens.
    ``digest`` says how often the desk hears of its figures unasked: weekly, daily or none.
    After ``take_over_after`` of a rep's silence, in working time, a colleague may take over.
    """

    zone: str = ""
    hours: Hours = field(default_factory=Hours)
    response_time: Mapping[str, timedelta] = field(default_factory=dict)
    reminders: Reminders | None = field(default_factory=Reminders)
    head: str | int | None = None
    morning: int | None = None
    take_over_after: timedelta = timedelta(days=1)
    digest: str = WEEKLY

    def answers_within(self, tier: str) -> timedelta | None:
        """Return within what working time a lead of a tier is answered; None where nobody promises anything."""
        return self.response_time.get(tier)

    def reminded_after(self, tier: str) -> timedelta:
        """Return after how much working time the group is reminded of a lead whom nobody has claimed."""
        assert self.reminders is not None
        return self.answers_within(tier) or self.reminders.group
