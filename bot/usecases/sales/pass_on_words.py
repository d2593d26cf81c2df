"""Passes what a prospect wrote, or did, on to sales, below the card and with the name of the rep who has it."""

from bot import contexts
from bot.messages import Keyboard, SendText
from bot.usecases.delivery.owe import owed
from bot.usecases.delivery.worth import Worth
from bot.usecases.setup import Setup, card_about, words_about
from storage import handoffs, sent_cards
from storage.leads import StoredLead
from storage.outbox import Owed
from storage.statements import Transaction

MAX_QUOTED_CHARS = 1000


def words_passed_on(tx: Transaction, number: int, lead: StoredLead, *, text: str, setup: Setup) -> Owed:
    """Return the message to the sales chat with a prospect's words, under their handoff's number."""
    handoff = handoffs.by_number(tx, number)
    rep, rep_id = (handoff.rep or "", handoff.claimed_by) if handoff else ("", None)
    link = f"tg://user?id={rep_id}" if rep and rep_id else ""
    wrote = contexts.Wrote(number, name=lead.name, text=text[:MAX_QUOTED_CHARS], rep=rep, rep_link=link)
    return below_card(tx, number, setup.desk_texts.render("wrote", wrote), setup=setup)


def news_of_prospect(tx: Transaction, number: int, lead: StoredLead, *, what: str, setup: Setup) -> Owed:
    """Return the message to the sales chat that a prospect ``stopped`` all messages, or ``blocked`` the bot."""
    html = setup.desk_texts.render(f"news.{what}", contexts.Named(number, lead.name))
    return below_card(tx, number, html, setup=setup)


def below_card(
    tx: Transaction, number: int, html: str, *, setup: Setup, keyboard: Keyboard = (), about: str | None = None
) -> Owed:
    """Return a message to the sales chat in reply to the newest card of a handoff, filed with its lead's words."""
    shown = sent_cards.sent_as(tx, card_about(number), setup.sales_chat)
    message = SendText(html, keyboard, reply_to=shown[-1].message_id if shown else None)
    return owed(setup.sales_chat, message, worth=Worth.ALERT, about=about or words_about(number))
