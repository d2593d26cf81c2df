"""What the conversation wants said, by the keys of its texts: the words themselves are marketing's."""

from enum import StrEnum, auto

from msgspec import Struct

from bot.conversation.state import Line, State
from bot.messages import Tap
from bot.script import AnswerValue, Media
from bot.understanding.interpretation import Interpretation


class Choice(Struct, frozen=True):
    """A button: the key of its label (or the label itself), and what tapping it means, or where it leads.

    ``answer`` (field, value) is shown behind the label; ``ticked``, that it is among what they have chosen; ``content``
    is the name of the content that it opens.
    """

    key: str = ""
    label: str = ""
    answer: tuple[str, AnswerValue] | None = None
    tap: Tap | None = None
    url: str = ""
    style: str = ""
    ticked: bool = False
    content: str = ""


class Reply(Struct, frozen=True):
    """A message to the prospect.

    ``options`` are laid out by the length of their labels, ``rows`` as they stand below them. ``replaces`` is the
    message to rewrite instead of sending a new one. ``wants_contact`` offers the phone by a contact button.
    ``media`` is a picture or a document that goes with it.
    """

    lines: tuple[Line, ...]
    options: tuple[Choice, ...] = ()
    rows: tuple[tuple[Choice, ...], ...] = ()
    replaces: int | None = None
    wants_contact: bool = False
    hides_contact: bool = False
    media: Media | None = None


class Notice(Struct, frozen=True):
    """What the one who tapped sees at once: nothing, a passing note, or a box to close."""

    key: str = ""
    alert: bool = False


class Effect(StrEnum):
    """What only the application around the conversation can do."""

    CALL_PERSON = auto()
    PASS_ON = auto()
    STOP = auto()
    REFUSE = auto()
    FORGET = auto()
    EXPORT = auto()


class NewsletterAct(StrEnum):
    """What somebody does about the newsletter."""

    ASK = auto()
    KNOWN = auto()
    OTHER = auto()
    ADDRESS = auto()
    CODE = auto()
    NUMBER = auto()
    AGAIN = auto()
    LEAVE = auto()
    CANCEL = auto()


class NewsletterStep(Struct, frozen=True):
    """Something done about the newsletter; ``said`` is the address or the code that was typed.

    A ``NUMBER`` may be the code, or the answer to what was asked since.
    """

    act: NewsletterAct
    said: str = ""


class Done(Struct, frozen=True):
    """A signal the prospect gave by what they did in the chat."""

    name: str
    properties: tuple[tuple[str, str], ...] = ()


class Missed(Struct, frozen=True):
    """What typed words were when nobody understood them: ``asked`` is the field they were typed for, if one was open.

    ``is_question`` says that they ask us something. ``words`` are those that were not understood, where others were.
    """

    asked: str | None
    is_question: bool = False
    words: str = ""


class Heard(Struct, frozen=True):
    """What one incoming message meant: answers to save and score before anything more is said.

    ``goes_on`` asks for the next question (or the closing) after ``lines``; without it ``replies`` are all there is.
    ``understood`` is what typed words were taken to mean, for whoever wants to see it; None of all else.
    ``missed`` says that the words were not understood. ``newsletter`` is what they did about the newsletter: what is
    said to it depends on what is stored, and comes later.
    """

    state: State
    answers: tuple[tuple[str, AnswerValue], ...] = ()
    signals: tuple[Done, ...] = ()
    lines: tuple[Line, ...] = ()
    replies: tuple[Reply, ...] = ()
    notice: Notice | None = None
    effects: frozenset[Effect] = frozenset()
    goes_on: bool = False
    understood: Interpretation | None = None
    missed: Missed | None = None
    newsletter: NewsletterStep | None = None
