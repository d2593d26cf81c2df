"""What sales did, in figures, and the file of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.keys import same
from bot.contexts.labels import Nothing, Static


@dataclass(frozen=True, slots=True)
class OfTier:
    """How many leads were passed on in one tier: ``tier`` is its name to read, ``count`` how many."""

    tier: str
    count: int


@dataclass(frozen=True, slots=True)
class OfOutcome:
    """How many handoffs came to one outcome: ``outcome`` is its name to read, ``count`` how many."""

    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class StatisticsLine:
    """The figures of one rep, source, campaign or tier: ``name`` (empty where unknown), ``handoffs``, ``won``.

    ``median`` is the time within which half of them heard from a person, ``amount`` what was won; both may be empty.
    """

    name: str
    handoffs: int
    median: str
    won: int
    amount: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """What sales did in a period, beside an earlier one.

    ``period`` is week (so far), last_week or days, ``days`` how many these are, ``since`` and ``until`` its first and
    last day. ``handoffs`` were opened (``handoffs_before`` in the earlier period), in ``tiers`` (each with tier and
    count). ``claimed`` of them have been taken, ``soon`` within five minutes (``soon_before``), and ``waiting`` have
    not heard from a person yet. Half of the others did within ``median`` (``median_before``), nine of ten within
    ``p90`` (``p90_before``), in working hours within ``working_median`` and ``working_p90``: empty where nobody has.
    ``won`` were reported as won in the period (``won_before``), worth ``won_amount``; the other ``outcomes`` have
    outcome and count. ``by`` says what ``lines`` are: rep, source, campaign or tier, each with name, handoffs, median,
    won and amount; ``more`` counts those left out. ``others`` are commands for the same by something else.
    """

    period: str
    days: int
    since: str
    until: str
    handoffs: int
    handoffs_before: int
    tiers: tuple[OfTier, ...]
    claimed: int
    soon: int
    soon_before: int
    waiting: int
    median: str
    median_before: str
    p90: str
    p90_before: str
    working_median: str
    working_p90: str
    won: int
    won_before: int
    won_amount: str
    outcomes: tuple[OfOutcome, ...]
    by: str
    lines: tuple[StatisticsLine, ...]
    more: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What stands below a file that a rep asked for: ``table`` is handoffs or outcomes, of the last ``days``.

    ``since`` is the first of them.
    """

    table: str
    days: int
    since: str


FIGURES: Mapping[str, type] = {
    **same(Statistics, "report title about", "stats."),
    **same(Static, "heard in_5_minutes in_an_hour later not_yet", "stats."),
    **same(Nothing, "usage failed", "stats."),
    "export.caption": Exported,
    **same(Nothing, "usage failed", "export."),
    **same(Static, "stats export", "commands."),
}
"""The context of each of these texts, by key."""
