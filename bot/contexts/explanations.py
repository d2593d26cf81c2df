"""Why a lead has its score, what would lift it, and what the reasons are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.cards import CardAnswer
from bot.contexts.keys import same
from bot.contexts.labels import Nothing, Static
from bot.contexts.subjects import About, Lead
from bot.signal_kinds import KNOWN_SIGNALS


@dataclass(frozen=True, slots=True)
class Signal:
    """What a lead did: ``count`` times, on the page ``path`` (or empty); ``name`` is the content's or signal's.

    ``would`` says that they have not done it, but would get a better score if they did.
    """

    count: int
    path: str
    name: str
    would: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that share a cap: ``name`` is what the rules call the group."""

    name: str


@dataclass(frozen=True, slots=True)
class Others:
    """What is too small to be listed: ``count`` is how many lines."""

    count: int


@dataclass(frozen=True, slots=True)
class Points:
    """One line of an explanation: ``label`` says what gave points, ``points`` what they are worth now ("+10.2").

    ``last`` is the day it last happened (empty for an answer). Where a cap or time has taken some, ``given`` says what
    it gave in all ("+20"), ``capped`` what the cap took of it ("−5") and ``faded`` what time took ("−4.8"), or empty:
    together they are the points.
    """

    label: str
    points: str
    last: str = ""
    given: str = ""
    capped: str = ""
    faded: str = ""


@dataclass(frozen=True, slots=True)
class Lift:
    """What would lift a lead: ``what`` they would have to say or do, and the ``tier`` it would bring them into."""

    tier: str
    what: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a lead out of ``tier``.

    ``side`` is score or, where that would do, fit (who they are) or engagement (what they did); ``has`` is what it is
    worth now, ``needs`` the least that would do.
    """

    tier: str
    side: str
    has: str
    needs: str


@dataclass(frozen=True, slots=True)
class MissingAnswer(CardAnswer):
    """What a lead would have to say; ``otherwise``: they gave an answer that is in the way. An empty answer: any.

    ``others`` lists the answers that would not do, where any other would.
    """

    otherwise: bool
    others: str = ""


@dataclass(frozen=True, slots=True)
class Explanation(About):
    """Why a lead has its score, in numbers that add up; whom it is about is as in ``About``, with their ``company``.

    ``tier`` is the tier's name to read, ``unfit`` lists what makes them unfit. ``fit`` is the sum of ``fit_lines`` (who
    they are), ``engagement`` that of ``engagement_lines`` (what they did), ``score`` that of both; each line has label,
    points, last, given, capped and faded. ``as_of`` is the day and time of it all. ``missing`` lists what
    keeps them out of the next tier, the score or else minima, each with tier, side, has and needs. ``lifts`` lists
    what would lift them, each with tier and what; ``falls_to`` is the tier they fall to at ``falls_at`` if nothing
    happens, or empty.
    """

    company: str
    tier: str
    unfit: tuple[str, ...]
    fit: str
    fit_lines: tuple[Points, ...]
    engagement: str
    engagement_lines: tuple[Points, ...]
    score: str
    as_of: str
    missing: tuple[Missing, ...]
    lifts: tuple[Lift, ...]
    falls_to: str
    falls_at: str


EXPLANATIONS: Mapping[str, type] = {
    **same(Nothing, "person usage repeated", "why."),
    "why.no_lead": Lead,
    "why.unscored": About,
    "why.score": Explanation,
    "why.others": Others,
    "lifts.says": MissingAnswer,
    "not_known": MissingAnswer,
    **same(Static, "fit engagement", "limits."),
    "limits.group": Group,
    **same(Signal, " ".join((*KNOWN_SIGNALS, "other", "*")), "signals."),
    "commands.why": Static,
}
"""The context of each of these texts, by key."""
