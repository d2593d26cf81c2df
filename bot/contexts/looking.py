"""What the texts may use by which reps look things up: lists of leads, and whom a search found."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.prospects import Nothing, Static


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead in a list; whatever is unknown is empty.

    ``open`` is the command that shows them ("/lead_1042"), ``name`` and ``company`` who they are, ``tier`` the tier's
    name to read, ``score`` the score. ``rep`` has had them for ``had_for`` ("2 hours"); ``waits`` is how long they have
    waited for somebody, ``outcome`` what the last handoff came to, where it is closed. ``heard`` is how long ago they
    were last heard of, ``cools`` when their tier falls.
    """

    open: str
    name: str
    company: str
    tier: str
    score: str
    rep: str
    had_for: str
    waits: str
    outcome: str
    heard: str
    cools: str


@dataclass(frozen=True, slots=True)
class LeadList:
    """A page of a list: its ``title``, whose it is (``rep``, where it is one rep's), and ``leads``, each in a line.

    Each has open, name, company, tier, score, rep, had_for, waits, outcome, heard and cools.
    """

    title: str
    rep: str
    leads: tuple[LeadLine, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a rep looks for: ``sought`` is what they typed."""

    sought: str


@dataclass(frozen=True, slots=True)
class Found(Sought):
    """A page of who was found: ``count`` is how many there are, at most ``most``; ``leads`` as in a list."""

    count: int
    most: int
    leads: tuple[LeadLine, ...]


_LISTS = ("mine", "open", "unclaimed", "hot", "cooling")

LOOKING: Mapping[str, type] = {
    "looks.list": LeadList,
    "looks.empty": LeadList,
    "looks.found": Found,
    "looks.nothing": Sought,
    "looks.find_usage": Nothing,
    "looks.gone": Nothing,
    **{f"looks.titles.{name}": Static for name in _LISTS},
    **{f"looks.buttons.{name}": Static for name in (*_LISTS, "before", "behind")},
    **{f"commands.{name}": Static for name in ("leads", "find")},
}
"""The context of each of these texts, by key."""
