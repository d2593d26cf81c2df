"""Tries whether the other desks hear from the bot: each gets a sample card.

Whoever asked hears of one that it does not reach.
"""

from datetime import datetime

from bot import contexts
from bot.messages import SendText
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.setup import Setup
from storage import members
from storage.sending import Claimed
from storage.statements import Transaction

_TRIED = "tried"


def try_other_desks(tx: Transaction, chat_id: int, message_id: int, *, setup: Setup, now: datetime) -> str:
    """Owe each other desk a test message, and return what the one who asked in a chat, by a message, reads of it."""
    tried = []
    for chat, name in setup.desk_names.items():
        if chat in (setup.sales_chat, chat_id):
            continue
        line = setup.desk_texts.render("desks.try", contexts.LostDesk(setup.desk_called(chat)))
        html = f"{line}\n\n{setup.desk_texts.render('test.alert', contexts.Nothing())}"
        about = f"{_TRIED}:{chat_id}:{message_id}:{chat}"
        owe(tx, chat, SendText(html), now=now, worth=Worth.REP_ANSWER, about=about)
        tried.append(contexts.TriedDesk(name, len(members.of_desk(tx, chat))))
    return setup.desk_texts.render("desks.tried", contexts.TriedDesks(tuple(tried)))


def tell_desk_untold(tx: Transaction, claimed: Claimed, *, reason: str, setup: Setup, now: datetime) -> None:
    """Tell whoever tried the desks that a message did not reach one; of what else was refused nothing is said."""
    kind, *place = (claimed.about or "").split(":")
    if kind != _TRIED or len(place) != 3:
        return
    chat_id, message_id, desk = map(int, place)
    html = setup.desk_texts.render("desks.untold", contexts.UntoldDesk(setup.desk_called(desk), reason))
    owe(tx, chat_id, SendText(html, reply_to=message_id), now=now, worth=Worth.REP_ANSWER)
