"""What reps look up: lists of leads, whom a search found, and all that is known of one lead."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.cards import CardAnswer, NoteLine
from bot.contexts.keys import same
from bot.contexts.labels import Nothing, Static
from bot.contexts.subjects import About


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


@dataclass(frozen=True, slots=True)
class LeadFile(About):
    """A lead who was never handed over, in place of a card; whatever is unknown is empty.

    Whom it is about, ``username``, ``tier`` (its name to read), ``score``, ``source`` (where they came from),
    ``language`` (its name) and ``answers``, each with label and answer.
    """

    username: str
    tier: str
    score: str
    source: str
    language: str
    answers: tuple[CardAnswer, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """What reps have noted: ``notes``, each with at, rep and text."""

    notes: tuple[NoteLine, ...]


@dataclass(frozen=True, slots=True)
class Noted(About):
    """The answer to a note: whom it is about, and how long a note may be (``most``)."""

    most: int


@dataclass(frozen=True, slots=True)
class OthersNote:
    """A note that somebody else may not delete: ``rep`` wrote it, ``head`` may delete it, too (empty: nobody else)."""

    rep: str
    head: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that sales did: ``what`` it was about (an outcome, a name, the note), ``step`` what it is called."""

    what: str
    step: str


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened: when (``at``), ``what``, and which ``rep`` did it, empty where none did."""

    at: str
    what: str
    rep: str


@dataclass(frozen=True, slots=True)
class LeadHistory(About):
    """What happened with a lead, a page of it: whom it is about, and ``moments``, each with at, what and rep."""

    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A message of a conversation: ``who`` said it, when (``at``), the ``text``, and whether it is to be ``folded``."""

    who: str
    at: str
    text: str
    folded: bool


@dataclass(frozen=True, slots=True)
class LeadTalk(About):
    """A page of a conversation: whom it is with, and ``said``, each message with who, at, text and folded."""

    said: tuple[SaidLine, ...]


LOOKING: Mapping[str, type] = {
    **same(LeadList, "list empty", "looks."),
    "looks.found": Found,
    "looks.nothing": Sought,
    **same(Nothing, "find_usage gone", "looks."),
    **same(Static, "mine open unclaimed hot cooling", "looks.titles."),
    **same(Static, "mine open unclaimed hot cooling before behind", "looks.buttons."),
    "looks.person": LeadFile,
    "looks.notes": Notes,
    **same(Noted, "noted note_too_long", "looks."),
    **same(Nothing, "note_gone note_usage lead_usage", "looks."),
    "looks.not_your_note": OthersNote,
    "looks.history": LeadHistory,
    "looks.talk": LeadTalk,
    "looks.bot": Static,
    **same(Step, "opened claimed released given taken_over replied outcome withdrawn reopened", "looks.steps."),
    **same(Step, "reminded meeting meeting_off noted other moved wrote left returned", "looks.steps."),
    **same(Static, "edit tap contact photo video voice audio document sticker media unsaid", "looks.kinds."),
    **same(Static, "card history talk history_before history_behind", "looks.buttons."),
    **same(Static, "talk_before talk_behind drop_note", "looks.buttons."),
    **same(Static, "leads find lead note", "commands."),
}
"""The context of each of these texts, by key."""
