"""Who should act on a handoff, by when, and what is said: a ladder of single steps that ends.

Nobody has claimed: one reminder to the group, one to the desk's head, the morning list, and no more. Claimed, and no
word to the prospect: one reminder to whoever has it, then it goes back to the group. What comes while the desk is
closed is on the morning list first. Nobody is addressed while the desk is closed, or while they are away.
No clock is read here: an instant that has passed is seen by whoever passes in ``now``.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.desk.hours import after_working, instant_of, is_open, local_day, opens_next
from bot.desk.rules import DeskRules

MORNING = 9 * 60
"""When the list comes where a desk never closes and says nothing about it."""
STILL_MORNING = timedelta(hours=1)
"""So much later than its time a list still comes to a desk that is closed: later than that it waits for the next."""


class Step(StrEnum):
    """What is to be said of a handoff next. The names are stored with it."""

    LISTED = "listed"
    """It came while the desk was closed: it is on the next morning list."""
    GROUP = "group"
    HEAD = "head"
    LAST_LIST = "last_list"
    OWNER = "owner"
    RELEASE = "release"

    @property
    def is_list(self) -> bool:
        """Return whether the handoff is named on a list together with others."""
        return self in (Step.LISTED, Step.LAST_LIST)


@dataclass(frozen=True, slots=True)
class Case:
    """A handoff as the ladder looks at it.

    ``rung_at`` is when sales last heard of it, ``contacted`` whether a person's words have reached the prospect (or
    anything else was reported of it), ``cooled`` whether the lead is not worth a call any more; ``shared`` whether
    there are colleagues who could take it.
    """

    rung_at: datetime
    tier: str
    claimed_at: datetime | None = None
    contacted: bool = False
    closed: bool = False
    cooled: bool = False
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Next:
    """The next step of a handoff, and when it is due."""

    step: Step
    at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said now, None where nothing is, and what comes next, None where the ladder has ended."""

    say: Step | None
    next: Next | None


def first_step(case: Case, rules: DeskRules) -> Next | None:
    """Return the first step of a handoff as it is since its alert or its claim; None where nobody need act."""
    if rules.reminders is None or case.closed:
        return None
    if case.claimed_at is not None:
        return None if case.contacted else _after(Step.OWNER, case.claimed_at, rules.reminders.owner, rules)
    if is_open(rules.hours, case.rung_at):
        return _after(Step.GROUP, case.rung_at, rules.reminded_after(case.tier), rules)
    return _at(Step.LISTED, list_after_closing(rules, case.rung_at))


def take_step(
    step: Step, case: Case, rules: DeskRules, *, now: datetime, owner_away: bool = False, head_away: bool = False
) -> Verdict:
    """Return what a step that is due says, and what comes after it.

    A step that does not fit the handoff any more says nothing and gives way to the one that does.
    """
    if rules.reminders is None or case.closed:
        return Verdict(None, None)
    is_owned = case.claimed_at is not None
    if (step in (Step.OWNER, Step.RELEASE)) != is_owned or (is_owned and case.contacted):
        return Verdict(None, first_step(case, rules))
    if not is_open(rules.hours, now) and not (step.is_list and _is_morning(rules, now)):
        return Verdict(None, _when_open(step, rules, now))
    if step in (Step.OWNER, Step.RELEASE):
        return _owners(step, case, rules, now=now, away=owner_away)
    return _nobodys(step, case, rules, now=now, head_away=head_away)


def _nobodys(step: Step, case: Case, rules: DeskRules, *, now: datetime, head_away: bool) -> Verdict:
    """Return what is said of a handoff that nobody has."""
    assert rules.reminders is not None
    last = _at(Step.LAST_LIST, next_morning(rules, now))
    match step:
        case Step.LISTED if not case.cooled:
            opens = opens_next(rules.hours, now) or now
            return Verdict(step, _after(Step.GROUP, opens, rules.reminded_after(case.tier), rules))
        case Step.LISTED:
            return Verdict(None, last)
        case Step.GROUP if rules.head is not None:
            return Verdict(step, _after(Step.HEAD, now, rules.reminders.head, rules))
        case Step.GROUP:
            return Verdict(step, last)
        case Step.HEAD:
            return Verdict(None if head_away else step, last)
        case _:
            return Verdict(None if case.cooled else step, None)


def _owners(step: Step, case: Case, rules: DeskRules, *, now: datetime, away: bool) -> Verdict:
    """Return what is said of a handoff to whose prospect nobody has written yet."""
    assert rules.reminders is not None
    if not case.shared:
        # Whoever works alone has nobody to give it back to.
        return Verdict(step if step is Step.OWNER and not away else None, None)
    if step is Step.RELEASE or away:
        return Verdict(Step.RELEASE, after_release(rules, now=now))
    return Verdict(step, _after(Step.RELEASE, now, rules.reminders.release, rules))


def after_release(rules: DeskRules, *, now: datetime) -> Next | None:
    """Return what comes once a handoff is back with the group, which has just been told so."""
    if rules.reminders is None:
        return None
    if rules.head is not None:
        return _after(Step.HEAD, now, rules.reminders.head, rules)
    return _at(Step.LAST_LIST, next_morning(rules, now))


def latest_step(rules: DeskRules, now: datetime) -> datetime:
    """Return the latest instant at which anything that is noted now can be due: nothing lies behind it."""
    reminders = rules.reminders
    if reminders is None:
        return now
    waits = (reminders.group, reminders.head, reminders.owner, reminders.release, *rules.response_time.values())
    opens = opens_next(rules.hours, now) or now
    latest = (*(after_working(rules.hours, opens, wait) for wait in waits), next_morning(rules, opens), opens)
    return max(at for at in latest if at is not None)


def next_morning(rules: DeskRules, after: datetime) -> datetime | None:
    """Return the next instant after ``after`` at which a morning list may come: on days on which the desk opens."""
    day = local_day(rules.hours, after)
    for offset in range(400):
        morning = _morning_of(rules, day + timedelta(days=offset))
        if morning is not None and morning > after:
            return morning
    return None


def list_after_closing(rules: DeskRules, at: datetime) -> datetime | None:
    """Return when what comes while the desk is closed is listed: in the morning; after a break, when that ends."""
    opens = opens_next(rules.hours, at)
    if opens is None:
        return None
    morning = _morning_of(rules, local_day(rules.hours, opens))
    return morning if morning is not None and morning > at else opens


def _morning_of(rules: DeskRules, day: date) -> datetime | None:
    spans = rules.hours.spans(day)
    if not spans:
        return None
    usual = MORNING if rules.hours.week is None else spans[0].opens
    return instant_of(rules.hours, day, usual if rules.morning is None else rules.morning)


def _is_morning(rules: DeskRules, now: datetime) -> bool:
    """Return whether the list may come although the desk is closed: its own time has just come, or it opens today."""
    day = local_day(rules.hours, now)
    morning, opens = _morning_of(rules, day), opens_next(rules.hours, now)
    if morning is None or opens is None or now < morning:
        return False
    return now - morning < STILL_MORNING or local_day(rules.hours, opens) == day


def _when_open(step: Step, rules: DeskRules, now: datetime) -> Next | None:
    """Return the step again, for when the desk opens; a list for when the next one comes."""
    return _at(step, list_after_closing(rules, now) if step.is_list else opens_next(rules.hours, now))


def _after(step: Step, start: datetime, wait: timedelta, rules: DeskRules) -> Next | None:
    # Who works for minutes a week may never have waited so long: then the next opening does.
    return _at(step, after_working(rules.hours, start, wait) or opens_next(rules.hours, start))


def _at(step: Step, at: datetime | None) -> Next | None:
    return None if at is None else Next(step, at)
