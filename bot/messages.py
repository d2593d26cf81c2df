"""What comes in from a messenger and what goes out to it, without any messenger's own words.

Channels translate to and from these values; the conversation and the use cases know nothing else of a channel.
"""

from dataclasses import dataclass
from enum import StrEnum

from msgspec import Struct

MAX_TAP_BYTES = 64


class Act(StrEnum):
    """What tapping a button means; ``Tap`` carries it with its arguments."""

    ANSWER = "answer"
    CHOOSE = "choose"
    DONE = "done"
    SKIP = "skip"
    BACK = "back"
    WHY = "why"
    EDIT = "edit"
    HUMAN = "human"
    MENU = "menu"
    CONTENT = "content"
    LANGUAGE = "language"
    VALUE = "value"
    NEITHER = "neither"
    FORGET = "forget"
    NEWSLETTER = "newsletter"
    CLAIM = "claim"
    OUTCOME = "outcome"
    UNDO = "undo"
    REOPEN = "reopen"
    REASON = "reason"
    LIST = "list"
    FIND = "find"
    RELEASE = "release"
    GIVE = "give"
    TAKE = "take"
    WROTE = "wrote"
    LOOK = "look"
    NOTE = "note"


class Tap(Struct, frozen=True):
    """The meaning of a button: an act and its arguments, never a row number or a step.

    >>> Tap(Act.ANSWER, ("need", "sales")).data
    'answer:need:sales'
    >>> Tap.parse("answer:need:sales")
    Tap(act=<Act.ANSWER: 'answer'>, arguments=('need', 'sales'))
    >>> Tap.parse("from an older version")
    """

    act: Act
    arguments: tuple[str, ...] = ()

    @property
    def data(self) -> str:
        """Return the text that the button carries, at most 64 bytes."""
        return ":".join((self.act, *self.arguments))

    @classmethod
    def parse(cls, data: str) -> "Tap | None":
        """Return the meaning of a button's text, or None if no button of ours carries it."""
        act, *arguments = data.split(":")
        try:
            return cls(Act(act), tuple(arguments))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Sender:
    """The person behind an update, as the messenger describes them; ``anonymous`` where it does not say who it is."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = ""
    anonymous: bool = False

    @property
    def full_name(self) -> str:
        """Return first and last name, whichever exist, else the user name or the number."""
        return f"{self.first_name} {self.last_name}".strip() or self.username or str(self.id)


class Said(Struct, frozen=True, tag_field="kind"):
    """Typed a message, maybe in reply to another one; ``names`` is the handoff which that names, if a bot wrote it."""

    text: str
    message_id: int
    reply_to: int | None = None
    names: int | None = None


class Edited(Struct, frozen=True, tag_field="kind"):
    """Changed an earlier message of their own, or the caption of what they sent, maybe in an ``album``.

    ``reply_to`` is the message to which that replies.
    """

    text: str
    message_id: int
    is_caption: bool = False
    album: str = ""
    reply_to: int | None = None


class Tapped(Struct, frozen=True, tag_field="kind"):
    """Tapped a button below one of our messages; ``tap`` is None where the button is not ours any more."""

    tap: Tap | None
    tap_id: str
    message_id: int | None


class Commanded(Struct, frozen=True, tag_field="kind"):
    """Typed a command such as ``/start spring``, maybe in reply to another message.

    ``addressed`` says whether it names our bot.
    """

    name: str
    argument: str
    message_id: int
    addressed: bool = False
    reply_to: int | None = None


class SharedContact(Struct, frozen=True, tag_field="kind"):
    """Shared a contact card; ``own`` says whether the card is the sender's."""

    phone: str
    own: bool
    message_id: int


class SentOther(Struct, frozen=True, tag_field="kind"):
    """Sent something that is not text: a photo, a voice message, a sticker.

    ``media`` is what the messenger calls it, ``album`` the name of those that were sent together; else as in ``Said``.
    """

    message_id: int
    media: str = ""
    caption: str = ""
    reply_to: int | None = None
    album: str = ""
    names: int | None = None


class Blocked(Struct, frozen=True, tag_field="kind"):
    """Blocked the bot, or removed it from the group."""


class Unblocked(Struct, frozen=True, tag_field="kind"):
    """Let the bot write again."""


class ChatMoved(Struct, frozen=True, tag_field="kind"):
    """The group became a supergroup with another id."""

    new_chat_id: int


class MembersChanged(Struct, frozen=True, tag_field="kind"):
    """People came to the group, or one of them went (by their ids)."""

    joined: tuple[int, ...] = ()
    left: int | None = None


What = Said | Edited | Tapped | Commanded | SharedContact | SentOther | Blocked | Unblocked | ChatMoved | MembersChanged


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, translated: who did what in which chat; ``by_rep`` says whether it is a rep who writes privately."""

    update_id: int
    chat_id: int
    private: bool
    sender: Sender
    what: What
    by_rep: bool = False


class Button(Struct, frozen=True, array_like=True):
    """A button with a tap's data or a web address; ``style`` is ``primary``, ``success``, ``danger`` or empty."""

    label: str
    data: str = ""
    url: str = ""
    style: str = ""


Keyboard = tuple[tuple[Button, ...], ...]


class SendText(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Send a message.

    ``contact_label`` offers a button that shares one's phone, ``skip_label`` one below; ``hide_contact`` hides both.
    ``silent`` lets it arrive without a sound.
    """

    html: str
    keyboard: Keyboard = ()
    contact_label: str = ""
    skip_label: str = ""
    hide_contact: bool = False
    reply_to: int | None = None
    silent: bool = False


class EditText(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Replace a message's text and buttons; without ``message_id`` the one that was sent under the same ``about``."""

    html: str
    keyboard: Keyboard = ()
    message_id: int | None = None


class AnswerTap(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Tell the person who tapped that we noticed; ``alert`` shows the text in a box that must be closed."""

    tap_id: str
    text: str = ""
    alert: bool = False


class SendFile(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Send a text file."""

    name: str
    content: str
    caption: str = ""


class SendMedia(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Send a picture (``picture``) or a document with a text below it.

    ``place`` is an address on the web that begins with https://, else a file on this machine.
    """

    place: str
    html: str = ""
    keyboard: Keyboard = ()
    picture: bool = False


class CopyMedia(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Send what stands in another chat once more, several as an album; ``html`` takes the place of one's caption.

    ``silent`` lets it arrive without a sound.
    """

    from_chat: int
    message_ids: tuple[int, ...]
    html: str = ""
    reply_to: int | None = None
    silent: bool = False


class Bar(Struct, frozen=True, array_like=True):
    """A bar of a chart: what it is of ("Mon"), how many, and how many it was before."""

    label: str
    count: int
    before: int


class Share(Struct, frozen=True, array_like=True):
    """A part of a whole: what it is ("within 5 minutes") and how many."""

    label: str
    count: int


class Chart(Struct, frozen=True):
    """Figures to be drawn, with all their words: bars side by side, and below them a whole in its parts."""

    title: str
    about: str
    bars: tuple[Bar, ...]
    whole: str
    shares: tuple[Share, ...]


class Export(Struct, frozen=True, tag_field="kind"):
    """A table to be taken out: which, and since when, in microseconds since 1970.

    Where there are several desks, ``desks`` holds the chats and names of all of them, and ``seen`` the chats of those
    whose handoffs are wanted.
    """

    what: str
    since_us: int
    desks: tuple[tuple[int, str], ...] = ()
    seen: tuple[int, ...] = ()


class AskedFigures(Struct, frozen=True, tag_field="kind"):
    """The figures of a period, to be counted when they are sent: what ``by``, and as which ``desk`` sees them.

    ``edges`` are the instants of a period of this ``length`` (bot/desk/periods.py) in their order, ``asked_us`` is when
    they were asked for, all in microseconds since 1970. ``seen`` holds the chats of the desks that are counted where
    there are several, None where all are.
    """

    by: str
    length: str
    edges: tuple[int, int, int, int]
    asked_us: int
    desk: int
    seen: tuple[int, ...] | None = None


class Made(Struct, frozen=True):
    """What was made to be sent: a file, None where only the words could be made; ``html`` are words made with it."""

    file: bytes | None
    html: str = ""


class SendMade(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Send a picture or a document that is made when it is sent: nothing of it is kept meanwhile.

    ``html`` stands below it, or what is made with it. Where it cannot be made, ``instead`` is sent, or else ``html``.
    """

    made_of: Export | AskedFigures
    name: str
    html: str = ""
    instead: str = ""
    reply_to: int | None = None


class EditCaption(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Replace the words below media; without ``message_id`` of those that were sent under the same ``about``."""

    html: str
    message_id: int | None = None


class React(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Put an emoji below somebody's message; where that is not allowed, nothing comes of it."""

    message_id: int
    emoji: str


class DeleteMessage(Struct, frozen=True, omit_defaults=True, tag_field="kind"):
    """Remove one of our messages; where it is too late for that, ``caption`` takes the place of its words."""

    message_id: int
    caption: str = ""


Outgoing = (
    SendText | EditText | AnswerTap | SendFile | SendMedia | SendMade | CopyMedia | EditCaption | React | DeleteMessage
)

Arrived = int | tuple[int, ...] | None
"""The number that a message has in its chat, or those of an album; None where it has none."""

CAPTIONED = frozenset(("photo", "live_photo", "video", "animation", "audio", "document", "voice"))
"""The media below which there can be words."""
MAX_CAPTION_CHARS = 1024


def words_of(what: What) -> Said | Edited | None:
    """Return what was typed: a message, a change of one, or the words below a photo or whatever was sent."""
    match what:
        case Said() | Edited():
            return what
        case SentOther(caption=caption) if caption:
            return Said(caption, what.message_id, what.reply_to)
        case _:
            return None
