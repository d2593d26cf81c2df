"""What reps look up or note, by command or button, in the sales chat or in private: lists, leads by name, one lead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot import contexts
from bot.cleaning import number_in
from bot.messages import Act, AnswerTap, Commanded, EditText, Incoming, SendText, Tapped
from bot.rendering import plain
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import list_about, look_about
from bot.usecases.sales.arrange_meeting import arrange_meeting
from bot.usecases.sales.desk_in_charge import at_desk_of_rep, desks_seen, not_yours
from bot.usecases.sales.find_leads import find_leads
from bot.usecases.sales.list_leads import Listed, Wanted, list_leads, wanted_by_tap, wanted_by_words
from bot.usecases.sales.look_at_lead import Looked, look_at_lead, looked_at
from bot.usecases.sales.note_on_lead import note_on_lead, take_note_back, why_not_theirs
from bot.usecases.setup import Setup
from storage import handoffs, leads, mentions, notes, sent_messages
from storage.desk_scope import DeskScope
from storage.leads import StoredLead
from storage.statements import Transaction


@dataclass(frozen=True, slots=True)
class _Desk:
    """A rep who looks something up: in which transaction, where, and when."""

    tx: Transaction
    incoming: Incoming
    setup: Setup
    now: datetime

    @property
    def in_group(self) -> bool:
        return not self.incoming.private

    @property
    def scope(self) -> DeskScope | None:
        return desks_seen(self.tx, self.incoming, self.setup)

    def says(self, key: str, context: object | None = None) -> str:
        return self.setup.desk_texts.render(key, contexts.Nothing() if context is None else context)


@dataclass(frozen=True, slots=True)
class _Meant:
    """A lead whom a command means, the number of the handoff by which it does (0: by their own), and its words."""

    lead: StoredLead
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class _Notice:
    """What is said to whoever tapped, and to nobody else."""

    text: str


_Answer = Listed | _Notice | str | None
"""What is shown and may be changed by buttons, or just said; None where a button means nothing any more."""


def is_looking_up(what: object) -> bool:
    """Return whether somebody looks something up, or notes something, as reps do."""
    match what:
        case Commanded(name=name):
            return name.partition("_")[0] in _COMMANDS
        case Tapped(tap=tap):
            return tap is not None and tap.act in _TAPS
        case _:
            return False


def look_things_up(
    tx: Transaction, incoming: Incoming, what: Tapped | Commanded, *, setup: Setup, now: datetime
) -> None:
    """Answer what a rep looks up: a command with a message, a button by changing the message that it is on."""
    desk = _Desk(tx, incoming, setup, now)
    if isinstance(what, Tapped):
        found = _TAPS[what.tap.act](desk, what.tap.arguments) if what.tap else None
        notice = plain(found.text) if isinstance(found, _Notice) else ""
        owe(tx, incoming.chat_id, AnswerTap(what.tap_id, notice, alert=bool(notice)), now=now)
    else:
        verb, _, hanging = what.name.partition("_")
        found = _COMMANDS[verb](desk, f"{hanging.replace('_', ' ')} {what.argument}".strip())
    if isinstance(found, Listed):
        _show(desk, what, found)
    elif isinstance(found, str):
        owe(tx, incoming.chat_id, SendText(found, reply_to=what.message_id), now=now, worth=Worth.HELP)


def _list_by_words(desk: _Desk, said: str) -> _Answer:
    sender = desk.incoming.sender
    if sender.anonymous:
        return desk.says("who_are_you")
    rep, setup, scope = sender.id, desk.setup, desk.scope
    wanted = wanted_by_words(desk.tx, said, rep=rep, setup=setup, scope=scope)
    return _list(desk, wanted or wanted_by_words(desk.tx, "", rep=rep, setup=setup, scope=scope))


def _list_by_tap(desk: _Desk, arguments: tuple[str, ...]) -> _Answer:
    return _list(desk, wanted_by_tap(arguments, rep=desk.incoming.sender.id))


def _list(desk: _Desk, wanted: Wanted | None) -> _Answer:
    if wanted is None:
        return None
    sender = desk.incoming.sender
    rep = sender.full_name if wanted.rep == sender.id else handoffs.rep_called(desk.tx, wanted.rep)
    return list_leads(
        desk.tx, wanted, rep=rep, setup=desk.setup, now=desk.now, in_group=desk.in_group, scope=desk.scope
    )


def _find_by_words(desk: _Desk, said: str) -> _Answer:
    found = _find(desk, said, skip=0)
    return found or desk.says("looks.find_usage")


def _find_by_tap(desk: _Desk, arguments: tuple[str, ...]) -> _Answer:
    skip = number_in(arguments[0]) if len(arguments) == 2 else None
    if skip is None:
        return None
    return _find(desk, arguments[1], skip=skip)


def _find(desk: _Desk, sought: str, *, skip: int) -> Listed | None:
    tx, setup, now = desk.tx, desk.setup, desk.now
    return find_leads(tx, sought, skip=skip, setup=setup, now=now, in_group=desk.in_group, scope=desk.scope)


def _look_by_words(desk: _Desk, said: str) -> _Answer:
    meant = _meant(desk, said, usage="looks.lead_usage", lead_too=True)
    if isinstance(meant, str):
        return meant
    return look_at_lead(desk.tx, Looked(meant.lead.id), setup=desk.setup, now=desk.now)


def _look_by_tap(desk: _Desk, arguments: tuple[str, ...]) -> _Answer:
    looked = looked_at(arguments)
    if looked is None:
        return None
    last = handoffs.latest(desk.tx, looked.lead_id)
    if last is not None and at_desk_of_rep(desk.tx, last.number, desk.incoming, desk.setup) is None:
        return not_yours(desk.tx, last.number, desk.setup)
    found = look_at_lead(desk.tx, looked, setup=desk.setup, now=desk.now)
    return found or desk.says("why.no_lead", contexts.Lead(looked.lead_id))


def _note_by_words(desk: _Desk, said: str) -> _Answer:
    meant = _meant(desk, said, usage="looks.note_usage")
    if isinstance(meant, str):
        return meant
    if desk.incoming.sender.anonymous:
        return desk.says("who_are_you")
    if not meant.words:
        return desk.says("looks.note_usage")
    rep = desk.incoming.sender
    return note_on_lead(desk.tx, meant.lead, meant.number, meant.words, rep=rep, setup=desk.setup, now=desk.now)


def _take_note_back(desk: _Desk, arguments: tuple[str, ...]) -> _Answer:
    number, sender = number_in("".join(arguments)), desk.incoming.sender
    if number is None:
        return None
    if sender.anonymous:
        return _Notice(desk.says("who_are_you"))
    note = notes.by_id(desk.tx, number)
    if note is not None:
        if (refused := why_not_theirs(desk.tx, note, rep=sender, setup=desk.setup)) is not None:
            return _Notice(refused)
        take_note_back(desk.tx, note, setup=desk.setup, now=desk.now)
    # Tapped again it changes nothing.
    return Listed(desk.says("looks.note_gone"), (), ())


def _meet_by_words(desk: _Desk, said: str) -> _Answer:
    meant = _meant(desk, said, usage="meeting.usage")
    if isinstance(meant, str):
        return meant
    rep = desk.incoming.sender
    if rep.anonymous:
        return desk.says("who_are_you")
    handoff, chat = handoffs.by_number(desk.tx, meant.number), leads.by_id(desk.tx, meant.lead.id)
    if handoff is None or chat is None or not meant.words:
        return desk.says("meeting.usage")
    setup = desk.setup.at(handoff.desk_chat)
    return arrange_meeting(desk.tx, handoff, chat, meant.words, rep=rep, setup=setup, now=desk.now)


def _meant(desk: _Desk, said: str, *, usage: str, lead_too: bool = False) -> _Meant | str:
    """Return the lead whom "12 ...", "#12 ..." or "lead 7 ..." means, or what is said where there is none.

    ``lead_too``: a number that no handoff has may be a lead's own.
    """
    first, _, rest = said.partition(" ")
    by_lead = first.lower() == "lead"
    if by_lead:
        first, _, rest = rest.strip().partition(" ")
    number = number_in(first)
    if number is None:
        return desk.says(usage)
    handoff = None if by_lead else handoffs.by_number(desk.tx, number)
    lead_id = handoff.lead_id if handoff else number if by_lead or lead_too else None
    chat = leads.by_id(desk.tx, lead_id) if lead_id is not None else None
    if chat is None:
        missing = contexts.Lead(number) if by_lead else contexts.Number(number)
        return desk.says("why.no_lead" if by_lead else "not_found", missing)
    last = None if handoff else handoffs.latest(desk.tx, chat.lead.id)
    last_number = last.number if last and last.reason != handoffs.IMPORTED else 0
    meant = handoff.number if handoff else last_number
    if meant and at_desk_of_rep(desk.tx, meant, desk.incoming, desk.setup) is None:
        return not_yours(desk.tx, meant, desk.setup)
    return _Meant(chat.lead, meant, rest.strip())


def _show(desk: _Desk, what: Tapped | Commanded, found: Listed) -> None:
    """Owe a page, filed so that it goes with whoever is named in it; after a tap in place of the one before.

    What names nobody and can become nothing else is not filed: it need not be kept.
    """
    tx, incoming, now = desk.tx, desk.incoming, desk.now
    shown = None
    if isinstance(what, Tapped) and what.message_id is not None:
        shown = sent_messages.filed_under(tx, incoming.chat_id, what.message_id)
    own = look_about(found.number, incoming.update_id) if found.number else list_about(incoming.update_id)
    about = shown or (own if found.leads or found.keyboard else None)
    if about is not None:
        mentions.note(tx, about, found.leads)
    message = SendText(found.html, found.keyboard, reply_to=what.message_id)
    changed = EditText(found.html, found.keyboard)
    owe(tx, incoming.chat_id, changed if shown else message, now=now, worth=Worth.REP_ANSWER, about=about)


_COMMANDS: dict[str, Callable[[_Desk, str], _Answer]] = {
    "leads": _list_by_words,
    "find": _find_by_words,
    "lead": _look_by_words,
    "note": _note_by_words,
    "meet": _meet_by_words,
}
_TAPS: dict[str, Callable[[_Desk, tuple[str, ...]], _Answer]] = {
    Act.LIST: _list_by_tap,
    Act.FIND: _find_by_tap,
    Act.LOOK: _look_by_tap,
    Act.NOTE: _take_note_back,
}
