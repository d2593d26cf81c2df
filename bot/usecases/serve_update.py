"""What one update leads to, by who did what where."""

from datetime import datetime

from bot import contexts
from bot.messages import Blocked, ChatMoved, Commanded, Incoming, MembersChanged, SendText, SharedContact, Unblocked
from bot.understanding.interpretation import Interpretation
from bot.usecases.delivery.move_group import move_group
from bot.usecases.delivery.owe import owe
from bot.usecases.delivery.worth import Worth
from bot.usecases.prospects.converse import converse
from bot.usecases.sales.desk_in_charge import at_own_desk
from bot.usecases.sales.note_members import note_members
from bot.usecases.sales.pass_on_words import news_of_prospect
from bot.usecases.sales.serve_rep import serve_rep
from bot.usecases.setup import Setup
from bot.usecases.signals.confirm_identity import confirm_phone, confirm_visitor
from storage import handoffs, leads, outbox, sending
from storage.statements import Transaction


def serve_update(
    tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime, found: Interpretation | None = None
) -> None:
    """Handle an update that is new and whose turn it is; ``found`` is what its words were taken to mean, if known."""
    setup = setup.at(incoming.chat_id)
    match incoming.what:
        case Blocked() if incoming.chat_id in setup.several_chats:
            _tell_other_desks(tx, incoming.chat_id, setup=setup, now=now)
        case Blocked() | Unblocked() if not incoming.private or incoming.chat_id == setup.sales_chat:
            pass  # What is owed to sales waits until the bot is back.
        case Blocked():
            leads.set_blocked(tx, incoming.chat_id, now)
            sending.refuse_chat(tx, incoming.chat_id, now=now, error="the prospect blocked the bot")
            _tell_owner(tx, incoming.chat_id, setup=setup, now=now)
        case Unblocked():
            leads.set_blocked(tx, incoming.chat_id, None)
        case ChatMoved(new_chat_id=new_id):
            if incoming.chat_id == setup.sales_chat:
                move_group(tx, incoming.chat_id, new_id, now=now)
        case MembersChanged() as members:
            # That they are reps, or not any more, was noted where it came in.
            if incoming.chat_id == setup.sales_chat:
                note_members(tx, members, setup=setup, now=now)
        case _ if is_by_sales(incoming, setup):
            serve_rep(tx, incoming, setup=at_own_desk(tx, incoming, setup), now=now)
        case _ if incoming.private:
            converse(tx, incoming, setup=setup, now=now, found=found)
            _confirm_names(tx, incoming, setup=setup, now=now)


def _confirm_names(tx: Transaction, incoming: Incoming, *, setup: Setup, now: datetime) -> None:
    """Note by which names others know a prospect: the phone they share, the browser by whose link they come."""
    match incoming.what:
        case SharedContact(phone=phone, own=True):
            confirm_phone(tx, incoming.chat_id, phone, setup=setup, now=now)
        case Commanded(name="start", argument=start):
            confirm_visitor(tx, incoming.chat_id, start, setup=setup, now=now)


def _tell_owner(tx: Transaction, chat_id: int, *, setup: Setup, now: datetime) -> None:
    """Tell the rep who has a prospect that nothing reaches them any more."""
    chat = leads.by_chat(tx, chat_id)
    handoff = handoffs.open_of(tx, chat.lead.id) if chat else None
    if chat is not None and handoff is not None and handoff.claimed_by is not None:
        outbox.owe(tx, [news_of_prospect(tx, handoff.number, chat.lead, what="blocked", setup=setup, now=now)], now)


def _tell_other_desks(tx: Transaction, lost: int, *, setup: Setup, now: datetime) -> None:
    """Tell the other desks that one has put us out of its chat: what is owed to it waits until we are back."""
    html = setup.desk_texts.render("desks.lost", contexts.LostDesk(setup.desk_called(lost)))
    for chat in setup.chats:
        if chat != lost:
            owe(tx, chat, SendText(html), now=now, worth=Worth.REMINDER)


def is_by_sales(incoming: Incoming, setup: Setup) -> bool:
    """Return whether an update comes from sales: from their chat, or from a rep who writes in private."""
    return incoming.chat_id in setup.chats or incoming.by_rep
