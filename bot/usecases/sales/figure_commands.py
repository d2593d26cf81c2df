"""What reps ask of figures, in their chat or in private: ``/stats`` in words and a picture, ``/export`` as a file."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot import contexts, rendering
from bot.cleaning import number_in
from bot.messages import Commanded, Export, Incoming, SendMade, SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.sales.ask_for_figures import asked_in, figures_now
from bot.usecases.sales.desk_in_charge import desks_seen
from bot.usecases.setup import Setup
from scoring.instants import microseconds
from storage.desk_scope import DeskScope
from storage.statements import Transaction

VERBS = frozenset(("stats", "export"))
EXPORTED = ("handoffs", "outcomes")
"""What a chat may hold: nothing that names a prospect or quotes them, since a file that was sent cannot be erased."""
USUAL_DAYS, LONGEST_DAYS = 90, 366


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which table is wanted as a file, and of how many days."""

    what: str = EXPORTED[0]
    days: int = USUAL_DAYS


def is_about_figures(what: object) -> bool:
    """Return whether somebody asks for figures, as reps do."""
    return isinstance(what, Commanded) and what.name.partition("_")[0] in VERBS


def tell_figures(tx: Transaction, incoming: Incoming, what: Commanded, *, setup: Setup, now: datetime) -> None:
    """Answer a rep who asks for figures."""
    verb, _, hanging = what.name.partition("_")
    said = f"{hanging.replace('_', ' ')} {what.argument}".strip()
    texts = setup.desk_texts
    if incoming.sender.anonymous:
        _tell(tx, incoming, what, SendText(texts.render("who_are_you", contexts.Nothing())), now=now)
        return
    if verb == "stats":
        asked = asked_in(said)
        scope = desks_seen(tx, incoming, setup)
        found = figures_now(asked, setup=setup, now=now, scope=scope) if asked else None
    else:
        wanted = wanted_in(said)
        scope = desks_seen(tx, incoming, setup)
        found = exported(wanted, setup=setup, now=now, scope=scope) if wanted else None
    usage = SendText(texts.render(f"{verb}.usage", contexts.Nothing()))
    _tell(tx, incoming, what, found or usage, now=now, worth=Worth.REP_ANSWER if found else Worth.HELP)


def wanted_in(words: str) -> Wanted | None:
    """Return which file a rep asks for behind the command; None where that is unclear.

    >>> wanted_in(""), wanted_in("outcomes 30"), wanted_in("leads")
    (Wanted(what='handoffs', days=90), Wanted(what='outcomes', days=30), None)
    """
    what, days = EXPORTED[0], USUAL_DAYS
    for word in words.lower().split():
        number = number_in(word)
        if number is not None and 0 < number <= LONGEST_DAYS:
            days = number
        elif word in EXPORTED:
            what = word
        else:
            return None
    return Wanted(what, days)


def exported(wanted: Wanted, *, setup: Setup, now: datetime, scope: DeskScope | None = None) -> SendMade:
    """Return the message whose file is made when it is sent; with a ``scope`` of what its desks have."""
    desks = tuple(setup.desk_names.items()) if scope else ()
    since, texts = now - timedelta(days=wanted.days), setup.desk_texts
    day = rendering.day(since, setup.time_zone, now=now, locale=texts.locale)
    caption = texts.render("export.caption", contexts.Exported(wanted.what, wanted.days, day))
    name = f"{wanted.what}-{now:%Y-%m-%d}.csv"
    export = Export(wanted.what, microseconds(since), desks, scope.seen if scope else ())
    return SendMade(export, name, caption, texts.render("export.failed", contexts.Nothing()))


def _tell(
    tx: Transaction,
    incoming: Incoming,
    what: Commanded,
    answer: SendText | SendMade,
    *,
    now: datetime,
    worth: Worth = Worth.HELP,
) -> None:
    """Owe an answer, as a reply."""
    owe(tx, incoming.chat_id, replace(answer, reply_to=what.message_id), now=now, worth=worth)
