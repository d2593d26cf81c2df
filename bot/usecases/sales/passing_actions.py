"""What reps do to pass leads on: give back, give to somebody, take over."""

from datetime import datetime

from bot import contexts
from bot.cleaning import number_in
from bot.desk.reps import KnownRep, reps_called
from bot.messages import MAX_TAP_BYTES, Act, Button, Commanded, DeleteMessage, Incoming, Keyboard, SendText, Tap, Tapped
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.filed_under import words_about
from bot.usecases.sales.claim_lead import claim_lead
from bot.usecases.sales.desk_in_charge import at_desk_of, reps_of_desk
from bot.usecases.sales.pass_lead_on import Passed, Passing, give_lead, give_to_desk, release_lead, take_over_lead
from bot.usecases.sales.pass_on_words import below_card
from bot.usecases.sales.rep_answers import RepAnswer, not_found
from bot.usecases.sales.rep_links import link_to
from bot.usecases.sales.rep_wishes import Wish
from bot.usecases.setup import Setup
from storage import handoffs, leads, members, outbox, reps
from storage.handoffs import StoredHandoff
from storage.statements import Transaction

MOST_REPS = 16
_PER_ROW = 2
_TO_DESK = ">"
"""Before the name of a desk on a button, where else the number of a rep stands."""


def release(
    tx: Transaction, wish: Wish, incoming: Incoming, what: Tapped | Commanded, *, setup: Setup, now: datetime
) -> RepAnswer:
    """Give a lead back to nobody."""
    made = release_lead(tx, wish.number, rep=incoming.sender, setup=setup, now=now)
    return _told(tx, "released", made, None, incoming, what, setup=setup, now=now)


def take_over(
    tx: Transaction, wish: Wish, incoming: Incoming, what: Tapped | Commanded, *, setup: Setup, now: datetime
) -> RepAnswer:
    """Take another rep's lead over; what nobody has is claimed."""
    made = take_over_lead(tx, wish.number, rep=incoming.sender, setup=setup, now=now)
    if made.became is Passed.NOBODYS:
        claim_lead(tx, wish.number, incoming.sender, setup=setup, now=now)
        claimed = contexts.Claimed(wish.number, incoming.sender.full_name)
        return RepAnswer(setup.desk_texts.render("claimed", claimed))
    return _told(tx, "taken_over", made, None, incoming, what, setup=setup, now=now)


def give(
    tx: Transaction, wish: Wish, incoming: Incoming, what: Tapped | Commanded, *, setup: Setup, now: datetime
) -> RepAnswer:
    """Give a lead to the rep or the desk that is named; without a name ask to whom. Reps of this desk come first."""
    known = _known(tx, setup)
    handoff = handoffs.by_number(tx, wish.number)
    if handoff is None:
        return not_found(wish.number, setup)
    if not wish.words.strip():
        return _ask(tx, handoff, known, incoming, setup=setup, now=now)
    desk_chat = _desk_meant(wish.words, setup)
    if desk_chat is not None:
        return _give_to_desk(tx, wish.number, desk_chat, incoming, what, setup=setup, now=now)
    meant = _meant(wish.words, known, what)
    elsewhere = {} if meant else _known_elsewhere(tx, setup)
    meant = meant or _meant(wish.words, list(elsewhere), what)
    if len(meant) != 1:
        names = (*(rep.name for rep in (meant or known)), *(() if meant else _other_desks(setup).values()))
        key = "several" if meant else "unknown"
        return RepAnswer(setup.desk_texts.render(f"passing.{key}", contexts.Whom(wish.number, wish.words, names)))
    (to,), rep = meant, incoming.sender
    if to.id == rep.id and to not in elsewhere:
        _drop_question(tx, incoming, what, now=now)
        return take_over(tx, wish, incoming, what, setup=setup, now=now)
    made = give_lead(tx, wish.number, to, rep=rep, setup=setup, now=now, desk_chat=elsewhere.get(to))
    return _told(tx, "given", made, to, incoming, what, setup=at_desk_of(tx, wish.number, setup), now=now)


def _give_to_desk(
    tx: Transaction,
    number: int,
    chat: int,
    incoming: Incoming,
    what: Tapped | Commanded,
    *,
    setup: Setup,
    now: datetime,
) -> RepAnswer:
    made, rep = give_to_desk(tx, number, chat, rep=incoming.sender, setup=setup, now=now), incoming.sender
    if made.became is not Passed.DONE:
        return _told(tx, "given", made, None, incoming, what, setup=setup, now=now)
    _drop_question(tx, incoming, what, now=now)
    moved = contexts.MovedTo(number, setup.desk_called(chat), rep.full_name)
    return RepAnswer(setup.desk_texts.render("desks.moved", moved))


def _known(tx: Transaction, setup: Setup) -> list[KnownRep]:
    """Return the reps of the desk at hand who are known by name; of several desks nobody is taken to be of all."""
    own = reps_of_desk(tx, setup)
    known = (KnownRep(*rep) for rep in members.known_reps(tx, setup.sales_chat))
    return [rep for rep in known if own is None or rep.id in own]


def _known_elsewhere(tx: Transaction, setup: Setup) -> dict[KnownRep, int]:
    """Return the reps of other desks, each with the chat of the first that they are of."""
    others = reversed([chat for chat in setup.chats if chat != setup.sales_chat])
    return {rep: chat for chat in others for rep in _known(tx, setup.at(chat))}


def _other_desks(setup: Setup) -> dict[int, str]:
    """Return the names of the desks that a lead of this one can go to, by their chats."""
    others = [chat for chat in setup.chats if chat != setup.sales_chat]
    return {chat: name for chat in others if (name := setup.desk_called(chat))}


def _desk_meant(words: str, setup: Setup) -> int | None:
    """Return the chat of the other desk that is meant by its name; None where none is."""
    said = words.removeprefix(_TO_DESK).removeprefix("to ").strip().casefold()
    return next((chat for chat, name in _other_desks(setup).items() if name.casefold() == said), None)


def _meant(words: str, known: list[KnownRep], what: Tapped | Commanded) -> list[KnownRep]:
    """Return the reps who may be meant: a button says it by their number."""
    if isinstance(what, Tapped):
        return [rep for rep in known if rep.id == number_in(words)]
    return reps_called(words.removeprefix("to ").strip(), known)


def _ask(
    tx: Transaction, handoff: StoredHandoff, known: list[KnownRep], incoming: Incoming, *, setup: Setup, now: datetime
) -> RepAnswer:
    """Ask below the card to whom a lead shall go."""
    if handoff.closed_at is not None:
        return RepAnswer(setup.desk_texts.render("closed", contexts.Number(handoff.number)), alert=True)
    others = [rep for rep in known if rep.id != handoff.claimed_by][:MOST_REPS]
    html = setup.desk_texts.render("passing.whom", _context(tx, handoff, None, incoming, setup=setup, now=now))
    about, keyboard = f"passing:{handoff.number}", _keyboard(handoff, others, setup)
    if incoming.private:
        owe(tx, incoming.chat_id, SendText(html, keyboard), now=now, worth=Worth.REP_ANSWER, about=about)
        return RepAnswer("")
    asked = below_card(tx, handoff.number, html, keyboard=keyboard, about=about, setup=setup, now=now)
    outbox.owe(tx, [asked], now)
    return RepAnswer("")


def _keyboard(handoff: StoredHandoff, others: list[KnownRep], setup: Setup) -> Keyboard:
    number = str(handoff.number)
    buttons = [Button(rep.name, data=Tap(Act.GIVE, (number, str(rep.id))).data) for rep in others]
    taps = ((name, Tap(Act.GIVE, (number, f"{_TO_DESK}{name}")).data) for name in _other_desks(setup).values())
    # A name that is too long for a button can be typed.
    buttons += [Button(f"→ {name}", data=data) for name, data in taps if len(data.encode()) <= MAX_TAP_BYTES]
    rows = tuple(tuple(buttons[at : at + _PER_ROW]) for at in range(0, len(buttons), _PER_ROW))
    if handoff.claimed_by is None:
        return rows
    nobody = Button(setup.desk_texts.static("buttons.nobody"), data=Tap(Act.RELEASE, (number,)).data)
    return (*rows, (nobody,))


def _told(
    tx: Transaction,
    key: str,
    made: Passing,
    to: KnownRep | None,
    incoming: Incoming,
    what: Tapped | Commanded,
    *,
    setup: Setup,
    now: datetime,
) -> RepAnswer:
    """Return what the rep reads; where that is not read by the whole desk, it is told there as well."""
    texts, handoff = setup.desk_texts, made.handoff
    if handoff is None or made.became is Passed.NOT_FOUND:
        return RepAnswer(texts.render("passing.gone", contexts.Nothing()), alert=True)
    if made.became is Passed.CLOSED:
        return RepAnswer(texts.render("closed", contexts.Number(handoff.number)), alert=True)
    told = _context(tx, handoff, to, incoming, setup=setup, now=now)
    if made.became is not Passed.DONE:
        return RepAnswer(texts.render(f"passing.{made.became.name.lower()}", told), alert=True)
    html = texts.render(f"passing.{key}", told)
    if isinstance(what, Tapped) or incoming.chat_id != setup.sales_chat:
        calls = told.to_link or told.owner_link
        outbox.owe(tx, [below_card(tx, handoff.number, html, calls=calls, setup=setup, now=now)], now)
    if key != "taken_over":
        _drop_question(tx, incoming, what, now=now)
    return RepAnswer(html, about=words_about(handoff.number))


def _drop_question(tx: Transaction, incoming: Incoming, what: Tapped | Commanded, *, now: datetime) -> None:
    """Delete the question to whom a lead shall go, where a button of it was tapped."""
    if isinstance(what, Tapped) and what.message_id is not None:
        owe(tx, incoming.chat_id, DeleteMessage(what.message_id), now=now, worth=Worth.EDIT)


def _context(
    tx: Transaction, handoff: StoredHandoff, to: KnownRep | None, incoming: Incoming, *, setup: Setup, now: datetime
) -> contexts.Passing:
    chat = leads.by_id(tx, handoff.lead_id)
    gets = reps.by_id(tx, to.id) if to else None
    owner = "" if handoff.claimed_by in (None, incoming.sender.id) else handoff.rep or ""
    return contexts.Passing(
        handoff.number,
        name=chat.lead.name if chat else "",
        rep=incoming.sender.full_name,
        owner=owner,
        owner_link=link_to(tx, handoff.claimed_by, setup=setup, now=now) if owner else "",
        to=to.name if to else "",
        to_link=link_to(tx, to.id, setup=setup, now=now) if to else "",
        to_away=gets is not None and gets.is_away(now),
        claim=setup.claim_command(handoff.number),
    )
