"""Where a conversation is: what was asked, open or passed over; no step counter (rule 1 of the conversation)."""

from datetime import datetime

from msgspec import Struct
from msgspec.json import Decoder

from bot.json_text import to_json
from bot.script import AnswerValue

AUDIENCE = "audience"


class Line(Struct, frozen=True, array_like=True):
    """A line to say: its text's key, and the answers (field, value) that it reads back."""

    key: str
    answers: tuple[tuple[str, AnswerValue], ...] = ()


class Held(Struct, frozen=True, omit_defaults=True):
    """A reply that waits ``until`` an instant for more of their words.

    ``told`` are the answers that it stands for, ``lines`` what else it says above its question, ``words`` what it could
    not understand, ``left`` the language that it offers to go back to.
    """

    until: datetime
    told: tuple[tuple[str, AnswerValue], ...] = ()
    lines: tuple[Line, ...] = ()
    words: str = ""
    left: str = ""


class Unsure(Struct, frozen=True, omit_defaults=True):
    """What was typed for a field and may be either of two ``values``, between which they are asked to choose.

    Where it stands ``in_question``, a question of theirs, it may be none of these, and another question is open.
    """

    field: str
    words: str
    values: tuple[AnswerValue, ...]
    in_question: bool = False


class State(Struct, frozen=True, omit_defaults=True):
    """What must be remembered of a conversation beside the facts.

    ``asked`` holds fields in the order first asked; ``open`` is the field that waits for an answer; ``preface`` the
    lines above the open question, so that its message can be drawn again; ``misses`` counts answers to it that were
    not understood, and ``last_miss`` is the key of what was last said to such words; ``kept`` is what was said before
    the audience was known; ``own_words`` is set while we wait for the words behind "something else"; ``last_words`` is
    the beginning of what they typed last. ``handoff`` is the number under which sales has the lead while that is open,
    and ``rep`` who claimed it; ``told_rep`` says that they know that their words go to that rep.
    ``held`` is the reply that waits for more of their words, or did so last. ``chose_language`` is set once they have
    said in which one to go on: then none is taken from what they write. ``told_languages`` says that they were told
    which ones there are. ``unsure`` is what they were last asked back about, ``doubted`` are all fields of which that
    was done: it is done once. ``album`` is the last that they sent: it is answered once. ``source`` is the campaign
    of the link that they came by, ``medium`` how that was spread: email, poster. ``told_edit`` says that they
    have read once how to correct what was read back. ``newsletter`` is what we wait for to subscribe them, their
    ``address`` or the ``code`` that was mailed, ``aside`` that something else was asked since; ``subscribed`` is set
    while they get the newsletter.
    """

    locale: str
    asked: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    open: str | None = None
    preface: tuple[Line, ...] = ()
    misses: int = 0
    last_miss: str = ""
    own_words: bool = False
    kept: str = ""
    last_words: str = ""
    consented: bool = False
    closed: bool = False
    stopped: bool = False
    nudged: bool = False
    contact_shown: bool = False
    handoff: int | None = None
    rep: str = ""
    last_at: datetime | None = None
    held: Held | None = None
    chose_language: bool = False
    told_languages: bool = False
    unsure: Unsure | None = None
    doubted: tuple[str, ...] = ()
    source: str = ""
    medium: str = ""
    told_rep: bool = False
    album: str = ""
    told_edit: bool = False
    newsletter: str = ""
    aside: bool = False
    subscribed: bool = False

    def to_json(self) -> str:
        """Return the state as compact JSON, without what is at its default."""
        return to_json(self)

    @classmethod
    def from_json(cls, text: str) -> "State":
        """Return the state that ``to_json`` wrote; what this version does not know is left out."""
        return _DECODER.decode(text)


_DECODER = Decoder(State)
