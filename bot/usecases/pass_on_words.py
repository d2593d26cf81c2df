"""Passes what a prospect wrote on to sales, where a person is to answer."""

from datetime import datetime

from bot import contexts
from bot.messages import SendText
from bot.usecases.house import House, words_about
from bot.usecases.owing import owe
from storage.leads import StoredLead
from storage.statements import Transaction

MAX_QUOTED_CHARS = 1000


def pass_on_words(tx: Transaction, number: int, lead: StoredLead, *, text: str, house: House, now: datetime) -> None:
    """Owe the sales chat a message with a prospect's words, under their handoff's number."""
    wrote = contexts.Wrote(number, name=lead.name, text=text[:MAX_QUOTED_CHARS])
    html = house.desk_texts.render("wrote", wrote)
    owe(tx, house.sales_chat, SendText(html), now=now, about=words_about(number))
