"""What the texts may use by which reps look things up: lists of leads, and whom a search found."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.contexts.prospects import Nothing, Static
from bot.contexts.sales import CardAnswer, Named, NoteLine


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
class OneLead:
    """Whom one message is all about: ``number`` of the newest handoff (0: none), ``lead`` their own, their ``name``."""

    number: int
    lead: int
    name: str


@dataclass(frozen=True, slots=True)
class LeadFile(OneLead):
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
class Noted(OneLead):
    """The answer to a note: whom it is about, and how long a note may be (``most``)."""

    most: int


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
class LeadHistory(OneLead):
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
class LeadTalk(OneLead):
    """A page of a conversation: whom it is with, and ``said``, each message with who, at, text and folded."""

    said: tuple[SaidLine, ...]


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

    ``told`` says whether the prospect was reminded, too.
    """

    when: str
    rep: str
    rep_link: str
    told: bool


_LISTS = ("mine", "open", "unclaimed", "hot", "cooling")
_VIEWS = ("card", "history", "talk", "history_before", "history_behind", "talk_before", "talk_behind")
_STEPS = (
    *("opened", "claimed", "released", "given", "taken_over", "replied", "outcome", "withdrawn", "reopened"),
    *("reminded", "meeting", "meeting_off", "noted", "other"),
)
_MEETING = ("made", "moved", "cancelled", "none", "past", "unclear", "closed")
_KINDS = ("edit", "tap", "contact", "photo", "video", "voice", "audio", "document", "sticker", "media", "unsaid")

LOOKING: Mapping[str, type] = {
    "looks.list": LeadList,
    "looks.empty": LeadList,
    "looks.found": Found,
    "looks.nothing": Sought,
    "looks.find_usage": Nothing,
    "looks.gone": Nothing,
    **{f"looks.titles.{name}": Static for name in _LISTS},
    **{f"looks.buttons.{name}": Static for name in (*_LISTS, "before", "behind")},
    "looks.person": LeadFile,
    "looks.notes": Notes,
    "looks.noted": Noted,
    "looks.note_too_long": Noted,
    **{f"looks.{name}": Nothing for name in ("note_gone", "note_usage", "lead_usage")},
    **{f"meeting.{name}": MeetingAnswer for name in _MEETING},
    "meeting.soon": MeetingSoon,
    "meeting.usage": Nothing,
    "looks.history": LeadHistory,
    "looks.talk": LeadTalk,
    "looks.bot": Static,
    **{f"looks.steps.{name}": Step for name in _STEPS},
    **{f"looks.kinds.{name}": Static for name in _KINDS},
    **{f"looks.buttons.{name}": Static for name in (*_VIEWS, "drop_note")},
    **{f"commands.{name}": Static for name in ("leads", "find", "lead", "note", "meet")},
}
"""The context of each of these texts, by key."""
