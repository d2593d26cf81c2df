"""What a rep reads who does something with a handoff: claims it, reports, undoes, passes it on."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.keys import same
from bot.contexts.labels import Nothing, Static
from bot.contexts.subjects import Named, Number


@dataclass(frozen=True, slots=True)
class Claimed(Number):
    """What a rep reads when claiming: ``number`` of the handoff, and the ``rep`` who has it."""

    rep: str


@dataclass(frozen=True, slots=True)
class Unclaimed(Number):
    """When a rep reports of what nobody has: ``number`` of the handoff, and ``claim``, the command that claims it."""

    claim: str


@dataclass(frozen=True, slots=True)
class Outcome(Number):
    """What a rep reads after reporting: ``number`` of the handoff, the ``outcome`` and the ``rep`` who reported it."""

    outcome: str
    rep: str


@dataclass(frozen=True, slots=True)
class OutcomeTold(Outcome):
    """What stands where more was asked about an outcome: as in ``Outcome``, with the ``amount``, empty if unknown."""

    amount: str


@dataclass(frozen=True, slots=True)
class Reported(Outcome):
    """What is asked, or told others, after a report: as in ``Outcome``, with the ``name`` of the lead."""

    name: str


@dataclass(frozen=True, slots=True)
class ReportedByOther(Reported):
    """When a rep reports of another one's lead: as in ``Reported``, with the ``owner``, whom ``owner_link`` calls."""

    owner: str
    owner_link: str


@dataclass(frozen=True, slots=True)
class Undone(Outcome):
    """What a rep reads who takes an outcome back: ``rep`` is who has the lead now, empty for nobody.

    ``closed`` says that an earlier outcome stands, which has closed it.
    """

    closed: bool


@dataclass(frozen=True, slots=True)
class NotUndone(Number):
    """Why an outcome stays: ``other`` is the number of another open handoff of the same lead, or 0.

    ``reopen`` is the command that takes an outcome back at any time.
    """

    other: int
    reopen: str


@dataclass(frozen=True, slots=True)
class Passing(Named):
    """When a lead is passed on: ``number`` and ``name`` of the lead, ``rep`` who did it.

    ``owner`` is the other rep who had it until now, whom ``owner_link`` calls; both are empty where nobody else had.
    ``to`` is who gets it, whom ``to_link`` calls, empty for nobody; ``to_away`` says that they are away. Who is not
    to be called has no link. ``claim`` is the command that claims.
    """

    rep: str
    owner: str
    owner_link: str
    to: str
    to_link: str
    to_away: bool
    claim: str


@dataclass(frozen=True, slots=True)
class Whom(Number):
    """When it is not clear to whom a lead shall go: what was ``said``, and the ``names`` of the reps to choose from."""

    said: str
    names: tuple[str, ...]


HANDOFFS: Mapping[str, type] = {
    **same(Number, "not_found before_restore closed forgotten expired"),
    **same(Claimed, "claimed too_late"),
    "claim_first": Unclaimed,
    "outcome_noted": Outcome,
    "reported_by_other": ReportedByOther,
    "withdrawn_by_other": ReportedByOther,
    **same(Static, "lost.* not_a_fit.*", "reasons."),
    **same(Outcome, "reason own_words amount over", "more."),
    "more.noted": OutcomeTold,
    **same(Nothing, "no_amount in_words", "more."),
    "undone.done": Undone,
    **same(NotUndone, "late nothing other_open", "undone."),
    **same(Passing, "released given taken_over whom nobodys not_yours has_it", "passing."),
    **same(Whom, "unknown several", "passing."),
    "passing.gone": Nothing,
    **same(Static, "claim outcome reopen release give take", "commands."),
}
"""The context of each of these texts, by key."""
