"""What reps look up, by command or button, in the sales chat or in private: lists of leads, and leads by name."""

from datetime import datetime

from bot import contexts
from bot.cleaning import number_in
from bot.messages import Act, AnswerTap, Commanded, EditText, Incoming, SendText, Tapped
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.find_leads import find_leads
from bot.usecases.sales.list_leads import Listed, Wanted, list_leads, wanted_by_tap, wanted_by_words
from bot.usecases.setup import Setup, list_about
from storage import handoffs, mentions, sent_cards
from storage.statements import Transaction

_VERBS = frozenset(("leads", "find"))
_ACTS = frozenset((Act.LIST, Act.FIND))


def is_looking_up(what: object) -> bool:
    """Return whether somebody looks something up, as reps do."""
    match what:
        case Commanded(name=name):
            return name.partition("_")[0] in _VERBS
        case Tapped(tap=tap):
            return tap is not None and tap.act in _ACTS
        case _:
            return False


def look_things_up(
    tx: Transaction, incoming: Incoming, what: Tapped | Commanded, *, setup: Setup, now: datetime
) -> None:
    """Answer what a rep looks up: a command with a message, a button by changing the message that it is on."""
    if isinstance(what, Tapped):
        owe(tx, incoming.chat_id, AnswerTap(what.tap_id), now=now)
        found: Listed | str | None = _by_tap(tx, incoming, what, setup=setup, now=now)
    else:
        found = _by_words(tx, incoming, what, setup=setup, now=now)
    if isinstance(found, Listed):
        _show(tx, incoming, what, found, now=now)
    elif found is not None:
        usage = SendText(found, reply_to=what.message_id)
        owe(tx, incoming.chat_id, usage, now=now, worth=Worth.HELP)


def _by_words(tx: Transaction, incoming: Incoming, what: Commanded, *, setup: Setup, now: datetime) -> Listed | str:
    """Return what a command asks for, or how to ask."""
    texts, in_group = setup.desk_texts, not incoming.private
    verb, _, hanging = what.name.partition("_")
    said = f"{hanging.replace('_', ' ')} {what.argument}".strip()
    if verb == "find":
        found = find_leads(tx, said, skip=0, setup=setup, now=now, in_group=in_group)
        return found or texts.render("looks.find_usage", contexts.Nothing())
    if incoming.sender.anonymous:
        return texts.render("who_are_you", contexts.Nothing())
    wanted = wanted_by_words(tx, said, rep=incoming.sender.id, setup=setup)
    wanted = wanted or wanted_by_words(tx, "", rep=incoming.sender.id, setup=setup)
    assert wanted is not None, "without a name there is always a list"
    return _listed(tx, incoming, wanted, setup=setup, now=now)


def _by_tap(tx: Transaction, incoming: Incoming, what: Tapped, *, setup: Setup, now: datetime) -> Listed | None:
    """Return the page that a button means; None where it is none of ours any more."""
    arguments = what.tap.arguments if what.tap else ()
    if what.tap is not None and what.tap.act == Act.FIND:
        skip = number_in(arguments[0]) if len(arguments) == 2 else None
        if skip is None:
            return None
        return find_leads(tx, arguments[1], skip=skip, setup=setup, now=now, in_group=not incoming.private)
    wanted = wanted_by_tap(arguments, rep=incoming.sender.id)
    return None if wanted is None else _listed(tx, incoming, wanted, setup=setup, now=now)


def _listed(tx: Transaction, incoming: Incoming, wanted: Wanted, *, setup: Setup, now: datetime) -> Listed:
    rep = incoming.sender.full_name if wanted.rep == incoming.sender.id else handoffs.rep_called(tx, wanted.rep)
    return list_leads(tx, wanted, rep=rep, setup=setup, now=now, in_group=not incoming.private)


def _show(tx: Transaction, incoming: Incoming, what: Tapped | Commanded, found: Listed, *, now: datetime) -> None:
    """Owe a page, filed so that it goes with whoever is named in it; after a tap in place of the one before.

    What names nobody and can become nothing else is not filed: it need not be kept.
    """
    shown = None
    if isinstance(what, Tapped) and what.message_id is not None:
        shown = sent_cards.filed_under(tx, incoming.chat_id, what.message_id)
    about = shown or list_about(incoming.update_id)
    mentions.note(tx, about, found.leads)
    if shown is not None:
        message: SendText | EditText = EditText(found.html, found.keyboard)
    else:
        message = SendText(found.html, found.keyboard, reply_to=what.message_id)
    filed = about if found.leads or found.keyboard else None
    owe(tx, incoming.chat_id, message, now=now, worth=Worth.REP_ANSWER, about=filed)
