"""Who has a handoff, who had it before, and when others may take it over: read from the steps taken with it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from bot.desk.hours import after_working
from bot.desk.outcomes import CLAIMS_AT_ONCE
from bot.desk.rules import DeskRules

CLAIMED, RELEASED, GIVEN, TAKEN_OVER, LEFT, CAME_BACK = "claimed", "released", "given", "taken_over", "left", "returned"
WITHDRAWN = "withdrawn"
BY_REPORT = "by_report"
"""The detail of a claim that came with a report: whoever takes the report back takes the claim back, too."""
_GETS = frozenset((CLAIMED, TAKEN_OVER, GIVEN))


class Step(Protocol):
    """One step of a handoff's history."""

    @property
    def at(self) -> datetime:
        """Return when it was taken."""

    @property
    def step(self) -> str:
        """Return what was done."""

    @property
    def rep_id(self) -> int | None:
        """Return who did it."""

    @property
    def rep(self) -> str | None:
        """Return their name."""

    @property
    def detail(self) -> str:
        """Return what belongs to the step: of one that gives a lead to somebody, the name of who got it."""


def owned_since(steps: Iterable[Step], *, claimed_at: datetime) -> datetime:
    """Return since when the present owner has had a handoff."""
    return max((step.at for step in _passes(steps) if step.step in _GETS), default=claimed_at)


def has_left(owner: int, steps: Iterable[Step]) -> bool:
    """Return whether an owner has left the desk's chat, and has not come back."""
    moves = [step.step for step in steps if step.rep_id == owner and step.step in (LEFT, CAME_BACK)]
    return bool(moves) and moves[-1] == LEFT


def may_be_taken_from(owner: int, steps: Iterable[Step], *, claimed_at: datetime, rules: DeskRules) -> datetime:
    """Return from when on others may take over a claimed lead.

    At once where the owner has left the desk's chat, else when they have done nothing with the lead for as much
    working time as the desk's rules say.
    """
    steps = list(steps)
    since = owned_since(steps, claimed_at=claimed_at)
    if has_left(owner, steps):
        return since
    signs = (step.at for step in steps if step.rep_id == owner and step.step not in (LEFT, CAME_BACK))
    last = max((since, *signs))
    # A desk that never opens has no working time to count.
    return after_working(rules.hours, last, rules.take_over_after) or last + rules.take_over_after


def who_meets(arranged_by: int, steps: Iterable[Step], *, arranged_at: datetime, owner: int | None) -> int | None:
    """Return the rep of a meeting: who arranged it, or who has got the handoff since.

    A colleague may arrange one for themselves. None where whoever it would be has left the desk's chat.
    """
    steps = list(steps)
    has_passed = any(step.at > arranged_at for step in _passes(steps))
    candidates = (owner, arranged_by) if has_passed else (arranged_by, owner)
    return next((rep for rep in candidates if rep is not None and not has_left(rep, steps)), None)


def owners(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the names of those who have had a handoff, one after the other, the present or the last one at the end."""
    names: list[str] = []
    for step in _passes(steps):
        name = step.detail if step.step == GIVEN else step.rep if step.step in _GETS else None
        if name and names[-1:] != [name]:
            names.append(name)
    return tuple(names)


def last_with(steps: Iterable[Step]) -> str:
    """Return who had a handoff last that nobody has any more; empty where it was never given back."""
    steps = list(steps)
    passed = [step.step for step in _passes(steps)]
    return owners(steps)[-1] if passed[-1:] == [RELEASED] and owners(steps) else ""


def _passes(steps: Iterable[Step]) -> list[Step]:
    """Return the steps by which a handoff went from hand to hand, without a claim that was taken back."""
    passed: list[Step] = []
    for step in steps:
        if step.step in (*_GETS, RELEASED):
            passed.append(step)
        elif step.step == WITHDRAWN and step.detail == CLAIMS_AT_ONCE and passed and passed[-1].detail == BY_REPORT:
            passed.pop()
    return passed
