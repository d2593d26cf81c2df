"""Keeps the conversation as it was: what a prospect wrote, tapped or sent, and what the bot said or asked.

Of who has not agreed that we keep what they write, and whom no person was called for, the words are left out.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from bot import rendering
from bot.conversation.chat_commands import name_of
from bot.conversation.doubts import LINES as DOUBTS
from bot.conversation.doubts import number_told
from bot.conversation.replies import Reply
from bot.messages import (
    Act,
    Commanded,
    Edited,
    EditText,
    Outgoing,
    Said,
    SendMedia,
    SendText,
    SentOther,
    SharedContact,
    Tap,
    Tapped,
)
from bot.usecases.phrasing import Phrasing
from bot.usecases.prospects.turn import Turn
from storage import messages
from storage.messages import Kept

_LABELS = {
    Act.DONE: "buttons.done",
    Act.SKIP: "buttons.skip",
    Act.BACK: "buttons.back",
    Act.WHY: "buttons.why",
    Act.NEITHER: "buttons.neither",
    Act.HUMAN: "buttons.human",
    Act.MENU: "buttons.menu",
}
Worded = Sequence[tuple[Reply, Sequence[Outgoing]]]
"""Replies, each with the messages that say it."""

_ABOUT_A_FIELD = frozenset((*_LABELS, Act.ANSWER, Act.CHOOSE, Act.VALUE, Act.EDIT)) - {Act.HUMAN, Act.MENU}


def keep_turn(
    turn: Turn, worded: Worded, *, phrasing: Phrasing, kept_before: str = "", held_until: datetime | None = None
) -> None:
    """Keep both sides of a turn in one statement: what was ``worded`` in this ``phrasing``, and what they did.

    ``kept_before`` are words that waited for consent until now.

    Of what was said, the last is kept under ``held_until``, where it waits: if it is never said it is found by that.
    """
    what = turn.incoming.what
    told = _told(turn, phrasing)
    if kept_before and not turn.state.kept and turn.state.consented:
        told = [Kept(turn.now, messages.PROSPECT, messages.TEXT, kept_before), *told]
    # A tick draws the question anew: it is asked no second time.
    said = [] if isinstance(what, Tapped) and what.tap and what.tap.act is Act.CHOOSE else _said(turn, worded)
    if said and held_until is not None:
        said[-1] = replace(said[-1], at=held_until)
    messages.keep(turn.tx, turn.lead.id, [*told, *said])


def drop_unsaid(turn: Turn, *, until: datetime) -> None:
    """Drop from the conversation what was to be said at that instant, and never will be."""
    messages.drop_held(turn.tx, turn.lead.id, until=until)


def _told(turn: Turn, phrasing: Phrasing) -> list[Kept]:
    what, now = turn.incoming.what, turn.now
    may_be_kept = turn.state.consented or turn.state.handoff is not None
    match what:
        case Said(text=text):
            kept = Kept(now, messages.PROSPECT, messages.TEXT, text)
        case Edited(text=text):
            kept = Kept(now, messages.PROSPECT, messages.EDIT, text)
        case Commanded(name=name, argument=argument):
            # What a link brings along is no word of theirs.
            told = argument if may_be_kept or name == "start" else ""
            return [Kept(now, messages.PROSPECT, messages.COMMAND, f"/{name} {told}".rstrip())]
        case Tapped(tap=tap):
            # Which buttons they tapped is no words of theirs.
            label = said_by_tap(tap, phrasing if turn.reads == turn.state.locale else turn.phrasing(turn.reads))
            return [Kept(now, messages.PROSPECT, messages.TAP, label, _field(tap))]
        case SharedContact(phone=phone):
            kept = Kept(now, messages.PROSPECT, messages.CONTACT, phone)
        case SentOther(media=media, caption=caption):
            kept = Kept(now, messages.PROSPECT, media or "media", caption)
        case _:
            return []
    return [kept if may_be_kept else Kept(now, kept.who, kept.kind)]


def _said(turn: Turn, worded: Worded) -> list[Kept]:
    kept = []
    for reply, said in worded:
        field = _asks_for(reply, turn.state.open)
        kind = messages.QUESTION if field else messages.TEXT
        kept += [Kept(turn.now, messages.BOT, kind, text, field) for message in said if (text := _text(message))]
    return kept


def _text(message: Outgoing) -> str:
    """Return the text of a message; that of an edit that only marks what was chosen is empty."""
    match message:
        case SendText(html=html) | SendMedia(html=html) | EditText(html=html, keyboard=(_, *_)):
            return rendering.plain(html)
        case _:
            return ""


def _asks_for(reply: Reply, open_field: str | None) -> str | None:
    """Return the field that a reply asks for, if it asks for one."""
    for line in reply.lines:
        if line.key.startswith("questions.") and line.key.endswith(".ask"):
            return line.key.removeprefix("questions.").removesuffix(".ask")
        if line.key == "own_words" or line.key in DOUBTS:
            return open_field
    return None


def said_by_tap(tap: Tap | None, phrasing: Phrasing) -> str:
    """Return what a tapped button says, in the words of now; empty where no button of ours says that."""
    if tap is None:
        return ""
    match tap.act, tap.arguments:
        case Act.ANSWER, (field, option):
            return _option(field, option, phrasing)
        case Act.CHOOSE, (field, option, wanted):
            return f"{'✓' if wanted == 'on' else '✗'} {_option(field, option, phrasing)}"
        case Act.VALUE, (field, written) if (number := number_told(written)) is not None:
            return phrasing.answer(field, number)
        case Act.EDIT, (field,) if phrasing.question(field) is not None:
            return phrasing.label(field)
        case Act.CONTENT, (name,):
            return _static(f"contents.{name}.button", phrasing)
        case Act.LANGUAGE, (locale,):
            return name_of(locale)
        case Act.NEWSLETTER, (name,):
            return _static("buttons.newsletter" if name == "ask" else f"buttons.newsletter_{name}", phrasing)
        case Act.FORGET, (answer,):
            return _static(f"buttons.forget_{answer}", phrasing)
        case act, _:
            return _static(_LABELS.get(act, ""), phrasing)


def _option(field: str, option: str, phrasing: Phrasing) -> str:
    question = phrasing.question(field)
    if question is None or option not in question.options:
        return ""
    return _static(f"questions.{field}.options.{option}", phrasing)


def _static(key: str, phrasing: Phrasing) -> str:
    return phrasing.texts.static(key) if key and phrasing.texts.has(key) else ""


def _field(tap: Tap | None) -> str | None:
    return tap.arguments[0] if tap and tap.act in _ABOUT_A_FIELD and tap.arguments else None
