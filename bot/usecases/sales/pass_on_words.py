"""Passes what a prospect wrote on to sales, where a person is to answer."""

from bot import contexts
from bot.messages import SendText
from bot.usecases.delivery.owe import owed
from bot.usecases.delivery.worth import Worth
from bot.usecases.setup import Setup, words_about
from storage.leads import StoredLead
from storage.outbox import Owed

MAX_QUOTED_CHARS = 1000


def words_passed_on(number: int, lead: StoredLead, *, text: str, setup: Setup) -> Owed:
    """Return the message to the sales chat with a prospect's words, under their handoff's number."""
    wrote = contexts.Wrote(number, name=lead.name, text=text[:MAX_QUOTED_CHARS])
    html = setup.desk_texts.render("wrote", wrote)
    return owed(setup.sales_chat, SendText(html), worth=Worth.ALERT, about=words_about(number))
